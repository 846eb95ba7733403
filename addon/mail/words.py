"""Encoded words of headers (RFC 2047) and encoded parameters (RFC 2231), in linear time and tolerant of what mailers do."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from addon.mail.text import decode_bytes

ENCODED_WORD = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,4000}\?="
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,4000})\?=")


def decode_words(text: str) -> str:
    """Return ``text`` with every encoded word decoded.

    Blanks between two encoded words vanish (RFC 2047 6.2), and neighbours in one charset are joined as bytes before
    they are decoded, because mailers split letters in two (forbidden by section 5, and common).
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    end = 0
    pending: list[bytes] = []
    charset = ""
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        end = match.end()
        if pending and (gap.strip() or match[1].casefold() != charset):
            out.append(decode_bytes(b"".join(pending), charset, doubt=False))
            pending = []
            gap = gap if gap.strip() else ""
            out.append(gap)
        elif not pending:
            out.append(gap)
        charset = match[1].casefold()
        pending.append(_decode_payload(match[2], match[3]))
    if pending:
        out.append(decode_bytes(b"".join(pending), charset, doubt=False))
    out.append(text[end:])
    return "".join(out)


def _decode_payload(encoding: str, payload: str) -> bytes:
    raw = payload.encode("ascii", "ignore")
    if encoding in "qQ":
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    return decode_base64(raw)


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decode_base64(raw: bytes) -> bytes:
    """Return the bytes of base64 text (either alphabet), whatever stands between or is missing at its end. Never raises."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        pass
    kept = _NOT_BASE64.sub(b"", raw.replace(b"-", b"+").replace(b"_", b"/"))
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


_TOKEN_VALUE = re.compile(r'\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^;]{0,4000}))')


def parse_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split a Content-Type or Content-Disposition ``value`` into its lower-case token and its parameters, decoded.

    Continuations (``name*0*=``) and charsets (``name*=utf-8''...``) of RFC 2231 are joined; RFC 2047 words inside
    parameters, which the RFC forbids and many mailers write, are decoded as well.
    """
    token, _, rest = value[:20_000].partition(";")
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, index, encoded, text in _scan_parameters(rest):
        section = sections.setdefault(name, {})
        if index not in section or (encoded and not section[index][0]):  # the encoded form is the fuller one
            section[index] = (encoded, text)
    return token.strip().casefold(), {name: _join_sections(found) for name, found in sections.items()}


def _scan_parameters(rest: str) -> Iterator[tuple[str, int, bool, str]]:
    position = 0
    for _ in range(100):
        match = _TOKEN_VALUE.match(rest, position)
        if match:
            text = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3].strip().strip('"')
            name, *marks = match[1].casefold().split("*")
            index = int(marks[0]) if marks and marks[0].isascii() and marks[0].isdigit() and len(marks[0]) < 4 else 0
            yield name, index, len(marks) > 0 and marks[-1] == "", text
        following = rest.find(";", match.end() if match else position)
        if following < 0:
            return
        position = following + 1


def _join_sections(sections: dict[int, tuple[bool, str]]) -> str:
    pieces = [sections[index] for index in sorted(sections)]
    if not any(encoded for encoded, _ in pieces):
        return decode_words("".join(text for _, text in pieces))
    charset = ""
    first_encoded, first = pieces[0]
    if first_encoded and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
        pieces[0] = (True, first)
    data = b"".join(unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace") for encoded, text in pieces)
    return decode_bytes(data, charset, doubt=False)
