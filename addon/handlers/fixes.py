"""What each one-click fix would do to the draft. Plans only: the routes turn them into Gmail's host actions.

Each is computed from the recipients of the click itself, and pressing twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.core.address import Address
from addon.core.draft.greeting import greeted_name, is_greeting
from addon.core.draft.judge import KEEP_KNOWN
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.handlers.compose import DraftAssessment
from addon.handlers.draft_text import is_current
from addon.handlers.letter_words import first_line, greeting_for, history_line, language_of
from addon.handlers.words import Calendar

Lists = Mapping[Field, tuple[Address, ...]]


@dataclass(frozen=True)
class Change:
    """New contents of fields of the draft; None leaves a field alone. ``notice`` tells what was done."""

    notice: str
    to: tuple[str, ...] | None = None
    cc: tuple[str, ...] | None = None
    bcc: tuple[str, ...] | None = None
    subject: str | None = None
    insert: str | None = None
    after: DraftAssessment | None = None

    @property
    def is_empty(self) -> bool:
        """True where nothing in the draft changes."""
        return all(value is None for value in (self.to, self.cc, self.bcc, self.subject, self.insert))


# --- recipients ---------------------------------------------------------------------------------------------------------------


def leaving(found: DraftAssessment, name: str) -> tuple[Recipient, ...]:
    """Return whom the fix ``name`` (KEEP_KNOWN or REMOVE_STRANGERS) takes out. Who could not be checked always stays.

    Nobody leaves Bcc where Gmail did not say who is in it and the saved draft is an older one: somebody newer would go unseen.
    """
    strangers = found.case.cold
    gone = tuple(each for each in found.case.others if not _stays(each)) if name == KEEP_KNOWN else strangers
    return tuple(each for each in gone if each.field is not Field.BCC or _may_set_bcc(found))


def _stays(each: Recipient) -> bool:
    return each.kind is Kind.LIST or each.is_known or each.colleague or each.is_unchecked


def _may_set_bcc(found: DraftAssessment) -> bool:
    return found.window.bcc_known or is_current(found.not_seen)


def keep_known(found: DraftAssessment) -> Change:
    """Keep the owner, lists, colleagues, those who know the owner, and who could not be checked; take out everybody else."""
    return _take_out(found, leaving(found, KEEP_KNOWN), "kept people who know you")


def remove_strangers(found: DraftAssessment) -> Change:
    """Take out those who do not know the owner; who could not be checked stays."""
    return _take_out(found, leaving(found, ""), "took out people who don't know you")


def _take_out(found: DraftAssessment, gone: Sequence[Recipient], what: str) -> Change:
    unchecked = len(found.case.unchecked)
    stayed = f" {unchecked:,} who could not be checked {'stays' if unchecked == 1 else 'stay'}." if unchecked else ""
    untold = "" if found.window.bcc_known else _about_bcc(found)
    if not gone:
        return Change(f"Nobody to take out.{stayed}{untold}")
    keys, touched = {each.key for each in gone}, {each.field for each in gone}
    kept = [each for each in found.case.recipients if each.key not in keys]
    specs = lists_of(kept)
    fields = {field: specs[field] for field in touched}
    people = "1 recipient" if len(gone) == 1 else f"{len(gone):,} recipients"
    return Change(
        f"Took out {people}: {what}.{stayed}{untold}",
        to=fields.get(Field.TO),
        cc=fields.get(Field.CC),
        bcc=fields.get(Field.BCC),
        after=found.with_recipients(kept),
    )


def _about_bcc(found: DraftAssessment) -> str:
    """What became of a Bcc field of which Gmail told nothing."""
    if found.case.message is None or not _may_set_bcc(found):
        return " Bcc was left alone: Gmail did not say who is in it."
    if any(each.field is Field.BCC for each in found.case.recipients):
        return " Check Bcc: Gmail did not show it, so it was taken from the saved draft."
    return ""


def together(found: DraftAssessment, before: Lists) -> Lists:
    """Return who stands where once everybody of ``before`` is back beside those who are there now, each person once.

    Who was moved to another field since then stays in it, and who was added stays too.
    """
    present = {each.key: each for each in found.case.recipients}
    lists: dict[Field, tuple[Address, ...]] = {}
    for field in Field:
        back = [each for each in before.get(field, ()) if present.get(each.key) is None or present[each.key].field is field]
        keys = {each.key for each in back}
        added = [each.address for each in present.values() if each.field is field and each.key not in keys]
        lists[field] = (*back, *added)
    return lists


def put_back(found: DraftAssessment, lists: Lists, after: DraftAssessment) -> Change:
    """Set the fields to ``lists`` (see :func:`together`); ``after`` is the assessment of that."""
    now = {field: {each.key for each in found.case.recipients if each.field is field} for field in Field}
    changed = {
        field: tuple(each.addr_spec for each in people)
        for field, people in lists.items()
        if {each.key for each in people} != now[field]
    }
    if not changed:
        return Change("The recipients are already back.")
    untold = "" if found.window.bcc_known or Field.BCC not in changed else " Check Bcc: Gmail did not show what it held."
    return Change(
        f"The recipients are back.{untold}",
        to=changed.get(Field.TO),
        cc=changed.get(Field.CC),
        bcc=changed.get(Field.BCC),
        after=after,
    )


def lists_of(recipients: Sequence[Recipient]) -> dict[Field, tuple[str, ...]]:
    """Return the addr-specs of each field."""
    return {field: tuple(each.address.addr_spec for each in recipients if each.field is field) for field in Field}


# --- subject ------------------------------------------------------------------------------------------------------------------


def clearer_subject(found: DraftAssessment) -> Change:
    """Say in the subject what the mail asks for, from what the draft itself holds."""
    subject = suggest_subject(found)
    if not subject or subject == (found.case.subject or ""):
        return Change("No clearer subject could be made from this draft. Say in a few words what you ask for.")
    return Change(f"New subject: {subject}", subject=subject, after=found.with_subject(subject))


def suggest_subject(found: DraftAssessment) -> str:
    """Return a subject that says what is asked, or "" where nothing can be made of the draft. A good one comes back as it is."""
    case = found.case
    text = case.message.body.text if case.message else ""
    says_nothing = bool(case.title_subject or case.name_subject or case.paper_subject)
    if not says_nothing and case.subject is not None and case.subject.strip():
        return case.subject
    if not says_nothing or language_of(text) != "en":
        return _first_words(text)  # in the letter's own words
    name = " ".join(case.writer.display_name.split())[:60] or case.name_subject
    if case.name_subject:
        return f"{case.name_subject[:60]}: may I ask you about a role?"
    about = f"about {case.title_subject[:60]} roles" if case.title_subject else "for your advice"
    return f"May I ask you {about}?" + (f" – {name}" if name else "")


def _first_words(text: str) -> str:
    """Return up to seven words of the first line that is no greeting."""
    lines = [line.strip() for line in text[:2_000].splitlines() if line.strip()]
    line = next((line for line in lines if not is_greeting(line)), "")
    words = re.split(r"(?<=[.?!])\s", line)[0].rstrip(".!").split()
    return (" ".join(words[:7]) + ("…" if len(words) > 7 else ""))[:100] if len(words) > 1 else ""


# --- greeting -----------------------------------------------------------------------------------------------------------------


def person_to_greet(found: DraftAssessment) -> Recipient | None:
    """Return the one person a greeting could be for, None where there are several or none."""
    people = [each for each in found.case.others if each.kind is Kind.PERSON]
    return people[0] if len(people) == 1 else None


def opener(found: DraftAssessment, last_exchange: int | None, calendar: Calendar) -> Change:
    """Greet the one recipient, with a true line on ``last_exchange`` (ms since the epoch, None where it is not known).

    Gmail lets an add-on insert text but not replace it: the greeting gets a line of its own, wherever the cursor is, and the
    owner is told to delete the old one.
    """
    person = person_to_greet(found)
    if person is None:
        return Change("An opener needs one recipient to greet.")
    text = found.case.message.body.text if found.case.message else ""
    greeting = greeting_for(person.address, text)
    if not greeting:
        return Change("No greeting could be made: the address has no name.")
    line = history_line(last_exchange, text, found.case.now, calendar)
    old = _old_greeting(text)
    notice = "The greeting was put in at your cursor."
    if old:
        notice += f" Delete the old one (“{old}”): an add-on can add text, but not replace it."
    return Change(notice, insert=f"\n{greeting}\n\n" + (f"{line}\n\n" if line else ""))


def _old_greeting(text: str) -> str:
    first = first_line(text)
    return first[:60] if is_greeting(first) or greeted_name(first) else ""
