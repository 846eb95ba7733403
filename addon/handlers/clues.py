"""What in the open message is worth one more search: a namesake, a text seen before, an introducer, an advert, a referrer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from addon.core import query
from addon.core.address import Address, Owner, is_role_address
from addon.core.broadcast import claimed_referrers, telling_phrase
from addon.core.exchange import Exchange
from addon.core.message import Message
from addon.core.resume.fold import fold
from addon.core.resume.subject import is_job_word

MAX_INTRODUCERS = 3
MAX_REFERRERS = 2


@dataclass(frozen=True)
class Clue:
    """A search, and the words of the message that it follows up."""

    text: str
    words: str = ""


def namesake_or_repeat(message: Message, sender: Address) -> str:
    """One search for two rare things: the owner's mail to somebody of the sender's name elsewhere, and this very text before.

    They share a search because nearly always it finds nothing, which settles both; a hit is looked at. "" for nothing to search.
    """
    namesake = query.sent_to_namesake(sender.display_name, sender.addr_spec)
    phrase = telling_phrase(message.body.text)
    quoted = f'"{phrase}" {query.NOT_HISTORY} -in:sent' if phrase else ""
    terms = [term for term in (namesake, quoted) if term]
    if len(terms) < 2:
        return terms[0] if terms else ""
    return f"{{({terms[0]}) ({terms[1]})}}"


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


def referrals(message: Message) -> tuple[Clue, ...]:
    """Return a search per person who, the letter says, sent its writer: does that person's own mail name the writer?"""
    sender = message.sender
    if sender is None:
        return ()
    writer = _name_words(sender.display_name)
    if not writer:
        return ()
    clues = []
    for name in claimed_referrers(message)[:MAX_REFERRERS]:
        words = _name_words(name)
        if words:
            text = f'from:"{" ".join(words)}" "{" ".join(writer)}" -from:{sender.addr_spec} {query.NOT_HISTORY}'
            clues.append(Clue(text, name))
    return tuple(clues)


def _name_words(name: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_][\w'’-]+", name)[:4]


_REFERENCE = re.compile(
    r"\b[A-Za-z]{1,8}[-/]\d[\w/-]{0,12}\b|\b[A-Za-z]{1,8}[-/][\w-]{1,8}[-/]\d[\w/-]{0,10}\b|\b\d{1,6}[-/][\w/-]{2,12}\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]{4,40}")
_COMMON = frozenset(
    """
    about advert advertisement adverts application applicant applying announcement anzeige annonce apply aviso
    bewerbung bewerbungen candidate candidature candidatura employment experience experienced forward hiring
    initiativbewerbung junior lebenslauf letter looking manager oferta offer offre opening opportunity
    opportunities position positions poste posting presentation puesto reference regarding response resume senior
    sollicitatie stelle stellenanzeige stellenangebot vacancy vacature vacante trabajo вакансия вакансию вакансии
    резюме отклик объявление
    """.split()
)
"""Words that any application's subject may hold: they point to no advert in particular."""


def advert(message: Message, sender: Address) -> Clue | None:
    """Return a search for the owner's own advert that the subject points to, or None.

    By reference number anywhere in the mailbox; in the subject of a letter the owner began, by the name of a job, or by two
    telling words that stand together. One ordinary word would find adverts where there are none.
    """
    subject = message.subject[:200]
    references = [match.group() for match in _REFERENCE.finditer(subject)][:2]
    own_name = {word.casefold() for word in _name_words(sender.display_name)}
    words = [word for word in _WORD.findall(subject) if word.casefold() not in _COMMON | own_name][:5]
    groups = [(word,) for word in words if is_job_word(fold(word))] + list(pairwise(words))
    terms = [f'"{reference}"' for reference in references]
    terms += [f"(in:sent -subject:re {' '.join(f'subject:{word}' for word in group)})" for group in groups[:5]]
    if not terms:
        return None
    until = f"before:{message.internal_date // 1000 + 1}"
    found = f"{{{' '.join(terms)}}} -from:{sender.addr_spec} {query.NOT_HISTORY} {until}"
    return Clue(found, references[0] if references else " ".join(words))
