"""Ask the mailbox about one correspondent: the searches that are a whole history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from addon.core import query
from addon.core.exchange import Exchange, Hit, before, dated, id_time
from addon.errors import GmailError
from addon.gmail import PAGE, Answer, Call, Mailbox, SearchPage, search

MAX_PAGES = 20
"""Pages of 500 ids read in one direction (10,000 messages); beyond that the card says "at least"."""


@dataclass(frozen=True)
class Moment:
    """Before when, and how far ids of this mailbox can be believed. Times in ms since the epoch."""

    before_ms: int
    without: str
    trust_ids: bool
    known_dates: Mapping[str, int] = field(default_factory=dict)

    def cut(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the hits before the moment, dated."""
        return before(dated(hits, trust_ids=self.trust_ids, known=dict(self.known_dates)), self.before_ms, without=self.without)


@dataclass(frozen=True)
class HistoryQueries:
    """The three searches about one correspondent, and how to read their answers."""

    addr_spec: str
    moment: Moment
    with_others: bool = True

    @property
    def calls(self) -> list[Call]:
        """From them; from the owner to them; and (unless switched off) anything with them, whoever wrote it."""
        spec, until = self.addr_spec, self.moment.before_ms
        calls = [search(query.from_correspondent(spec, until)), search(query.sent_to(spec, until))]
        return [*calls, search(query.anyone_with(spec, until))] if self.with_others else calls

    def read(self, mailbox: Mailbox, answers: Sequence[Answer]) -> Exchange:
        """Return the exchange that ``answers`` (of :attr:`calls`) tell of, reading further pages where there are any.

        Raises the GmailError of a search that failed: half a history is none, as a missing direction would look like silence.
        """
        received, sent = _read_pages(mailbox, self, answers[:2])
        together: tuple[Hit, ...] = ()
        if self.with_others:
            others = _page(answers[2]).hits
            either = {hit.gmail_id for hit in (*received.hits, *sent.hits)}
            together = tuple(hit for hit in others if hit.gmail_id not in either)
        return Exchange(
            received=self.moment.cut(received.hits),
            sent=self.moment.cut(sent.hits),
            together=self.moment.cut(together),
            complete=not (received.next_token or sent.next_token),
        )


def _page(answer: Answer) -> SearchPage:
    if isinstance(answer, GmailError):
        raise answer
    page: SearchPage = answer
    return page


def _read_pages(mailbox: Mailbox, queries: HistoryQueries, answers: Sequence[Answer]) -> tuple[SearchPage, SearchPage]:
    """Follow both directions page by page, one round trip for both. A page may be empty and still have a successor."""
    spec, until = queries.addr_spec, queries.moment.before_ms
    texts = (query.from_correspondent(spec, until), query.sent_to(spec, until))
    pages = [_page(answer) for answer in answers]
    for _ in range(MAX_PAGES - 1):
        open_ends = [index for index, page in enumerate(pages) if page.next_token]
        if not open_ends:
            break
        more = mailbox.run([search(texts[i], most=PAGE, page_token=pages[i].next_token) for i in open_ends])
        for index, answer in zip(open_ends, more, strict=True):
            if isinstance(answer, GmailError):
                return pages[0], pages[1]  # the unread rest shows as next_token, so the exchange is marked incomplete
            pages[index] = SearchPage(pages[index].hits + answer.hits, answer.next_token)
    return pages[0], pages[1]


def undated_ends(exchange: Exchange) -> tuple[str, ...]:
    """Return the gmail_ids to open where ids tell no time: first and last of each direction (Gmail lists newest first)."""
    ends = [hits[i].gmail_id for hits in (exchange.received, exchange.sent) if hits for i in (0, -1) if hits[i].at is None]
    return tuple(dict.fromkeys(ends))


def first_and_last(exchange: Exchange) -> tuple[str, ...]:
    """Return the gmail_ids of the oldest and newest message exchanged, by what their ids say."""
    hits = [hit for hit in (*exchange.received, *exchange.sent) if id_time(hit.gmail_id) is not None]
    if not hits:
        return ()
    hits.sort(key=lambda hit: hit.at or 0)
    return tuple(dict.fromkeys((hits[0].gmail_id, hits[-1].gmail_id)))
