"""The card for one missing permission: the one thing Acquaint cannot do without it, and a button that asks Google for it."""

from __future__ import annotations

from dataclasses import dataclass

from cards import parts
from cards.markup import bold, clean, lines
from cards.view import Grant
from cards.widgets import Card, Widget, button_list, section, text_paragraph
from cards.widgets import card as make_card

MISSING = "One permission is missing."


@dataclass(frozen=True)
class View:
    """``grant.ability`` names the one missing thing; ``meanwhile`` says what works without it, ``promise`` how it is used."""

    grant: Grant
    meanwhile: str = ""
    promise: str = ""


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    asked = clean(view.grant.ability)
    sentence = parts.NOT_ALLOWED.format(asked) if asked else MISSING
    widgets: list[Widget] = [text_paragraph(lines(bold(sentence), view.promise, view.meanwhile))]
    if ask := parts.grant_button(view.grant):
        widgets.append(button_list(ask))
    return make_card("scope", [section(widgets)])


EXAMPLES: dict[str, View] = {
    "search": View(
        Grant("Allow searching", "https://acquaint.example/grant?what=search", "search your mail for earlier contact"),
        meanwhile="Without it, Acquaint can still judge the message itself.",
        promise="It looks only for mail between you and the people on screen, and copies none of it.",
    ),
    "read": View(
        Grant("Allow reading", "https://acquaint.example/grant?what=read", "read the message you open"),
        meanwhile="Without it, there is nothing Acquaint can say.",
        promise="It reads only the message on your screen, and keeps no copy.",
    ),
    "labels": View(
        Grant("Allow labels", "https://acquaint.example/grant?what=modify", "put a label on a message when you ask for it"),
        meanwhile="Without it, everything else still works.",
    ),
}
