"""One attached file to an :class:`Attachment`: what kind it really is, its text where we can read it, and why not
where we cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from addon.core.message import Attachment, ReadState
from addon.mail import archives, office, pdf, rtf, word_binary, word_text
from addon.mail.bodies import UNTOLD
from addon.mail.html_text import read_html
from addon.mail.limits import Limits
from addon.mail.parts import clean_filename
from addon.mail.pdf_worker import MIN_LETTERS
from addon.mail.text import clean_line, clean_text, decode_bytes

_ENDINGS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "htm": "text/html",
    "zip": "application/zip",
    "eml": "message/rfc822",
    "pages": "application/vnd.apple.pages",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_TEXTS = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
_TEXT_ENDINGS = frozenset({"txt", "md", "text", "tex", "rst"})
_HTML = re.compile(rb"(?i)\A[\s\xef\xbb\xbf]{0,200}(?:<!doctype html|<html|<head|<body)")


class Read(NamedTuple):
    """What a reader makes of a file: see :class:`Attachment`."""

    state: ReadState
    text: str = ""
    pages: int = 0
    listing: tuple[str, ...] = ()
    pages_read: int = 0


def read_attachment(
    filename: str, media_type: str, data: bytes, limits: Limits | None = None, *, charset: str = ""
) -> Attachment:
    """Return the attachment with its text: PDF, Word (both kinds), OpenDocument, RTF, plain text, Markdown, HTML.

    The kind is told from the bytes, since names and labels lie; ``charset`` is what the part's header says of a text. A zip is
    listed, not opened; pictures and all other kinds are UNSUPPORTED. Never raises; a PDF takes at most ``limits.pdf_seconds``,
    plus the start of the reader the first time, and no more than ``limits.reading_seconds`` in all.
    """
    limits = limits or Limits()
    name = clean_filename(filename)
    kind = name_media_type(name, media_type)
    if len(data) > limits.attachment_bytes:
        return Attachment(name, kind, len(data), ReadState.TOO_BIG)
    try:
        read = _find_reader(name, kind, data)(File(name, data, charset), limits)
    except archives.Locked:
        read = Read(ReadState.LOCKED)
    except archives.Oversized:
        read = Read(ReadState.TOO_BIG)
    except (archives.Unreadable, ValueError, LookupError, RecursionError, MemoryError):
        read = Read(ReadState.BROKEN)
    text = _tidy(read.text, limits.attachment_chars)
    return Attachment(
        name, kind, len(data), read.state, text, read.pages, read.listing, read.pages_read, is_cut=_is_cut(read, limits)
    )


def _is_cut(read: Read, limits: Limits) -> bool:
    """Readers stop at the end of the piece that fills the cap, so a text just below it counts."""
    if read.state is not ReadState.READ:
        return False
    return read.pages_read < read.pages or len(read.text) * 50 >= limits.attachment_chars * 49


def name_media_type(filename: str, media_type: str) -> str:
    """Return the media type, told from the file name where the sender's mailer gave none."""
    kind = clean_line(media_type, 120).split(";")[0].strip().casefold()
    return _ENDINGS.get(_ending(filename), kind or "application/octet-stream") if kind in UNTOLD else kind


def _ending(filename: str) -> str:
    return filename.rpartition(".")[2].casefold() if "." in filename else ""


class File(NamedTuple):
    """A file as its reader gets it: clean name, bytes, and the charset label of its part, if any."""

    name: str
    data: bytes
    charset: str


def _find_reader(name: str, kind: str, data: bytes) -> Callable[[File, Limits], Read]:
    """The reader for what the bytes are; the label decides only between texts, which have no magic number."""
    if b"%PDF-" in data[:1024]:
        return _read_pdf
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_zip
    if data.startswith(word_binary.MAGIC):
        return _read_compound
    if data[:20].lstrip().startswith(b"{\\rt"):
        return _read_rtf
    if kind == "text/html" or _ending(name) in {"html", "htm"} or _HTML.match(data[:400]):
        return _read_html
    if kind in _TEXTS or _ending(name) in _TEXT_ENDINGS:
        return _read_plain
    readable = {"application/pdf", "application/msword", "application/rtf", "text/rtf"}
    return (
        _report_broken
        if kind in readable or kind.startswith(("application/vnd.oasis", "application/vnd.openxml"))
        else _report_unsupported
    )


def _report_broken(_file: File, _limits: Limits) -> Read:
    return Read(ReadState.BROKEN)


def _report_unsupported(_file: File, _limits: Limits) -> Read:
    return Read(ReadState.UNSUPPORTED)


def _read_pdf(file: File, limits: Limits) -> Read:
    found = pdf.READER.read(file.data, limits)
    return Read(found.state, found.text if found.state is ReadState.READ else "", found.pages, pages_read=found.pages_read)


def _read_zip(file: File, limits: Limits) -> Read:
    archive = archives.open_archive(file.data)
    members = set(archive.names)
    if any(member.casefold() == "word/document.xml" for member in members):
        return _judge_text(office.read_docx(archive, limits.attachment_chars, limits.unpacked_bytes))
    if "content.xml" in members and "mimetype" in members:
        if b"opendocument.text" in archive.read("mimetype", 200):
            return _judge_text(office.read_odt(archive, limits.attachment_chars, limits.unpacked_bytes))
        return Read(ReadState.UNSUPPORTED)
    if "[Content_Types].xml" in members or _ending(file.name) == "pages":
        return Read(ReadState.UNSUPPORTED)
    state = ReadState.LOCKED if archive.is_locked else ReadState.UNSUPPORTED
    return Read(state, listing=archives.list_names(archive, limits.listing))


def _read_compound(file: File, limits: Limits) -> Read:
    compound = word_binary.CompoundFile(file.data)
    if "EncryptedPackage" in compound.entries:
        raise archives.Locked
    if "WordDocument" not in compound.entries:
        return Read(ReadState.UNSUPPORTED)
    return _judge_text(word_text.read_doc(file.data, limits.attachment_chars))


def _read_rtf(file: File, limits: Limits) -> Read:
    return _judge_text(rtf.read_rtf(file.data, limits.attachment_chars))


def _read_html(file: File, limits: Limits) -> Read:
    charset = file.charset or _find_html_charset(file.data)
    return _judge_text(read_html(decode_bytes(file.data[: limits.html_chars * 2], charset)).text)


def _read_plain(file: File, limits: Limits) -> Read:
    return _judge_text(decode_bytes(file.data[: limits.attachment_chars * 4], file.charset))


def _find_html_charset(data: bytes) -> str:
    match = re.search(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{1,40})", data[:2_000])
    return match[1].decode("ascii") if match else ""


def _judge_text(text: str) -> Read:
    has_letters = sum(1 for char in text[:5_000] if char.isalnum()) >= MIN_LETTERS
    return Read(ReadState.READ, text) if has_letters else Read(ReadState.NO_TEXT)


def _tidy(text: str, limit: int) -> str:
    """Clean lines, blanks at their ends off, no more than one empty line in a row."""
    lines = [line.rstrip() for line in clean_text(text[:limit]).split("\n")]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return "\n".join(kept).strip("\n")
