"""The third trip: only what hangs on a single message or a single search, most important first, within the budget."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from addon.core import query
from addon.core.address import Address
from addon.core.context import Context
from addon.core.exchange import Exchange, Hit, LookedAt, spread
from addon.core.message import Message
from addon.gmail import UNITS, Answer, Call, Mailbox, RawMail, SearchPage, get_message, search
from addon.handlers import clues
from addon.handlers.adverts import AdvertClue, find_advert_clue, is_advert
from addon.handlers.history import first_and_last, undated_ends
from addon.handlers.reading import read_mail

MAX_CLUES = 2
"""Hits of the search for rare things that are looked at."""


@dataclass(frozen=True)
class Found:
    """What the trips have brought so far. ``dates`` are exact internal dates (ms); ``clue_hits`` wait to be looked at."""

    message: Message
    exchange: Exchange
    context: Context
    dates: dict[str, int] = field(default_factory=dict)
    clue_hits: tuple[Hit, ...] = ()
    asked_clues: bool = False
    new_address: bool = False
    may_introduce: Address | None = None  # wrote to both in this thread; whether the owner knows them is not yet asked

    @property
    def sender(self) -> Address:
        """The open message's sender, who is always there: without one nothing is searched."""
        assert self.message.sender is not None  # noqa: S101 - see gather
        return self.message.sender


@dataclass(frozen=True)
class Wish:
    """Calls, and what to do with their answers. ``must`` ones are made whatever they cost."""

    calls: Sequence[Call]
    take: Callable[[Found, Sequence[Answer]], Found]
    must: bool = False

    @property
    def price(self) -> int:
        """Gmail units."""
        return sum(UNITS[call.method] for call in self.calls)


def grant(mailbox: Mailbox, found: Found, wishes: Iterable[Wish], most_units: int) -> Found:
    """Run those wishes that fit into ``most_units`` for the whole event, in one batch, and return what is known then."""
    left = most_units - mailbox.cost.units
    granted = []
    for wish in wishes:
        if wish.must or wish.price <= left:
            left -= wish.price
            granted.append(wish)
    answers = mailbox.run([call for wish in granted for call in wish.calls])
    for wish in granted:
        mine, answers = answers[: len(wish.calls)], answers[len(wish.calls) :]
        found = wish.take(found, mine)
    return found


def wishes_for_known(found: Found, *, remembered: bool) -> Iterable[Wish]:
    """What matters about somebody known: the one message the level hangs on, and when contact really began and ended."""
    yield from undated_wishes(found)
    exchange = found.exchange
    # Where the whole level hangs on one message of the owner's, or on one or two of theirs: is it an answer at all?
    for side, few in ((exchange.sent, 1), (exchange.received, 2)):
        if len(side) <= few:
            yield Wish([peek(hit.gmail_id) for hit in side], _take_looked_at)
    if not remembered:  # else first contact was confirmed then, and the newest mail is no import
        for gmail_id in first_and_last(exchange):
            if gmail_id not in found.dates:
                yield Wish([peek(gmail_id)], _take_dates)


def wishes_for_stranger(found: Found, *, is_application: bool) -> Iterable[Wish]:
    """What may still explain a stranger: earlier mail, an introduction, a referral, the owner's advert, a namesake."""
    yield from undated_wishes(found)
    exchange, message, owner = found.exchange, found.message, found.context.owner
    if len(exchange.sent) == 1:
        yield Wish([peek(exchange.sent[0].gmail_id)], _take_looked_at)
    if exchange.received:
        direct = query.direct_from(found.sender.addr_spec, owner.addr_specs, message.internal_date)
        yield Wish([search(direct, most=10)], _take_direct)
        if not exchange.sent:
            yield Wish([get_message(_newest(exchange))], _take_earlier)
    here = [hit for hit in exchange.together if hit.thread_id == message.thread_id]
    if not found.context.answers_owner:
        yield from (wish_whether_known(each, _take_copied) for each in clues.introducers(message, owner, exchange))
        if here:
            yield Wish([peek(here[-1].gmail_id)], _take_first_letter)
    for claim in () if here else clues.referrals(message):  # a letter that introduced them says more, and may cost as much
        yield Wish([search(text, most=5) for text in (claim.theirs, claim.owners)], partial(_take_referral, claim.name))
    advert = find_advert_clue(message, found.sender) if is_application else None
    if advert is not None and not found.asked_clues:
        yield Wish([search(clues.own_advert(message, found.sender, advert), most=5)], partial(_take_advert, advert.words))
    known = {hit.gmail_id for hit in (*exchange.received, *exchange.sent)}
    unseen = [hit for hit in found.clue_hits if hit.gmail_id not in known and hit.gmail_id != message.gmail_id]
    if unseen:
        yield from (Wish([get_message(hit.gmail_id)], partial(_take_clue, advert)) for hit in unseen[:MAX_CLUES])


def wish_for_introducer(candidate: Address) -> Wish:
    """Does the owner know this person, who wrote to both in this thread?"""
    return wish_whether_known(candidate, _take_introducer)


def wish_whether_known(person: Address, take: Callable[[Found, Address], Found]) -> Wish:
    """Ask for mail both ways with ``person``, the least that says they are known (ANSWERED); then ``take`` is called."""
    both = (query.sent_to_any([person.addr_spec]), query.from_any([person.addr_spec]))
    return Wish([search(text, most=10) for text in both], partial(_take_known, person, take))


def undated_wishes(found: Found) -> Iterable[Wish]:
    """Where ids tell no time, the outermost messages are opened for their dates."""
    ends = undated_ends(found.exchange)
    if ends:
        yield Wish([peek(gmail_id) for gmail_id in ends], _take_dates, must=True)


PEEK_HEADERS = (
    "From",
    "To",
    "Cc",
    "Bcc",
    "Date",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "X-Autoreply",
    "List-Id",
)


def peek(gmail_id: str) -> Call:
    """Fetch a message's headers only, for its date and recipients."""
    return get_message(gmail_id, form="metadata", headers=PEEK_HEADERS)


def _newest(exchange: Exchange) -> str:
    return max(exchange.received, key=lambda hit: hit.at or 0).gmail_id


def hits_of(answer: Answer) -> tuple[Hit, ...] | None:
    """Return the hits of a search, or None where it failed: not looked is not the same as not found."""
    return answer.hits if isinstance(answer, SearchPage) else None


# --- taking in what came back -------------------------------------------------------------------------------------------


def _take_dates(found: Found, answers: Sequence[Answer]) -> Found:
    dates = found.dates | {mail.gmail_id: mail.internal_date for mail in answers if isinstance(mail, RawMail)}
    received, sent = (
        spread(hits, dates)
        if any(hit.at is None for hit in hits)
        else tuple(replace(hit, at=dates.get(hit.gmail_id, hit.at)) for hit in hits)
        for hits in (found.exchange.received, found.exchange.sent)
    )
    return replace(found, dates=dates, exchange=replace(found.exchange, received=received, sent=sent))


def _take_looked_at(found: Found, answers: Sequence[Answer]) -> Found:
    looked = []
    for answer in answers:
        if isinstance(answer, RawMail):
            mail = read_mail(answer)
            people = {address.key for address in (*mail.to, *mail.cc, *mail.bcc)}
            looked.append(LookedAt(answer.gmail_id, len(people), is_automatic(mail)))
    exchange = replace(found.exchange, looked_at=(*found.exchange.looked_at, *looked))
    return _take_dates(replace(found, exchange=exchange), answers)


_UNSUBSCRIBE = re.compile(
    r"(?:(?:re|aw|sv|res?)\s*:\s*)*(?:please\s+)?(?:unsubscribe|remove(?: me)?|stop|opt[ -]?out|abmelden|abbestellen|austragen"
    r"|d[ée]sabonner|d[ée]sinscription|d[ée]sinscrire|(?:dar(?:me)? de )?baja|cancelar (?:suscripci[óo]n|inscri[çc][ãa]o)"
    r"|descadastrar|disiscrizione|cancellami|uitschrijven|afmelden|wypisz|rezygnuj[ęe]|avregistrera|odhl[áa]sit"
    r"|abonelikten [çc][ıi]k|отписаться|отпишите|відписатися|退订|退訂|配信停止|수신거부|إلغاء الاشتراك)[\s.!]*",
    re.IGNORECASE,
)
"""A subject that asks to be left alone is no answer to anybody."""


def is_automatic(message: Message) -> bool:
    """True for what is no answer to anybody: an automatic reply (RFC 3834), a calendar answer, an "unsubscribe"."""
    if _UNSUBSCRIBE.fullmatch(message.subject[:100].strip()):
        return True
    submitted = message.header("auto-submitted").strip().lower()
    is_calendar = "text/calendar" in message.header("content-type").lower()
    return submitted not in {"", "no"} or is_calendar or bool(message.header("x-autoreply"))


def _take_direct(found: Found, answers: Sequence[Answer]) -> Found:
    hits = hits_of(answers[0])
    if hits is None:
        return found
    direct = {hit.gmail_id for hit in hits} & {hit.gmail_id for hit in found.exchange.received}
    return replace(found, exchange=replace(found.exchange, direct=True)) if direct else found


def _take_earlier(found: Found, answers: Sequence[Answer]) -> Found:
    earlier = tuple(read_mail(answer) for answer in answers if isinstance(answer, RawMail))
    exchange = found.exchange
    if earlier and exchange.direct is None and all(mail.list_id for mail in earlier):
        exchange = replace(exchange, direct=False)
    return _add_earlier(replace(found, exchange=exchange), earlier)


def _add_earlier(found: Found, mails: Sequence[Message]) -> Found:
    earlier = (*(found.context.earlier or ()), *mails)
    return replace(found, context=replace(found.context, earlier=earlier)) if mails else found


def _take_clue(advert: AdvertClue | None, found: Found, answers: Sequence[Answer]) -> Found:
    """A hit is the owner's advert, their mail to a namesake, or the same words in somebody's letter: which, only it tells."""
    for answer in answers:
        if not isinstance(answer, RawMail):
            continue
        letter, is_own = read_mail(answer), "SENT" in answer.label_ids
        if not is_own and clues.is_same_text(letter, found.message):
            found = _add_earlier(found, (letter,))
        elif advert is not None and is_advert(letter, advert, is_own=is_own):
            found = replace(found, context=replace(found.context, advert=advert.words))
        elif is_own and clues.is_to_namesake(letter, found.sender):
            found = replace(found, new_address=True)
    return found


def _take_known(person: Address, take: Callable[[Found, Address], Found], found: Found, answers: Sequence[Answer]) -> Found:
    sent, received = (hits_of(answer) for answer in answers)
    return take(found, person) if sent and received else found


def _take_introducer(found: Found, person: Address) -> Found:
    if found.context.introducer is not None:
        return found
    return replace(found, context=replace(found.context, introducer=person))


def _take_copied(found: Found, person: Address) -> Found:
    if found.context.copied is not None:
        return found
    return replace(found, context=replace(found.context, copied=person))


def _take_first_letter(found: Found, answers: Sequence[Answer]) -> Found:
    """The thread's first letter to both: who wrote it may have introduced them."""
    letters = [read_mail(answer) for answer in answers if isinstance(answer, RawMail)]
    if not letters or letters[0].sender is None or letters[0].list_id:
        return found
    sender, people = letters[0].sender, letters[0].recipients
    is_small = len(people) <= clues.MAX_INTRODUCERS + 1
    is_other = sender.key != found.sender.key and not found.context.owner.owns(sender.addr_spec)
    if not (is_small and is_other and query.is_searchable(sender.addr_spec)):
        return found
    copied = found.context.copied
    if copied is not None and copied.key == sender.key:
        return _take_introducer(found, sender)  # known to be known
    return replace(found, may_introduce=sender)


def _take_referral(name: str, found: Found, answers: Sequence[Answer]) -> Found:
    """Somebody of that name wrote of the writer, and the owner writes to somebody of that name: then the claim stands.

    A mail that was never answered proves nothing, whatever name it bears.
    """
    theirs, owners = (hits_of(answer) for answer in answers)
    if theirs is None or owners is None:
        return found
    vouches = any(hit.gmail_id != found.message.gmail_id for hit in theirs)
    mutuals = (*(found.context.mutuals or ()), *((name,) if vouches and owners else ()))
    return replace(found, context=replace(found.context, mutuals=mutuals))


def _take_advert(words: str, found: Found, answers: Sequence[Answer]) -> Found:
    hits = hits_of(answers[0])
    return found if hits is None else replace(found, context=replace(found.context, advert=words if hits else ""))
