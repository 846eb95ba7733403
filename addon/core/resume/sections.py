"""Headings and tokens of the resume as a document, per language."""

from __future__ import annotations

from addon.core.resume.data import any_of, phrase_list, read_tables, word_set
from addon.core.resume.fold import fold

_PREFIX = "heading "


def plain_heading(line: str) -> str:
    """Return a heading in the form the table is keyed by: folded words, hyphens and ampersands opened."""
    return " ".join(fold(line).replace("-", " ").replace("_", " ").replace("&", " and ").split())


HEADINGS: dict[str, str] = {
    plain_heading(phrase): title.removeprefix(_PREFIX)
    for title in read_tables("sections")
    if title.startswith(_PREFIX)
    for phrase in phrase_list("sections", title)
}
"""Plain heading -> section family."""

TITLE_LINES = frozenset(plain_heading(phrase) for phrase in phrase_list("sections", "title_lines"))
"""The line that names the document as a resume."""

PRESENT = any_of("sections", "present")
"""What stands for the end of a job that still runs; a regex alternation over folded text."""

DEGREES = word_set("sections", "degrees")
DEGREES_CJK = tuple(read_tables("sections")["degrees_cjk"].split())
"""Degrees and schools."""

PERSONAL = word_set("sections", "personal")
PERSONAL_CJK = tuple(read_tables("sections")["personal_cjk"].split())
"""Words of the personal data block: date of birth, nationality, marital status."""
