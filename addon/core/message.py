"""A message as judgement sees it: parsed, decoded, capped, and frozen.

``addon.mail`` makes these from bytes; nothing here parses. Field names follow RFC 5322 and the Gmail API
(glossary in the README): ``gmail_id`` is Gmail's, ``message_id`` the header's.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from addon.core.address import Address


@enum.unique
class ReadState(enum.StrEnum):
    """What became of reading one attachment; everything but READ makes the verdict weaker, never harsher."""

    READ = "read"
    NO_TEXT = "no_text"  # opened, but holds no text: a scan or an image
    LOCKED = "locked"  # encrypted or password-protected
    BROKEN = "broken"  # could not be parsed
    TOO_BIG = "too_big"  # over a cap on size, as it is or unpacked
    TOO_SLOW = "too_slow"  # the time for reading ran out, on this file or on those before it
    LEFT_OUT = "left_out"  # only the first few files of a message are read
    ENCLOSED = "enclosed"  # a message attached whole: its text and files are what this message passes on
    UNSUPPORTED = "unsupported"  # a kind we judge by its name alone
    NOT_FETCHED = "not_fetched"  # the bytes were not at hand


@dataclass(frozen=True)
class Attachment:
    """One attached file. ``size`` in bytes; ``text`` is "" unless ``state`` is READ. ``listing`` names a zip's members.

    Of ``pages`` the first ``pages_read`` were read (0 for kinds without pages); ``is_cut``: the text goes on beyond a cap.
    ``is_inline``: a picture that the letter itself shows (a logo, a drawing in the text), not one that was attached.
    """

    filename: str
    media_type: str
    size: int
    state: ReadState
    text: str = ""
    pages: int = 0
    listing: tuple[str, ...] = ()
    pages_read: int = 0
    is_cut: bool = False
    is_inline: bool = False


@dataclass(frozen=True)
class Authentication:
    """Results of the receiving host's own Authentication-Results header (RFC 8601): "pass", "fail", ... or "" (none)."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""

    @property
    def failed(self) -> bool:
        """True where the receiving host says the From domain is not proven (DMARC fail, or SPF and DKIM both fail)."""
        if self.dmarc:
            return self.dmarc == "fail"
        return self.spf in {"fail", "softfail"} and self.dkim != "pass"


@dataclass(frozen=True)
class Forwarded:
    """A message passed on inside this one: who wrote it, its subject, and its text."""

    sender: Address | None = None
    subject: str = ""
    text: str = ""


@dataclass(frozen=True)
class Body:
    """The visible text, cut into its layers. ``text`` is what the author wrote for this message.

    ``hides_text`` is True where the HTML hides much text from its reader (filter bait); hidden text is in no field.
    """

    text: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: Forwarded | None = None
    has_html: bool = False
    hides_text: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """One mail. Times are milliseconds since the epoch, UTC. Header names in ``headers`` are lower case, in order."""

    gmail_id: str = ""
    thread_id: str = ""
    internal_date: int = 0
    label_ids: frozenset[str] = frozenset()
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    empty_groups: tuple[str, ...] = ()  # names of RFC 5322 groups without members in To or Cc, any language
    delivered_to: tuple[str, ...] = ()  # addr-specs of Delivered-To, X-Delivered-To, Envelope-To, X-Original-To
    forwarded_for: tuple[str, ...] = ()  # addr-specs of X-Forwarded-To/-For, Resent-To
    list_id: str = ""  # List-Id or X-Google-Group-Id, else ""
    authentication: Authentication = Authentication()
    headers: tuple[tuple[str, str], ...] = ()
    body: Body = Body()
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = field(default=())  # what could not be read, in plain words for the card

    def header(self, name: str) -> str:
        """Return the first header field of that name (any case), unfolded and decoded, or ""."""
        return next(self.header_all(name), "")

    def header_all(self, name: str) -> Iterator[str]:
        """Yield every header field of that name (any case), in order."""
        wanted = name.lower()
        return (value for key, value in self.headers if key == wanted)

    @property
    def recipients(self) -> tuple[Address, ...]:
        """All addresses in To and Cc."""
        return self.to + self.cc
