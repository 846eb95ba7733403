"""Header fields, read lightly and never raising: encoded words, addresses, dates.

The standard library's parser is too slow for 100,000 messages and raises on some headers found in the wild
(``To: unlisted-recipients:; (no To-header on input)``), so the simulator brings its own. It shares no code with
``addon.mail``, so that a slip in one is not hidden by the same slip in the other.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_tz

MAX_HEAD = 256 * 1024
"""Bytes of a message that are searched for the end of its header block."""
MAX_VALUE = 64 * 1024
"""Characters of one header value that are looked at."""

EARLIEST = int(dt.datetime(1990, 1, 1, tzinfo=dt.UTC).timestamp() * 1000)
LATEST = int(dt.datetime(2100, 1, 1, tzinfo=dt.UTC).timestamp() * 1000)

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_ENCODED = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,4096})\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_ADDRESS_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[()<>,;:]|[^"()<>,;:]+')
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"\s*(?:([+-])(\d{2}):?(\d{2})|(?:GMT|UTC?|Z)\b)"
)
_SEPARATOR_DATE = re.compile(r"([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)(?:\s+([+-]\d{4}|[A-Z]{3,4}))?\s+(\d{4})")


def split_message(raw: bytes) -> tuple[bytes, int]:
    """Return (header block, offset of the body). A message without an empty line is all header."""
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return b"", 1 if raw[:1] == b"\n" else 2
    found = _HEAD_END.search(raw, 0, MAX_HEAD)
    return (raw[: found.start()], found.end()) if found else (raw[:MAX_HEAD], len(raw))


def fields(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name as written, raw value unfolded) of each field; lines that are no field are skipped."""
    name, parts = b"", [b""]
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            parts.append(line.rstrip(b"\r"))
            continue
        if name:
            yield name, b"".join(parts).strip()
        name, colon, value = line.partition(b":")
        name = name.rstrip() if colon and b" " not in name.rstrip() else b""
        parts = [value.rstrip(b"\r")]
    if name:
        yield name, b"".join(parts).strip()


def to_text(value: bytes) -> str:
    """Decode 8-bit header bytes: UTF-8 if they are, else Latin-1 (which never fails)."""
    value = value[:MAX_VALUE]
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def decode_words(text: str) -> str:
    """Decode RFC 2047 encoded words; neighbours in one charset are joined before decoding, as split characters need."""
    if "=?" not in text:
        return text
    text = _BETWEEN.sub(r"\1", text)
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for found in _ENCODED.finditer(text):
        if pending and (found.start() != end or found[1].casefold() != charset):
            out.append(decode_bytes(pending, charset))
            pending = b""
        out.append(text[end : found.start()])
        charset, end = found[1].casefold(), found.end()
        pending += _word_bytes(found[2], found[3])
    if pending:
        out.append(decode_bytes(pending, charset))
    return "".join(out) + text[end:]


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    if encoding in "bB":
        try:
            return base64.b64decode(data + b"=" * (-len(data) % 4))
        except (binascii.Error, ValueError):
            return data
    return binascii.a2b_qp(data, header=True)


def decode_bytes(data: bytes, charset: str) -> str:
    """Decode ``data``; an unknown or wrong charset falls back to UTF-8, then Latin-1. Never raises."""
    for name in (charset.split("*", 1)[0].strip("\"' ") or "utf-8", "utf-8"):
        try:
            if codecs.lookup(name)._is_text_encoding:
                return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def parse_addresses(value: str) -> list[tuple[str, str]]:
    """Return (display name decoded, addr-spec) for each address of an RFC 5322 list; groups give their members only."""
    value = value[:MAX_VALUE]
    if not any(mark in value for mark in '"(:;'):
        return [pair for item in value.split(",") if (pair := _plain_address(item))]
    return _scan_addresses(value)


def _plain_address(item: str) -> tuple[str, str] | None:
    name, angle, rest = item.partition("<")
    spec = rest.partition(">")[0].strip() if angle else name.strip()
    if "@" not in spec or " " in spec:
        return None
    return (decode_words(name.strip()) if angle else "", spec)


def _scan_addresses(value: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    text, angle, comment = "", "", ""
    in_angle, depth = False, 0
    for match in _ADDRESS_TOKEN.finditer(value):
        piece = match[0]
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif depth:
            comment += piece
        elif piece == "<":
            in_angle = True
        elif piece == ">":
            in_angle = False
        elif in_angle:
            angle += piece
        elif piece in ",;":
            _add_address(found, text, angle, comment)
            text, angle, comment = "", "", ""
        elif piece == ":":
            text, comment = "", ""
        else:
            text += _unquote(piece)
    _add_address(found, text, angle, comment)
    return found


def _unquote(token: str) -> str:
    if token[:1] != '"':
        return token
    return re.sub(r"\\(.)", r"\1", token[1:-1] if len(token) > 1 and token[-1] == '"' else token[1:])


def _add_address(found: list[tuple[str, str]], text: str, angle: str, comment: str) -> None:
    spec = (angle.rpartition(":")[2] if angle else text).strip()
    name = text if angle else comment
    if "@" in spec and " " not in spec:
        found.append((decode_words(" ".join(name.split())), spec))


def parse_date(value: str) -> int | None:
    """Return the moment a Date value names, in ms since the epoch, or None for none or one outside 1990 to 2100.

    The time zone counts; without one the time is taken as UTC.
    """
    value = value[:200]
    found = _DATE.match(value)
    if found and (month := _MONTHS.get(found[2].casefold())):
        offset = (int(found[8]) * 60 + int(found[9])) * (-1 if found[7] == "-" else 1) if found[7] else 0
        return _moment((int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), int(found[6] or 0)), offset * 60)
    try:
        parsed = parsedate_tz(value)
    except (ValueError, IndexError, TypeError, OverflowError):  # parsedate_tz slips on some hostile input
        parsed = None
    if parsed:
        return _moment((parsed[0], parsed[1], parsed[2], parsed[3], parsed[4], parsed[5]), parsed[9] or 0)
    return _iso_date(value)


def parse_separator_date(line: str) -> int | None:
    """Return the moment at the end of an mbox ``From `` line (asctime form, UTC without a zone), in ms, or None."""
    found = _SEPARATOR_DATE.search(line[:400])
    if not found:
        return None
    return parse_date(f"{found[2]} {found[1]} {found[5]} {found[3]} {found[4] or '+0000'}")


def _iso_date(value: str) -> int | None:
    try:
        moment = dt.datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return _in_range(int((moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds() * 1000))


def _moment(parts: tuple[int, int, int, int, int, int], offset: int) -> int | None:
    year, month, day, hour, minute, second = parts
    try:
        days = dt.date(year, month, day).toordinal() - 719163
    except (ValueError, OverflowError):
        return None
    if not (hour < 25 and minute < 60 and second < 62 and abs(offset) <= 24 * 3600):
        return None
    return _in_range((days * 86400 + hour * 3600 + minute * 60 + second - offset) * 1000)


def _in_range(moment: int) -> int | None:
    return moment if EARLIEST <= moment < LATEST else None
