"""Text in old charsets: unlabelled, mislabelled, rightly labelled, and text that must not be taken for any other."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_making import mail, multipart, part

from addon.mail import parse_message, read_attachment
from addon.mail.charsets import SAMPLE_BYTES, find_wide, guess_codec
from addon.mail.text import decode_bytes, find_codec

RUSSIAN = "Добрый день! Меня зовут Вера, ищу работу начальника склада. Опыт одиннадцать лет, резюме во вложении."
UKRAINIAN = "Доброго дня! Шукаю роботу завідувача складу, маю досвід і рекомендації. Моє резюме додаю до листа."
JAPANESE = "はじめまして。倉庫の管理の仕事を探しています。履歴書を添付いたしますので、ご覧ください。"
CHINESE = "您好！我正在找一份仓库管理的工作，有十一年的工作经验，简历请见附件，谢谢。"
TAIWANESE = "您好！我正在找一份倉庫管理的工作，有十一年的工作經驗，履歷請見附件，謝謝。"
KOREAN = "안녕하세요. 물류 관리 일자리를 찾고 있습니다. 이력서를 첨부하오니 검토 부탁드립니다."
GREEK = "Καλημέρα σας, ψάχνω για δουλειά ως υπεύθυνη αποθήκης και σας στέλνω το βιογραφικό μου."
HEBREW = "שלום רב, אני מחפשת עבודה כמנהלת מחסן ומצרפת את קורות החיים שלי. תודה רבה מראש."
ARABIC = "السلام عليكم، أبحث عن عمل في إدارة المستودعات ولدي خبرة طويلة، وتجدون سيرتي الذاتية مرفقة."
POLISH = "Dzień dobry, szukam pracy jako kierowniczka magazynu. Załączam życiorys i proszę o odpowiedź, jeśli coś się znajdzie."
CZECH = "Dobrý den, hledám práci vedoucí skladu, životopis přikládám. Děkuji předem za každou odpověď a přeji hezký týden, Věra."
TURKISH = "Merhaba, depo yöneticisi olarak iş arıyorum. Özgeçmişimi ekte gönderiyorum, ilginiz için şimdiden teşekkürler."

FOREIGN = [
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "windows-1251"),
    (UKRAINIAN, "koi8-u"),
    (UKRAINIAN, "windows-1251"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (KOREAN, "euc-kr"),
    (GREEK, "windows-1253"),
    (HEBREW, "windows-1255"),
    (ARABIC, "windows-1256"),
    (POLISH, "windows-1250"),
    (POLISH, "iso-8859-2"),
    (CZECH, "windows-1250"),
    (TURKISH, "windows-1254"),
]

WESTERN = [
    "José",
    "résumé",
    "Curriculum vitæ",
    "à bientôt",
    "Grüße aus Köln, dein Jörg",
    "Bonjour à toutes et à tous,\n\nà la recherche d'un poste, où que ce soit, je vous écris.",
    "Olá, não há vaga? Então até amanhã, João. Saudações e muito obrigado pela atenção.",
    "Hej, jag söker jobb på ert lager. Hälsningar från Åsa på Östermalm.",
    "Hei, jeg søker jobb på lageret og håper å høre fra deg. Vennlig hilsen Bjørn Ærø.",
    "Perché no? È così, più o meno: la città è lì e ci verrò lunedì.",
    "¿Cómo está usted? ¡Muchas gracias, señor Núñez! Mañana le llamo.",
    "Góðan daginn, ég er að leita að vinnu og það væri gaman að heyra frá þér. Kær kveðja, Þóra.",
    "“Quoted” – it’s 20 °C, 5 € or £4… • done",
    "10 m² or 5 m³, ½ of it",
    "ÜBERSICHT ÄRZTE, ÖFFENTLICH",
]


@pytest.mark.parametrize(("text", "charset"), FOREIGN, ids=lambda value: value if len(value) < 20 else "")
@pytest.mark.parametrize("label", ["", "iso-8859-1", "us-ascii", "utf-8", "x-unknown"])
def test_a_text_without_a_label_or_with_a_default_one_is_read_in_its_charset(text: str, charset: str, label: str) -> None:
    """What mailers write without looking says nothing, so the letters decide."""
    assert decode_bytes(text.encode(find_codec(charset)), label) == text


@pytest.mark.parametrize("label", ["", "iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_never_taken_for_another(text: str, label: str) -> None:
    """However short it is."""
    assert decode_bytes(text.encode("cp1252"), label) == text


@pytest.mark.parametrize(("text", "charset"), FOREIGN, ids=lambda value: value if len(value) < 20 else "")
@pytest.mark.parametrize("length", [3, 8, 20, 200])
def test_a_right_label_is_believed(text: str, charset: str, length: int) -> None:
    """Even of a few letters, which alone could be many things."""
    codec = find_codec(charset)

    assert decode_bytes(text[:length].encode(codec), charset) == text[:length]


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "windows-1251", "koi8-r"),
        (RUSSIAN, "windows-1251", "shift_jis"),
        (JAPANESE, "shift_jis", "euc-jp"),
        (CHINESE, "gb18030", "shift_jis"),
        (RUSSIAN, "windows-1251", "iso-8859-5"),
    ],
)
def test_a_wrong_label_gives_way_to_a_much_better_reading(text: str, charset: str, label: str) -> None:
    """Capitals inside words, rare letters and broken pairs give it away."""
    assert decode_bytes(text.encode(find_codec(charset)), label) == text


def test_labels_that_are_not_checked_are_believed() -> None:
    """A DOS code page is nobody's guess, but a label."""
    assert decode_bytes("Grüße".encode("cp850"), "ibm850") == "Grüße"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, GREEK, POLISH, "Plain words, in pairs of bytes.\n", f"{CHINESE}\n1. 2025\n{CHINESE} "])
def test_utf_16_without_a_mark_is_known_by_its_zeros(text: str, codec: str) -> None:
    """Blanks, digits and line ends leave zeros on one side of the pairs."""
    assert decode_bytes(text.encode(codec)) == text


@pytest.mark.parametrize(
    "data", [b"Hello\0 world, plain and nar\0row", b"\0\0\0\0", b"a\0b\0c d e f g h i j k l m n", bytes(range(256))]
)
def test_stray_zeros_are_no_utf_16(data: bytes) -> None:
    """Near misses: plain text with zeros in it, zeros alone, every byte once."""
    assert find_wide(data) == ""


def test_utf_32_is_not_taken_for_utf_16() -> None:
    """Their marks begin alike."""
    assert decode_bytes(RUSSIAN.encode("utf-32")) == RUSSIAN


def test_a_few_foreign_words_in_a_western_mail_change_nothing() -> None:
    """A text is in one charset; the default stays where no other is clearly better."""
    assert guess_codec("Best wishes, Zoë, from the café in Malmö".encode("cp1252")) == "cp1252"


def test_only_a_sample_is_priced() -> None:
    """What lies beyond it changes nothing, however long it is."""
    start = ("Grüße aus Köln. " * 200).encode("cp1252")

    assert len(start) > SAMPLE_BYTES
    assert guess_codec(start + RUSSIAN.encode("cp1251") * 500) == "cp1252"


@given(st.binary(max_size=300), st.sampled_from(["", "koi8-r", "gb2312", "shift_jis", "utf-16", "iso-8859-1", "hz", "x"]))
def test_any_bytes_under_any_label_are_some_text(data: bytes, label: str) -> None:
    """Nothing raises."""
    assert isinstance(decode_bytes(data, label), str)


@pytest.mark.parametrize(("text", "charset"), FOREIGN, ids=lambda value: value if len(value) < 20 else "")
def test_the_body_of_a_message_is_read_without_a_label(text: str, charset: str) -> None:
    """From the bytes of a mail to its text."""
    assert parse_message(mail(text.encode(find_codec(charset)))).body.text == text


@pytest.mark.parametrize(("text", "charset"), [*FOREIGN, ("Текст на русском языке", "iso-8859-5")])
def test_a_text_file_is_read_in_the_charset_of_its_part(text: str, charset: str) -> None:
    """The label of the part goes along with its bytes."""
    data = text.encode(find_codec(charset))
    kind, body = multipart(b"Content-Type: text/plain\r\n\r\nHello.", part(data, f"text/plain; charset={charset}", "cv.txt"))

    assert parse_message(mail(body, Content_Type=kind)).attachments[0].text == text
    assert read_attachment("cv.txt", "text/plain", data, charset=charset).text == text


def test_an_html_file_is_read_in_the_charset_it_names() -> None:
    """In its own head, where its part names none."""
    page = f"<html><head><meta charset='koi8-r'></head><body><p>{RUSSIAN}</p>".encode("koi8-r")

    assert read_attachment("cv.html", "text/html", page).text == RUSSIAN


def test_raw_letters_of_a_header_are_read_together() -> None:
    """Subject, name and file name in one charset that nobody named: each alone would be too short to tell."""
    head = "From: Вера Кузнецова <vera@shop.example>\r\nSubject: Резюме на должность начальника склада\r\n\r\n"
    message = parse_message(head.encode("cp1251") + b"Hello.")

    assert message.subject == "Резюме на должность начальника склада"
    assert message.sender is not None
    assert message.sender.display_name == "Вера Кузнецова"


def test_raw_western_letters_of_a_header_stay_western() -> None:
    """The near miss: a lone accent in a name."""
    assert parse_message("Subject: José\r\n\r\nx".encode("cp1252")).subject == "José"


def test_an_encoded_word_is_in_the_charset_it_names() -> None:
    """Short as it is; its label was written for it."""
    word = base64.b64encode("Дом".encode("koi8-r")).decode()

    assert parse_message(mail(Subject=f"=?koi8-r?b?{word}?=")).subject == "Дом"
