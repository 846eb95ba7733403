"""The text of old Word files (``.doc``, Word 6 to 2003) by the piece table of [MS-DOC]: body, page headers, text boxes, notes."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from typing import NamedTuple

from addon.mail.archives import Locked, Unreadable
from addon.mail.word_binary import CompoundFile

_COUNTS = 0x4C
"""Offset of ccpText in the FIB; the lengths of the other subdocuments follow ([MS-DOC] 2.5.4)."""
_HEADER_STORIES = 0xF2  # fcPlcfHdd, lcbPlcfHdd
_CLX = 0x01A2
_MAX_PIECES = 100_000
_MAX_STORIES = 600
_SEPARATORS = 6
"""Stories of the header subdocument that are lines above notes; six for each section follow ([MS-DOC] 2.8.26)."""
_PAGE_HEADERS = frozenset({0, 1, 4})
"""Among those six: the headers of even, odd and first pages. The others are the footers."""


def read_doc(data: bytes, max_chars: int) -> str:
    """Return the text of a binary Word file: page headers, body, text boxes, notes, page footers; comments are left out.

    Raises Locked where it is encrypted, Unreadable where it is no Word file.
    """
    try:
        file = CompoundFile(data)
        if "EncryptedPackage" in file.entries:
            raise Locked
        return _clean(_read_text(file, max_chars))[:max_chars]
    except struct.error as error:
        raise Unreadable from error


def _read_text(file: CompoundFile, max_chars: int) -> str:
    stream = file.read("WordDocument")
    magic, version = struct.unpack_from("<2H", stream, 0)
    (flags,) = struct.unpack_from("<H", stream, 10)
    if flags & 0x0100:
        raise Locked
    if magic not in (0xA5EC, 0xA5DC):
        raise Unreadable
    if version < 0xC1 or magic == 0xA5DC:  # Word 6 and 95: one run of bytes
        first, last = struct.unpack_from("<2L", stream, 24)
        return stream[first : min(last, first + max_chars)].decode("cp1252", "replace")
    table = file.read("1Table" if flags & 0x0200 else "0Table")
    start, length = struct.unpack_from("<2L", stream, _CLX)
    document = _Document(stream, _read_pieces(_find_pieces(table[start : start + length])), max_chars)
    return _join_stories(document, stream, table)


def _find_pieces(clx: bytes) -> bytes:
    """The PlcPcd inside a Clx ([MS-DOC] 2.9.38): formatting runs (0x01) come first and are skipped."""
    position = 0
    while position + 5 <= len(clx):
        if clx[position] == 1:
            position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
        elif clx[position] == 2:
            (length,) = struct.unpack_from("<L", clx, position + 1)
            return clx[position + 5 : position + 5 + length]
        else:
            break
    raise Unreadable


class _Piece(NamedTuple):
    """A run of characters ``first`` to ``last`` (exclusive) that stand together in the stream at ``start``."""

    first: int
    last: int
    start: int
    is_narrow: bool


def _read_pieces(pieces: bytes) -> list[_Piece]:
    count = (len(pieces) - 4) // 12
    if count < 1:
        raise Unreadable
    ends = struct.unpack_from(f"<{count + 1}L", pieces, 0)
    found: list[_Piece] = []
    for index in range(min(count, _MAX_PIECES)):
        (where,) = struct.unpack_from("<L", pieces, 4 * (count + 1) + 8 * index + 2)
        start, is_narrow = where & 0x3FFFFFFF, bool(where & 0x40000000)
        found.append(_Piece(ends[index], ends[index + 1], start // 2 if is_narrow else start, is_narrow))
    return found


class _Document:
    """The characters of all subdocuments in one count, read piece by piece within one common cap."""

    def __init__(self, stream: bytes, pieces: list[_Piece], max_chars: int) -> None:
        self.stream, self.left = stream, max_chars
        self.pieces = sorted(pieces)
        self.firsts = [piece.first for piece in self.pieces]
        self.length = max(piece.last for piece in pieces)

    def read(self, first: int, last: int) -> str:
        """Return the characters ``first`` to ``last`` (exclusive), as many as the cap leaves."""
        texts: list[str] = []
        for index in range(max(0, bisect_right(self.firsts, first) - 1), len(self.pieces)):
            piece = self.pieces[index]
            if piece.first >= last or self.left <= 0:
                break
            start, end = max(first, piece.first), min(last, piece.last)
            if start >= end:
                continue
            length, skipped = min(end - start, self.left), start - piece.first
            if piece.is_narrow:
                at = piece.start + skipped
                text = self.stream[at : at + length].decode("cp1252", "replace")
            else:
                at = piece.start + 2 * skipped
                text = self.stream[at : at + 2 * length].decode("utf-16-le", "replace")
            texts.append(text)
            self.left -= len(text)
        return "".join(texts)


def _join_stories(document: _Document, stream: bytes, table: bytes) -> str:
    """The subdocuments in the order of reading; their lengths stand in the FIB, their order is fixed ([MS-DOC] 2.3)."""
    body, footnotes, headers, macros, comments, endnotes, boxes, header_boxes = struct.unpack_from("<8L", stream, _COUNTS)
    lengths = (body, footnotes, headers, macros, comments, endnotes, boxes, header_boxes)
    if not body or sum(lengths) > document.length:
        return document.read(0, document.length)
    ends = [sum(lengths[: index + 1]) for index in range(len(lengths))]
    above, below = _read_page_edges(document, stream, table, ends[1], ends[2])
    texts = [
        *above,
        document.read(ends[6], ends[7]),  # text boxes in page headers
        document.read(0, body),
        document.read(ends[5], ends[6]),  # text boxes
        document.read(body, ends[1]),  # footnotes
        document.read(ends[4], ends[5]),  # endnotes
        *below,
    ]
    return "\r".join(text for text in texts if text.strip())


def _read_page_edges(document: _Document, stream: bytes, table: bytes, first: int, last: int) -> tuple[list[str], list[str]]:
    """Page headers and footers, each text once: sections repeat them."""
    start, length = struct.unpack_from("<2L", stream, _HEADER_STORIES)
    raw = table[start : start + min(length, 4 * _MAX_STORIES)]
    stories = struct.unpack_from(f"<{len(raw) // 4}L", raw)
    if first >= last or len(stories) < _SEPARATORS:
        return [], []
    above: dict[str, None] = {}
    below: dict[str, None] = {}
    for index in range(_SEPARATORS, len(stories) - 1):
        text = document.read(first + stories[index], min(last, first + stories[index + 1])).strip("\r")
        (above if (index - _SEPARATORS) % 6 in _PAGE_HEADERS else below).setdefault(text)
    return list(above), list(below)


_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14?|[\x14\x15]")
_BREAKS = str.maketrans({"\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x1e": "-", "\x1f": None, "\xa0": " "})


def _clean(text: str) -> str:
    """Field codes out, their results kept ([MS-DOC] 2.8.25); cell, line and page marks to tabs and breaks."""
    return re.sub(r"\n{3,}", "\n\n", _FIELD.sub("", text).translate(_BREAKS)).strip()
