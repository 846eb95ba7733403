"""What searching a mailbox for one correspondent yields: hits with times, before the open message.

Gmail answers a search with ids alone. A message id in hex, shifted right by 20 bits, is its arrival time in ms
(metaspike.com, "Dates hidden in Gmail Message ID and Thread ID"; undocumented by Google, so every use is guarded).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

GMAIL_EPOCH_MS = 1_072_915_200_000
"""2004-01-01 UTC, before Gmail opened: no Gmail id can be older."""

DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS

TRUST_WINDOW_MS = 2 * DAY_MS
"""How far an id's time may lie from ``internalDate`` before we stop believing ids of this mailbox."""


@dataclass(frozen=True)
class Hit:
    """One search hit. ``at`` is ms since the epoch, or None where the id does not tell and nothing else was read."""

    gmail_id: str
    thread_id: str
    at: int | None = None


@dataclass(frozen=True)
class LookedAt:
    """One message that was opened because much hangs on it: is it an answer, or was it written by a machine, or to many?"""

    gmail_id: str
    recipients: int
    automatic: bool

    @property
    def is_answer(self) -> bool:
        """False for a mail to more than four people, an automatic reply or a calendar answer."""
        return self.recipients <= MAX_ANSWER_RECIPIENTS and not self.automatic


MAX_ANSWER_RECIPIENTS = 4


@dataclass(frozen=True)
class Exchange:
    """All mail between the owner and one correspondent before the open message, as hits.

    ``received`` is from the correspondent, ``sent`` from the owner with the correspondent in To, Cc or Bcc, ``together``
    from others with both of them. ``direct`` says whether any received mail was written to the owner and not to a list (None: not
    looked). ``looked_at`` are messages that were opened. ``complete`` is False where more hits exist than were read.
    """

    received: tuple[Hit, ...] = ()
    sent: tuple[Hit, ...] = ()
    together: tuple[Hit, ...] = ()
    direct: bool | None = None
    looked_at: tuple[LookedAt, ...] = ()
    complete: bool = True

    @property
    def two_way_threads(self) -> frozenset[str]:
        """Threads with at least one message of each."""
        return frozenset(hit.thread_id for hit in self.received) & frozenset(hit.thread_id for hit in self.sent)

    @property
    def answers(self) -> tuple[Hit, ...]:
        """The sent hits that can count as an answer: all but those looked at and found to be none."""
        not_answers = {mail.gmail_id for mail in self.looked_at if not mail.is_answer}
        return tuple(hit for hit in self.sent if hit.gmail_id not in not_answers)

    @property
    def written(self) -> tuple[Hit, ...]:
        """The received hits that a person wrote: all but those looked at and found to be a machine's."""
        machines = {mail.gmail_id for mail in self.looked_at if mail.automatic}
        return tuple(hit for hit in self.received if hit.gmail_id not in machines)


def id_time(gmail_id: str) -> int | None:
    """Return the arrival time (ms since the epoch) that a Gmail id encodes, or None where it cannot be one."""
    try:
        at = int(gmail_id, 16) >> 20
    except ValueError:
        return None
    return at if GMAIL_EPOCH_MS <= at < GMAIL_EPOCH_MS * 4 else None


def ids_tell_time(gmail_id: str, internal_date: int) -> bool:
    """True where this message's id decodes to within two days of its ``internal_date`` (ms), so that ids can be believed."""
    at = id_time(gmail_id)
    return at is not None and abs(at - internal_date) <= TRUST_WINDOW_MS


def dated(hits: Iterable[Hit], *, trust_ids: bool, known: dict[str, int]) -> tuple[Hit, ...]:
    """Return the hits with times: ``known`` internal dates (ms by gmail_id), else the id's own time where ids are trusted."""
    return tuple(replace(hit, at=known.get(hit.gmail_id, id_time(hit.gmail_id) if trust_ids else None)) for hit in hits)


def before(hits: Iterable[Hit], moment: int, *, without: str) -> tuple[Hit, ...]:
    """Return the hits older than ``moment`` (ms), ``without`` left out; undated hits stay (the search was bounded)."""
    return tuple(hit for hit in hits if hit.gmail_id != without and (hit.at is None or hit.at < moment))


def spread(hits: tuple[Hit, ...], known: dict[str, int]) -> tuple[Hit, ...]:
    """Return ``hits`` (newest first) with the times in ``known`` and, between two known ones, evenly spread times.

    For mailboxes whose ids tell no time: first and last are read, the rest is an estimate good enough for a decay.
    """
    times = [known.get(hit.gmail_id) for hit in hits]
    anchors = [index for index, at in enumerate(times) if at is not None]
    for left, right in pairwise(anchors):
        start, end = times[left], times[right]
        if start is not None and end is not None:
            for index in range(left + 1, right):
                times[index] = start + (end - start) * (index - left) // (right - left)
    return tuple(replace(hit, at=at) for hit, at in zip(hits, times, strict=True))
