"""Signs that the mail belongs to a conversation of a few: an answer, a colleague's note, a thing passed on, a shared memory.

Nothing here is proof, since a mailing tool can write "as discussed" too: these signs speak against a broadcast, and none exempts.
"""

from __future__ import annotations

import re

from addon.core.broadcast.automatic import is_mailing
from addon.core.broadcast.delivery import (
    MAX_FEW,
    crowd_size,
    is_from_own_organisation,
    is_from_owner,
    is_to_few,
    is_to_owner,
    list_name,
    organisation_labels,
)
from addon.core.broadcast.names import names_someone, owner_names
from addon.core.broadcast.readers import is_another_recipient, owner_is_named
from addon.core.broadcast.signal import Case, signal
from addon.core.broadcast.talk_words import SHARED
from addon.core.resume.fold import fold
from addon.core.signals import Hit

MAX_THREAD = 7
"""People in To and Cc up to which one of them, called by name, makes it a note to that one with copies, and no circular."""

_ATTRIBUTION = 400
"""Characters of the quoted text in which its author is named: "On Monday Anna Example wrote:", "From: Example, Anna"."""

_WROTE = re.compile(
    r"[\w.'’-]{1,40}@[\w.-]{1,60}|(?:\bfrom|\bvon|\bde|\bda|\bvan|\bod|\bот|\bkimden|发件人|差出人|보낸 ?사람|من)\s?[:：]"
    r"|\bwrote\b|\bwrites\b|\bschrieb\b|\ba ecrit\b|\bescribio\b|\bescreveu\b|\bha scritto\b|\bschreef\b|\bskrev\b"
    r"|\bnapisal|\bnapsal|\byazdi\b"
    r"|писал|написав|写道|书き|のメール|작성|كتب"
)


def _is_among_few(case: Case) -> bool:
    return is_to_few(case) and not (list_name(case) or is_mailing(case) or is_from_owner(case))


@signal(group="personal", weight=-2.5)
def you_wrote_it_to_few(case: Case) -> str | None:
    """The owner's own mail to at most four, blind copies counted: Gmail shows the writer whom they went to."""
    message, owner = case.message, case.context.owner
    blind = {address.key for address in message.bcc if not owner.owns(address.addr_spec)}
    if not is_from_owner(case) or list_name(case) or message.empty_groups or len(case.others) + len(blind) > MAX_FEW + 1:
        return None
    return "You wrote it to few people." if message.recipients or blind else None


@signal(group="personal", weight=-2.5)  # a faked quotation needs each reader's own words; a stray one is rare
def quotes_you(case: Case) -> Hit | None:
    """It stands above a quotation whose author is the owner, by name or address; weaker where its headers name another mail."""
    quoted = case.message.body.quoted[:_ATTRIBUTION]
    if not quoted or not _is_among_few(case):
        return None
    head = "\n".join(quoted.splitlines()[:4])
    folded = fold(head)
    own = case.context.owner.addr_specs
    named = any(spec.casefold() in folded for spec in own) or names_someone(_author(head), owner_names(case.context.owner, ()))
    if not named or not _WROTE.search(folded):
        return None
    contradicted = bool(case.message.in_reply_to) and case.context.answers_owner is False
    return Hit("It answers words that it quotes as yours.", 0.4 if contradicted else 1.0)


def _author(head: str) -> str:
    """The attribution without what follows the author: the line of "wrote:", or that of "From:"."""
    lines = [line.strip("> \t*") for line in head.splitlines()]
    return next((line for line in lines if _WROTE.search(fold(line))), "")


@signal(group="personal", weight=-2.0)  # of 89 real internal mails to four at most, none went out as a circular
def colleague_writes_to_few(case: Case) -> str | None:
    """Somebody of the owner's own organisation wrote to the owner and at most three others."""
    if not _is_among_few(case) or not is_from_own_organisation(case) or case.message.authentication.failed:
        return None
    return "A colleague sent it to you and few others, as far as it shows."


@signal(group="personal", weight=-1.5)  # a friend who mails a crowd shows the crowd, or hides you: then this keeps silent
def you_know_the_sender(case: Case) -> str | None:
    """Somebody the owner has exchanged mail with wrote to the owner and at most three others."""
    if not _is_among_few(case) or not case.context.relationship.level.is_known or case.message.authentication.failed:
        return None
    return "Somebody you exchange mail with sent it to you and few others."


@signal(group="personal", weight=-1.0)
def passed_on_to_few(case: Case) -> str | None:
    """A message handed on by a person to the owner and at most three others. Chain letters are handed on to crowds."""
    if case.message.body.forwarded is None or not _is_among_few(case):
        return None
    return "Somebody passed a message on to you and few others."


@signal(group="personal", weight=-1.0)
def greets_one_reader(case: Case) -> str | None:
    """It opens with one person's name where few are named: the owner under a nickname, or another of those it went to."""
    if case.letter.greets_owner or not case.letter.greets_one:
        return None
    is_thread = is_to_owner(case) and crowd_size(case) <= MAX_THREAD and not list_name(case) and is_another_recipient(case)
    if not is_thread and not _is_among_few(case):
        return None
    if fold(case.letter.greets_one) in organisation_labels(case):
        return None
    if owner_is_named(case) and not is_another_recipient(case):
        return None
    return f"It opens with one reader's name ({case.letter.greets_one[:40]})."


@signal(group="personal", weight=-1.2)  # easily claimed, so it is worth less than a quotation
def recalls_what_you_shared(case: Case) -> Hit | None:
    """It refers to a talk, a call or a promise between writer and reader ("as promised", "per our discussion")."""
    letter = case.letter
    if not _is_among_few(case) or letter.generic_greeting or letter.group_greeting:
        return None
    match = SHARED.search(" ".join(fold(letter.text).split()))
    return Hit(f"It refers to something between you (“{match.group()[:60]}”).") if match else None
