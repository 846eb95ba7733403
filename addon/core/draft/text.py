"""Signals about what a draft says: its subject, its greeting, and what a merge left behind."""

from __future__ import annotations

from addon.core.draft.case import BCC_CROWD, HINT, SECOND_LOOK, DraftCase, signal
from addon.core.draft.greeting import greets_any, wrong_name
from addon.core.draft.recipients import Kind
from addon.core.draft.residue import find_residue
from addon.core.draft.wording import called
from addon.core.signals import Hit

MAX_GREETED = 20
"""Beyond so many people no greeting can call each by name, and one that calls a few does not make it personal."""


@signal(group="subject", weight=1.0)  # the founding post's mark: the subject is the sender's name
def subject_is_your_name(case: DraftCase) -> Hit | None:
    """The subject is the owner's own name, and somebody gets it who does not know that name."""
    if not case.name_subject or not _newcomers(case):
        return None
    return Hit("The subject is your own name: it does not say what you ask of the reader.", _step(case))


@signal(group="subject", weight=1.0)  # the founding post again: or the kind of job wanted
def subject_is_job(case: DraftCase) -> Hit | None:
    """The subject is a bare job title, or only the word for a resume or an application."""
    if case.name_subject or not _newcomers(case):
        return None
    # "Plumber" over an ordinary letter says little, but it is no mark of a blast.
    step = _step(case) if case.is_job_search else HINT
    if case.title_subject:
        return Hit("The subject is a bare job title: it does not say what you ask of the reader.", step)
    if case.paper_subject:
        return Hit(f"The subject says only “{case.paper_subject}”: it does not say what you ask of the reader.", step)
    return None


@signal(group="subject", weight=1.0)
def subject_is_empty(case: DraftCase) -> Hit | None:
    """The subject is known, and there is none."""
    if case.subject is None or case.subject.strip() or not case.others:
        return None
    return Hit("There is no subject yet.", HINT)


@signal(group="text", weight=1.0)
def no_greeting_by_name(case: DraftCase) -> Hit | None:
    """Not one recipient is called by name, and somebody gets it who does not know the owner.

    A shared mailbox has no name, and in a running thread nobody greets each reader.
    """
    letter = case.letter
    people = [each.address for each in case.others if each.kind is Kind.PERSON]
    if letter is None or letter.is_empty or case.is_plain_reply or not any(each.kind is Kind.PERSON for each in case.cold):
        return None
    if len(people) <= MAX_GREETED and greets_any(letter, people):
        return None
    nobody = "nobody" if len(people) == 1 else "none of them"
    return Hit(f"It greets {nobody} by name.", HINT if len(case.cold) < BCC_CROWD else SECOND_LOOK)


@signal(group="text", weight=1.0)
def wrong_name_in_greeting(case: DraftCase) -> Hit | None:
    """There is one person to greet, and the greeting clearly names somebody else.

    What friends call each other is their own affair, so to them it is a hint; who could not be looked up may be a friend.
    """
    only = case.others[0] if len(case.others) == 1 else None
    if case.letter is None or only is None or only.kind is not Kind.PERSON or only.is_unchecked:
        return None
    name = wrong_name(case.letter.opening, only.address, is_friend=not only.is_stranger)
    return Hit(f"It greets “{name}”, but goes to {called(only)}.", SECOND_LOOK if only.is_stranger else HINT) if name else None


@signal(group="text", weight=1.0)  # a form letter that was not filled in; the reader's side knows the forms
def merge_residue(case: DraftCase) -> Hit | None:
    """A placeholder was left unfilled, or the place of a name is empty. To people who know the owner it is a hint at most."""
    found = find_residue(case)
    if found is None:
        return None
    text, is_certain = found
    to_strangers = bool(_newcomers(case))
    return Hit(text, SECOND_LOOK if to_strangers and is_certain else HINT) if to_strangers or is_certain else None


def _newcomers(case: DraftCase) -> int:
    """How many may not know the owner; a list counts where a resume goes to it."""
    lists = sum(each.kind is Kind.LIST for each in case.others) if case.has_resume else 0
    return len(case.cold) + len(case.unchecked) + lists


def _step(case: DraftCase) -> float:
    return HINT if _newcomers(case) <= 1 else SECOND_LOOK
