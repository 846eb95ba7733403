"""Lines of a CASES file: messages to judge, with the mailbox they arrived in."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class BadCase(ValueError):
    """A line cannot be judged; the text names the field and the fix."""


@dataclass(frozen=True)
class Case:
    """One message to judge. ``history`` is an mbox, or None where the mailbox holds no other mail."""

    case_id: str | None
    raw: bytes = field(repr=False)
    owner: tuple[str, ...]
    history: Path | None
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a CASES file that are not blank."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line


def read_case(line: str, folder: Path) -> Case:
    """Return the case on one line; paths are relative to ``folder``. Raises BadCase."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadCase(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise BadCase('a case must be an object such as {"id": ..., "eml": ..., "owner": [...]}')
    case_id = record.get("id")
    history = record.get("history")
    if history is not None and not isinstance(history, str):
        raise BadCase("history: must be the path of an mbox, or null")
    return Case(
        case_id=None if case_id is None else str(case_id),
        raw=_raw(record, folder),
        owner=_owner(record.get("owner")),
        history=None if history is None else _existing(folder / history, "history"),
        record=record,
    )


def _raw(record: Mapping[str, Any], folder: Path) -> bytes:
    given = [name for name in ("eml", "raw", "raw_base64") if record.get(name) is not None]
    if len(given) != 1:
        raise BadCase("give the message as exactly one of eml, raw, raw_base64")
    name = given[0]
    value = record[name]
    if not isinstance(value, str):
        raise BadCase(f"{name}: must be a string")
    if name == "eml":
        return _existing(folder / value, "eml").read_bytes()
    if name == "raw":
        return value.encode("utf-8", "surrogateescape")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        raise BadCase("raw_base64: not valid base64") from None


def _owner(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and "@" in item for item in value):
        raise BadCase("owner: must be a list of addresses, the mailbox first")
    return tuple(value)


def _existing(path: Path, name: str) -> Path:
    if not path.is_file():
        raise BadCase(f"{name}: there is no file {path.name}")
    return path
