"""The one sentence a draft's card opens with. It says what was seen and no more: green is no promise."""

from __future__ import annotations

from collections.abc import Sequence

from addon.core.draft.case import SECOND_LOOK, DraftCase
from addon.core.draft.recipients import Kind, Recipient, is_on_list_host
from addon.core.draft.wording import called, capital, number, strangers, unknowing
from addon.core.evidence import Finding


def warning_sentence(draft: DraftCase, reasons: Sequence[Finding]) -> str:
    """Return what is about to happen: to whom, where strangers are the reason, else the strongest reason itself.

    ``reasons``: at least one, the strongest first.
    """
    cold, first = draft.cold, reasons[0]
    groups = {finding.group for finding in reasons if finding.weight >= SECOND_LOOK}
    if groups & {"crowd", "resume"} and draft.has_resume and (crowds := _readers(draft)):
        whose = "your" if draft.resume is not None and draft.resume.candidate == "sender" else "a"
        return f"You are about to send {whose} resume to {crowds}."
    about_people = bool(groups & {"crowd", "resume"}) or (first.group == "repeat" and len(cold) > 1)
    if not about_people or not cold:
        return first.text
    if len(cold) == len(draft.others):
        return f"You are about to write to {strangers(cold)}{'' if len(cold) == 1 else ', all at once'}."
    return f"{capital(number(len(cold)))} of the {number(len(draft.others))} recipients {unknowing(cold)}."


def _readers(draft: DraftCase) -> str:
    """``two people who don't know you and three mailing lists``, or what there is of it."""
    people = [strangers(draft.cold)] if draft.cold else []
    return " and ".join([*people, *_listed(draft.others)])


def _listed(others: Sequence[Recipient]) -> list[str]:
    lists = sum(each.kind is Kind.LIST for each in others)
    return [] if not lists else ["a mailing list"] if lists == 1 else [f"{number(lists)} mailing lists"]


def fine_sentence(draft: DraftCase, *, checked: bool) -> str:
    """Return who gets a draft in which nothing asks for a second look."""
    others = draft.others
    if not others:
        return "This goes only to yourself."
    if not checked:
        return "Whether these people know you could not be checked."
    if all(each.is_known or each.colleague for each in others):
        return _familiar(others)
    if len(others) == 1:
        return _only(draft, others[0])
    if draft.unchecked:
        whether = f"whether {number(len(draft.unchecked))} of the {number(len(others))} recipients know you could not be checked."
        return capital(whether) if not draft.cold else f"{_not_yet(draft)}; {whether}"
    return f"{_not_yet(draft)}." if draft.cold else _mixed(others)


def _familiar(others: Sequence[Recipient]) -> str:
    colleagues = sum(not each.is_known for each in others)
    if len(others) == 1:
        return f"{called(others[0])} {'is a colleague' if colleagues else 'knows you'}."
    who = "Both recipients" if len(others) == 2 else f"All {number(len(others))} recipients"
    if not colleagues:
        return f"{who} know you."
    return f"{who} are colleagues." if colleagues == len(others) else f"{who} know you or are colleagues."


def _only(draft: DraftCase, only: Recipient) -> str:
    if only.kind is Kind.LIST:
        if is_on_list_host(only.address):
            return f"{called(only)} is a mailing list: everyone on it will read this."
        return f"{called(only)} looks like a mailing list: everyone on it will read this."
    if only.kind is Kind.ROLE:
        return f"{called(only)} is a shared mailbox, not one person's."
    if only.tie.received:
        return f"{called(only)} wrote to you before."
    if draft.letter is not None and not draft.letter.is_empty:
        return f"{called(only)} doesn't know you yet, and you write to them alone."
    return f"{called(only)} doesn't know you yet."


def _not_yet(draft: DraftCase) -> str:
    cold, others = draft.cold, draft.others
    if any(each.wrote_first for each in cold):
        return capital(f"{number(len(cold))} of the {number(len(others))} recipients {unknowing(cold)}")
    if len(cold) == len(others):
        who = "Neither recipient" if len(cold) == 2 else f"None of the {number(len(cold))} recipients"
        return f"{who} knows you yet"
    return capital(f"{number(len(cold))} of the {number(len(others))} recipients {unknowing(cold)} yet")


def _mixed(others: Sequence[Recipient]) -> str:
    """Acquaintances, people who wrote first, and lists."""
    listed = "".join(_listed(others))
    people = [each for each in others if each.kind is not Kind.LIST]
    if not people:
        return f"It goes to {listed}: everyone on them will read this."
    if any(each.is_known or each.colleague for each in people):
        wrote = all(each.is_known or each.colleague for each in people)
        ties = "know you" if wrote else "know you or wrote to you before"
    else:
        ties = "wrote to you before"
    if not listed:
        who = "Both recipients" if len(people) == 2 else f"All {number(len(people))} recipients"
        return f"{who} {ties}."
    who = f"{called(people[0])} {ties.replace('know', 'knows')}" if len(people) == 1 else f"{number(len(people))} people {ties}"
    return f"{capital(who)}; everyone on {listed} will read this too."
