"""What is remembered about drafts: ties and marks in the store, and for some minutes in this process what was just found.

A lost or slow store never costs the owner a card: reading falls back to knowing nothing, and keeping says whether it worked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from addon.core.address import Address
from addon.core.relationship import Flag, Level, Relationship
from addon.errors import StoreUnavailable
from addon.store import CorrespondentRecord, Store

KEPT_MS = 10 * 60 * 1000
KEPT = 64
"""Drafts this process keeps for the click that follows: for ten minutes, at most so many. They hold text, so nowhere else."""

DECLARED_ALONE = 20
"""Beyond so many people all declarations are read."""

T = TypeVar("T")


class DraftMemory:
    """One owner's view of the store while they write."""

    def __init__(self, store: Store, owner_id: str, now: int) -> None:
        """``owner_id`` is the verified ``sub``, or "" where Google named nobody: then nothing is remembered."""
        self._store = store
        self._owner_id = owner_id
        self._now = now

    def known_ties(self, people: Sequence[Address]) -> dict[str, Relationship]:
        """Return the remembered ties with those of ``people`` who know the owner, by addr_key; strangers are asked about anew."""
        keys = [each.key for each in people]
        if not self._owner_id or not keys:
            return {}
        try:
            records = self._store.recall_correspondents(self._owner_id, keys)
        except StoreUnavailable:
            return {}
        return {key: record.relationship for key, record in records.items() if record.relationship.level.is_known}

    def declared(self, people: Sequence[Address]) -> frozenset[str]:
        """Return the keys of those of ``people`` whom the owner says they know."""
        if not self._owner_id or not people:
            return frozenset()
        try:
            # What the owner told is a short list; asking for a crowd by name would cost more.
            keys = None if len(people) > DECLARED_ALONE else [each.key for each in people]
            return frozenset(self._store.declarations(self._owner_id, keys))
        except StoreUnavailable:
            return frozenset()

    def keep_ties(self, people: Sequence[Address], ties: Mapping[str, Relationship]) -> None:
        """Remember the ties found. Of people never in touch nothing is kept: their names would be all there is to it."""
        records = {
            each.key: CorrespondentRecord(relationship=tie, display=each.addr_spec, checked_ms=self._now)
            for each in people
            if (tie := ties.get(each.key)) is not None
            and tie.level not in {Level.UNKNOWN, Level.NONE}
            and Flag.INCOMPLETE not in tie.flags
        }
        if not self._owner_id or not records:
            return
        try:
            self._store.remember_correspondents(self._owner_id, records)
        except StoreUnavailable:
            return

    def is_marked(self, mark: str) -> bool:
        """True where ``mark`` was set; False also where the store cannot tell."""
        if not self._owner_id:
            return False
        try:
            return self._store.is_dismissed(self._owner_id, mark)
        except StoreUnavailable:
            return False

    def mark(self, mark: str) -> bool:
        """Set ``mark``; False where it could not be kept."""
        if not self._owner_id:
            return False
        try:
            self._store.dismiss(self._owner_id, mark, self._now)
        except StoreUnavailable:
            return False
        return True

    def unmark(self, mark: str) -> bool:
        """Take ``mark`` back; False where it was not set or the store is lost."""
        if not self._owner_id:
            return False
        try:
            return self._store.undismiss(self._owner_id, mark)
        except StoreUnavailable:
            return False


class RecentDrafts(Generic[T]):
    """What this process found last, by owner and draft. Thread-safe; nothing crosses owners."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], tuple[int, T]] = OrderedDict()

    def find(self, key: tuple[str, ...], now: int) -> T | None:
        """Return what was kept under ``key`` within the last ten minutes (``now`` in ms since the epoch), or None."""
        with self._lock:
            kept = self._kept.get(key)
            return kept[1] if kept is not None and 0 <= now - kept[0] <= KEPT_MS else None

    def keep(self, key: tuple[str, ...], value: T, now: int) -> None:
        """Keep ``value``; one without an owner (an empty first part of ``key``) is not kept."""
        if not key[0]:
            return
        with self._lock:
            self._kept[key] = (now, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def forget(self, owner_id: str) -> None:
        """Drop everything kept for one owner."""
        with self._lock:
            for key in [key for key in self._kept if key[0] == owner_id]:
                del self._kept[key]
