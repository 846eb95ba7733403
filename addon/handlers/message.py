"""A message was opened: read it, gather what the mailbox knows, judge, remember, and return what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from addon.core import query
from addon.core.assessment import Assessment, NotSeen
from addon.core.broadcast import judge_broadcast
from addon.core.context import Context
from addon.core.message import Message
from addon.core.openings import with_opening
from addon.core.resume import judge_resume
from addon.core.verdict import decide
from addon.gmail import Mailbox, SearchPage, search
from addon.handlers.gather import Gathered, gather
from addon.handlers.memory import Memory, Recent, RecentAssessments, Remembrance
from addon.handlers.reading import Visit, read_open_message
from addon.handlers.settings import with_own_addresses
from addon.handlers.unseen import find_unseen


def open_message(
    mailbox: Mailbox,
    remembrance: Remembrance,
    recent: RecentAssessments,
    visit: Visit,
    gmail_id: str,
    *,
    raw_gmail_id: str = "",
    afresh: bool = False,
) -> Assessment:
    """Return all that can be found out about the message ``gmail_id``.

    ``raw_gmail_id`` is tried once where Gmail does not know ``gmail_id``; ``afresh`` looks again at everything.
    Raises MissingScope when the message may not be read, and the GmailError of the read when it failed; every later
    failure only leaves a NotSeen in the result.
    """
    known = None if afresh else recent.find(visit, gmail_id)
    if known is not None:
        checked = _still_true(mailbox, known)
        if checked is not None:
            return checked
    habits = remembrance.owner()
    opened = read_open_message(mailbox, visit, gmail_id, raw_gmail_id, remembrance.owner_addresses())
    memory = Memory() if afresh else remembrance.sender(opened.message)
    gathered = gather(
        mailbox,
        opened.message,
        with_own_addresses(opened.owner, habits),
        memory,
        visit.now,
        may_search=visit.may_search,
        hiring=habits.hiring,
        is_application=_application_test(),
    )
    assessment = judge(gathered, opened.not_seen, habits.openings)
    if opened.asked_aliases:
        remembrance.keep_owner(opened.owner)
    remembrance.keep_sender(opened.message, gathered.context.relationship, gathered.exchange)
    recent.keep(visit, Recent.of(assessment, gathered.exchange))
    return assessment


def judge(gathered: Gathered, notes: Iterable[NotSeen] = (), openings: Iterable[str] = ()) -> Assessment:
    """Return the three judgements and the verdict on what was gathered; ``openings`` are positions the owner lists. Pure."""
    message = gathered.message
    resume = judge_resume(message, gathered.context)
    context = with_opening(gathered.context, message, resume, openings)
    broadcast = judge_broadcast(message, context, resume)
    return Assessment(
        message=message,
        owner=gathered.owner,
        relationship=context.relationship,
        resume=resume,
        broadcast=broadcast,
        verdict=decide(message, context, resume, broadcast),
        not_seen=(*notes, *gathered.not_seen, *find_unseen(message, is_known=context.relationship.level.is_known)),
    )


def _application_test() -> Callable[[Message, Context], bool]:
    """Return the test whether a stranger sends what may be an application: then an advert of the owner's is worth a search.

    It reads the message once, however often it is asked.
    """
    answers: dict[int, bool] = {}

    def is_application(message: Message, context: Context) -> bool:
        if context.relationship.level.is_known:
            return False
        if id(message) not in answers:
            resume = judge_resume(message, context)
            answers[id(message)] = resume.call == "resume" and resume.candidate == "sender"
        return answers[id(message)]

    return is_application


def _still_true(mailbox: Mailbox, known: Recent) -> Assessment | None:
    """Return the earlier result where one search shows that the history behind it has not changed, else None."""
    message = known.assessment.message
    if known.hit_ids is None or message.sender is None:
        return known.assessment
    answer = mailbox.run([search(query.anyone_with(message.sender.addr_spec, message.internal_date))])[0]
    if isinstance(answer, SearchPage):
        found = frozenset(hit.gmail_id for hit in answer.hits) - {message.gmail_id}
        return known.assessment if found == known.hit_ids else None
    note = NotSeen("Could not check whether anything has changed since you last looked.")
    return replace(known.assessment, not_seen=(*known.assessment.not_seen, note))
