"""The recipient fields of an event: texts that anybody may have written, read into addresses, each once."""

from __future__ import annotations

import re

from addon.core.address import MAX_ADDR_SPEC, Address
from addon.core.draft import MAX_JUDGED, Field
from addon.events import ComposeOpened
from addon.mail import organisation_of, parse_address_list


def parse_recipients(event: ComposeOpened) -> tuple[list[tuple[Field, list[Address]]], int]:
    """Return the event's recipients by field, each address once and at most 500 in all, and how many different ones it holds."""
    seen: set[str] = set()
    fields: list[tuple[Field, list[Address]]] = []
    for field, texts in ((Field.TO, event.to), (Field.CC, event.cc), (Field.BCC, event.bcc)):
        kept: list[Address] = []
        for text in texts or ():
            for address in _addresses(text):
                key = address.key
                if key not in seen and "@" in key:
                    if len(seen) < MAX_JUDGED:
                        kept.append(address)
                    seen.add(key)
        fields.append((field, kept))
    return fields, len(seen)


_PLAIN = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9]*(?: [A-Za-z][A-Za-z0-9]*){0,5}) <)?"
    r"([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9.-]{1,200}[A-Za-z0-9]))(>)?"
)


def _addresses(text: str) -> tuple[Address, ...]:
    """Parse one entry; the plain form of nearly all of them by a shortcut, since there may be thousands."""
    plain = _PLAIN.fullmatch(text) if len(text) <= MAX_ADDR_SPEC else None
    if plain is None:
        return parse_address_list(text).addresses
    name, spec, domain, closing = plain.groups()
    if (name is None) != (closing is None):
        return parse_address_list(text).addresses
    return (Address(spec, name or "", organisation_of(domain)),)
