"""When the owner last answered somebody: the one thing of a shared history that can be told to them without a doubt.

The newest mail between two people may be an automatic reply, a newsletter, or a blast of the owner's own. A message of the
owner's that follows one of theirs in the same thread is a conversation. Its month is confirmed by a dated search: ids of
imported mail tell when it was imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from addon.core import query
from addon.core.draft.recipients import Recipient
from addon.core.exchange import Hit, id_time
from addon.gmail import Mailbox, SearchPage, search
from addon.handlers.words import Calendar

_PAGE = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def find_last_exchanges(mailbox: Mailbox, people: Sequence[Recipient], calendar: Calendar) -> dict[str, int]:
    """Return by addr_key when (ms since the epoch) the owner last answered each of ``people`` who is known, where that is sure.

    Two searches for each, and one more in a second round trip: 15 units a person.
    """
    known = [each for each in people if each.tie.level.is_known and query.is_searchable(each.address.addr_spec)]
    specs = {each.key: each.address.addr_spec for each in known}
    calls = [search(query.from_correspondent(spec), most=_PAGE) for spec in specs.values()]
    calls += [search(query.sent_to(spec), most=_PAGE) for spec in specs.values()]
    answers = mailbox.run(calls)
    received, sent = answers[: len(specs)], answers[len(specs) :]
    newest: dict[str, Hit] = {}
    for key, theirs, mine in zip(specs, received, sent, strict=True):
        if isinstance(theirs, SearchPage) and isinstance(mine, SearchPage) and (hit := _last_answer(theirs.hits, mine.hits)):
            newest[key] = hit
    return _confirmed(mailbox, newest, specs, calendar)


def _last_answer(theirs: Sequence[Hit], mine: Sequence[Hit]) -> Hit | None:
    """Return the owner's newest message that follows one of theirs in its thread."""
    first: dict[str, int] = {}
    for hit in theirs:
        at = id_time(hit.gmail_id)
        if at is not None:
            first[hit.thread_id] = min(at, first.get(hit.thread_id, at))
    answers = [(at, hit) for hit in mine if (at := id_time(hit.gmail_id)) is not None and at > first.get(hit.thread_id, at)]
    return max(answers, key=lambda pair: pair[0])[1] if answers else None


def _confirmed(mailbox: Mailbox, newest: Mapping[str, Hit], specs: Mapping[str, str], calendar: Calendar) -> dict[str, int]:
    """Return the times of those messages that Gmail finds in the very month that their ids tell."""
    times = {key: id_time(hit.gmail_id) or 0 for key, hit in newest.items()}
    calls = []
    for key, at in times.items():
        start, end = _month_around(at, calendar)
        calls.append(search(f"in:sent to:{specs[key]} after:{start // 1000} before:{end // 1000}", most=_PAGE))
    answers = dict(zip(times, mailbox.run(calls), strict=True))
    return {
        key: at
        for key, at in times.items()
        if isinstance(page := answers[key], SearchPage) and newest[key].gmail_id in {hit.gmail_id for hit in page.hits}
    }


def _month_around(at: int, calendar: Calendar) -> tuple[int, int]:
    """Return the bounds (ms since the epoch) of the month in which ``at`` lies, as the owner's calendar has it."""
    moment = calendar.moment(at)
    start = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    return round((start - _EPOCH).total_seconds() * 1000), round((end - _EPOCH).total_seconds() * 1000)
