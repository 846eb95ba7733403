"""The card shown when no message is open: what Acquaint does, what it may see, and how to use it."""

from __future__ import annotations

from dataclasses import dataclass

from cards import parts
from cards.markup import clean, lines
from cards.view import Grant, Link
from cards.widgets import Card, Section, Widget, button_list, header, section, text_paragraph
from cards.widgets import card as make_card

TITLE = "Acquaint"
SUBTITLE = "Do we know each other?"
WHAT_IT_DOES = (
    "Open a message: see whether you and the sender know each other.",
    "Get a resume: see whether it was written to you or sent to a crowd.",
    "Write a message: see who of the recipients knows you.",
)
HOW_TO_USE = "Open any message, or press the Acquaint icon while you write one."
PROMISE = (
    "Acquaint looks only for mail between you and the people on screen.",
    "It keeps their addresses, sealed, and a few numbers; never your mail.",
    "It sends, hides or deletes nothing unless you press a button.",
)
TIERS = {
    "full": "Full version: it may search your mailbox, if you allow it.",
    "light": "Light version: it never searches your mailbox. Whom you know, it learns from open conversations and from you.",
}


HIRING_ON = "You are hiring: resumes that come to you count as answers, not as blasts."
HIRING_OFF = "Are you hiring? Then resumes that come to you count as answers, not as blasts."
START_HIRING = "I am hiring"
STOP_HIRING = "I am no longer hiring"
ALL_SETTINGS = "All settings"


@dataclass(frozen=True)
class View:
    """``tier`` is full | light. ``sees`` says in short sentences what Acquaint may do now; ``grants`` are what it may not.

    ``hiring_url`` is the endpoint that turns hiring mode on or off, ``settings_url`` the one that shows all settings; "" for
    none.
    """

    tier: str = ""
    sees: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    links: tuple[Link, ...] = ()
    is_hiring: bool = False
    hiring_url: str = ""
    settings_url: str = ""


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    buttons = parts.link_buttons(view.links)
    return make_card(
        "homepage",
        [
            section([text_paragraph(lines(*WHAT_IT_DOES))]),
            section([text_paragraph(HOW_TO_USE)], header="How to use it"),
            _permissions(view),
            _settings(view),
            section([text_paragraph(lines(*PROMISE))], header="Our promise"),
            section([button_list(*buttons)]) if buttons else None,
        ],
        head=header(TITLE, SUBTITLE),
    )


def _permissions(view: View) -> Section | None:
    sentences = [TIERS.get(view.tier, ""), *view.sees[: parts.MAX_SENTENCES]]
    widgets: list[Widget] = []
    if any(clean(sentence) for sentence in sentences):
        widgets.append(text_paragraph(lines(*sentences)))
    for grant in view.grants[: parts.MAX_BUTTONS]:
        widgets.extend(parts.missing_ability(grant))
    return parts.folded(widgets, "What it may do", shown=len(widgets))


def _settings(view: View) -> Section | None:
    label, wanted = (STOP_HIRING, "off") if view.is_hiring else (START_HIRING, "on")
    hiring = parts.call_button(label, view.hiring_url, parameters=(("hiring", wanted),), style="tonal")
    more = parts.call_button(ALL_SETTINGS, view.settings_url, style="borderless")
    buttons = [made for made in (hiring, more) if made]
    says = [text_paragraph(HIRING_ON if view.is_hiring else HIRING_OFF)] if hiring else []
    return section([*says, button_list(*buttons)], header="Settings") if buttons else None


EXAMPLES: dict[str, View] = {
    "full": View(
        tier="full",
        sees=("Read the message you open.", "Search your mail for earlier contact.", "Check the people you are writing to."),
        links=(Link("Help", "https://acquaint.example/help"), Link("Privacy", "https://acquaint.example/privacy")),
    ),
    "hiring": View(
        tier="full",
        sees=("Read the message you open.",),
        is_hiring=True,
        hiring_url="https://acquaint.example/hiring",
        settings_url="https://acquaint.example/settings",
    ),
    "light": View(
        tier="light",
        sees=("Read the message you open.", "Check the people you are writing to."),
        links=(Link("Help", "https://acquaint.example/help"),),
    ),
    "missing_scopes": View(
        tier="full",
        grants=(
            Grant("Allow searching", "https://acquaint.example/grant?what=search", "search your mail for earlier contact"),
            Grant("Allow reading", "https://acquaint.example/grant?what=read", "read the message you open"),
        ),
    ),
}
