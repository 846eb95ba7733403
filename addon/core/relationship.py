"""The relationship ladder: from search hits to a level, flags and a strength.

Reciprocity is a gate: whoever never exchanged mail both ways has strength 0, however often they wrote.
"""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from addon.core.exchange import DAY_MS, YEAR_MS, Exchange, Hit
from addon.core.strength import best_strength, strength

MAINTAINED_THREADS = 3
MAINTAINED_RECIPROCATED = 5
"""Reciprocated messages in one year that make a tie a maintained one (De Choudhury et al. 2010: 5 to 10)."""

CLOSE_MESSAGES = 12
"""Messages in the last year, both ways, that make a maintained tie a close one (Godoy-Lorite et al. 2016)."""

DORMANT_DAYS = 365
DORMANT_GAPS = 3
"""Silence is judged against the pair's own rhythm: three usual gaps, and at least a year (Miritello et al. 2013)."""


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
    """One owner-correspondent tie, before the open message. Times in ms since the epoch (UTC); strengths 0..100.

    ``best_year`` is the moment (ms) at which the tie was at its best, None for a tie without strength.
    """

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


@dataclass(frozen=True)
class Circumstances:
    """What is known of the correspondent besides counts; each adds a flag or blocks one."""

    role_mailbox: bool = False
    unproven_sender: bool = False
    new_address: bool = False
    introduced: bool = False
    declared: bool = False


def assess_relationship(exchange: Exchange, now: int, circumstances: Circumstances | None = None) -> Relationship:
    """Return the tie that ``exchange`` (mail before the open message) shows at ``now`` (ms since the epoch).

    The rules are the README's table; the counts are plain counts of hits, whatever the level makes of them.
    """
    around = circumstances or Circumstances()
    tally = _Tally.of(exchange)
    level = _level(exchange, tally, now)
    if around.declared and level in {Level.NONE, Level.ONE_SIDED}:
        level = Level.SEEN_TOGETHER  # what the owner tells us raises a tie to "seen", never to "answered"
    is_tie = level.is_known
    moments = _times((*exchange.received, *exchange.sent))
    sent_times, received_times = tally.sent_times, tally.received_times
    best, best_age = best_strength(sent_times, received_times, now) if is_tie else (0.0, None)
    current = strength(sent_times, received_times, now) if is_tie else 0.0
    return Relationship(
        level=level,
        received=len(exchange.received),
        sent=len(exchange.sent),
        two_way_threads=len(exchange.two_way_threads),
        shared_threads=len({hit.thread_id for hit in exchange.together}),
        first_contact=min(moments, default=None),
        last_contact=max(moments, default=None),
        strength=current,
        best_strength=max(best, current),
        best_year=None if best_age is None else now - best_age,
        flags=frozenset(_flags(exchange, tally, level, now, around)),
    )


@dataclass(frozen=True)
class _Tally:
    """Times of an exchange, sorted once."""

    received_times: tuple[int, ...] = ()
    sent_times: tuple[int, ...] = ()
    answer_threads: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, exchange: Exchange) -> _Tally:
        threads = {hit.thread_id for hit in exchange.written} & {hit.thread_id for hit in exchange.answers}
        return cls(_times(exchange.written), _times(exchange.answers), frozenset(threads))


def _times(hits: Iterable[Hit]) -> tuple[int, ...]:
    return tuple(sorted(hit.at for hit in hits if hit.at is not None))


def _level(exchange: Exchange, tally: _Tally, now: int) -> Level:
    received, answers = exchange.written, exchange.answers
    if tally.answer_threads or (received and answers and exchange.direct is not False):
        return _known_level(tally, now)
    if received:
        only_lists = exchange.direct is False and not answers
        return Level.SEEN_TOGETHER if only_lists else Level.ONE_SIDED
    if exchange.sent:
        return Level.ONE_SIDED
    return Level.SEEN_TOGETHER if exchange.together else Level.NONE


def _known_level(tally: _Tally, now: int) -> Level:
    maintained = (
        len(tally.answer_threads) >= MAINTAINED_THREADS
        or _most_reciprocated(tally.received_times, tally.sent_times) >= MAINTAINED_RECIPROCATED
    )
    if not maintained:
        return Level.ANSWERED
    year_ago = now - YEAR_MS
    recent_in = len(tally.received_times) - bisect_left(tally.received_times, year_ago)
    recent_out = len(tally.sent_times) - bisect_left(tally.sent_times, year_ago)
    is_close = recent_in + recent_out >= CLOSE_MESSAGES and recent_in > 0 and recent_out > 0
    return Level.CLOSE if is_close else Level.MAINTAINED


def _most_reciprocated(received: tuple[int, ...], sent: tuple[int, ...]) -> int:
    """The largest number of messages that went each way within any 365 days."""
    most = 0
    for start in sorted({*received, *sent}):
        end = start + YEAR_MS
        inward = bisect_left(received, end) - bisect_left(received, start)
        outward = bisect_left(sent, end) - bisect_left(sent, start)
        most = max(most, min(inward, outward))
        if most >= MAINTAINED_RECIPROCATED:
            break
    return most


def _flags(exchange: Exchange, tally: _Tally, level: Level, now: int, around: Circumstances) -> Iterable[Flag]:
    if level.is_known:
        yield from _rhythm_flags(exchange, tally, now)
    if level is Level.SEEN_TOGETHER and exchange.received:
        yield Flag.LIST_ONLY
    if not exchange.complete:
        yield Flag.INCOMPLETE
    for flag, is_set in (
        (Flag.ROLE_MAILBOX, around.role_mailbox),
        (Flag.UNPROVEN_SENDER, around.unproven_sender),
        (Flag.NEW_ADDRESS, around.new_address),
        (Flag.INTRODUCED, around.introduced),
        (Flag.DECLARED, around.declared),
    ):
        if is_set:
            yield flag


def _rhythm_flags(exchange: Exchange, tally: _Tally, now: int) -> Iterable[Flag]:
    if not tally.answer_threads:
        yield Flag.SEPARATE_THREADS
    if tally.received_times and tally.sent_times:
        yield Flag.BEGAN_BY_THEM if tally.received_times[0] < tally.sent_times[0] else Flag.BEGAN_BY_YOU
    two_way = [hit for hit in (*exchange.written, *exchange.answers) if _is_two_way(hit, tally)]
    last = max((hit.at for hit in two_way if hit.at is not None), default=None)
    if last is not None and now - last > max(DORMANT_DAYS * DAY_MS, DORMANT_GAPS * _usual_gap(two_way)):
        yield Flag.DORMANT


def _is_two_way(hit: Hit, tally: _Tally) -> bool:
    return not tally.answer_threads or hit.thread_id in tally.answer_threads


def _usual_gap(hits: Iterable[Hit]) -> float:
    """The pair's own rhythm: the median ms from the end of one conversation to the end of the next, 0 for a single one."""
    ends: dict[str, int] = {}
    for hit in hits:
        if hit.at is not None:
            ends[hit.thread_id] = max(hit.at, ends.get(hit.thread_id, 0))
    gaps = [later - earlier for earlier, later in pairwise(sorted(ends.values()))]
    return median(gaps) if gaps else 0
