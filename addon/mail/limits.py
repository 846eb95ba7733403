"""Caps on what is read of one message. Everything in a mail is written by a stranger, so everything has a cap."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How much of a message is read; sizes in bytes, lengths in characters, times in seconds.

    What lies beyond a cap is left out, which never makes a verdict harsher. Where text, recipients, parts or files are
    left out, ``Message.defects`` or the attachment says so.
    """

    headers: int = 400
    header_block: int = 2_000_000
    header_chars: int = 4_000  # of one field as kept in Message.headers
    address_chars: int = 1_000_000  # of one address header as parsed
    addresses: int = 2_000
    parts: int = 500
    depth: int = 100
    part_bytes: int = 40_000_000
    html_chars: int = 600_000
    body_chars: int = 200_000
    links: int = 50
    attachments: int = 50
    attachment_bytes: int = 20_000_000
    attachment_chars: int = 200_000
    attachments_read: int = 6
    reading_seconds: float = 4.0  # all attachments of one message together
    pdf_pages: int = 12
    pdf_seconds: float = 1.5
    unpacked_bytes: int = 12_000_000
    listing: int = 200
