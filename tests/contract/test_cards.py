"""Every example of every card is one that Gmail draws in full; and the check that says so catches each kind of fault."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from google.apps.card_v1 import Card as GoogleCard
from google.protobuf import json_format

from tests.cards.sweep import examples
from tests.contract.card_schema import RULES, check_card, closed_schema

EXAMPLES = examples()


def parse_as_google_does(card: dict[str, Any]) -> None:
    """Parse strictly into Google's own protobufs; raises ``json_format.ParseError`` for what they do not know."""
    json_format.ParseDict(card, GoogleCard.pb(GoogleCard()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_a_card_that_gmail_draws(name: str) -> None:
    """An example breaks neither Google's closed schema nor any rule, and Google's protobufs read it."""
    module, view = EXAMPLES[name]
    card = module.card(view)

    assert check_card(card) == []
    parse_as_google_does(card)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_small(name: str) -> None:
    """A card stays below 32 KB, the size Google documents for a card in Chat; for Gmail no number is published."""
    module, view = EXAMPLES[name]

    assert len(json.dumps(module.card(view)).encode()) < 32_000


def test_schema_covers_the_whole_card() -> None:
    """The closed schema reaches every type a card can hold, widgets and buttons included."""
    names = closed_schema()["definitions"].keys()

    assert {"GoogleAppsCardV1Widget", "GoogleAppsCardV1Button", "GoogleAppsCardV1OnClick", "Color"} <= names
    assert all(part.get("additionalProperties") is False for part in closed_schema()["definitions"].values())


# --- the check itself: one fault each -----------------------------------------------------------------------------------------

LINK = {"openLink": {"url": "https://example.org/"}}
SOUND: dict[str, Any] = {
    "header": {"title": "Title"},
    "sections": [
        {
            "header": "A <b>bold</b> header",
            "widgets": [
                {"textParagraph": {"text": 'One &amp; <a href="https://example.org/">two</a><br>three'}},
                {"decoratedText": {"text": "Text", "startIcon": {"knownIcon": "EMAIL"}, "onClick": LINK}},
                {"buttonList": {"buttons": [{"text": "Go", "onClick": {"action": {"function": "https://example.org/go"}}}]}},
                {"textInput": {"name": "note", "label": "Note", "type": "SINGLE_LINE"}},
                {"columns": {"columnItems": [{"widgets": [{"textParagraph": {"text": "Left"}}]}]}},
            ],
        }
    ],
    "fixedFooter": {"primaryButton": {"text": "Go", "color": {"red": 1}, "onClick": LINK}},
}
PARAGRAPH = "sections.0.widgets.0.textParagraph.text"
LINE = "sections.0.widgets.1.decoratedText"
BUTTON = "sections.0.widgets.2.buttonList.buttons.0"
FAULTS: dict[str, tuple[str, Any, str]] = {
    "misspelt field": (f"{LINE}.toplabel", "x", "schema"),
    "snake case": (f"{LINE}.top_label", "x", "schema"),
    "unknown widget": ("sections.0.widgets.0", {"paragraph": {"text": "x"}}, "schema"),
    "wrong enum": (f"{BUTTON}.type", "ROUND", "schema"),
    "wrong type": (f"{LINE}.wrapText", "true", "schema"),
    "parameter that is no string": (f"{BUTTON}.onClick.action.parameters", [{"key": "k", "value": 1}], "schema"),
    "unknown icon": (f"{LINE}.startIcon.knownIcon", "WARNING", "icon"),
    "two widgets in one": ("sections.0.widgets.0.divider", {}, "kinds"),
    "empty widget": ("sections.0.widgets.0", {}, "kinds"),
    "grid in a column": ("sections.0.widgets.4.columns.columnItems.0.widgets.0", {"divider": {}}, "kinds"),
    "two clicks in one": (f"{LINE}.onClick.action", {"function": "https://example.org/"}, "onClick"),
    "no click": (f"{LINE}.onClick", {}, "onClick"),
    "no widgets": ("sections.0.widgets", [], "widgets"),
    "no sections": ("sections", [], "section"),
    "empty paragraph": (PARAGRAPH, " ", "without text"),
    "button without text": (f"{BUTTON}.text", "", "without text"),
    "action without function": (f"{BUTTON}.onClick.action.function", "", "function"),
    "input without name": ("sections.0.widgets.3.textInput.name", "", "without name"),
    "header without title": ("header", {"subtitle": "x"}, "without title"),
    "footer without primary button": ("fixedFooter", {"secondaryButton": SOUND["fixedFooter"]["primaryButton"]}, "primary"),
    "footer button without colour": ("fixedFooter.primaryButton", {"text": "Go", "onClick": LINK}, "color"),
    "101 widgets": ("sections.0.widgets", [{"divider": {}}] * 101, "101 widgets"),
    "101 sections": ("sections", [{"widgets": [{"divider": {}}]}] * 101, "sections"),
    "three columns": ("sections.0.widgets.4.columns.columnItems", [{"widgets": [{"image": {}}]}] * 3, "two columns"),
    "more in sight than there are": ("sections.0.uncollapsibleWidgetsCount", 6, "in sight"),
    "Chat-only field": (f"{LINE}.contentText", {"text": "x"}, "does not work in Gmail"),
    "Chat-only icon": (f"{LINE}.startIcon", {"materialIcon": {"name": "warning"}}, "does not work in Gmail"),
    "Studio-only field": ("sections.0.id", "x", "does not work in Gmail"),
    "link of another scheme": (f"{LINE}.onClick.openLink.url", "javascript:x()", "link"),
    "plain http": (f"{LINE}.onClick.openLink.url", "http://example.org/", "link"),
    "action over http": (f"{BUTTON}.onClick.action.function", "http://example.org/", "https"),
    "space in a URL": (f"{LINE}.onClick.openLink.url", "https://example.org/ x", "URL"),
    "tag not allowed": (PARAGRAPH, "<script>x</script>", "tag"),
    "attribute not allowed": (PARAGRAPH, '<b onclick="x">x</b>', "attribute"),
    "tag never closed": (PARAGRAPH, "<b>x", "never closed"),
    "tags crossed": (PARAGRAPH, "<b><i>x</b></i>", "out of turn"),
    "dangerous link in text": (PARAGRAPH, '<a href="data:x">x</a>', "link"),
    "bare ampersand": (PARAGRAPH, "this & that", "&"),
    "bare bracket": (PARAGRAPH, "1 < 2", "<"),
    "comment": (PARAGRAPH, "x<!-- y -->", "comment"),
    "markup in a plain field": ("header.title", "<b>x</b>", "plain"),
    "text too long": (PARAGRAPH, "x" * 4_001, "over"),
    "label too long": (f"{LINE}.topLabel", "x" * 251, "over"),
    "bidi override": (f"{LINE}.text", "x\u202ey", "U+202E"),
    "control character": (f"{LINE}.text", "x\u0007y", "U+0007"),
    "lone surrogate": ("header.title", "x\ud800", "U+D800"),
}


def broken(place: str, value: Any) -> dict[str, Any]:
    """Return the sound card with ``value`` at a dotted place."""
    card = copy.deepcopy(SOUND)
    *path, last = place.split(".")
    node: Any = card
    for step in path:
        node = node[int(step) if isinstance(node, list) else step]
    node[int(last) if isinstance(node, list) else last] = value
    return card


def test_sound_card_passes() -> None:
    """The card that the faults below are made from has none."""
    assert check_card(SOUND) == []
    parse_as_google_does(SOUND)


@pytest.mark.parametrize("fault", FAULTS)
def test_check_catches(fault: str) -> None:
    """Each fault is found, and named."""
    place, value, word = FAULTS[fault]

    assert any(word in problem for problem in check_card(broken(place, value)))


def test_every_rule_is_needed() -> None:
    """No rule is idle: each finds a fault that some case above holds."""
    cards = [broken(place, value) for place, value, _ in FAULTS.values()]

    assert [rule.__name__ for rule in RULES if not any(list(rule(card)) for card in cards)] == []


def test_googles_parser_refuses_what_it_should() -> None:
    """The second opinion is a real one: two widgets in one and a misspelt field do not parse."""
    for fault in ("two widgets in one", "misspelt field"):
        place, value, _ = FAULTS[fault]
        with pytest.raises(json_format.ParseError):
            parse_as_google_does(broken(place, value))
