"""Own words, quotations, forwarded messages and signatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.mail.layers import cut_layers

ATTRIBUTIONS = {
    "en": "On Tue, 3 Mar 2026 at 10:12, Bob Stone <bob@example.org> wrote:",
    "de": "Am 03.03.2026 um 10:12 schrieb Bob Stone <bob@example.org>:",
    "fr": "Le mar. 3 mars 2026 à 10:12, Bob Stone <bob@example.org> a écrit :",
    "es": "El mar, 3 mar 2026 a las 10:12, Bob Stone (<bob@example.org>) escribió:",
    "pt": "Em ter., 3 de mar. de 2026 às 10:12, Bob Stone <bob@example.org> escreveu:",
    "it": "Il giorno mar 3 mar 2026 alle ore 10:12 Bob Stone <bob@example.org> ha scritto:",
    "nl": "Op di 3 mrt 2026 om 10:12 schreef Bob Stone <bob@example.org>:",
    "pl": "W dniu 3.03.2026 o 10:12, Bob Stone pisze / napisał(a):",
    "ru": "вт, 3 мар. 2026 г. в 10:12, Bob Stone <bob@example.org> написал:",
    "sv": "Den tis 3 mars 2026 kl 10:12 skrev Bob Stone <bob@example.org>:",
    "da": "Den 3. mar. 2026 kl. 10.12 skrev Bob Stone <bob@example.org>:",
    "fi": "ti 3. maalisk. 2026 klo 10.12 Bob Stone (bob@example.org) kirjoitti:",
    "tr": "3 Mar 2026 Sal, 10:12 tarihinde Bob Stone <bob@example.org> şunu yazdı:",
    "cs": "út 3. 3. 2026 v 10:12 odesílatel Bob Stone <bob@example.org> napsal:",
    "zh": "2026年3月3日 10:12,Bob Stone <bob@example.org> 写道：",
    "ja": "2026年3月3日(火) 10:12 Bob Stone <bob@example.org>のメール:",
    "ko": "2026년 3월 3일 (화) 10:12, Bob Stone <bob@example.org>님이 작성:",
    "ar": "في 3/3/2026 10:12، كتب Bob Stone <bob@example.org>:",
    "uk": "вт, 3 бер. 2026 р. о 10:12 Bob Stone <bob@example.org> пише:",
    "hu": "2026. márc. 3., K 10:12-kor Bob Stone ezt írta (bob@example.org):",
    "ro": "În mar., 3 mar. 2026 la 10:12, Bob Stone <bob@example.org> a scris:",
    "el": "Στις 3 Μαρ 2026, 10:12, ο Bob Stone έγραψε:",
    "he": "בתאריך 3 במרץ 2026 10:12, מאת Bob Stone כתב:",
}


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_on_top_keeps_only_its_own_words(language: str) -> None:
    """Attribution and quoted lines go to ``quoted``, in each language."""
    layers = cut_layers(f"Yes, gladly.\n\n{ATTRIBUTIONS[language]}\n> Will you come?\n> Bob\n", "Re: lunch")

    assert layers.text == "Yes, gladly."
    assert "Will you come?" in layers.quoted
    assert "bob" in layers.quoted.casefold()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "tr", "zh", "ja"])
def test_an_unmarked_quotation_below_an_attribution_is_cut(language: str) -> None:
    """Mailers that send HTML quote without ``>``: everything below belongs to the other."""
    layers = cut_layers(f"Yes, gladly.\n\n{ATTRIBUTIONS[language]}\n\nWill you come?\nBob\n", "Re: lunch")

    assert layers.text == "Yes, gladly."
    assert "Will you come?" in layers.quoted


def test_a_wrapped_attribution_is_found() -> None:
    """Lines are wrapped at 78 columns, attributions too."""
    text = "Yes.\n\nOn Tue, 3 Mar 2026 at 10:12, Bob Stone of the Long Company\n<bob@example.org> wrote:\n\n> Come?\n"

    assert cut_layers(text).text == "Yes."


def test_answers_between_quoted_lines_stay() -> None:
    """Inline answers are the author's words."""
    layers = cut_layers("> Come at noon?\nNoon is fine.\n> Bring cake?\nSure.\n", "Re: lunch")

    assert layers.text == "Noon is fine.\nSure."


def test_an_answer_below_an_outlook_header_stays() -> None:
    """Header block, quoted lines, then the answer: the answer is the text."""
    text = '----- Original Message -----\nFrom: "Bob" <bob@example.org>\n\n> Come at noon?\n\nNoon is fine.\n'

    assert cut_layers(text, "Re: lunch").text == "Noon is fine."


@pytest.mark.parametrize(
    "sentence",
    [
        "As she wrote:",
        "I wrote this:\n\nDear all, the house is sold.",
        "On the wall somebody wrote: be kind.",
        "Notes on what Jane wrote\n\nShe is right.",
    ],
)
def test_a_sentence_about_writing_cuts_nothing(sentence: str) -> None:
    """Near miss: no date and no address, so no attribution."""
    assert cut_layers(f"Hello.\n{sentence}\nMore.\n").quoted == ""


HEADERS = {
    "en": "From: Bob Stone <bob@example.org>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Jane Doe\nSubject: The job",
    "de": "Von: Bob Stone <bob@example.org>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Jane Doe\nBetreff: The job",
    "fr": "De : Bob Stone <bob@example.org>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Jane Doe\nObjet : The job",
    "es": "De: Bob Stone <bob@example.org>\nEnviado: martes, 3 de marzo de 2026\nPara: Jane Doe\nAsunto: The job",
    "pt": "De: Bob Stone <bob@example.org>\nEnviada em: terça-feira, 3 de março\nPara: Jane Doe\nAssunto: The job",
    "it": "Da: Bob Stone <bob@example.org>\nInviato: martedì 3 marzo 2026\nA: Jane Doe\nOggetto: The job",
    "nl": "Van: Bob Stone <bob@example.org>\nVerzonden: dinsdag 3 maart 2026\nAan: Jane Doe\nOnderwerp: The job",
    "pl": "Od: Bob Stone <bob@example.org>\nWysłano: wtorek, 3 marca 2026\nDo: Jane Doe\nTemat: The job",
    "ru": "От: Bob Stone <bob@example.org>\nДата: 3 марта 2026\nКому: Jane Doe\nТема: The job",
    "sv": "Från: Bob Stone <bob@example.org>\nSkickat: den 3 mars 2026\nTill: Jane Doe\nÄmne: The job",
    "fi": "Lähettäjä: Bob Stone <bob@example.org>\nLähetetty: tiistai 3. maaliskuuta\nVastaanottaja: Jane Doe\nAihe: The job",
    "tr": "Kimden: Bob Stone <bob@example.org>\nGönderildi: 3 Mart 2026\nKime: Jane Doe\nKonu: The job",
    "cs": "Od: Bob Stone <bob@example.org>\nOdesláno: úterý 3. března 2026\nKomu: Jane Doe\nPředmět: The job",
    "zh": "发件人: Bob Stone <bob@example.org>\n发送时间: 2026年3月3日\n收件人: Jane Doe\n主题: The job",
    "ja": "差出人: Bob Stone <bob@example.org>\n送信日時: 2026年3月3日\n宛先: Jane Doe\n件名: The job",
    "ko": "보낸 사람: Bob Stone <bob@example.org>\n보낸 날짜: 2026년 3월 3일\n받는 사람: Jane Doe\n제목: The job",
    "ar": "من: Bob Stone <bob@example.org>\nتاريخ الإرسال: 3 مارس 2026\nإلى: Jane Doe\nالموضوع: The job",
    "starred": "*From:* Bob Stone <bob@example.org>\n*Sent:* Tuesday, 3 March 2026\n*To:* Jane Doe\n*Subject:* The job",
}


@pytest.mark.parametrize("language", HEADERS)
def test_an_outlook_block_is_quoted_under_a_reply_and_passed_on_under_a_forward(language: str) -> None:
    """The subject's prefix decides what the lower message is; sender, subject and text are read in each language."""
    text = f"Please look.\n\n________________________________\n{HEADERS[language]}\n\nI would like to apply.\n"

    answered = cut_layers(text, "Re: The job")
    passed_on = cut_layers(text, "FW: The job")

    assert (answered.text, answered.forwarded) == ("Please look.", None)
    assert "I would like to apply." in answered.quoted
    assert passed_on.text == "Please look."
    assert passed_on.forwarded is not None
    assert passed_on.forwarded.sender is not None
    assert passed_on.forwarded.sender.addr_spec == "bob@example.org"
    assert (passed_on.forwarded.subject, passed_on.forwarded.text) == ("The job", "I would like to apply.")


MARKS = [
    "---------- Forwarded message ---------",
    "---------- Forwarded message ----------",
    "---------- Weitergeleitete Nachricht ---------",
    "---------- Message transféré ---------",
    "---------- Mensaje reenviado ---------",
    "---------- Mensagem encaminhada ---------",
    "---------- Messaggio inoltrato ---------",
    "---------- Doorgestuurd bericht ---------",
    "---------- Пересылаемое сообщение ---------",
    "---------- Vidarebefordrat meddelande ---------",
    "---------- Iletilen mesaj ---------",
    "---------- 转发的邮件 ---------",
    "---------- 転送されたメッセージ ---------",
    "---------- 전달된 메일 ---------",
    "Begin forwarded message:",
    "Anfang der weitergeleiteten Nachricht:",
    "Début du message transféré :",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_forward_mark_passes_on_whatever_the_subject_says(mark: str) -> None:
    """The mark itself says forward, even below ``Re:``."""
    forwarded = cut_layers(f"See below.\n\n{mark}\n{HEADERS['en']}\n\nApplying.\n", "Re: x").forwarded

    assert forwarded is not None
    assert forwarded.sender is not None
    assert (forwarded.sender.display_name, forwarded.text) == ("Bob Stone", "Applying.")


def test_without_prefix_a_short_note_above_a_message_passes_it_on() -> None:
    """No ``Re:``, no In-Reply-To, a line or two: a forward by copy."""
    text = f"What do you think?\n\n-----Original Message-----\n{HEADERS['en']}\n\nApplying.\n"

    assert cut_layers(text, "A candidate").forwarded is not None
    assert cut_layers(text, "A candidate", is_reply=True).forwarded is None
    assert cut_layers(text, "A candidate", recipients=frozenset({"bob@example.org"})).forwarded is None
    assert cut_layers("Long words. " * 60 + text, "A candidate").forwarded is None


NOTES = """{}
---------------------- Forwarded by Jane Doe/HOU/SHOP on 07/16/2001 10:17 AM ---------------------------


{}
To: Jane Doe/HOU/SHOP@SHOP
cc:
Subject: The job

I would like to apply.
"""


@pytest.mark.parametrize(
    ("opening", "spec", "name"),
    [
        ('"Bob Stone" <bob@example.org> on 07/16/2001 09:00:00 AM', "bob@example.org", "Bob Stone"),
        ("bob@example.org on 07/16/2001 09:00:00 AM", "bob@example.org", ""),
        ("Bob Stone\n07/16/2001 09:00 AM", "", "Bob Stone"),
        ("Bob Stone@SHOP\n07/16/2001 09:00 AM\nSent by: Ann Other", "", "Bob Stone"),
    ],
)
def test_lotus_notes_forwards_are_read(opening: str, spec: str, name: str) -> None:
    """Names without labels, dates on lines of their own; a name alone is an Address without addr-spec."""
    layers = cut_layers(NOTES.format("FYI", opening), "The job")

    assert layers.text == "FYI"
    assert layers.forwarded is not None
    assert layers.forwarded.sender is not None
    assert (layers.forwarded.sender.addr_spec, layers.forwarded.sender.display_name) == (spec, name)
    assert (layers.forwarded.subject, layers.forwarded.text) == ("The job", "I would like to apply.")


def test_lotus_notes_columns_are_read() -> None:
    """Author on the left, recipients on the right, the address broken in two."""
    block = (
        "----- Forwarded by Jane Doe on 03/14/01 08:44 AM -----\n\n"
        "                    Bob Stone\n"
        "                    <bob@exam            To:     <jane@shop.example>\n"
        "                    ple.org>             cc:\n"
        "                                         Subject:     The job\n"
        "                    03/13/01 05:26 PM\n\n\nI would like to apply.\n"
    )
    forwarded = cut_layers(block, "The job").forwarded

    assert forwarded is not None
    assert forwarded.sender is not None
    assert (forwarded.sender.addr_spec, forwarded.subject) == ("bob@example.org", "The job")
    assert forwarded.text == "I would like to apply."


def test_a_chain_of_notes_leads_to_the_message_that_says_something() -> None:
    """Two people passed it on with a word each: the inner author is the one meant."""
    inner = f"Worth a look.\n\n-----Original Message-----\n{HEADERS['de']}\n\n" + "I would like to apply. " * 5
    text = f"FYI\n\n---------- Forwarded message ---------\n{HEADERS['fr'].replace('Bob', 'Ann')}\n\n{inner}"
    forwarded = cut_layers(text.replace("Objet : The", "Objet : FW: The"), "Fwd: x").forwarded

    assert forwarded is not None
    assert forwarded.sender is not None
    assert forwarded.sender.display_name == "Bob Stone"
    assert forwarded.text.startswith("I would like to apply.")


def test_a_forward_of_quoted_lines_is_unquoted() -> None:
    """Some programs mark what they forward with ``>``."""
    text = "".join(f"> {line}\n" for line in f"{HEADERS['en']}\n\nApplying.".split("\n"))

    forwarded = cut_layers(text, "Fwd: x").forwarded

    assert forwarded is not None
    assert forwarded.text == "Applying."


RESUME = """Jane Doe
Baker
12 Mill Lane, Oldtown
Phone: +44 20 7946 0000
jane@shop.example

EXPERIENCE
From: 2010
To: 2012
Subject: Bread and pastry
Mill Bakery, head baker
- Led a team of six
2012 - 2019
Corner Shop, manager
- Doubled sales

EDUCATION
2008 Bakers' College

SKILLS
Sourdough, ledgers

Languages: English, Welsh
References: on request
Phone: +44 20 7946 0000
jane@shop.example"""


@pytest.mark.parametrize("lead", ["", "Dear Sir,\n\nplease find my resume below.\n\n", "Hello\n\nRegards,\nJane\n\n"])
def test_a_pasted_resume_is_cut_away_neither_as_quotation_nor_as_signature(lead: str) -> None:
    """Its short lines, phone numbers and ``From: 2010`` stay in the text."""
    layers = cut_layers(lead + RESUME, "Baker")

    assert "EXPERIENCE" in layers.text
    assert "SKILLS" in layers.text
    assert "From: 2010" in layers.text
    assert layers.forwarded is None
    assert layers.quoted == ""


@pytest.mark.parametrize(
    ("text", "own", "signature"),
    [
        ("Hello.\n\n-- \nJane\nBaker", "Hello.", "--\nJane\nBaker"),
        ("Hello.\n\nSent from my iPhone", "Hello.", "Sent from my iPhone"),
        ("Hallo.\n\nVon meinem iPhone gesendet", "Hallo.", "Von meinem iPhone gesendet"),
        ("Bonjour.\n\nEnvoyé de mon iPhone", "Bonjour.", "Envoyé de mon iPhone"),
        ("Hello.\n\nKind regards,\nJane Doe\n+44 20 7946 0000", "Hello.\n\nKind regards,", "Jane Doe\n+44 20 7946 0000"),
        ("Hallo.\n\nMit freundlichen Grüßen\nJane Doe", "Hallo.\n\nMit freundlichen Grüßen", "Jane Doe"),
        (
            "Hello.\n\nJane Doe\nBaker\nTel: +44 20 7946 0000\njane@shop.example",
            "Hello.",
            "Jane Doe\nBaker\nTel: +44 20 7946 0000\njane@shop.example",
        ),
        (
            "Hi.\n_______________________________________________\nBakers mailing list\nbakers@lists.example",
            "Hi.",
            "_" * 47 + "\nBakers mailing list\nbakers@lists.example",
        ),
    ],
)
def test_signatures_are_parted(text: str, own: str, signature: str) -> None:
    """The delimiter, a phone's line, a closing phrase, a block of contact lines, a list's footer."""
    layers = cut_layers(text)

    assert (layers.text, layers.signature) == (own, signature)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Hello.\n\nThanks for the bread.\nIt was good.\n"
            "We ate it all and then some more, and the children asked for the recipe, which I promised to send along soon."
        ),
        "Hello.\n\nCall me on +44 20 7946 0000.",
        "Hello.\n\n-- \n" + "A long line of the letter itself.\n" * 30,
        "Jane Doe\n+44 20 7946 0000\njane@shop.example",
    ],
)
def test_ordinary_endings_are_no_signature(text: str) -> None:
    """Near misses: sentences, a long text below a dash, contact lines that are the whole mail."""
    assert cut_layers(text).signature == ""


ATTACKS = {
    "blank lines": "\n" * 160_000,
    "attributions": "On a <b@c> 2026 wrote:\n" * 7_000,
    "attributions without a verb": "On a <b@c> 2026:\n" * 9_000,
    "header lines": "From: a@example.org\n" * 8_000,
    "header blocks": f"{HEADERS['en']}\n\n" * 1_000,
    "forwards": f"---------- Forwarded message ---------\n{HEADERS['en']}\n\nx\n\n" * 600,
    "quote marks": ">" * 160_000,
    "quoted lines": "> \n" * 50_000,
    "alternating": "> a\nb:\n" * 25_000,
    "dashes": "-" * 160_000,
    "dash lines": "--\n" * 50_000,
    "blanks": " " * 160_000,
    "tabs between words": "a \t" * 50_000,
    "dates": "1/1/01 1:11\n" * 13_000,
    "colons": "a:" * 80_000,
    "closings": "Regards,\n" * 17_000,
    "digits": "1 2 3 4 5 6 7 8 9 0 " * 8_000,
    "one long line": "word " * 32_000,
    "columns": "  a   To:   b\n" * 11_000,
    "stars": "*" * 100_000 + "From:" + "*" * 60_000,
}


@pytest.mark.parametrize("subject", ["Fwd: x", "Re: x"])
@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_texts_are_cut_in_linear_time(name: str, subject: str) -> None:
    """Texts that hang the known libraries are read; nothing grows."""
    layers = cut_layers(ATTACKS[name], subject)

    assert len(layers.text) + len(layers.quoted) <= len(ATTACKS[name])


LINES = st.sampled_from(
    """hello|> q||On 3 Mar 2026, a@b.example wrote:|From: a@b.example|To: x|Subject: y|-- |Regards,
    ---------- Forwarded message ---------|-----Original Message-----|+44 20 7946 0000|Sent from my phone""".replace(
        "\n    ", "|"
    ).split("|")
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["", "Re: x", "Fwd: x"]))
def test_no_layer_invents_a_line(lines: list[str], subject: str) -> None:
    """Whatever the order of marks, each line of each layer was in the text."""
    layers = cut_layers("\n".join(lines), subject)
    pieces = [layers.text, layers.quoted, layers.signature, layers.forwarded.text if layers.forwarded else ""]

    known = {line.strip() for line in lines} | {"", "q"}

    assert all(line.strip() in known for piece in pieces for line in piece.split("\n"))
