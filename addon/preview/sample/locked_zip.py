"""A zip whose only member is locked with a password, as some senders attach their papers.

The standard library opens such files but writes none, so here is the traditional encryption of APPNOTE.TXT 6.3.10, section 6.1.
It is weak, and all it has to do here is to be unreadable without the password.
"""

from __future__ import annotations

import struct
import zlib

_DATE = (2026 - 1980) << 9 | 11 << 5 | 12  # MS-DOS date: 12 November 2026
_POLYNOMIAL = 0xEDB88320


def write_locked_zip(filename: str, data: bytes, password: bytes) -> bytes:
    """Return a zip with ``data`` stored under ``filename`` (ASCII), readable only with ``password``."""
    name = filename.encode("ascii")
    checksum = zlib.crc32(data)
    header = bytes(11) + bytes([checksum >> 24])  # 12 bytes; the last lets a reader test the password
    body = _encrypt(header + data, password)
    fields = struct.pack("<HHHHHIIIHH", 20, 0x1, 0, 0, _DATE, checksum, len(body), len(data), len(name), 0)
    local = b"PK\x03\x04" + fields + name + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _encrypt(plain: bytes, password: bytes) -> bytes:
    table = [_table_entry(byte) for byte in range(256)]
    keys = (0x12345678, 0x23456789, 0x34567890)
    for byte in password:
        keys = _update(keys, byte, table)
    out = bytearray()
    for byte in plain:
        low = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ (low * (low ^ 1) >> 8 & 0xFF))
        keys = _update(keys, byte, table)
    return bytes(out)


def _update(keys: tuple[int, int, int], byte: int, table: list[int]) -> tuple[int, int, int]:
    first = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
    second = ((keys[1] + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    third = keys[2] >> 8 ^ table[(keys[2] ^ second >> 24) & 0xFF]
    return first, second, third


def _table_entry(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (_POLYNOMIAL if byte & 1 else 0)
    return byte
