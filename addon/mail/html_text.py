"""HTML to the text that a reader sees, with the links, and with what was hidden from the reader kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from addon.mail.html_styles import Look, apply_attributes
from addon.mail.html_tokens import Tag, tokenise
from addon.mail.text import clean_text

MIN_HIDDEN = 200
"""Characters that must be hidden before a mail counts as hiding text: above the usual preview line of newsletters."""

MAX_QUOTES = 5
"""Levels of quotation that are marked: deeper ones would let a small mail grow large."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main menu nav ol option p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre".split())
_CELLS = frozenset({"td", "th"})
_ENDS_ITSELF = {
    "p": {"p"},
    "li": {"li", "p"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "tr": {"tr", "td", "th", "p"},
    "option": {"option"},
}
_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_PRESERVED = re.compile(r"white-space\s{0,5}:\s{0,5}pre", re.IGNORECASE)
_QUOTE = re.compile(r"cite|gmail_quote|yahoo_quoted|moz-cite|protonmail_quote", re.IGNORECASE)


@dataclass(frozen=True)
class HtmlText:
    """``text`` a reader sees, ``links`` in order without doubles, and whether the HTML hides a substantial text."""

    text: str = ""
    links: tuple[str, ...] = ()
    hides_text: bool = False


def read_html(source: str, *, max_chars: int = 600_000, max_links: int = 50) -> HtmlText:
    """Return the visible text of HTML: blocks on lines of their own, cells apart, list items bulleted, quotes marked ``> ``.

    Linear in the size of ``source``, of which ``max_chars`` are read. Styles set by class are not resolved (a reader may then see
    less than is returned, never more is dropped). Never raises.
    """
    renderer = _Renderer(max_links)
    for token in tokenise(source[:max_chars]):
        if isinstance(token, str):
            renderer.add_text(token)
        elif token.is_end:
            renderer.close(token.name)
        else:
            renderer.open(token)
    return renderer.finish()


@dataclass(slots=True)
class _Element:
    name: str
    look: Look
    invisible: bool = False
    quote: bool = False
    pre: bool = False


class _Renderer:
    """Open elements on a stack, text of the current line in ``pieces``, finished lines in ``lines``."""

    def __init__(self, max_links: int) -> None:
        self.stack: list[_Element] = [_Element("", Look())]
        self.open_count: dict[str, int] = {}
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.hidden: list[str] = []
        self.links: dict[str, None] = {}
        self.max_links = max_links
        self.quote_depth = self.pre_depth = 0
        self.grounds_unknown = False

    def open(self, tag: Tag) -> None:
        name = tag.name
        if name == "style":
            self._note_style_sheet(tag.raw)
            return
        if name in _BLOCKS or name in _CELLS or name == "br":
            self._break_before(name)
        if name in _VOID:
            if name == "hr":
                self.pieces.append("_" * 32)
                self._flush()
            return
        self._push(tag)
        if name == "li" and not self.stack[-1].invisible:
            self.pieces.append("• ")

    def _push(self, tag: Tag) -> None:
        parent = self.stack[-1]
        look, invisible, quote, pre = parent.look, parent.invisible, False, tag.name in {"pre", "listing"}
        if tag.raw and (attributes := tag.attributes()):
            look = apply_attributes(look, attributes)
            invisible = look.is_invisible
            if tag.name == "a":
                self._add_link(attributes.get("href", ""))
            quote = tag.name == "blockquote" and bool(
                _QUOTE.search(f"{attributes.get('type', '')} {attributes.get('class', '')[:200]}")
            )
            pre = pre or _PRESERVED.search(attributes.get("style", "")) is not None
        self.stack.append(_Element(tag.name, look, invisible, quote, pre))
        self.open_count[tag.name] = self.open_count.get(tag.name, 0) + 1
        self.quote_depth += quote
        self.pre_depth += pre

    def _break_before(self, name: str) -> None:
        for _ in range(4):
            if self.stack[-1].name not in _ENDS_ITSELF.get(name, {"p"} if name in _BLOCKS else ()):
                break
            self._pop()
        if name in _CELLS:
            if self.pieces and not self.pieces[-1].endswith(" "):
                self.pieces.append(" ")
        elif name == "br":
            self._flush(even_empty=True)
        else:
            self._flush()
            if name in _SPACED:
                self._add_blank()

    def close(self, name: str) -> None:
        if name == "br" or (name == "p" and not self.open_count.get("p")):
            self._flush(even_empty=True)
        elif self.open_count.get(name):
            is_block = name in _BLOCKS or name in _CELLS
            if not is_block and not self._is_near(name):
                return
            if is_block and name not in _CELLS:
                self._flush()
            while self._pop() != name:
                pass
            if name in _SPACED:
                self._add_blank()

    def _is_near(self, name: str) -> bool:
        """True where the inline element can be closed without closing a block: mailers nest them crosswise."""
        for element in self.stack[:-12:-1]:
            if element.name == name:
                return True
            if element.name in _BLOCKS or element.name in _CELLS:
                return False
        return False

    def _pop(self) -> str:
        element = self.stack.pop()
        self.open_count[element.name] -= 1
        self.quote_depth -= element.quote
        self.pre_depth -= element.pre
        return element.name

    def add_text(self, text: str) -> None:
        if self.stack[-1].invisible:
            self.hidden.append(text)
        elif self.pre_depth:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self.pieces.append(first)
            for line in others:
                self._flush(even_empty=True)
                self.pieces.append(line)
        else:
            words = text.split()
            if not words:
                if text and self.pieces and not self.pieces[-1].endswith(" "):
                    self.pieces.append(" ")
                return
            lead = " " if text[0].isspace() and self.pieces and not self.pieces[-1].endswith(" ") else ""
            self.pieces.append(lead + " ".join(words) + (" " if text[-1].isspace() else ""))

    def _flush(self, *, even_empty: bool = False) -> None:
        line = "".join(self.pieces).rstrip()
        self.pieces.clear()
        if line or even_empty:
            self.lines.append("> " * min(self.quote_depth, MAX_QUOTES) + line)

    def _add_blank(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * min(self.quote_depth, MAX_QUOTES))

    def _add_link(self, href: str) -> None:
        href = "".join(href[:2_000].split())
        if len(self.links) < self.max_links and _LINK.match(href):
            self.links.setdefault(clean_text(href))

    def _note_style_sheet(self, sheet: str) -> None:
        """A style sheet with backgrounds makes every ground unknown: white letters may stand on blue."""
        if "background" in sheet and not self.grounds_unknown:
            self.grounds_unknown = True
            for element in self.stack:
                if element.look.background == (255, 255, 255):
                    element.look = replace(element.look, background=None)
                    element.invisible = element.look.is_invisible

    def finish(self) -> HtmlText:
        self._flush()
        text = clean_text("\n".join(line.rstrip() for line in self.lines)).strip("\n")
        return HtmlText(text, tuple(self.links), self._hides(text))

    def _hides(self, visible: str) -> bool:
        """Text that is also shown elsewhere (a copy for narrow screens) is not counted as hidden."""
        seen = "".join(visible.split())
        total = 0
        for text in self.hidden[:2_000]:
            squeezed = "".join(clean_text(text[:5_000]).split()).replace("\u200c", "").replace("\u034f", "").replace("\u2007", "")
            if len(squeezed) > 2 and squeezed[:60] not in seen:
                total += len(squeezed)
                if total > MIN_HIDDEN:
                    return True
        return False
