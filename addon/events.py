"""Event JSON -> one frozen event, parsed once. Everything in it passed through a browser: it is capped, checked, never trusted.

A field that is missing gets a default; one of the wrong type or over its cap raises BadEvent naming it. Tokens, people and
what the owner typed stay out of ``repr``. Fields: https://developers.google.com/workspace/add-ons/concepts/event-objects
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from addon.errors import BadEvent, Refused, TooLarge
from addon.untrusted import MAX_FIELDS, UntrustedObject

MAX_SUBJECT: Final = 1000
MAX_VALUE: Final = 10_000
_MAX_OFFSET_MIN: Final = 18 * 60

_PREFIXED: Final = re.compile(r"[a-z]{1,16}-[a-z]:(.+)")
_TIME_ZONE: Final = re.compile(r"[A-Za-z0-9_+/-]{1,64}")
_LOCALE: Final = re.compile(r"[A-Za-z0-9_-]{1,35}")


@enum.unique
class Kind(enum.StrEnum):
    """Which entry point Google called; the URL tells, the event itself does not."""

    HOMEPAGE = "homepage"
    MESSAGE = "message"
    COMPOSE = "compose"
    ACTION = "action"


@dataclass(frozen=True)
class Surroundings:
    """What every event carries. ``scopes`` are those granted; ``user_token`` reads Gmail, ``message_token`` goes beside it.

    ``time_zone`` is an IANA name or "", ``utc_offset`` minutes east of UTC or None, ``locale`` like ``en-GB`` or "",
    ``platform`` WEB, IOS, ANDROID or "".
    """

    scopes: frozenset[str] = frozenset()
    user_token: str = field(default="", repr=False)
    message_token: str = field(default="", repr=False)
    time_zone: str = ""
    utc_offset: int | None = None
    locale: str = ""
    platform: str = ""


@dataclass(frozen=True)
class HomepageOpened:
    """The add-on was opened with no message in view."""

    surroundings: Surroundings


@dataclass(frozen=True)
class MessageOpened:
    """A message is in view. ``gmail_id`` and ``thread_id`` are in the API's form; the raw ones are a fallback to try once.

    ``thread_id`` is "" where the event names none.
    """

    surroundings: Surroundings
    gmail_id: str
    raw_gmail_id: str
    thread_id: str = ""
    raw_thread_id: str = ""


@dataclass(frozen=True)
class ComposeOpened:
    """A draft is in view. Recipients are header texts (bare or ``Name <address>``) at the moment of the call.

    None means the event did not say: unknown, not nobody. Lists are cut at 5,000 entries.
    """

    surroundings: Surroundings
    to: tuple[str, ...] | None = field(default=None, repr=False)
    cc: tuple[str, ...] | None = field(default=None, repr=False)
    bcc: tuple[str, ...] | None = field(default=None, repr=False)
    subject: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ActionClicked:
    """A button or form was used. ``message`` is what was in view, or None; ``draft`` holds what is told of a draft.

    ``parameters`` are those of the button, ``inputs`` the form's texts and choices, ``dates`` its dates (ms since the epoch,
    UTC). All of it is the user's to forge.
    """

    surroundings: Surroundings
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    dates: Mapping[str, int] = field(default_factory=dict)
    message: MessageOpened | None = None
    draft: ComposeOpened | None = None

    def parameter(self, name: str) -> str:
        """Return the button's parameter ``name``. Raises BadEvent where the button did not send it."""
        if name not in self.parameters:
            raise BadEvent(f"commonEventObject.parameters.{name}", "is missing")
        return self.parameters[name]

    def text(self, name: str, default: str = "") -> str:
        """Return what was typed or chosen in the input ``name``, stripped; ``default`` where it was left empty."""
        return next((value.strip() for value in self.inputs.get(name, ()) if value.strip()), default)

    def is_ticked(self, name: str) -> bool:
        """True where the switch or box ``name`` is on: Gmail leaves out the ones that are off."""
        return bool(self.inputs.get(name))


Event = HomepageOpened | MessageOpened | ComposeOpened | ActionClicked


def decode_body(data: bytes, max_bytes: int) -> dict[str, object]:
    """Return the JSON object in a request body. Raises TooLarge over ``max_bytes``, Refused where it is no JSON object."""
    if len(data) > max_bytes:
        raise TooLarge
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"body is not JSON: {type(error).__name__}") from None
    if not isinstance(body, dict):
        raise Refused("body is not a JSON object")
    return body


def parse_event(kind: Kind, body: object) -> Event:
    """Return the event of ``kind`` in the decoded JSON ``body``. Raises BadEvent, and nothing else, naming the bad field."""
    node = UntrustedObject(body, "")
    surroundings = _surroundings(node)
    if kind is Kind.HOMEPAGE:
        return HomepageOpened(surroundings)
    if kind is Kind.MESSAGE:
        message = _message(node, surroundings)
        if message is None:
            raise BadEvent("gmail.messageId", "is missing")
        return message
    if kind is Kind.COMPOSE:
        return _draft(node, surroundings)
    return _action(node, surroundings)


def api_id(raw: str) -> str:
    """Return the Gmail API's form of an id from an event: ``msg-f:<decimal>`` becomes hex, other prefixes are dropped.

    A bare 16-digit id is taken for hex already; longer all-digit ones for decimal.
    """
    prefixed = _PREFIXED.fullmatch(raw)
    rest = prefixed[1] if prefixed else raw
    if rest.isascii() and rest.isdigit() and (prefixed or len(rest) > 16) and int(rest) < 1 << 64:
        return f"{int(rest):x}"
    return rest.lower() if re.fullmatch(r"[0-9A-Fa-f]{1,16}", rest) else rest


def _surroundings(body: UntrustedObject) -> Surroundings:
    common, tokens = body.child("commonEventObject"), body.child("authorizationEventObject")
    zone = common.child("timeZone")
    return Surroundings(
        scopes=frozenset(tokens.texts("authorizedScopes", MAX_FIELDS) or ()),
        user_token=tokens.token("userOAuthToken"),
        message_token=body.child("gmail").token("accessToken"),
        time_zone=zone.word("id", _TIME_ZONE),
        utc_offset=_offset_minutes(zone.integer("offset")),
        locale=common.word("userLocale", _LOCALE),
        platform=common.word("platform", _LOCALE),
    )


def _offset_minutes(offset_ms: int | None) -> int | None:
    if offset_ms is None or abs(offset_ms) > _MAX_OFFSET_MIN * 60_000:
        return None
    return round(offset_ms / 60_000)


def _message(body: UntrustedObject, surroundings: Surroundings) -> MessageOpened | None:
    gmail = body.child("gmail")
    raw, raw_thread = gmail.gmail_id("messageId"), gmail.gmail_id("threadId")
    if not raw:
        return None
    return MessageOpened(surroundings, api_id(raw), raw, api_id(raw_thread), raw_thread)


def _draft(body: UntrustedObject, surroundings: Surroundings) -> ComposeOpened:
    gmail, old = body.child("gmail"), body.child("draftMetadata")

    def recipients(name: str) -> tuple[str, ...] | None:
        found = gmail.texts(name)
        return old.texts(name) if found is None else found

    subject = gmail.text("subject", MAX_SUBJECT, cut=True)
    return ComposeOpened(
        surroundings,
        recipients("toRecipients"),
        recipients("ccRecipients"),
        recipients("bccRecipients"),
        old.text("subject", MAX_SUBJECT, cut=True) if subject is None else subject,
    )


def _action(body: UntrustedObject, surroundings: Surroundings) -> ActionClicked:
    common = body.child("commonEventObject")
    parameters = common.child("parameters")
    forms = common.child("formInputs")
    inputs: dict[str, tuple[str, ...]] = {}
    dates: dict[str, int] = {}
    for name in forms.names():
        form = forms.entry(name)
        values = form.child("stringInputs").texts("value", MAX_FIELDS, MAX_VALUE)
        if values is not None:
            inputs[name] = values
        for picker in ("dateInput", "dateTimeInput"):
            moment = form.child(picker).integer("msSinceEpoch")
            if moment is not None:
                dates[name] = moment
    draft = _draft(body, surroundings)
    is_draft = any(part is not None for part in (draft.to, draft.cc, draft.bcc, draft.subject))
    return ActionClicked(
        surroundings,
        MappingProxyType({name: parameters.entry_text(name, MAX_VALUE) for name in parameters.names()}),
        MappingProxyType(inputs),
        MappingProxyType(dates),
        _message(body, surroundings),
        draft if is_draft else None,
    )
