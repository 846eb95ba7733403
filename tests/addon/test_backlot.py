"""A Gmail that we did not write: the same application over HTTP against backlot, batches included."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import backlot
import pytest

from addon.app import create_app
from addon.auth import Verifier
from addon.config import Config
from addon.gmail import Mailbox, RawMail, SearchPage, get_message, search
from addon.manifest import MESSAGE_PATH
from addon.preview.google import LocalGoogle
from addon.scopes import GMAIL_READONLY
from addon.store import NullStore
from addon.wire import Deadline, HttpWire
from tests.addon.stage import ALL_SCOPES, NOW, OWNER, text_of

BASE = "http://127.0.0.1:8025"  # a Gmail on plain HTTP is allowed to a loopback address only
GOOGLE = LocalGoogle(BASE)
ANNA = ("Anna Example", "anna@example.com")
OWN = ("Maya", OWNER)


def record(sender: tuple[str, str], to: str, days_ago: int, thread: str, number: int) -> dict[str, Any]:
    return {
        "source_type": "gmail",
        "mailbox": OWNER,
        "title": thread,
        "content": f"Message {number} about {thread}, in a few plain words.",
        "author_email": sender[1],
        "author_name": sender[0],
        "to": to,
        "readers": [f"user:{OWNER}"],
        "label_ids": ["SENT"] if sender is OWN else ["INBOX"],
        "created": (NOW - timedelta(days=days_ago)).isoformat(),
        "message_id": f"<{thread}-{number}@example.com>",
        "thread": thread,
    }


RECORDS = [
    record(sender, to, 60 - 10 * thread - step, f"topic{thread}", 10 * thread + step)
    for thread in range(4)
    for step, (sender, to) in enumerate([(ANNA, OWNER), (OWN, ANNA[1])])
] + [record(ANNA, OWNER, 0, "newest", 99), record(("Zed", "zed@example.net"), OWNER, 1, "cold", 98)]


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKLOT_TELEMETRY", "0")
        patch.setenv("DO_NOT_TRACK", "1")
        with backlot.serve(RECORDS, telemetry=False) as running:
            yield running


@pytest.fixture(scope="module")
def token(server: Any) -> str:
    with urllib.request.urlopen(f"{server.base_url}/_meta/users", timeout=30) as answer:  # noqa: S310 - backlot on this machine
        return next(user["token"] for user in json.load(answer)["users"] if user["email"] == OWNER)


def root(server: Any) -> str:
    return server.base_url.rstrip("/") + "/"


def newest_from(server: Any, token: str, addr_spec: str) -> str:
    mailbox = Mailbox(HttpWire(), root(server), token, Deadline.after(30))
    return mailbox.run([search(f"from:{addr_spec}")])[0].hits[0].gmail_id


def open_card(server: Any, token: str, gmail_id: str) -> dict[str, Any]:
    config = Config.from_env({**GOOGLE.environment(), "ACQUAINT_STORE": "none", "ACQUAINT_GMAIL_ROOT": root(server)})
    app = create_app(config, verifier=Verifier(config, fetch_certs=GOOGLE.fetch_certs), store=NullStore(), clock=NOW.timestamp)
    event = {
        "commonEventObject": {"hostApp": "GMAIL"},
        "authorizationEventObject": {
            "userOAuthToken": token,
            "systemIdToken": GOOGLE.system_token(BASE + MESSAGE_PATH),
            "userIdToken": GOOGLE.user_token("1", OWNER),
            "authorizedScopes": list(ALL_SCOPES),
        },
        "gmail": {"messageId": gmail_id, "accessToken": "x"},
    }
    answer = app.test_client().post(MESSAGE_PATH, json=event)
    assert answer.status_code == 200
    return answer.get_json()


def test_a_batch_of_a_read_and_a_search_comes_back_whole(server: Any, token: str) -> None:
    mailbox = Mailbox(HttpWire(), root(server), token, Deadline.after(30))
    mail, page = mailbox.run([get_message(newest_from(server, token, ANNA[1])), search(f"from:{ANNA[1]}")])

    assert isinstance(mail, RawMail)
    assert isinstance(page, SearchPage)
    assert len(page.hits) == 5
    assert mailbox.cost.round_trips == 1


def test_a_known_correspondent_is_known_there_too(server: Any, token: str) -> None:
    text = text_of(open_card(server, token, newest_from(server, token, ANNA[1])))

    assert "4 conversations" in text
    assert "You know each other" in text


def test_a_stranger_is_one_there_too(server: Any, token: str) -> None:
    text = text_of(open_card(server, token, newest_from(server, token, "zed@example.net")))

    assert "You have never been in touch" in text


def test_a_wrong_token_gives_the_card_that_says_so(server: Any) -> None:
    text = text_of(open_card(server, "nobody", "18c0ffee00000001"))

    assert "expired" in text
    assert GMAIL_READONLY not in text
