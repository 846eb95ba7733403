"""Attachments: one text becomes a PDF, a scan, a DOCX, a locked zip, a plain text or a calendar file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from addon.preview.sample.locked_zip import write_locked_zip
from addon.preview.sample.markup import Line, parse_lines
from addon.preview.sample.pdf import write_scan_pdf, write_text_pdf

ZIP_PASSWORD = b"2026"
"""Opens the locked zip; its letter says so, as such letters do."""

_SCHEMAS = "http://schemas.openxmlformats.org"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Paper:
    """One attached file, ready to be encoded."""

    filename: str
    media_type: str
    data: bytes


def make_paper(kind: str, filename: str, text: str) -> Paper:
    """Return the file made of ``text``; ``kind`` is pdf, scan, docx, zip, txt or ics. Raises KeyError for another kind."""
    media_type, make = _KINDS[kind]
    return Paper(filename, media_type, make(text))


def write_docx(text: str) -> bytes:
    """Return the least WordprocessingML a reader accepts (ECMA-376 part 1, 11.3.10): types, one relation, one document."""
    paragraphs = "".join(_docx_paragraph(line) for line in parse_lines(text))
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="{relations}"/><Override PartName="/word/document.xml" ContentType="{_WORD}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body>'
        "</w:document>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in parts.items():
            member = zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0))
            member.create_system = 3  # the same bytes on every platform
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(member, head + content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _docx_paragraph(line: Line) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if line.style in {"title", "heading", "strong"} else ""
    text = ("\u2022 " if line.style == "bullet" else "") + line.text
    return f'<w:p><w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _make_pdf(text: str) -> bytes:
    return write_text_pdf(parse_lines(text))


def _make_scan(text: str) -> bytes:
    return write_scan_pdf(parse_lines(text))


def _make_zip(text: str) -> bytes:
    return write_locked_zip("Curriculum_Vitae.pdf", _make_pdf(text), ZIP_PASSWORD)


def _make_text(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8")


_KINDS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "pdf": ("application/pdf", _make_pdf),
    "scan": ("application/pdf", _make_scan),
    "docx": (_WORD, write_docx),
    "zip": ("application/zip", _make_zip),
    "txt": ("text/plain", _make_text),
    "ics": ("text/calendar", _make_text),
}
