"""Old Word files (``.doc``, Word 6 to 2003): the text by the piece table, from the published formats [MS-CFB] and [MS-DOC]."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import NamedTuple

from addon.mail.archives import Locked, Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # from here up: special sector numbers
_MAX_SECTORS = 80_000


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int
    first: int
    size: int


def _read_entry(raw: bytes, number: int) -> _Entry | None:
    """Entry of the directory ([MS-CFB] 2.6.1), None where there is no such number or it is unused."""
    start = number * 128
    if number > 20_000 or start + 128 > len(raw):
        return None
    length, kind = struct.unpack_from("<HB", raw, start + 64)
    left, right, child = struct.unpack_from("<3L", raw, start + 68)
    first, size = struct.unpack_from("<2L", raw, start + 116)
    if not kind or not 2 <= length <= 64:
        return None
    return _Entry(raw[start : start + length - 2].decode("utf-16-le", "replace"), left, right, child, first, size)


class CompoundFile:
    """A compound file: named streams in chains of sectors, a small file system ([MS-CFB] 2)."""

    def __init__(self, data: bytes) -> None:
        """Read the allocation tables and the directory. Raises Unreadable."""
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Unreadable
        self.data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable
        self.sector = 1 << shift
        directory, _, self.cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7L", data, 48)
        self.fat = self._read_fat(difat)
        self.mini_fat = _to_numbers(self._chain(mini_fat))
        self.entries = self._read_directory(self._chain(directory))
        self.mini_stream = self._chain(self.entries["Root Entry"][0])

    def _read_sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        return self.data[start : start + self.sector]

    def _read_fat(self, difat: int) -> list[int]:
        numbers = list(struct.unpack_from("<109L", self.data, 76))
        for _ in range(200):
            if difat >= _END_OF_CHAIN:
                break
            more = _to_numbers(self._read_sector(difat))
            if not more:
                break
            numbers.extend(more[:-1])
            difat = more[-1]
        table: list[int] = []
        for number in numbers:
            if number < _END_OF_CHAIN and len(table) < _MAX_SECTORS:
                table.extend(_to_numbers(self._read_sector(number)))
        return table

    def _chain(self, first: int) -> bytes:
        return _follow(first, self.fat, self._read_sector)

    def _read_directory(self, raw: bytes) -> dict[str, tuple[int, int]]:
        """First sector and size of the root's own streams: embedded objects hold streams of the same names further down."""
        root = _read_entry(raw, 0)
        if root is None:
            raise Unreadable
        entries = {"Root Entry": (root.first, root.size)}
        waiting, seen = [root.child], {0}
        while waiting:
            number = waiting.pop()
            entry = _read_entry(raw, number) if number not in seen else None
            seen.add(number)
            if entry is not None:
                entries.setdefault(entry.name, (entry.first, entry.size))
                waiting += [entry.left, entry.right]
        return entries

    def read(self, name: str) -> bytes:
        """Return the stream of that name. Raises Unreadable where there is none."""
        if name not in self.entries:
            raise Unreadable
        first, size = self.entries[name]
        if size < self.cutoff:
            return _follow(first, self.mini_fat, lambda number: self.mini_stream[number * 64 : number * 64 + 64])[:size]
        return self._chain(first)[:size]


def _to_numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}L", raw[: len(raw) // 4 * 4]))


def _follow(first: int, table: list[int], read: Callable[[int], bytes]) -> bytes:
    """Join the sectors of a chain; one that runs in circles is cut where it would repeat."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    while first < len(table) and first not in seen:
        seen.add(first)
        pieces.append(read(first))
        first = table[first]
    return b"".join(pieces)


def read_doc(data: bytes, max_chars: int) -> str:
    """Return the text of a binary Word file. Raises Locked where it is encrypted, Unreadable where it is no Word file."""
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
    start, length = struct.unpack_from("<2L", stream, 0x01A2)  # fcClx, lcbClx
    return "".join(_read_pieces(stream, _find_pieces(table[start : start + length]), max_chars))


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


def _read_pieces(stream: bytes, pieces: bytes, max_chars: int) -> list[str]:
    count = (len(pieces) - 4) // 12
    if count < 1:
        raise Unreadable
    ends = struct.unpack_from(f"<{count + 1}L", pieces, 0)
    texts: list[str] = []
    for index in range(min(count, 100_000)):
        length = min(max(0, ends[index + 1] - ends[index]), max_chars)
        (where,) = struct.unpack_from("<L", pieces, 4 * (count + 1) + 8 * index + 2)
        start = where & 0x3FFFFFFF
        if where & 0x40000000:  # one byte a letter
            text = stream[start // 2 : start // 2 + length].decode("cp1252", "replace")
        else:
            text = stream[start : start + 2 * length].decode("utf-16-le", "replace")
        texts.append(text)
        max_chars -= len(text)
        if max_chars <= 0:
            break
    return texts


_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14?|[\x14\x15]")
_BREAKS = str.maketrans({"\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x1e": "-", "\x1f": None, "\xa0": " "})


def _clean(text: str) -> str:
    """Field codes out, their results kept ([MS-DOC] 2.8.25); cell, line and page marks to tabs and breaks."""
    return re.sub(r"\n{3,}", "\n\n", _FIELD.sub("", text).translate(_BREAKS)).strip()
