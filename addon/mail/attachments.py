"""One attached file to an :class:`Attachment`: what kind it really is, its text where we can read it, and why not
where we cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from addon.core.message import Attachment, ReadState
from addon.mail import archives, office, pdf, rtf, word_binary
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
    "pages": "application/vnd.apple.pages",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_UNTOLD = frozenset({"", "application/octet-stream", "application/x-octet-stream", "binary/octet-stream", "application/unknown"})
_TEXTS = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
_TEXT_ENDINGS = frozenset({"txt", "md", "text", "tex", "rst"})
_HTML = re.compile(rb"(?i)\A[\s\xef\xbb\xbf]{0,200}(?:<!doctype html|<html|<head|<body)")

Read = tuple[ReadState, str, int, tuple[str, ...]]


def read_attachment(filename: str, media_type: str, data: bytes, limits: Limits | None = None) -> Attachment:
    """Return the attachment with its text: PDF, Word (both kinds), OpenDocument, RTF, plain text, Markdown, HTML.

    The kind is told from the bytes, since names and labels lie. A zip is listed, not opened; pictures and all other kinds are
    UNSUPPORTED. Never raises; takes at most ``limits.pdf_seconds`` (plus the start of the reader the first time).
    """
    limits = limits or Limits()
    name = clean_filename(filename)
    kind = name_media_type(name, media_type)
    if len(data) > limits.attachment_bytes:
        return Attachment(name, kind, len(data), ReadState.TOO_BIG)
    try:
        state, text, pages, listing = _find_reader(name, kind, data)(name, data, limits)
    except archives.Locked:
        state, text, pages, listing = ReadState.LOCKED, "", 0, ()
    except archives.Oversized:
        state, text, pages, listing = ReadState.TOO_BIG, "", 0, ()
    except (archives.Unreadable, ValueError, LookupError, RecursionError, MemoryError):
        state, text, pages, listing = ReadState.BROKEN, "", 0, ()
    return Attachment(name, kind, len(data), state, _tidy(text, limits.attachment_chars), pages, listing)


def name_media_type(filename: str, media_type: str) -> str:
    """Return the media type, told from the file name where the sender's mailer gave none."""
    kind = clean_line(media_type, 120).split(";")[0].strip().casefold()
    return _ENDINGS.get(_ending(filename), kind or "application/octet-stream") if kind in _UNTOLD else kind


def _ending(filename: str) -> str:
    return filename.rpartition(".")[2].casefold() if "." in filename else ""


def _find_reader(name: str, kind: str, data: bytes) -> Callable[[str, bytes, Limits], Read]:
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


def _report_broken(_name: str, _data: bytes, _limits: Limits) -> Read:
    return ReadState.BROKEN, "", 0, ()


def _report_unsupported(_name: str, _data: bytes, _limits: Limits) -> Read:
    return ReadState.UNSUPPORTED, "", 0, ()


def _read_pdf(_name: str, data: bytes, limits: Limits) -> Read:
    state, text, pages = pdf.READER.read(data, limits, limits.pdf_seconds)
    return state, text if state is ReadState.READ else "", pages, ()


def _read_zip(name: str, data: bytes, limits: Limits) -> Read:
    archive = archives.open_archive(data)
    members = set(archive.names)
    if any(member.casefold() == "word/document.xml" for member in members):
        return _judge_text(office.read_docx(archive, limits.attachment_chars, limits.unpacked_bytes))
    if "content.xml" in members and "mimetype" in members:
        if b"opendocument.text" in archive.read("mimetype", 200):
            return _judge_text(office.read_odt(archive, limits.attachment_chars, limits.unpacked_bytes))
        return ReadState.UNSUPPORTED, "", 0, ()
    if "[Content_Types].xml" in members or _ending(name) == "pages":
        return ReadState.UNSUPPORTED, "", 0, ()
    state = ReadState.LOCKED if archive.is_locked else ReadState.UNSUPPORTED
    return state, "", 0, archives.list_names(archive, limits.listing)


def _read_compound(_name: str, data: bytes, limits: Limits) -> Read:
    file = word_binary.CompoundFile(data)
    if "EncryptedPackage" in file.entries:
        raise archives.Locked
    if "WordDocument" not in file.entries:
        return ReadState.UNSUPPORTED, "", 0, ()
    return _judge_text(word_binary.read_doc(data, limits.attachment_chars))


def _read_rtf(_name: str, data: bytes, limits: Limits) -> Read:
    return _judge_text(rtf.read_rtf(data, limits.attachment_chars))


def _read_html(_name: str, data: bytes, limits: Limits) -> Read:
    return _judge_text(read_html(decode_bytes(data[: limits.html_chars * 2], _find_html_charset(data))).text)


def _read_plain(_name: str, data: bytes, limits: Limits) -> Read:
    return _judge_text(decode_bytes(data[: limits.attachment_chars * 4]))


def _find_html_charset(data: bytes) -> str:
    match = re.search(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{1,40})", data[:2_000])
    return match[1].decode("ascii") if match else ""


def _judge_text(text: str) -> Read:
    has_letters = sum(1 for char in text[:5_000] if char.isalnum()) >= MIN_LETTERS
    return (ReadState.READ if has_letters else ReadState.NO_TEXT), text if has_letters else "", 0, ()


def _tidy(text: str, limit: int) -> str:
    """Clean lines, blanks at their ends off, no more than one empty line in a row."""
    lines = [line.rstrip() for line in clean_text(text[:limit]).split("\n")]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return "\n".join(kept).strip("\n")
