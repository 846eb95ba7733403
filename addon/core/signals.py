"""How a signal declares itself: one registry per judgement, of small functions that each see one fact.

A signal is one small function from a case to one plain sentence with the fact in it (or a :class:`Hit`, where the fact
comes in degrees), or None: not seen, or its data is missing. Unknown never accuses. Its symbol is its name in capitals,
stable for ever. Groups are classes of evidence: facts of one group are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from addon.core.evidence import Finding

CaseT = TypeVar("CaseT")


@dataclass(frozen=True)
class Hit:
    """A fact in degrees: ``strength`` multiplies the signal's weight; ``search`` is a Gmail query that proves it, or ""."""

    text: str
    strength: float = 1.0
    search: str = ""


@dataclass(frozen=True)
class Signal(Generic[CaseT]):
    """A declared signal. ``weight`` is its step at strength 1; strength is held within 0 and ``most_strength``."""

    symbol: str
    group: str
    weight: float
    look: Callable[[CaseT], Hit | str | None]
    most_strength: float = 1.0

    def find(self, case: CaseT) -> Finding | None:
        """Return what this signal sees in ``case``, or None."""
        seen = self.look(case)
        if seen is None:
            return None
        hit = Hit(seen) if isinstance(seen, str) else seen
        strength = min(self.most_strength, max(0.0, hit.strength))
        return Finding(self.symbol, self.group, round(self.weight * strength, 3), hit.text, hit.search)


class Registry(Generic[CaseT]):
    """The signals of one judgement by symbol, filled as the modules that declare them are imported."""

    def __init__(self, groups: Iterable[str], *, against: Iterable[str] = (), most_strength: float = 1.0) -> None:
        """``groups`` are the allowed ones; those of ``against`` take weights of 0 or less, all others of 0 or more."""
        self._groups, self._against, self._most_strength = frozenset(groups), frozenset(against), most_strength
        self._signals: dict[str, Signal[CaseT]] = {}

    def signal(
        self, *, group: str, weight: float
    ) -> Callable[[Callable[[CaseT], Hit | str | None]], Callable[[CaseT], Hit | str | None]]:
        """Return the decorator that declares a signal.

        Raises ValueError for an unknown group, a weight of the wrong sign, or (when applied) a name used twice.
        """
        if group not in self._groups:
            raise ValueError(f"unknown group {group!r}")
        if weight and (weight < 0) != (group in self._against):
            raise ValueError(f"a weight of {weight} has the wrong sign for group {group!r}")

        def declare(look: Callable[[CaseT], Hit | str | None]) -> Callable[[CaseT], Hit | str | None]:
            symbol = look.__name__.upper()
            if symbol in self._signals:
                raise ValueError(f"signal {symbol} is declared twice")
            self._signals[symbol] = Signal(symbol, group, weight, look, self._most_strength)
            return look

        return declare

    def declared(self) -> Mapping[str, Signal[CaseT]]:
        """Return every declared signal by symbol: complete once the package of its modules is imported."""
        return MappingProxyType(self._signals)
