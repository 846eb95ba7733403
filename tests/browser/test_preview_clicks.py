"""The preview's clicks: what is sent, what the answer does to the cards, where links lead."""

from __future__ import annotations

import pytest
from conftest import Desk
from fake_bridge import BASE, FakeBridge, button, clicked, pushed, text_card, widget_card
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_click_sends_parameters_and_form_values(desk: Desk, bridge: FakeBridge) -> None:
    """A button sends its parameters as strings and every filled field in Google's formInputs shape."""
    card = widget_card(
        {"textInput": {"name": "note", "label": "Note"}},
        {"decoratedText": {"text": "Hiring", "switchControl": {"name": "hiring", "value": "yes"}}},
        {"decoratedText": {"text": "Other", "switchControl": {"name": "other", "value": "yes"}}},
        {
            "selectionInput": {
                "name": "who",
                "type": "RADIO_BUTTON",
                "items": [{"text": "A", "value": "a"}, {"text": "B", "value": "b"}],
            }
        },
        {"dateTimePicker": {"name": "when", "label": "When", "type": "DATE_ONLY"}},
        {"buttonList": {"buttons": [button("Save", "/save", parameters=[{"key": "v", "value": "1"}])]}},
    )
    bridge.answers["/save"] = clicked(notification={"text": "Saved <b>"})
    desk.show(card)
    desk.card.get_by_label("Note").fill("met at PyCon")
    desk.card.get_by_role("switch", name="Hiring").check()
    desk.card.get_by_label("B", exact=True).check()
    desk.card.get_by_label("When").fill("2026-01-01")
    desk.card.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#toast")).to_contain_text("Saved <b>")
    click, around, _ = bridge.clicks[-1]
    assert click.url == BASE + "/save"
    assert click.parameters == {"v": "1"}
    assert click.form_inputs == {
        "note": {"stringInputs": {"value": ["met at PyCon"]}},
        "hiring": {"stringInputs": {"value": ["yes"]}},
        "who": {"stringInputs": {"value": ["b"]}},
        "when": {"dateInput": {"msSinceEpoch": "1767225600000"}},
    }
    assert around.trigger == "homepage"


def test_required_field_holds_the_click_back(desk: Desk, bridge: FakeBridge) -> None:
    """A click whose required field is empty is not sent; once filled it is."""
    card = widget_card(
        {"textInput": {"name": "note", "label": "Note"}},
        {"buttonList": {"buttons": [button("Save", "/save", requiredWidgets=["note"])]}},
    )
    bridge.answers["/save"] = clicked(notification={"text": "Saved"})
    desk.show(card)
    desk.card.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#toast")).to_contain_text("fill in the required fields")
    assert bridge.clicks == []
    desk.card.get_by_label("Note").fill("x")
    desk.card.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#toast")).to_contain_text("Saved")
    assert len(bridge.clicks) == 1


def test_cards_are_pushed_and_taken_off(desk: Desk, bridge: FakeBridge) -> None:
    """A pushed card has a back arrow; pop and popToRoot lead back too."""
    bridge.answers["/more"] = clicked(
        navigations=[{"pushCard": widget_card({"buttonList": {"buttons": [button("Deeper", "/more"), button("Home", "/root")]}})}]
    )
    bridge.answers["/root"] = clicked(navigations=[{"popToRoot": True}])
    desk.show(
        widget_card({"textParagraph": {"text": "Root card"}}, {"buttonList": {"buttons": [button("More", "/more")]}}),
    )
    back = desk.panel.get_by_role("button", name="Back")
    expect(back).to_be_hidden()
    desk.card.get_by_role("button", name="More").click()
    desk.card.get_by_role("button", name="Deeper").click()
    expect(back).to_be_visible()
    back.click()
    expect(desk.card.get_by_role("button", name="Deeper")).to_be_visible()
    desk.card.get_by_role("button", name="Home").click()
    expect(desk.card).to_contain_text("Root card")
    expect(back).to_be_hidden()


def test_updated_card_keeps_what_was_typed(desk: Desk, bridge: FakeBridge) -> None:
    """An updateCard replaces the card in place and keeps values of fields of the same name."""
    field = {"textInput": {"name": "note", "label": "Note"}}
    bridge.answers["/up"] = clicked(navigations=[{"updateCard": widget_card({"textParagraph": {"text": "New face"}}, field)}])
    desk.show(widget_card(field, {"buttonList": {"buttons": [button("Update", "/up")]}}))
    desk.card.get_by_label("Note").fill("kept")
    desk.card.get_by_role("button", name="Update").click()
    expect(desk.card).to_contain_text("New face")
    expect(desk.card.get_by_label("Note")).to_have_value("kept")


def test_changed_state_reloads_the_root_card_on_the_way_back(desk: Desk, bridge: FakeBridge) -> None:
    """After stateChanged the card below is stale: going back asks the add-on again."""
    bridge.answers["/more"] = {**clicked(navigations=[{"pushCard": text_card("Second")}]), "stateChanged": True}
    desk.show(widget_card({"buttonList": {"buttons": [button("More", "/more")]}}))
    desk.card.get_by_role("button", name="More").click()
    expect(desk.card).to_contain_text("Second")
    bridge.answers["homepage"] = pushed(text_card("Fresh root"))
    desk.panel.get_by_role("button", name="Back").click()
    expect(desk.card).to_contain_text("Fresh root")


def test_search_link_runs_in_the_own_search_box(desk: Desk, bridge: FakeBridge) -> None:
    """A Gmail search link in a card lists the mail that proves the line, here and not in Gmail."""
    link = {"openLink": {"url": "https://mail.google.com/mail/u/0/#search/from%3Amira%40example.net+after%3A2020"}}
    bridge.answers["message"] = pushed(widget_card({"decoratedText": {"text": "They wrote 3 times", "onClick": link}}))
    desk.read(1)
    desk.card.get_by_role("link", name="They wrote 3 times").click()
    expect(desk.page.locator("#query")).to_have_value("from:mira@example.net after:2020")
    expect(desk.rows).to_have_count(1)
    assert bridge.queries[-1] == "from:mira@example.net after:2020"
    assert len(desk.page.context.pages) == 1


def test_message_link_opens_the_message(desk: Desk, bridge: FakeBridge) -> None:
    """A Gmail link to one message opens it here."""
    link = {"openLink": {"url": "https://mail.google.com/mail/u/0/#all/18c0000000000002"}}
    desk.show(widget_card({"buttonList": {"buttons": [{"text": "Open it", "onClick": link}]}}))
    desk.card.get_by_role("link", name="Open it").click()
    expect(desk.page.locator(".message h1")).to_contain_text("Lunch next week?")


def test_overflow_menu_opens_and_calls(desk: Desk, bridge: FakeBridge) -> None:
    """A button with an overflow menu shows its entries; choosing one sends its action."""
    menu = {
        "items": [
            {"text": "Forget", "onClick": {"action": {"function": BASE + "/forget"}}},
            {"text": "Off", "disabled": True, "onClick": {"action": {"function": BASE + "/off"}}},
        ]
    }
    bridge.answers["/forget"] = clicked(notification={"text": "Forgotten"})
    desk.show(widget_card({"buttonList": {"buttons": [{"text": "More", "onClick": {"overflowMenu": menu}}]}}))
    desk.card.get_by_role("button", name="More").click()
    expect(desk.page.get_by_role("menuitem", name="Off")).to_be_disabled()
    desk.page.get_by_role("menuitem", name="Forget").click()
    expect(desk.page.locator("#toast")).to_contain_text("Forgotten")
