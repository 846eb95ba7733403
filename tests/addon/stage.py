"""The whole application over an invented mailbox: events in, cards out, cost counted by the simulator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import Any

from flask.testing import FlaskClient

from addon.app import create_app
from addon.auth import Verifier
from addon.config import Config
from addon.manifest import MESSAGE_PATH
from addon.preview.google import LocalGoogle
from addon.preview.inprocess import WsgiWire
from addon.preview.simulator import SeedMessage, SimMailbox, Simulator, Spent, TokenGrant
from addon.scopes import SCOPES_OF_TIER, Tier
from addon.store import Store, open_store

BASE = "https://acquaint.example.com"
SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
OWNER = "maya@example.org"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOKEN = "user-token"
ALL_SCOPES = SCOPES_OF_TIER[Tier.FULL]


@cache
def local_google() -> LocalGoogle:
    """One key for the whole run: making it is slow."""
    return LocalGoogle(BASE)


def mail(
    sender: str,
    to: str | Sequence[str],
    *,
    days_ago: float = 0,
    subject: str = "Hello",
    text: str = "Hello, how are you?",
    message_id: str = "",
    reply_to: str = "",
    headers: dict[str, str] | None = None,
) -> bytes:
    """Return an invented message."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = to if isinstance(to, str) else ", ".join(to)
    made["Subject"] = subject
    made["Date"] = format_datetime(NOW - timedelta(days=days_ago))
    made["Message-ID"] = f"<{message_id or f'{abs(hash((sender, str(to), days_ago, subject, text))):x}'}@mail.example.com>"
    if reply_to:
        made["In-Reply-To"] = made["References"] = f"<{reply_to}@mail.example.com>"
    for name, value in (headers or {}).items():
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


def conversation(correspondent: str, thread: str, *, days_ago: float, owner: str = OWNER, messages: int = 2) -> list[bytes]:
    """Return a thread in which both write in turn, they first, a day apart."""
    mails = []
    for index in range(messages):
        sender, to = (correspondent, owner) if index % 2 == 0 else (owner, correspondent)
        mails.append(
            mail(
                sender,
                to,
                days_ago=days_ago - index,
                subject=thread if index == 0 else f"Re: {thread}",
                message_id=f"{thread}-{index}",
                reply_to=f"{thread}-{index - 1}" if index else "",
            )
        )
    return mails


ANNA = "Anna Example <anna@example.com>"
LETTER = mail(ANNA, OWNER, text="Shall we meet on Tuesday?")


class Stage:
    """An owner with a mailbox, and the application beside it."""

    def __init__(
        self, messages: Iterable[bytes | SeedMessage], *, owner: Sequence[str] = (OWNER,), store: Store | None = None, **sim: Any
    ) -> None:
        google = local_google()
        self.owner = tuple(owner)
        self.mailbox = SimMailbox.from_messages(messages, owner, clock=lambda: round(NOW.timestamp() * 1000), **sim)
        self.simulator = Simulator({self.mailbox.address: self.mailbox}, tokens={TOKEN: TokenGrant(self.mailbox.address)})
        self.config = Config.from_env({**google.environment(), "ACQUAINT_STORE": "ephemeral", "ACQUAINT_SECRET_KEY": SECRET})
        self.store = store or open_store("sqlite://", b"0123456789abcdef0123456789abcdef", 30)
        self.now = NOW.timestamp()
        self.restart()

    def restart(self) -> None:
        """Start a new process: what was only in memory is gone, the store stays."""
        verifier = Verifier(self.config, fetch_certs=local_google().fetch_certs)
        self.app = create_app(
            self.config, verifier=verifier, store=self.store, wire=WsgiWire(self.simulator), clock=lambda: self.now
        )

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def id_of(self, raw: bytes) -> str:
        """Return the Gmail id of a message that is in the mailbox."""
        message_id = re.search(rb"(?i)^message-id: <([^>]+)>", raw, re.M)
        assert message_id is not None
        numbers = self.mailbox.index.by_message_id[message_id.group(1).decode()]
        return self.mailbox.index.entries[numbers[0]].gmail_id

    def event(self, path: str, gmail_id: str = "", *, scopes: Iterable[str] = ALL_SCOPES, **extra: Any) -> dict[str, Any]:
        """Return the JSON that Google would post to ``path``."""
        granted = list(scopes)
        authorization = {
            "userOAuthToken": TOKEN,
            "systemIdToken": local_google().system_token(BASE + path),
            "authorizedScopes": granted,
        }
        if any(scope.endswith("userinfo.email") for scope in granted):
            authorization["userIdToken"] = local_google().user_token("owner-1", self.owner[0])
        event: dict[str, Any] = {
            "commonEventObject": {"hostApp": "GMAIL", "platform": "WEB"},
            "authorizationEventObject": authorization,
        }
        if gmail_id:
            event["gmail"] = {"messageId": f"msg-f:{int(gmail_id, 16)}", "accessToken": "message-token"}
        return event | extra

    def post(self, path: str, event: dict[str, Any] | None = None) -> dict[str, Any]:
        """Post an event and return the answer; fails unless it is a 200 with JSON."""
        answer = self.client.post(path, json=event if event is not None else self.event(path))
        assert answer.status_code == 200, answer.status_code
        return answer.get_json()

    def open(self, raw: bytes, **options: Any) -> tuple[str, Spent]:
        """Open a message of the mailbox; return the card's text and what it cost."""
        before = self.simulator.cost.snapshot()
        answer = self.post(MESSAGE_PATH, self.event(MESSAGE_PATH, self.id_of(raw), **options))
        return text_of(answer), self.simulator.cost.snapshot() - before


def text_of(answer: object) -> str:
    """Return all visible text of an answer, tags stripped, a line for each piece."""
    pieces: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if isinstance(value, str) and key in {"text", "topLabel", "bottomLabel", "header", "title", "subtitle"}:
                    pieces.append(re.sub(r"<[^>]+>", " ", value))
                else:
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(answer)
    return "\n".join(pieces).replace("&#39;", "'").replace("&amp;", "&").replace("&quot;", '"')


def as_json(answer: object) -> str:
    """Return an answer's JSON text."""
    return json.dumps(answer, ensure_ascii=False)
