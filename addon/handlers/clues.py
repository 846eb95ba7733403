"""What in the open message is worth one more search: a namesake, a text seen before, an introducer, a referrer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from addon.core import query
from addon.core.address import Address, Owner, is_role_address
from addon.core.broadcast import claimed_referrers, telling_phrase
from addon.core.broadcast.referral import without_title
from addon.core.exchange import Exchange
from addon.core.message import Message
from addon.core.resume.fold import fold
from addon.handlers.adverts import AdvertClue

MAX_INTRODUCERS = 3
MAX_REFERRERS = 2

TELLING_NAME = 6
"""Letters from which on a surname alone is taken for the writer's, in a letter of the very person they name."""


@dataclass(frozen=True)
class Claim:
    """Somebody who, the letter says, sent its writer.

    ``theirs`` searches their mail that names the writer, ``owners`` the owner's mail to them. Both go by the name, so neither
    tells anything alone: anybody may write under any name.
    """

    name: str
    theirs: str
    owners: str


def rare_things(message: Message, sender: Address, advert: AdvertClue | None) -> str:
    """One search for rare things: mail to the sender's namesake elsewhere, this very text before, the owner's ``advert``.

    They share a search because nearly always it finds nothing, which settles them all; a hit is looked at. "" for no question.
    """
    namesake = query.sent_to_namesake(sender.display_name, sender.addr_spec)
    phrase = telling_phrase(message.body.text)
    terms = [f"({namesake})"] if namesake else []
    terms += [f'("{phrase}" -in:sent)'] if phrase else []
    terms += advert.terms if advert is not None else ()
    return _bounded(terms, message, sender)


def own_advert(message: Message, sender: Address, advert: AdvertClue) -> str:
    """Return the search for the owner's ``advert`` alone."""
    return _bounded(advert.terms, message, sender)


def _bounded(terms: Sequence[str], message: Message, sender: Address) -> str:
    """Any of ``terms``, as many as one query holds, in mail before ``message`` that is not the sender's own."""
    if not terms:
        return ""
    text = f"{{{' '.join(terms)}}} -from:{sender.addr_spec} {query.NOT_HISTORY} {query.before(message.internal_date)}"
    return text if len(text) <= query.MAX_QUERY else _bounded(terms[:-1], message, sender)


def introducers(message: Message, owner: Owner, exchange: Exchange) -> tuple[Address, ...]:
    """Return the people beside owner and sender who may have introduced them.

    Few recipients, and a reason to ask: an answer, a shared thread, or a letter that says who sent its writer.
    """
    shares_thread = any(hit.thread_id == message.thread_id for hit in exchange.together)
    has_reason = message.in_reply_to or message.references or shares_thread or claimed_referrers(message)
    if message.sender is None or not has_reason:
        return ()
    others = {
        address.key: address
        for address in message.recipients
        if not owner.owns(address.addr_spec)
        and address.key != message.sender.key
        and query.is_searchable(address.addr_spec)
        and not is_role_address(address.addr_spec)
    }
    return tuple(others.values()) if len(others) <= MAX_INTRODUCERS else ()


def referrals(message: Message) -> tuple[Claim, ...]:
    """Return what to search for each person who, the letter says, sent its writer; none where either name tells too little."""
    sender = message.sender
    if sender is None:
        return ()
    writer = _name_words(sender.display_name)
    if not writer:
        return ()
    claims = []
    for name in claimed_referrers(message)[:MAX_REFERRERS]:
        words = _name_words(without_title(name))
        if words:
            who, rest = " ".join(words), f"-from:{sender.addr_spec} {query.NOT_HISTORY} {query.before(message.internal_date)}"
            theirs = f'from:"{who}" {_any_naming(writer)} {rest}'
            claims.append(Claim(name, theirs, f'in:sent to:"{who}" -to:{sender.addr_spec} {query.before(message.internal_date)}'))
    return tuple(claims)


def _any_naming(writer: Sequence[str]) -> str:
    """Search terms for a letter that names ``writer``: in full, or "Ms Winterbourne", where a surname tells enough."""
    whole = f'"{" ".join(writer)}"'
    return f'{{{whole} "{writer[-1]}"}}' if len(writer) > 1 and len(writer[-1]) >= TELLING_NAME else whole


def _name_words(name: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_][\w'’-]+", name)[:4]


def is_to_namesake(letter: Message, sender: Address) -> bool:
    """True where ``letter`` went to somebody of the sender's name."""
    wanted = {fold(word) for word in _name_words(sender.display_name)}
    people = (*letter.to, *letter.cc, *letter.bcc)
    return bool(wanted) and any(wanted <= {fold(word) for word in _name_words(each.display_name)} for each in people)


def is_same_text(letter: Message, message: Message) -> bool:
    """True where ``letter`` holds the phrase by which ``message``'s text was searched for."""
    phrase = telling_phrase(message.body.text).casefold()
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", letter.body.text.casefold())
    return bool(phrase) and phrase in " ".join(words)
