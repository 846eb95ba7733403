"""Answering a parsed query from the index.

Only bare words may need message bodies; those are read newest first, and no more than :data:`MAX_BODIES` of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from addon.preview.simulator.index import Entry, Index
from addon.preview.simulator.labels import Labels
from addon.preview.simulator.people import fold, sequence, words
from addon.preview.simulator.query import ADDRESS, Node, Not, Term
from addon.preview.simulator.query import Any as AnyOf

MAX_BODIES = 5000
"""Messages whose body one bare word may read; older ones then count as no match."""

_ROLES = {
    "from": ("sender",),
    "to": ("to", "cc", "bcc"),
    "cc": ("cc",),
    "bcc": ("bcc",),
    "deliveredto": ("delivered",),
}
_CATEGORIES = {
    "social": "CATEGORY_SOCIAL",
    "promotions": "CATEGORY_PROMOTIONS",
    "updates": "CATEGORY_UPDATES",
    "forums": "CATEGORY_FORUMS",
    "primary": "CATEGORY_PERSONAL",
}
_SIZE = re.compile(r"(\d{1,15})([kKmMgG]?)[bB]?")
_AGE = re.compile(r"(\d{1,6})([dmy])")
_DAY = re.compile(r"(\d{1,4})([/-])(\d{1,2})\2(\d{1,4})")
_PACIFIC = dt.timezone(dt.timedelta(hours=-8))

Body = Callable[[int], str]
Files = Callable[[int], tuple[str, ...]]


class Searcher:
    """Evaluates one query; ``body`` and ``files`` read a message on demand, ``now`` is ms since the epoch."""

    def __init__(self, index: Index, labels: Labels, own: tuple[str, ...], now: int, body: Body, files: Files) -> None:
        self.index, self.labels, self.own = index, labels, own
        self.now, self.body, self.files = now, body, files

    def find(self, node: Node, within: set[int] | None = None) -> set[int]:
        """Return the numbers of the messages that satisfy ``node`` (of ``within``, when given)."""
        if isinstance(node, Term):
            return self._term(node, within)
        if isinstance(node, Not):
            base = self._all() if within is None else within
            return base - self.find(node.item, base)
        if isinstance(node, AnyOf):
            return set().union(*(self.find(item, within) for item in node.items))
        for item in sorted(node.items, key=_cost):
            within = self.find(item, within)
            if not within:
                break
        return self._all() if within is None else within

    def _all(self) -> set[int]:
        return set(self.index.entries)

    def _term(self, term: Term, within: set[int] | None) -> set[int]:
        if term.key in ADDRESS:
            return _cut(self._address(term), within)
        return _cut(_READERS[term.key](self, term, within), within)

    # --- addresses

    def _address(self, term: Term) -> set[int]:
        if term.key == "list":
            return self._list(term.value)
        people = self.index.people
        is_me = term.value.casefold() == "me"
        who = people.with_keys(self.own) if is_me else people.matching(term.value, exact=term.quoted)
        return self.index.with_people(_ROLES[term.key], who)

    def _list(self, value: str) -> set[int]:
        wanted = words(value)
        if not wanted:
            return set()
        pattern = sequence(wanted)
        return {n for n, entry in self.index.entries.items() if entry.list_id and pattern.search(fold(entry.list_id))}

    # --- words

    def _subject(self, term: Term, _within: set[int] | None) -> set[int]:
        return self._in_subject(words(term.value))

    def _in_subject(self, parts: list[str]) -> set[int]:
        found = set.intersection(*(self.index.with_subject_word(part) for part in parts)) if parts else set()
        if len(parts) < 2:
            return found
        pattern = sequence(parts)
        return {number for number in found if pattern.search(fold(self.index.entries[number].subject))}

    def _text(self, term: Term, within: set[int] | None) -> set[int]:
        parts = words(term.value)
        found = self._in_subject(parts)
        who = self.index.people.matching(term.value, exact=True)
        found = found | self.index.with_people(("sender", "to", "cc", "bcc"), who)
        rest = (self._all() if within is None else within) - found
        pattern = sequence(parts)
        for number in self.index.newest_first(rest)[:MAX_BODIES]:
            if pattern.search(fold(self.body(number))):
                found.add(number)
        return found

    def _rfc822msgid(self, term: Term, _within: set[int] | None) -> set[int]:
        return set(self.index.by_message_id.get(term.value.strip("<> "), ()))

    # --- labels and states

    def _label(self, term: Term, _within: set[int] | None) -> set[int]:
        label = self.labels.find(term.value)
        return set(self.index.labelled.get(label, ())) if label else set()

    def _in(self, term: Term, within: set[int] | None) -> set[int]:
        return self._all() if term.value.casefold() == "anywhere" else self._label(term, within)

    def _is(self, term: Term, within: set[int] | None) -> set[int]:
        if term.value.casefold() == "read":
            return (self._all() if within is None else within) - self.index.labelled.get("UNREAD", set())
        return self._label(term, within)

    def _category(self, term: Term, _within: set[int] | None) -> set[int]:
        name = term.value.casefold()
        found = set(self.index.labelled.get(_CATEGORIES.get(name, ""), ()))
        if name == "primary":  # Inbox mail in no other tab is in Primary
            others = (self.index.labelled.get(label, set()) for label in _CATEGORIES.values())
            found |= self.index.labelled.get("INBOX", set()).difference(*others)
        return found

    # --- attachments and size

    def _has(self, term: Term, within: set[int] | None) -> set[int]:
        base = self._all() if within is None else within
        kind = term.value.casefold()
        if kind == "attachment":
            return {number for number in base if self.files(number)}
        if kind in {"userlabels", "nouserlabels"}:
            labelled = set().union(*(found for label, found in self.index.labelled.items() if label.startswith("Label_")))
            return base & labelled if kind == "userlabels" else base - labelled
        return set()

    def _filename(self, term: Term, within: set[int] | None) -> set[int]:
        wanted = fold(term.value)
        pattern = sequence(words(wanted))
        base = self._all() if within is None else within
        return {n for n in base if any(pattern.search(fold(name)) for name in self.files(n))}

    def _larger(self, term: Term, within: set[int] | None) -> set[int]:
        limit = _bytes(term.value)
        return set() if limit is None else self._filter(within, lambda entry: entry.size > limit)

    def _smaller(self, term: Term, within: set[int] | None) -> set[int]:
        limit = _bytes(term.value)
        return set() if limit is None else self._filter(within, lambda entry: entry.size < limit)

    # --- dates

    def _after(self, term: Term, within: set[int] | None) -> set[int]:
        return self._dated(read_day(term.value), None, within)

    def _before(self, term: Term, within: set[int] | None) -> set[int]:
        return self._dated(None, read_day(term.value), within)

    def _newer_than(self, term: Term, within: set[int] | None) -> set[int]:
        return self._dated(read_age(term.value, self.now), None, within)

    def _older_than(self, term: Term, within: set[int] | None) -> set[int]:
        return self._dated(None, read_age(term.value, self.now), within)

    def _dated(self, low: int | None, high: int | None, within: set[int] | None) -> set[int]:
        if low is None and high is None:  # no date that can be read: Gmail finds nothing
            return set()
        if within is None or len(within) * 4 > len(self.index.by_date):
            return self.index.dated(low, high)
        return self._filter(within, lambda entry: (low is None or entry.date >= low) and (high is None or entry.date < high))

    def _filter(self, within: set[int] | None, keep: Callable[[Entry], bool]) -> set[int]:
        entries = self.index.entries
        return {number for number in (entries if within is None else within) if keep(entries[number])}


_READERS: dict[str, Callable[[Searcher, Term, set[int] | None], set[int]]] = {
    "text": Searcher._text,
    "subject": Searcher._subject,
    "rfc822msgid": Searcher._rfc822msgid,
    "label": Searcher._label,
    "in": Searcher._in,
    "is": Searcher._is,
    "category": Searcher._category,
    "has": Searcher._has,
    "filename": Searcher._filename,
    "larger": Searcher._larger,
    "size": Searcher._larger,
    "smaller": Searcher._smaller,
    "after": Searcher._after,
    "newer": Searcher._after,
    "before": Searcher._before,
    "older": Searcher._before,
    "newer_than": Searcher._newer_than,
    "older_than": Searcher._older_than,
}


def _cut(found: set[int], within: set[int] | None) -> set[int]:
    return found if within is None else found & within


_COSTS = {"after": 1, "before": 1, "newer": 1, "older": 1, "newer_than": 1, "older_than": 1, "larger": 2, "smaller": 2, "size": 2}


def _cost(node: Node) -> int:
    """Cheap conditions first, so that dear ones look at few messages."""
    if isinstance(node, Term):
        return {"text": 9, "has": 6, "filename": 6, "is": 2, "in": 1}.get(node.key, _COSTS.get(node.key, 0))
    if isinstance(node, Not):
        return max(3, _cost(node.item))
    return max((_cost(item) for item in node.items), default=0)


def _bytes(value: str) -> int | None:
    found = _SIZE.fullmatch(value.strip())
    return int(found[1]) * {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}[found[2].lower()] if found else None


def read_day(value: str) -> int | None:
    """Return the moment (ms) an ``after:`` or ``before:`` value names: epoch seconds, or midnight of a day.

    A day begins at midnight Pacific Standard Time, as Google says for the API
    (https://developers.google.com/workspace/gmail/api/guides/filtering). Orders read: year first, then month first.
    """
    value = value.rstrip("/.,:")
    if value.isascii() and value.isdigit():
        seconds = int(value) if len(value) < 13 else 0
        return seconds * 1000 if 0 < seconds <= 253402300800 else None
    found = _DAY.fullmatch(value)
    if not found:
        return None
    a, b, c = int(found[1]), int(found[3]), int(found[4])
    for year, month, day in [(a, b, c)] if a > 31 else [(c, a, b), (c, b, a)]:
        try:
            return int(dt.datetime(year if year >= 100 else year + 2000, month, day, tzinfo=_PACIFIC).timestamp() * 1000)
        except (ValueError, OverflowError):
            continue
    return None


def read_age(value: str, now: int) -> int | None:
    """Return the moment (ms) that lies ``3d``, ``2m`` or ``1y`` (calendar months and years) before ``now``."""
    found = _AGE.fullmatch(value.strip().casefold())
    if not found:
        return None
    count = int(found[1])
    if found[2] == "d":
        return now - count * 86_400_000
    moment = dt.datetime.fromtimestamp(now / 1000, dt.UTC)
    months = moment.year * 12 + moment.month - 1 - count * (12 if found[2] == "y" else 1)
    if months < 12:
        return 0
    day = min(moment.day, [31, 29 if months // 12 % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][months % 12])
    try:
        return int(moment.replace(year=months // 12, month=months % 12 + 1, day=day).timestamp() * 1000)
    except ValueError:  # 29 February of 1900
        return int(moment.replace(year=months // 12, month=months % 12 + 1, day=28).timestamp() * 1000)
