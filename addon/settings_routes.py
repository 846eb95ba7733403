"""The endpoints of the settings card, of the homepage's hiring button, and of deletion.

Whose settings they are, the verified token alone says: nothing in a form or a parameter names an owner.
"""

from __future__ import annotations

from flask import Blueprint

from addon.errors import BadEvent, StoreUnavailable
from addon.events import ActionClicked, Event, Kind
from addon.handlers.settings import Checked, Form, check_form, form_of, keep_settings, kept_sentences, read_form
from addon.handlers.views import grant_of
from addon.manifest import SETTINGS_PATH
from addon.routes import FORGET_PATH, HIRING_PATH, Answer, Desk, homepage_card, make_endpoint
from addon.scopes import USER_EMAIL
from addon.services import Services
from cards import envelope, settings
from cards.widgets import Card

SAVE_PATH = f"{SETTINGS_PATH}/save"

NO_OWNER = "Acquaint was not told who you are, so it cannot keep settings for you."
NO_STORE = "Acquaint keeps nothing here, so it cannot keep settings either."
NOT_SAVED = "Nothing was saved yet. Please correct what is marked below."
FORGOTTEN = "Everything Acquaint remembered for you is deleted."


def add_settings_routes(routes: Blueprint, services: Services) -> None:
    """Add the endpoints to ``routes``."""
    for path, handler in (
        (SETTINGS_PATH, show_settings),
        (SAVE_PATH, save_settings),
        (HIRING_PATH, set_hiring),
        (FORGET_PATH, forget),
    ):
        routes.add_url_rule(path, path, make_endpoint(services, Kind.ACTION, handler, is_click=True), methods=["POST"])


def show_settings(desk: Desk, event: Event) -> Answer:
    """Settings were asked for, by a button or in the add-on's menu; asked for again from their own card, they replace it."""
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    lay = envelope.update if event.parameters.get("again") else envelope.push
    return lay(_settings_card(desk))


def save_settings(desk: Desk, event: Event) -> Answer:
    """The form was sent. What is wrong with it is said beside the field, and what was typed stays."""
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    form = read_form(event)
    visit = desk.visit(event.surroundings)
    checked = check_form(form, visit.email)
    if not desk.remembers:
        return envelope.update(_settings_card(desk))
    if not checked.is_fine:
        return envelope.update(_settings_card(desk, form, checked, NOT_SAVED), NOT_SAVED)
    try:
        keep_settings(desk.services.store, visit.owner_id, form, checked)
    except StoreUnavailable as error:
        return envelope.update(_settings_card(desk, form, checked, f"{error.what} {error.do}"))
    desk.forget_recent()
    return envelope.update(_settings_card(desk), "Saved.")


def set_hiring(desk: Desk, event: Event) -> Answer:
    """The owner said that they are hiring, or no longer are. Pressed twice it says the same."""
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    wanted = event.parameter("hiring")
    if wanted not in {"on", "off"}:
        raise BadEvent("commonEventObject.parameters.hiring", "must be on or off")
    if desk.owner is None:
        return envelope.push(_settings_card(desk))
    desk.remembrance(event.surroundings).set_hiring(hiring=wanted == "on")
    desk.forget_recent()
    return envelope.update(homepage_card(desk, event.surroundings), "Hiring mode is " + wanted + ".")


def forget(desk: Desk, event: Event) -> Answer:
    """The owner asked for their data to be deleted. The answer holds no form: Gmail would fill it with what was typed before."""
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    if desk.owner is None:
        return envelope.update(_settings_card(desk))
    desk.remembrance(event.surroundings).forget()
    desk.forget_recent()
    view = settings.View(FORGOTTEN, again_url=desk.url(SETTINGS_PATH), again_label=settings.OPEN_SETTINGS, links=desk.links)
    return envelope.update(settings.card(view), FORGOTTEN)


def _settings_card(desk: Desk, form: Form | None = None, checked: Checked | None = None, notice: str = "") -> Card:
    """Return the card of what is kept, or of the ``form`` that could not be kept; without a form where nothing can be."""
    if desk.owner is None:
        grant = grant_of(USER_EMAIL, desk.grant_urls)
        return settings.card(settings.View(NO_OWNER, grants=(grant,) if grant else (), links=desk.links))
    if not desk.remembers:
        return settings.card(settings.View(NO_STORE, links=desk.links))
    store, owner_id = desk.services.store, desk.owner.sub
    counts: dict[str, int] | None = None
    try:
        if form is None:
            form = form_of(store.owner_record(owner_id))
        counts = store.count_owner(owner_id)
    except StoreUnavailable as error:
        if form is None:
            return settings.card(_unavailable(desk, error))
    checked = checked or Checked()
    return settings.card(
        settings.View(
            notice=notice,
            is_hiring=form.hiring,
            openings=form.openings,
            openings_error=checked.openings_error,
            addresses=form.addresses,
            addresses_error=checked.addresses_error,
            kept=() if counts is None else kept_sentences(counts, desk.services.config.retention_days),
            save_url=desk.url(SAVE_PATH),
            forget_url=desk.url(FORGET_PATH) if counts and any(counts.values()) else "",
            links=desk.links,
        )
    )


def _unavailable(desk: Desk, error: StoreUnavailable) -> settings.View:
    """No form: an empty one would look like settings that were never made, and saving it would lose those that were."""
    return settings.View(
        f"{error.what} {error.do}", again_url=desk.url(SETTINGS_PATH), again_label=settings.TRY_AGAIN, links=desk.links
    )
