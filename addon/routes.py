"""The endpoints Google calls: prove who calls, parse, handle, draw, wrap.

Before authentication a failure is a bare status. After it the answer is always 200 with a card.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from addon.auth import OwnerIdentity, bearer_token
from addon.errors import AddonError, EventTooLarge, MissingScope, Refused, TooLarge
from addon.events import ActionClicked, Event, HomepageOpened, Kind, MessageOpened, Surroundings, decode_body, parse_event
from addon.gmail import Mailbox
from addon.handlers.homepage import homepage_view
from addon.handlers.memory import Remembrance
from addon.handlers.message import open_message
from addon.handlers.reading import Visit
from addon.handlers.views import cost_of, reading_view
from addon.handlers.words import Calendar
from addon.manifest import HOMEPAGE_PATH, MESSAGE_PATH, PRIVACY_PATH, SETTINGS_PATH
from addon.scopes import ABILITIES, GMAIL_READONLY, MESSAGE_READONLY, USER_EMAIL, missing_scopes
from addon.services import Services
from addon.wire import Deadline
from cards import envelope, homepage, problem, reading, scope
from cards.view import Grant, Link
from cards.widgets import Card

CHECK_PATH = "/addon/check"
GRANT_PATH = "/addon/grant"
HIRING_PATH = "/addon/hiring"
FORGET_PATH = "/addon/forget"
GRANTS = {"search": GMAIL_READONLY, "read": MESSAGE_READONLY, "email": USER_EMAIL}
"""What a card may ask for: the last part of the grant endpoint's path, and the scope."""

_log = logging.getLogger("addon")

Answer = dict[str, object]
Handler = Callable[["Desk", Event], Answer]


class Desk:
    """One authenticated request: who asks, with what, until when."""

    def __init__(self, services: Services, owner: OwnerIdentity | None) -> None:
        self.services = services
        self.owner = owner
        self.started = time.perf_counter()
        self.deadline = Deadline.after(services.config.deadline_ms / 1000)

    def visit(self, surroundings: Surroundings) -> Visit:
        """Return the verified surroundings of the event."""
        sub, email = (self.owner.sub, self.owner.email or "") if self.owner else ("", "")
        return Visit(sub, email, surroundings.scopes, round(self.services.clock() * 1000))

    def mailbox(self, surroundings: Surroundings) -> Mailbox:
        """Return the owner's Gmail for this event."""
        return Mailbox(
            self.services.wire,
            self.services.config.gmail_root,
            surroundings.user_token,
            self.deadline,
            message_token=surroundings.message_token,
        )

    def remembrance(self, surroundings: Surroundings) -> Remembrance:
        """Return the owner's part of the store for this event."""
        visit = self.visit(surroundings)
        return Remembrance(self.services.store, visit.owner_id, visit.now)

    @property
    def remembers(self) -> bool:
        """True where what the owner asks to be kept can be kept: Google named them, and there is a store."""
        return self.owner is not None and self.services.remembers

    def forget_recent(self) -> None:
        """Drop the owner's cards from this process's memory."""
        if self.owner:
            self.services.forget_recent(self.owner.sub)

    def url(self, path: str) -> str:
        """Return the public URL of one of our endpoints."""
        return self.services.config.endpoint_url(path)

    @property
    def grant_urls(self) -> dict[str, str]:
        """The endpoint that asks for each scope a card may ask for."""
        return {wanted: self.url(f"{GRANT_PATH}/{what}") for what, wanted in GRANTS.items()}

    @property
    def links(self) -> tuple[Link, ...]:
        """The links every card ends with."""
        return (Link("Privacy", self.url(PRIVACY_PATH)),)

    def elapsed_ms(self) -> float:
        """Return the ms since the request came in."""
        return (time.perf_counter() - self.started) * 1000


def create_routes(services: Services) -> Blueprint:
    """Return the blueprint of all endpoints that Google calls."""
    routes = Blueprint("addon", __name__)
    for path, kind, handler, clicked in (
        (HOMEPAGE_PATH, Kind.HOMEPAGE, show_homepage, False),
        (MESSAGE_PATH, Kind.MESSAGE, show_message, False),
        (CHECK_PATH, Kind.ACTION, check_again, True),
        *((f"{GRANT_PATH}/{what}", Kind.ACTION, _asking(wanted), True) for what, wanted in GRANTS.items()),
    ):
        routes.add_url_rule(path, path, make_endpoint(services, kind, handler, is_click=clicked), methods=["POST"])
    from addon.compose_routes import add_compose_routes  # these two are built from this module's parts
    from addon.settings_routes import add_settings_routes

    add_compose_routes(routes, services)
    add_settings_routes(routes, services)
    return routes


def make_endpoint(services: Services, kind: Kind, handler: Handler, *, is_click: bool) -> Callable[[], Response]:
    """Return the view that authenticates a request, parses its event of ``kind``, and wraps the handler's answer."""

    def view() -> Response:
        try:
            body = decode_body(request.get_data(cache=False), services.config.max_body)
        except (TooLarge, RequestEntityTooLarge):
            answer = _answer_unread(services, kind)
            return jsonify(envelope.clicked(answer, state_changed=True) if is_click else answer)
        identity = services.verifier.authenticate(dict(request.headers), body, request.path)
        desk = Desk(services, identity.owner)
        answer = _answer(desk, kind, body, handler)
        services.housekeeping.purge_if_due(services.clock())
        asks_for_scopes = "requesting_google_scopes" in answer
        return jsonify(envelope.clicked(answer, state_changed=True) if is_click and not asks_for_scopes else answer)

    return view


def _answer_unread(services: Services, kind: Kind) -> Answer:
    """Return the card for an event that is too large to read, where the header alone proves that Google sent it.

    Raises TooLarge where it does not: nobody else gets more than a bare status, and no large body is parsed.
    """
    token = bearer_token(dict(request.headers))
    if not token:
        raise TooLarge
    services.verifier.verify_system_token(token, services.config.endpoint_url(request.path))
    _log.warning("event too large", extra={"kind": kind.value, "error": EventTooLarge.__name__})
    return envelope.push(_problem_card(Desk(services, None), EventTooLarge()))


def _answer(desk: Desk, kind: Kind, body: object, handler: Handler) -> Answer:
    """Return the handler's answer, or the card that says what went wrong: never anything else."""
    try:
        return handler(desk, parse_event(kind, body))
    except MissingScope as error:
        return envelope.push(_scope_card(desk, error))
    except AddonError as error:
        _log.warning("event failed", extra={"kind": kind.value, "error": type(error).__name__})
        return envelope.push(_problem_card(desk, error))
    except Exception as error:  # noqa: BLE001 - the last guard before the user: whatever it was, they get a card
        # A fault of ours: the user still gets a card, and the log the stack without values from the event.
        _log.exception("event crashed", extra={"kind": kind.value, "error": type(error).__name__})
        return envelope.push(_problem_card(desk, AddonError()))


def show_homepage(desk: Desk, event: Event) -> Answer:
    """The add-on was opened with nothing in view."""
    assert isinstance(event, HomepageOpened)  # noqa: S101 - the kind was fixed by the route
    return envelope.push(homepage_card(desk, event.surroundings))


def show_message(desk: Desk, event: Event) -> Answer:
    """A message was opened."""
    assert isinstance(event, MessageOpened)  # noqa: S101 - the kind was fixed by the route
    return envelope.push(_reading_card(desk, event, afresh=False))


def check_again(desk: Desk, event: Event) -> Answer:
    """The owner asked to look at everything again."""
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    if event.message is None:
        return envelope.update(homepage_card(desk, event.surroundings))
    return envelope.update(_reading_card(desk, event.message, afresh=True))


def _asking(wanted: str) -> Handler:
    def ask(desk: Desk, event: Event) -> Answer:
        """Ask Google for a scope; after consent Google repeats this event, and then the card is drawn with it."""
        assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
        missing = missing_scopes(event.surroundings.scopes, wanted)
        return envelope.request_scopes(missing) if missing else check_again(desk, event)

    return ask


def _reading_card(desk: Desk, event: MessageOpened, *, afresh: bool) -> Card:
    visit, mailbox = desk.visit(event.surroundings), desk.mailbox(event.surroundings)
    found = open_message(
        mailbox,
        Remembrance(desk.services.store, visit.owner_id, visit.now),
        desk.services.recent,
        visit,
        event.gmail_id,
        raw_gmail_id=event.raw_gmail_id,
        afresh=afresh,
    )
    calendar = Calendar.of(event.surroundings.time_zone, event.surroundings.utc_offset)
    cost = cost_of(mailbox.cost, desk.elapsed_ms())
    _log.info(
        "message judged",
        extra={
            "verdict": found.verdict.name.value,
            "level": found.relationship.level.value,
            "calls": cost.calls,
            "round_trips": cost.round_trips,
            "units": cost.units,
            "ms": cost.ms,
        },
    )
    return reading.card(
        reading_view(
            found,
            calendar,
            visit.now,
            cost,
            check_url=desk.url(CHECK_PATH),
            grant_urls=desk.grant_urls,
            links=desk.links,
        )
    )


def homepage_card(desk: Desk, surroundings: Surroundings) -> Card:
    """Return the homepage as it is for this owner now."""
    return homepage.card(
        homepage_view(
            surroundings.scopes,
            desk.services.config.tier,
            desk.grant_urls,
            desk.links,
            is_hiring=desk.remembrance(surroundings).owner().hiring,
            hiring_url=desk.url(HIRING_PATH) if desk.remembers else "",
            settings_url=desk.url(SETTINGS_PATH),
        )
    )


def _scope_card(desk: Desk, error: MissingScope) -> Card:
    wanted = next((scope for scope in error.scopes if scope in desk.grant_urls), "")
    grant = Grant("Allow", desk.grant_urls.get(wanted, ""), ABILITIES.get(wanted, ""))
    return scope.card(scope.View(grant, promise="It reads only what is on screen, and keeps none of it."))


def _problem_card(desk: Desk, error: AddonError) -> Card:
    return problem.card(problem.View(error.what, error.do, desk.url(CHECK_PATH) if error.retry else "", desk.links))


def refuse(error: Refused) -> tuple[str, int]:
    """Return the bare answer to a caller who is not Google, or not well-formed."""
    _log.info("request refused", extra={"error": type(error).__name__})
    return "", error.status
