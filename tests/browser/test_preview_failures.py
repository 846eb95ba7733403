"""The preview when the add-on fails, is slow, or needs a permission."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Desk
from fake_bridge import MODIFY, READ, SEARCH, FakeBridge, button, clicked, pushed, text_card, widget_card
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


# --- failures and waiting -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((500, "<h1>Server Error</h1>"), "Status code: 500."),
        ((200, "{not json"), "not valid JSON"),
        ((200, "[]"), "not a JSON object"),
        ({"renderActions": {"action": {"navigations": []}}}, "unknown field renderActions"),
        ({"action": {"navigations": [{"updateCard": text_card("x")}]}}, "no card to update"),
        ({"action": {"navigations": [{"popCard": True}]}}, "unknown field popCard"),
        ({"action": {"navigations": []}}, "holds no card"),
        ({"requesting_google_scopes": {"scopes": ["https://www.googleapis.com/auth/drive"]}}, "manifest does not list"),
    ],
)
def test_bad_answer_is_a_red_pane(desk: Desk, bridge: FakeBridge, answer: Any, words: str) -> None:
    """Anything but a well-formed answer gets Gmail's red pane, and the way to try again works."""
    bridge.answers["homepage"] = answer
    desk.open()
    expect(desk.panel.get_by_role("alert")).to_contain_text("Error with the add-on.")
    expect(desk.panel.get_by_role("alert")).to_contain_text(words)
    bridge.answers["homepage"] = pushed(text_card("Well again"))
    desk.panel.get_by_role("button", name="Try again").click()
    expect(desk.card).to_contain_text("Well again")


def test_click_answered_like_a_trigger_is_an_error(desk: Desk, bridge: FakeBridge) -> None:
    """A click must be answered with renderActions; a bare action is a fault."""
    bridge.answers["/save"] = {"action": {"notification": {"text": "Saved"}}}
    desk.show(widget_card({"buttonList": {"buttons": [button("Save", "/save")]}}))
    desk.card.get_by_role("button", name="Save").click()
    expect(desk.panel.get_by_role("alert")).to_contain_text("unknown field action")


def test_skeleton_stands_while_the_add_on_thinks(desk: Desk, bridge: FakeBridge) -> None:
    """Until the answer comes there is a skeleton; then the card and what it cost."""
    bridge.gate = threading.Event()
    desk.open()
    expect(desk.panel.get_by_role("status", name="Loading the card")).to_be_visible()
    bridge.gate.set()
    expect(desk.card).to_contain_text("Card for homepage")
    expect(desk.panel.locator(".cost")).to_have_text("4 calls2 round trips45 units12 ms")


def test_late_answer_for_another_message_is_dropped(desk: Desk, bridge: FakeBridge) -> None:
    """Going on to another message while the first is judged shows the second's card, whichever answers last."""
    bridge.answers["message"] = lambda b: pushed(text_card(f"Judged {b.events[-1][0].gmail_id}"))
    bridge.gate = threading.Event()
    desk.read(1)
    expect(desk.page.locator(".message h1")).to_contain_text("Application")
    desk.page.keyboard.press("j")
    expect(desk.page.locator(".message h1")).to_contain_text("Lunch")
    bridge.gate.set()
    expect(desk.card).to_have_text("Judged 18c0000000000002")


# --- permissions ----------------------------------------------------------------------------------------------------------


def ask_until_granted(*scopes: str) -> Callable[[FakeBridge], dict[str, Any]]:
    """Return an answer that asks for the scopes until the event has them all."""

    def answer(bridge: FakeBridge) -> dict[str, Any]:
        if set(scopes) <= bridge.events[-1][1]:
            return pushed(text_card("Now allowed"))
        return {"requesting_google_scopes": {"scopes": list(scopes)}}

    return answer


def test_granting_repeats_the_same_event(desk: Desk, bridge: FakeBridge) -> None:
    """The consent screen lists what is missing; ticked scopes are granted and the event is sent once more."""
    bridge.granted = frozenset()
    bridge.answers["message"] = ask_until_granted(READ, SEARCH)
    desk.read(1)
    dialog = desk.page.get_by_role("dialog", name="Acquaint wants access")
    expect(dialog.get_by_role("checkbox")).to_have_count(3)
    dialog.get_by_label("Select all").check()
    dialog.get_by_role("button", name="Continue").click()
    expect(desk.card).to_contain_text("Now allowed")
    assert [event.gmail_id for event, _ in bridge.events] == ["18c0000000000001"] * 2
    assert [scopes for _, scopes in bridge.events] == [frozenset(), {READ, SEARCH}]


def test_partial_consent_grants_only_what_was_ticked(desk: Desk, bridge: FakeBridge) -> None:
    """One of two ticked: the repeated event carries that one, and no second dialog nags."""
    bridge.granted = frozenset()
    bridge.answers["message"] = ask_until_granted(READ, SEARCH)
    desk.read(1)
    desk.page.get_by_role("checkbox", name="Read the message you have open").check()
    desk.page.get_by_role("button", name="Continue").click()
    expect(desk.panel).to_contain_text("Permission needed")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    assert bridge.events[-1][1] == {READ}


def test_single_scope_has_no_checkbox_and_refusal_asks_no_more(desk: Desk, bridge: FakeBridge) -> None:
    """With one scope Google shows no box. Cancelled, nothing is granted and the pane offers to ask again."""
    bridge.answers["message"] = ask_until_granted(MODIFY)
    desk.read(1)
    dialog = desk.page.get_by_role("dialog", name="Acquaint wants access")
    expect(dialog).to_contain_text("Change labels when you click")
    expect(dialog.get_by_role("checkbox")).to_have_count(0)
    dialog.get_by_role("button", name="Cancel").click()
    expect(desk.panel).to_contain_text("Permission needed")
    assert len(bridge.events) == 1
    desk.panel.get_by_role("button", name="Grant access").click()
    dialog.get_by_role("button", name="Continue").click()
    expect(desk.card).to_contain_text("Now allowed")


def test_click_that_needs_a_scope_is_repeated_after_consent(desk: Desk, bridge: FakeBridge) -> None:
    """A button that needs more rights is sent again with the same parameters once they are granted."""
    bridge.answers["/label"] = lambda b: (
        clicked(notification={"text": "Labelled"})
        if MODIFY in b.clicks[-1][2]
        else {"requesting_google_scopes": {"scopes": [MODIFY]}}
    )
    desk.show(
        widget_card({"buttonList": {"buttons": [button("Label it", "/label", parameters=[{"key": "v", "value": "7"}])]}}),
    )
    desk.card.get_by_role("button", name="Label it").click()
    desk.page.get_by_role("button", name="Continue").click()
    expect(desk.page.locator("#toast")).to_contain_text("Labelled")
    assert [click.parameters for click, _, _ in bridge.clicks] == [{"v": "7"}] * 2


def test_switching_a_permission_off_redraws_the_card(desk: Desk, bridge: FakeBridge) -> None:
    """The permission switches change what the next event carries, and the card is asked for again."""
    desk.read(1)
    expect(desk.card).to_contain_text("Card for message")
    desk.page.get_by_role("button", name="Permissions").click()
    desk.page.get_by_role("switch", name="Search your mail").uncheck()
    with desk.page.expect_response("**/api/event"):
        desk.page.get_by_role("button", name="Done").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.card).to_contain_text("Card for message")
    expect(desk.page.locator("#panel .busy")).to_be_hidden()
    assert bridge.events[-1][1] == {READ}
