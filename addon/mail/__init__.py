"""From bytes to a frozen Message: MIME, charsets, HTML, quotes and signatures, attachment text.

Nothing here raises, whatever the bytes, and every cap is in :class:`Limits`. Entry points:

- :func:`parse_message` for raw bytes, :func:`parse_gmail_payload` for Gmail's ``messages.get`` answer; both give equal Messages.
- :func:`parse_address_list` for one header field or an event's ``Name <addr>`` strings; :func:`organisation_of` for a domain.
- :func:`read_attachment` for one file fetched later; :func:`warm_up` before the first message, to start the PDF reader.
"""

from addon.mail.addresses import AddressList, parse_address_list
from addon.mail.attachments import read_attachment
from addon.mail.charsets import guess_codec
from addon.mail.limits import Limits
from addon.mail.messages import parse_gmail_payload, parse_message
from addon.mail.organisations import organisation_of
from addon.mail.pdf import READER

__all__ = [
    "AddressList",
    "Limits",
    "organisation_of",
    "parse_address_list",
    "parse_gmail_payload",
    "parse_message",
    "read_attachment",
    "warm_up",
]


def warm_up() -> None:
    """Start what is loaded lazily (the PDF process, the suffix list, the tables of old charsets), so that the first message does
    not pay for it. Never raises.
    """
    READER.start()
    guess_codec(b"\xe9")
    organisation_of("example.org")
