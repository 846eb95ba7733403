"""Everything that was found out about one open message: what a card is drawn from and the command line prints."""

from __future__ import annotations

from dataclasses import dataclass

from addon.core.address import Owner
from addon.core.evidence import Broadcast, Resume
from addon.core.message import Message
from addon.core.relationship import Relationship
from addon.core.verdict import Verdict


@dataclass(frozen=True)
class NotSeen:
    """One thing that could not be checked. ``text`` is a plain sentence; ``scope`` the OAuth scope that would help, or ""."""

    text: str
    scope: str = ""


@dataclass(frozen=True)
class Assessment:
    """The three judgements on one message, the verdict they make, and what was not seen."""

    message: Message
    owner: Owner
    relationship: Relationship
    resume: Resume
    broadcast: Broadcast
    verdict: Verdict
    not_seen: tuple[NotSeen, ...] = ()
