"""Builders for Google Cards v2 JSON: the only place that knows its field names.

Every builder takes plain Python, escapes what it is given, and returns a plain dict. Text that is merely too long is cut; a
card that Google would refuse or silently trim is our own mistake and raises ValueError. Fields that Google labels Chat-only are
not offered. Limits: https://developers.google.com/workspace/add-ons/concepts/card-interfaces and the google-apps-card field
comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cards.markup import LABEL_LIMIT, TEXT_LIMIT, Html, is_endpoint, is_link, plain, rich

Widget = dict[str, Any]
Section = dict[str, Any]
Card = dict[str, Any]
Button = dict[str, Any]
Parameters = Sequence[tuple[str, str]]

MAX_WIDGETS = 100
MAX_SECTIONS = 100
MAX_CHOICES = 100
MAX_BUTTON_LABEL = 60

KNOWN_ICONS = frozenset(
    """
    AIRPLANE BOOKMARK BUS CAR CLOCK CONFIRMATION_NUMBER_ICON DESCRIPTION DOLLAR EMAIL EVENT_SEAT FLIGHT_ARRIVAL FLIGHT_DEPARTURE
    HOTEL HOTEL_ROOM_TYPE INVITE MAP_PIN MEMBERSHIP MULTIPLE_PEOPLE PERSON PHONE RESTAURANT_ICON SHOPPING_CART STAR STORE TICKET
    TRAIN VIDEO_CAMERA VIDEO_PLAY
    """.split()
)
"""The icons Google draws by name (https://developers.google.com/workspace/chat/format-messages#builtinicons)."""

CHOICES = {"checkboxes": "CHECK_BOX", "radio": "RADIO_BUTTON", "switch": "SWITCH", "dropdown": "DROPDOWN"}
"""Our words for Google's kinds of selectionInput."""

BUTTON_TYPES = {"": None, "outlined": "OUTLINED", "filled": "FILLED", "tonal": "FILLED_TONAL", "borderless": "BORDERLESS"}

_COLUMN_KINDS = frozenset({"textParagraph", "image", "decoratedText", "buttonList", "textInput", "selectionInput"})


# --- what a click does ----------------------------------------------------------------------------------------------------


def on_click(*, link: str = "", action: str = "", parameters: Parameters = ()) -> dict[str, Any]:
    """Return an onClick that opens ``link`` or posts to ``action`` with ``parameters``: exactly one of the two.

    ValueError for both, neither, a link a card may not open, or an action that is no endpoint. Parameter values come back through
    the user's browser, so whoever receives them treats them as forged.
    """
    if bool(link) == bool(action):
        raise ValueError("a click opens a link or calls an action, one of the two")
    if link:
        if not is_link(link):
            raise ValueError("not a link a card may open")
        return {"openLink": {"url": link}}
    if not is_endpoint(action):
        raise ValueError("an action needs an https endpoint")
    call: dict[str, Any] = {"function": action, "loadIndicator": "SPINNER"}
    if parameters:
        call["parameters"] = [{"key": _sendable(key), "value": _sendable(value)} for key, value in parameters]
    return {"action": call}


def _sendable(text: str) -> str:
    """Return ``text`` with lone surrogates replaced: JSON could not be sent as UTF-8 otherwise."""
    return text.encode("utf-8", "replace").decode("utf-8")


# --- widgets --------------------------------------------------------------------------------------------------------------


def text_paragraph(text: str | Html, *, limit: int = TEXT_LIMIT) -> Widget:
    """Return a paragraph; ValueError where no visible text is left."""
    return {"textParagraph": {"text": _required(rich(text, limit).markup, "a paragraph")}}


def decorated_text(
    text: str | Html,
    *,
    top_label: str = "",
    bottom_label: str = "",
    icon: str = "",
    link: str = "",
    link_icon: str = "EMAIL",
    link_hint: str = "",
    button: Button | None = None,
) -> Widget:
    """Return a line of text with small labels above and below, an icon before it, and a link or a button.

    A linked line ends with ``link_icon``, named ``link_hint`` for screen readers, as the sign that it can be clicked.
    ValueError for missing text, an icon Google does not know, or a link and a button at once.
    """
    if link and button:
        raise ValueError("a line has a link or a button, not both")
    body: dict[str, Any] = {"text": _required(rich(text).markup, "a line"), "wrapText": True}
    _put_label(body, "topLabel", top_label)
    _put_label(body, "bottomLabel", bottom_label, limit=2 * LABEL_LIMIT)  # Google wraps this one, and cuts the top one
    if icon:
        body["startIcon"] = _icon(icon)
    if button:
        body["button"] = button
    if link:
        body["onClick"] = on_click(link=link)
        body["endIcon"] = _icon(link_icon, link_hint)
    return {"decoratedText": body}


def _put_label(body: dict[str, Any], field: str, text: str, limit: int = LABEL_LIMIT) -> None:
    if label := plain(text, limit):
        body[field] = label


def _icon(name: str, alt_text: str = "") -> dict[str, str]:
    if name not in KNOWN_ICONS:
        raise ValueError(f"Google has no icon of that name: {name!r}")
    return {"knownIcon": name, "altText": plain(alt_text)} if plain(alt_text) else {"knownIcon": name}


def button(
    text: str, *, link: str = "", action: str = "", parameters: Parameters = (), style: str = "", colour: str = ""
) -> Button:
    """Return a text button that opens ``link`` or posts to ``action``. ``style`` is a key of :data:`BUTTON_TYPES`.

    ``colour`` (``#rrggbb``) fills the button and overrides the style. ValueError for missing text and whatever :func:`on_click`
    refuses.
    """
    made: Button = {
        "text": _required(plain(text, MAX_BUTTON_LABEL), "a button"),
        "onClick": on_click(link=link, action=action, parameters=parameters),
    }
    if style not in BUTTON_TYPES:
        raise ValueError(f"no such button style: {style!r}")
    if BUTTON_TYPES[style]:
        made["type"] = BUTTON_TYPES[style]
    if colour:
        made["color"] = _rgb(colour)
    return made


def _rgb(colour: str) -> dict[str, float]:
    try:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        raise ValueError(f"not a colour: {colour!r}") from None
    return {"red": round(red / 255, 3), "green": round(green / 255, 3), "blue": round(blue / 255, 3)}


def button_list(*buttons: Button) -> Widget:
    """Return a row of buttons; ValueError for none."""
    if not buttons:
        raise ValueError("a button list needs a button")
    return {"buttonList": {"buttons": list(buttons)}}


def divider() -> Widget:
    """Return a thin line across the card."""
    return {"divider": {}}


def columns(left: Sequence[Widget], right: Sequence[Widget]) -> Widget:
    """Return two columns (Gmail draws no more); ValueError for an empty one or a widget that columns cannot hold."""
    for widget in (*left, *right):
        if not _COLUMN_KINDS.issuperset(widget):
            raise ValueError(f"a column cannot hold {sorted(widget)}")
    if not left or not right:
        raise ValueError("a column needs a widget")
    return {"columns": {"columnItems": [{"widgets": list(left)}, {"widgets": list(right)}]}}


def text_input(name: str, label: str, *, value: str = "", multiline: bool = False, hint: str = "") -> Widget:
    """Return a field to type into; its value comes back in ``formInputs`` under ``name``. ``hint`` stands below it.

    ValueError without name or label.
    """
    made = {
        "name": _required(name, "an input's name"),
        "label": _required(plain(label), "an input's label"),
        "type": "MULTIPLE_LINE" if multiline else "SINGLE_LINE",
    }
    if value:
        made["value"] = _sendable(value)
    _put_label(made, "hintText", hint, limit=2 * LABEL_LIMIT)  # it wraps
    return {"textInput": made}


def selection(
    kind: str, name: str, label: str, choices: Mapping[str, str], *, chosen: Iterable[str] = (), on_change: str = ""
) -> Widget:
    """Return a choice of ``choices`` (value to text), ``chosen`` values ticked. ``kind`` is a key of :data:`CHOICES`.

    ``on_change``, an endpoint, is called as soon as the choice changes. ValueError for no choices or more than 100.
    """
    if kind not in CHOICES:
        raise ValueError(f"no such kind of selection: {kind!r}")
    if not 1 <= len(choices) <= MAX_CHOICES:
        raise ValueError(f"a selection has 1 to {MAX_CHOICES} choices, not {len(choices)}")
    ticked = frozenset(chosen)
    made: dict[str, Any] = {
        "name": _required(name, "a selection's name"),
        "type": CHOICES[kind],
        "items": [
            {"text": _required(plain(text), "a choice"), "value": _sendable(value), "selected": value in ticked}
            for value, text in choices.items()
        ],
    }
    _put_label(made, "label", label)
    if on_change:
        made["onChangeAction"] = on_click(action=on_change)["action"]
    return {"selectionInput": made}


# --- sections and cards ---------------------------------------------------------------------------------------------------


def section(widgets: Sequence[Widget], *, header: str | Html = "", shown: int | None = None) -> Section:
    """Return a section; with ``shown``, widgets after that many wait behind "Show more". ValueError for no widgets."""
    if not widgets:
        raise ValueError("a section needs a widget")
    made: Section = {"widgets": list(widgets)}
    if heading := rich(header, LABEL_LIMIT).markup:
        made["header"] = heading
    if shown is not None and shown < len(widgets):
        made["collapsible"] = True
        made["uncollapsibleWidgetsCount"] = max(shown, 0)
    return made


def header(title: str, subtitle: str = "") -> dict[str, str]:
    """Return a card's header: plain text, one line each, ``<`` and ``>`` dropped. ValueError without a title."""
    made = {"title": _required(plain(title), "a header")}
    _put_label(made, "subtitle", subtitle)
    return made


def fixed_footer(primary: Button | None, secondary: Button | None = None) -> dict[str, Button]:
    """Return the footer that stays in sight; ValueError for a secondary button alone or a button without a colour.

    https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1#cardfixedfooter wants both.
    """
    if primary is None:
        raise ValueError("a footer needs a primary button")
    made = {"primaryButton": primary} | ({"secondaryButton": secondary} if secondary else {})
    if any("color" not in made_button for made_button in made.values()):
        raise ValueError("a footer's buttons need a colour")
    return made


def card(
    name: str,
    sections: Sequence[Section | None],
    *,
    head: dict[str, str] | None = None,
    footer: dict[str, Button] | None = None,
) -> Card:
    """Return a card named ``name``; sections that are None (nothing to say) are left out.

    ValueError for no section at all, or more than the 100 sections and 100 widgets that Google draws.
    """
    kept = [part for part in sections if part]
    if not 1 <= len(kept) <= MAX_SECTIONS:
        raise ValueError(f"a card has 1 to {MAX_SECTIONS} sections, not {len(kept)}")
    total = sum(count_widgets(part) for part in kept)
    if total > MAX_WIDGETS:
        raise ValueError(f"a card has at most {MAX_WIDGETS} widgets, not {total}")
    made: Card = {"name": _required(name, "a card's name"), "sections": kept}
    if head:
        made["header"] = head
    if footer:
        made["fixedFooter"] = footer
    return made


def count_widgets(part: Section) -> int:
    """Return the number of widgets in a section, those inside columns counted too."""
    inner = (item for widget in part["widgets"] for item in widget.get("columns", {}).get("columnItems", ()))
    return len(part["widgets"]) + sum(len(item["widgets"]) for item in inner)


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise ValueError(f"{what} needs text")
    return text
