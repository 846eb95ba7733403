"""Word (OOXML) and OpenDocument text by zip and expat, with nothing unpacked beyond a cap and no entity expanded."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from addon.mail.archives import Archive, Locked, Oversized, Unreadable

_DOCX_PARTS = re.compile(r"word/(?:header|document|footnotes|footer)\d{0,3}\.xml\Z", re.IGNORECASE)
_ORDER = {"header": 0, "document": 1, "footnotes": 2, "footer": 3}
MAX_SIDE_PARTS = 12
"""Headers and footers that are read; real files hold up to six."""


class _Enough(Exception):
    """The cap on characters is reached: stop parsing, keep what there is."""


class _Refused(Exception):
    """The file has a document type."""


class _Sink(Protocol):
    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def characters(self, text: str) -> None: ...


def read_docx(archive: Archive, max_chars: int, max_bytes: int) -> str:
    """Return the text of a ``.docx``: headers, body with its tables and text boxes, notes, footers.

    Raises Unreadable, Oversized, Locked.
    """
    names = sorted((name for name in archive.names if _DOCX_PARTS.match(name)), key=lambda name: (_rank(name), name))
    if not any(_rank(name) == 1 for name in names):
        raise Unreadable
    texts: list[str] = []
    for name in names[:MAX_SIDE_PARTS]:
        data = archive.read(name, max_bytes)
        max_bytes -= len(data)
        texts.append(_parse(data, _DocxSink(max_chars - sum(map(len, texts))), is_main=_rank(name) == 1))
    return "\n".join(text for text in texts if text)


def read_odt(archive: Archive, max_chars: int, max_bytes: int) -> str:
    """Return the text of an ``.odt``: the page header and footer from its styles, then the content.

    Raises Unreadable, Oversized, Locked.
    """
    with contextlib.suppress(Unreadable, Oversized):
        if b"encryption-data" in archive.read("META-INF/manifest.xml", 200_000):
            raise Locked
    content = archive.read("content.xml", max_bytes)
    styles = ""
    with contextlib.suppress(Unreadable, Oversized):
        styles = _parse(archive.read("styles.xml", 2_000_000), _OdtSink(5_000), is_main=False)
    text = _parse(content, _OdtSink(max_chars), is_main=True)
    return f"{styles}\n{text}" if styles else text


def _rank(name: str) -> int:
    return next((rank for word, rank in _ORDER.items() if word in name.casefold()), 9)


def _parse(data: bytes, sink: _TextSink, *, is_main: bool) -> str:
    """Run expat over ``data`` in one call (so that no long token is scanned twice). Raises Unreadable for a broken main part."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = sink.start
    parser.EndElementHandler = sink.end
    parser.CharacterDataHandler = sink.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (_Enough, _Refused, expat.ExpatError, ValueError) as error:
        if is_main and not isinstance(error, _Enough) and not sink.pieces:
            raise Unreadable from error
    return sink.finish()


def _refuse_doctype(*_ignored: object) -> None:
    """No office file has a document type; one that does wants entities expanded (billion laughs)."""
    raise _Refused


class _TextSink:
    """Collects text with line breaks, and knows when it has enough."""

    def __init__(self, max_chars: int) -> None:
        self.pieces: list[str] = []
        self.left = max_chars

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def characters(self, text: str) -> None:
        raise NotImplementedError

    def add(self, text: str) -> None:
        self.pieces.append(text[: max(0, self.left)])
        self.left -= len(text)
        if self.left <= 0:
            raise _Enough

    def end_cell(self) -> None:
        """The break after a cell's last paragraph becomes a tab, so that a row stays on a line."""
        if self.pieces and self.pieces[-1] == "\n":
            self.pieces.pop()
        self.add("\t")

    def finish(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "".join(self.pieces)).strip()


class _DocxSink(_TextSink):
    """WordprocessingML (ECMA-376 part 1, 17): ``w:t`` is text, ``w:p`` a paragraph; ``mc:Fallback`` repeats what was
    already said.
    """

    def __init__(self, max_chars: int) -> None:
        super().__init__(max_chars)
        self.in_text = False
        self.fallbacks = 0
        self.starts: dict[str, Callable[[], None]] = {
            "tab": lambda: self.add("\t"),
            "br": lambda: self.add("\n"),
            "cr": lambda: self.add("\n"),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        local = name.rpartition(" ")[2]
        if local == "Fallback":
            self.fallbacks += 1
        elif local == "t" and "wordprocessingml" in name:
            self.in_text = True
        elif local in self.starts and not self.fallbacks and "wordprocessingml" in name:
            self.starts[local]()
        elif local == "noBreakHyphen":
            self.add("-")

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "Fallback":
            self.fallbacks = max(0, self.fallbacks - 1)
        elif local == "t":
            self.in_text = False
        elif self.fallbacks or "wordprocessingml" not in name:
            return
        elif local == "p" or local == "tr":
            self.add("\n")
        elif local == "tc":
            self.end_cell()

    def characters(self, text: str) -> None:
        if self.in_text and not self.fallbacks:
            self.add(text)


class _OdtSink(_TextSink):
    """OpenDocument 1.3 part 3: text stands inside ``text:p`` and ``text:h``; comments and deleted text are left out."""

    def __init__(self, max_chars: int) -> None:
        super().__init__(max_chars)
        self.paragraphs = self.skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        local = name.rpartition(" ")[2]
        if local in {"annotation", "tracked-changes"}:
            self.skipped += 1
        elif local in {"p", "h"}:
            self.paragraphs += 1
        elif not self.skipped and self.paragraphs:
            if local == "tab":
                self.add("\t")
            elif local == "line-break":
                self.add("\n")
            elif local == "s":
                self.add(" ")

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in {"annotation", "tracked-changes"}:
            self.skipped = max(0, self.skipped - 1)
        elif local in {"p", "h"}:
            self.paragraphs = max(0, self.paragraphs - 1)
            if not self.skipped:
                self.add("\n")
        elif local == "table-row":
            self.add("\n")
        elif local == "table-cell":
            self.end_cell()

    def characters(self, text: str) -> None:
        if self.paragraphs and not self.skipped:
            self.add(text)
