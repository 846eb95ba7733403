"""The relationship ladder: from search hits to a level, flags and a strength (design.md 4).

Reciprocity is a gate: whoever never exchanged mail both ways has strength 0, however often they wrote.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


@enum.unique
class Level(enum.StrEnum):
    """How far the tie reaches, in rising order; UNKNOWN where the history could not be searched."""

    UNKNOWN = "unknown"
    NONE = "none"
    ONE_SIDED = "one_sided"
    SEEN_TOGETHER = "seen_together"
    ANSWERED = "answered"
    MAINTAINED = "maintained"
    CLOSE = "close"

    @property
    def is_known(self) -> bool:
        """True from ANSWERED up: both have written, so the correspondent is no stranger."""
        return self in {Level.ANSWERED, Level.MAINTAINED, Level.CLOSE}


@enum.unique
class Flag(enum.StrEnum):
    """What the card adds to the level."""

    DORMANT = "dormant"  # last two-way contact is older than this pair's rhythm explains
    BEGAN_BY_THEM = "began_by_them"
    BEGAN_BY_YOU = "began_by_you"
    INTRODUCED = "introduced"  # a known third person wrote to both first
    LIST_ONLY = "list_only"  # all their mail came through lists
    SEPARATE_THREADS = "separate_threads"  # mail both ways, but never in one thread
    ROLE_MAILBOX = "role_mailbox"  # jobs@, info@: no person
    NEW_ADDRESS = "new_address"  # a known name writes from an address never seen
    UNPROVEN_SENDER = "unproven_sender"  # the receiving host could not authenticate the From address
    DECLARED = "declared"  # the owner said so
    INCOMPLETE = "incomplete"  # more mail exists than was counted


@dataclass(frozen=True)
class Relationship:
    """One owner-correspondent tie, before the open message. Times in ms since the epoch (UTC); strengths 0..100."""

    level: Level
    received: int = 0
    sent: int = 0
    two_way_threads: int = 0
    shared_threads: int = 0
    first_contact: int | None = None
    last_contact: int | None = None
    strength: float = 0.0
    best_strength: float = 0.0
    best_year: int | None = None
    flags: frozenset[Flag] = frozenset()
