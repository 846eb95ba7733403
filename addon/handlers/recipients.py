"""What ties the owner to each recipient of a draft, asked in groups.

1. who wrote at all: one search each for a few people, else one for each group; an empty answer clears the whole group;
2. (many) the groups with hits once more as a grid, which names the writers and their messages;
3. the owner's mail to each writer, and one search for each group of the silent: was anything ever sent to them;
4. what is left: the messages that ties hang on (hinges), and whose the hits among the silent are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from addon.core import query
from addon.core.address import Address
from addon.core.draft.pools import Found, Grid, chunk, locate, make_grid
from addon.core.exchange import Hit, LookedAt
from addon.core.message import Message
from addon.gmail import Answer, Call, RawMail, SearchPage, search
from addon.handlers.details import is_automatic, peek  # one rule for both cards
from addon.handlers.hinges import Hits, Mail, automatic_searches, find_hinges, unopened
from addon.handlers.lanes import Lane, Purse
from addon.handlers.reading import read_mail
from addon.handlers.ties import Ties, weigh

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
"""Messages opened to find out whose the hits among the silent are."""

MAX_OPENED = 10
"""Messages opened in one round trip: from about ten on, people report that Gmail refuses gets at once."""

_IN_SENT = "in:sent "


def find_ties(people: Sequence[Address], declared: Iterable[str], now: int, purse: Purse) -> Lane[Ties]:
    """Return (as a lane) the ties with ``people``; ``declared`` are keys the owner says they know, ``now`` ms since the epoch."""
    return _TieSearch(people, frozenset(declared), now, purse).run()


class _TieSearch:
    """One run of the trips; holds what they have brought so far."""

    def __init__(self, people: Sequence[Address], declared: frozenset[str], now: int, purse: Purse) -> None:
        self._specs = {each.key: each.addr_spec for each in people if query.is_searchable(each.addr_spec)}
        self._from, self._to = query.AnyOf("from", self._specs), query.AnyOf("to", self._specs)
        self._declared = declared
        self._now = now
        self._purse = purse
        self._mail = {key: Mail() for key in self._specs}
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
        return weigh(self._mail, self._looked_at, self._specs, self._declared, self._now).with_gaps(self._failure, self._partly)

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
        groups = chunk(keys, self._from, query.MAX_QUERY, GROUP)
        answers = yield self._purse.must([search(self._from.query(group)) for group in groups])
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
        grid = make_grid(hot, self._from, query.MAX_QUERY)
        answers = yield self._purse.must([search(self._from.query(group)) for group in grid.groups])
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
        groups = chunk(silent, self._to, query.MAX_QUERY, GROUP)
        calls = [search(query.sent_to(self._specs[key])) for key in asked]
        answers = yield self._purse.must([*calls, *(search(self._to.query(group)) for group in groups)])
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
        for ids in find_hinges(self._mail.values(), few=len(self._mail) <= FEW):
            wanted = [peek(gmail_id) for gmail_id in ids if gmail_id not in opens]
            if len(peeks) + len(wanted) <= MAX_OPENED and self._purse.affords(wanted):
                opens += [gmail_id for gmail_id in ids if gmail_id not in opens]
                peeks += wanted
        machines = self._machine_searches(opens)
        grid = None
        if people and not any(gmail_id in hits for gmail_id in opens):
            grid = self._affordable_grid(people)
        groups = grid.groups if grid else ()
        answers = yield [*peeks, *machines, *(search(self._to.query(group)) for group in groups)]
        peeked, asked, gridded = cut(answers, len(peeks), len(machines))
        opened = [read_mail(answer) for answer in peeked if isinstance(answer, RawMail)]
        self._take_opened(opened)
        self._take_machines(asked)
        if grid is not None:
            yield from self._settle_grid(grid, gridded)
        elif people and len(opened) >= len(hits) and opens:
            self._attribute(people, hits, opened)
        else:
            self._leave_open(people)

    def _affordable_grid(self, people: Sequence[str]) -> Grid | None:
        grid = make_grid(people, self._to, query.MAX_QUERY - len(_IN_SENT))
        return grid if self._purse.affords([search(self._to.query(group)) for group in grid.groups]) else None

    def _settle_grid(self, grid: Grid, answers: Sequence[Answer]) -> Lane[None]:
        """Ask which of the hits the owner wrote: row by row for those whose receiver is certain, else person by person."""
        located = locate(grid, [self._found(answer) for answer in answers])
        unsure = sorted(located.doubtful)
        rows = [row for row in grid.rows if any(key in located.hits for key in row)]
        for row in grid.rows:
            for key in row:
                if key not in located.doubtful and key not in located.hits:
                    self._mail[key].sent = ()
        calls = [search(_IN_SENT + self._to.query(row)) for row in rows]
        if not self._purse.affords(calls):
            self._leave_open(list(located.hits))
            rows, calls = [], []
        singles = [search(query.sent_to(self._specs[key])) for key in unsure]
        singles += [search(self._to.query((key,))) for key in unsure]
        if len(unsure) > MAX_SINGLES or not self._purse.affords(singles):
            self._leave_open(unsure)
            unsure, singles = [], []
        by_row, own, anyone = cut((yield [*calls, *singles]), len(calls), len(unsure))
        for row, answer in zip(rows, by_row, strict=True):
            self._take_row([key for key in row if key in located.hits], located.hits, self._found(answer))
        for key, sent_page, page in zip(unsure, own, anyone, strict=True):
            self._mail[key].sent = sent = self._hits(sent_page, key)
            ids = {hit.gmail_id for hit in sent or ()}
            self._mail[key].together = tuple(hit for hit in self._found(page).hits if hit.gmail_id not in ids)

    def _take_row(self, keys: Sequence[str], hits: Mapping[str, Hits], own: Found) -> None:
        """Part the hits of the people ``keys`` into what the owner sent and what others sent to both."""
        if not own.complete:
            self._leave_open(keys)
            return
        ids = {hit.gmail_id for hit in own.hits}
        for key in keys:
            self._mail[key].sent = tuple(hit for hit in hits[key] if hit.gmail_id in ids)
            self._mail[key].together = tuple(hit for hit in hits[key] if hit.gmail_id not in ids)

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

    # --- the messages that ties hang on -----------------------------------------------------------------------------------------

    def _machine_searches(self, opens: Iterable[str]) -> list[Call]:
        """Return searches for the automatic replies among what ties hang on and is not opened."""
        left = unopened(self._mail, frozenset(opens))
        calls = [search(text) for text in automatic_searches(left, self._from, GROUP)]
        return calls if self._purse.affords(calls) else []

    def _take_machines(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            for hit in self._found(answer).hits:
                self._looked_at.setdefault(hit.gmail_id, LookedAt(hit.gmail_id, 1, automatic=True))

    def _take_opened(self, opened: Iterable[Message]) -> None:
        for mail in opened:
            recipients = len({each.key for each in (*mail.to, *mail.cc, *mail.bcc)})
            self._looked_at[mail.gmail_id] = LookedAt(mail.gmail_id, recipients, is_automatic(mail))

    # --- reading answers -----------------------------------------------------------------------------------------------------

    def _found(self, answer: Answer) -> Found:
        if isinstance(answer, SearchPage):
            return Found(answer.hits, not answer.next_token)
        self._failure = answer if isinstance(answer, Exception) else self._failure
        return Found((), complete=False)

    def _hits(self, answer: Answer, key: str) -> Hits | None:
        found = self._found(answer)
        if not isinstance(answer, SearchPage):
            return None
        self._mail[key].complete = self._mail[key].complete and found.complete
        return found.hits


def cut(answers: Sequence[Answer], first: int, second: int) -> tuple[Sequence[Answer], Sequence[Answer], Sequence[Answer]]:
    """Return the ``first`` answers, the ``second`` ones, and the rest."""
    return answers[:first], answers[first : first + second], answers[first + second :]
