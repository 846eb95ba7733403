"""The settings card: hiring and open positions, the owner's other addresses, and what Acquaint remembers of them."""

from __future__ import annotations

from dataclasses import dataclass

from cards import parts
from cards.marker import RED
from cards.markup import clean, coloured, is_endpoint, lines
from cards.view import Grant, Link
from cards.widgets import Card, Section, Widget, button_list, header, section, selection, text_input, text_paragraph
from cards.widgets import card as make_card

TITLE = "Settings"
SUBTITLE = "Acquaint"

HIRING, OPENINGS, ADDRESSES = "hiring", "openings", "addresses"
"""The fields' names in the form."""

HIRING_SWITCH = "I am hiring"
HIRING_MEANS = "While this is on, resumes that come to you count as answers, not as blasts."
OPENINGS_LABEL = "Positions I am filling"
OPENINGS_HINT = (
    "One per line, or separated by commas. An application that names one is an answer to you, even with the switch off."
)
ADDRESSES_MEAN = "Addresses of yours that Gmail does not know as yours. Mail to them counts as mail to you."
ADDRESSES_LABEL = "My other addresses"
ADDRESSES_HINT = "One per line, or separated by commas."
SAVE = "Save"
TRY_AGAIN = "Try again"
OPEN_SETTINGS = "Open settings"
FORGET = "Delete what Acquaint remembers"
FORGET_MEANS = "Deletes all of this at once, your settings too. It cannot be undone."
NEVER_KEPT = "Subjects, texts, attachments and access to your mailbox are never kept. Addresses are kept sealed."


@dataclass(frozen=True)
class View:
    """``openings`` and ``addresses`` are texts as typed; what is wrong with one stands in its ``*_error``, a sentence.

    ``notice`` is told first: what just happened, or why there is no form. The form is drawn where ``save_url`` leads
    somewhere, ``kept`` (sentences) where there is any, deletion with a ``forget_url``; ``again_url`` with its
    ``again_label`` opens these settings anew.
    """

    notice: str = ""
    is_hiring: bool = False
    openings: str = ""
    openings_error: str = ""
    addresses: str = ""
    addresses_error: str = ""
    kept: tuple[str, ...] = ()
    save_url: str = ""
    forget_url: str = ""
    again_url: str = ""
    again_label: str = ""
    grants: tuple[Grant, ...] = ()
    links: tuple[Link, ...] = ()


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    links = parts.link_buttons(view.links)
    has_form = is_endpoint(view.save_url)
    sections = [
        _notice(view),
        _hiring(view) if has_form else None,
        _addresses(view) if has_form else None,
        _kept(view),
        section([button_list(*links)]) if links else None,
    ]
    if not any(sections):  # a card has at least one
        sections = [section([text_paragraph(NEVER_KEPT)])]
    return make_card("settings", sections, head=header(TITLE, SUBTITLE))


def _notice(view: View) -> Section | None:
    widgets: list[Widget] = [text_paragraph(view.notice)] if clean(view.notice) else []
    for grant in view.grants[: parts.MAX_BUTTONS]:
        widgets.extend(parts.missing_ability(grant))
    if again := parts.call_button(view.again_label, view.again_url, parameters=(("again", "yes"),), style="tonal"):
        widgets.append(button_list(again))
    return section(widgets) if widgets else None


def _hiring(view: View) -> Section:
    switch = selection("switch", HIRING, "", {"on": HIRING_SWITCH}, chosen=("on",) if view.is_hiring else ())
    field = text_input(OPENINGS, OPENINGS_LABEL, value=view.openings, multiline=True, hint=OPENINGS_HINT)
    return section([switch, text_paragraph(HIRING_MEANS), field, *_error(view.openings_error)], header="Hiring")


def _addresses(view: View) -> Section:
    field = text_input(ADDRESSES, ADDRESSES_LABEL, value=view.addresses, multiline=True, hint=ADDRESSES_HINT)
    save = parts.call_button(SAVE, view.save_url, style="filled")
    ending = [button_list(save)] if save else []
    return section([text_paragraph(ADDRESSES_MEAN), field, *_error(view.addresses_error), *ending], header="My other addresses")


def _error(sentence: str) -> list[Widget]:
    """What is wrong with the field above, in red; the words tell, the colour only helps to find them."""
    return [text_paragraph(coloured(sentence, RED))] if clean(sentence) else []


def _kept(view: View) -> Section | None:
    sentences = [sentence for sentence in view.kept[: parts.MAX_SENTENCES] if clean(sentence)]
    if not sentences:
        return None
    widgets: list[Widget] = [text_paragraph(lines(*sentences)), text_paragraph(NEVER_KEPT)]
    if forget := parts.call_button(FORGET, view.forget_url, style="borderless"):
        widgets += [text_paragraph(FORGET_MEANS), button_list(forget)]
    return section(widgets, header="What Acquaint remembers")


_PRIVACY = (Link("Privacy", "https://acquaint.example/privacy"),)
_SAVE_URL, _FORGET_URL = "https://acquaint.example/settings/save", "https://acquaint.example/forget"

EXAMPLES: dict[str, View] = {
    "first_time": View(kept=("Nothing so far.",), save_url=_SAVE_URL, links=_PRIVACY),
    "kept": View(
        is_hiring=True,
        openings="Backend developer\nREF-2024/17",
        addresses="robin@club.example",
        kept=(
            "12 people: their addresses, and how much mail went each way and when.",
            "Your own addresses and names, and these settings.",
            "What is not used again is deleted after 180 days; settings stay until you change them.",
        ),
        save_url=_SAVE_URL,
        forget_url=_FORGET_URL,
        links=_PRIVACY,
    ),
    "wrong": View(
        notice="Nothing was saved yet. Please correct what is marked below.",
        openings="IT, Welder",
        openings_error="Positions I am filling: “IT” would fit nearly any letter. Write a full title, such as Backend developer.",
        addresses="robin@@club.example",
        addresses_error="My other addresses: “robin@@club.example” is not an e-mail address. Write it like name@example.com.",
        kept=("Nothing so far.",),
        save_url=_SAVE_URL,
        links=_PRIVACY,
    ),
    "no_memory": View(notice="Acquaint keeps nothing here, so it cannot keep settings either.", links=_PRIVACY),
    "no_owner": View(
        notice="Acquaint was not told who you are, so it cannot keep settings for you.",
        grants=(Grant("Allow seeing my address", "https://acquaint.example/grant/email", "know which address is yours"),),
    ),
    "deleted": View(
        notice="Everything Acquaint remembered for you is deleted.",
        again_url="https://acquaint.example/settings",
        again_label=OPEN_SETTINGS,
    ),
}
