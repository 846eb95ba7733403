"""Zip files: what is in them, told from the directory at their end, with every size checked before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from addon.mail.parts import clean_filename
from addon.mail.text import clean_line

MAX_DIRECTORY = 1_000_000
"""Bytes of central directory that are read: about 10,000 members, a tenth of a second."""

_END = struct.Struct("<4s4H2LH")
_FAILURES = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
    zlib.error,
    struct.error,
    KeyError,
)


class Unreadable(Exception):
    """The file cannot be read."""


class Oversized(Exception):
    """The file unpacks to more than the cap."""


class Locked(Exception):
    """The file is encrypted."""


@dataclass(frozen=True)
class Archive:
    """An open zip. ``names`` are its members' as stored, directories left out; ``is_locked``: some member needs a password."""

    file: zipfile.ZipFile
    names: tuple[str, ...]
    is_locked: bool

    def read(self, name: str, limit: int) -> bytes:
        """Return a member's bytes. Raises Oversized over ``limit`` bytes (whatever the directory claims), Locked, Unreadable."""
        try:
            with self.file.open(name) as member:
                data = member.read(limit + 1)
        except _FAILURES as error:
            raise (Locked if self.is_locked else Unreadable) from error
        if len(data) > limit:
            raise Oversized
        return data


def open_archive(data: bytes) -> Archive:
    """Return the archive in ``data``. Raises Unreadable, or Oversized for a directory over 1 MB."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0 or len(data) - end < _END.size:
        raise Unreadable
    if _END.unpack_from(data, end)[5] > MAX_DIRECTORY:  # a 64-bit directory says 0xFFFFFFFF here
        raise Oversized
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        members = [info for info in file.infolist() if not info.is_dir()]
    except _FAILURES as error:
        raise Unreadable from error
    return Archive(file, tuple(info.filename for info in members), any(info.flag_bits & 1 for info in members))


def list_names(archive: Archive, limit: int) -> tuple[str, ...]:
    """Return the members' names for the card: last path steps, at most ``limit``, system files left out."""
    shown: dict[str, None] = {}
    for name in archive.names:
        last = clean_line(clean_filename(name), 200)
        if last and not last.startswith((".", "._")) and "__MACOSX" not in name:
            shown.setdefault(last)
        if len(shown) >= limit:
            break
    return tuple(shown)
