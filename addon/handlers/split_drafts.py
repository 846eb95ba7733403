"""Make one draft for each recipient, 25 at a press, each person once however often the button is pressed.

Two guards: a mark in the store for each copy made, and a Message-ID that the same copy always has, for when the store forgot.
A lost answer is not asked for again by itself, as the draft may have been made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from addon.core.assessment import NotSeen
from addon.core.draft.recipients import Kind, Recipient
from addon.errors import GmailError
from addon.gmail import Answer, Mailbox
from addon.gmail.drafts import DraftRef, WritingMailbox, create_draft, list_drafts
from addon.handlers.compose import DraftAssessment
from addon.handlers.draft_memory import DraftMemory
from addon.handlers.fixes import history_line
from addon.handlers.split import copy_for, empty_for, message_id_for
from addon.handlers.words import Calendar

AT_ONCE = 25
"""Drafts made at one press: 250 Gmail units, and well within the ten seconds a click may take."""

TEXT_CAP = 6 * 1024 * 1024
"""Bytes of drafts sent in one batch; with large attachments fewer are made at one press."""


@dataclass(frozen=True)
class SplitResult:
    """How far a split is: ``made`` so far of ``total``, ``new`` at this press. ``problem`` is what stopped it, or ""."""

    total: int
    made: int
    new: int
    problem: str = ""
    without_text: bool = False

    @property
    def notice(self) -> str:
        """One sentence for the toast."""
        if self.problem:
            return f"{self.made} of {self.total} drafts made. {self.problem}"
        text = " They have no text yet: Acquaint may not read this draft." if self.without_text and self.new else ""
        if self.made < self.total:
            return f"{self.made} of {self.total} drafts made; press again for the next.{text}"
        if not self.new:
            return f"All {self.total} drafts are already in Drafts."
        return f"All {self.total} drafts are in Drafts. This draft stays as it is.{text}"


def people_to_split(found: DraftAssessment) -> list[Recipient]:
    """Return who gets a draft of their own: persons and shared mailboxes, strangers and known alike."""
    return [each for each in found.case.others if each.kind in {Kind.PERSON, Kind.ROLE}]


def split_drafts(
    reading: Mailbox,
    writing: WritingMailbox,
    memory: DraftMemory,
    found: DraftAssessment,
    raw: bytes,
    calendar: Calendar,
) -> SplitResult:
    """Make the next drafts of the split of ``found`` and return how far it is. ``raw``: the saved draft, b"" for empty texts."""
    people = people_to_split(found)
    marks = {each.address.key: split_mark(found, each) for each in people}
    done = {key for key, mark in marks.items() if memory.is_marked(mark)}
    open_people = [each for each in people if each.address.key not in done]
    size = max(1, min(AT_ONCE, TEXT_CAP // max(1, len(raw))))
    batch = open_people[:size]
    if not batch:
        return SplitResult(len(people), len(done), 0)
    ids = {each.address.key: message_id_for(marks[each.address.key], found.case.writer) for each in batch}
    existing, problem = _already_there(reading, found, ids)
    if problem:
        return SplitResult(len(people), len(done), 0, problem)
    for key in existing:
        memory.mark(marks[key])
    batch = [each for each in batch if each.address.key not in existing]
    answers = _create(writing, memory, found, raw, calendar, batch, marks, ids)
    failed = [answer for answer in answers if not isinstance(answer, DraftRef)]
    new = len(batch) - len(failed)
    problem = failed[0].what if failed and isinstance(failed[0], GmailError) else ""
    return SplitResult(len(people), len(done) + len(existing) + new, new, problem, without_text=not raw)


def split_mark(found: DraftAssessment, person: Recipient) -> str:
    """Return the mark that this draft's copy for ``person`` was made; the same whoever else is still among the recipients."""
    name = found.draft_id or " ".join((found.window.subject or "").split())
    digest = hashlib.sha256(f"{name}\n{person.address.key}".encode("utf-8", "replace")).hexdigest()[:40]
    return f"split:{digest}"


def _already_there(reading: Mailbox, found: DraftAssessment, ids: dict[str, str]) -> tuple[set[str], str]:
    """Return the keys whose copies are among the drafts, or why that cannot be told; nothing where drafts may not be read."""
    if any(note.scope for note in found.not_seen if isinstance(note, NotSeen)):
        return set(), ""
    query = f"in:drafts {{{' '.join(f'rfc822msgid:{message_id}' for message_id in ids.values())}}}"
    first = reading.run([list_drafts(query, most=AT_ONCE)])[0]
    if isinstance(first, GmailError):
        return set(), first.what
    if not first:
        return set(), ""
    answers = reading.run([list_drafts(f"in:drafts rfc822msgid:{message_id}", most=1) for message_id in ids.values()])
    problem = next((answer.what for answer in answers if isinstance(answer, GmailError)), "")
    there = {key for key, answer in zip(ids, answers, strict=True) if not isinstance(answer, GmailError) and answer}
    return there, problem


def _create(
    writing: WritingMailbox,
    memory: DraftMemory,
    found: DraftAssessment,
    raw: bytes,
    calendar: Calendar,
    batch: Sequence[Recipient],
    marks: dict[str, str],
    ids: dict[str, str],
) -> list[Answer]:
    owner, now = found.case.writer, found.case.now
    calls = []
    for each in batch:
        key, line = each.address.key, history_line(each, found.case.now, calendar)
        if raw:
            made = copy_for(raw, each.address, owner, ids[key], line, now)
        else:
            made = empty_for(found.case.subject or "", each.address, owner, ids[key], line, now)
        calls.append(create_draft(made))
        # Marked before it is made: two presses at once make no second copy.
        memory.mark(marks[key])
    answers = writing.run(calls)
    for each, answer in zip(batch, answers, strict=True):
        if not isinstance(answer, DraftRef):
            memory.unmark(marks[each.address.key])
    return answers
