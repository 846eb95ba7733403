"""Reads fields of a JSON object that a stranger may have written: each by type, each capped, each failure naming its field."""

from __future__ import annotations

import re
from typing import Final

from addon.errors import BadEvent

MAX_TOKEN: Final = 4096  # Google's access tokens take up to 2,048 bytes
MAX_LIST: Final = 5000
MAX_ENTRY: Final = 1000  # characters of one recipient: a display name and a 254-character address
MAX_FIELDS: Final = 100
_MAX_NAME: Final = 200

_TOKEN: Final = re.compile(r"[!-~]*")
_GMAIL_ID: Final = re.compile(r"[A-Za-z0-9_:-]{1,64}")


class UntrustedObject:
    """One JSON object inside an event, with the dotted path that errors name; a missing object reads as an empty one."""

    def __init__(self, value: object, path: str) -> None:
        """Raises BadEvent where ``value`` is neither an object nor missing."""
        if value is not None and not isinstance(value, dict):
            raise BadEvent(path or "body", "is not an object")
        self._fields: dict[str, object] = value or {}
        self._path = path

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def child(self, name: str) -> UntrustedObject:
        """Return the object in field ``name``."""
        return UntrustedObject(self._fields.get(name), self._at(name))

    def names(self) -> list[str]:
        """Return the keys of a map whose keys are free: at most 100, short."""
        if len(self._fields) > MAX_FIELDS or any(len(name) > _MAX_NAME for name in self._fields):
            raise BadEvent(self._path, "has too many fields or too long names")
        return list(self._fields)

    def entry(self, name: str) -> UntrustedObject:
        """Return the object under the free key ``name``, which errors do not quote."""
        return UntrustedObject(self._fields.get(name), self._at("*"))

    def entry_text(self, name: str, longest: int) -> str:
        """Return the text under the free key ``name``, which errors do not quote; "" where it is null."""
        value = self._fields.get(name)
        return "" if value is None else _text(value, self._at("*"), longest, cut=False)

    def text(self, name: str, longest: int, *, cut: bool = False) -> str | None:
        """Return the text in field ``name``, None where it is missing; one over ``longest`` is ``cut`` or refused."""
        value = self._fields.get(name)
        return None if value is None else _text(value, self._at(name), longest, cut=cut)

    def texts(self, name: str, most: int = MAX_LIST, longest: int = MAX_ENTRY) -> tuple[str, ...] | None:
        """Return the list of texts in field ``name``, cut to ``most``, each cut to ``longest``; None where it is missing."""
        values = self._fields.get(name)
        if values is None:
            return None
        if not isinstance(values, list):
            raise BadEvent(self._at(name), "is not a list")
        return tuple(_text(value, f"{self._at(name)}[]", longest, cut=True) for value in values[:most])

    def token(self, name: str) -> str:
        """Return the bearer token in field ``name``, "" where it is missing."""
        value = self.text(name, MAX_TOKEN) or ""
        if not _TOKEN.fullmatch(value):  # it becomes a header: no blanks, no line ends, ASCII only
            raise BadEvent(self._at(name), "is not a token")
        return value

    def gmail_id(self, name: str) -> str:
        """Return the id in field ``name`` as sent, "" where it is missing."""
        value = self.text(name, MAX_ENTRY) or ""
        if value and not _GMAIL_ID.fullmatch(value):  # it becomes part of a URL
            raise BadEvent(self._at(name), "is not a Gmail id")
        return value

    def word(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return the text in field ``name``, a nicety: whatever is not of the ``pattern`` reads as missing."""
        value = self._fields.get(name)
        return value if isinstance(value, str) and pattern.fullmatch(value) else ""

    def integer(self, name: str) -> int | None:
        """Return the int64 in field ``name``, which Google writes as a number or as a string; None where it is missing."""
        value = self._fields.get(name)
        if value is None:
            return None
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
            return value
        raise BadEvent(self._at(name), "is not a whole number")


def _text(value: object, path: str, longest: int, *, cut: bool) -> str:
    if not isinstance(value, str):
        raise BadEvent(path, "is not a string")
    if len(value) > longest:
        if not cut:
            raise BadEvent(path, "is too long")
        value = value[:longest]
    if "\0" in value or not value.isascii():
        # Half a surrogate pair cannot be encoded, a NUL cannot be stored: neither may surface later.
        value = value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return value
