"""Compound files, the small file systems that old Office files are, from the published format [MS-CFB]."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from addon.mail.archives import Unreadable

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
