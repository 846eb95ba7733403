"""How a draft will look to somebody who does not know its writer: the same judges as for received mail."""

from __future__ import annotations

from dataclasses import replace

from addon.core.address import Owner
from addon.core.broadcast import judge_broadcast
from addon.core.context import Context
from addon.core.draft.case import DraftCase
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.core.message import Message
from addon.core.relationship import Level, Relationship
from addon.core.resume import judge_resume
from addon.core.verdict import Verdict, decide


def typical_stranger(draft: DraftCase) -> Recipient | None:
    """Return a stranger who gets the draft as most strangers do (blind copies where those prevail), a person first; or None."""
    cold = draft.cold
    hidden = [each for each in cold if each.field is Field.BCC]
    crowd = hidden if 2 * len(hidden) >= len(cold) else [each for each in cold if each.field is not Field.BCC]
    return next((each for each in crowd if each.kind is Kind.PERSON), crowd[0] if crowd else None)


def as_received(draft: DraftCase, reader: Recipient) -> Message | None:
    """Return the message as Gmail would hand it to ``reader``, or None where the draft's text was not read.

    Who is in Bcc is named only in their own copy, which has a Bcc header with them alone.
    """
    message = draft.message
    if message is None:
        return None
    seen = {field: tuple(each.address for each in draft.recipients if each.field is field) for field in Field}
    blind = (reader.address,) if reader.field is Field.BCC else ()
    dropped = {"bcc", "to", "cc", "in-reply-to", "references", "x-gm-labels"}
    headers = [(name, value) for name, value in message.headers if name not in dropped]
    for name, people in (("to", seen[Field.TO]), ("cc", seen[Field.CC]), ("bcc", blind)):
        if people:
            headers.append((name, ", ".join(each.addr_spec for each in people)))
    return replace(
        message,
        label_ids=frozenset({"INBOX"}),
        sender=draft.writer,
        subject=message.subject if draft.subject is None else draft.subject,
        to=seen[Field.TO],
        cc=seen[Field.CC],
        bcc=blind,
        in_reply_to=(),
        references=(),
        internal_date=draft.now,
        headers=tuple(headers),
    )


def looks_to_stranger(draft: DraftCase) -> Verdict | None:
    """Return the verdict that a typical stranger's card would show for this very draft; None without a stranger or a text."""
    reader = typical_stranger(draft)
    message = None if reader is None else as_received(draft, reader)
    if reader is None or message is None:
        return None
    names = (reader.address.display_name,) if reader.address.display_name else ()
    owner = Owner((reader.address.addr_spec,), names)
    context = Context(owner=owner, relationship=Relationship(Level.NONE), now=draft.now)
    resume = judge_resume(message, context)
    return decide(message, context, resume, judge_broadcast(message, context, resume))
