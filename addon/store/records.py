"""What goes into the store and comes out: values, never rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from addon.core.relationship import Relationship


@dataclass(frozen=True)
class CorrespondentRecord:
    """A remembered tie. ``display`` is the address as shown (sealed at rest); ids are Gmail's.

    ``checked_ms``: when Gmail last confirmed it; ``history_id``: the mailbox's state then, "" where not known.
    """

    relationship: Relationship
    display: str = field(default="", repr=False)
    first_id: str = ""
    last_id: str = ""
    checked_ms: int = 0
    history_id: str = ""


@dataclass(frozen=True)
class OwnerRecord:
    """What the owner told Acquaint, and what it learnt of them: all texts but ``time_zone`` are sealed at rest.

    ``openings``: titles or references of jobs the owner advertises. ``aliases_checked_ms``: when Gmail last gave the aliases.
    ``own_addresses``: those the owner listed beside Gmail's.
    """

    aliases: tuple[str, ...] = field(default=(), repr=False)
    display_names: tuple[str, ...] = field(default=(), repr=False)
    role_addresses: tuple[str, ...] = field(default=(), repr=False)
    openings: tuple[str, ...] = field(default=(), repr=False)
    hiring: bool = False
    time_zone: str = ""
    aliases_checked_ms: int = 0
    own_addresses: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Declaration:
    """What the owner said of a correspondent. ``kind`` is a short word of the caller's."""

    kind: str
    declared_ms: int = 0
