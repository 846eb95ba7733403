"""The one reader of this package's data files: word tables as text, weights as JSON. Read once, never written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from addon.core.resume.fold import fold


@cache
def read_tables(name: str) -> Mapping[str, str]:
    """Return the blocks of ``name``.txt: what stands below each ``[title]``, comment lines left out. Raises OSError if absent."""
    blocks: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _read(f"{name}.txt").split("\n"):
        if line.startswith("[") and line.endswith("]"):
            lines = blocks.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {title: "\n".join(body) for title, body in blocks.items()}


def word_set(table: str, title: str) -> frozenset[str]:
    """Return the folded words of a block, parted by spaces and line ends."""
    return frozenset(fold(read_tables(table)[title]).split())


def phrase_list(table: str, title: str) -> list[str]:
    """Return the phrases of a block as written, parted by ``|`` and line ends."""
    return [phrase.strip() for phrase in read_tables(table)[title].replace("\n", "|").split("|") if phrase.strip()]


def any_of(table: str, title: str) -> str:
    """Return a regex alternation of the folded phrases of a block, taken literally."""
    return "|".join(re.escape(fold(phrase)) for phrase in phrase_list(table, title))


def read_weights() -> Mapping[str, Mapping[str, object]]:
    """Return the content of ``weights.json``. Raises OSError if absent, ValueError if malformed."""
    content: Mapping[str, Mapping[str, object]] = json.loads(_read("weights.json"))
    return content


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
