"""The messages of a mailbox and the look-up tables over them. Tables are built when first asked for and then kept up."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from addon.preview.simulator.people import People, words

ROLES = ("sender", "to", "cc", "bcc", "delivered")


@dataclass(slots=True)
class Entry:
    """One message of the index. ``raw`` is None where the bytes stay in the mbox file (``start``, ``length``)."""

    gmail_id: str
    thread_id: str
    date: int
    labels: frozenset[str]
    subject: str
    message_id: str
    sender: tuple[int, ...]
    to: tuple[int, ...]
    cc: tuple[int, ...]
    bcc: tuple[int, ...]
    delivered: tuple[int, ...]
    list_id: str
    size: int
    history_id: int
    files: tuple[str, ...] | None = None
    raw: bytes | None = None
    start: int = 0
    length: int = 0


class Index:
    """Entries by number (never reused) with tables by id, thread, label, person, subject word, and date."""

    def __init__(self) -> None:
        self.people = People()
        self.entries: dict[int, Entry] = {}
        self.by_id: dict[str, int] = {}
        self.threads: dict[str, list[int]] = {}
        self.labelled: dict[str, set[int]] = {}
        self.by_message_id: dict[str, list[int]] = {}
        self.by_date: list[tuple[int, int]] = []
        self.version = 0
        self._next = 0
        self._roles: dict[str, dict[int, array[int]]] = {role: {} for role in ROLES}
        self._subjects: dict[str, array[int]] = {}
        self._indexed = dict.fromkeys((*ROLES, "subject"), 0)

    def fill(self, entries: Iterable[Entry]) -> None:
        """Take in many entries at once."""
        for entry in entries:
            self._enter(entry)
        self.by_date = sorted((entry.date, number) for number, entry in self.entries.items())

    def add(self, entry: Entry) -> int:
        """Take in one entry and return its number."""
        number = self._enter(entry)
        bisect.insort(self.by_date, (entry.date, number))
        return number

    def _enter(self, entry: Entry) -> int:
        number = self._next
        self._next += 1
        self.version += 1
        self.entries[number] = entry
        self.by_id[entry.gmail_id] = number
        self.threads.setdefault(entry.thread_id, []).append(number)
        for label in entry.labels:
            self.labelled.setdefault(label, set()).add(number)
        if entry.message_id:
            self.by_message_id.setdefault(entry.message_id, []).append(number)
        return number

    def remove(self, number: int) -> None:
        """Forget an entry; look-up tables that still name its number are cleaned by :meth:`alive`."""
        entry = self.entries.pop(number)
        self.version += 1
        del self.by_id[entry.gmail_id]
        self.by_date.remove((entry.date, number))
        _drop(self.threads, entry.thread_id, number)
        _drop(self.by_message_id, entry.message_id, number)
        for label in entry.labels:
            self.labelled[label].discard(number)

    def relabel(self, number: int, labels: frozenset[str]) -> None:
        """Give an entry other labels."""
        entry = self.entries[number]
        for label in entry.labels - labels:
            self.labelled[label].discard(number)
        for label in labels - entry.labels:
            self.labelled.setdefault(label, set()).add(number)
        entry.labels = labels
        self.version += 1

    def warm(self) -> None:
        """Build every table now, so that the first search is as quick as the next."""
        for role in ROLES:
            self._role(role)
        self.people.matching("a")
        self.with_subject_word("")

    def alive(self, numbers: set[int]) -> set[int]:
        """Return those numbers that still stand for a message."""
        if len(self.entries) == self._next:
            return numbers
        return {number for number in numbers if number in self.entries}

    def with_people(self, roles: Iterable[str], people: set[int]) -> set[int]:
        """Messages in which one of these persons stands in one of these roles."""
        found: set[int] = set()
        for role in roles:
            table = self._role(role)
            for person in people:
                if person in table:
                    found.update(table[person])
        return self.alive(found)

    def _role(self, role: str) -> dict[int, array[int]]:
        table = self._roles[role]
        for number, entry in self._new(role):
            for person in getattr(entry, role):
                table.setdefault(person, array("i")).append(number)
        return table

    def with_subject_word(self, word: str) -> set[int]:
        """Messages whose subject holds this (folded) word."""
        table = self._subjects
        for number, entry in self._new("subject"):
            for each in set(words(entry.subject)):
                table.setdefault(each, array("i")).append(number)
        return self.alive(set(table.get(word, ())))

    def _new(self, table: str) -> Iterator[tuple[int, Entry]]:
        first, self._indexed[table] = self._indexed[table], self._next
        for number in range(first, self._next):
            if number in self.entries:
                yield number, self.entries[number]

    def dated(self, low: int | None, high: int | None) -> set[int]:
        """Messages with low <= internalDate < high (ms)."""
        first = 0 if low is None else bisect.bisect_left(self.by_date, (low, -1))
        last = len(self.by_date) if high is None else bisect.bisect_left(self.by_date, (high, -1))
        return {number for _, number in self.by_date[first:last]}

    def newest_first(self, numbers: set[int]) -> list[int]:
        """Return the numbers ordered by internalDate, newest first."""
        if len(numbers) * 8 > len(self.by_date):
            return [number for _, number in reversed(self.by_date) if number in numbers]
        entries = self.entries
        return sorted(numbers, key=lambda number: (entries[number].date, number), reverse=True)


def _drop(table: dict[str, list[int]], key: str, number: int) -> None:
    if number in table.get(key, ()):
        table[key].remove(number)
        if not table[key]:
            del table[key]
