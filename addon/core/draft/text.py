"""Signals about what a draft says: its subject, its greeting, and what a merge left behind."""

from __future__ import annotations

from addon.core.broadcast.signal import Case
from addon.core.broadcast.signal import declared as broadcast_signals
from addon.core.context import Context
from addon.core.draft.case import HINT, SECOND_LOOK, DraftCase, signal
from addon.core.draft.greeting import greets_any, wrong_name
from addon.core.draft.recipients import Kind
from addon.core.draft.wording import called
from addon.core.evidence import Resume
from addon.core.signals import Hit

MAX_GREETED = 20
"""Beyond so many people no greeting can call each by name, and one that calls a few does not make it personal."""


@signal(group="subject", weight=1.0)  # the founding post's mark: the subject is the sender's name
def subject_is_your_name(case: DraftCase) -> Hit | None:
    """The subject is the owner's own name, and somebody gets it who does not know that name."""
    if not case.name_subject or not (case.cold or case.unchecked):
        return None
    return Hit("The subject is your own name: it does not say what you ask of the reader.", _step(case))


@signal(group="subject", weight=1.0)  # the founding post again: or the kind of job wanted
def subject_is_job(case: DraftCase) -> Hit | None:
    """The subject is a bare job title."""
    if not case.title_subject or case.name_subject or not (case.cold or case.unchecked):
        return None
    return Hit("The subject is a bare job title: it does not say what you ask of the reader.", _step(case))


@signal(group="subject", weight=1.0)
def subject_is_empty(case: DraftCase) -> Hit | None:
    """The subject is known, and there is none."""
    if case.subject is None or case.subject.strip() or not case.others:
        return None
    return Hit("There is no subject yet.", HINT)


@signal(group="text", weight=1.0)
def no_greeting_by_name(case: DraftCase) -> Hit | None:
    """Not one recipient is called by name, and somebody gets it who does not know the owner. A shared mailbox has no name."""
    letter = case.letter
    people = [each.address for each in case.others if each.kind is Kind.PERSON]
    if letter is None or letter.is_empty or not people or not any(each.kind is Kind.PERSON for each in case.cold):
        return None
    if len(people) <= MAX_GREETED and greets_any(letter.opening, people):
        return None
    return Hit("It greets nobody by name.", HINT if len(case.cold) == 1 else SECOND_LOOK)


@signal(group="text", weight=1.0)
def wrong_name_in_greeting(case: DraftCase) -> str | None:
    """There is one person to greet, and the greeting names somebody else."""
    people = [each for each in case.others if each.kind is Kind.PERSON]
    if case.letter is None or len(case.others) != 1 or len(people) != 1:
        return None
    name = wrong_name(case.letter.opening, people[0].address)
    return f"It greets “{name}”, but goes to {called(people[0])}." if name else None


@signal(group="text", weight=1.0)  # a form letter that was not filled in; the reader's side knows the forms
def merge_residue(case: DraftCase) -> str | None:
    """A placeholder was left unfilled, or the place of a name is empty."""
    if case.message is None:
        return None
    seen = broadcast_signals()["MERGE_RESIDUE"].find(
        Case(case.message, Context(case.owner), case.resume or Resume("other", None, 0.0))
    )
    return seen.text if seen else None


def _step(case: DraftCase) -> float:
    return HINT if len(case.cold) + len(case.unchecked) <= 1 else SECOND_LOOK
