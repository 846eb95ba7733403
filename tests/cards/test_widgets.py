"""The builders cut what is too long, and raise where Google would refuse or silently trim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cards import widgets
from cards.markup import bold, escape
from tests.contract.card_schema import check_card

GO = "https://example.org/go"
TEXT = widgets.text_paragraph("x")


def drawn(*made: widgets.Widget) -> dict[str, Any]:
    """Return a card that holds the widgets."""
    return widgets.card("test", [widgets.section(made)])


def test_every_widget_is_one_that_gmail_draws() -> None:
    """A card with every builder in it passes the contract check."""
    card = widgets.card(
        "all",
        [
            widgets.section([TEXT, widgets.divider()], header=bold("Header"), shown=1),
            widgets.section(
                [
                    widgets.decorated_text("x", top_label="above", bottom_label="below", icon="STAR", link=GO, link_hint="Go"),
                    widgets.decorated_text("x", button=widgets.button("Go", action=GO, parameters=[("a", "b")])),
                    widgets.button_list(
                        widgets.button("Go", link="mailto:a@example.org", style="tonal"),
                        widgets.button("Go", action=GO, colour="#1a70e0"),
                    ),
                    widgets.columns([TEXT], [TEXT, widgets.decorated_text("x")]),
                    widgets.text_input("note", "Note", value="<b>\n", multiline=True, hint="Up to <b> lines"),
                    widgets.selection("radio", "who", "Who is it?", {"a": "A friend", "b": "A <b>"}, chosen=["a"], on_change=GO),
                ]
            ),
        ],
        head=widgets.header("Title <b>", "Subtitle"),
        footer=widgets.fixed_footer(
            widgets.button("Yes", action=GO, colour="#000000"), widgets.button("No", action=GO, colour="#ffffff")
        ),
    )

    assert check_card(card) == []


MISTAKES: dict[str, Callable[[], object]] = {
    "blank paragraph": lambda: widgets.text_paragraph(" \u200b\n"),
    "blank line": lambda: widgets.decorated_text(""),
    "unknown icon": lambda: widgets.decorated_text("x", icon="WARNING"),
    "link and button": lambda: widgets.decorated_text("x", link=GO, button=widgets.button("Go", link=GO)),
    "button of brackets": lambda: widgets.button("<>", link=GO),
    "button that does nothing": lambda: widgets.button("Go"),
    "button that does two things": lambda: widgets.button("Go", link=GO, action=GO),
    "unknown style": lambda: widgets.button("Go", link=GO, style="round"),
    "no colour": lambda: widgets.button("Go", link=GO, colour="#12345"),
    "dangerous link": lambda: widgets.button("Go", link="javascript:x()"),
    "action by mail": lambda: widgets.button("Go", action="mailto:a@example.org"),
    "action over http": lambda: widgets.button("Go", action="http://example.org/go"),
    "no buttons": lambda: widgets.button_list(),
    "empty column": lambda: widgets.columns([TEXT], []),
    "columns in a column": lambda: widgets.columns([TEXT], [widgets.columns([TEXT], [TEXT])]),
    "input without name": lambda: widgets.text_input("", "Note"),
    "input without label": lambda: widgets.text_input("note", ""),
    "unknown kind of choice": lambda: widgets.selection("slider", "n", "L", {"a": "A"}),
    "no choices": lambda: widgets.selection("radio", "n", "L", {}),
    "101 choices": lambda: widgets.selection("radio", "n", "L", {str(n): "x" for n in range(101)}),
    "empty section": lambda: widgets.section([]),
    "header without title": lambda: widgets.header(""),
    "secondary footer button alone": lambda: widgets.fixed_footer(None, widgets.button("No", action=GO, colour="#000000")),
    "footer button without colour": lambda: widgets.fixed_footer(widgets.button("Yes", action=GO)),
    "card without name": lambda: widgets.card("", [widgets.section([TEXT])]),
    "card without sections": lambda: widgets.card("x", [None]),
    "101 sections": lambda: widgets.card("x", [widgets.section([TEXT])] * 101),
    "101 widgets": lambda: widgets.card("x", [widgets.section([TEXT] * 101)]),
    "101 widgets with those in columns": lambda: widgets.card("x", [widgets.section([widgets.columns([TEXT], [TEXT])] * 34)]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_our_own_mistake_raises(mistake: str) -> None:
    """What Google would refuse or trim is found here, by name of what is wrong."""
    with pytest.raises(ValueError, match=r"\w"):
        MISTAKES[mistake]()


def test_limits_themselves_are_allowed() -> None:
    """Exactly 100 widgets, 100 sections and 100 choices pass: the near miss of the cases above."""
    assert check_card(drawn(*[TEXT] * 100)) == []
    assert check_card(widgets.card("x", [widgets.section([TEXT])] * 100)) == []
    assert check_card(drawn(widgets.selection("dropdown", "n", "L", {str(n): "x" for n in range(100)}))) == []
    assert check_card(widgets.card("x", [widgets.section([widgets.columns([TEXT], [TEXT])] * 33)])) == []


def test_long_text_is_cut_before_it_is_escaped() -> None:
    """An entity is never cut in two: the cap counts what the reader sees."""
    text = widgets.text_paragraph("&" * 1_000, limit=10)["textParagraph"]["text"]

    assert text == escape("&" * 9) + "…"


def test_input_starts_empty_or_filled() -> None:
    """A value is there to be edited, as it is; without one the field is empty."""
    assert widgets.text_input("n", "L", value="<b>")["textInput"]["value"] == "<b>"
    assert "value" not in widgets.text_input("n", "L")["textInput"]


def test_hint_stands_below_its_field_or_is_not_there() -> None:
    """As plain text; a blank one leaves no empty line."""
    assert widgets.text_input("n", "L", hint="One <b> a line")["textInput"]["hintText"] == "One b a line"
    assert "hintText" not in widgets.text_input("n", "L", hint=" ")["textInput"]


def test_folding_only_where_something_is_hidden() -> None:
    """A section is collapsible only if there is more than is shown."""
    assert widgets.section([TEXT, TEXT], shown=2) == {"widgets": [TEXT, TEXT]}
    assert widgets.section([TEXT, TEXT], shown=1)["uncollapsibleWidgetsCount"] == 1
    assert widgets.section([TEXT], shown=0)["collapsible"] is True


def test_parameters_arrive_as_they_were() -> None:
    """Parameters are data for our own endpoint: not escaped, not cut, only made sendable."""
    made = widgets.button("Go", action=GO, parameters=[("a", "<&>" * 100), ("b", "\ud800")])

    assert made["onClick"]["action"]["parameters"] == [{"key": "a", "value": "<&>" * 100}, {"key": "b", "value": "?"}]


def test_colour_becomes_googles_fractions() -> None:
    """A button's colour is written as three numbers from 0 to 1."""
    assert widgets.button("Go", link=GO, colour="#ff0033")["color"] == {"red": 1.0, "green": 0.0, "blue": 0.2}
