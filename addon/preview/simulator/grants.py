"""Who a bearer token is and what it may do (google-contract: scopes per method)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from addon.preview.simulator.faults import insufficient_scope
from addon.preview.simulator.ids import read_id
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.methods import SCOPE_PREFIX, Method
from addon.preview.simulator.wire import ApiError

MESSAGE_SCOPES = frozenset(f"{SCOPE_PREFIX}gmail.addons.current.message.{name}" for name in ("action", "metadata", "readonly"))
_HEADERS_ONLY = frozenset({f"{SCOPE_PREFIX}gmail.metadata", f"{SCOPE_PREFIX}gmail.addons.current.message.metadata"})
MESSAGE_TOKEN_HEADER = "x-goog-gmail-access-token"  # noqa: S105 - the name of a header


@dataclass(frozen=True)
class TokenGrant:
    """What a token opens: the mailbox of ``address``; ``scopes`` as full URLs, None for everything.

    ``message_tokens``: value of ``X-Goog-Gmail-Access-Token`` -> id of the one message it opens.
    """

    address: str
    scopes: frozenset[str] | None = None
    message_tokens: Mapping[str, str] = field(default_factory=dict)


def check_scopes(grant: TokenGrant, method: Method, mailbox: SimMailbox, path: Mapping[str, str], message_token: str) -> bool:
    """Return True where the scopes open headers only; raise the API's 403 where they do not open the call at all."""
    if grant.scopes is None:
        return False
    usable = grant.scopes & method.scopes
    if not usable:
        raise insufficient_scope()
    wide = usable - MESSAGE_SCOPES
    if not wide:
        _check_message(grant, mailbox, method, path, message_token)
    return usable <= _HEADERS_ONLY


def _check_message(grant: TokenGrant, mailbox: SimMailbox, method: Method, path: Mapping[str, str], message_token: str) -> None:
    if not message_token:
        raise ApiError(403, "Missing access token for per message authorization.", "forbidden")
    opened = read_id(grant.message_tokens.get(message_token, ""))
    number = mailbox.index.by_id.get(opened or "")
    if number is None:
        raise ApiError(403, "Invalid access token for per message authorization.", "forbidden")
    entry = mailbox.index.entries[number]
    asked = read_id(path.get("messageId") or path["id"])
    if asked != (entry.thread_id if method.name.startswith("threads.") else entry.gmail_id):
        raise ApiError(403, "Access token does not authorize this message.", "forbidden")
