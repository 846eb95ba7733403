"""What ties the owner to each recipient of a draft, asked in groups.

1. who wrote at all: one search each for a few people, else one for each group; an empty answer clears the whole group;
2. (many) the groups with hits once more as a grid, which names the writers and their messages;
3. the owner's mail to each writer, and one search for each group of the silent: was anything ever sent to them;
4. what is left: the single message a tie hangs on, and whose the hits among the silent are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from addon.core import query
from addon.core.address import Address, is_role_address
from addon.core.draft.pools import Found, Grid, chunk, locate, make_grid
from addon.core.exchange import TRUST_WINDOW_MS, Exchange, Hit, LookedAt, dated
from addon.core.message import Message
from addon.core.relationship import Circumstances, Level, Relationship, assess_relationship
from addon.gmail import Answer, RawMail, SearchPage, search
from addon.handlers.details import is_automatic as is_automatic
from addon.handlers.details import peek  # one rule for both cards
from addon.handlers.lanes import Lane, Purse
from addon.handlers.reading import read_mail

AT_ONCE = 5
"""Up to so many people both directions are asked in one trip: ten units each, and a trip less."""

FEW = 12
"""Up to so many people each is asked about alone."""

SMALL_GROUP = 4
"""A group with hits that is this small is not worth a grid."""

GROUP = 60
"""Most people in one group, should short addresses leave room for more."""

MAX_SINGLES = 45
"""People asked about alone in one round trip; beyond that they count as not checked."""

MAX_WRITERS = 150
"""People who wrote whom the owner's own mail is asked about; beyond that they count as not checked, never as strangers."""

MAX_PEEKS = 6
"""Messages opened in one round trip."""


@dataclass
class _Mail:
    """What is known of one person's mail so far. ``received`` and ``sent`` are None until asked successfully."""

    received: tuple[Hit, ...] | None = None
    sent: tuple[Hit, ...] | None = None
    together: tuple[Hit, ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class Ties:
    """The ties found, by addr_key; people who could not be looked up have none here. ``failed``: why that was, or None."""

    by_key: Mapping[str, Relationship] = field(default_factory=dict)
    failure: Exception | None = None
    partly: int = 0


def find_ties(people: Sequence[Address], declared: Iterable[str], now: int, purse: Purse) -> Lane[Ties]:
    """Return (as a lane) the ties with ``people``; ``declared`` are keys the owner says they know, ``now`` ms since the epoch."""
    return _TieSearch(people, frozenset(declared), now, purse).run()


class _TieSearch:
    """One run of the trips; holds what they have brought so far."""

    def __init__(self, people: Sequence[Address], declared: frozenset[str], now: int, purse: Purse) -> None:
        self._specs = {each.key: each.addr_spec for each in people if query.is_searchable(each.addr_spec)}
        self._declared = declared
        self._now = now
        self._purse = purse
        self._mail = {key: _Mail() for key in self._specs}
        self._looked_at: dict[str, LookedAt] = {}
        self._failure: Exception | None = None
        self._partly = 0

    def run(self) -> Lane[Ties]:
        keys = list(self._specs)
        if keys:
            if len(keys) <= FEW:
                yield from self._ask_each(keys, sent_too=len(keys) <= AT_ONCE)
            else:
                yield from self._ask_groups(keys)
            yield from self._ask_about_silence()
        return Ties(self._relationships(), self._failure, self._partly)

    # --- who wrote ---------------------------------------------------------------------------------------------------------

    def _ask_each(self, keys: Sequence[str], *, sent_too: bool) -> Lane[None]:
        calls = [search(query.from_correspondent(self._specs[key])) for key in keys]
        if sent_too:
            calls += [search(query.sent_to(self._specs[key])) for key in keys]
        answers = yield self._purse.must(calls)
        for key, answer in zip(keys, answers, strict=False):
            self._mail[key].received = self._hits(answer, key)
        for key, answer in zip(keys, answers[len(keys) :], strict=False):
            self._mail[key].sent = self._hits(answer, key)

    def _ask_groups(self, keys: Sequence[str]) -> Lane[None]:
        groups = chunk(keys, self._from_any, query.MAX_QUERY, GROUP)
        answers = yield self._purse.must([search(self._from_any(group)) for group in groups])
        found = [self._found(answer) for answer in answers]
        if all(isinstance(answer, Exception) for answer in answers):
            return
        hot = [key for group, each in zip(groups, found, strict=True) if each.hits or not each.complete for key in group]
        for group, each in zip(groups, found, strict=True):
            if each.complete and not each.hits:
                for key in group:
                    self._mail[key].received = ()
        if len(hot) <= SMALL_GROUP:
            yield from self._ask_each(hot, sent_too=True)
            return
        grid = make_grid(hot, self._from_any, query.MAX_QUERY)
        answers = yield self._purse.must([search(self._from_any(group)) for group in grid.groups])
        yield from self._read_grid(grid, answers)

    def _read_grid(self, grid: Grid, answers: Sequence[Answer]) -> Lane[None]:
        located = locate(grid, [self._found(answer) for answer in answers])
        for row in grid.rows:
            for key in row:
                if key not in located.doubtful:
                    self._mail[key].received = located.hits.get(key, ())
        doubtful = sorted(located.doubtful)[:MAX_SINGLES]
        if all(isinstance(answer, Exception) for answer in answers):
            return
        if doubtful:
            yield from self._ask_each(doubtful, sent_too=False)

    # --- what the owner sent, and the silent -------------------------------------------------------------------------------

    def _ask_about_silence(self) -> Lane[None]:
        writers = [key for key, mail in self._mail.items() if mail.received and mail.sent is None]
        silent = [key for key, mail in self._mail.items() if mail.received == () and not mail.sent]
        asked = writers[:MAX_WRITERS]
        groups = chunk(silent, self._to_any, query.MAX_QUERY, GROUP)
        calls = [search(query.sent_to(self._specs[key])) for key in asked]
        answers = yield self._purse.must([*calls, *(search(self._to_any(group)) for group in groups)])
        for key, answer in zip(asked, answers, strict=False):
            self._mail[key].sent = self._hits(answer, key)
        open_groups: list[str] = []
        hits: dict[str, Hit] = {}
        whole = True
        for group, answer in zip(groups, answers[len(asked) :], strict=True):
            each = self._found(answer)
            whole = whole and each.complete
            if isinstance(answer, Exception):
                continue  # sent stays unknown: not looked is not the same as not found
            if each.hits:
                open_groups += group
                hits |= {hit.gmail_id: hit for hit in each.hits}
            else:
                for key in group:
                    self._mail[key].sent = ()
        yield from self._settle(open_groups, hits, whole=whole)

    def _settle(self, people: Sequence[str], hits: Mapping[str, Hit], *, whole: bool) -> Lane[None]:
        """Find out whose the ``hits`` among silent ``people`` are, and look at the messages that ties hang on."""
        opens = list(hits) if people and whole and len(hits) <= MAX_PEEKS else []
        peeks = [peek(gmail_id) for gmail_id in opens]
        if not self._purse.affords(peeks):
            opens, peeks = [], []
        for ids in self._hinges():
            wanted = [peek(gmail_id) for gmail_id in ids if gmail_id not in opens]
            if len(peeks) + len(wanted) <= MAX_PEEKS and self._purse.affords(wanted):
                opens += [gmail_id for gmail_id in ids if gmail_id not in opens]
                peeks += wanted
        grid = None
        if people and not any(gmail_id in hits for gmail_id in opens):
            grid = self._affordable_grid(people)
        groups = grid.groups if grid else ()
        answers = yield [*peeks, *(search(self._to_any(group)) for group in groups)]
        opened = [read_mail(answer) for answer in answers[: len(peeks)] if isinstance(answer, RawMail)]
        self._take_opened(opened)
        if grid is not None:
            yield from self._settle_grid(grid, answers[len(peeks) :])
        elif people and len(opened) >= len(hits) and opens:
            self._attribute(people, hits, opened)
        else:
            self._leave_open(people)

    def _affordable_grid(self, people: Sequence[str]) -> Grid | None:
        grid = make_grid(people, self._to_any, query.MAX_QUERY)
        return grid if self._purse.affords([search(self._to_any(group)) for group in grid.groups]) else None

    def _settle_grid(self, grid: Grid, answers: Sequence[Answer]) -> Lane[None]:
        located = locate(grid, [self._found(answer) for answer in answers])
        unsure = [key for row in grid.rows for key in row if key in located.doubtful or key in located.hits]
        for row in grid.rows:
            for key in row:
                if key not in located.doubtful and key not in located.hits:
                    self._mail[key].sent = ()
        calls = [search(query.sent_to(self._specs[key])) for key in unsure]
        calls += [search(self._to_any((key,))) for key in unsure]
        if not unsure:
            return
        if len(unsure) > MAX_SINGLES or not self._purse.affords(calls):
            self._leave_open(unsure)
            return
        answers = yield calls
        for key, own, anyone in zip(unsure, answers[: len(unsure)], answers[len(unsure) :], strict=True):
            self._mail[key].sent = sent = self._hits(own, key)
            ids = {hit.gmail_id for hit in sent or ()}
            self._mail[key].together = tuple(hit for hit in self._found(anyone).hits if hit.gmail_id not in ids)

    def _attribute(self, people: Sequence[str], hits: Mapping[str, Hit], opened: Sequence[Message]) -> None:
        """Give each opened message to the recipients its own headers name."""
        mails = {mail.gmail_id: mail for mail in opened if mail.gmail_id in hits}
        for key in people:
            self._mail[key].sent = ()
        for gmail_id, mail in mails.items():
            for key in {each.key for each in (*mail.to, *mail.cc, *mail.bcc)}.intersection(people):
                kept = self._mail[key]
                if "SENT" in mail.label_ids:
                    kept.sent = (*(kept.sent or ()), hits[gmail_id])
                else:
                    kept.together = (*kept.together, hits[gmail_id])

    def _leave_open(self, people: Sequence[str]) -> None:
        """These never wrote, so they are strangers either way; whether mail ever went to them was too dear to find out."""
        self._partly += len(people)
        for key in people:
            self._mail[key].sent = ()
            self._mail[key].complete = False

    # --- the single message a tie hangs on ---------------------------------------------------------------------------------

    def _hinges(self) -> list[tuple[str, ...]]:
        """Return messages that ties hang on: the owner's only one to somebody, and among few people one or two of theirs.

        Each person's are looked at together or not at all; one blast of the owner's may be the only mail to many.
        """
        known = [mail for mail in self._mail.values() if mail.received and mail.sent]
        own = [(mail.sent[0].gmail_id,) for mail in known if mail.sent and len(mail.sent) == 1]
        few = len(self._mail) <= FEW
        theirs = [tuple(hit.gmail_id for hit in mail.received or ()) for mail in known if few and len(mail.received or ()) <= 2]
        return list(dict.fromkeys((*own, *theirs)))

    def _take_opened(self, opened: Iterable[Message]) -> None:
        for mail in opened:
            recipients = len({each.key for each in (*mail.to, *mail.cc, *mail.bcc)})
            self._looked_at[mail.gmail_id] = LookedAt(mail.gmail_id, recipients, is_automatic(mail))

    # --- reading answers -----------------------------------------------------------------------------------------------------

    def _from_any(self, keys: Sequence[str]) -> str:
        return query.from_any(self._specs[key] for key in keys)

    def _to_any(self, keys: Sequence[str]) -> str:
        terms = " ".join(f"to:{self._specs[key]}" for key in keys)
        return f"{{{terms}}} {query.NOT_HISTORY}"

    def _found(self, answer: Answer) -> Found:
        if isinstance(answer, SearchPage):
            return Found(answer.hits, not answer.next_token)
        self._failure = answer if isinstance(answer, Exception) else self._failure
        return Found((), complete=False)

    def _hits(self, answer: Answer, key: str) -> tuple[Hit, ...] | None:
        found = self._found(answer)
        if not isinstance(answer, SearchPage):
            return None
        self._mail[key].complete = self._mail[key].complete and found.complete
        return found.hits

    def _relationships(self) -> dict[str, Relationship]:
        return {key: tie for key, mail in self._mail.items() if (tie := self._relationship(key, mail)) is not None}

    def _relationship(self, key: str, mail: _Mail) -> Relationship | None:
        if mail.received is None or mail.sent is None:
            return None
        declared = key in self._declared
        if not (mail.received or mail.sent or mail.together or declared) and mail.complete:
            return _NEVER
        received, sent = self._dated(mail.received), self._dated(mail.sent)
        exchange = Exchange(
            received=received,
            sent=sent,
            together=self._dated(mail.together),
            looked_at=tuple(self._looked_at[hit.gmail_id] for hit in (*received, *sent) if hit.gmail_id in self._looked_at),
            complete=mail.complete,
        )
        around = Circumstances(role_mailbox=is_role_address(self._specs[key]), declared=declared)
        return assess_relationship(exchange, self._now, around)

    def _dated(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        found = dated(hits, trust_ids=True, known={})
        # An id that claims to be from the future tells no time.
        latest = self._now + TRUST_WINDOW_MS
        return tuple(hit if hit.at is None or hit.at <= latest else Hit(hit.gmail_id, hit.thread_id) for hit in found)


_NEVER = Relationship(Level.NONE)
