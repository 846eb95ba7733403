"""The permissions Acquaint may hold, what each one opens, and the words in which a card asks for it.

Classes and methods of each scope: https://developers.google.com/workspace/gmail/api/auth/scopes. The owner may refuse any
of them (granular consent), so every event is checked against what was granted.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Final

_PREFIX: Final = "https://www.googleapis.com/auth/"

EXECUTE: Final = f"{_PREFIX}gmail.addons.execute"
MESSAGE_METADATA: Final = f"{_PREFIX}gmail.addons.current.message.metadata"
MESSAGE_READONLY: Final = f"{_PREFIX}gmail.addons.current.message.readonly"
ACTION_COMPOSE: Final = f"{_PREFIX}gmail.addons.current.action.compose"
USER_EMAIL: Final = f"{_PREFIX}userinfo.email"
LOCALE: Final = f"{_PREFIX}script.locale"
GMAIL_READONLY: Final = f"{_PREFIX}gmail.readonly"
GMAIL_MODIFY: Final = f"{_PREFIX}gmail.modify"
MAIL_GOOGLE_COM: Final = "https://mail.google.com/"
"""Every right on the mailbox. Acquaint never asks for it, but it covers the rest where something else granted it."""


@enum.unique
class Tier(enum.StrEnum):
    """Which scopes the manifest declares: ``full`` may search the mailbox, ``light`` sees only what is open."""

    FULL = "full"
    LIGHT = "light"


_LIGHT: Final = (EXECUTE, MESSAGE_METADATA, MESSAGE_READONLY, ACTION_COMPOSE, USER_EMAIL, LOCALE)

SCOPES_OF_TIER: Final = {Tier.LIGHT: _LIGHT, Tier.FULL: (*_LIGHT, GMAIL_READONLY, GMAIL_MODIFY)}
"""What the manifest declares. A scope that is ever asked for at run time must be in it, ``gmail.modify`` too."""

ABILITIES: Final = {
    EXECUTE: "show cards beside your mail",
    MESSAGE_METADATA: "see who the open message is from and to",
    MESSAGE_READONLY: "read the message you open",
    ACTION_COMPOSE: "check the people you are writing to",
    USER_EMAIL: "know which address is yours",
    LOCALE: "use your language and time zone",
    GMAIL_READONLY: "search your mail for earlier contact",
    GMAIL_MODIFY: "put a label on a message when you ask for it",
}
"""What each scope lets Acquaint do, to follow "Allow Acquaint to ..." or "Acquaint may not ..."."""

_COVERED_BY: Final = {
    MESSAGE_METADATA: frozenset({MESSAGE_READONLY, GMAIL_READONLY, GMAIL_MODIFY, MAIL_GOOGLE_COM}),
    MESSAGE_READONLY: frozenset({GMAIL_READONLY, GMAIL_MODIFY, MAIL_GOOGLE_COM}),
    GMAIL_READONLY: frozenset({GMAIL_MODIFY, MAIL_GOOGLE_COM}),
    GMAIL_MODIFY: frozenset({MAIL_GOOGLE_COM}),
}


def is_granted(granted: Iterable[str], scope: str) -> bool:
    """True where ``granted`` holds ``scope`` or a wider one that opens the same Gmail methods."""
    held = frozenset(granted)
    return scope in held or not held.isdisjoint(_COVERED_BY.get(scope, ()))


def missing_scopes(granted: Iterable[str], *wanted: str) -> tuple[str, ...]:
    """Return those of ``wanted`` that ``granted`` does not cover, in the order asked: what a consent request names."""
    held = frozenset(granted)
    return tuple(scope for scope in wanted if not is_granted(held, scope))
