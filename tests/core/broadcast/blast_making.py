"""Invented cases for the broadcast tests: one owner, Anna Example of the Examplebakery, and mail from strangers to her."""

from __future__ import annotations

from typing import Any

from addon.core.address import Address, Owner
from addon.core.broadcast.signal import Case
from addon.core.context import Context
from addon.core.evidence import Resume
from addon.core.message import Attachment, Body, Message, ReadState
from addon.core.relationship import Level, Relationship

ANNA = Address("anna@examplebakery.example", "Anna Example", "examplebakery.example")
JOBS = Address("jobs@examplebakery.example", "", "examplebakery.example")
BRUNO = Address("bruno.sample@mail.example.net", "Bruno Sample", "example.net")
CLARA = Address("clara@orchard.example", "Clara Pattern", "orchard.example")
OWNER = Owner((ANNA.addr_spec, JOBS.addr_spec), ("Anna Example",))

A_RESUME = Resume("resume", "sender", 0.98)
NO_RESUME = Resume("other", None, 0.02)
AN_ADVERT = Resume("job_post", None, 0.03)

A_NOTE = "Dear Anna,\nthe loaf was good."
LONG_LETTER = (
    "I am writing to present myself for any suitable role in a growing organisation where my skills may be of use. Over the past"
    " years I have learned to plan large projects, to keep calm under pressure, to speak with customers in three languages and to"
    " leave every desk tidier than I found it. I would be delighted to bring the same care to new tasks, and I am ready to move"
    " at short notice to any town. My papers are attached, and referees can be named at once if anybody should wish to call them."
)


def crowd(count: int, *, first: int = 0) -> tuple[Address, ...]:
    """``count`` strangers of as many firms, in no order."""
    return tuple(Address(f"p{(i * 7) % 89:02d}x@firm{i}.example", "", f"firm{i}.example") for i in range(first, first + count))


def message(text: str = A_NOTE, **fields: Any) -> Message:
    """A message from Bruno to Anna; ``fields`` replace those of Message, ``headers`` may be a dict."""
    headers = fields.pop("headers", {})
    body = fields.pop("body", Body(text=text))
    values: dict[str, Any] = {"sender": BRUNO, "to": (ANNA,), "subject": "Bread", "body": body, **fields}
    return Message(headers=tuple(dict(headers).items()), **values)


def case(
    text: str = "Dear Anna,\nthe loaf was good.", *, resume: Resume = NO_RESUME, level: Level = Level.NONE, **fields: Any
) -> Case:
    """A case of a stranger's message; fields of Context and of Message may be given by name."""
    known = {name: fields.pop(name) for name in list(fields) if name in Context.__dataclass_fields__}
    tie = known.pop("relationship", Relationship(level))
    return Case(message(text, **fields), Context(known.pop("owner", OWNER), tie, **known), resume)


def file(name: str = "resume.pdf", media_type: str = "application/pdf") -> Attachment:
    """An attachment whose bytes were not read."""
    return Attachment(name, media_type, 40_000, ReadState.NOT_FETCHED)
