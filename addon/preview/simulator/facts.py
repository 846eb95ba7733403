"""What the index needs to know of one message, read from its header block alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from addon.preview.simulator.headers import decode_words, fields, parse_addresses, parse_date, to_text

Pairs = list[tuple[str, str]]

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
_MAX_LINKS = 100


@dataclass(slots=True)
class Facts:
    """Header facts: addresses as (name, addr-spec), ``date`` in ms or None, ``labels`` None without X-Gmail-Labels.

    ``is_exported``: the fields that Google Takeout adds stand at the very head, where only Takeout can have put them.
    """

    message_id: str = ""
    links: tuple[str, ...] = ()
    date: int | None = None
    received: int | None = None
    subject: str = ""
    sender: Pairs = field(default_factory=list)
    to: Pairs = field(default_factory=list)
    cc: Pairs = field(default_factory=list)
    bcc: Pairs = field(default_factory=list)
    delivered: Pairs = field(default_factory=list)
    list_id: str = ""
    thread: str = ""
    labels: str | None = None
    is_exported: bool = False
    has_parts: bool = False


def read_facts(head: bytes) -> Facts:
    """Return the facts of a header block (bytes up to the empty line). Never raises.

    Takeout puts its fields above all others. So the first of them counts, and none below a field of the mail's way: a sender may
    write them too, and would say with them that the owner wrote the mail.
    """
    facts = Facts()
    on_the_way = False
    for position, (name, value) in enumerate(fields(head)):
        name = name.lower()
        on_the_way = on_the_way or name in _TRACE
        if name in _OF_TAKEOUT:
            if on_the_way:
                continue
            facts.is_exported = facts.is_exported or position == 0
        reader = _READERS.get(name)
        if reader:
            reader(facts, to_text(value))
    return facts


def _message_id(facts: Facts, value: str) -> None:
    if not facts.message_id:
        found = _MESSAGE_ID.search(value)
        facts.message_id = found[1] if found else value.strip("<> \t")[:998]


def _links(facts: Facts, value: str) -> None:
    # The last references are the nearest; the first is the root of the thread.
    found = _MESSAGE_ID.findall(value)
    facts.links += tuple(found if len(found) <= _MAX_LINKS else found[:1] + found[-_MAX_LINKS:])


def _date(facts: Facts, value: str) -> None:
    if facts.date is None:
        facts.date = parse_date(value)


def _received(facts: Facts, value: str) -> None:
    if facts.received is None:
        facts.received = parse_date(value.rpartition(";")[2]) or 0


def _subject(facts: Facts, value: str) -> None:
    if not facts.subject:
        facts.subject = decode_words(value)[:4096]


def _sender(facts: Facts, value: str) -> None:
    facts.sender += parse_addresses(value)


def _to(facts: Facts, value: str) -> None:
    facts.to += parse_addresses(value)


def _cc(facts: Facts, value: str) -> None:
    facts.cc += parse_addresses(value)


def _bcc(facts: Facts, value: str) -> None:
    facts.bcc += parse_addresses(value)


def _delivered(facts: Facts, value: str) -> None:
    facts.delivered += parse_addresses(value)


def _list_id(facts: Facts, value: str) -> None:
    if not facts.list_id:
        facts.list_id = decode_words(value)[:512]


def _thread(facts: Facts, value: str) -> None:
    facts.thread = facts.thread or value.strip()


def _labels(facts: Facts, value: str) -> None:
    if facts.labels is None:
        facts.labels = decode_words(value)


def _content(facts: Facts, value: str) -> None:
    # Attached files are looked for only where the headers leave room for one.
    text = value[:200].casefold()
    facts.has_parts = facts.has_parts or text.startswith(("multipart/", "attachment")) or "name" in text


_OF_TAKEOUT = frozenset({b"x-gm-thrid", b"x-gmail-labels"})
_TRACE = frozenset(
    {b"received", b"x-received", b"return-path", b"delivered-to", b"dkim-signature", b"authentication-results", b"arc-seal"}
)
_READERS = {
    b"message-id": _message_id,
    b"references": _links,
    b"in-reply-to": _links,
    b"date": _date,
    b"received": _received,
    b"subject": _subject,
    b"from": _sender,
    b"to": _to,
    b"cc": _cc,
    b"bcc": _bcc,
    b"delivered-to": _delivered,
    b"list-id": _list_id,
    b"x-gm-thrid": _thread,
    b"x-gmail-labels": _labels,
    b"content-type": _content,
    b"content-disposition": _content,
}
