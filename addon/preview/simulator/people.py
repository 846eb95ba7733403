"""Correspondents as a table: each (name, addr-spec) once, found by address, domain or word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from addon.core.address import canonical_addr_spec

_WORD = re.compile(r"[\w&]+")


def fold(text: str) -> str:
    """Return text in the form in which searches compare it: NFKC, case folded."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters, digits, ``_`` and ``&`` in any script, folded."""
    return _WORD.findall(fold(text))


def sequence(parts: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds these words one after another in folded text."""
    return re.compile(r"(?<![\w&])" + r"[^\w&]+".join(re.escape(part) for part in parts) + r"(?![\w&])")


class People:
    """The table; a person is a number into ``rows`` of (name, addr-spec)."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._keys: list[str] = []
        self._by_key: dict[str, set[int]] = {}
        self._by_domain: dict[str, set[int]] = {}
        self._by_word: dict[str, set[int]] = {}

    def add(self, pairs: Iterable[tuple[str, str]]) -> tuple[int, ...]:
        """Return the numbers of these persons, entered where new."""
        return tuple([self._number(pair) for pair in pairs])

    def _number(self, pair: tuple[str, str]) -> int:
        number = self._numbers.get(pair)
        if number is None:
            number = self._numbers[pair] = len(self.rows)
            self.rows.append(pair)
        return number

    def _catch_up(self) -> None:
        for number in range(len(self._keys), len(self.rows)):
            name, spec = self.rows[number]
            key = canonical_addr_spec(spec)
            self._by_key.setdefault(key, set()).add(number)
            domain = key.rpartition("@")[2]
            while domain:
                self._by_domain.setdefault(domain, set()).add(number)
                domain = domain.partition(".")[2]
            for word in {*words(name), *words(spec)}:
                self._by_word.setdefault(word, set()).add(number)
            self._keys.append(key)

    def with_keys(self, specs: Iterable[str]) -> set[int]:
        """Persons with one of these addresses (compared in canonical form)."""
        self._catch_up()
        return set().union(*(self._by_key.get(canonical_addr_spec(spec), ()) for spec in specs))

    def matching(self, value: str, *, exact: bool = False) -> set[int]:
        """Return the persons an address search value means.

        ``a@b.c`` is one whole address; ``b.c`` or ``@b.c`` a domain with its subdomains, or those words one after another
        in a name or local part; else the words one after another in name or address. Without quotes a hyphenated value
        also matches its words joined.
        """
        self._catch_up()
        value = value.strip().strip("<>")
        local, at, domain = value.rpartition("@")
        if at and local and domain:
            return self.with_keys((value,))
        parts = words(value)
        if not parts:
            return set()
        if "." in domain.strip("."):
            found = set(self._by_domain.get(canonical_addr_spec(f"x@{domain.lstrip('.')}").rpartition("@")[2], ()))
            return found if at else found | self._with_words(parts, domains=False)
        found = self._with_words(parts, domains=True)
        if "-" in value and "--" not in value and not exact:
            found = found | self._with_words(words(value.replace("-", "")), domains=True)
        return found

    def _with_words(self, parts: list[str], *, domains: bool) -> set[int]:
        found = set.intersection(*(self._by_word.get(part, set()) for part in parts))
        if len(parts) == 1 and domains:
            return found
        pattern = sequence(parts)
        return {number for number in found if self._shows(number, pattern, domains=domains)}

    def _shows(self, number: int, pattern: re.Pattern[str], *, domains: bool) -> bool:
        name, spec = self.rows[number]
        address = spec if domains else spec.rpartition("@")[0]
        return bool(pattern.search(fold(name)) or pattern.search(fold(address)))
