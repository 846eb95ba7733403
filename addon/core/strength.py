"""Strength of a tie, 0..100: the saturated geometric mean of two decayed directions.

Zero unless both sides wrote (Kossinets and Watts' geometric mean). Old ties fade more slowly (Nudge's rule), never faster.
The scale is set so that five messages each way, spread over the last year, come out at 50.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from addon.core.exchange import DAY_MS, YEAR_MS

HALF_LIFE_DAYS = 365.0
SCALE = 5.20
"""Raw strength at which a tie reaches 63 of 100."""

BUCKET_MS = 7 * DAY_MS
"""Messages of one week are summed together: exact enough at a half-life of a year, and cheap for ten thousand messages."""


def strength(sent: Sequence[int], received: Sequence[int], now: int) -> float:
    """Return the strength (0..100) at ``now`` of a tie with these message times (ms since the epoch, both directions).

    Messages after ``now`` count for nothing.
    """
    return _strength(_bucket(sent), _bucket(received), now)


def best_strength(sent: Sequence[int], received: Sequence[int], now: int) -> tuple[float, int | None]:
    """Return the highest strength the tie reached at the end of any year of its life, and how many ms ago that was.

    The second value is None for a tie without strength.
    """
    outgoing, incoming = _bucket(sent), _bucket(received)
    if not outgoing or not incoming:
        return 0.0, None
    first = min(min(outgoing), min(incoming))
    moments = [now - k * YEAR_MS for k in range(int((now - first) // YEAR_MS) + 1)]
    value, moment = max((_strength(outgoing, incoming, moment), moment) for moment in moments)
    return value, now - moment if value > 0 else None


def _bucket(times: Iterable[int]) -> dict[int, int]:
    buckets: dict[int, int] = {}
    for at in times:
        start = at - at % BUCKET_MS
        buckets[start] = buckets.get(start, 0) + 1
    return buckets


def _strength(sent: dict[int, int], received: dict[int, int], now: int) -> float:
    starts = [at for at in (*sent, *received) if at <= now]
    if not starts:
        return 0.0
    years_known = (now - min(starts)) / YEAR_MS
    half_life = HALF_LIFE_DAYS * DAY_MS * (1.0 + math.log(max(1.0, years_known)))
    raw = math.sqrt(_decayed(sent, now, half_life) * _decayed(received, now, half_life))
    return 100.0 * (1.0 - math.exp(-raw / SCALE))


def _decayed(buckets: dict[int, int], now: int, half_life: float) -> float:
    return sum(count * math.exp2(-(now - at) / half_life) for at, count in buckets.items() if at <= now)
