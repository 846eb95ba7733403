"""The invented mailbox: it is real mail, it holds together, it shows everything, and every claim about it can be counted."""

from __future__ import annotations

import email
import email.policy
import io
import itertools
import mailbox
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from addon.core.relationship import Level
from addon.core.verdict import VerdictName
from addon.preview.sample import Sample, build_sample
from addon.preview.sample.locked_zip import write_locked_zip
from addon.preview.sample.markup import parse_lines
from addon.preview.sample.pdf import write_text_pdf
from addon.preview.sample.script import parse_entries

YEAR_MS = 365 * 86_400_000
SAMPLE = build_sample()
UNKNOWN_ANSWERED = {"<before-we-joined.2019@lists.pmcircle.example>"}
"""The one In-Reply-To that is meant to lead nowhere: a thread from before the owner joined the list."""

RESERVED = re.compile(r"(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example)")
"""RFC 2606: domains that are nobody's."""


@dataclass(frozen=True)
class Seen:
    """One mail of the sample as the standard library reads it, with its Gmail facts."""

    slug: str
    at: int
    thread: int
    labels: tuple[str, ...]
    mail: EmailMessage
    sender: str
    recipients: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        """True where the owner wrote it, under either address."""
        return self.sender in SAMPLE.owner

    @property
    def automatic(self) -> bool:
        """True for an automatic reply or a calendar answer."""
        return bool(self.mail["Auto-Submitted"]) or "method=REPLY" in self.mail.as_string()


def _addresses(mail: EmailMessage, *names: str) -> tuple[str, ...]:
    values = [str(value) for name in names for value in mail.get_all(name, [])]
    return tuple(address.lower() for _, address in getaddresses(values) if "@" in address)


def _see(sample: Sample) -> list[Seen]:
    seen = []
    for item in sample.messages:
        mail = email.message_from_bytes(item.raw, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        sender = _addresses(mail, "From")[0]
        seen.append(Seen(item.slug, item.at, item.thread_id, item.labels, mail, sender, _addresses(mail, "To", "Cc", "Bcc")))
    return seen


SEEN = _see(SAMPLE)
SPECIMENS = {seen.slug: seen for seen in SEEN if seen.slug}


def _files(slug: str) -> dict[str, bytes]:
    return {str(part.get_filename()): bytes(part.get_payload(decode=True)) for part in SPECIMENS[slug].mail.iter_attachments()}


def _pdf_text(data: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document), "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


# --- it is real mail ---------------------------------------------------------------------------------------------------


def test_the_same_mailbox_comes_out_of_every_build() -> None:
    """Two builds are equal, byte for byte."""
    assert build_sample() == SAMPLE


def test_about_two_hundred_and_fifty_mails_over_six_years_up_to_a_fixed_day() -> None:
    """The size and span that the preview needs, whatever the clock says."""
    assert 200 <= len(SEEN) <= 260
    newest, oldest = (datetime.fromtimestamp(seen.at / 1000, UTC) for seen in (SEEN[-1], SEEN[0]))
    assert newest.date().isoformat() == "2026-11-20"
    assert 5 <= newest.year - oldest.year <= 6


@pytest.mark.parametrize("number", range(len(SEEN)))
def test_each_mail_parses_without_a_defect(number: int) -> None:
    """Headers, parts and encodings are what the standard library expects, every line ends in CRLF, and header lines are short."""
    raw, mail = SAMPLE.messages[number].raw, SEEN[number].mail
    assert not [defect for part in mail.walk() for defect in part.defects]
    assert not [defect for header in mail.values() for defect in getattr(header, "defects", ())]
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert b"\nFrom " not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() or SEEN[number].slug == "columnist-blast"


def test_names_in_other_alphabets_survive_encoding() -> None:
    """RFC 2047 names decode to what the people file says."""
    names = {address.display_name for seen in SEEN for address in seen.mail["From"].addresses}
    assert {"Åsa Bergkvist", "山田 恵子", "Иван Соколовский", "Siobhán Tully"} <= names


def test_every_address_is_on_a_reserved_domain() -> None:
    """Nothing that looks like an address or a link, in any header, text or readable file, belongs to anybody."""
    for seen in SEEN:
        texts = [str(value) for value in seen.mail.values()]
        texts += [part.get_content() for part in seen.mail.walk() if part.get_content_maintype() == "text"]
        texts += [_pdf_text(part.get_content())[1] for part in seen.mail.walk() if part.get_content_type() == "application/pdf"]
        found = re.findall(r"(?:[\w.+-]@|https://)([\w.-]+\w)", "\n".join(map(str, texts)))
        assert not [domain for domain in found if not RESERVED.fullmatch(domain)], seen.mail["Subject"]


def test_every_telephone_number_is_in_a_range_kept_for_fiction() -> None:
    """+44 1632 960xxx (Ofcom) and +1 555-01xx (NANPA) only."""
    for seen in SEEN:
        body = seen.mail.get_body(("plain",))
        assert body is not None
        for number in re.findall(r"\+\d[\d -]{5,}\d", body.get_content()):
            assert re.fullmatch(r"\+44 1632 960\d{3}|\+1 555-01\d\d", number), number


# --- it holds together -------------------------------------------------------------------------------------------------


def test_message_ids_are_unique_and_answers_name_mail_that_exists() -> None:
    """Every In-Reply-To and every one of References is an earlier mail of the same thread, but for the one stated exception."""
    earlier: dict[str, int] = {}
    for seen in SEEN:
        own = str(seen.mail["Message-ID"])
        assert own not in earlier
        named = str(seen.mail["References"] or "").split() + str(seen.mail["In-Reply-To"] or "").split()
        for other in set(named) - UNKNOWN_ANSWERED:
            assert earlier[other] == seen.thread
        earlier[own] = seen.thread


def test_time_only_goes_forward() -> None:
    """Mail stands in order of arrival, Date agrees to within a minute, and a thread's id carries its first mail's time."""
    for left, right in itertools.pairwise(SEEN):
        assert left.at <= right.at
    started: dict[int, int] = {}
    for seen in SEEN:
        assert abs(seen.mail["Date"].datetime.timestamp() * 1000 - seen.at) <= 60_000
        assert abs((seen.thread >> 20) - started.setdefault(seen.thread, seen.at)) <= 60_000


def test_only_received_mail_carries_the_traces_of_a_journey() -> None:
    """Delivered-To, Received and Authentication-Results stand on received mail and on no sent mail; labels agree."""
    for seen in SEEN:
        assert ("SENT" in seen.labels) == seen.is_own
        assert bool(seen.mail["Delivered-To"]) == bool(seen.mail["Received"]) == (not seen.is_own)
        assert str(seen.mail["Authentication-Results"] or "mx.example.net;").startswith("mx.example.net;")


def test_a_thread_has_one_subject() -> None:
    """As Gmail would have it: answers keep the subject, with Re: at most once."""
    subjects: dict[int, set[str]] = {}
    for seen in SEEN:
        subjects.setdefault(seen.thread, set()).add(str(seen.mail["Subject"] or "").removeprefix("Re: "))
    assert all(len(each) == 1 for each in subjects.values())
    assert not any("Re: Re:" in str(seen.mail["Subject"]) for seen in SEEN)


def test_the_mailbox_file_gives_back_every_mail(tmp_path: Path) -> None:
    """The standard library's mbox reader finds the same mails, with Takeout's two headers before their own."""
    SAMPLE.write_mbox(tmp_path / "sample.mbox")
    box = mailbox.mbox(tmp_path / "sample.mbox", create=False)
    try:
        assert len(box) == len(SAMPLE.messages)
        for key, item in zip(box.iterkeys(), SAMPLE.messages, strict=True):
            head, raw = re.fullmatch(rb"((?:X-G[^\r]*\r\n){2})(.*)\r\n", box.get_bytes(key), re.DOTALL).groups()  # type: ignore[union-attr]  # a mismatch must fail
            assert raw == item.raw
            assert f"X-GM-THRID: {item.thread_id}\r\n".encode() in head
            labels = head.decode().splitlines()[1].removeprefix("X-Gmail-Labels: ").split(",")
            assert ("Unread" in labels) == ("UNREAD" in item.labels)
            assert ("Inbox" in labels) == ("INBOX" in item.labels)
            assert ("Category Promotions" in labels) == ("CATEGORY_PROMOTIONS" in item.labels)
    finally:
        box.close()


# --- it shows everything -----------------------------------------------------------------------------------------------


def test_every_verdict_and_every_level_is_shown_near_the_top() -> None:
    """Each verdict but ``unknown`` is the only answer to some specimen; each level has one; all are of the last nine days."""
    assert set(SPECIMENS) == set(SAMPLE.expected)
    alone = {next(iter(each.verdicts)) for each in SAMPLE.expected.values() if len(each.verdicts) == 1}
    assert alone == set(VerdictName) - {VerdictName.UNKNOWN}
    assert {each.level for each in SAMPLE.expected.values()} == set(Level) - {Level.UNKNOWN}
    for each in SAMPLE.expected.values():
        assert each.verdicts <= set(VerdictName)
        assert each.why.endswith(".")
    newest = SEEN[-1].at
    assert all(newest - seen.at < 9 * 86_400_000 and "INBOX" in seen.labels for seen in SPECIMENS.values())


def test_the_blog_post_s_specimen() -> None:
    """Bcc names the owner, the subject is the writer's name, and two pages of resume are attached with text that can be read."""
    mail = SPECIMENS["blog-blast"].mail
    assert mail["Bcc"] == SAMPLE.owner[0]
    assert mail["Subject"] == mail["From"].addresses[0].display_name
    assert SAMPLE.owner[0] not in str(mail["To"])
    (data,) = _files("blog-blast").values()
    pages, text = _pdf_text(data)
    assert pages == 2
    for part in (
        "Professional Experience",
        "Education",
        "January 2019 - October 2026",
        "+1 555-0112",
        "desmond@achterbrook.example",
    ):
        assert part in text


def test_the_columnist_s_specimen() -> None:
    """Five files, no body, and fifteen visible recipients of whom the owner is one."""
    seen = SPECIMENS["columnist-blast"]
    body = seen.mail.get_body(("plain",))
    assert body is not None
    assert not body.get_content().strip()
    assert len(_files("columnist-blast")) == 5
    assert len(set(seen.recipients)) == 15
    assert SAMPLE.owner[0] in seen.recipients


def test_a_resume_in_another_language_keeps_its_letters() -> None:
    """The PDF writer's Windows-1252 text comes out whole."""
    (german,) = _files("german-blast").values()
    assert "Führung von acht Mitarbeiterinnen" in _pdf_text(german)[1]
    (spanish,) = _files("spanish-blast").values()
    assert "Formación" in _pdf_text(spanish)[1]


def test_a_scan_holds_a_page_and_no_text() -> None:
    """The picture-only PDF opens, shows something dark on something light, and yields no word."""
    (data,) = _files("scanned-resume").values()
    assert _pdf_text(data) == (1, "")
    document = pypdfium2.PdfDocument(data)
    try:
        shades = set(bytes(document[0].render(scale=0.5).buffer))
    finally:
        document.close()
    assert min(shades) < 0x80 < max(shades)


@pytest.mark.parametrize("slug", ["columnist-blast", "dutch-blast", "docx-resume", "forwarded-resume"])
def test_word_files_are_well_formed(slug: str) -> None:
    """Every part of a DOCX is XML, and the document's text says whose it is."""
    (data,) = (data for name, data in _files(slug).items() if name.endswith(".docx"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - our own file
    assert {"[Content_Types].xml", "_rels/.rels", "word/document.xml"} == set(parts)
    text = " ".join(parts["word/document.xml"].itertext())
    assert {"columnist-blast": "Quillby", "dutch-blast": "Dijkgraven", "docx-resume": "Garnet-Hume"}.get(
        slug, "Vandermolen"
    ) in text


def test_the_locked_zip_opens_with_its_password_only() -> None:
    """The name of the file inside can be seen; its content needs the password of the letter."""
    (data,) = _files("locked-zip").values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["Curriculum_Vitae.pdf"]
        with pytest.raises(RuntimeError, match="password"):
            archive.read("Curriculum_Vitae.pdf")
        assert "Leopold Mistral" in _pdf_text(archive.read("Curriculum_Vitae.pdf", pwd=b"2026"))[1]


# --- its claims can be counted -----------------------------------------------------------------------------------------


def test_the_spoofed_friend_is_the_only_friend_who_is_not_proven() -> None:
    """Beside Spam, one mail fails DMARC: the letter in the close friend's name, with answers going elsewhere."""
    failing = [seen for seen in SEEN if "dmarc=fail" in str(seen.mail["Authentication-Results"]) and "SPAM" not in seen.labels]
    assert failing == [SPECIMENS["spoofed-friend"]]
    assert failing[0].sender == SPECIMENS["close-friend"].sender
    assert str(failing[0].mail["Reply-To"]) != failing[0].sender


def _counts(seen: Seen, moment: int) -> bool:
    return seen.at < moment and not {"SPAM", "TRASH"} & set(seen.labels)


def _count_level(specimen: Seen, mail: list[Seen] = SEEN) -> Level:
    """The ladder of the README, word by word, over the raw mail before the specimen; no searches, no shortcuts."""
    who = specimen.sender
    if specimen.is_own:
        return Level.NONE
    before = [seen for seen in mail if _counts(seen, specimen.at) and seen is not specimen]
    theirs = [seen for seen in before if seen.sender == who]
    direct = [seen for seen in theirs if not seen.mail["List-Id"] and not seen.automatic]
    mine = [seen for seen in before if seen.is_own and who in seen.recipients]
    answers = [seen for seen in mine if len(seen.recipients) <= 4 and not seen.automatic]
    both = {seen.thread for seen in direct} & {seen.thread for seen in answers}
    if both or (direct and answers):
        if len(both) < 3 and not _reciprocated_five(direct, answers):
            return Level.ANSWERED
        year = [seen for seen in direct + answers if specimen.at - seen.at <= YEAR_MS]
        both_ways = len({seen.is_own for seen in year}) == 2
        return Level.CLOSE if len(year) >= 12 and both_ways else Level.MAINTAINED
    together = [seen for seen in before if seen.sender != who and not seen.is_own and who in seen.recipients]
    if together or any(seen.mail["List-Id"] for seen in theirs):
        return Level.SEEN_TOGETHER
    return Level.ONE_SIDED if theirs or mine else Level.NONE


def _reciprocated_five(direct: list[Seen], answers: list[Seen]) -> bool:
    """Five each way within one calendar year."""
    theirs, mine = (Counter(datetime.fromtimestamp(seen.at / 1000, UTC).year for seen in way) for way in (direct, answers))
    return any(min(theirs[year], mine[year]) >= 5 for year in theirs)


@pytest.mark.parametrize("slug", sorted(SAMPLE.expected))
def test_the_expected_level_is_what_counting_gives(slug: str) -> None:
    """Each specimen's level, recomputed from the raw mail by brute force."""
    assert _count_level(SPECIMENS[slug]) == SAMPLE.expected[slug].level


def test_the_brute_force_is_no_rubber_stamp() -> None:
    """The count depends on what the ladder says it depends on: reciprocity, the last year, lists, and Spam."""
    friend = SPECIMENS["close-friend"]
    assert not _count_level(friend, [seen for seen in SEEN if not seen.is_own]).is_known
    assert _count_level(friend, [seen for seen in SEEN if friend.at - seen.at > YEAR_MS // 2]) == Level.MAINTAINED
    assert _count_level(SPECIMENS["list-mail"], [seen for seen in SEEN if not seen.mail["List-Id"]]) == Level.NONE
    spam_only = [seen for seen in SEEN if "SPAM" in seen.labels]
    assert _count_level(SPECIMENS["spam-then-answered"], spam_only) == Level.NONE


def test_the_owner_once_wrote_to_more_than_four() -> None:
    """One own mail goes to a crowd, so that whoever counts it as an answer is found out."""
    assert [seen for seen in SEEN if seen.is_own and len(seen.recipients) > 4]


# --- its small tools ---------------------------------------------------------------------------------------------------


def test_a_conversation_file_that_cannot_be_read_says_where() -> None:
    """A head or an option with a slip in it is refused by its own line."""
    with pytest.raises(ValueError, match="not the head of a letter: === asa me"):
        parse_entries("=== asa me | 2026-11-02 18:04\nsubject: x\n\nText")
    with pytest.raises(ValueError, match="not an option"):
        parse_entries("=== asa -> me | 2026-11-02 18:04\nsubject x\n\nText")


def test_a_letter_may_be_empty_and_an_answer_needs_no_options() -> None:
    """The two forms that the columnist's specimen and every answer rely on."""
    first, second = parse_entries(
        "=== a@b.example -> me | 2026-11-02 18:04\nsubject: x\n\n\n=== me -> asa | 2026-11-02 19:04\n\nText\n"
    )
    assert (first.text, first.option("subject")) == ("", "x")
    assert (second.text, dict(second.options)) == ("Text", {})


def test_a_pdf_escapes_brackets_and_turns_the_page_when_full() -> None:
    """Brackets and backslashes come out as they went in; eighty lines need a second page, eight do not."""
    assert "(a \\ b)" in _pdf_text(write_text_pdf(parse_lines("(a \\ b)")))[1]
    assert [_pdf_text(write_text_pdf(parse_lines("line\n" * count)))[0] for count in (8, 80)] == [1, 2]


def test_a_locked_zip_notices_a_wrong_password() -> None:
    """The check byte and the checksum of the format are right: another password does not open the file."""
    with zipfile.ZipFile(io.BytesIO(write_locked_zip("a.txt", b"hello" * 99, b"right"))) as archive:
        assert archive.read("a.txt", pwd=b"right") == b"hello" * 99
        with pytest.raises(RuntimeError, match="Bad password"):
            archive.read("a.txt", pwd=b"wrong")
