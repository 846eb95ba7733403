"""Raw bytes to a tree of MIME parts (RFC 2045, 2046), in one pass over the delimiter lines however deep the nesting."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from addon.mail.limits import Limits
from addon.mail.parts import Field, Part, make_part
from addon.mail.text import decode_bytes, find_charset
from addon.mail.words import decode_base64

MAX_DELIMITERS = 200_000
"""Lines that open with ``--`` and are looked at: 25 MB of nothing else would take seconds."""

MAX_PART_HEADER = 64_000
"""Bytes of a part's own header that are read; the message's has its cap in Limits."""

MAX_GUESSES = 20
"""Headers with raw letters whose charset is guessed, 2 ms each."""

_DELIMITER = re.compile(rb"(?m)^--([^\r\n]{1,260})")
_NAME = re.compile(rb"([!-9;-~]{1,120})[ \t]{0,40}:")
_KNOWN = re.compile(
    rb"(?im)^(?:from|to|cc|subject|date|message-id|mime-version|received|content-type|content-transfer-encoding|content-disposition):"
)
_BLANK = re.compile(rb"\n\r?\n")
_CHARSET = re.compile(rb"(?i)charset\s{0,5}=\s{0,5}\"?([A-Za-z0-9_.:-]{1,40})")
_IDENTITY = frozenset({"", "7bit", "8bit", "binary"})


def split_message(raw: bytes, limits: Limits) -> Part:
    """Return the root part of a message, whatever the bytes; a multipart without parts is read as plain text. Never raises.

    Parts over ``limits.parts`` are not opened, multiparts below ``limits.depth`` are read as text.
    """
    if b"\r" in raw[:100_000] and b"\n" not in raw[:100_000]:
        raw = raw.replace(b"\r", b"\n")
    splitter = _Splitter(raw, limits)
    return splitter.run()


def read_fields(raw: bytes, start: int, max_block: int, max_fields: int, *, doubt: bool = True) -> tuple[list[Field], int]:
    """Return the header fields that begin at ``start`` and the position of the body.

    A line that is no field ends the header, as mail readers do, unless well-known fields follow it. Without ``doubt`` the
    charset of raw letters is not guessed.
    """
    end, body = _find_blank_line(raw, start, max_block)
    block = raw[start:end]
    found: list[tuple[bytes, list[bytes]]] = []
    position = 0
    last_known: int | None = None  # looked for once: a header of nothing but rubbish stays linear
    while position < len(block):
        following = block.find(b"\n", position)
        following = len(block) if following < 0 else following
        line = block[position:following]
        if found and line[:1] in (b" ", b"\t"):
            found[-1][1].append(line.rstrip(b"\r"))
        elif match := _NAME.match(line):
            found.append((match[1].lower(), [line[match.end() :].rstrip(b"\r")]))
        elif line.startswith(b"--"):
            return _decode_fields(found[:max_fields], doubt=doubt), start + position
        elif line.strip() and not _is_separator(line, position):
            last_known = _find_last_known(block) if last_known is None else last_known
            if last_known < position:
                return _decode_fields(found[:max_fields], doubt=doubt), start + position
        position = following + 1
    return _decode_fields(found[:max_fields], doubt=doubt), body


def _is_separator(line: bytes, position: int) -> bool:
    return position == 0 and line.startswith((b"From ", b">From "))


def _find_last_known(block: bytes) -> int:
    return max((match.start() for match in _KNOWN.finditer(block)), default=-1)


def _find_blank_line(raw: bytes, start: int, limit: int) -> tuple[int, int]:
    """End of the header and start of the body: the first empty line, or where the cap cuts the header off."""
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return start, raw.find(b"\n", start) + 1
    match = _BLANK.search(raw, start, start + limit)
    if match:
        return match.start(), match.end()
    end = min(len(raw), start + limit)
    return end, end


def _decode_fields(found: list[tuple[bytes, list[bytes]]], *, doubt: bool) -> list[Field]:
    """Fields as text; bytes beyond ASCII, which no field may hold and many do, are in one charset: the body's, if in any."""
    charset = ""
    fields = [(name.decode("ascii"), b"".join(lines)) for name, lines in found]
    for name, value in fields:
        if name == "content-type" and (match := _CHARSET.search(value[:2_000])):
            charset = match[1].decode("ascii")
            break
    if doubt and (raw := b"\n".join(value for _, value in fields if not value.isascii())):
        charset = find_charset(raw, charset)
    return [(name, decode_bytes(value, charset, doubt=False).strip()) for name, value in fields]


@dataclass
class _Open:
    """A multipart or an enclosed message whose end is not reached yet."""

    part: Part
    start: int
    boundary: bytes


class _Splitter:
    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.raw = raw
        self.limits = limits
        self.opened: list[_Open] = []
        self.levels: dict[bytes, list[int]] = {}  # boundary -> levels in `opened` that use it, innermost last
        self.leaf: tuple[Part, int] | None = None
        self.count = 0
        self.is_cut = False
        self.guesses = MAX_GUESSES

    def run(self) -> Part:
        skipped = len(self.raw) - len(self.raw.lstrip(b"\r\n")) if self.raw[:2].strip() == b"" else 0
        root = self._open_part(skipped, None)
        if self.levels:
            for seen, match in enumerate(_DELIMITER.finditer(self.raw, skipped)):
                if seen > MAX_DELIMITERS or not self.levels:
                    break
                self._take_delimiter(match)
        self._close_leaf(len(self.raw))
        self._close_to(0, len(self.raw))
        root.is_cut = self.is_cut
        return root

    def _take_delimiter(self, match: re.Match[bytes]) -> None:
        line = match[1].rstrip(b" \t")
        is_last = False
        if line not in self.levels:
            line = line[:-2] if line.endswith(b"--") else b""
            is_last = True
        if line not in self.levels or (self.leaf is not None and match.start() < self.leaf[1]):
            return
        end = self._before_line(match.start())
        self._close_leaf(end)
        level = self.levels[line][-1]
        self._close_to(level if is_last else level + 1, end)
        if not is_last and self.count >= self.limits.parts:
            self.is_cut = True
        elif not is_last:
            following = self.raw.find(b"\n", match.end())
            self._open_part(following + 1 if following >= 0 else len(self.raw), self.opened[level].part)

    def _before_line(self, start: int) -> int:
        """The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1)."""
        if start > 0 and self.raw[start - 1 : start] == b"\n":
            start -= 1
        if start > 0 and self.raw[start - 1 : start] == b"\r":
            start -= 1
        return start

    def _open_part(self, start: int, parent: Part | None) -> Part:
        top: Part | None = None
        while True:
            default = "message/rfc822" if parent is not None and parent.media_type == "multipart/digest" else "text/plain"
            max_block = self.limits.header_block if parent is None else MAX_PART_HEADER
            fields, body = read_fields(self.raw, start, max_block, self.limits.headers, doubt=self.guesses > 0)
            self.guesses -= not all(value.isascii() for _, value in fields)
            part = make_part(fields, default)
            self.count += 1
            top = top or part
            if parent is not None:
                parent.children.append(part)
            if len(self.opened) < self.limits.depth and self.count < self.limits.parts:
                if part.is_multipart and part.boundary:
                    self._push(part, body, part.boundary.encode("utf-8", "replace").rstrip())
                    return top
                if part.media_type == "message/rfc822" and part.encoding in _IDENTITY:
                    self._push(part, body, b"")
                    parent, start = part, body
                    continue
            part.media_type = "text/plain" if part.is_multipart else part.media_type
            self.leaf = (part, body)
            return top

    def _push(self, part: Part, body: int, boundary: bytes) -> None:
        if boundary:
            self.levels.setdefault(boundary, []).append(len(self.opened))
        self.opened.append(_Open(part, body, boundary))

    def _close_leaf(self, end: int) -> None:
        if self.leaf is not None:
            part, start = self.leaf
            self.leaf = None
            _fill(part, self.raw[start : max(start, end)], self.limits)

    def _close_to(self, level: int, end: int) -> None:
        while len(self.opened) > level:
            top = self.opened.pop()
            if top.boundary:
                levels = self.levels[top.boundary]
                levels.pop()
                if not levels:
                    del self.levels[top.boundary]
            if not top.part.children:
                top.part.media_type = "text/plain"
                _fill(top.part, self.raw[top.start : max(top.start, end)], self.limits)
            else:
                top.part.size = max(0, end - top.start) if not top.boundary else 0


def _fill(part: Part, body: bytes, limits: Limits) -> None:
    data = decode_body(body[: limits.part_bytes * 3 // 2], part.encoding)
    part.data, part.size = data[: limits.part_bytes], len(data)


def decode_body(body: bytes, encoding: str) -> bytes:
    """Return the bytes behind a Content-Transfer-Encoding (RFC 2045 6); an unknown one is taken as none. Never raises."""
    if encoding == "base64":
        return decode_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in {"x-uuencode", "uuencode", "x-uue"}:
        return _decode_uu(body)
    return body


def _decode_uu(body: bytes) -> bytes:
    out: list[bytes] = []
    for line in body.splitlines()[:1_000_000]:
        if line.startswith(b"begin ") or line == b"end":
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:  # the length byte lies: take what is there (as Python's own decoder does)
            count = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                out.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                continue
    return b"".join(out)
