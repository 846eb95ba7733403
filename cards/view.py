"""The small plain values that several cards' Views are made of. Text in them is unescaped; the cards escape it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Line:
    """One fact as a short sentence. ``link`` is a Gmail search URL that proves it, ``icon`` one of Google's known icons."""

    text: str
    label: str = ""
    link: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Link:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True)
class Grant:
    """A button that asks Google for one missing permission: ``url`` is our endpoint that answers with the request.

    ``ability`` completes "Acquaint is not allowed to ..." ("search your mail"); "" where the card says so elsewhere.
    """

    label: str
    url: str
    ability: str = ""


@dataclass(frozen=True)
class Cost:
    """What drawing this card cost: ``calls`` to Gmail, in how many sequential ``round_trips``, quota ``units``, and ``ms``."""

    calls: int
    round_trips: int
    units: int
    ms: int


def search_url(query: str, account: str = "") -> str:
    """Return the address at which Gmail shows what ``query`` finds; "" for no query.

    ``account`` is the owner's addr-spec, for people signed in to several accounts (without it Gmail opens the first one).
    Neither form of the address is documented by Google; a wrong one opens Gmail all the same.
    """
    if not query.strip():
        return ""
    place = f"?authuser={quote(account, safe='@')}" if account else "u/0/"
    return f"https://mail.google.com/mail/{place}#search/{quote(query, safe='')}"
