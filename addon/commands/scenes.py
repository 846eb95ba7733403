"""The events that `bench` measures: invented mailboxes, the real application, the simulator as Gmail."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from addon.app import create_app
from addon.auth import Verifier
from addon.commands.crowd import crowds_mail, friends, strangers
from addon.config import Config
from addon.core.address import Owner
from addon.core.assessment import Assessment
from addon.core.context import Context
from addon.events import Kind, parse_event
from addon.handlers.gather import Gathered
from addon.handlers.message import judge
from addon.handlers.views import reading_view
from addon.handlers.words import Calendar
from addon.mail import parse_message
from addon.manifest import COMPOSE_PATH, HOMEPAGE_PATH, MESSAGE_PATH
from addon.preview.google import LocalGoogle
from addon.preview.inprocess import WsgiWire
from addon.preview.sample import build_sample
from addon.preview.simulator import SeedMessage, SimMailbox, Simulator, Spent
from addon.scopes import SCOPES_OF_TIER, Tier
from addon.services import Services
from addon.store import OwnerRecord, open_store
from addon.wire import Deadline, Reply
from cards import reading
from cards.view import Cost

BASE = "http://127.0.0.1:8025"
TOKEN = "bench"  # noqa: S105 - the simulator's
OWNER_SUB = "1"
OWNER = "maya@example.org"
SECRET = b"bench only: nothing here is secret!"


class RecordingWire:
    """Passes requests on, keeps them, and adds up the time spent waiting."""

    def __init__(self, inner: WsgiWire) -> None:
        self._inner = inner
        self.requests: list[tuple[str, str, dict[str, str], bytes | None]] = []
        self.waited_ms = 0.0

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, deadline: Deadline) -> Reply:
        """See :meth:`addon.wire.Wire.send`."""
        self.requests.append((method, url, dict(headers), body))
        started = time.perf_counter()
        try:
            return self._inner.send(method, url, headers, body, deadline)
        finally:
            self.waited_ms += (time.perf_counter() - started) * 1000


@dataclass
class Scene:
    """One kind of event. ``play`` runs it and returns (cost, ms waited for Gmail, ms in all); ``forget`` resets memory first."""

    name: str
    play: Callable[[], tuple[Spent, float, float]]
    forget: Callable[[], None]
    wire: WsgiWire
    stages: dict[str, Callable[[], object]] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str], bytes | None]] = field(default_factory=list)


class Stage:
    """The application over an invented mailbox, ready to receive events."""

    def __init__(self, messages: Iterable[SeedMessage], owner: Sequence[str]) -> None:
        self.google = LocalGoogle(BASE)
        self.owner = tuple(owner)
        self.mailbox = SimMailbox.from_messages(messages, self.owner)
        self.simulator = Simulator({self.mailbox.address: self.mailbox}, tokens={TOKEN: self.mailbox.address})
        self.wire = WsgiWire(self.simulator)
        self.recorder = RecordingWire(self.wire)
        self.config = Config.from_env({**self.google.environment(), "ACQUAINT_STORE": "ephemeral"})
        self.verifier = Verifier(self.config, fetch_certs=self.google.fetch_certs)
        self.app = self._app()

    def _app(self) -> Flask:
        store = open_store("sqlite://", SECRET, self.config.retention_days)
        return create_app(self.config, verifier=self.verifier, store=store, wire=self.recorder)

    def forget(self) -> None:
        """Forget everybody, but for the owner's own addresses, which nearly every card finds remembered."""
        services: Services = self.app.extensions["acquaint"]
        services.forget_recent(OWNER_SUB)
        services.store.forget_owner(OWNER_SUB)
        own = OwnerRecord(aliases=self.owner, display_names=(), aliases_checked_ms=round(time.time() * 1000))
        services.store.save_owner(OWNER_SUB, own)

    def event(self, path: str, **gmail: Any) -> dict[str, Any]:
        """Return the event JSON of a trigger, signed; ``gmail`` is what it tells of the message or draft in view."""
        event: dict[str, Any] = {
            "commonEventObject": {"hostApp": "GMAIL", "platform": "WEB", "timeZone": {"id": "Europe/London", "offset": "0"}},
            "authorizationEventObject": {
                "userOAuthToken": TOKEN,
                "userIdToken": self.google.user_token(OWNER_SUB, self.owner[0]),
                "systemIdToken": self.google.system_token(BASE + path),
                "authorizedScopes": list(SCOPES_OF_TIER[Tier.FULL]),
            },
        }
        return event | ({"gmail": {**gmail, "accessToken": "message"}} if gmail else {})

    def post(self, path: str, event: dict[str, Any]) -> tuple[Spent, float, float]:
        """Send one event; return its cost, the ms waited for Gmail and the ms in all. Raises RuntimeError without a card."""
        client = self.app.test_client()
        self.recorder.requests.clear()
        self.recorder.waited_ms = 0.0
        before, started = self.simulator.cost.snapshot(), time.perf_counter()
        answer = client.post(path, json=event)
        ms = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"the event failed with {answer.status_code}")
        return self.simulator.cost.snapshot() - before, self.recorder.waited_ms, ms


def build_scenes() -> list[Scene]:
    """Return the measured events: strangers, resumes, known people, remembered and reopened messages, the homepage, drafts."""
    sample = build_sample()
    stage = Stage([SeedMessage(mail.raw, mail.labels) for mail in sample.messages], sample.owner)
    ids = {slug: _find(stage, slug) for slug in ("plain-stranger", "blog-blast", "close-friend")}
    return [
        _homepage(stage),
        _message(stage, "message opened: a true stranger, no attachment", ids["plain-stranger"], remembered=False),
        _message(stage, "message opened: a blast with a two-page PDF resume", ids["blog-blast"], remembered=False),
        _message(stage, "message opened: a close contact, never seen before", ids["close-friend"], remembered=False),
        _message(stage, "the same message opened again", ids["close-friend"], remembered=True),
        *_drafts(),
    ]


def _find(stage: Stage, slug: str) -> str:
    sample = build_sample()
    raw = next(mail.raw for mail in sample.messages if mail.slug == slug)
    wanted = parse_message(raw, read_attachments=False).message_id
    number = stage.mailbox.index.by_message_id[wanted.strip("<>")][0]
    return stage.mailbox.index.entries[number].gmail_id


def _homepage(stage: Stage) -> Scene:
    event = stage.event(HOMEPAGE_PATH)
    return Scene("homepage opened", lambda: stage.post(HOMEPAGE_PATH, event), lambda: None, stage.wire)


def _message(stage: Stage, name: str, gmail_id: str, *, remembered: bool) -> Scene:
    event = stage.event(MESSAGE_PATH, messageId=f"msg-f:{int(gmail_id, 16)}")
    scene = Scene(name, lambda: stage.post(MESSAGE_PATH, event), (lambda: None) if remembered else stage.forget, stage.wire)
    stage.forget()
    scene.play()
    if remembered:
        scene.play()
    scene.requests = list(stage.recorder.requests)
    scene.stages = _stages(stage, event, gmail_id)
    return scene


def _drafts() -> list[Scene]:
    stage = Stage([SeedMessage(raw) for raw in crowds_mail(OWNER, time.time())], (OWNER,))
    everybody = [*friends(), *strangers(0, 480)]
    random.Random(7).shuffle(everybody)  # noqa: S311 - a fixed order, no secret
    return [
        _draft(stage, "draft to 60 strangers in Bcc", {"toRecipients": [], "bccRecipients": strangers(480, 540)}),
        _draft(stage, "draft to 500, 20 of them known, nobody remembered", {"toRecipients": everybody, "bccRecipients": []}),
    ]


def _draft(stage: Stage, name: str, recipients: dict[str, list[str]]) -> Scene:
    event = stage.event(COMPOSE_PATH, **recipients)
    scene = Scene(name, lambda: stage.post(COMPOSE_PATH, event), stage.forget, stage.wire)
    stage.forget()
    scene.play()
    scene.requests = list(stage.recorder.requests)
    return scene


def _stages(stage: Stage, event: dict[str, Any], gmail_id: str) -> dict[str, Callable[[], object]]:
    raw = stage.mailbox.raw(stage.mailbox.index.by_id[gmail_id])
    found = _assessed(stage, raw)
    path = MESSAGE_PATH
    view = reading_view(found, Calendar(), 0, Cost(0, 0, 0, 0), check_url=BASE, grant_urls={})
    return {
        "verify tokens": lambda: stage.verifier.authenticate({}, event, path),
        "parse event": lambda: parse_event(Kind.MESSAGE, event),
        "parse mail": lambda: parse_message(raw),
        "judge": lambda: _assessed_again(found),
        "draw card": lambda: reading.card(view),
    }


def _assessed(stage: Stage, raw: bytes) -> Assessment:
    owner = Owner(stage.owner)
    message = parse_message(raw)
    return judge(Gathered(message, owner, None, Context(owner)))


def _assessed_again(found: Assessment) -> Assessment:
    return judge(Gathered(found.message, found.owner, None, Context(found.owner)))
