"""The card for a failure: what happened, what to do, and a button where trying again may help."""

from __future__ import annotations

from dataclasses import dataclass

from cards import parts
from cards.markup import bold, clean, lines
from cards.view import Link
from cards.widgets import Card, button_list, section, text_paragraph
from cards.widgets import card as make_card

TRY_AGAIN = "Try again"
FALLBACK = "Something went wrong on our side."


@dataclass(frozen=True)
class View:
    """``what`` happened and what to ``do``: the two sentences of every ``AddonError``.

    ``retry_url`` is an endpoint, "" where a retry is useless.
    """

    what: str
    do: str = ""
    retry_url: str = ""
    links: tuple[Link, ...] = ()


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    retry = parts.call_button(TRY_AGAIN, view.retry_url, style="tonal")
    buttons = ([retry] if retry else []) + parts.link_buttons(view.links)
    widgets = [text_paragraph(lines(bold(view.what if clean(view.what) else FALLBACK), view.do))]
    if buttons:
        widgets.append(button_list(*buttons))
    return make_card("problem", [section(widgets)])


EXAMPLES: dict[str, View] = {
    "busy": View(
        "Gmail is limiting requests right now.",
        "Wait a minute, then reopen the message.",
        "https://acquaint.example/check",
    ),
    "gone": View("Gmail no longer has this message.", "It may have been moved or deleted. Open another message."),
    "our_fault": View(
        "Something went wrong on our side.",
        "Close and reopen the message to try again. If it happens again, please report it.",
        "https://acquaint.example/check",
        (Link("Report it", "https://acquaint.example/report"),),
    ),
}
