"""Signs that the same mail came before."""

from __future__ import annotations

from addon.core.address import Address, is_role_address
from addon.core.broadcast.names import name_words
from addon.core.broadcast.signal import Case, signal
from addon.core.broadcast.similar import MIN_EXACT_WORDS, is_same_letter, words
from addon.core.message import Message
from addon.core.relationship import Level
from addon.core.signals import Hit

SECOND_COPY_MS = 86_400_000
"""Within a day and under one subject the same text is the same mail: sent again, or twice delivered."""


def _earlier(case: Case, *, same_sender: bool) -> tuple[Message, ...]:
    sender = case.message.sender
    if sender is None:
        return ()
    return tuple(
        message
        for message in (case.context.earlier or ())[:8]
        if message.sender is not None
        and _is_same_person(message.sender, sender) is same_sender
        and message.gmail_id != (case.message.gmail_id or None)
        and not _is_second_copy(case, message)
    )


def _is_same_person(one: Address, other: Address) -> bool:
    """The same address, or one person's at two hosts: the same local part, that is no function, or the same full name."""
    if one.key == other.key:
        return True
    is_same_local = one.local_part.casefold() == other.local_part.casefold() and not is_role_address(one.addr_spec)
    names = [set(name_words(Address("", address.display_name))) for address in (one, other)]
    return is_same_local or (len(names[0]) > 1 and names[0] == names[1])


def _is_second_copy(case: Case, earlier: Message) -> bool:
    dates = (case.message.internal_date, earlier.internal_date)
    return all(dates) and abs(dates[0] - dates[1]) < SECOND_COPY_MS and case.message.subject == earlier.subject


def _repeats(case: Case, earlier: Message) -> bool:
    """The letters agree once both senders' names are taken out: a template carries whoever fills it in."""
    people = [message.sender for message in (case.message, earlier) if message.sender]
    names = frozenset(word for person in people for word in name_words(person))
    return is_same_letter(case.message.body.text, earlier.body.text, ignoring=names)


@signal(group="repeat", weight=2.5)  # nobody writes one letter twice to one reader; a list is mailed twice
def same_text_before(case: Case) -> Hit | None:
    """The sender sent this very text before, and it is no answer to anything."""
    if case.context.answers_owner or not any(_repeats(case, earlier) for earlier in _earlier(case, same_sender=True)):
        return None
    sender = case.message.sender
    return Hit("The same text came from this sender before.", search=f"from:{sender.addr_spec}" if sender else "")


@signal(group="repeat", weight=3.5)  # a letter written to one reader is not in the hands of another writer
def same_text_from_others(case: Case) -> Hit | None:
    """The same letter came from somebody else: a template or a service that sends for many."""
    if len(words(case.message.body.text)) < 3 * MIN_EXACT_WORDS:
        return None
    if not any(_repeats(case, earlier) for earlier in _earlier(case, same_sender=False)):
        return None
    return Hit("The same letter came to you from another sender before.")


@signal(group="repeat", weight=0.8)  # weak: they may simply hope; but a blaster's list is mailed again and again
def wrote_again_unanswered(case: Case) -> Hit | None:
    """A resume from somebody who wrote at least twice before and whom the owner never answered."""
    tie = case.context.relationship
    if tie.level is not Level.ONE_SIDED or tie.received < 2 or tie.sent or case.resume.call != "resume":
        return None
    sender = case.message.sender
    return Hit(
        f"They wrote to you {tie.received} times before; you never answered.", search=f"from:{sender.addr_spec}" if sender else ""
    )
