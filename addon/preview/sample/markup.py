"""The small markup of the sample's papers.

``# `` is the title, ``## `` a heading, ``* `` a bold line, ``- `` a bullet, ``~~~`` alone a new page; all else is plain text.
"""

from __future__ import annotations

from dataclasses import dataclass

_MARKS = {"# ": "title", "## ": "heading", "* ": "strong", "- ": "bullet"}


@dataclass(frozen=True)
class Line:
    """One line of a paper; ``style`` is title, heading, strong, bullet or text. ``new_page`` starts a page before it."""

    style: str
    text: str
    new_page: bool = False


def parse_lines(text: str) -> list[Line]:
    """Return the lines of a paper, blank ones left out."""
    lines: list[Line] = []
    new_page = False
    for raw in text.splitlines():
        if raw == "~~~":
            new_page = True
        elif raw.strip():
            mark = next((mark for mark in _MARKS if raw.startswith(mark)), "")
            lines.append(Line(_MARKS.get(mark, "text"), raw[len(mark) :], new_page))
            new_page = False
    return lines
