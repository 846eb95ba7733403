"""Pieces that several cards share: the headline, lines of evidence, what was not seen, and the small print."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cards.marker import Marker
from cards.markup import Html, bold, clean, coloured, is_endpoint, is_link, joined, lines, plain
from cards.view import Cost, Grant, Line, Link
from cards.widgets import (
    KNOWN_ICONS,
    Button,
    Section,
    Widget,
    button,
    button_list,
    decorated_text,
    section,
    text_paragraph,
)

SHOWN = 3
"""Lines in sight before "Show more": what can be taken in at a glance."""

MAX_LINES = 12
"""Lines drawn of one kind, those behind "Show more" included; keeps every card far below Google's 100 widgets."""

MAX_SENTENCES = 8
"""Sentences drawn in one paragraph; with the cap on each, the paragraph keeps below 4,000 characters."""

MAX_BUTTONS = 6
"""Buttons drawn in one row, or permissions asked for in one card."""

UNITS_A_MINUTE = "6,000"
"""Gmail API quota units a user has each minute (https://developers.google.com/workspace/gmail/api/reference/quota, May 2026)."""

NOT_SEEN = "Not seen, so not counted"
SMALL_PRINT = "How this was checked"
CHECK_AGAIN = "Check again"
NOT_ALLOWED = "Acquaint is not yet allowed to {}."
SHOW_MAIL = "Show these messages in Gmail"


def headline(marker: Marker, sentence: str, confidence: float | None = None) -> Widget:
    """Return the first widget of a card: the coloured words, how sure we are, and the sentence in bold."""
    words = joined(coloured(bold(marker.words), marker.colour), sureness(confidence), by=" · ")
    return text_paragraph(lines(words, bold(sentence) if clean(sentence) else ""))


def sureness(confidence: float | None) -> str:
    """Return "93% sure" for a probability of 0.93; "" for none, for less than a half, and for what is no probability.

    Never 100%: no judgement from one mailbox is certain.
    """
    if confidence is None or not 0.5 <= confidence <= 1:
        return ""
    return f"{min(math.floor(confidence * 100), 99)}% sure"


def line_widgets(given: Sequence[Line], bottom_labels: Mapping[int, str] | None = None) -> list[Widget]:
    """Return the first :data:`MAX_LINES` facts that have text as widgets, clickable where a search proves them.

    Icons are drawn for all of them or for none: one line without would stand out to the left, as if it mattered more. An
    unknown icon, or a link that a card may not open, is left out. ``bottom_labels`` puts text under the line of that number.
    """
    kept = [(number, line) for number, line in enumerate(given[:MAX_LINES]) if clean(line.text)]
    aligned = all(line.icon in KNOWN_ICONS for _, line in kept)
    return [
        decorated_text(
            line.text,
            top_label=line.label,
            bottom_label=(bottom_labels or {}).get(number, ""),
            icon=line.icon if aligned else "",
            link=line.link if is_link(line.link) else "",
            link_hint=SHOW_MAIL,
        )
        for number, line in kept
    ]


def folded(widgets: Sequence[Widget], heading: str | Html = "", shown: int = SHOWN) -> Section | None:
    """Return a section with ``shown`` widgets in sight and the rest behind "Show more", or None for no widgets."""
    return section(widgets, header=heading, shown=shown) if widgets else None


def not_seen_section(not_seen: Sequence[str], grants: Sequence[Grant]) -> Section | None:
    """Return what could not be looked at, and the buttons that would change that; None where everything was seen."""
    sentences = [sentence for sentence in not_seen[:MAX_SENTENCES] if clean(sentence)]
    widgets = [text_paragraph(lines(*sentences))] if sentences else []
    buttons = [made for grant in grants[:MAX_BUTTONS] if (made := grant_button(grant))]
    if buttons:
        widgets.append(button_list(*buttons))
    return folded(widgets, NOT_SEEN, shown=len(widgets))


def grant_button(grant: Grant, style: str = "tonal") -> Button | None:
    """Return the button that asks for a permission, or None where it has no label or no endpoint."""
    return call_button(grant.label, grant.url, style=style)


def missing_ability(grant: Grant) -> list[Widget]:
    """Return one line that names what Acquaint cannot do, and the button that would change it; as much of it as there is."""
    ability = clean(grant.ability)
    named = [text_paragraph(NOT_ALLOWED.format(ability))] if ability else []
    ask = grant_button(grant)
    return named + ([button_list(ask)] if ask else [])


def call_button(
    label: str, url: str, *, parameters: Sequence[tuple[str, str]] = (), style: str = "", colour: str = ""
) -> Button | None:
    """Return a button that posts to ``url``, or None where it has no label or no endpoint."""
    if not plain(label) or not is_endpoint(url):
        return None
    return button(label, action=url, parameters=parameters, style=style, colour=colour)


def link_buttons(links: Sequence[Link]) -> list[Button]:
    """Return a quiet button for each link that a card may open."""
    usable = [link for link in links if plain(link.label) and is_link(link.url)]
    return [button(link.label, link=link.url, style="borderless") for link in usable[:MAX_BUTTONS]]


def cost_sentence(cost: Cost) -> str:
    """Return what the card cost in one sentence that needs no glossary."""
    if cost.calls <= 0:
        return f"Took {cost.ms:,} ms, without asking Gmail."
    requests = "1 request" if cost.calls == 1 else f"{cost.calls:,} requests"
    trips = "1 round trip" if cost.round_trips == 1 else f"{cost.round_trips:,} round trips"
    return f"Took {cost.ms:,} ms: {requests} to Gmail in {trips}, {cost.units:,} of your {UNITS_A_MINUTE} quota units a minute."


def small_print(cost: Cost | None, links: Sequence[Link] = (), check_again_url: str = "") -> Section | None:
    """Return the folded section at the foot: the cost, "Check again", and links; None for nothing to say."""
    widgets = [text_paragraph(cost_sentence(cost))] if cost else []
    again = call_button(CHECK_AGAIN, check_again_url)
    buttons = ([again] if again else []) + link_buttons(links)
    if buttons:
        widgets.append(button_list(*buttons))
    return folded(widgets, SMALL_PRINT, shown=0)
