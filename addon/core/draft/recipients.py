"""Who a draft goes to: each recipient once, with what kind of address it is and what ties the owner to it."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from addon.core.address import Address, Owner, is_role_address
from addon.core.broadcast.delivery import FREEMAIL
from addon.core.draft.persons import looks_like_person
from addon.core.relationship import Flag, Level, Relationship

MAX_JUDGED = 500
"""Recipients judged; Gmail itself takes no more in one message."""

_LIST_HOSTS = frozenset({"googlegroups.com", "groups.io", "freelists.org", "groups.google.com"})
_LIST_LABELS = frozenset({"list", "lists", "groups", "listserv", "mailman", "listes", "listas", "listen"})
_LIST_ROBOTS = frozenset({"listserv", "majordomo", "mailman"})
_LIST_LOCAL = re.compile(r"(?:listserv|majordomo|mailman)|[\w.+-]{1,60}-(?:l|list|announce|discuss)")
_SOFT_ROLES = frozenset("mail hello hi me contact contacto contato kontakt contatto post inbox personal work".split())
"""Local parts that one person with an own domain uses as well: there the display name decides."""

_NO_ORGANISATION = FREEMAIL - {"example", "localhost"}


@enum.unique
class Field(enum.StrEnum):
    """Where in the draft a recipient stands."""

    TO = "to"
    CC = "cc"
    BCC = "bcc"


@enum.unique
class Kind(enum.StrEnum):
    """What kind of address it is."""

    PERSON = "person"
    ROLE = "role"  # jobs@, info@
    LIST = "list"
    SELF = "self"


SOMEBODY = frozenset({Kind.PERSON, Kind.ROLE})
"""Kinds of address behind which somebody reads who may or may not know the owner."""

# Looked up once: a draft asks thousands of times, and up to Python 3.11 naming a member of an enum calls a function.
_PERSON, _NONE, _UNKNOWN = Kind.PERSON, Level.NONE, Level.UNKNOWN

UNKNOWN_TIE = Relationship(_UNKNOWN)


@dataclass(frozen=True)
class Recipient:
    """One recipient. ``tie`` has level UNKNOWN until it was looked up; ``colleague``: of the owner's own organisation."""

    address: Address
    field: Field = Field.TO
    kind: Kind = Kind.PERSON
    tie: Relationship = UNKNOWN_TIE
    colleague: bool = False

    @property
    def key(self) -> str:
        """The canonical addr-spec."""
        return self.address.key

    @property
    def is_known(self) -> bool:
        """True where the two have been in touch both ways, or the owner says so."""
        tie = self.tie
        if tie.level is _NONE and not tie.flags:
            return False  # nearly everybody in a crowd of strangers
        return tie.level.is_known or Flag.DECLARED in tie.flags

    @property
    def is_unchecked(self) -> bool:
        """True where nothing could be looked up: neither known nor a stranger."""
        return self.tie.level is _UNKNOWN and self._is_somebody and not self.colleague and not self.is_known

    @property
    def is_stranger(self) -> bool:
        """True for a person, no colleague, with whom the owner was never in touch both ways, as far as looked up."""
        return self.kind is _PERSON and self._is_outside

    @property
    def is_outside(self) -> bool:
        """True for a person or shared mailbox with whom the owner was never in touch both ways, who wrote first included."""
        return self._is_somebody and self._is_outside

    @property
    def wrote_first(self) -> bool:
        """True where they wrote to the owner, not through a list. Whether it was a newsletter cannot be told from here."""
        return self.tie.received > 0 and Flag.LIST_ONLY not in self.tie.flags

    @property
    def is_cold(self) -> bool:
        """True for who is outside and never wrote to the owner. What a crowd or a resume makes of this: ``DraftCase.cold``."""
        return not self.wrote_first and self._is_somebody and self._is_outside

    @property
    def _is_somebody(self) -> bool:
        return self.kind in SOMEBODY

    @property
    def _is_outside(self) -> bool:
        return not self.colleague and self.tie.level is not _UNKNOWN and not self.is_known

    @property
    def name(self) -> str:
        """The display name, else the address."""
        return self.address.display_name or self.address.addr_spec


def list_recipients(fields: Iterable[tuple[Field, Iterable[Address]]], owner: Owner) -> tuple[Recipient, ...]:
    """Return every recipient once, where it stands first, with its kind; ties still unknown."""
    found: dict[str, Recipient] = {}
    home, own = _organisations(owner), owner.keys
    for field, addresses in fields:
        for address in addresses:
            key = address.key
            if key not in found:
                # A tag after a plus may still make it one of the owner's; that question is the dear one.
                is_own = key in own or ("+" in key and owner.owns(address.addr_spec))
                kind = Kind.SELF if is_own else _kind_of_other(address)
                colleague = kind in SOMEBODY and (address.organisation or address.domain) in home
                found[key] = Recipient(address, field, kind, UNKNOWN_TIE, colleague)
    return tuple(found.values())


def _kind_of_other(address: Address) -> Kind:
    if is_list_address(address):
        return Kind.LIST
    if not is_role_address(address.addr_spec):
        return _PERSON
    is_soft = address.local_part.casefold() in _SOFT_ROLES
    return _PERSON if is_soft and looks_like_person(address) else Kind.ROLE


def is_list_address(address: Address) -> bool:
    """True where the address has the form of a mailing list: a list host, ``lists.`` before a domain, ``name-l@`` (LISTSERV).

    A person's display name speaks louder than the last of these: Anna Lind may well be ``anna-l@``.
    """
    local = address.addr_spec.casefold().rpartition("@")[0]
    if is_on_list_host(address):
        return True
    if not ("-" in local or local in _LIST_ROBOTS) or _LIST_LOCAL.fullmatch(local[:80]) is None:
        return False
    return local in _LIST_ROBOTS or not looks_like_person(address)


def is_on_list_host(address: Address) -> bool:
    """True where the address stands at a host for mailing lists, so that there can be no doubt that it is one."""
    domain = address.domain
    return domain in _LIST_HOSTS or (domain.count(".") > 1 and domain.partition(".")[0] in _LIST_LABELS)


def _organisations(owner: Owner) -> frozenset[str]:
    found = (organisation(Address(spec)) for spec in owner.addr_specs)
    return frozenset(name for name in found if name)


def organisation(address: Address) -> str:
    """Return the organisation an address belongs to; "" for a mail provider, which is none."""
    name = address.organisation or address.domain
    return "" if name.partition(".")[0] in _NO_ORGANISATION else name
