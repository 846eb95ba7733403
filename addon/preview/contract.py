"""What the preview page asks of the machinery behind it: the shapes of its data, and the :class:`Bridge` that supplies them.

The page knows neither the simulator nor the add-on's code. Everything here is a plain frozen value, so that
a test can stand in for the whole backend with a few lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Trigger = Literal["homepage", "message", "compose"]


class NoSuchItem(LookupError):
    """The message or draft asked for does not exist."""


class BadQuery(ValueError):
    """The search cannot be understood; the text of the exception is shown to the reader."""


@dataclass(frozen=True)
class Row:
    """One line of the message list. ``date_ms`` is the arrival in ms since the epoch; ``sender`` a name, or an address.

    A row with a ``draft_id`` opens in the compose window.
    """

    gmail_id: str
    thread_id: str
    sender: str
    subject: str
    snippet: str
    date_ms: int
    unread: bool = False
    has_attachment: bool = False
    labels: tuple[str, ...] = ()
    draft_id: str = ""


@dataclass(frozen=True)
class Page:
    """One page of search results, newest first. ``next_token`` is None on the last page; ``total`` counts all hits."""

    rows: tuple[Row, ...]
    next_token: str | None
    total: int


@dataclass(frozen=True)
class AttachedFile:
    """What the open message shows of an attachment; ``size`` in bytes."""

    filename: str
    media_type: str
    size: int


@dataclass(frozen=True)
class OpenMessage:
    """A message as the reading pane shows it. Addresses are header text (``Name <addr>``), decoded.

    ``html`` is the mail's own HTML or "" (then ``text`` is shown); pictures carried inside the mail (``cid:``) are
    expected as ``data:`` addresses already, every other picture stays blank.
    """

    gmail_id: str
    thread_id: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    date_ms: int
    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftFile:
    """A file attached to a draft."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Draft:
    """A draft as written: addresses as typed (``Name <addr>`` or bare), the body as plain text.

    ``thread_id`` is the thread a reply belongs to, "" for a new conversation.
    """

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    attachments: tuple[DraftFile, ...] = ()
    thread_id: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What is on screen when the add-on is called: the part of Google's event that depends on the page.

    ``gmail_id`` is set for the message trigger; the draft's fields for the compose trigger. ``draft_id`` lets the
    Bridge find the draft, Google's event carries none. ``time_zone`` is an IANA name, ``offset_ms`` its distance from UTC.
    """

    trigger: Trigger
    gmail_id: str = ""
    draft_id: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    subject: str = ""
    locale: str = ""
    time_zone: str = ""
    offset_ms: int = 0


@dataclass(frozen=True)
class Click:
    """A click on a card: the action's ``function`` address, its parameters, and ``formInputs`` in Google's JSON shape."""

    url: str
    parameters: dict[str, str]
    form_inputs: dict[str, object]


@dataclass(frozen=True)
class Cost:
    """What one event cost: Gmail calls, sequential round trips, quota units, and the add-on's own time in ms."""

    calls: int = 0
    round_trips: int = 0
    units: int = 0
    ms: float = 0.0


@dataclass(frozen=True)
class EventAnswer:
    """The add-on's answer as sent: ``response_json`` is unparsed, because an answer that is no JSON is the page's to show."""

    status: int
    response_json: str
    cost: Cost = Cost()


@dataclass(frozen=True)
class Scope:
    """An OAuth scope of the manifest, what Google's consent screen calls it, and whether it is granted at the start."""

    url: str
    label: str
    granted: bool = True


@dataclass(frozen=True)
class Folder:
    """An entry of the left rail: ``query`` is the Gmail search it stands for; ``unread`` its count of unread messages."""

    name: str
    query: str
    unread: int = 0


@dataclass(frozen=True)
class UniversalAction:
    """An entry of the add-on's own menu, from the manifest: ``url`` is called like a click."""

    label: str
    url: str


@dataclass(frozen=True)
class Progress:
    """How much of the mail file is indexed; finished when ``done`` has reached ``total``."""

    done: int
    total: int


@dataclass(frozen=True)
class State:
    """Everything the page shows around the mail. ``mbox`` names the mail file.

    ``addon_base`` is the address under which the add-on believes to live, without a trailing slash: pictures below it
    are shown (fetched from the page's own server), clicks must lead below it. ``link_prefixes`` is the manifest's
    ``openLinkUrlPrefixes``; empty means every HTTPS link is allowed.
    """

    owner: str
    name: str
    mbox: str
    addon_base: str
    addon_name: str = "Acquaint"
    scopes: tuple[Scope, ...] = ()
    folders: tuple[Folder, ...] = ()
    universal_actions: tuple[UniversalAction, ...] = ()
    link_prefixes: tuple[str, ...] = ()
    progress: Progress | None = None


class Bridge(Protocol):
    """The few things the page needs. Methods that take an id raise :class:`NoSuchItem` where there is none.

    Any :class:`addon.errors.AddonError` is shown in its own words. Nothing here sends mail.
    """

    def state(self) -> State:
        """Return what to show around the mail; called every second while ``progress`` is unfinished."""

    def list_messages(self, query: str, page_token: str | None, page_size: int) -> Page:
        """Return one page of the messages that match a Gmail search, newest first. Raises :class:`BadQuery`."""

    def get_message(self, gmail_id: str) -> OpenMessage:
        """Return one message for the reading pane."""

    def event(self, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """Play Google: send the trigger's event, with ``scopes`` granted, to the add-on and return its answer."""

    def click(self, click: Click, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """Play Google for a click on a card: the surroundings' event plus parameters and form inputs, to ``click.url``."""

    def save_draft(self, draft_id: str | None, draft: Draft) -> str:
        """Create (``draft_id`` None) or replace a draft and return its id."""

    def get_draft(self, draft_id: str) -> Draft:
        """Return a draft, with its files."""
