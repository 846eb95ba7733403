"""Small pieces of plain English shared by the sentences about a draft."""

from __future__ import annotations

from collections.abc import Sequence

from addon.core.draft.recipients import Kind, Recipient

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MAX_NAME = 60


def number(count: int) -> str:
    """Return ``three`` or ``1,250``."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def crowd(people: Sequence[Recipient]) -> str:
    """Return ``60 people``, ``20 shared mailboxes``, or both joined by "and"."""
    roles = sum(each.kind is Kind.ROLE for each in people)
    persons = len(people) - roles
    parts = []
    if persons:
        parts.append("one person" if persons == 1 else f"{number(persons)} people")
    if roles:
        parts.append("one shared mailbox" if roles == 1 else f"{number(roles)} shared mailboxes")
    return " and ".join(parts)


def unknowing(people: Sequence[Recipient]) -> str:
    """Return what ``people`` have in common: ``don't know you``, or that no mail went both ways where some of them wrote."""
    if any(each.wrote_first for each in people):
        return "never exchanged mail with you"
    return "doesn't know you" if len(people) == 1 else "don't know you"


def strangers(people: Sequence[Recipient]) -> str:
    """Return ``60 people who don't know you``, ``one shared mailbox that doesn't know you``."""
    pronoun = "that" if all(each.kind is Kind.ROLE for each in people) else "who"
    return f"{crowd(people)} {pronoun} {unknowing(people)}"


def called(recipient: Recipient) -> str:
    """Return the recipient's name, one line, at most 60 characters."""
    name = " ".join(recipient.name.split()) or recipient.address.addr_spec
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}…"


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
