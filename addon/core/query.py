"""Gmail search queries: built here only, from checked parts.

Operators are those Google documents (https://support.google.com/mail/answer/7190); ``before:`` and ``after:`` also take
epoch seconds (https://developers.google.com/workspace/gmail/api/guides/filtering).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from addon.core.address import MAX_ADDR_SPEC

MAX_QUERY = 1_500
"""Longest query we send, in characters; Google publishes no limit."""

_SAFE_ADDR_SPEC = re.compile(r"[^\s\"(){}<>,;:\\\[\]|@\x00-\x1f\x7f]+@[^\s\"(){}<>,;:\\\[\]|@\x00-\x1f\x7f]+")

NOT_HISTORY = "-in:spam -in:drafts"
"""Spam and drafts are no history; Trash is (the owner read it, then threw it away)."""


def is_searchable(addr_spec: str) -> bool:
    """True where ``addr_spec`` can stand in a query as it is; anything with quotes, spaces or brackets cannot."""
    return len(addr_spec) <= MAX_ADDR_SPEC and _SAFE_ADDR_SPEC.fullmatch(addr_spec) is not None and not addr_spec.startswith("-")


def from_correspondent(addr_spec: str, before_ms: int | None = None) -> str:
    """Mail from the correspondent, before a moment (ms since the epoch)."""
    return _joined(f"from:{addr_spec}", NOT_HISTORY, before(before_ms))


def sent_to(addr_spec: str, before_ms: int | None = None) -> str:
    """The owner's mail with the correspondent in To, Cc or Bcc (Gmail's ``to:`` covers all three)."""
    return _joined("in:sent", f"to:{addr_spec}", NOT_HISTORY, before(before_ms))


def anyone_with(addr_spec: str, before_ms: int | None = None) -> str:
    """All mail from or to the correspondent, whoever wrote it."""
    return _joined(f"{{from:{addr_spec} to:{addr_spec}}}", NOT_HISTORY, before(before_ms))


def direct_from(addr_spec: str, own: Sequence[str], before_ms: int | None = None) -> str:
    """Mail from the correspondent with one of the owner's addresses in To, Cc or Bcc."""
    mine = " ".join(f"to:{spec}" for spec in own if is_searchable(spec))
    return _joined(f"from:{addr_spec}", f"{{{mine}}}", NOT_HISTORY, before(before_ms))


def own_message(message_ids: Iterable[str]) -> str:
    """The owner's sent mail with one of these Message-IDs, or "" where none can be searched for."""
    terms = list(dict.fromkeys(term for term in map(this_message, message_ids) if term))
    return f"in:sent {{{' '.join(terms[:4])}}}" if terms else ""


def this_message(message_id: str) -> str:
    """The one message with this Message-ID, or "" for one that cannot stand in a query."""
    value = message_id.strip("<>")
    return f"rfc822msgid:{value}" if re.fullmatch(r"[^\s\"(){}<>,\\]{3,250}", value) else ""


def own_subject(words: Sequence[str]) -> str:
    """The owner's sent mail whose subject holds all these words, or "" for no words."""
    safe = [word for word in words if re.fullmatch(r"\w[\w'’-]{1,40}", word)]
    return f"in:sent subject:({' '.join(safe)})" if safe else ""


def sent_to_namesake(display_name: str, addr_spec: str) -> str:
    """The owner's mail to somebody of this display name at another address, or "" for a name too short to tell anything."""
    words = re.findall(r"[^\W\d_][\w'’-]+", display_name)
    if not 2 <= len(words) <= 4 or len(display_name) > 80:
        return ""
    return f'in:sent to:"{" ".join(words)}" -to:{addr_spec}'


def sent_to_any(addr_specs: Iterable[str]) -> str:
    """The owner's mail to any of these addresses."""
    return f"in:sent {{{' '.join(f'to:{spec}' for spec in addr_specs)}}} {NOT_HISTORY}"


def from_any(addr_specs: Iterable[str]) -> str:
    """Mail from any of these addresses."""
    return f"{{{' '.join(f'from:{spec}' for spec in addr_specs)}}} {NOT_HISTORY}"


@dataclass(frozen=True)
class AnyOf:
    """Searches for mail with any of several people. ``operator`` is ``from`` or ``to``; ``specs`` are addr-specs by addr_key."""

    operator: str
    specs: Mapping[str, str]

    def query(self, keys: Iterable[str]) -> str:
        """Return the query that finds mail with any of the people of these keys."""
        terms = " ".join([f"{self.operator}:{self.specs[key]}" for key in keys])
        return f"{{{terms}}} {NOT_HISTORY}"

    def length(self, key: str) -> int:
        """Return by how many characters this person makes a query longer."""
        return len(self.operator) + len(": ") + len(self.specs[key])


def before(at: int | None) -> str:
    """Return the term for mail up to ``at`` (ms since the epoch) and less than a second more, or "" for None."""
    # Gmail's before: is exclusive and counts whole seconds: one second more never loses a message; the id's time cuts exactly.
    return "" if at is None else f"before:{at // 1000 + 1}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
