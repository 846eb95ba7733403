"""RTF text in one pass, linear in the length of the file whatever it holds."""

from __future__ import annotations

import re

from addon.mail.archives import Unreadable
from addon.mail.text import decode_exactly

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
_SKIPPED = frozenset(
    b"""
    annotation author atnid atnauthor bkmkend bkmkstart colortbl comment datastore doccomm factoidname falt filetbl fldinst
    fonttbl footnote generator info latentstyles listoverridetable listtable nonshppict object operator pgptbl pict pntext
    private revtbl rsidtbl stylesheet tc template themedata title txe userprops xe xmlnstbl
    """.split()
)
_BREAKS = {
    b"par": "\n",
    b"sect": "\n\n",
    b"page": "\n\n",
    b"line": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"nestcell": "\t",
}
_MARKS = {b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253", 162:
    "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_MAX_DEPTH = 1_000


def read_rtf(data: bytes, max_chars: int) -> str:
    """Return the text of an RTF file (RTF 1.9.1), at most ``max_chars`` characters. Raises Unreadable where it is none."""
    if not data[:20].lstrip().startswith(b"{\\rt"):
        raise Unreadable
    reader = _Reader(max_chars)
    position = 0
    for match in _TOKEN.finditer(data):
        if match.start() < position:  # inside binary data
            continue
        word, number, code, symbol, brace, text = match.groups()
        if brace:
            reader.take_brace(brace)
        elif word == b"bin" and number:
            position = match.end() + max(0, int(number))
        elif word:
            reader.take_word(word, int(number) if number else None)
        elif code:
            reader.add_byte(bytes([int(code, 16)]))
        elif symbol:
            reader.take_symbol(symbol)
        elif text:
            reader.add_bytes(text)
        if reader.left <= 0:
            break
    return re.sub(r"\n{3,}", "\n\n", reader.finish()).strip()


class _Reader:
    r"""State by group: whether text is skipped, how many letters follow a ``\\u`` as its fallback, and the font's charset."""

    def __init__(self, max_chars: int) -> None:
        self.left = max_chars
        self.pieces: list[str] = []
        self.pending: list[bytes] = []
        self.stack: list[tuple[bool, int, str]] = []
        self.skipping, self.fallback, self.charset = False, 1, "cp1252"
        self.default_charset = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = -1
        self.in_fonts = 0
        self.to_drop = 0

    def take_brace(self, brace: bytes) -> None:
        self.flush()
        self.to_drop = 0
        if brace == b"{":
            if len(self.stack) < _MAX_DEPTH:
                self.stack.append((self.skipping, self.fallback, self.charset))
        elif self.stack:
            self.skipping, self.fallback, self.charset = self.stack.pop()
            self.in_fonts = self.in_fonts if len(self.stack) >= self.in_fonts else 0

    def take_word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self.flush()
            self._add(chr(number % 65536))
            self.to_drop = self.fallback
        elif word == b"uc" and number is not None:
            self.fallback = min(max(0, number), 20)
        elif word == b"ansicpg" and number is not None:
            self.default_charset = self.charset = f"cp{number}"
        elif word in _SKIPPED:
            self.skipping = True
            self.in_fonts = len(self.stack) if word == b"fonttbl" else self.in_fonts
        elif word in _BREAKS or word in _MARKS:
            self.flush()
            self._add(_BREAKS.get(word) or _MARKS[word])
        elif word in {b"f", b"fcharset", b"plain", b"pard"}:
            self._take_font(word, number)

    def _take_font(self, word: bytes, number: int | None) -> None:
        if self.in_fonts:
            if word == b"f" and number is not None:
                self.font = number
            elif word == b"fcharset" and len(self.fonts) < 1_000:
                self.fonts[self.font] = _CHARSETS.get(number or 0, "")
        elif word == b"f" and number is not None:
            self.flush()
            self.charset = self.fonts.get(number) or self.default_charset

    def take_symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.skipping = True
        elif symbol in b"\\{}":
            self.add_bytes(symbol)
        elif symbol in b"~_-\r\n":
            self.flush()
            self._add({b"~": " ", b"_": "-", b"-": ""}.get(symbol, "\n"))

    def add_byte(self, byte: bytes) -> None:
        self.add_bytes(byte)

    def add_bytes(self, data: bytes) -> None:
        if self.to_drop:
            dropped = min(self.to_drop, len(data))
            self.to_drop -= dropped
            data = data[dropped:]
        if data and not self.skipping:
            self.pending.append(data)
            self.left -= len(data)

    def _add(self, text: str) -> None:
        if not self.skipping:
            self.pieces.append(text)
            self.left -= len(text)

    def flush(self) -> None:
        if self.pending:
            data = b"".join(self.pending)
            self.pending.clear()
            self.pieces.append(decode_exactly(data, self.charset))

    def finish(self) -> str:
        self.flush()
        return "".join(self.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
