"""Lines of a CASES file: messages to judge, with the mailbox they arrived in."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_SHOWN = 60
_MBOX_START = b"From "


class BadCase(ValueError):
    """A line, or a file it names, cannot be judged; the text names the field, what stands there, and the fix."""


@dataclass(frozen=True)
class Case:
    """One message to judge. ``history`` is an mbox, or None where the mailbox holds no other mail."""

    case_id: str | None
    raw: bytes = field(repr=False)
    owner: tuple[str, ...]
    history: Path | None
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a CASES file that are not blank, without a byte order mark.

    Bytes that are not UTF-8 come as lone surrogates, which :func:`read_case` refuses. Raises OSError.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            text = line.removeprefix("\ufeff")
            if text.strip():
                yield number, text


def read_case(line: str, folder: Path) -> Case:
    """Return the case on one line; paths are relative to ``folder``. Raises BadCase."""
    record = read_record(line)
    history = record.get("history")
    if history is not None and not isinstance(history, str):
        raise BadCase(f"history: must be the path of an mbox, or null where there is no other mail; it is {shown(history)}")
    return Case(
        case_id=read_id(record),
        raw=_raw(record, folder),
        owner=_owner(record.get("owner")),
        history=None if history is None else _existing(folder, history, "history"),
        record=record,
    )


def read_record(line: str) -> Mapping[str, Any]:
    """Return the JSON object on one line. Raises BadCase."""
    if any("\ud800" <= letter <= "\udfff" for letter in line):
        raise BadCase("the line is not UTF-8 text: save the file as UTF-8")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadCase(f"the line is not JSON: {error}") from None
    if not isinstance(record, dict):
        raise BadCase(f'a case must be an object such as {{"id": ..., "eml": ..., "owner": [...]}}; it is {shown(record)}')
    return record


def read_id(record: Mapping[str, Any]) -> str | None:
    """Return the case's id as text that can be printed, None where it has none. Raises BadCase."""
    value = record.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadCase(f"id: must be a string or a number; it is {shown(value)}")
    return one_line(str(value))


def id_of(line: str) -> str | None:
    """Return the id on a line that may be broken, as far as one can be read. Never raises."""
    try:
        return read_id(read_record(line))
    except BadCase:
        return None


def check_mbox(path: Path, name: str) -> None:
    """Raise BadCase where a file holds something and is no mbox: its first line must begin with "From " (RFC 4155)."""
    with path.open("rb") as file:
        start = file.read(len(_MBOX_START))
    if start and start != _MBOX_START:
        raise BadCase(f'{name}: {one_line(path.name)} is no mbox: the first line of one begins with "From "')


def check_message(raw: bytes, name: str) -> None:
    """Raise BadCase where there is no message at all."""
    if not raw:
        raise BadCase(f"{one_line(name)} is empty: it should hold one mail, its headers, an empty line and its body")


def shown(value: Any) -> str:
    """Return a value of a case as JSON on one short line, for a message about it."""
    text = one_line(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."


def one_line(text: str) -> str:
    """Return text safe for a terminal and a table: what cannot be printed (escapes, line ends, lone surrogates) is a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _raw(record: Mapping[str, Any], folder: Path) -> bytes:
    given = [name for name in ("eml", "raw", "raw_base64") if record.get(name) is not None]
    if len(given) != 1:
        raise BadCase(f"give the message as exactly one of eml, raw, raw_base64; there is {' and '.join(given) or 'none'}")
    name = given[0]
    value = record[name]
    if not isinstance(value, str):
        raise BadCase(f"{name}: must be a string; it is {shown(value)}")
    raw = _decoded(name, value, folder)
    check_message(raw, f"{name}: {value}" if name == "eml" else f"{name}: the message")
    return raw


def _decoded(name: str, value: str, folder: Path) -> bytes:
    if name == "eml":
        return _existing(folder, value, "eml").read_bytes()
    if name == "raw":
        try:
            return value.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raise BadCase("raw: holds half of a surrogate pair; give such a message as raw_base64") from None
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:  # binascii.Error, or letters outside ASCII
        raise BadCase(f"raw_base64: not valid base64; it is {shown(value)}") from None


def _owner(value: Any) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not given or not all(isinstance(item, str) and "@" in item for item in given):
        raise BadCase(f'owner: must be a list of addresses, the mailbox first, such as ["ann@example.com"]; it is {shown(value)}')
    return tuple(given)


def _existing(folder: Path, value: str, name: str) -> Path:
    path = folder / value
    if path.is_dir():
        raise BadCase(f"{name}: {shown(value)} is a folder, not a file")
    if not path.is_file():
        raise BadCase(f"{name}: there is no file {shown(value)} in {one_line(str(folder))}")
    return path
