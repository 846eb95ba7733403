"""What the calls cost: counts, Gmail units, and a log of every round trip for exact assertions."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class LoggedCall:
    """One API call: ``method`` as in ``messages.list``, its path and query parameters, its price."""

    method: str
    params: dict[str, str | list[str]]
    units: int


@dataclass
class RoundTrip:
    """One HTTP request that reached the simulator; a batch holds several calls."""

    calls: list[LoggedCall] = field(default_factory=list)

    @property
    def units(self) -> int:
        """Units of all its calls."""
        return sum(call.units for call in self.calls)


@dataclass(frozen=True)
class Spent:
    """Totals: ``calls`` (each inner call of a batch counts), ``round_trips`` (HTTP requests), ``units``."""

    calls: int = 0
    round_trips: int = 0
    units: int = 0

    def __sub__(self, earlier: Spent) -> Spent:
        """What was spent since ``earlier``."""
        return Spent(self.calls - earlier.calls, self.round_trips - earlier.round_trips, self.units - earlier.units)


class Cost:
    """Counters; every call is counted, also one that fails."""

    MAX_LOG = 10_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spent = Spent()
        self.log: list[RoundTrip] = []

    @property
    def calls(self) -> int:
        """API calls so far."""
        return self._spent.calls

    @property
    def round_trips(self) -> int:
        """HTTP requests so far."""
        return self._spent.round_trips

    @property
    def units(self) -> int:
        """Quota units so far."""
        return self._spent.units

    def snapshot(self) -> Spent:
        """Return the totals so far; subtract two to get a difference."""
        return self._spent

    def reset(self) -> None:
        """Start again from nothing."""
        with self._lock:
            self._spent = Spent()
            self.log = []

    def open_round_trip(self) -> RoundTrip:
        """Count an HTTP request and return its log entry."""
        trip = RoundTrip()
        with self._lock:
            self._spent = replace(self._spent, round_trips=self._spent.round_trips + 1)
            if len(self.log) < self.MAX_LOG:
                self.log.append(trip)
        return trip

    def add(self, trip: RoundTrip, call: LoggedCall) -> None:
        """Count one API call of a round trip."""
        with self._lock:
            spent = self._spent
            self._spent = replace(spent, calls=spent.calls + 1, units=spent.units + call.units)
            trip.calls.append(call)
