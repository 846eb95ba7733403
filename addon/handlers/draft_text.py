"""The saved draft behind the compose window, and whether the same letter went out before.

No event names the draft, so it is found by its recipients and subject among the newest drafts; what is
read is what Gmail saved last, which lags behind the typing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from addon.core import query
from addon.core.assessment import NotSeen
from addon.core.draft import Field, Recipient, Repeats
from addon.core.message import Message
from addon.errors import GmailError
from addon.gmail.drafts import DraftRef, SavedDraft, get_draft, list_drafts
from addon.handlers.lanes import Lane, Purse
from addon.handlers.reading import read_mail
from addon.handlers.repeats import RepeatSearch

SAMPLE = 3
"""Recipients by which drafts are searched."""

SAME_FROM = 0.5
"""Share of recipients in common from which an older saved version counts as this draft."""

NOT_SAVED = "Your text: Gmail has not saved this draft yet. Wait a moment, then press Check again."
STALE = "Changes since Gmail last saved this draft."
AMBIGUOUS = "Which of several like drafts this is: the newest was read."


@dataclass(frozen=True)
class SavedText:
    """The saved draft, or why there is none. ``notes`` say what is missing or doubtful."""

    message: Message | None = None
    draft_id: str = ""
    repeats: Repeats | None = None
    notes: tuple[NotSeen, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """A saved draft, and what was read in it."""

    draft: SavedDraft
    message: Message


@dataclass(frozen=True)
class Window:
    """What the compose window shows: who stands where (``bcc_known`` False: Bcc was not told), and the subject or None."""

    recipients: tuple[Recipient, ...]
    bcc_known: bool = True
    subject: str | None = None

    def keys(self, *, with_bcc: bool) -> frozenset[str]:
        """Return the addr_keys of the recipients."""
        return frozenset(each.key for each in self.recipients if with_bcc or each.field is not Field.BCC)


def read_saved_draft(window: Window, purse: Purse) -> Lane[SavedText]:
    """Return (as a lane) the saved draft of ``window`` and how often its like was sent; at most four round trips."""
    sample = _sample(window)
    if not sample:
        return SavedText(notes=(NotSeen(NOT_SAVED),))
    repeats = RepeatSearch(window.recipients)
    by_subject = repeats.by_subject(window.subject)
    answers = yield purse.must([list_drafts(_drafts_query(sample)), *by_subject])
    repeats.take(answers[1:])
    saved, notes = yield from _fetch(answers[0], window, purse)
    if saved is None:
        yield from repeats.open_rest(purse)
        sent, unseen = repeats.result(window.subject or "", None)
        return SavedText(repeats=sent, notes=(*notes, *unseen))
    message = saved.message
    calls = [*(repeats.by_subject(message.subject) if window.subject is None else ()), *repeats.by_text(message.body.text)]
    calls = calls if purse.affords(calls) else []
    peeks = repeats.peeks(purse)
    answers = yield [*calls, *peeks]
    repeats.take(answers[: len(calls)])
    repeats.take_opened(answers[len(calls) :])
    yield from repeats.open_rest(purse)
    sent, unseen = repeats.result(message.subject if window.subject is None else window.subject, message.body.text)
    return SavedText(message, saved.draft.draft_id, sent, (*notes, *unseen))


def _fetch(
    refs: Sequence[DraftRef] | GmailError, window: Window, purse: Purse
) -> Lane[tuple[Chosen | None, tuple[NotSeen, ...]]]:
    """Fetch the newest candidates, two where they can be paid for, and choose."""
    if isinstance(refs, GmailError):
        return None, (NotSeen(f"Your text. {refs.what_draft}"),)
    if not refs:
        return None, (NotSeen(NOT_SAVED),)
    calls = purse.must([get_draft(refs[0].draft_id)])
    if len(refs) > 1 and purse.affords([get_draft(refs[1].draft_id)]):
        calls.append(get_draft(refs[1].draft_id))
    answers = yield calls
    drafts = [answer for answer in answers if isinstance(answer, SavedDraft)]
    if not drafts:
        error = next(answer for answer in answers if isinstance(answer, GmailError))
        return None, (NotSeen(f"Your text. {error.what_draft}"),)
    return choose(drafts, window)


def is_current(notes: Iterable[NotSeen]) -> bool:
    """True unless ``notes`` say that the draft was not read as it stands in the window."""
    return not any(note.text in {NOT_SAVED, STALE, AMBIGUOUS} for note in notes)


def choose(drafts: Sequence[SavedDraft], window: Window) -> tuple[Chosen | None, tuple[NotSeen, ...]]:
    """Return the draft of ``drafts`` (newest first) that ``window`` shows, and a note where it is stale or one of several."""
    ranked = [(likeness(message, window), Chosen(each, message)) for each in drafts for message in (read_mail(each.mail),)]
    same = [each for likely, each in ranked if likely == 1.0]
    if same:
        return same[0], (NotSeen(AMBIGUOUS),) if len(same) > 1 else ()
    best, chosen = max(ranked, key=lambda pair: pair[0])
    return (chosen, (NotSeen(STALE),)) if best >= SAME_FROM else (None, (NotSeen(NOT_SAVED),))


def likeness(saved: Message, window: Window) -> float:
    """Return 1.0 where a saved draft is what the window shows, else below 1 the share of recipients in common."""
    wanted = window.keys(with_bcc=window.bcc_known)
    people = (*saved.to, *saved.cc, *(saved.bcc if window.bcc_known else ()))
    found = frozenset(each.key for each in people)
    same_subject = window.subject is None or " ".join(window.subject.split()) == " ".join(saved.subject.split())
    if wanted == found:
        return 1.0 if same_subject else 0.9
    return 0.9 * len(wanted & found) / max(1, len(wanted | found))


def _sample(window: Window) -> list[str]:
    specs = [each.address.addr_spec for each in window.recipients if query.is_searchable(each.address.addr_spec)]
    return list(dict.fromkeys((specs[0], specs[len(specs) // 2], specs[-1]))) if specs else []


def _drafts_query(specs: Sequence[str]) -> str:
    """Any two of three sampled recipients: one may be too new to be saved, and a draft to one alone is another draft.

    Of two recipients both: what a split has made for each would come first otherwise.
    """
    if len(specs) == SAMPLE:
        return f"in:drafts {{{' '.join(f'(to:{one} to:{other})' for one, other in combinations(specs, 2))}}}"
    return f"in:drafts {' '.join(f'to:{spec}' for spec in specs)}"
