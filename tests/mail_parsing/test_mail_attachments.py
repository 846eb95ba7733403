"""Attached files: what is read, what is not, and why."""

from __future__ import annotations

import random

import pytest
from mail_making import compound, doc, doc_with_stories, docx, odt, paragraph, pdf, zipped

from addon.core.message import ReadState
from addon.mail import Limits, read_attachment
from addon.mail.attachments import MIN_LETTERS
from addon.mail.pdf import READER

TEXT = "Jane Doe, baker and carpenter of Oldtown"
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\*\generator x;}"
    rb"\f0 Jane Doe, b\'e4ker\par \u8364?5 {\b bold}\tab end\line{\f1\'cf\'f0\'e8\'e2\'e5\'f2}{\pict 0102ff}\bullet  done}"
)


@pytest.mark.parametrize(
    ("name", "media_type", "data"),
    [
        ("cv.pdf", "application/pdf", pdf(TEXT)),
        ("cv.docx", "", docx(paragraph(TEXT))),
        ("cv.doc", "application/msword", doc(TEXT)),
        ("cv.odt", "", odt(f"<text:p>{TEXT}</text:p>")),
        ("cv.rtf", "application/rtf", b"{\\rtf1 " + TEXT.encode() + b"}"),
        ("cv.txt", "text/plain", TEXT.encode()),
        ("cv.md", "application/octet-stream", TEXT.encode()),
        ("cv.html", "text/html", f"<p>{TEXT}</p>".encode()),
        ("cv.doc", "application/msword", f"<html><body>{TEXT}</body></html>".encode()),
        ("cv.pdf", "application/pdf", docx(paragraph(TEXT))),
        ("cv.doc", "application/msword", b"{\\rtf1 " + TEXT.encode() + b"}"),
        ("cv", "application/octet-stream", pdf(TEXT)),
    ],
)
def test_reads_each_kind_by_its_bytes(name: str, media_type: str, data: bytes) -> None:
    """PDF, both kinds of Word, OpenDocument, RTF, text and HTML are read, whatever the name or the label claims."""
    found = read_attachment(name, media_type, data)

    assert (ReadState.READ, TEXT, len(data)) == (found.state, found.text, found.size)


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("scan.pdf", pdf("", content=b"0 0 m 9 9 l S"), ReadState.NO_TEXT),
        ("stamp.pdf", pdf("page 1"), ReadState.NO_TEXT),
        ("picture.docx", docx("<w:p/>"), ReadState.NO_TEXT),
        ("broken.pdf", b"%PDF-1.4\nnothing here", ReadState.BROKEN),
        ("broken.pdf", b"not a pdf at all", ReadState.BROKEN),
        ("broken.docx", docx(paragraph(TEXT))[:200], ReadState.BROKEN),
        ("broken.doc", doc(TEXT)[:700], ReadState.BROKEN),
        ("locked.doc", doc(TEXT, locked=True), ReadState.LOCKED),
        ("locked.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), ReadState.LOCKED),
        ("locked.odt", odt("<text:p/>", manifest="<manifest><encryption-data/></manifest>"), ReadState.LOCKED),
        ("cv.zip", zipped({"cv.pdf": b"x"}, locked=True), ReadState.LOCKED),
        ("cv.zip", zipped({"cv.pdf": b"x"}), ReadState.UNSUPPORTED),
        ("photo.jpg", b"\xff\xd8\xff\xe0 picture", ReadState.UNSUPPORTED),
        ("table.xlsx", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""}), ReadState.UNSUPPORTED),
        ("old.xls", compound({"Workbook": b"x"}), ReadState.UNSUPPORTED),
        ("cv.pages", zipped({"Index/Document.iwa": b"x"}), ReadState.UNSUPPORTED),
        ("invite.ics", b"BEGIN:VCALENDAR", ReadState.UNSUPPORTED),
        ("empty.pdf", b"", ReadState.BROKEN),
        ("empty.txt", b"", ReadState.NO_TEXT),
    ],
)
def test_says_why_a_file_was_not_read(name: str, data: bytes, state: ReadState) -> None:
    """Scans, locked, broken and unsupported files have no text and their own reason."""
    found = read_attachment(name, "", data)

    assert (state, "") == (found.state, found.text)


def test_an_encrypted_pdf_is_locked() -> None:
    """A PDF that needs a password says so."""
    data = pdf(TEXT).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    )

    assert read_attachment("cv.pdf", "", data).state is ReadState.LOCKED


def test_lists_what_a_zip_holds_and_opens_nothing() -> None:
    """Names of members without paths and without system files; also of a locked zip."""
    members = {"dir/cv.pdf": pdf(TEXT), "__MACOSX/._cv.pdf": b"", ".DS_Store": b"", "letter.docx": b"x"}

    assert read_attachment("all.zip", "", zipped(members)).listing == ("cv.pdf", "letter.docx")
    assert read_attachment("all.zip", "", zipped(members, locked=True)).listing == ("cv.pdf", "letter.docx")


def test_word_tables_headers_and_text_boxes_are_read_once() -> None:
    """Cells stand on their row's line; the fallback copy of a text box is left out."""
    table = f"<w:tbl><w:tr><w:tc>{paragraph('2010')}</w:tc><w:tc>{paragraph('Baker')}</w:tc></w:tr></w:tbl>"
    boxed = paragraph("Boxed")
    box = f"<mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent>"
    found = read_attachment(
        "cv.docx", "", docx(paragraph(TEXT) + table + box, header1=paragraph("On top"), footer1=paragraph("Below"))
    )

    assert found.text == f"On top\n{TEXT}\n2010\tBaker\nBoxed\nBelow"


def test_word_breaks_tabs_and_deleted_text() -> None:
    """Breaks and tabs are kept apart, deleted words and field codes are left out."""
    gone = "<w:delText>gone</w:delText><w:instrText>PAGE</w:instrText>"
    run = f"<w:p><w:r><w:t>Jane Doe the</w:t><w:tab/><w:t>baker</w:t><w:br/><w:t>Oldtown</w:t>{gone}</w:r></w:p>"

    assert read_attachment("cv.docx", "", docx(run)).text == "Jane Doe the\tbaker\nOldtown"


def test_rtf_letters_fonts_and_skipped_groups() -> None:
    """Hex letters by the font's code page, Unicode letters without their fallback, no font names and no pictures."""
    assert read_attachment("cv.rtf", "", RTF).text == "Jane Doe, bäker\n€5 bold\tend\nПривет• done"


def test_old_word_fields_and_cells() -> None:
    """Field codes vanish, their results stay; cell marks become tabs."""
    text = 'Jane Doe the baker \x13 HYPERLINK "x" \x14jane\x15\x07next\rline and more words'

    assert read_attachment("cv.doc", "", doc(text)).text == "Jane Doe the baker jane\tnext\nline and more words"


def test_odt_spaces_tables_and_comments() -> None:
    """Line breaks and rows are kept, comments are not the author's text."""
    body = (
        f"<text:p>{TEXT}<office:annotation><text:p>remark</text:p></office:annotation><text:line-break/>two<text:s/>words</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )

    assert read_attachment("cv.odt", "", odt(body)).text == f"{TEXT}\ntwo words\na\tb"


def test_a_pdf_has_its_pages_counted_and_only_the_first_read() -> None:
    """Twelve pages are read, all are counted."""
    found = read_attachment("cv.pdf", "", pdf(TEXT, pages=40))

    assert (found.pages, found.pages_read, found.text.count(TEXT), found.is_cut) == (40, 12, 12, True)


def test_a_pdf_read_to_its_end_is_not_cut() -> None:
    """As many pages as are read."""
    found = read_attachment("cv.pdf", "", pdf(TEXT, pages=12))

    assert (found.pages, found.pages_read, found.is_cut) == (12, 12, False)


def test_the_start_of_the_pdf_reader_takes_no_more_than_the_time_for_all_files() -> None:
    """A fresh process is not waited for beyond it; the next file, with time to start, is read."""
    READER.stop()

    assert read_attachment("cv.pdf", "", pdf(TEXT), Limits(reading_seconds=0.001)).state is ReadState.TOO_SLOW
    assert read_attachment("cv.pdf", "", pdf(TEXT)).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "states"),
    [
        ("forms that draw themselves", pdf(content=b"/X Do " * 100_000), {ReadState.BROKEN, ReadState.TOO_SLOW}),
        ("twenty million states", pdf(content=b"q " * 20_000_000), {ReadState.BROKEN, ReadState.TOO_SLOW, ReadState.NO_TEXT}),
        (
            "ten million letters",
            pdf(content=b"BT /F1 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 400_000),
            {ReadState.BROKEN, ReadState.TOO_SLOW},
        ),
        ("a page of a billion points", pdf(TEXT, box="0 0 1e9 1e9"), {ReadState.READ}),
        ("a hundred thousand pages", pdf(TEXT, pages=100_000), {ReadState.READ}),
        ("half a gigabyte of zeros", pdf(content=bytes(500_000_000)), {ReadState.BROKEN, ReadState.TOO_SLOW, ReadState.NO_TEXT}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_pdfs_end_and_the_next_file_is_read(name: str, data: bytes, states: set[ReadState]) -> None:
    """A file that would keep PDFium busy or take all memory is given up, and the reader lives on."""
    assert read_attachment("cv.pdf", "", data).state in states
    assert read_attachment("cv.pdf", "", pdf(TEXT)).text == TEXT


@pytest.mark.parametrize(
    ("data", "states"),
    [
        (docx(paragraph("A" * 60_000_000)), {ReadState.TOO_BIG}),
        (docx("<w:p>" * 300_000), {ReadState.NO_TEXT, ReadState.BROKEN}),
        (zipped({f"{n}.txt": b"" for n in range(20_000)}), {ReadState.TOO_BIG}),
        (docx(paragraph(TEXT)) + b"PK\x05\x06" + b"\xff" * 18, {ReadState.TOO_BIG}),
        (odt("<text:p>" + "B" * 40_000_000 + "</text:p>"), {ReadState.TOO_BIG}),
        (b"{" * 200_000, {ReadState.UNSUPPORTED, ReadState.BROKEN}),
        (b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * 60_000, {ReadState.NO_TEXT}),
        (b"{\\rtf1 " + b"\\u1?" * 300_000, {ReadState.NO_TEXT, ReadState.READ}),
        (doc(TEXT)[:512] + b"\0" * 4_000_000, {ReadState.BROKEN, ReadState.UNSUPPORTED}),
        (bytes(21_000_000), {ReadState.TOO_BIG}),
    ],
    ids=[
        "docx bomb",
        "deep docx",
        "20,000 members",
        "64-bit directory",
        "odt bomb",
        "braces",
        "rtf fields",
        "rtf letters",
        "circular chain",
        "21 MB",
    ],
)
def test_hostile_files_of_other_kinds_end(data: bytes, states: set[ReadState]) -> None:
    """Bombs, deep nesting, huge directories: refused by a cap."""
    assert read_attachment("cv.bin", "", data).state in states


def test_a_document_type_is_refused() -> None:
    """Entity expansion never starts, because no office file has a document type."""
    evil = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    data = zipped({"word/document.xml": f'<?xml version="1.0"?>{evil}<w:p xmlns:w="urn:x">&b;</w:p>'.encode()})

    found = read_attachment("cv.docx", "", data)
    assert (found.state, found.text) == (ReadState.BROKEN, "")


def test_text_is_capped_and_said_to_be() -> None:
    """No more text than the limit says; a text that fits is whole."""
    limits = Limits(attachment_chars=100)
    long = "word " * 1_000

    for name, data in {"a.txt": long.encode(), "a.docx": docx(paragraph(long)), "a.doc": doc(long[:900])}.items():
        assert read_attachment(name, "", data, limits).is_cut, name
    assert not read_attachment("a.txt", "", TEXT.encode(), limits).is_cut

    assert len(read_attachment("a.txt", "", b"word " * 1_000, limits).text) <= 100
    assert len(read_attachment("a.docx", "", docx(paragraph("word " * 1_000) + paragraph("x")), limits).text) <= 100
    assert len(read_attachment("a.pdf", "", pdf("word " * 1_000), limits).text) <= 100


@pytest.mark.parametrize(
    ("given_name", "name"), [("C:\\files\\cv.pdf", "cv.pdf"), ("../../etc/cv.pdf", "cv.pdf"), ("c\u202ev\x00.pdf", "cv.pdf")]
)
def test_file_names_are_the_last_step_and_clean(given_name: str, name: str) -> None:
    """No path, no control or bidi character."""
    assert read_attachment(given_name, "", b"").filename == name


def test_a_long_file_name_keeps_its_ending() -> None:
    """The ending tells the kind, so it survives the cut."""
    name = read_attachment("x" * 400 + ".docx", "", b"").filename

    assert (len(name), name[-5:]) == (255, ".docx")


SEEDS = {
    "cv.pdf": pdf(TEXT),
    "cv.docx": docx(paragraph(TEXT)),
    "cv.odt": odt(f"<text:p>{TEXT}</text:p>"),
    "cv.doc": doc(TEXT),
    "stories.doc": doc_with_stories(TEXT, header="Top", footer="Bottom", box="Boxed", note="Note", comment="Comment"),
    "cv.rtf": RTF,
    "cyrillic.txt": "Резюме начальника склада, опыт работы".encode("koi8-r"),
    "wide.txt": "Резюме начальника склада, опыт работы".encode("utf-16-le"),
    "cv.html": f"<html><p style='color:red'>{TEXT}</p>".encode(),
    "cv.zip": zipped({"cv.pdf": pdf(TEXT)}),
}


def test_a_word_file_is_read_in_the_order_of_its_page() -> None:
    """Page header, body, text boxes, notes, page footer; comments are the editors', not the author's."""
    data = doc_with_stories(
        "Jane Doe wrote this.",
        header="Top: Oldtown",
        footer="Bottom: page 1",
        box="Boxed: bakes bread",
        note="Note: see",
        comment="Why?",
    )

    lines = [line for line in read_attachment("cv.doc", "", data).text.split("\n") if line]
    assert lines == ["Top: Oldtown", "Jane Doe wrote this.", "Boxed: bakes bread", "Note: see", "Bottom: page 1"]


def test_a_word_file_of_text_boxes_alone_has_a_text() -> None:
    """An empty body is no scan where the text stands in boxes."""
    found = read_attachment("cv.doc", "", doc_with_stories(" ", box="Experience as a baker and carpenter"))

    assert (found.state, found.text) == (ReadState.READ, "Experience as a baker and carpenter")


def test_a_word_file_whose_counts_lie_is_read_as_one_text() -> None:
    """Where the lengths of the subdocuments exceed the letters there are, their order is unknown and nothing is lost."""
    found = read_attachment("cv.doc", "", doc_with_stories("Jane Doe, the baker", header="Oldtown", excess=9_000))

    assert {"Jane Doe, the baker", "Oldtown"} <= set(found.text.split("\n"))


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_never_raise(name: str) -> None:
    """Two hundred random damages of each kind end in some state, with text only where it was read."""
    chance = random.Random(7)  # noqa: S311 - damage, not secrets
    for _ in range(200):
        data = bytearray(SEEDS[name])
        for _ in range(chance.randint(1, 12)):
            start = chance.randrange(len(data))
            data[start : start + chance.randint(0, 8)] = chance.randbytes(chance.randint(0, 8)) or b"\0"
        found = read_attachment(name, "", bytes(data))

        assert bool(found.text) == (found.state is ReadState.READ)


def test_the_least_number_of_letters_is_one_rule_for_all_kinds() -> None:
    """One letter under the bound is no text, the bound is."""
    assert read_attachment("a.txt", "", b"x" * (MIN_LETTERS - 1)).state is ReadState.NO_TEXT
    assert read_attachment("a.txt", "", b"x" * MIN_LETTERS).state is ReadState.READ
