"""Cleaning and decoding of text: charsets that lie, control characters, invisible direction marks."""

from __future__ import annotations

import codecs
import contextlib
import functools
import re

from addon.mail.charsets import check_codec, find_wide, guess_codec

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_CHARSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,39}\Z")

_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "",
    "unknown-8bit": "",
    "default": "",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "cp1252",  # what mailers call Latin 1 is Windows' code page (WHATWG Encoding, 4.2)
    "latin1": "cp1252",
    "iso_8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "utf8mb4": "utf-8",
}

_MULTI_BYTE = frozenset({"gb18030", "big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jp", "euc_jis_2004", "johab"})
_ASSUMED = frozenset({"utf-8", "cp1252"})
"""What mailers write without looking: such a label says nothing about bytes that are no UTF-8."""
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


def clean_text(text: str) -> str:
    """Return ``text`` without NULs, control, bidi-override, zero-width and surrogate characters; line ends become newlines.

    A name shown with U+202E reads backwards (Unicode TR 36), so such characters never reach the card. Zero-width joiners stay:
    Persian and emoji need them. Idempotent.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


def clean_line(text: str, limit: int) -> str:
    """Return ``text`` cleaned, on one line, runs of blanks folded, at most ``limit`` characters."""
    return " ".join(clean_text(text[: limit * 4]).split())[:limit].rstrip()


@functools.lru_cache(maxsize=256)
def find_codec(charset: str) -> str:
    """Return the name of Python's text codec for a MIME ``charset`` label, or "" where there is none.

    Only text codecs: ``charset=zip`` or ``charset=rot13`` must not run a decompressor.
    """
    name = charset.strip().strip("\"'").casefold()
    name = _ALIASES.get(name, name)
    if not name or not _CHARSET_NAME.match(name):
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    if not getattr(info, "_is_text_encoding", False) or info.name in {"idna", "punycode", "undefined", "unicode_escape"}:
        return ""
    return info.name if info.name not in {"raw_unicode_escape", "mbcs", "oem"} else ""


def decode_bytes(data: bytes, charset: str = "", *, doubt: bool = True) -> str:
    """Return ``data`` as text. Never raises: what ``charset`` says is checked, and guessed where it is wrong or missing.

    In order: a byte order mark, UTF-16 by its zeros, UTF-8, the label, the charset in which the text reads best. Valid UTF-8
    with letters beyond ASCII wins over a declared one-byte charset: no real text in those reads as UTF-8 by chance, and Gmail
    hands out parts already converted under their old label. For the double-byte charsets of East Asia four such letters are
    asked for, since two or three can coincide. Without ``doubt`` a label is believed and nothing guessed but Windows-1252: for
    the thousands of short pieces that a header may hold, where each guess would take up to 2 ms.
    """
    has_zeros = b"\x00" in data
    if data.isascii() and b"\x1b" not in data and not has_zeros and not _is_seven_bit_code(charset):
        return data.decode("ascii")
    codec = find_codec(charset)
    if codec in _WIDE and not has_zeros and (converted := _decode_utf8(data)) is not None:
        return converted
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return data.decode("utf-32", "replace")
    if codec in _WIDE or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode(codec if codec in _WIDE else "utf-16", "replace")
    if has_zeros and (wide := find_wide(data)):
        return data.decode(wide, "replace")
    text = _decode_utf8(data)
    if text is not None and not (codec in _MULTI_BYTE and _count_wide(text) < 4) and not (codec and text.isascii()):
        return text
    if not codec and b"\x1b$" in data:
        codec = "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext"
    if codec and codec != "utf-8" and not (doubt and codec in _ASSUMED):
        decoded = data.decode(check_codec(data, codec) if doubt else codec, "replace")
        if decoded.count("\ufffd") * 20 <= len(decoded):
            return decoded
    return _decode_unlabelled(data, doubt=doubt)


def find_charset(data: bytes, charset: str) -> str:
    """Return the charset of bytes said to be in ``charset`` ("" for unsaid): that one, or the one in which they read best."""
    codec = find_codec(charset)
    if data.isascii() or _decode_utf8(data) is not None:
        return charset
    return check_codec(data, codec) if codec and codec not in _ASSUMED else guess_codec(data)


def decode_exactly(data: bytes, charset: str) -> str:
    """Return ``data`` in ``charset`` without doubting it (a font's, inside a file), Windows-1252 where there is no such one."""
    return data.decode(find_codec(charset) or "cp1252", "replace")


def _is_seven_bit_code(charset: str) -> bool:
    lowered = charset.casefold()
    return lowered.startswith(("utf-7", "unicode-1-1", "hz")) or "utf-16" in lowered or "utf-32" in lowered


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _count_wide(text: str) -> int:
    return sum(1 for char in text[:400] if char > "\x7f")


def _decode_unlabelled(data: bytes, *, doubt: bool) -> str:
    """UTF-8 with a few broken bytes (a cut in mid-letter) keeps its other letters; else the charset it reads best in."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(1 for char in text[:20_000] if char > "\x7f") > 2 * broken:
        return text
    codec = guess_codec(data) if doubt else "cp1252"
    if codec == "cp1252":
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("cp1252")
        return data.decode("latin-1")
    return data.decode(codec, "replace")
