"""What is remembered about drafts: ties and marks in the store, and for some minutes in this process what was just found.

A lost or slow store never costs the owner a card: reading falls back to knowing nothing, and keeping says whether it worked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from addon.core.address import Address
from addon.core.relationship import Flag, Relationship
from addon.errors import StoreUnavailable
from addon.handlers.recent import RecentlyFound
from addon.mail import organisation_of
from addon.store import CorrespondentRecord, Store

KEPT_MS = 10 * 60 * 1000
KEPT = 64
"""Drafts this process keeps for the click that follows: for ten minutes, at most so many. They hold text, so nowhere else."""

DECLARED_ALONE = 20
"""Beyond so many people all declarations are read."""

MAX_ACQUAINTANCES = 200
"""Remembered people looked at for an introduction: a few milliseconds."""

T = TypeVar("T")


class DraftMemory:
    """One owner's view of the store while they write."""

    def __init__(self, store: Store, owner_id: str, now: int) -> None:
        """``owner_id`` is the verified ``sub``, or "" where Google named nobody: then nothing is remembered."""
        self._store = store
        self._owner_id = owner_id
        self._now = now

    @property
    def now(self) -> int:
        """The time of the event, in ms since the epoch."""
        return self._now

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

    def acquaintances(self) -> tuple[Address, ...]:
        """Return the people who know the owner and were looked up last, at most 200; each is unsealed to be read."""
        if not self._owner_id:
            return ()
        try:
            records = self._store.recent_acquaintances(self._owner_id, MAX_ACQUAINTANCES)
        except StoreUnavailable:
            return ()
        return tuple(
            Address(record.display or key, "", organisation_of(key.rpartition("@")[2])) for key, record in records.items()
        )

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
        """Remember the ties found with people who know the owner: the others are asked about anew by every draft.

        And a letter of theirs deserves more than a draft's look: remembered strangers are asked fewer questions (gather).
        """
        records = {
            key: CorrespondentRecord(relationship=tie, display=each.addr_spec, checked_ms=self._now)
            for each in people
            if (tie := ties.get(key := each.key)) is not None and tie.level.is_known and Flag.INCOMPLETE not in tie.flags
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


class RecentDrafts(RecentlyFound[T]):
    """What was found about drafts, for the click that follows."""

    def __init__(self) -> None:
        super().__init__(KEPT, KEPT_MS)
