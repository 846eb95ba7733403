"""Gather what one open message needs, in at most three round trips.

1. The message itself, and the owner's addresses where they are not remembered (:mod:`addon.handlers.reading`).
2. The searches that are the history with its sender, and one for rarer clues.
3. Only where something hangs on them: single messages and searches (:mod:`addon.handlers.details`).

A failure anywhere leaves a :class:`NotSeen` behind and a weaker, never a harsher, judgement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from addon.core import query
from addon.core.address import Owner, is_role_address
from addon.core.assessment import NotSeen
from addon.core.context import Context
from addon.core.exchange import Exchange, ids_tell_time
from addon.core.message import Message
from addon.core.relationship import Circumstances, Level, Relationship, assess_relationship
from addon.errors import GmailError, OutOfTime
from addon.gmail import UNITS, Mailbox, search
from addon.handlers import clues
from addon.handlers.adverts import find_advert_clue
from addon.handlers.details import Found, grant, hits_of, wish_for_introducer, wishes_for_known, wishes_for_stranger
from addon.handlers.history import HistoryQueries, Moment
from addon.handlers.memory import Memory
from addon.scopes import GMAIL_READONLY

MAX_UNITS = 80
"""Gmail units one opened message may cost."""

STRANGER_UNITS = 40
"""Gmail units a message from a true stranger may cost."""

HISTORY_FAILED = "Could not check your history with this sender."


@dataclass(frozen=True)
class Gathered:
    """The facts about one open message, for the judges. ``exchange`` is None where the history was not searched."""

    message: Message
    owner: Owner
    exchange: Exchange | None
    context: Context
    not_seen: tuple[NotSeen, ...] = ()


def gather(
    mailbox: Mailbox,
    message: Message,
    owner: Owner,
    memory: Memory,
    now: int,
    *,
    may_search: bool,
    hiring: bool = False,
    is_application: Callable[[Message, Context], bool] = lambda _message, _context: False,
) -> Gathered:
    """Return what the mailbox tells about ``message`` (trips 2 and 3); ``now`` in ms since the epoch.

    ``is_application`` is asked before the third trip whether an advert of the owner's is worth a search.
    """
    roles = tuple(spec for spec in owner.addr_specs if is_role_address(spec))
    known = memory.known_recipients - owner.keys
    base = Context(owner=owner, now=now, known_recipients=known or None, hiring=hiring, role_addresses=roles)

    def unsearched(*notes: NotSeen) -> Gathered:
        return Gathered(message, owner, None, base, notes)

    sender = message.sender
    if sender is None:
        return unsearched(NotSeen("This message names no sender, so there is nobody to look up."))
    if owner.owns(sender.addr_spec) or "SENT" in message.label_ids:
        return Gathered(message, owner, None, replace(base, relationship=Relationship(Level.NONE)))
    if not may_search:
        return unsearched(NotSeen("Acquaint may not search your mail, so it cannot tell whether you know them.", GMAIL_READONLY))
    if not query.is_searchable(sender.addr_spec):
        return unsearched(NotSeen("The sender's address is written so oddly that Gmail cannot search for it."))
    if _needs_care(message, base, memory, is_application):
        memory = replace(memory, relationship=None)
    try:
        found = _ask_history(mailbox, message, base, memory, is_application)
    except OutOfTime:
        return unsearched(NotSeen(f"{HISTORY_FAILED} Gmail was too slow."))
    except GmailError as error:
        return unsearched(NotSeen(f"{HISTORY_FAILED} {error.what}"))
    found = _ask_details(mailbox, found, memory, is_application)
    return Gathered(message, owner, found.exchange, found.context, _history_notes(found.exchange))


def _needs_care(message: Message, context: Context, memory: Memory, is_application: Callable[[Message, Context], bool]) -> bool:
    """True where a remembered stranger's mail deserves every question again: what explains it is not a matter of numbers."""
    if memory.relationship is None or memory.relationship.level.is_known:
        return False
    return bool(message.in_reply_to or message.references or clues.referrals(message)) or is_application(message, context)


def _ask_history(
    mailbox: Mailbox, message: Message, context: Context, memory: Memory, is_application: Callable[[Message, Context], bool]
) -> Found:
    """The second trip. Raises the GmailError of a search without which nothing can be said."""
    assert message.sender is not None  # noqa: S101 - see gather
    trust = ids_tell_time(message.gmail_id, message.internal_date)
    moment = Moment(message.internal_date, message.gmail_id, trust, memory.dates)
    is_new = memory.relationship is None
    queries = HistoryQueries(message.sender.addr_spec, moment, with_others=is_new)
    answered = query.own_message((*message.in_reply_to, *message.references[-3:]))
    clue = ""
    if is_new and not answered:  # else nothing would ask for it: the message need not be read as an application here
        advert = find_advert_clue(message, message.sender) if is_application(message, context) else None
        clue = clues.rare_things(message, message.sender, advert)
    price = sum(UNITS[call.method] for call in queries.calls) + UNITS["messages.list"]
    if mailbox.cost.units + price > STRANGER_UNITS:
        clue = ""  # the owner's addresses had to be asked for this time; the clue waits for the next card
    extra = [search(text, most=10) for text in (answered, clue) if text]
    answers = mailbox.run([*queries.calls, *extra])
    exchange = queries.read(mailbox, answers[: len(queries.calls)])
    hits = hits_of(answers[-1]) if extra else ()
    replies = hits if answered else ()
    wrote_here = message.thread_id in {hit.thread_id for hit in exchange.sent}
    found = Found(
        message,
        exchange,
        replace(
            context,
            answers_owner=None if replies is None else bool(replies),
            thread_has_owner=wrote_here or bool(replies),
        ),
        dates=dict(memory.dates),
        clue_hits=() if answered else hits or (),
        asked_clues=bool(clue) and hits is not None,
    )
    return _with_tie(found, memory)


def _ask_details(mailbox: Mailbox, found: Found, memory: Memory, is_application: Callable[[Message, Context], bool]) -> Found:
    """The third trip, where anything is left to ask."""
    remembered = memory.relationship is not None
    if found.context.relationship.level.is_known:
        wishes = wishes_for_known(found, remembered=remembered)
    elif remembered:
        return found  # the cheap path: what was found about them before still stands
    else:
        wishes = wishes_for_stranger(found, is_application=is_application(found.message, found.context))
    found = grant(mailbox, found, wishes, MAX_UNITS)
    if found.may_introduce is not None and found.context.introducer is None:
        # The one case for a fourth trip: an introduction explains a stranger's mail, so it must not be missed.
        found = grant(mailbox, found, [wish_for_introducer(found.may_introduce)], MAX_UNITS)
    return _with_tie(found, memory)


def _with_tie(found: Found, memory: Memory) -> Found:
    """Return ``found`` with the relationship that its exchange shows before the open message."""
    around = Circumstances(
        role_mailbox=is_role_address(found.sender.addr_spec),
        unproven_sender=found.message.authentication.failed,
        new_address=found.new_address,
        introduced=found.context.introducer is not None,
        declared=memory.declared,
    )
    tie = assess_relationship(found.exchange, found.message.internal_date, around)
    before = memory.relationship
    if before is not None and tie.level is Level.NONE and before.shared_threads:
        # The search for shared threads is skipped for people we remember.
        tie = replace(tie, level=Level.SEEN_TOGETHER, shared_threads=before.shared_threads)
    return replace(found, context=replace(found.context, relationship=tie))


def _history_notes(exchange: Exchange) -> tuple[NotSeen, ...]:
    return () if exchange.complete else (NotSeen("There is more mail between you than was counted."),)
