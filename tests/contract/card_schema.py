"""Is a dict a card that Gmail draws? Google's published schema, closed, and the rules that no schema says.

The schema comes from the discovery document of Google Chat that google-api-python-client carries: Chat and Gmail share Cards
v2. As published it lets unknown fields through; closed, it refuses them. It knows nothing of required fields, of limits, of
HTML, or of what Gmail does not draw: those are the rules below, each a function from the card to the problems it finds. They
repeat Google's tables on purpose instead of importing ours.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import fastjsonschema

from tests.contract.rich_text import LINKS, markup_problems, visible

Node = dict[str, Any]

KNOWN_ICONS = set(
    "AIRPLANE BOOKMARK BUS CAR CLOCK CONFIRMATION_NUMBER_ICON DESCRIPTION DOLLAR EMAIL EVENT_SEAT FLIGHT_ARRIVAL "
    "FLIGHT_DEPARTURE HOTEL HOTEL_ROOM_TYPE INVITE MAP_PIN MEMBERSHIP MULTIPLE_PEOPLE PERSON PHONE RESTAURANT_ICON "
    "SHOPPING_CART STAR STORE TICKET TRAIN VIDEO_CAMERA VIDEO_PLAY".split()
)
NOT_IN_GMAIL = set(
    "carousel textSyntax contentText topLabelText bottomLabelText startIconVerticalAlignment placeholderText interaction "
    "materialIcon id visibility eventActions expressionData hostAppDataSource platformDataSource externalDataSource".split()
)
"""Fields labelled Chat-only or Workspace-Studio-only, or deprecated."""

WIDGETS = set(
    "textParagraph image decoratedText buttonList textInput selectionInput dateTimePicker divider grid columns chipList".split()
)
IN_COLUMNS = WIDGETS - {"divider", "grid", "columns"}
CLICKS = {"action", "openLink", "openDynamicLinkAction", "card", "overflowMenu"}
REQUIRED = {
    "textParagraph": ("text",),
    "decoratedText": ("text",),
    "textInput": ("name", "label"),
    "selectionInput": ("name", "items"),
    "openLink": ("url",),
    "action": ("function",),
    "header": ("title",),
    "primaryButton": ("text", "color", "onClick"),
    "secondaryButton": ("text", "color", "onClick"),
    "fixedFooter": ("primaryButton",),
}
MAX_RICH = 4_000
MAX_PLAIN = 250
MAX_BUTTON = 60
URL_FIELDS = {"url", "function", "imageUrl", "iconUrl"}
RAW_FIELDS = URL_FIELDS | {"value", "key"}  # carried, not drawn


# --- the closed schema ------------------------------------------------------------------------------------------------------


@functools.cache
def closed_schema(root: str = "GoogleAppsCardV1Card") -> Node:
    """Return Google's schema of ``root`` as JSON Schema in which unknown fields are errors."""
    place = resources.files("googleapiclient") / "discovery_cache" / "documents" / "chat.v1.json"
    types = json.loads(place.read_text("utf-8"))["schemas"]
    return {"$ref": f"#/definitions/{root}", "definitions": {name: _closed(types[name]) for name in _reachable(types, root)}}


def _reachable(types: Node, root: str) -> set[str]:
    found, todo = set(), [root]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += re.findall(r'"\$ref": "(\w+)"', json.dumps(types[name]))
    return found


def _closed(node: Node) -> Node:
    if "$ref" in node:
        return {"$ref": f"#/definitions/{node['$ref']}"}
    if node["type"] == "array":
        return {"type": "array", "items": _closed(node["items"])}
    if node["type"] == "object":
        properties = {name: _closed(part) for name, part in node.get("properties", {}).items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    return {key: node[key] for key in ("type", "enum") if key in node}


@functools.cache
def card_checker() -> Callable[[Node], Node]:
    """Return the compiled check; it raises ``fastjsonschema.JsonSchemaValueException``."""
    return fastjsonschema.compile(closed_schema())


# --- the rules that no schema says --------------------------------------------------------------------------------------------


def check_card(card: Node) -> list[str]:
    """Return every problem of a card, as sentences; an empty list means that Gmail should draw it all."""
    return refusal(card_checker(), card) + [problem for rule in RULES for problem in rule(card)]


def refusal(checker: Callable[[Node], Node], value: Node) -> list[str]:
    """Return what a compiled schema says against ``value``, as a list of none or one."""
    try:
        checker(value)
    except fastjsonschema.JsonSchemaValueException as refusal:
        return [f"schema: {refusal.message}"]
    return []


def walk(node: Any, key: str = "", parent: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield (key of parent, key, value) for every value in the tree; items of a list carry the list's key."""
    yield parent, key, node
    if isinstance(node, dict):
        for name, value in node.items():
            yield from walk(value, name, key)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value, key, parent)


def one_kind_a_widget(card: Node) -> Iterator[str]:
    """A widget holds exactly one kind, and a column only the kinds that columns can hold."""
    for parent, key, value in walk(card):
        if key == "widgets" and isinstance(value, dict):
            kinds = set(value) - {"horizontalAlignment"}
            allowed = IN_COLUMNS if parent == "columnItems" else WIDGETS
            if len(kinds) != 1 or not kinds <= allowed:
                yield f"a widget of kinds {sorted(kinds)}"


def one_click(card: Node) -> Iterator[str]:
    """An onClick does exactly one thing."""
    for _, key, value in walk(card):
        if key == "onClick" and (len(value) != 1 or not set(value) <= CLICKS):
            yield f"an onClick with {sorted(value)}"


def nothing_empty(card: Node) -> Iterator[str]:
    """Lists that Google wants filled are: sections, widgets, buttons, items."""
    for _, key, value in walk(card):
        if isinstance(value, list) and not value:
            yield f"empty {key}"
    if not card.get("sections"):
        yield "no section"
    for part in card.get("sections", ()):
        if not part.get("widgets"):
            yield "a section without widgets"


def required_fields(card: Node) -> Iterator[str]:
    """Fields that Google's comments call required are there and hold something."""
    for _, key, value in walk(card):
        needed = REQUIRED.get(key, ()) if isinstance(value, dict) else ()
        if key in {"buttons", "button"} and isinstance(value, dict):
            needed = ("onClick",) if "icon" in value else ("text", "onClick")
        for field in needed:
            found = value.get(field)
            if not found or (isinstance(found, str) and not found.strip()):
                yield f"{key} without {field}"


def counts(card: Node) -> Iterator[str]:
    """At most 100 widgets, 100 sections, 100 choices, 2 columns; no more in sight than there are."""
    widgets = sum(1 for _, key, value in walk(card) if key == "widgets" and isinstance(value, dict))
    if widgets > 100:
        yield f"{widgets} widgets"
    if len(card.get("sections", ())) > 100:
        yield "more than 100 sections"
    for _, key, value in walk(card):
        if key == "columnItems" and isinstance(value, list) and len(value) > 2:
            yield "more than two columns"
        if key == "items" and isinstance(value, list) and len(value) > 100:
            yield "more than 100 choices"
    for part in card.get("sections", ()):
        if part.get("uncollapsibleWidgetsCount", 0) > len(part.get("widgets", ())):
            yield "more widgets in sight than there are"


def icons(card: Node) -> Iterator[str]:
    """Every knownIcon is one that Google draws."""
    for _, key, value in walk(card):
        if key == "knownIcon" and value not in KNOWN_ICONS:
            yield f"unknown icon {value!r}"


def fields_of_gmail(card: Node) -> Iterator[str]:
    """No field that only Google Chat or Workspace Studio knows."""
    for parent, key, _value in walk(card):
        if key in NOT_IN_GMAIL or (parent, key) == ("decoratedText", "icon"):
            yield f"{key} does not work in Gmail"


def links(card: Node) -> Iterator[str]:
    """Links are https, mailto or tel; endpoints are https; images are https and no SVG."""
    for _, key, value in walk(card):
        if key == "url" and not value.startswith(LINKS):
            yield f"a link to {value[:40]!r}"
        if key in {"function", "imageUrl", "iconUrl"} and not value.startswith("https://"):
            yield f"{key} is not https"
        if key in {"imageUrl", "iconUrl"} and value.lower().endswith(".svg"):
            yield "Gmail draws no SVG"
        if key in URL_FIELDS and not re.fullmatch(r"[\x21-\x7e]+", value):
            yield f"{key} holds characters that are not for a URL"


def is_rich(parent: str, key: str) -> bool:
    """True for the fields that read HTML."""
    return (parent, key) in {("textParagraph", "text"), ("decoratedText", "text"), ("sections", "header")}


def strings(card: Node) -> Iterator[tuple[str, str, str]]:
    """Yield (parent, key, text) for everything that is drawn as text."""
    for parent, key, value in walk(card):
        if isinstance(value, str) and key not in RAW_FIELDS:
            yield parent, key, value


def markup(card: Node) -> Iterator[str]:
    """Rich text holds only allowed tags, balanced; plain text holds none."""
    for parent, key, text in strings(card):
        if is_rich(parent, key):
            yield from markup_problems(text)
        elif "<" in text or ">" in text:
            yield f"markup in the plain field {key}"


def lengths(card: Node) -> Iterator[str]:
    """Nobody reads a sidebar text longer than this, and every card stays far below any sane byte limit."""
    for parent, key, text in strings(card):
        limit = MAX_RICH if is_rich(parent, key) else MAX_BUTTON if parent == "buttons" and key == "text" else MAX_PLAIN
        if len(visible(text) if is_rich(parent, key) else text) > limit:
            yield f"{key} is over {limit} characters"


def safe_characters(card: Node) -> Iterator[str]:
    """No control, bidi-override or zero-width characters, and nothing that cannot be sent as UTF-8."""
    for _, key, text in strings(card):
        for char in text:
            category = unicodedata.category(char)
            if category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and char not in "\u200c\u200d"):
                yield f"U+{ord(char):04X} in {key}"


RULES = (
    one_kind_a_widget,
    one_click,
    nothing_empty,
    required_fields,
    counts,
    icons,
    fields_of_gmail,
    links,
    markup,
    lengths,
    safe_characters,
)
