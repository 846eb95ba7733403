"""What is remembered between events: in the store, a handful of numbers per correspondent; in this process, the last cards.

A lost or slow store never costs the owner a card: every method falls back to knowing nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from addon.core.address import Owner
from addon.core.assessment import Assessment
from addon.core.exchange import DAY_MS, Exchange
from addon.core.message import Message
from addon.core.relationship import Flag, Level, Relationship
from addon.errors import StoreUnavailable
from addon.handlers.reading import Visit
from addon.handlers.recent import RecentlyFound
from addon.store import CorrespondentRecord, Declaration, OwnerRecord, Store

ALIASES_LAST_MS = 7 * DAY_MS
"""How long remembered send-as addresses are believed, in ms."""

MAX_RECIPIENTS = 60
"""People in To and Cc who are looked up in the store."""

RECENT_LASTS_MS = 60 * 60 * 1000
RECENT_SIZE = 256
RECENT_MAX_ATTACHMENT = 64 * 1024
"""Assessments this process keeps: for an hour, at most so many. They hold mail text, so they never leave memory."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Memory:
    """What the store remembers of a sender: enough to skip the questions whose answers do not change.

    ``known_recipients`` are the keys of those in To and Cc whom the owner is remembered to know. Never all whom they know.
    """

    relationship: Relationship | None = None
    declared: bool = False
    dates: dict[str, int] = field(default_factory=dict)  # exact internal dates (ms) by gmail_id
    known_recipients: frozenset[str] = frozenset()


class Remembrance:
    """One owner's view of the store during one event."""

    def __init__(self, store: Store, owner_id: str, now: int) -> None:
        """``owner_id`` is the verified ``sub``, or "" where Google named nobody: then nothing is remembered."""
        self._store = store
        self._owner_id = owner_id
        self._now = now
        self._owner: OwnerRecord | None = None

    def owner(self) -> OwnerRecord:
        """Return what is known of the owner, without addresses that were read too long ago."""
        if self._owner is None:
            self._owner = self._try(lambda: self._store.owner_record(self._owner_id), OwnerRecord())
        record = self._owner
        if self._now - record.aliases_checked_ms > ALIASES_LAST_MS:
            return replace(record, aliases=(), display_names=())
        return record

    def owner_addresses(self) -> Owner:
        """Return the owner's remembered addresses and names; an empty Owner where Gmail must be asked."""
        record = self.owner()
        return Owner(record.aliases, record.display_names)

    def keep_owner(self, owner: Owner) -> None:
        """Remember the owner's addresses, so that the next card need not ask for them."""

        def keep() -> None:
            self._change_owner(aliases=owner.addr_specs, display_names=owner.display_names, aliases_checked_ms=self._now)

        self._try(keep, None)

    def set_hiring(self, *, hiring: bool) -> None:
        """Turn hiring mode on or off. Raises StoreUnavailable: the owner must know when a setting was not kept."""
        self._change_owner(hiring=hiring)

    def _change_owner(self, **fields: Any) -> None:
        # Read anew: another event may have changed another field while this one waited for Gmail.
        changed = replace(self._store.owner_record(self._owner_id), **fields)
        self._store.save_owner(self._owner_id, changed)
        self._owner = changed

    def forget(self) -> None:
        """Delete everything kept for the owner, in one transaction. Raises StoreUnavailable: a promise not kept must be told."""
        self._owner = None
        self._store.forget_owner(self._owner_id)

    def sender(self, message: Message) -> Memory:
        """Return what is remembered of the message's sender and of the first people beside them; one statement for all."""
        sender = message.sender
        if sender is None:
            return Memory()
        people = dict.fromkeys(each.key for each in message.recipients[:MAX_RECIPIENTS])
        keys = [sender.key, *(key for key in people if key != sender.key)]
        none: dict[str, CorrespondentRecord] = {}
        records = self._try(lambda: self._store.recall_correspondents(self._owner_id, keys), none)
        nothing: dict[str, Declaration] = {}
        declared = self._try(lambda: self._store.declarations(self._owner_id, keys[:1]), nothing)
        record = records.pop(sender.key, None)
        known = frozenset(key for key, each in records.items() if each.relationship.level.is_known)
        if record is None:
            return Memory(declared=bool(declared), known_recipients=known)
        tie = record.relationship
        ends = ((record.first_id, tie.first_contact), (record.last_id, tie.last_contact))
        dates = {gmail_id: at for gmail_id, at in ends if gmail_id and at is not None}
        return Memory(tie, bool(declared), dates, known)

    def keep_sender(self, message: Message, tie: Relationship, exchange: Exchange | None) -> None:
        """Remember the tie with the message's sender, unless it could not be looked up or is not theirs to have."""
        sender = message.sender
        if sender is None or exchange is None or tie.level is Level.UNKNOWN or Flag.UNPROVEN_SENDER in tie.flags:
            return
        hits = sorted((hit for hit in (*exchange.received, *exchange.sent) if hit.at is not None), key=lambda hit: hit.at or 0)
        record = CorrespondentRecord(
            relationship=tie,
            display=sender.addr_spec,
            first_id=hits[0].gmail_id if hits else "",
            last_id=hits[-1].gmail_id if hits else "",
            checked_ms=self._now,
        )
        self._try(lambda: self._store.remember_correspondents(self._owner_id, {sender.key: record}), None)

    def _try(self, act: Callable[[], _T], otherwise: _T) -> _T:
        if not self._owner_id:
            return otherwise
        try:
            return act()
        except StoreUnavailable:
            return otherwise


@dataclass(frozen=True)
class Recent:
    """One assessment and the ids of the mail behind it; ``hit_ids`` is None where the history was not (fully) searched."""

    assessment: Assessment
    hit_ids: frozenset[str] | None

    @classmethod
    def of(cls, assessment: Assessment, exchange: Exchange | None) -> Recent:
        """Return what is worth keeping of an assessment."""
        if exchange is None:
            return cls(assessment, None)
        hits = (*exchange.received, *exchange.sent, *exchange.together)
        return cls(assessment, frozenset(hit.gmail_id for hit in hits))


class RecentAssessments:
    """The last cards of this process, by owner, message and granted scopes."""

    def __init__(self) -> None:
        self._cards: RecentlyFound[Recent] = RecentlyFound(RECENT_SIZE, RECENT_LASTS_MS)

    def find(self, visit: Visit, gmail_id: str) -> Recent | None:
        """Return what was found about the message within the last hour, for the same owner under the same permissions."""
        return self._cards.find(_card_key(visit, gmail_id), visit.now)

    def keep(self, visit: Visit, recent: Recent) -> None:
        """Keep one assessment whose mail history was searched; others are worth another try."""
        message = recent.assessment.message
        if recent.hit_ids is None or len(recent.hit_ids) >= _FIRST_PAGE:
            return
        if sum(len(attachment.text) for attachment in message.attachments) > RECENT_MAX_ATTACHMENT:
            return
        self._cards.keep(_card_key(visit, message.gmail_id), recent, visit.now)

    def forget(self, owner_id: str) -> None:
        """Drop everything kept for one owner."""
        self._cards.forget(owner_id)


def _card_key(visit: Visit, gmail_id: str) -> tuple[str, ...]:
    return (visit.owner_id, gmail_id, *sorted(visit.scopes))


_FIRST_PAGE = 500
"""A check by one search sees 500 hits at most, so larger histories are looked at afresh."""
