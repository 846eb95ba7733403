"""Signs that the mail visibly went to many."""

from __future__ import annotations

import math

from addon.core.address import is_role_address
from addon.core.broadcast.delivery import FREEMAIL, WEAK_CROWD, crowd_size, group_recipient, list_name, others, owner_is_absent
from addon.core.broadcast.names import owner_names
from addon.core.broadcast.signal import Case, signal
from addon.core.resume.fold import fold
from addon.core.signals import Hit

ORDERED_CROWD = 7
"""Seven names in alphabetical order by chance: one in 5,040."""

MANY_FIRMS = 8
"""Organisations to which nobody applies in one mail for a reason of their own."""


@signal(group="crowd", weight=3.0)  # grows with the logarithm: 5 people are a team, 8 are many, 12 are a list
def many_recipients(case: Case) -> Hit | None:
    """Five or more people in To and Cc."""
    size = crowd_size(case)
    if size < WEAK_CROWD:
        return None
    return Hit(f"It went to {size} people at once, by its own To and Cc lines.", min(1.0, math.log(size / 2.0, 6)))


@signal(group="crowd", weight=1.0)  # colleagues and friends share a few domains; a bought or gathered list shares none
def unrelated_organisations(case: Case) -> Hit | None:
    """The crowd belongs to four or more organisations, most of them named once."""
    if crowd_size(case) < WEAK_CROWD:
        return None
    firms = _count_firms(case)
    if firms < 4 or firms < 0.4 * len(others(case)):
        return None
    return Hit(f"Its recipients belong to {firms} different organisations.", min(1.0, firms / 8))


def _count_firms(case: Case) -> int:
    """How many organisations the other recipients belong to, mail providers not counted."""
    domains = {address.organisation or address.domain for address in others(case)}
    return sum(domain.partition(".")[0] not in FREEMAIL for domain in domains)


@signal(group="crowd", weight=1.0)  # a job fair's worth of firms in one To line: no employer was meant before the others
def applies_to_many_firms(case: Case) -> str | None:
    """One application for eight or more organisations beside the owner's own."""
    if not case.is_application or (firms := _count_firms(case)) < MANY_FIRMS:
        return None
    return f"One application went to {firms} other organisations at once."


@signal(group="crowd", weight=0.8)  # nobody has jobs@ and info@ among their acquaintances
def role_mailboxes_mixed_in(case: Case) -> str | None:
    """Among five or more recipients there are mailboxes of functions (hr@, info@) of others."""
    roles = [address.addr_spec for address in others(case) if is_role_address(address.addr_spec)]
    if crowd_size(case) < WEAK_CROWD or not roles:
        return None
    return f"Among its recipients are mailboxes that are no person, like {roles[0]}."


@signal(group="crowd", weight=1.0)  # pasted from a sorted list
def alphabetical_order(case: Case) -> str | None:
    """Seven or more recipients stand in alphabetical order."""
    message = case.message
    for people in (message.to, message.cc, message.recipients):
        by_name = [fold(address.display_name or address.addr_spec) for address in people]
        by_address = [fold(address.addr_spec) for address in people]
        for keys in (by_name, by_address):
            if len(set(keys)) >= ORDERED_CROWD and keys == sorted(keys):
                return f"Its {len(keys)} recipients stand in alphabetical order, as from a list."
    return None


@signal(group="crowd", weight=2.0)  # seen in real cold mail: several guesses, so that one hits
def guessed_addresses(case: Case) -> str | None:
    """To holds three or more spellings of the owner's address at one domain (anna.example@, aexample@, annae@)."""
    own = case.own_recipients
    if not own:
        return None
    names = sorted((n for n in owner_names(case.context.owner, ()) if n.isascii() and len(n) > 2), key=len, reverse=True)
    domain = own[0].domain
    guesses = {a.key for a in others(case) if a.domain == domain and _is_guess(fold(a.local_part), names)}
    if len(guesses) < 2:
        return None
    return f"It was sent to {len(guesses) + 1} guesses at your address."


def _is_guess(local: str, names: list[str]) -> bool:
    """True where ``local`` is made of the owner's names and initials alone, at least one name whole."""
    rest = "".join(char for char in local if char.isalpha())
    whole = 0
    for name in names:
        if name in rest:
            rest = rest.replace(name, "", 1)
            whole += 1
    initials = {name[0] for name in names}
    return whole > 0 and len(rest) <= 2 and all(char in initials for char in rest)


@signal(group="crowd", weight=2.5)  # a list reaches many, with or without the headers of a list
def sent_to_a_group_address(case: Case) -> str | None:
    """The owner is not named, and To or Cc holds an address that is a group's by its form (all-staff@, bakers@lists...)."""
    if not owner_is_absent(case) or case.resume.call == "resume":
        return None
    group = group_recipient(case)
    return f"It was sent to a group address, {group.addr_spec[:80]}." if group else None


@signal(group="crowd", weight=3.0)  # a list reaches many by construction (RFC 2919)
def sent_to_a_list(case: Case) -> Hit | None:
    """List-Id, or a Google group. It explains delivery, so the blind-copy signs are void; the verdict is about the list."""
    if not list_name(case):
        return None
    return Hit("It came through a mailing list you receive.")
