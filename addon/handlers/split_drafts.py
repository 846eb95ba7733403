"""Make one draft for each recipient, 25 at a press, each person once however often the button is pressed.

Two guards: a mark in the store for each copy made, and a Message-ID that the same copy always has, for when the store forgot.
Both name what the draft says, so that an edited draft makes new copies. A mark alone proves nothing for long, as the way to undo
a split is to delete its copies: where Gmail may be asked, it is. A lost answer is not asked for again by itself, as the draft
may have been made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.core.draft.recipients import SOMEBODY, Recipient
from addon.errors import GmailError
from addon.gmail import Answer, Mailbox
from addon.gmail.drafts import DraftRef, SavedDraft, WritingMailbox, create_draft
from addon.handlers.compose import DraftAssessment
from addon.handlers.draft_memory import DraftMemory
from addon.handlers.last_exchange import find_last_exchanges
from addon.handlers.letter_words import history_line
from addon.handlers.reading import read_mail
from addon.handlers.split import content_of, copy_for, empty_for, message_id_for
from addon.handlers.split_copies import Copy, find_missing, find_present
from addon.handlers.words import Calendar

AT_ONCE = 25
"""Drafts made at one press: 250 Gmail units, and well within the ten seconds a click may take."""

TEXT_CAP = 6 * 1024 * 1024
"""Bytes of drafts sent in one batch; with large attachments fewer are made at one press."""

_JUST_NOW_MS = 30_000
"""Longer than a press takes: copies that another press is making, or has just made, need not be found by a search yet."""


@dataclass(frozen=True)
class SplitResult:
    """How far a split is: ``made`` so far of ``total``, ``new`` at this press. ``problem`` is what stopped it, or "".

    Of the new ones ``again`` had been made before and deleted; of the older ones ``unseen`` were made a moment ago but are not
    found, and ``unchecked`` could not be looked for. ``edited``: copies of an earlier text were made before.
    """

    total: int
    made: int
    new: int
    problem: str = ""
    without_text: bool = False
    again: int = 0
    unseen: int = 0
    unchecked: int = 0
    edited: bool = False

    @property
    def notice(self) -> str:
        """One or two sentences for the toast."""
        if self.problem:
            return f"{self.made} of {self.total} drafts made. {self.problem}"
        text = " They have no text yet: Acquaint may not read this draft." if self.without_text and self.new else ""
        again = f" {self.again} had been deleted and were made again." if self.again else ""
        older = " Those with the earlier text are still there too." if self.edited and self.new else ""
        if self.made < self.total:
            return f"{self.made} of {self.total} drafts made; press again for the next.{again}{older}{text}"
        if self.new:
            return f"All {self.total} drafts are in Drafts. This draft stays as it is.{again}{older}{text}"
        if self.unseen:
            seen = f"All {self.total} drafts were already made a moment ago, but {self.unseen} cannot be seen."
            return f"{seen} If you deleted them, press again in a minute."
        if self.unchecked:
            return f"All {self.total} drafts were already made; whether they are still in Drafts could not be checked."
        return f"All {self.total} drafts are already in Drafts, or were sent."

    @property
    def label(self) -> str:
        """What the button says next."""
        left = self.total - self.made
        return f"Make the next {min(left, AT_ONCE)} drafts" if left > 0 else "Make one draft for each"

    @property
    def progress(self) -> str:
        """How far it is, for the card."""
        if self.made >= self.total:
            return f"All {self.total} drafts are made: look in Drafts. This draft stays as it is."
        return f"{self.made} of {self.total} drafts are made, {self.total - self.made} are left. This draft stays as it is."


def people_to_split(found: DraftAssessment) -> list[Recipient]:
    """Return who gets a draft of their own: persons and shared mailboxes, strangers and known alike."""
    return [each for each in found.case.others if each.kind in SOMEBODY]


class Split:
    """The split of ``found``, at one press of the button. ``saved``: None where the draft may not be read."""

    def __init__(
        self,
        reading: Mailbox,
        writing: WritingMailbox,
        memory: DraftMemory,
        found: DraftAssessment,
        saved: SavedDraft | None,
        calendar: Calendar,
    ) -> None:
        self._reading, self._writing, self._memory, self._calendar = reading, writing, memory, calendar
        self._found, self._saved = found, saved
        self._raw = saved.mail.raw if saved else b""
        subject = " ".join((found.case.subject or "").split())
        self._text = read_mail(saved.mail) if saved else None
        # What the window shows is newer than what was saved.
        shown = found.window.subject
        self._newer = shown if self._text and shown is not None and subject != " ".join(self._text.subject.split()) else None
        what = _digest(content_of(self._raw), self._newer or "") if saved else subject
        self._name = found.draft_id or subject
        self._split = _digest(self._name, what)
        self._people = {each.key: each for each in people_to_split(found)}
        self._marks = {key: f"split:{_digest(self._split, key)}" for key in self._people}
        self._copies = {
            key: Copy(message_id_for(mark, found.case.writer), self._people[key].address.addr_spec)
            for key, mark in self._marks.items()
        }

    def press(self) -> SplitResult:
        """Look what is there, make the next copies; return how far the split is."""
        total = len(self._people)
        edited = self._note_text()
        done = {key for key, mark in self._marks.items() if self._memory.is_marked(mark)}
        gone, unchecked = self._look_for(done)
        unseen = len(gone) if self._is_just_now() else 0
        if not unseen:
            done -= gone
            for key in gone:
                self._memory.unmark(self._marks[key])
        size = max(1, min(AT_ONCE, TEXT_CAP // max(1, len(self._raw))))
        batch = [key for key in self._people if key not in done][:size]
        if not batch:
            return SplitResult(total, len(done), 0, unseen=unseen, unchecked=unchecked)
        existing, problem = self._already_there(batch)
        if problem:
            return SplitResult(total, len(done), 0, problem)
        for key in existing:
            self._memory.mark(self._marks[key])
        batch = [key for key in batch if key not in existing]
        failed = [answer for answer in self._create(batch) if not isinstance(answer, DraftRef)]
        new = len(batch) - len(failed)
        problem = failed[0].what_write if failed and isinstance(failed[0], GmailError) else ""
        again = len(gone.intersection(batch)) if not failed else 0
        made = len(done) + len(existing) + new
        return SplitResult(total, made, new, problem, self._saved is None, again, unseen, unchecked, edited)

    def _note_text(self) -> bool:
        """Remember that this text was split; True where another text of the same draft was split before, and this one never."""
        known, this = f"split-of:{_digest(self._name)}", f"split-text:{self._split}"
        if self._memory.is_marked(this):
            return False
        was_split = self._memory.is_marked(known)
        self._memory.mark(known)
        self._memory.mark(this)
        return was_split

    def _is_just_now(self) -> bool:
        slot = self._memory.now // _JUST_NOW_MS
        return any(self._memory.is_marked(self._press_mark(each)) for each in (slot, slot - 1))

    def _press_mark(self, slot: int) -> str:
        return f"split-press:{self._split}:{slot}"

    def _look_for(self, done: set[str]) -> tuple[set[str], int]:
        """Return which of the copies ``done`` are neither drafts nor sent, and how many could not be looked for."""
        if not done or self._saved is None:
            return set(), len(done)
        copies = {key: copy for key, copy in self._copies.items() if key in done}
        return find_missing(self._reading, copies, self._found.case.subject or "", self._saved.mail.gmail_id)

    def _already_there(self, batch: Sequence[str]) -> tuple[set[str], str]:
        """Return the keys whose copies are there though nothing is marked, or why that cannot be told."""
        if self._saved is None:
            return set(), ""
        return find_present(self._reading, {key: self._copies[key] for key in batch})

    def _create(self, batch: Sequence[str]) -> list[Answer]:
        if not batch:
            return []
        lines = self._lines(batch)
        owner, now = self._found.case.writer, self._found.case.now
        calls = []
        for key in batch:
            address, message_id = self._people[key].address, self._copies[key].message_id
            if self._saved:
                made = copy_for(self._raw, address, owner, message_id, lines.get(key, ""), now, self._newer)
            else:
                made = empty_for(self._found.case.subject or "", address, owner, message_id, "", now)
            calls.append(create_draft(made))
            # Marked before it is made: two presses at once make no second copy.
            self._memory.mark(self._marks[key])
        self._memory.mark(self._press_mark(self._memory.now // _JUST_NOW_MS))
        answers = self._writing.run(calls)
        for key, answer in zip(batch, answers, strict=True):
            if not isinstance(answer, DraftRef):
                self._memory.unmark(self._marks[key])
        return answers

    def _lines(self, batch: Sequence[str]) -> Mapping[str, str]:
        """Return what each copy says of the shared history, in the language of the letter."""
        if self._text is None:
            return {}
        text = self._text.body.text
        times = find_last_exchanges(self._reading, [self._people[key] for key in batch], self._calendar)
        return {key: history_line(at, text, self._found.case.now, self._calendar) for key, at in times.items()}


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
