"""What each one-click fix would do to the draft. Plans only: the routes turn them into Gmail's host actions.

Each is computed from the recipients of the click itself, and pressing twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from addon.core.address import Address
from addon.core.draft.greeting import is_greeting
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.core.exchange import DAY_MS
from addon.handlers.compose import DraftAssessment
from addon.handlers.words import Calendar


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


def keep_known(found: DraftAssessment) -> Change:
    """Keep the owner, lists, colleagues and those who know the owner; take out everybody else."""

    def stays(each: Recipient) -> bool:
        return each.kind in {Kind.SELF, Kind.LIST} or each.is_known or each.colleague

    return _keep(found, stays, "kept only people who know you")


def remove_strangers(found: DraftAssessment) -> Change:
    """Take out those who do not know the owner and never wrote; who could not be checked stays."""
    return _keep(found, lambda each: not each.is_cold, "took out people who don't know you")


def _keep(found: DraftAssessment, stays: Callable[[Recipient], bool], what: str) -> Change:
    recipients = found.window.recipients if found.window.bcc_known else found.case.recipients
    ties = {each.address.key: each for each in found.case.recipients}
    judged = [ties.get(each.address.key, each) for each in recipients]
    kept = [each for each in judged if stays(each)]
    gone = len(judged) - len(kept)
    if not gone:
        return Change("Nobody to take out.")
    fields = {
        field: tuple(each.address.addr_spec for each in kept if each.field is field)
        for field in Field
        if any(each.field is field and not stays(each) for each in judged)
    }
    people = "1 recipient" if gone == 1 else f"{gone:,} recipients"
    return Change(
        f"Took out {people}: {what}.",
        to=fields.get(Field.TO),
        cc=fields.get(Field.CC),
        bcc=fields.get(Field.BCC),
        after=found.with_recipients(kept),
    )


def put_back(found: DraftAssessment, lists: dict[Field, tuple[Address, ...]], after: DraftAssessment) -> Change:
    """Set the fields in ``lists`` to what they held before a fix; ``after`` is the assessment of that."""
    now = {field: tuple(each.address.key for each in found.window.recipients if each.field is field) for field in Field}
    changed = {
        field: tuple(each.addr_spec for each in people)
        for field, people in lists.items()
        if tuple(each.key for each in people) != now[field]
    }
    if not changed:
        return Change("The recipients are already back.")
    return Change(
        "The recipients are back.",
        to=changed.get(Field.TO),
        cc=changed.get(Field.CC),
        bcc=changed.get(Field.BCC),
        after=after,
    )


def clearer_subject(found: DraftAssessment) -> Change:
    """Say in the subject what the mail asks for, from what the draft itself holds."""
    subject = suggest_subject(found)
    if not subject or subject == (found.case.subject or ""):
        return Change("No clearer subject could be made from this draft. Say in a few words what you ask for.")
    return Change(f"New subject: {subject}", subject=subject, after=found.with_recipients(found.window.recipients, subject))


def suggest_subject(found: DraftAssessment) -> str:
    """Return a subject that says what is asked, or "" where nothing can be made of the draft. A good one comes back as it is."""
    case = found.case
    name = " ".join(case.writer.display_name.split())[:60] or case.name_subject
    if case.title_subject:
        return f"May I ask you about {case.title_subject[:60]} roles?" + (f" – {name}" if name else "")
    if case.name_subject:
        return f"{case.name_subject[:60]}: may I ask you about a role?"
    if case.subject is not None and case.subject.strip():
        return case.subject
    return _first_words(case.message.body.text if case.message else "")


def _first_words(text: str) -> str:
    """Return up to seven words of the first line that is no greeting."""
    lines = [line.strip() for line in text[:2_000].splitlines() if line.strip()]
    line = next((line for line in lines if not is_greeting(line)), "")
    words = re.split(r"(?<=[.?!])\s", line)[0].rstrip(".!").split()
    return (" ".join(words[:7]) + ("…" if len(words) > 7 else ""))[:100] if len(words) > 1 else ""


def opener(found: DraftAssessment, calendar: Calendar) -> Change:
    """Greet the one recipient by name, with a true line from the shared history where there is one."""
    people = [each for each in found.case.others if each.kind is Kind.PERSON]
    if len(people) != 1:
        return Change("An opener needs one recipient to greet.")
    line = history_line(people[0], found.case.now, calendar)
    greeting = f"Dear {_calling(people[0].address)},\n\n"
    return Change("The opener was put in at your cursor.", insert=greeting + (f"{line}\n\n" if line else ""))


def history_line(person: Recipient, now: int, calendar: Calendar) -> str:
    """Return one true sentence about the last contact both ways, or "" where there was none or no date is known."""
    tie = person.tie
    if not tie.level.is_known or tie.last_contact is None:
        return ""
    if now - tie.last_contact < 30 * DAY_MS:
        return ""  # people who wrote last week need no reminder
    return f"We last wrote in {calendar.month(tie.last_contact)}."


def _calling(address: Address) -> str:
    """Return how to call a person whose customs we do not know: the whole name as they write it."""
    name = " ".join(address.display_name.split())
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    return name[:60] or address.local_part[:60]


def lists_of(recipients: Sequence[Recipient]) -> dict[Field, tuple[str, ...]]:
    """Return the addr-specs of each field."""
    return {field: tuple(each.address.addr_spec for each in recipients if each.field is field) for field in Field}
