"""The saved draft behind the compose window, and whether the same letter went out before.

No event names the draft, so it is found by its recipients and subject among the newest drafts; what is
read is what Gmail saved last, which lags behind the typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from addon.core import query
from addon.core.assessment import NotSeen
from addon.core.broadcast.similar import telling_phrase
from addon.core.draft import Field, Recipient, Repeats
from addon.core.exchange import Hit
from addon.core.message import Message
from addon.core.resume.subject import is_reply_or_forward
from addon.errors import GmailError
from addon.gmail import Answer, Call, RawMail, SearchPage, get_message, search
from addon.gmail.drafts import DraftRef, SavedDraft, get_draft, list_drafts
from addon.handlers.lanes import Lane, Purse
from addon.handlers.reading import read_mail

SAMPLE = 3
"""Recipients by which drafts are searched."""

SAME_FROM = 0.5
"""Share of recipients in common from which an older saved version counts as this draft."""

MAX_REPEATS_OPENED = 3
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,40}")
_EMPTY_WORDS = frozenset(
    "the and for from with your our you are about hello this that und der die das für von mit les des pour una los".split()
)

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
    """Return (as a lane) the saved draft of ``window`` and how often its like was sent; at most three round trips."""
    sample = _sample(window)
    if not sample:
        return SavedText(notes=(NotSeen(NOT_SAVED),))
    by_subject = repeat_query(window.subject or "", window)
    first: list[Call] = [list_drafts(_drafts_query(sample))]
    first += [search(by_subject, most=100)] if by_subject else []
    answers = yield purse.must(first)
    pages = [answers[1]] if by_subject else []
    refs = answers[0]
    if isinstance(refs, GmailError):
        return SavedText(repeats=_repeats(pages), notes=(NotSeen(f"Your text. {refs.what}"),))
    saved, notes = yield from _fetch(refs, window, purse)
    if saved is None:
        return SavedText(repeats=_repeats(pages), notes=notes)
    message = saved.message
    wanted = [repeat_query(message.subject, window)] if window.subject is None else []
    wanted.append(_phrase_query(message, window))
    calls = [search(text, most=100) for text in wanted if text]
    if purse.affords(calls):
        pages += yield calls
    repeats = yield from _count_people(pages, purse)
    return SavedText(message, saved.draft.draft_id, repeats, notes)


def _fetch(refs: Sequence[DraftRef], window: Window, purse: Purse) -> Lane[tuple[Chosen | None, tuple[NotSeen, ...]]]:
    """Fetch the newest candidates, two where they can be paid for, and choose."""
    if not refs:
        return None, (NotSeen(NOT_SAVED),)
    calls = purse.must([get_draft(refs[0].draft_id)])
    if len(refs) > 1 and purse.affords([get_draft(refs[1].draft_id)]):
        calls.append(get_draft(refs[1].draft_id))
    answers = yield calls
    drafts = [answer for answer in answers if isinstance(answer, SavedDraft)]
    if not drafts:
        error = next(answer for answer in answers if isinstance(answer, GmailError))
        return None, (NotSeen(f"Your text. {error.what}"),)
    return choose(drafts, window)


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


def repeat_query(subject: str, window: Window) -> str:
    """Return the search for sent mail of this subject to others in the last 30 days; "" for a reply or too common a subject."""
    if is_reply_or_forward(subject):
        return ""
    words = list(dict.fromkeys(word for word in _WORD.findall(subject[:200]) if word.casefold() not in _EMPTY_WORDS))[:6]
    if len(words) < 2:
        return ""
    return f"in:sent newer_than:30d subject:({' '.join(words)}) -subject:re {_not_to(window)}".strip()


def _phrase_query(message: Message, window: Window) -> str:
    phrase = telling_phrase(message.body.text)
    return f'in:sent newer_than:30d "{phrase}" -subject:re {_not_to(window)}'.strip() if phrase else ""


def _not_to(window: Window) -> str:
    """Mail to the few people of this very draft is no repeat of it."""
    specs = [each.address.addr_spec for each in window.recipients if query.is_searchable(each.address.addr_spec)]
    return " ".join(f"-to:{spec}" for spec in specs) if len(specs) <= SAMPLE else ""


def _count_people(pages: Sequence[Answer], purse: Purse) -> Lane[Repeats | None]:
    repeats = _repeats(pages)
    if repeats is None or not 0 < repeats.messages <= MAX_REPEATS_OPENED:
        return repeats
    calls = [get_message(hit.gmail_id, form="metadata", headers=("To", "Cc", "Bcc")) for hit in _hits(pages)]
    if not purse.affords(calls):
        return repeats
    answers = yield calls
    mails = [read_mail(answer) for answer in answers if isinstance(answer, RawMail)]
    people = {each.key for mail in mails for each in (*mail.to, *mail.cc, *mail.bcc)}
    return Repeats(repeats.messages, len(people), repeats.more) if len(mails) == len(calls) else repeats


def _repeats(pages: Iterable[Answer]) -> Repeats | None:
    """Return how many different messages the searches found, None where none succeeded."""
    read = [page for page in pages if isinstance(page, SearchPage)]
    return Repeats(len(_hits(read)), more=any(page.next_token for page in read)) if read else None


def _hits(pages: Iterable[Answer]) -> list[Hit]:
    return list({hit.gmail_id: hit for page in pages if isinstance(page, SearchPage) for hit in page.hits}.values())


def _sample(window: Window) -> list[str]:
    specs = [each.address.addr_spec for each in window.recipients if query.is_searchable(each.address.addr_spec)]
    return list(dict.fromkeys((specs[0], specs[len(specs) // 2], specs[-1]))) if specs else []


def _drafts_query(specs: Sequence[str]) -> str:
    """Any two of three sampled recipients: one may be too new to be saved, and a draft to one alone is another draft."""
    if len(specs) == SAMPLE:
        return f"in:drafts {{{' '.join(f'(to:{one} to:{other})' for one, other in combinations(specs, 2))}}}"
    return f"in:drafts {{{' '.join(f'to:{spec}' for spec in specs)}}}"
