"""From the mail found with each recipient to the ties with them. Pure."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from addon.core.address import is_role_address
from addon.core.exchange import TRUST_WINDOW_MS, Exchange, Hit, LookedAt, id_time
from addon.core.relationship import Circumstances, Level, Relationship, assess_relationship
from addon.handlers.hinges import Hits, Mail, unopened

_NEVER = Relationship(Level.NONE)


@dataclass(frozen=True)
class Ties:
    """The ties found, by addr_key; people who could not be looked up have none here. ``failure``: why that was, or None.

    ``partly``: how many never wrote, but may have been written to; ``doubtful``: how many have no tie here because all they ever
    wrote may be automatic replies.
    """

    by_key: Mapping[str, Relationship] = field(default_factory=dict)
    failure: Exception | None = None
    partly: int = 0
    doubtful: int = 0

    def with_gaps(self, failure: Exception | None, partly: int) -> Ties:
        """Return the ties with what is missing of them."""
        return replace(self, failure=failure, partly=partly)

    def joined(self, more: Ties) -> Ties:
        """Return these ties and ``more`` of other people."""
        failure = more.failure or self.failure
        return Ties({**self.by_key, **more.by_key}, failure, self.partly + more.partly, self.doubtful + more.doubtful)


def weigh(
    mails: Mapping[str, Mail], looked_at: Mapping[str, LookedAt], specs: Mapping[str, str], declared: Set[str], now: int
) -> Ties:
    """Return the ties that ``mails`` (by addr_key) show; ``looked_at`` are the messages that were opened, by id.

    A tie that would make somebody known by messages nobody looked at is none: they are neither known nor a stranger.
    """
    scales = _Scales(looked_at, now)
    assess = functools.cache(scales.assess)  # one mail to many ties all of them alike
    unsure = set(unopened(mails, looked_at.keys())) - declared
    ties: dict[str, Relationship] = {}
    doubtful = 0
    for key, mail in mails.items():
        if mail.received is None or mail.sent is None:
            continue
        is_declared = key in declared
        if not (mail.received or mail.sent or mail.together or is_declared) and mail.complete:
            ties[key] = _NEVER
            continue
        around = Circumstances(role_mailbox=is_role_address(specs[key]), declared=is_declared)
        tie = assess(mail.received, mail.sent, mail.together, around, complete=mail.complete)
        if tie.level.is_known and key in unsure:
            doubtful += 1
        else:
            ties[key] = tie
    return Ties(ties, doubtful=doubtful)


class _Scales:
    """What every weighing needs."""

    def __init__(self, looked_at: Mapping[str, LookedAt], now: int) -> None:
        self._looked_at = looked_at
        self._now = now

    def assess(self, received: Hits, sent: Hits, together: Hits, around: Circumstances, *, complete: bool) -> Relationship:
        received, sent = self._dated(received), self._dated(sent)
        exchange = Exchange(
            received=received,
            sent=sent,
            together=self._dated(together),
            looked_at=tuple(self._looked_at[hit.gmail_id] for hit in (*received, *sent) if hit.gmail_id in self._looked_at),
            complete=complete,
        )
        return assess_relationship(exchange, self._now, around)

    def _dated(self, hits: Hits) -> Hits:
        return tuple(Hit(hit.gmail_id, hit.thread_id, self._time(hit)) for hit in hits)

    def _time(self, hit: Hit) -> int | None:
        # An id that claims to be from the future tells no time.
        at = id_time(hit.gmail_id)
        return None if at is None or at > self._now + TRUST_WINDOW_MS else at
