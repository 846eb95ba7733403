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
    """A search, the words of the message that it follows up, and the alternatives it is made of."""

    text: str
    words: str = ""
    terms: tuple[str, ...] = ()


def rare_things(message: Message, sender: Address, advert: Clue | None) -> str:
    """One search for rare things: mail to the sender's namesake elsewhere, this very text before, the owner's ``advert``.

    They share a search because nearly always it finds nothing, which settles them all; a hit is looked at. "" for no question.
    """
    namesake = query.sent_to_namesake(sender.display_name, sender.addr_spec)
    phrase = telling_phrase(message.body.text)
    terms = [f"({namesake})"] if namesake else []
    terms += [f'("{phrase}" -in:sent)'] if phrase else []
    terms += advert.terms if advert is not None else ()
    return _bounded(terms, message, sender)


def _bounded(terms: Sequence[str], message: Message, sender: Address) -> str:
    if not terms:
        return ""
    until = f"before:{message.internal_date // 1000 + 1}"
    return f"{{{' '.join(terms)}}} -from:{sender.addr_spec} {query.NOT_HISTORY} {until}"


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
    return Clue(_bounded(terms, message, sender), references[0] if references else " ".join(words), tuple(terms))


def is_advert(letter: Message, clue: Clue, *, is_own: bool) -> bool:
    """True where a letter that the search for rare things found is the advert meant.

    By its reference in anybody's letter (a job board confirms adverts), by words of the job only in the owner's own.
    """
    subject, text = fold(letter.subject), fold(f"{letter.subject} {letter.body.text}")
    references = [term.strip('"') for term in clue.terms if term.startswith('"')]
    if any(fold(reference) in text for reference in references):
        return True
    named = [re.findall(r"(?<!-)subject:([^\s)]+)", term) for term in clue.terms if not term.startswith('"')]
    return is_own and any(all(fold(word) in subject for word in words) for words in named if words)


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
