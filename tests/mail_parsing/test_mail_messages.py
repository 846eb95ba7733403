"""Whole messages: from raw bytes and from Gmail's answers, with equal results."""

from __future__ import annotations

import base64
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_making import docx, gmail_resource, mail, multipart, paragraph, part, pdf, zipped

from addon.core.message import Authentication, Message, ReadState
from addon.mail import Limits, parse_gmail_payload, parse_message

TEXT = "Jane Doe, baker and carpenter of Oldtown"


def typed(kind_and_body: tuple[str, bytes], **headers: str) -> bytes:
    return mail(kind_and_body[1], Content_Type=kind_and_body[0], MIME_Version="1.0", **headers)


PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello in plain words."
RICH = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello in <b>rich</b> words.</p><a href='https://shop.example/'>x</a>"


def test_reads_the_fields_of_a_plain_message() -> None:
    """Names, addresses, identifiers, date and text, each in its place."""
    message = parse_message(
        mail(
            "Hello.\n",
            To="me@example.org, Bob <bob@example.org>",
            Cc="undisclosed-recipients:;",
            Reply_To="jobs@shop.example",
            Date="Tue, 3 Mar 2026 10:12:13 +0100",
            Message_ID="<1@shop.example>",
            In_Reply_To="<0@example.org>",
            References="<a@example.org>\r\n <0@example.org>",
        ),
        gmail_id="18f",
        label_ids=frozenset({"INBOX"}),
    )

    assert message.sender is not None
    assert (message.sender.display_name, message.sender.organisation) == ("Jane Doe", "shop.example")
    assert [address.addr_spec for address in message.to] == ["me@example.org", "bob@example.org"]
    assert (message.empty_groups, message.reply_to[0].addr_spec) == (("undisclosed-recipients",), "jobs@shop.example")
    assert (message.message_id, message.in_reply_to, message.references) == (
        "1@shop.example",
        ("0@example.org",),
        ("a@example.org", "0@example.org"),
    )
    assert message.internal_date == 1_772_529_133_000
    assert (message.gmail_id, message.label_ids, message.body.text, message.defects) == (
        "18f",
        frozenset({"INBOX"}),
        "Hello.",
        (),
    )


def test_gmails_own_date_wins_over_the_header() -> None:
    """``internal_date`` comes from the Date field only where none is given."""
    raw = mail(Date="Tue, 3 Mar 2026 10:12:13 +0100")

    assert parse_message(raw, internal_date=5).internal_date == 5


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 1 Jan 1970 00:00:01 GMT", 1_000),
        ("1 Jan 70 01:00:01 +0100 (CET)", 1_000),
        ("Thu, 1 Jan 1970 00:00:61 -0000", 59_000),
        ("yesterday", 0),
        ("Thu, 99 Jan 2026 00:00:00 GMT", 0),
        ("Thu, 1 Jan 1960 00:00:00 GMT", 0),
        ("Thu, 1 Jan 999999999999 00:00:00 GMT", 0),
        ("Thu, 1 Jan 2026 00:00:00 +99999999", 0),
    ],
)
def test_dates_that_name_no_time_are_zero(date: str, expected: int) -> None:
    """Odd dates are read, impossible ones give 0, none raises."""
    assert parse_message(mail(Date=date)).internal_date == expected


def test_headers_are_kept_lower_case_decoded_and_clean() -> None:
    """Encoded words decoded, folds taken out, controls and bidi overrides gone, order kept."""
    message = parse_message(mail(Subject="=?utf-8?q?Gr=C3=BC=C3=9Fe?= aus\r\n  Oldtown", X_Odd="a\u202eb\x07c"))

    assert [name for name, _ in message.headers] == ["from", "to", "subject", "x-odd"]
    assert (message.subject, message.header("Subject"), message.header("X-Odd")) == (
        "Grüße aus Oldtown",
        "Grüße aus Oldtown",
        "abc",
    )


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "Grüße – Привет"),
        ("iso-8859-1", "Grüße"),
        ("windows-1252", "“Grüße”"),
        ("windows-1251", "Здравствуйте"),
        ("koi8-r", "Здравствуйте"),
        ("gb18030", "您好，附件是我的简历"),
        ("gb2312", "您好，附件是我的简历"),
        ("big5", "您好，附件是我的履歷"),
        ("shift_jis", "はじめまして、履歴書です"),
        ("iso-2022-jp", "はじめまして、履歴書です"),
        ("euc-jp", "はじめまして、履歴書です"),
        ("euc-kr", "안녕하세요 이력서입니다"),
        ("windows-1256", "السلام عليكم"),
        ("iso-8859-2", "Życiorys w załączniku"),
        ("windows-1254", "özgeçmişim ektedir"),
    ],
)
def test_honours_the_declared_charset_in_body_subject_and_name(charset: str, text: str) -> None:
    """Each charset is read in all three places; Gmail's parts, already UTF-8 under the old label, are read too."""
    word = f"=?{charset}?b?{base64.b64encode(text.encode(charset)).decode()}?="
    kind = f"text/plain; charset={charset}"
    raw = mail(text.encode(charset), Content_Type=kind, Subject=word, From=f"{word} <jane@shop.example>")
    converted = mail(text.encode(), Content_Type=kind)
    message = parse_message(raw)

    assert message.sender is not None
    assert {text} == {message.body.text, message.subject, message.sender.display_name, parse_message(converted).body.text}


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("", "Grüße".encode(), "Grüße"),
        ("us-ascii", "Grüße".encode("latin-1"), "Grüße"),
        ("utf-8", "Grüße".encode("latin-1"), "Grüße"),
        ("utf-8", "Grüße".encode() + b" \xff end", "Grüße \ufffd end"),
        ("x-nonsense", "Grüße".encode("cp1252"), "Grüße"),
        ("zip", b"plain", "plain"),
        ("utf-16", "Grüße".encode("utf-16"), "Grüße"),
        ("utf-16", "Grüße".encode(), "Grüße"),
        ("utf-8", b"nul\x00l and bell\x07", "null and bell"),
    ],
)
def test_wrong_or_missing_charsets_are_guessed(declared: str, data: bytes, text: str) -> None:
    """UTF-8, then Windows-1252; a charset that is no charset is ignored."""
    headers = {"Content_Type": f"text/plain; charset={declared}"} if declared else {}

    assert parse_message(mail(data, **headers)).body.text == text


def test_plain_text_is_preferred_and_html_still_gives_links() -> None:
    """Of two alternatives the plain one is the text."""
    message = parse_message(typed(multipart(PLAIN, RICH, kind="alternative")))

    assert (message.body.text, message.body.has_html, message.body.links) == (
        "Hello in plain words.",
        True,
        ("https://shop.example/",),
    )
    assert message.attachments == ()


@pytest.mark.parametrize("stub", [b"", b"   \r\n", b"Please view this message in an HTML browser."])
def test_html_is_read_where_the_plain_part_is_a_stub(stub: bytes) -> None:
    """An empty plain part or one that only points to the HTML gives way."""
    plain = b"Content-Type: text/plain\r\n\r\n" + stub
    rich = b"Content-Type: text/html\r\n\r\n<p>" + b"The whole long letter stands here. " * 10 + b"</p>"

    assert parse_message(typed(multipart(plain, rich, kind="alternative"))).body.text.startswith("The whole long letter")


def test_html_sent_as_plain_text_is_still_html() -> None:
    """Some programs forget the type."""
    assert parse_message(mail("<html><body><p>One</p><p>Two</p></body></html>")).body.text == "One\n\nTwo"


def test_inline_texts_of_a_mixed_message_are_joined() -> None:
    """Apple Mail cuts one letter into several text parts around pictures."""
    picture = part(b"\x89PNG", "image/png", "dot.png", "inline", "Content-ID: <1>\r\n")
    message = parse_message(typed(multipart(PLAIN, picture, b"Content-Type: text/plain\r\n\r\nAnd more.")))

    assert message.body.text == "Hello in plain words.\n\nAnd more."
    assert [(file.filename, file.state) for file in message.attachments] == [("dot.png", ReadState.UNSUPPORTED)]


def test_attachments_are_read_or_only_named() -> None:
    """Files come before the letter's own pictures; without reading they are NOT_FETCHED with their true size."""
    picture = part(b"\x89PNG", "image/png", "dot.png", "inline", "Content-ID: <1>\r\n")
    cv = docx(paragraph(TEXT))
    raw = typed(multipart(PLAIN, picture, part(cv, "application/octet-stream", "Jane CV.docx")))
    read, named = parse_message(raw).attachments, parse_message(raw, read_attachments=False).attachments

    assert [(file.filename, file.text) for file in read] == [("Jane CV.docx", TEXT), ("dot.png", "")]
    assert (named[0].state, named[0].size, named[0].text) == (ReadState.NOT_FETCHED, len(cv), "")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="Lebenslauf Jäne.pdf"', "Lebenslauf Jäne.pdf"),
        ("attachment; filename*=utf-8''Lebenslauf%20J%C3%A4ne.pdf", "Lebenslauf Jäne.pdf"),
        ("attachment; filename*0*=utf-8''Lebens; filename*1*=lauf%20J%C3%A4; filename*2=ne.pdf", "Lebenslauf Jäne.pdf"),
        ('attachment; filename="=?utf-8?q?Lebenslauf_J=C3=A4ne=2Epdf?="', "Lebenslauf Jäne.pdf"),
        ("attachment; filename=cv.pdf; filename*=iso-8859-1''J%E4ne.pdf", "Jäne.pdf"),
        ('attachment; filename="a\\"b.pdf"', 'a"b.pdf'),
        ("attachment", ""),
    ],
)
def test_file_names_in_every_encoding(disposition: str, name: str) -> None:
    """Raw, RFC 2231 with continuations, and RFC 2047 where it is forbidden."""
    file = f"Content-Type: application/pdf\r\nContent-Disposition: {disposition}\r\n\r\nx".encode()

    assert parse_message(typed(multipart(PLAIN, file)), read_attachments=False).attachments[0].filename == name


def test_a_message_attached_whole_is_what_is_passed_on() -> None:
    """Sender, subject and text of the inner message, and its files among the attachments."""
    inner = typed(
        multipart(PLAIN, part(docx(paragraph(TEXT)), "application/octet-stream", "cv.docx"), boundary="inner"), Subject="The job"
    )
    raw = typed(
        multipart(b"Content-Type: text/plain\r\n\r\nFYI", b"Content-Type: message/rfc822\r\n\r\n" + inner), From="bob@example.org"
    )
    message = parse_message(raw)

    assert message.body.text == "FYI"
    assert message.body.forwarded is not None
    assert message.body.forwarded.sender is not None
    assert message.body.forwarded.sender.addr_spec == "jane@shop.example"
    assert (message.body.forwarded.subject, message.body.forwarded.text) == ("The job", "Hello in plain words.")
    assert [file.filename for file in message.attachments] == ["cv.docx"]


def inner_with_file() -> bytes:
    cv = part(docx(paragraph(TEXT)), "application/octet-stream", "cv.docx")
    return typed(multipart(PLAIN, cv, boundary="inner"), Subject="The job")


@pytest.mark.parametrize(
    "enclosing",
    [
        part(inner_with_file(), "message/rfc822", "job.eml"),
        part(inner_with_file(), "application/octet-stream", "job.eml"),
        b'Content-Type: message/rfc822; name="job.eml"\r\n\r\n' + inner_with_file(),
    ],
    ids=["base64", "as any file", "plain"],
)
def test_an_enclosed_message_is_passed_on_with_its_files_however_it_is_packed(enclosing: bytes) -> None:
    """RFC 2046 5.2.1 forbids base64 for it, and mailers use it, or attach it as a file of unknown kind."""
    message = parse_message(typed(multipart(b"Content-Type: text/plain\r\n\r\nFYI", enclosing), From="bob@example.org"))

    assert message.body.forwarded is not None
    assert (message.body.forwarded.subject, message.body.forwarded.text) == ("The job", "Hello in plain words.")
    assert [(file.filename, file.state, file.text) for file in message.attachments] == [
        ("job.eml", ReadState.ENCLOSED, ""),
        ("cv.docx", ReadState.READ, TEXT),
    ]


def test_a_file_of_that_name_that_is_no_message_is_an_unread_file() -> None:
    """Near miss: it names no sender."""
    message = parse_message(typed(multipart(PLAIN, part(b"\x00\x01 nothing", "application/octet-stream", "job.eml"))))

    assert message.body.forwarded is None
    assert [(file.media_type, file.state) for file in message.attachments] == [("message/rfc822", ReadState.UNSUPPORTED)]


def test_only_the_first_enclosed_message_is_opened() -> None:
    """The second is named as a message that was not read."""
    message = parse_message(
        typed(multipart(PLAIN, part(inner_with_file(), "message/rfc822", "a.eml"), part(mail(), "message/rfc822", "b.eml")))
    )

    assert [(file.filename, file.state) for file in message.attachments] == [
        ("a.eml", ReadState.ENCLOSED),
        ("b.eml", ReadState.UNSUPPORTED),
        ("cv.docx", ReadState.READ),
    ]


def texts(count: int) -> bytes:
    return typed(multipart(PLAIN, *[part(TEXT.encode(), "text/plain", f"{number}.txt") for number in range(count)]))


def test_the_files_after_the_first_six_are_left_out() -> None:
    """Whatever their size; six are read, and pictures do not count among them."""
    states = [file.state for file in parse_message(texts(8)).attachments]

    assert states == [ReadState.READ] * 6 + [ReadState.LEFT_OUT] * 2


def test_files_beyond_the_time_for_reading_are_not_read() -> None:
    """Said to be slow, not large."""
    states = {file.state for file in parse_message(texts(2), limits=Limits(reading_seconds=0.0)).attachments}

    assert states == {ReadState.TOO_SLOW}


def test_a_picture_of_the_letter_is_told_from_an_attached_one() -> None:
    """By its disposition and its content id."""
    shown = part(b"\x89PNG", "image/png", "shown.png", "inline", "Content-ID: <1>\r\n")
    message = parse_message(typed(multipart(PLAIN, shown, part(b"\x89PNG", "image/png", "scan.png"))))

    assert {file.filename: file.is_inline for file in message.attachments} == {"shown.png": True, "scan.png": False}


LETTER = "Dear reader, our company sells garden tools, wheelbarrows, fences, seeds, bulbs, pots, hoses, gloves, spades and rakes."
BAIT = (
    "Hello Anna, thank you again for your wonderful lecture about medieval harbour towns; which archive keeps those maps today?"
)


def alternative(plain: str, shown: str) -> bytes:
    parts = (f"Content-Type: text/plain\r\n\r\n{plain}".encode(), f"Content-Type: text/html\r\n\r\n<p>{shown}</p>".encode())
    return typed(multipart(*parts, kind="alternative"))


def test_plain_text_that_says_other_than_the_html_is_hidden_from_the_reader() -> None:
    """Mail programs show the HTML; what only filters read counts for nothing."""
    message = parse_message(alternative(BAIT, LETTER))

    assert (message.body.text, message.body.hides_text) == (LETTER, True)


@pytest.mark.parametrize(
    "plain", [LETTER, LETTER.replace(" ", "\r\n"), f"{LETTER}\r\nhttps://shop.example/off", "Garden tools, cheap."]
)
def test_plain_text_that_says_the_same_hides_nothing(plain: str) -> None:
    """Near misses: other line breaks, a link, a short extract."""
    message = parse_message(alternative(plain, f"{LETTER} <a href='https://shop.example/off'>Leave</a>"))

    assert (message.body.text.split(), message.body.hides_text) == (plain.split(), False)


def long_html(words: int) -> bytes:
    return mail("<p>" + "word " * words + "</p>", Content_Type="text/html")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (mail("word " * 50_000), "very long"),
        (long_html(150_000), "very long"),
        (typed(multipart(*[b"Content-Type: text/plain\r\n\r\nx"] * 501)), "more than 500 parts"),
        (texts(51), "has 51 attachments; only the first 50"),
        (mail(To="a@b.example, " * 90_000), "names more than"),
        (mail(To=", ".join(f"a{number}@b.example" for number in range(2_001))), "names 2,001 recipients"),
    ],
    ids=["text", "html", "parts", "files", "recipients cut off", "recipients"],
)
def test_what_lies_beyond_a_cap_is_told(raw: bytes, words: str) -> None:
    """In words for the card."""
    assert any(words in defect for defect in parse_message(raw, read_attachments=False).defects)


@pytest.mark.parametrize(
    "raw",
    [
        mail("word " * 39_000),
        long_html(39_000),
        typed(multipart(*[b"Content-Type: text/plain\r\n\r\nx"] * 49)),
        texts(50),
        mail(To=", ".join(f"a{number}@b.example" for number in range(2_000))),
        alternative("All of it is here.", "<!-- " + "x" * 700_000 + "-->All of it is here."),
    ],
    ids=["text", "html", "parts", "files", "recipients", "only the unused HTML is long"],
)
def test_what_is_within_the_caps_is_not_said_to_be_cut(raw: bytes) -> None:
    """Near misses."""
    assert parse_message(raw, read_attachments=False).defects == ()


def test_parts_beyond_the_cap_are_told_of_gmails_answer_too() -> None:
    """The same sentence by both routes."""
    raw = typed(multipart(*[b"Content-Type: text/plain\r\n\r\nx"] * 501))

    assert parse_gmail_payload(gmail_resource(raw)[0]).defects == parse_message(raw).defects


def test_a_bounce_passes_nothing_on() -> None:
    """The owner's own mail inside a delivery report is not a forward."""
    inner = b"Content-Type: message/rfc822\r\n\r\n" + mail("Hello.\n")

    assert parse_message(typed(multipart(PLAIN, inner, kind="report"))).body.forwarded is None


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        ("\n - Jane Resume.doc \n", ["Jane Resume.doc"]),
        ("\n - cover letter.doc\n - Jane Resume.doc", ["cover letter.doc", "Jane Resume.doc"]),
        ("\n<<Jane Resume.doc>>\n", ["Jane Resume.doc"]),
        (
            "\n(See attached file: jane resume.doc)(See attached file: cover\nletter.doc)\n",
            ["jane resume.doc", "cover letter.doc"],
        ),
        ("\n- Led a team of six, see www.shop.example\n", []),
        ("\n<<see below>>\n", []),
        ("\n - no ending here\n", []),
    ],
)
def test_file_names_that_survive_as_text_are_attachments(tail: str, names: list[str]) -> None:
    """Archives and old gateways keep only the name: NOT_FETCHED, size 0, and the list is no text."""
    message = parse_message(mail("Please see my resume." + tail))

    assert [(file.filename, file.state, file.size) for file in message.attachments] == [
        (name, ReadState.NOT_FETCHED, 0) for name in names
    ]
    assert message.body.text.startswith("Please see my resume.")


def test_a_real_attachment_is_not_named_twice() -> None:
    """The text points to the file that is there."""
    raw = typed(multipart(b"Content-Type: text/plain\r\n\r\nSee <<cv.docx>>", part(b"x", "application/octet-stream", "CV.docx")))

    assert len(parse_message(raw, read_attachments=False).attachments) == 1


@pytest.mark.parametrize(
    ("headers", "list_id"),
    [
        ({"List_Id": "Bakers <bakers.lists.example>"}, "bakers.lists.example"),
        ({"List_Id": "bakers.lists.example"}, "bakers.lists.example"),
        ({"X_Google_Group_Id": "12345"}, "12345"),
        ({"Mailing_List": "list bakers@groups.example; contact owner@groups.example"}, "bakers@groups.example"),
        ({"X_Mailing_List": "<bakers@lists.example> archive/latest/1"}, "bakers@lists.example"),
        ({"X_BeenThere": "bakers@lists.example"}, "bakers@lists.example"),
        ({"List_Post": "<mailto:bakers@lists.example>"}, "bakers@lists.example"),
        ({"List_Post": "NO"}, ""),
        ({"List_Unsubscribe": "<https://shop.example/off>, <mailto:off@shop.example>"}, ""),
        ({"X_Google_Group_Id": "not a number"}, ""),
        ({}, ""),
    ],
)
def test_a_list_is_known_by_what_identifies_it(headers: dict[str, str], list_id: str) -> None:
    """List-Id first, older programs' fields after it; an unsubscribe link alone is bulk mail, no list."""
    assert parse_message(mail(**headers)).list_id == list_id


def test_delivery_and_forwarding_traces() -> None:
    """All addresses of the trace fields, each once, IP numbers left out."""
    message = parse_message(
        mail(
            Delivered_To="me@example.org",
            X_Original_To="<Me@example.org>",
            X_Forwarded_For="a@example.org me@example.org, 192.0.2.1",
        )
    )

    assert message.delivered_to == ("me@example.org", "Me@example.org")
    assert message.forwarded_for == ("a@example.org", "me@example.org")


GENUINE = (
    "mx.host.example; dkim=pass (good) header.i=@shop.example; spf=softfail smtp.mailfrom=shop.example;"
    " dmarc=fail (p=NONE) header.from=shop.example"
)
FORGED = "mx.host.example; dkim=pass; spf=pass; dmarc=pass"


def trace(*fields: str) -> Authentication:
    raw = "".join(f"{field}\r\n" for field in fields) + "From: jane@shop.example\r\n\r\nHello."
    return parse_message(raw.encode()).authentication


HOP = "Received: from out.shop.example (out.shop.example [192.0.2.7])\r\n by mx.host.example with ESMTPS id 1; Tue, 3 Mar 2026"
INSIDE = "Received: by 2001:db8::1 with SMTP id 2; Tue, 3 Mar 2026"
BEFORE = "Received: from home (unknown) by out.shop.example with ESMTPSA id 3"


def test_reads_the_receiving_hosts_results() -> None:
    """The order of a Gmail message: an inner hop, the receiving hop, its results, then the sender's own fields."""
    found = trace(INSIDE, HOP, f"Authentication-Results: {GENUINE}", BEFORE)

    assert (found.spf, found.dkim, found.dmarc, found.failed) == ("softfail", "pass", "fail", True)


@pytest.mark.parametrize(
    "fields",
    [
        (INSIDE, HOP, BEFORE, f"Authentication-Results: {FORGED}"),  # below the second hop
        (HOP, "Authentication-Results: shop.example; dkim=pass; dmarc=pass"),  # another host's word
        (HOP, "Authentication-Results: spf=pass smtp.mailfrom=shop.example; dmarc=pass"),  # nobody's word
        (HOP,),
    ],
)
def test_other_hosts_results_are_nobodys_proof(fields: tuple[str, ...]) -> None:
    """Forged, foreign, unnamed or absent: nothing is proven, nothing has failed."""
    assert trace(*fields) == Authentication()


def test_the_genuine_field_wins_over_a_forged_one_below() -> None:
    """Hosts put their results on top."""
    assert trace(HOP, f"Authentication-Results: {GENUINE}", f"Authentication-Results: {FORGED}").dmarc == "fail"


def test_without_trace_fields_the_topmost_result_counts() -> None:
    """Gmail's cut-down answers may leave the Received fields out."""
    assert trace(f"Authentication-Results: {GENUINE}").dmarc == "fail"


def test_defects_are_said_in_plain_words() -> None:
    """No sender, too many recipients, encryption, Outlook's own format."""
    crowd = parse_message(mail(To=", ".join(f"u{n}@firm.example" for n in range(10_000))))
    sealed = parse_message(typed(multipart(part(b"x", "application/pgp-encrypted"), kind="encrypted"), From="x"))
    tnef = parse_message(typed(multipart(PLAIN, part(b"x", "application/ms-tnef", "winmail.dat"))))

    assert crowd.defects == ("The message names 10,000 recipients; only the first 2,000 were read.",)
    assert "encrypted" in sealed.defects[-1]
    assert "winmail.dat" in tnef.defects[0]
    assert parse_message(b"").defects == ("The message names no sender.",)


EQUAL = {
    "plain": mail("Hello.\n\n> quoted\n"),
    "headers": mail(
        To="Doe, J <a@example.org>,\r\n\tB <b@example.org>",
        Subject="=?utf-8?q?J=C3=A4?=\r\n =?utf-8?q?ne?=",
        List_Id="<l.example>",
        Delivered_To="me@example.org",
    ),
    "authentication": f"{HOP}\r\nAuthentication-Results: {GENUINE}\r\n".encode() + mail(),
    "latin 1": mail("Grüße".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1"),
    "quoted-printable": mail(
        "Gr=C3=BC=C3=9Fe=\n!\n", Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="quoted-printable"
    ),
    "alternative": typed(multipart(PLAIN, RICH, kind="alternative")),
    "files": typed(
        multipart(
            multipart(PLAIN, RICH, kind="alternative", boundary="in")[1].join(
                [b"Content-Type: multipart/alternative; boundary=in\r\n\r\n", b""]
            ),
            part(pdf(TEXT), "application/pdf", "cv.pdf"),
            part(zipped({"a.txt": b"x"}), "application/zip", "all.zip"),
        )
    ),
    "attached message": typed(multipart(PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + mail("Inner.\n", Subject="The job"))),
    "bare": b"Subject: x\n\nbody",
}


@pytest.mark.parametrize("name", EQUAL)
def test_gmails_answer_gives_the_same_message_as_the_bytes(name: str) -> None:
    """One path underneath: both routes give equal Messages, all fields included."""
    resource, files = gmail_resource(EQUAL[name], id="18f", threadId="18e", internalDate="1772529133000", labelIds=["INBOX"])
    expected = parse_message(
        EQUAL[name], gmail_id="18f", thread_id="18e", internal_date=1_772_529_133_000, label_ids=frozenset({"INBOX"})
    )

    assert parse_gmail_payload(resource, attachment_bytes=files) == expected


def test_files_not_fetched_are_named_with_their_size() -> None:
    """Without the bytes behind an attachmentId the file is NOT_FETCHED."""
    resource, files = gmail_resource(EQUAL["files"])
    found = parse_gmail_payload(resource).attachments

    assert [(file.filename, file.state, file.size) for file in found] == [
        ("cv.pdf", ReadState.NOT_FETCHED, len(files["file-0"])),
        ("all.zip", ReadState.NOT_FETCHED, len(files["file-1"])),
    ]


def test_metadata_answers_have_headers_and_no_text() -> None:
    """format=metadata carries no body: said as a defect, not as an empty letter."""
    resource = {
        "id": "1",
        "payload": {"mimeType": "text/plain", "headers": [{"name": "From", "value": "Jane <jane@shop.example>"}]},
    }
    message = parse_gmail_payload(resource)

    assert message.sender is not None
    assert (message.body.text, message.defects) == ("", ("The text of the message was not fetched.",))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["payload", "parts", "body", "headers", "data", "size", "attachmentId", "mimeType", "filename",
        "name", "value", "labelIds", "internalDate", "id"]), inner,
        max_size=6,
    ),
    max_leaves=30,
)  # fmt: skip


@given(JSON)
def test_hostile_json_never_raises(resource: Any) -> None:
    """Any JSON in any place gives a Message."""
    assert isinstance(parse_gmail_payload(resource), Message)


@given(st.binary(max_size=400))
def test_any_bytes_never_raise_and_parse_alike_twice(raw: bytes) -> None:
    """Parsing is total and depends on nothing but the bytes."""
    assert parse_message(raw) == parse_message(raw)


@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=b\n",
                b"--b\n",
                b"--b--\n",
                b"\n",
                b"Content-Type: message/rfc822\n",
                b"Content-Transfer-Encoding: base64\n",
                b"From: a@b.example\n",
                b"text\n",
                b" folded\n",
                b"\r\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_mime_lines_never_raises(lines: list[bytes]) -> None:
    """Boundaries without headers, headers without ends, messages in messages."""
    assert isinstance(parse_message(b"".join(lines)), Message)


def nested(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"From: jane@shop.example\r\n" + head + b"Content-Type: text/plain\r\n\r\nDeep words."


HOSTILE = {
    "multiparts 100 deep": nested(100),
    "multiparts 5,000 deep": nested(5_000),
    "messages in messages": b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"x",
    "the same boundary 1,000 times": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 1_000,
    "a part of 25 MB": typed(multipart(PLAIN, part(bytes(18_000_000), "application/octet-stream", "big.bin"))),
    "25 MB of text": mail(b"word " * 5_000_000),
    "a header of 1 MB": mail(X_Long="x" * 1_000_000),
    "a folded header of 1 MB": mail(X_Long="x\r\n " * 250_000),
    "a subject of encoded words": mail(Subject="=?utf-8?q?x?= " * 60_000),
    "references": mail(References="<a@b> " * 60_000),
    "100,000 header fields": b"X: y\r\n" * 100_000 + b"\r\nbody",
    "lines that are no fields": b"no field here\r\n" * 60_000 + b"From: a@b.example\r\n\r\nbody",
    "100,000 blank lines": mail("\n" * 100_000),
    "NULs": mail(b"\0" * 1_000_000, Subject="a\0b"),
    "delimiter lines": typed(("multipart/mixed; boundary=b", b"--b\r\n" * 100_000)),
    "other delimiter lines": typed(("multipart/mixed; boundary=b", b"--c\n" * 1_000_000)),
    "authentication results": mail(Authentication_Results="a; " + "spf=pass ;(" * 40_000),
    "parameters": mail(Content_Type='text/plain; a="' + "b; c=" * 40_000),
    "received": b"Received: by\t\r\n" * 20_000 + b"\r\nx",
    "list id": mail(List_Id="<" * 160_000),
    "attached files in text": mail("(See attached file: " * 8_000),
    "angles in text": mail("<<" * 80_000 + "\n" + "<<a.b " * 20_000),
    "list lines": mail("\n - a.b" * 30_000),
    "base64 of nothing": mail(b"=" * 1_000_000, Content_Transfer_Encoding="base64"),
    "uuencode": mail(b"M\n" * 300_000, Content_Transfer_Encoding="x-uuencode"),
    "many files": typed(multipart(*[part(pdf(TEXT), "application/pdf", f"{n}.pdf") for n in range(400)])),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_come_back_bounded(name: str) -> None:
    """Each is read once, within the caps, and raises nothing."""
    message = parse_message(HOSTILE[name])

    assert len(message.body.text) <= Limits().body_chars
    assert len(message.headers) <= Limits().headers
    assert len(message.attachments) <= Limits().attachments + 20
    assert all(len(value) <= Limits().header_chars for _, value in message.headers)


def test_text_a_hundred_levels_deep_is_found() -> None:
    """Depth alone hides nothing within the cap."""
    assert parse_message(nested(90)).body.text == "Deep words."


@pytest.mark.parametrize("name", EQUAL)
def test_damaged_messages_never_raise(name: str) -> None:
    """A hundred random damages of each message give a Message each."""
    chance = random.Random(11)  # noqa: S311 - damage, not secrets
    for _ in range(100):
        data = bytearray(EQUAL[name])
        for _ in range(chance.randint(1, 10)):
            start = chance.randrange(len(data))
            data[start : start + chance.randint(0, 6)] = chance.choice(
                [b"", b"\r\n", b"--frontier", b":", b"=?", b"\xff", b"<", b'"']
            )
        message = parse_message(bytes(data), read_attachments=False)

        assert not any(char in message.subject for char in "\x00\u202e\n")


def test_raw_letters_in_a_header_are_read_in_the_charset_of_the_body() -> None:
    """Forbidden and common: a subject of bare EUC-KR bytes."""
    raw = "Subject: 이력서입니다\r\nContent-Type: text/plain; charset=euc-kr\r\n\r\n".encode("euc-kr")

    assert parse_message(raw).subject == "이력서입니다"
