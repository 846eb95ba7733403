"""What a broadcast signal may look at, and the groups of evidence with their caps.

Facts of one group are not independent of each other, so a group's sum is capped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from addon.core.address import Address
from addon.core.broadcast.letter import Letter, read_letter
from addon.core.context import Context
from addon.core.evidence import Resume
from addon.core.message import Message
from addon.core.signals import Registry

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

    @property
    def is_application(self) -> bool:
        """True for a resume that its own candidate sends: what such letters always hold says nothing of the reader."""
        return self.resume.call == "resume" and self.resume.candidate != "third_party"

    @property
    def asks_reader(self) -> bool:
        """True where the letter asks its reader something; in an application, something that no template asks."""
        return self.letter.asks_own if self.is_application else self.letter.asks

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


_registry: Registry[Case] = Registry(CAPS, against=AGAINST)
signal = _registry.signal
declared = _registry.declared
