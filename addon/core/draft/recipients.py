"""Who a draft goes to: each recipient once, with what kind of address it is and what ties the owner to it."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from addon.core.address import Address, Owner, is_role_address
from addon.core.broadcast.delivery import FREEMAIL
from addon.core.relationship import Flag, Level, Relationship

MAX_JUDGED = 500
"""Recipients judged; Gmail itself takes no more in one message."""

_LIST_HOSTS = frozenset({"googlegroups.com", "groups.io", "freelists.org", "groups.google.com"})
_LIST_LABELS = frozenset({"list", "lists", "groups", "listserv", "mailman", "listes", "listas", "listen"})
_LIST_ROBOTS = frozenset({"listserv", "majordomo", "mailman"})
_LIST_LOCAL = re.compile(r"(?:listserv|majordomo|mailman)|[\w.+-]{1,60}-(?:l|list|announce|discuss)")
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


UNKNOWN_TIE = Relationship(Level.UNKNOWN)


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
        if tie.level is Level.NONE and not tie.flags:
            return False  # nearly everybody in a crowd of strangers
        return tie.level.is_known or Flag.DECLARED in tie.flags

    @property
    def is_unchecked(self) -> bool:
        """True where nothing could be looked up: neither known nor a stranger."""
        return self.tie.level is Level.UNKNOWN and self._is_somebody and not self.colleague and not self.is_known

    @property
    def is_stranger(self) -> bool:
        """True for a person, no colleague, with whom the owner was never in touch both ways, as far as looked up."""
        return self.kind is Kind.PERSON and self._is_outside

    @property
    def is_cold(self) -> bool:
        """True for a stranger or an unknown shared mailbox that never wrote to the owner: who wrote first has asked for mail."""
        wrote_first = self.tie.received > 0 and Flag.LIST_ONLY not in self.tie.flags
        return self._is_somebody and self._is_outside and not wrote_first

    @property
    def _is_somebody(self) -> bool:
        return self.kind is Kind.PERSON or self.kind is Kind.ROLE

    @property
    def _is_outside(self) -> bool:
        return not self.colleague and self.tie.level is not Level.UNKNOWN and not self.is_known

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
                is_somebody = kind is Kind.PERSON or kind is Kind.ROLE
                colleague = bool(home) and is_somebody and (address.organisation or address.domain) in home
                found[key] = Recipient(address, field, kind, colleague=colleague)
    return tuple(found.values())


def _kind_of_other(address: Address) -> Kind:
    if is_list_address(address):
        return Kind.LIST
    return Kind.ROLE if is_role_address(address.addr_spec) else Kind.PERSON


def is_list_address(address: Address) -> bool:
    """True where the address has the form of a mailing list: a list host, ``lists.`` before a domain, ``name-l@`` (LISTSERV)."""
    local, _, domain = address.addr_spec.casefold().rpartition("@")
    if domain in _LIST_HOSTS or (domain.count(".") > 1 and domain.partition(".")[0] in _LIST_LABELS):
        return True
    return ("-" in local or local in _LIST_ROBOTS) and _LIST_LOCAL.fullmatch(local[:80]) is not None


def _organisations(owner: Owner) -> frozenset[str]:
    found = (organisation(Address(spec)) for spec in owner.addr_specs)
    return frozenset(name for name in found if name)


def organisation(address: Address) -> str:
    """Return the organisation an address belongs to; "" for a mail provider, which is none."""
    name = address.organisation or address.domain
    return "" if name.partition(".")[0] in _NO_ORGANISATION else name
