"""Mbox files at byte level: where each message starts and ends, and its bytes on demand.

A ``From `` line starts a message when it stands at the start of the file or has the date that mbox writers put there (or
follows an empty line and is one word long), and a header field follows. ``>From `` is unescaped as mboxrd says (one
``>`` less). See RFC 4155 and qmail's mbox(5).
"""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterator
from pathlib import Path

_MARK = b"\nFrom "
_RELEASE_EVERY = 64 * 1024 * 1024
_DATED = re.compile(rb"From [^\n]{0,400}\d{1,2}:\d{2}(?::\d{2})?[^\n]{0,40}\b(?:19|20|21)\d\d\b[^\n]{0,40}\r?\Z")
_ONE_WORD = re.compile(rb"From \S{1,400}\s*\Z")
_FIELD = re.compile(rb"(?:[!-9;-~]{1,100}[ \t]?:|>From )")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxFile:
    """An mbox file opened for reading; :meth:`read` may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """``path``: the file; it must not be changed while open."""
        self.path = path
        self._fd = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self._fd).st_size

    def close(self) -> None:
        """Close the file; reading afterwards fails."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __del__(self) -> None:
        self.close()

    def read(self, start: int, length: int) -> bytes:
        """Return a message's bytes, unescaped."""
        return unescape(os.pread(self._fd, length, start))

    def messages(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield (start, length, ``From `` line) of each message in file order."""
        if not self.size:
            return
        with mmap.mmap(self._fd, 0, access=mmap.ACCESS_READ) as view:
            begin, line = -1, b""
            freed = 0
            for at in _separators(view):
                if at - freed > _RELEASE_EVERY and hasattr(view, "madvise"):
                    view.madvise(mmap.MADV_DONTNEED, freed, _RELEASE_EVERY)  # what was scanned need not stay in memory
                    freed += _RELEASE_EVERY
                if begin >= 0:
                    yield begin, _trim(view, begin, at) - begin, line
                end = view.find(b"\n", at)
                begin = end + 1 if end >= 0 else len(view)
                line = bytes(view[at : begin - 1])
            if begin >= 0:
                yield begin, _trim(view, begin, len(view)) - begin, line


def unescape(raw: bytes) -> bytes:
    """Undo mboxrd's quoting of body lines that begin with ``From ``."""
    return _ESCAPED.sub(rb"\1", raw) if b">From " in raw else raw


def _separators(view: mmap.mmap) -> Iterator[int]:
    if view[:5] == b"From ":
        yield 0
    at = view.find(_MARK)
    while at >= 0:
        if _starts_message(view, at + 1):
            yield at + 1
        at = view.find(_MARK, at + 1)


def _starts_message(view: mmap.mmap, at: int) -> bool:
    end = view.find(b"\n", at, at + 1000)
    if end < 0:
        return False
    line = bytes(view[at:end])
    after_blank = bytes(view[max(0, at - 3) : at]).replace(b"\r", b"").endswith(b"\n\n")
    if not (_DATED.match(line) or (after_blank and _ONE_WORD.match(line))):
        return False
    return _FIELD.match(view[end + 1 : end + 120]) is not None


def _trim(view: mmap.mmap, begin: int, end: int) -> int:
    """One empty line before the next separator belongs to the format, not to the message."""
    if bytes(view[max(begin, end - 2) : end]) == b"\n\n":
        return end - 1
    if bytes(view[max(begin, end - 4) : end]) == b"\r\n\r\n":
        return end - 2
    return end
