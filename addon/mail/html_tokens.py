"""HTML as a stream of tokens, in linear time on any input.

Tree builders were measured first: 120,000 nested ``<div>`` or one tag with 50,000 attributes keep the fastest of them busy for
seconds. To read a mail no tree is needed, only which elements are open, so this is a scanner that never looks twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ATTRIBUTE_CHARS = 8_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_SIMPLE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40})([^<>\"']*)>")  # most tags: no quoted attribute
_REST = re.compile(r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?|["'=/<>]""")
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xmp", "noframes", "iframe", "noembed"})


@dataclass(slots=True)
class Tag:
    """One start or end tag; ``raw`` is the uncut text of its attributes."""

    name: str
    is_end: bool
    raw: str = ""

    def attributes(self) -> dict[str, str]:
        """Attribute values by lower-case name, references decoded; the first of doubles wins, as in browsers."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.raw[:MAX_ATTRIBUTE_CHARS]):
            if match[1]:
                value = match[2] or match[3] or match[4] or ""
                found.setdefault(match[1].casefold(), html.unescape(value) if "&" in value else value)
        return found


def tokenise(source: str) -> Iterator[Tag | str]:
    """Yield tags and pieces of text (references decoded); comments, declarations, scripts and style sheets are left out.

    A style sheet is yielded as a start tag ``style`` whose ``raw`` is its text.
    """
    position, length = 0, len(source)
    scanner = _Scanner(source)
    while position < length:
        opening = source.find("<", position)
        if opening < 0:
            yield _decode(source[position:])
            return
        if opening > position:
            yield _decode(source[position:opening])
        token, position = scanner.read_markup(opening)
        if token is not None:
            yield token


def _decode(text: str) -> str:
    return html.unescape(text) if "&" in text else text


class _Scanner:
    """Remembers what the rest of the text cannot contain, so that a missing end is searched for only once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.quotes_close = self.comments_close = self.tags_close = True
        self.unclosed: set[str] = set()

    def read_markup(self, start: int) -> tuple[Tag | str | None, int]:
        """Token at the ``<`` at ``start`` (None = nothing to show) and the position behind it."""
        source = self.source
        match = _SIMPLE.match(source, start)
        if match is not None:
            return self._make_tag(match[1], match[2], match[3], match.end())
        if source.startswith("<!--", start):
            return self._skip_comment(start)
        match = _TAG.match(source, start)
        if match is None:
            if source[start + 1 : start + 2] in {"!", "?", "/"}:
                end = self._find_close(start)
                return (None, end) if end else ("<", start + 1)
            return "<", start + 1
        end = self._find_tag_end(match.end())
        if not end:
            return "<", start + 1
        return self._make_tag(match[1], match[2], source[match.end() : end - 1], end)

    def _make_tag(self, slash: str, name: str, raw: str, end: int) -> tuple[Tag | str | None, int]:
        name = name.casefold()
        tag = Tag(name, slash == "/", raw.strip())
        if name in _RAW_TEXT and not tag.is_end and not tag.raw.endswith("/"):
            return self._skip_raw_text(name, end)
        return tag, end

    def _skip_comment(self, start: int) -> tuple[Tag | str | None, int]:
        if self.comments_close:
            end = self.source.find("-->", start + 2)
            if end >= 0:
                return None, end + 3
            self.comments_close = False
        end = self._find_close(start)
        return None, end or start + 4

    def _find_close(self, start: int) -> int:
        if not self.tags_close:
            return 0
        end = self.source.find(">", start)
        self.tags_close = end >= 0
        return end + 1

    def _find_tag_end(self, start: int) -> int:
        if self.quotes_close and self.tags_close:
            match = _REST.match(self.source, start)
            if match:
                return match.end()
            self.quotes_close = False
        return self._find_close(start)

    def _skip_raw_text(self, name: str, start: int) -> tuple[Tag | str | None, int]:
        if name in self.unclosed:
            return None, start
        closing = re.compile(rf"</{name}[^>]{{0,200}}>", re.IGNORECASE).search(self.source, start)
        if closing is None:
            self.unclosed.add(name)
            return None, start
        content = self.source[start : closing.start()]
        if name in {"textarea", "xmp"}:
            return _decode(content), closing.end()
        return (Tag("style", is_end=False, raw=content[:100_000]) if name == "style" else None), closing.end()
