"""A draft is open: find out who of its recipients knows the owner, read what was saved, and judge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from addon.core.address import Address, Owner
from addon.core.assessment import NotSeen
from addon.core.context import Context
from addon.core.draft import (
    MAX_JUDGED,
    Advice,
    DraftCase,
    DraftJudgement,
    Field,
    Kind,
    Recipient,
    advise,
    judge_draft,
    list_recipients,
    looks_to_stranger,
)
from addon.core.draft.recipients import SOMEBODY, UNKNOWN_TIE
from addon.core.relationship import Relationship
from addon.core.resume import judge_resume
from addon.core.verdict import Verdict
from addon.errors import AddonError, GmailError
from addon.events import ComposeOpened
from addon.gmail import Alias, Call, Mailbox, get_profile, list_aliases
from addon.handlers.draft_memory import DraftMemory, RecentDrafts
from addon.handlers.draft_text import SavedText, Window, read_saved_draft
from addon.handlers.lanes import Lane, Purse, run_lanes
from addon.handlers.memory import Remembrance
from addon.handlers.near import with_near
from addon.handlers.reading import Visit
from addon.handlers.recipient_fields import parse_recipients
from addon.handlers.recipients import find_ties
from addon.handlers.settings import with_own_addresses
from addon.handlers.ties import Ties
from addon.scopes import GMAIL_READONLY

UNITS_FEW, UNITS_MANY, UNITS_CROWD = 150, 800, 1_500
"""Gmail units a draft may cost: up to 12 recipients, up to 100, and beyond."""

NO_SEARCH = "Your earlier mail with these people: Acquaint may not search your mailbox."
NO_TEXT = "Your text and attachments: Acquaint may not read drafts."
NO_BCC = "Bcc: Gmail did not say who is in it."


@dataclass(frozen=True)
class DraftAssessment:
    """All that was found out about one draft. ``fingerprint`` names this draft in marks; ``draft_id`` is Gmail's, or "".

    ``acquaintances``: people who know the owner and may know the recipients.
    """

    case: DraftCase
    judgement: DraftJudgement
    window: Window
    fingerprint: str
    looks_like: Verdict | None = None
    advice: tuple[Advice, ...] = ()
    not_seen: tuple[NotSeen, ...] = ()
    draft_id: str = ""
    acquaintances: tuple[Address, ...] = ()

    def with_recipients(self, recipients: Sequence[Recipient]) -> DraftAssessment:
        """Return the assessment with these of its recipients left, without asking Gmail."""
        keys = {each.key for each in recipients}
        # The window holds what the next event will tell: where Gmail says nothing of Bcc, nobody whom only the saved draft names.
        shown = tuple(each for each in self.window.recipients if each.key in keys)
        window = replace(self.window, recipients=shown)
        return self._changed(window, replace(self.case, recipients=tuple(recipients)))

    def with_subject(self, subject: str) -> DraftAssessment:
        """Return the assessment under another subject, without asking Gmail."""
        return self._changed(replace(self.window, subject=subject), replace(self.case, subject=subject))

    def _changed(self, window: Window, case: DraftCase) -> DraftAssessment:
        return conclude(replace(self, case=case, window=window, fingerprint=fingerprint_of(window)))

    def with_dismissal(self, *, dismissed: bool) -> DraftAssessment:
        """Return the assessment with the warning put away or brought back."""
        return conclude(replace(self, case=replace(self.case, dismissed=dismissed)))


def assess_draft(
    mailbox: Mailbox,
    remembrance: Remembrance,
    memory: DraftMemory,
    recent: RecentDrafts[DraftAssessment],
    visit: Visit,
    event: ComposeOpened,
    *,
    afresh: bool = True,
) -> DraftAssessment:
    """Return what is to be said of the draft in ``event``. Failures leave a NotSeen behind, never an exception.

    ``afresh`` False takes what was found in the last ten minutes for the same recipients and subject.
    """
    habits = remembrance.owner()
    owner = remembrance.owner_addresses()
    if visit.email and not owner.owns(visit.email):
        owner = Owner((visit.email, *owner.addr_specs), owner.display_names)
    owner = with_own_addresses(owner, habits)
    fields, total = parse_recipients(event)
    window = Window(list_recipients(fields, owner)[:MAX_JUDGED], event.bcc is not None, event.subject)
    mark = fingerprint_of(window)
    key = (visit.owner_id, mark, *sorted(visit.scopes))
    if not afresh and (known := recent.find(key, visit.now)) is not None:
        return known.with_dismissal(dismissed=memory.is_marked(dismissal_mark(known.fingerprint)))
    found = _look(mailbox, remembrance, memory, visit, window, owner)
    assessment = _assess(found, memory, visit, mark, total)
    recent.keep(key, assessment, visit.now)
    return assessment


@dataclass(frozen=True)
class _Looked:
    """What one look at the mailbox brought."""

    window: Window
    owner: Owner
    ties: dict[str, Relationship]
    text: SavedText
    notes: tuple[NotSeen, ...]


def _look(mailbox: Mailbox, remembrance: Remembrance, memory: DraftMemory, visit: Visit, window: Window, owner: Owner) -> _Looked:
    people = [each.address for each in window.recipients if each.kind in SOMEBODY]
    remembered = memory.known_ties(people)
    if not window.recipients:
        return _Looked(window, owner, remembered, SavedText(), ())
    if not visit.may_search:
        missing = (NotSeen(NO_SEARCH, GMAIL_READONLY), NotSeen(NO_TEXT, GMAIL_READONLY))
        return _Looked(window, owner, remembered, SavedText(), missing)
    purse = Purse(UNITS_FEW if len(people) <= 12 else UNITS_MANY if len(people) <= 100 else UNITS_CROWD)
    asked = [each for each in people if each.key not in remembered]
    lanes: list[Lane[object]] = [
        cast("Lane[object]", _owner_lane(visit, remembrance, owner, purse)),
        cast("Lane[object]", read_saved_draft(window, purse)),
        cast("Lane[object]", find_ties(asked, memory.declared(asked), visit.now, purse)),
    ]
    results = run_lanes(mailbox, lanes)
    (owner, owner_notes), text, ties = cast("tuple[tuple[Owner, tuple[NotSeen, ...]], SavedText, Ties]", tuple(results))
    found_ties = {**ties.by_key, **remembered}
    hidden = _hidden(window, text, owner)
    if hidden:
        # The event left Bcc out and the saved draft tells who is in it: one more look, for them alone.
        known = memory.known_ties(hidden)
        rest = [each for each in hidden if each.key not in known]
        more = cast(
            "Ties", run_lanes(mailbox, [cast("Lane[object]", find_ties(rest, memory.declared(rest), visit.now, purse))])[0]
        )
        asked += rest
        ties = ties.joined(more)
        found_ties |= {**more.by_key, **known}
    memory.keep_ties(asked, ties.by_key)
    unread = sum(each.key not in found_ties for each in asked) - ties.doubtful
    notes = (*owner_notes, *_tie_notes(ties, unread), *text.notes)
    return _Looked(window, owner, found_ties, text, notes)


def _hidden(window: Window, text: SavedText, owner: Owner) -> list[Address]:
    """Return the people whom only the saved draft's Bcc names, where the event did not tell who is in Bcc."""
    if window.bcc_known or text.message is None:
        return []
    extra = _extra_bcc(text.message.bcc, window.recipients, owner)[:MAX_JUDGED]
    return [each.address for each in extra if each.kind in SOMEBODY]


def _owner_lane(visit: Visit, remembrance: Remembrance, owner: Owner, purse: Purse) -> Lane[tuple[Owner, tuple[NotSeen, ...]]]:
    """Ask for the owner's addresses where they are not remembered."""
    if remembrance.owner_addresses().addr_specs:
        return owner, ()
    calls: list[Call] = [list_aliases()] if visit.email else [list_aliases(), get_profile()]
    answers = yield purse.must(calls)
    specs = list(owner.addr_specs)
    names = list(owner.display_names)
    failed = False
    for answer in answers:
        if isinstance(answer, str):
            specs.insert(0, answer)
        elif isinstance(answer, tuple):
            specs += [alias.addr_spec for alias in answer if isinstance(alias, Alias)]
            names += [alias.display_name for alias in answer if isinstance(alias, Alias) and alias.display_name]
        else:
            failed = True
    found = Owner(tuple(dict.fromkeys(specs)), tuple(dict.fromkeys(names)))
    if failed:
        return found, (NotSeen("Which other addresses are yours."),)
    remembrance.keep_owner(found)
    return found, ()


def _tie_notes(ties: Ties, unread: int) -> Iterable[NotSeen]:
    if unread:
        problem = f" {ties.failure.what}" if isinstance(ties.failure, AddonError | GmailError) else ""
        count = "one recipient" if unread == 1 else f"{unread:,} recipients"
        yield NotSeen(f"Your earlier mail with {count}.{problem}")
    if ties.doubtful:
        count = "one recipient" if ties.doubtful == 1 else f"{ties.doubtful:,} recipients"
        yield NotSeen(f"Whether {count} answered you in person: what they wrote may be an automatic reply.")
    if ties.partly:
        yield NotSeen(f"Whether you ever wrote to {ties.partly:,} of those who never wrote to you: too many searches at once.")


def _assess(found: _Looked, memory: DraftMemory, visit: Visit, mark: str, total: int) -> DraftAssessment:
    window, message = found.window, found.text.message
    recipients = window.recipients
    if message is not None and not window.bcc_known:
        # The event left Bcc out; the saved draft tells.
        recipients = (*recipients, *_extra_bcc(message.bcc, recipients, found.owner))
    recipients = _with_ties(recipients, found.ties, found.owner)[:MAX_JUDGED]
    resume = None if message is None else judge_resume(message, Context(owner=found.owner, now=visit.now))
    subject = window.subject if window.subject is not None or message is None else message.subject
    notes = list(found.notes)
    if not window.bcc_known and message is None and recipients:
        notes.append(NotSeen(NO_BCC))
    if total > MAX_JUDGED:
        notes.append(NotSeen(f"{total - MAX_JUDGED:,} recipients beyond the first {MAX_JUDGED}: Gmail sends to no more."))
    case = DraftCase(
        owner=found.owner,
        now=visit.now,
        recipients=recipients,
        unjudged=max(0, total - MAX_JUDGED),
        subject=subject,
        message=message,
        resume=resume,
        repeats=found.text.repeats,
        dismissed=memory.is_marked(dismissal_mark(mark)),
    )
    empty = DraftJudgement("empty", "")
    near = memory.acquaintances() if case.is_job_search and case.cold else ()
    return conclude(DraftAssessment(case, empty, window, mark, None, (), tuple(notes), found.text.draft_id, near))


def conclude(found: DraftAssessment) -> DraftAssessment:
    """Return ``found`` with everything that follows from its case. Pure."""
    judgement = judge_draft(found.case)
    shows = judgement.grade in {"think", "stop"} or found.case.is_job_search
    return replace(
        found,
        judgement=judgement,
        looks_like=looks_to_stranger(found.case) if shows and not found.case.dismissed else None,
        advice=with_near(advise(found.case), found.case, found.acquaintances),
    )


def fingerprint_of(window: Window) -> str:
    """Return what names a draft: who stands where, and the subject. Changing either makes it another draft."""
    people = sorted(f"{each.field.value}:{each.key}" for each in window.recipients)
    text = "\n".join((" ".join((window.subject or "").split()), *people))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def dismissal_mark(fingerprint: str) -> str:
    """Return the mark that a warning about this draft was dismissed."""
    return f"draft:{fingerprint}"


def _extra_bcc(bcc: Iterable[Address], present: Sequence[Recipient], owner: Owner) -> list[Recipient]:
    known = {each.key for each in present}
    return [each for each in list_recipients(((Field.BCC, bcc),), owner) if each.key not in known]


def _with_ties(recipients: Sequence[Recipient], ties: dict[str, Relationship], owner: Owner) -> tuple[Recipient, ...]:
    """Return the recipients with their ties, and those who turn out to be the owner marked so."""
    own = owner.keys
    if len(own) == 1 and not any(each.key in own and each.kind is not Kind.SELF for each in recipients):
        return tuple(Recipient(e.address, e.field, e.kind, ties.get(e.key, UNKNOWN_TIE), e.colleague) for e in recipients)
    # The owner's other addresses may have been learnt only in this event.
    fields = [(field, [each.address for each in recipients if each.field is field]) for field in Field]
    return tuple(
        Recipient(each.address, each.field, each.kind, ties.get(each.key, UNKNOWN_TIE), each.colleague)
        for each in list_recipients(fields, owner)
    )
