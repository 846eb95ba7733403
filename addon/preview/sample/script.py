"""Reads the sample's text files: people, conversations, papers, and the expected judgements.

A conversation file is written to be read by people::

    === asa -> me | 2026-11-02 18:04
    subject: Soup
    attach: pdf menu as Menu.pdf

    The letter's text.

    === me -> asa | 2026-11-02 19:10

    The answer; without a subject it answers the letter above it.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from addon.preview.sample.shapes import Entry, Expected, Person

_HEAD = re.compile(r"=== (.+?) -> (.+?) \| (\d{4}-\d\d-\d\d \d\d:\d\d)")
_OPTION = re.compile(r"([+A-Za-z-]+): (.*)")
_TEXTS = resources.files("addon.preview.sample") / "texts"


def read_people() -> dict[str, Person]:
    """Return everybody who writes more than once, by the short name the conversations use."""
    return {key: Person(**fields) for key, fields in tomllib.loads(_read("people.toml")).items()}


def read_expected() -> dict[str, Expected]:
    """Return what should be said of each specimen, by slug."""
    table = tomllib.loads(_read("expected.toml"))
    return {slug: Expected(row["level"], frozenset(row["verdicts"]), row["why"]) for slug, row in table.items()}


def read_paper(name: str) -> str:
    """Return the text of one attachment, in the small markup of :mod:`addon.preview.sample.papers`."""
    return _read(f"papers/{name}.txt")


def read_entries() -> list[tuple[str, list[Entry]]]:
    """Return each conversation file's name with its letters, in the order of the files' names."""
    files = sorted((_TEXTS / "mail").iterdir(), key=lambda file: file.name)
    return [
        (file.name.removesuffix(".txt"), parse_entries(file.read_text("utf-8"))) for file in files if file.name.endswith(".txt")
    ]


def parse_entries(text: str) -> list[Entry]:
    """Return the letters of one conversation file. Raises ValueError, naming the line, where a head cannot be read."""
    blocks = re.split(r"^(?==== )", text, flags=re.MULTILINE)[1:]
    return [_parse_entry(block) for block in blocks]


def _parse_entry(block: str) -> Entry:
    head, _, rest = block.partition("\n")
    match = _HEAD.fullmatch(head)
    if not match:
        raise ValueError(f"not the head of a letter: {head}")
    sender, to, at = match.groups()
    above, _, body = rest.partition("\n\n") if not rest.startswith("\n") else ("", "", rest[1:])
    options: dict[str, tuple[str, ...]] = {}
    for line in above.splitlines():
        option = _OPTION.fullmatch(line)
        if not option:
            raise ValueError(f"not an option of the letter {head}: {line}")
        key, value = option.groups()
        options[key] = (*options.get(key, ()), value)
    return Entry(sender, tuple(part.strip() for part in to.split(",")), at, body.strip("\n"), options)


def _read(path: str) -> str:
    return _TEXTS.joinpath(path).read_text("utf-8")
