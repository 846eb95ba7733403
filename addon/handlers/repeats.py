"""Did the same letter go to others before? At most two searches of the sent mail of 30 days, then at most three letters opened.

A search finds subjects and texts that hold the same words; only a letter that was opened tells whether it is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from addon.core import query
from addon.core.assessment import NotSeen
from addon.core.broadcast.names import name_words
from addon.core.broadcast.similar import MIN_EXACT_WORDS, is_same_letter, shared_runs, telling_phrase, words
from addon.core.draft import Recipient, Repeats
from addon.core.draft.greeting import is_greeting
from addon.core.exchange import Hit
from addon.core.message import Message
from addon.core.resume.fold import CJK
from addon.core.resume.subject import is_reply_or_forward
from addon.errors import GmailError
from addon.gmail import Answer, Call, RawMail, SearchPage, get_message, search
from addon.handlers.lanes import Lane, Purse
from addon.handlers.reading import read_mail

MAX_OPENED = 3
"""Letters opened to see whether they are the same, the newest first."""

FEW = 3
"""Mail to so few people of the draft itself can be left out of a search."""

NOT_COMPARED = "Whether you sent the same to others before."

_PAGE = 100
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,40}")
_EMPTY_WORDS = frozenset(
    "the and for from with your our you are about hello this that und der die das für von mit les des pour una los".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_RUN = re.compile(r"[^\W_]{8,30}")
_LEAST_TOKENS, _PHRASE = 20, 8
_LEAST_CJK = 5


class RepeatSearch:
    """One draft's questions about the mail sent before, and what has come back so far."""

    def __init__(self, recipients: Sequence[Recipient]) -> None:
        specs = [each.address.addr_spec for each in recipients if query.is_searchable(each.address.addr_spec)]
        # Mail to the few people of this very draft is no repeat of it.
        self._not_to = " ".join(f"-to:{spec}" for spec in specs) if len(specs) <= FEW else ""
        self._hits: dict[str, Hit] = {}
        self._opened: dict[str, Message] = {}
        self._asked: set[str] = set()
        self._more = False
        self._has_read = False
        self._failed = False

    def by_subject(self, subject: str | None) -> list[Call]:
        """Return the search for sent mail of this subject to others, none for a reply or too common a subject."""
        phrase = subject_phrase(subject or "")
        return [self._search(f'subject:"{phrase}"')] if phrase else []

    def by_text(self, text: str) -> list[Call]:
        """Return the search for sent mail that holds a telling phrase of ``text``, none for a text without one."""
        phrase = text_phrase(text)
        return [self._search(f'"{phrase}"')] if phrase else []

    def _search(self, what: str) -> Call:
        return search(f"in:sent newer_than:30d {what} -subject:re {self._not_to}".strip(), most=_PAGE)

    def take(self, answers: Iterable[Answer]) -> None:
        """Take in the answers of searches."""
        for answer in answers:
            if isinstance(answer, SearchPage):
                self._has_read = True
                self._more = self._more or bool(answer.next_token)
                self._hits |= {hit.gmail_id: hit for hit in answer.hits}
            elif isinstance(answer, GmailError):
                self._failed = True

    def peeks(self, purse: Purse) -> list[Call]:
        """Return the calls that open the next letters, as many as are allowed and can be paid for."""
        calls: list[Call] = []
        for gmail_id in self._hits:
            call = get_message(gmail_id, form="full")
            if gmail_id in self._asked or len(self._asked) >= MAX_OPENED or not purse.affords([call]):
                continue
            self._asked.add(gmail_id)
            calls.append(call)
        return calls

    def take_opened(self, answers: Iterable[Answer]) -> None:
        """Take in letters that were opened."""
        self._opened |= {answer.gmail_id: read_mail(answer) for answer in answers if isinstance(answer, RawMail)}

    def open_rest(self, purse: Purse) -> Lane[None]:
        """Open what may still be opened."""
        calls = self.peeks(purse)
        if calls:
            self.take_opened((yield calls))

    def result(self, subject: str, text: str | None) -> tuple[Repeats | None, tuple[NotSeen, ...]]:
        """Return how often the same was sent (None where nothing was searched), and what could not be seen.

        Where every letter that was opened is the same, the others that the search found are taken to be; where some are not,
        only those count that were seen to be.
        """
        unseen = (NotSeen(NOT_COMPARED),)
        if not self._has_read:
            return None, unseen if self._failed else ()
        if self._hits and not self._opened:
            return None, unseen
        same = [mail for mail in self._opened.values() if is_same(subject, text, mail)]
        opened_all = len(self._opened) == len(self._hits)
        people = {each.key for mail in same for each in (*mail.to, *mail.cc, *mail.bcc)}
        if same and len(same) == len(self._opened):
            found = Repeats(len(self._hits), len(people) if opened_all else None, self._more)
        else:
            found = Repeats(len(same), len(people) if same and opened_all else None, bool(same) and not opened_all)
        return found, unseen if self._failed else ()


def subject_phrase(subject: str) -> str:
    """Return the words of ``subject`` as they stand, to be quoted in a search; "" for a reply or too common a subject."""
    if is_reply_or_forward(subject):
        return ""
    tokens = _TOKEN.findall(subject[:200])
    telling = {word for word in _WORD.findall(subject[:200]) if word.casefold() not in _EMPTY_WORDS}
    is_telling = len(telling) >= 2 or (CJK.search(subject) is not None and len("".join(tokens)) >= _LEAST_CJK)
    return " ".join(tokens[:12]) if is_telling else ""


def text_phrase(text: str) -> str:
    """Return a phrase of ``text`` by which the same letter can be found, "" where it is too short to have one.

    Eight words from the middle; of Chinese, Japanese and the like, which have no spaces, a whole run between two marks.
    """
    phrase = telling_phrase(text)
    if phrase:
        return phrase
    body = "\n".join(line for line in text[:4_000].splitlines() if not is_greeting(line))
    if CJK.search(body):
        runs = [run for run in _RUN.findall(body) if CJK.search(run)]
        return runs[len(runs) // 2] if runs else ""
    tokens = _TOKEN.findall(body)
    middle = len(tokens) // 2
    return " ".join(tokens[middle - _PHRASE // 2 : middle + _PHRASE // 2]) if len(tokens) >= _LEAST_TOKENS else ""


def is_same(subject: str, text: str | None, mail: Message) -> bool:
    """True where ``mail`` is the draft of this subject and text (None: not read): the same text, or the same subject.

    Under one subject two texts that say clearly different things are two letters: two invoices, not a form letter.
    """
    has_subject = bool(subject_phrase(subject)) and _plain(subject) == _plain(mail.subject)
    if text is None:
        return has_subject
    names = frozenset(word for each in (*mail.to, *mail.cc, *mail.bcc) for word in name_words(each))
    if is_same_letter(text, mail.body.text, ignoring=names):
        return True
    mine, theirs = words(text), words(mail.body.text)
    tells = min(len(mine), len(theirs)) >= MIN_EXACT_WORDS
    return has_subject and (not tells or shared_runs(mine, theirs, 3) > 0.5)


def _plain(subject: str) -> str:
    return " ".join(subject.split()).casefold().strip(" .!?-–—:")
