"""The shapes of the sample: people, scripted letters, finished mail, and what a reader should be told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """Somebody who writes: ``tz`` like ``+0100``; ``quote`` is how they answer (gmail, outlook or none)."""

    name: str
    address: str
    tz: str = "+0000"
    quote: str = "gmail"
    html: bool = False
    signature: str = ""

    @property
    def domain(self) -> str:
        """What stands after the ``@``."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Entry:
    """One scripted letter, as the text files give it: names not yet resolved, ``options`` by key, several values each."""

    sender: str
    to: tuple[str, ...]
    at: str
    text: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def option(self, key: str, default: str = "") -> str:
        """Return the first value given for ``key``, or ``default``."""
        return self.options.get(key, (default,))[0]


@dataclass(frozen=True)
class Letter:
    """One letter with everything resolved, ready to be put into bytes."""

    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    at: datetime
    subject: str
    text: str
    message_id: str
    thread_id: int
    entry: Entry
    from_owner: bool
    parent: Letter | None = None

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Message-IDs of the conversation before this letter, oldest first: its References (RFC 5322 3.6.4)."""
        found: list[str] = []
        letter = self.parent
        while letter is not None:
            found.append(letter.message_id)
            letter = letter.parent
        return tuple(reversed(found))


@dataclass(frozen=True)
class SampleMail:
    """One finished mail: ``raw`` RFC 822 bytes with CRLF, Gmail label names, ``at`` in ms since the epoch (UTC)."""

    raw: bytes
    labels: tuple[str, ...]
    slug: str
    thread_id: int
    at: int


@dataclass(frozen=True)
class Expected:
    """What a careful reader says of a specimen: the ladder's level, every verdict that can be defended, and why."""

    level: str
    verdicts: frozenset[str]
    why: str
