"""The preview's cards: drawn as Gmail draws them, refused where Gmail would refuse them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk
from fake_bridge import BASE, HOSTILE_NAME, FakeBridge, button, pushed, text_card, widget_card
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[1] / "golden"


# --- drawing --------------------------------------------------------------------------------------------------------------


def test_text_marks_are_drawn_and_entities_read(desk: Desk, bridge: FakeBridge) -> None:
    """Bold, colour, links and line breaks are drawn; escaped mark-up is text."""
    desk.show(
        text_card(
            '<b>Bold</b> and <font color="#cc4433">red</font><br>&lt;i&gt; &amp; <a href="https://example.org/">a link</a>'
        ),
    )
    expect(desk.card.locator("b")).to_have_text("Bold")
    assert desk.card.locator(".ink").evaluate("e => getComputedStyle(e).color") == "rgb(204, 68, 51)"
    expect(desk.card.locator("p")).to_contain_text("<i> & a link")
    expect(desk.card.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    expect(desk.card.locator(".card-error")).to_have_count(0)


def test_mark_up_that_cards_do_not_allow_is_shown_as_text_with_an_error(desk: Desk, bridge: FakeBridge) -> None:
    """An unescaped hostile name does nothing but show up, marked as a fault of the card."""
    desk.show(text_card(HOSTILE_NAME))
    expect(desk.card.locator("p")).to_have_text(HOSTILE_NAME)
    expect(desk.card.locator(".card-error")).to_contain_text("<script> is not one of the tags")
    assert desk.page.locator("#panel script, #panel .card img").count() == 0
    assert desk.page.title() == "Acquaint preview"


def test_text_without_end_tags_or_with_stray_signs_is_still_drawn(desk: Desk, bridge: FakeBridge) -> None:
    """Unclosed and stray tags are named as faults, a lone "<" is only a character."""
    desk.show(
        widget_card(
            {"textParagraph": {"text": "1 < 2 <b>bold"}},
            {"textParagraph": {"text": "end</i>"}},
            {"textParagraph": {"text": "a < b"}},
        ),
    )
    expect(desk.card.locator(".card-error")).to_have_count(2)
    expect(desk.card).to_contain_text("1 < 2 bold")
    expect(desk.card).to_contain_text("a < b")


def test_collapsible_section_shows_more_and_less(desk: Desk, bridge: FakeBridge) -> None:
    """The first widgets of a collapsible section stand, the rest comes on "Show more" and goes again."""
    widgets = [{"textParagraph": {"text": f"Fact {n}"}} for n in range(4)]
    desk.show(
        {"sections": [{"header": "Evidence", "collapsible": True, "uncollapsibleWidgetsCount": 1, "widgets": widgets}]},
    )
    expect(desk.card.get_by_text("Fact 0")).to_be_visible()
    expect(desk.card.get_by_text("Fact 3")).to_be_hidden()
    desk.card.get_by_role("button", name="Show more").click()
    expect(desk.card.get_by_text("Fact 3")).to_be_visible()
    desk.card.get_by_role("button", name="Show less").click()
    expect(desk.card.get_by_text("Fact 3")).to_be_hidden()


def test_every_widget_of_gmail_is_drawn_without_a_fault(desk: Desk, bridge: FakeBridge) -> None:
    """One card with each kind of widget, all well formed, shows no error box."""
    desk.show(EVERYTHING)
    expect(desk.card.locator(".widget")).to_have_count(17)
    expect(desk.panel.locator(".card-error")).to_have_count(0)
    expect(desk.panel.locator(".card-footer").get_by_role("button")).to_have_count(2)
    desk.panel.get_by_role("button", name="More add-on actions").click()
    assert desk.page.get_by_role("menuitem").all_inner_texts() == ["Report", "Reload", "Settings"]


@pytest.mark.parametrize(
    ("widget", "fault"),
    [
        ({"sparkline": {"values": [1]}}, "sparkline is not a field of Google's cards"),
        ({"carousel": {"carouselCards": []}}, "carousel works in Google Chat only"),
        ({"textParagraph": {"text": "x", "colour": "red"}}, "textParagraph.colour is not a field"),
        ({"textParagraph": {}}, "textParagraph.text is missing"),
        ({"textParagraph": {"text": 3}}, "textParagraph.text must be a string"),
        ({"decoratedText": {"text": "x", "startIcon": {"knownIcon": "WARNING"}}}, "knownIcon WARNING does not exist"),
        (
            {"decoratedText": {"text": "x", "startIcon": {"materialIcon": {"name": "shield"}}}},
            "materialIcon works in Google Chat only",
        ),
        ({"image": {"imageUrl": "https://acquaint.example/picture.svg"}}, "not SVG"),
        ({"image": {"imageUrl": "http://example.org/picture.png"}}, "needs an https address"),
        (
            {"buttonList": {"buttons": [{"text": "x", "onClick": {"openLink": {"url": "http://example.org/"}}}]}},
            "http: is refused",
        ),
        (
            {"buttonList": {"buttons": [{"text": "x", "onClick": {"openLink": {"url": "javascript:alert(1)"}}}]}},
            "javascript: is refused",
        ),
        ({"textParagraph": {"text": '<a href="javascript:alert(1)">x</a>'}}, "javascript: is refused"),
        ({"textParagraph": {"text": '<font color="red">x</font>'}}, "needs color"),
        ({"buttonList": {"buttons": [{"text": "x"}]}}, "onClick is missing"),
        (
            {"buttonList": {"buttons": [{"text": "x", "onClick": {"action": {"function": "https://example.org/"}}}]}},
            "address of the add-on itself",
        ),
        ({"columns": {"columnItems": [{"widgets": [{"divider": {}}]}]}}, "divider is not allowed inside columns"),
        ({"textParagraph": {"text": "x"}, "divider": {}}, "one widget object holds"),
    ],
)
def test_what_gmail_would_not_show_is_a_red_box(desk: Desk, bridge: FakeBridge, widget: dict[str, Any], fault: str) -> None:
    """Each fault is named where it happens, and the widgets after it are drawn all the same."""
    desk.show(widget_card(widget, {"textParagraph": {"text": "Next widget"}}))
    expect(desk.card.locator(".card-error")).to_contain_text(fault)
    expect(desk.card).to_contain_text("Next widget")
    assert desk.card.locator("a[href^='http:'], a[href^='javascript:']").count() == 0


def test_widgets_past_one_hundred_are_dropped_and_said_so(desk: Desk, bridge: FakeBridge) -> None:
    """A card of 101 widgets loses the last, as in Gmail; one of 100 does not."""
    desk.show(widget_card(*({"textParagraph": {"text": f"n{n}"}} for n in range(101))))
    expect(desk.card.locator(".widget")).to_have_count(100)
    expect(desk.card.locator(".card-error")).to_contain_text("at most 100 widgets")
    bridge.answers["homepage"] = pushed(widget_card(*({"textParagraph": {"text": f"n{n}"}} for n in range(100))))
    desk.page.reload()
    expect(desk.card.locator(".widget")).to_have_count(100)
    expect(desk.card.locator(".card-error")).to_have_count(0)


def test_golden_cards_are_drawn_without_a_fault(desk: Desk, bridge: FakeBridge) -> None:
    """Every card that the product draws shows in Gmail's terms: no unknown field, icon, tag or refused link."""
    bridge.link_prefixes = ()
    files = sorted(GOLDEN.glob("*.json"))
    assert files
    desk.open()
    for number, path in enumerate(files):
        card = json.loads(path.read_text(encoding="utf-8"))
        bridge.answers["homepage"] = pushed(card | {"header": {"title": f"Card {number}"}})
        desk.panel.get_by_role("button", name="More add-on actions").click()
        desk.page.get_by_role("menuitem", name="Reload").click()
        expect(desk.card.locator("h2").first).to_have_text(f"Card {number}")
        assert desk.panel.locator(".card-error").all_inner_texts() == [], path.name


def test_remote_pictures_are_not_loaded(desk: Desk, bridge: FakeBridge) -> None:
    """A picture from elsewhere is a placeholder with its description; only the add-on's own are fetched, from this machine."""
    desk.show(widget_card({"image": {"imageUrl": "https://tracker.example/a.png", "altText": "A chart"}}))
    expect(desk.card.get_by_role("img", name="A chart")).to_be_visible()
    assert desk.card.locator("img").count() == 0


EVERYTHING: dict[str, Any] = {
    "name": "everything",
    "header": {
        "title": "Dana Whitfield",
        "subtitle": "dana@example.org",
        "imageUrl": "https://example.org/face.png",
        "imageType": "CIRCLE",
    },
    "cardActions": [{"actionLabel": "Report", "onClick": {"action": {"function": BASE + "/report"}}}],
    "sections": [
        {
            "header": "Text",
            "widgets": [
                {"textParagraph": {"text": "Plain", "maxLines": 2}},
                {
                    "decoratedText": {
                        "topLabel": "Top",
                        "text": "Text",
                        "bottomLabel": "Bottom",
                        "startIcon": {"knownIcon": "PERSON"},
                        "wrapText": True,
                    }
                },
                {"decoratedText": {"text": "With button", "button": button("Go", "/go")}},
                {"decoratedText": {"text": "With switch", "switchControl": {"name": "s", "value": "1", "controlType": "SWITCH"}}},
                {"decoratedText": {"text": "With icon", "endIcon": {"iconUrl": "https://example.org/i.png", "altText": "i"}}},
                {"divider": {}},
                {"image": {"imageUrl": "https://example.org/p.png", "altText": "Picture"}},
                {
                    "buttonList": {
                        "buttons": [
                            button("One", "/1"),
                            {**button("Two", "/2"), "color": {"red": 0.1, "green": 0.4, "blue": 0.9}},
                        ]
                    }
                },
                {"chipList": {"chips": [{"label": "Chip", "onClick": {"openLink": {"url": "https://example.org/"}}}]}},
            ],
        },
        {
            "collapsible": True,
            "uncollapsibleWidgetsCount": 6,
            "collapseControl": {"expandButton": button("All", "/x"), "collapseButton": button("Few", "/x")},
            "widgets": [
                {
                    "textInput": {
                        "name": "t",
                        "label": "T",
                        "type": "MULTIPLE_LINE",
                        "hintText": "Hint",
                        "initialSuggestions": {"items": [{"text": "a"}]},
                    }
                },
                {
                    "selectionInput": {
                        "name": "d",
                        "label": "D",
                        "type": "DROPDOWN",
                        "items": [{"text": "A", "value": "a", "selected": True}],
                    }
                },
                {"selectionInput": {"name": "c", "type": "CHECK_BOX", "items": [{"text": "A", "value": "a"}]}},
                {"dateTimePicker": {"name": "dt", "label": "When", "type": "DATE_AND_TIME", "valueMsEpoch": "1767225600000"}},
                {
                    "grid": {
                        "title": "Grid",
                        "columnCount": 2,
                        "items": [{"id": "1", "title": "A", "image": {"imageUri": "https://example.org/g.png"}}],
                    }
                },
                {
                    "columns": {
                        "columnItems": [
                            {
                                "horizontalSizeStyle": "FILL_AVAILABLE_SPACE",
                                "widgets": [{"decoratedText": {"topLabel": "Received", "text": "1"}}],
                            },
                            {"widgets": [{"decoratedText": {"topLabel": "Sent", "text": "0"}}]},
                        ]
                    }
                },
            ],
        },
    ],
    "fixedFooter": {"primaryButton": button("Check again", "/again"), "secondaryButton": button("Later", "/later")},
}
