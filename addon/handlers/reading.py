"""The first trip: the open message, and whose mailbox this is."""

from __future__ import annotations

from dataclasses import dataclass

from addon.core.address import Owner
from addon.core.assessment import NotSeen
from addon.core.message import Message
from addon.errors import GmailError, GmailGone, GmailRejected, GmailTooLarge, MissingScope
from addon.gmail import Alias, Answer, Call, Mailbox, RawMail, get_message, get_profile, list_aliases
from addon.mail import parse_gmail_payload, parse_message
from addon.scopes import GMAIL_READONLY, MESSAGE_METADATA, MESSAGE_READONLY, is_granted


@dataclass(frozen=True)
class Visit:
    """One event's surroundings, verified: who the owner is, what they granted, and when it is (ms since the epoch).

    ``owner_id`` is the key of the owner's rows in the store, "" where Google named nobody; ``email`` their address, or "".
    """

    owner_id: str
    email: str
    scopes: frozenset[str]
    now: int

    @property
    def may_search(self) -> bool:
        """True where the whole mailbox may be searched."""
        return is_granted(self.scopes, GMAIL_READONLY)


@dataclass(frozen=True)
class Opened:
    """What the first trip brought. ``asked_aliases`` says whether the owner's addresses were read afresh."""

    message: Message
    owner: Owner
    asked_aliases: bool
    not_seen: tuple[NotSeen, ...] = ()


def read_open_message(mailbox: Mailbox, visit: Visit, gmail_id: str, raw_gmail_id: str, remembered: Owner) -> Opened:
    """Return the open message and its owner, in one round trip (two where Gmail wants the raw id or the mail is huge).

    Raises MissingScope when the message may not be read at all, and the GmailError of the read when it failed.
    """
    form = _form(visit.scopes)
    extra = [] if remembered.addr_specs or not visit.may_search else _owner_calls(visit)
    answers = mailbox.run([get_message(gmail_id, form=form), *extra])
    if isinstance(answers[0], GmailTooLarge):
        answers = mailbox.run([get_message(gmail_id, form="full"), *extra])
    elif isinstance(answers[0], GmailRejected | GmailGone) and raw_gmail_id not in {"", gmail_id}:
        answers[0] = mailbox.run([get_message(raw_gmail_id, form=form)])[0]
    mail, *about_owner = answers
    if isinstance(mail, GmailError):
        raise mail
    owner, notes = _owner(visit, remembered, about_owner)
    if form == "metadata":
        notes = (*notes, NotSeen("Acquaint may only see who this message is from and to, not its text.", MESSAGE_READONLY))
    return Opened(read_mail(mail), owner, bool(extra) and not notes, notes)


def read_mail(mail: RawMail) -> Message:
    """Return the parsed message, from raw bytes or from Gmail's part tree."""
    if mail.raw:
        return parse_message(
            mail.raw,
            gmail_id=mail.gmail_id,
            thread_id=mail.thread_id,
            internal_date=mail.internal_date,
            label_ids=mail.label_ids,
        )
    return parse_gmail_payload(mail.resource)


def _form(scopes: frozenset[str]) -> str:
    """Raw where the message may be read: one call brings text and attachments, for the price of any other form."""
    if is_granted(scopes, MESSAGE_READONLY):
        return "raw"
    if is_granted(scopes, MESSAGE_METADATA):
        return "metadata"
    raise MissingScope((MESSAGE_READONLY,))


def _owner_calls(visit: Visit) -> list[Call]:
    return [list_aliases()] if visit.email else [list_aliases(), get_profile()]


def _owner(visit: Visit, remembered: Owner, answers: list[Answer]) -> tuple[Owner, tuple[NotSeen, ...]]:
    """Return the owner, and a note where their aliases could not be read: mail to one of them would look misaddressed."""
    aliases: tuple[Alias, ...] = ()
    email = visit.email
    notes: tuple[NotSeen, ...] = ()
    for answer in answers:
        if isinstance(answer, tuple):
            aliases = answer
        elif isinstance(answer, str):
            email = answer
        else:
            notes = (NotSeen("Could not read which other addresses are yours."),)
    specs = dict.fromkeys(spec for spec in (email, *remembered.addr_specs, *(alias.addr_spec for alias in aliases)) if spec)
    names = dict.fromkeys((*remembered.display_names, *(alias.display_name for alias in aliases if alias.display_name)))
    return Owner(tuple(specs), tuple(names)), notes
