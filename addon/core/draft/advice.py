"""The better way, for somebody who looks for work: their own acquaintances first, in few words, each claim with its source.

Moderately weak ties bring jobs, neither strangers nor best friends (Rajkumar et al. 2022, Science 377:1304).
"""

from __future__ import annotations

from dataclasses import dataclass

from addon.core.draft.case import TOGETHER, DraftCase
from addon.core.draft.recipients import Kind, Recipient, organisation
from addon.core.draft.wording import called
from addon.core.relationship import Flag

WEAK_TIES = "https://doi.org/10.1126/science.abl4476"
NETWORKING_SUICIDE = "https://www.pmstudent.com/"
"""The home of the blog; the post is called "How To Commit Networking Suicide", and its own address is not known to us."""

WEAK_FROM, WEAK_TO = 5.0, 45.0
"""Strength (0..100) of a moderately weak tie: some mail both ways, but far from a weekly exchange."""

SEVERAL = 3
"""Messages of the same kind already sent, from which on a letter to one person is part of a series."""

MAX_TIES = 3
MAX_INTRODUCERS = 2


@dataclass(frozen=True)
class Advice:
    """One line: ``text``, a short ``note`` under it, the ``source`` of its claim (a URL), and whom it is about (first), or ""."""

    text: str
    note: str = ""
    source: str = ""
    about: str = ""


def advise(draft: DraftCase) -> tuple[Advice, ...]:
    """Return the better way for a job seeker's draft, or () for any other draft, or one that goes only to acquaintances.

    One letter to one person needs no plan, unless the same has gone to others before: there only an introduction helps.
    """
    lists = sum(each.kind is Kind.LIST for each in draft.others)
    if not draft.is_job_search or not (draft.cold or lists >= TOGETHER):
        return ()
    is_one_of_many = draft.repeats is not None and draft.repeats.messages >= SEVERAL
    if len(draft.cold) + lists < TOGETHER and not is_one_of_many:
        return tuple(_introductions(draft))
    return (*_ties(draft), *_introductions(draft), *_plan())


def weak_ties(draft: DraftCase) -> list[Recipient]:
    """Return the known recipients most likely to help: dormant ties first, then moderately weak ones, the stronger first."""
    useful = [
        each
        for each in draft.others
        if each.tie.level.is_known and (Flag.DORMANT in each.tie.flags or WEAK_FROM <= each.tie.strength <= WEAK_TO)
    ]
    return sorted(useful, key=lambda each: (Flag.DORMANT not in each.tie.flags, -each.tie.strength, each.key))


def introductions(draft: DraftCase) -> list[tuple[Recipient, Recipient]]:
    """Return (a known recipient, a stranger of the same organisation) pairs, each stranger once."""
    helpers: dict[str, Recipient] = {}
    for each in draft.others:
        if each.is_known and each.tie.level.is_known and each.kind is Kind.PERSON:
            helpers.setdefault(organisation(each.address), each)
    helpers.pop("", None)
    return [(helper, cold) for cold in draft.cold if helpers and (helper := helpers.get(organisation(cold.address)))]


def _ties(draft: DraftCase) -> list[Advice]:
    ties = weak_ties(draft)[:MAX_TIES]
    if not ties:
        return []
    names = [called(each) for each in ties]
    rest = " and ".join(names[1:])
    text = f"Write to {names[0]} first." if not rest else f"Write to {names[0]} first, then to {rest}."
    dormant = sum(Flag.DORMANT in each.tie.flags for each in ties)
    if dormant == len(ties):
        note = "You have not been in touch for a while: a good reason to write."
    elif dormant:
        note = "You know each other a little, or have not been in touch for a while."
    else:
        note = "You know each other a little."
    return [Advice(text, note, "", ties[0].address.addr_spec)]


def _introductions(draft: DraftCase) -> list[Advice]:
    return [
        Advice(
            f"Ask {called(helper)} to introduce you to {called(cold)}.",
            "They share an organisation.",
            "",
            helper.address.addr_spec,
        )
        for helper, cold in introductions(draft)[:MAX_INTRODUCERS]
    ]


def _plan() -> list[Advice]:
    return [
        Advice(
            "1. Reach out to people you know a little.",
            "In a study of 20 million people, they led to more new jobs than close friends did.",
            WEAK_TIES,
        ),
        Advice("2. Give before you ask: news, a useful link, thanks for their work."),
        Advice(
            "3. Ask one person one clear question.",
            "A resume to a crowd gets marked as spam: “How To Commit Networking Suicide”, a post on the blog linked here.",
            NETWORKING_SUICIDE,
        ),
        Advice("4. Thank them, and tell them how it went."),
    ]
