"""How a signal declares itself, and what it may look at.

A signal is one small function from a :class:`Case` to one plain sentence with the fact in it (or a :class:`Hit`, where
the fact comes in degrees), or None: not seen, or its data is missing. Unknown never accuses. Its symbol is its name in
capitals, stable for ever. Groups are classes of evidence: facts of one group are not independent
of each other, so a group's sum is capped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from addon.core.address import Address
from addon.core.broadcast.letter import Letter, read_letter
from addon.core.context import Context
from addon.core.evidence import Finding, Resume
from addon.core.message import Message

CAPS: Mapping[str, float] = MappingProxyType(
    {
        "proof": 4.0,  # the blind copy shows itself
        "crowd": 3.5,  # the crowd is visible
        "machine": 3.5,  # a mass mailer wrote it
        "repeat": 3.5,  # the same text came before
        "impersonal": 2.0,  # nothing in the text is about the reader
        "readership": 2.0,  # the text is an advertisement or a circular
        "subject": 1.0,  # the subject is the sender, or the job they want
        "personal": 4.5,  # against: it speaks to the reader
        "exempt": 6.0,  # against: something explains why it came
    }
)
"""The most that one group can add to, or (personal, exempt) take from, the log-odds of ``broadcast``."""

DELIVERY = frozenset({"proof", "crowd", "machine", "repeat"})
"""Groups about how the mail travelled. Words alone never prove a broadcast: one of these must speak too."""

AGAINST = frozenset({"personal", "exempt"})


@dataclass(frozen=True)
class Case:
    """Everything a signal may look at."""

    message: Message
    context: Context
    resume: Resume

    @cached_property
    def letter(self) -> Letter:
        """What the author wrote for this message, read once for all signals."""
        return read_letter(self.message, self.context.owner, self.own_recipients)

    @cached_property
    def own_recipients(self) -> tuple[Address, ...]:
        """The owner's own addresses in To and Cc."""
        return tuple(address for address in self.message.recipients if self.context.owner.owns(address.addr_spec))

    @cached_property
    def others(self) -> tuple[Address, ...]:
        """The visible recipients beside the owner and the sender, each once."""
        sender = self.message.sender
        left_out = {address.key for address in self.own_recipients} | ({sender.key} if sender else set())
        seen = {address.key: address for address in reversed(self.message.recipients)}
        return tuple(seen[key] for key in dict.fromkeys(a.key for a in self.message.recipients) if key not in left_out)


@dataclass(frozen=True)
class Hit:
    """A fact in degrees: ``strength`` 0..1 scales the signal's weight; ``search`` is a Gmail query that proves it, or ""."""

    text: str
    strength: float = 1.0
    search: str = ""


Look = Callable[[Case], "Hit | str | None"]


@dataclass(frozen=True)
class Signal:
    """A declared signal. ``weight`` is a log-odds step, negative in the groups that speak against a broadcast."""

    symbol: str
    group: str
    weight: float
    look: Look

    def find(self, case: Case) -> Finding | None:
        """Return what this signal sees in ``case``, or None."""
        seen = self.look(case)
        if seen is None:
            return None
        hit = Hit(seen) if isinstance(seen, str) else seen
        strength = min(1.0, max(0.0, hit.strength))
        return Finding(self.symbol, self.group, round(self.weight * strength, 3), hit.text, hit.search)


_registry: dict[str, Signal] = {}


def signal(*, group: str, weight: float) -> Callable[[Look], Look]:
    """Declare a signal. Raises ValueError for an unknown group, a name used twice, or a weight of the wrong sign."""
    if group not in CAPS:
        raise ValueError(f"unknown group {group!r}")
    if (weight > 0 and group in AGAINST) or (weight < 0 and group not in AGAINST):
        raise ValueError(f"a weight of {weight} has the wrong sign for group {group!r}")

    def declare(look: Look) -> Look:
        symbol = look.__name__.upper()
        if symbol in _registry:
            raise ValueError(f"signal {symbol} is declared twice")
        _registry[symbol] = Signal(symbol, group, weight, look)
        return look

    return declare


def declared() -> Mapping[str, Signal]:
    """Return every declared signal by symbol. Complete once ``addon.core.broadcast`` is imported."""
    return MappingProxyType(_registry)
