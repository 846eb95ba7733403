"""What is known beside the open message when it is judged: the owner, the tie, and what bounded searches found."""

from __future__ import annotations

from dataclasses import dataclass, field

from addon.core.address import Address, Owner
from addon.core.message import Message
from addon.core.relationship import Level, Relationship


@dataclass(frozen=True)
class Context:
    """Everything a signal may look at besides the message; ``None`` means "not looked", which must never accuse.

    - ``now``: ms since the epoch, when the message is judged.
    - ``answers_owner``: In-Reply-To or References name a message the owner sent (True), or do not (False).
    - ``thread_has_owner``: the owner wrote earlier in this very thread.
    - ``introducer``: somebody the owner knows (ANSWERED or above) who wrote to both earlier in this thread.
    - ``copied``: somebody the owner knows whom the writer put in To or Cc: a stranger can do that without being introduced.
    - ``known_recipients``: canonical keys of those visible recipients whom the owner is remembered to know; never all.
    - ``advert``: subject of the owner's sent message, or a title or reference the owner listed, that this mail answers; "" = none
    - ``mutuals``: names of persons mentioned in the text whom the owner's mail confirms.
    - ``earlier``: earlier messages that were fetched, newest first: the sender's own (at most three), and messages of anybody
      that hold a telling phrase of this text (handlers search for one), so look at each one's sender.
    - ``hiring``: the owner has said they are hiring; ``role_addresses``: own hiring mailboxes (jobs@, bewerbung@).
    """

    owner: Owner
    relationship: Relationship = field(default_factory=lambda: Relationship(Level.UNKNOWN))
    now: int = 0
    answers_owner: bool | None = None
    thread_has_owner: bool | None = None
    introducer: Address | None = None
    copied: Address | None = None
    known_recipients: frozenset[str] | None = None
    advert: str | None = None
    mutuals: tuple[str, ...] | None = None
    earlier: tuple[Message, ...] | None = None
    hiring: bool = False
    role_addresses: tuple[str, ...] = ()
