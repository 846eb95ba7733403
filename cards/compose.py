"""The card beside a draft: who of the recipients knows you, and what to think of before sending.

It never touches the send path and nothing changes without a click: each fix says first what it will do and how to undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards import parts
from cards.marker import CANT_TELL, GRADES, GREY, VERDICTS, Marker
from cards.markup import bold, clean, coloured, is_link, lines
from cards.view import Cost, Grant, Line, Link, search_url
from cards.widgets import (
    Card,
    Section,
    Widget,
    button_list,
    decorated_text,
    fixed_footer,
    section,
    text_paragraph,
)
from cards.widgets import (
    card as make_card,
)

MAX_PEOPLE = 8
"""Recipients drawn of each group; the rest are a number. Six groups of nine widgets stay far below Google's 100."""

BUTTON_COLOUR = "#1a70e0"
WHY = "Why"
ONE_THING = "One thing"
"""Over a remark beneath an all-clear, where "Why" would ask for the reasons of the praise."""

DISMISSED = "dismissed"
"""The grade of a draft about which the owner wants to hear nothing: neither praise nor warning."""

_GRADES = {**GRADES, DISMISSED: Marker("Warning put away", GREY)}
FIXES = "What you can do"
LOOKS_LIKE = "How it will look to someone who doesn't know you"
BETTER_WAY = "A better way"
READ_SOURCE = "Read the source"


@dataclass(frozen=True)
class Fix:
    """One change on offer. ``confirm`` says what a click will do, ``undo`` how to go back; both in sight of the button.

    Google's cards have no "are you sure?", so the promise stands before the click instead of after it.
    """

    label: str
    url: str
    parameters: tuple[tuple[str, str], ...] = ()
    confirm: str = ""
    undo: str = ""


@dataclass(frozen=True)
class LooksLike:
    """The verdict a stranger's reading card would give: a ``VerdictName`` value and its sentence."""

    verdict: str
    sentence: str


@dataclass(frozen=True)
class View:
    """What the card says. Text is unescaped.

    - ``grade``: fine | think | stop | empty (no recipients yet) | dismissed; anything else is drawn as "can't tell".
    - ``known`` to ``unchecked``: the recipients, all of them, by what is known of them; ``text`` is the person, ``label`` one
      short note. ``unchecked`` are those whose history could not be searched: never call them strangers.
    - ``reasons``: what decided; ``better_way``: advice, ``link`` being its source.
    """

    grade: str
    sentence: str
    known: tuple[Line, ...] = ()
    strangers: tuple[Line, ...] = ()
    roles: tuple[Line, ...] = ()
    lists: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    unchecked: tuple[Line, ...] = ()
    reasons: tuple[Line, ...] = ()
    fixes: tuple[Fix, ...] = ()
    not_seen: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    looks_like: LooksLike | None = None
    better_way: tuple[Line, ...] = ()
    check_again_url: str = ""
    cost: Cost | None = None
    links: tuple[Link, ...] = ()


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    again = parts.call_button(parts.CHECK_AGAIN, view.check_again_url, colour=BUTTON_COLOUR)
    return make_card(
        "compose",
        [
            section([parts.headline(_GRADES.get(view.grade, CANT_TELL), view.sentence)]),
            parts.folded(parts.line_widgets(view.reasons), ONE_THING if view.grade == "fine" else WHY),
            _fixes(view.fixes),
            _looks_like(view.looks_like),
            *_recipients(view),
            _better_way(view.better_way),
            parts.not_seen_section(view.not_seen, view.grants),
            parts.small_print(view.cost, view.links),
        ],
        footer=fixed_footer(again) if again else None,
    )


def _fixes(fixes: Sequence[Fix]) -> Section | None:
    widgets: list[Widget] = []
    for fix in fixes[: parts.MAX_BUTTONS]:
        made = parts.call_button(fix.label, fix.url, parameters=fix.parameters, style="borderless" if widgets else "tonal")
        if made is None:
            continue
        if clean(fix.confirm):
            widgets.append(decorated_text(fix.confirm, bottom_label=fix.undo))
        widgets.append(button_list(made))
    return parts.folded(widgets, FIXES, shown=len(widgets))


def _looks_like(looks_like: LooksLike | None) -> Section | None:
    if looks_like is None:
        return None
    marker = VERDICTS.get(looks_like.verdict, CANT_TELL)
    return section([text_paragraph(lines(coloured(bold(marker.words), marker.colour), looks_like.sentence))], header=LOOKS_LIKE)


def _recipients(view: View) -> list[Section | None]:
    """Return a section for each group of recipients, those who matter most for the grade first."""
    groups = [
        _group("Never exchanged mail with you", view.strangers),
        _group("Could not be checked", view.unchecked),
        _group("Shared mailboxes, such as jobs@", view.roles),
        _group("Mailing lists", view.lists),
        _group("You know each other", view.known),
        _group("Your own addresses", view.own),
    ]
    return groups[4:] + groups[:4] if view.grade == "fine" else groups


def _group(heading: str, people: Sequence[Line]) -> Section | None:
    widgets = [_person(line) for line in people[:MAX_PEOPLE] if clean(line.text)]
    if widgets and len(people) > MAX_PEOPLE:
        widgets.append(text_paragraph(f"and {len(people) - MAX_PEOPLE:,} more"))
    return parts.folded(widgets, f"{heading} ({len(people):,})")


def _person(line: Line) -> Widget:
    link = line.link if is_link(line.link) else ""
    return decorated_text(line.text, bottom_label=line.label, link=link, link_hint=parts.SHOW_MAIL)


def _better_way(advice: Sequence[Line]) -> Section | None:
    widgets = [
        decorated_text(
            line.text,
            bottom_label=line.label,
            link=line.link if is_link(line.link) else "",
            link_icon="BOOKMARK",
            link_hint=READ_SOURCE,
        )
        for line in advice[: parts.MAX_LINES]
        if clean(line.text)
    ]
    return parts.folded(widgets, BETTER_WAY)


# --- examples: what tests draw, proofread and keep as golden files ------------------------------------------------------------

_SITE = "https://acquaint.example"
_KNOWN = tuple(
    Line(name, note, search_url(f"{{from:{name.split()[0].lower()}@example.org to:{name.split()[0].lower()}@example.org}}"))
    for name, note in (
        ("Dana Cole", "14 conversations since 2019"),
        ("Jo Park", "9 conversations since 2022"),
        ("Ana Reis", "5 conversations since 2023"),
        ("Lev Holm", "2 conversations, the last in 2024"),
        ("Kim Oduya", "31 conversations since 2018"),
    )
)
_FINE = View(
    grade="fine",
    sentence="All five recipients know you.",
    known=_KNOWN,
    check_again_url=f"{_SITE}/compose/check",
    cost=Cost(calls=10, round_trips=2, units=60, ms=210),
)
_STOP = View(
    grade="stop",
    sentence="You are about to send your resume to 60 people who don't know you.",
    strangers=tuple(Line(f"person{n}@example.com") for n in range(1, 61)),
    reasons=(
        Line("They are all in Bcc, so each will see it was not written for them."),
        Line("A resume is attached: My resume.pdf"),
        Line("The text says nothing that is meant for one of them."),
    ),
    fixes=(
        Fix(
            "Write to one person instead",
            f"{_SITE}/compose/one",
            (("to", "person1@example.com"),),
            "Opens a new draft to person1@example.com. This draft stays as it is.",
            "To undo, delete the new draft.",
        ),
        Fix(
            "Empty Bcc",
            f"{_SITE}/compose/clear",
            (("field", "bcc"),),
            "Takes everyone out of Bcc. Nothing is sent.",
            "One more click puts them back.",
        ),
    ),
    looks_like=LooksLike("resume_blast", "A stranger sent you a resume that went to many people. You owe no answer."),
    better_way=(
        Line("Write to one person about their work, and ask one clear question.", "People answer what was written for them."),
        Line(
            "Ask someone you know for an introduction.",
            "In a study of 20 million people, acquaintances led to more new jobs than close friends did.",
            "https://sciencesources.eurekalert.org/news-releases/964356",
        ),
    ),
    check_again_url=f"{_SITE}/compose/check",
    cost=Cost(calls=4, round_trips=2, units=45, ms=320),
)

EXAMPLES: dict[str, View] = {
    "fine": _FINE,
    "think": replace(
        _FINE,
        grade="think",
        sentence="Three of the eight recipients don't know you.",
        strangers=tuple(Line(f"reader{n}@example.net") for n in range(1, 4)),
        reasons=(Line("Everyone can see all eight addresses.", icon="MULTIPLE_PEOPLE"),),
        not_seen=("Changes since the draft was last saved.",),
    ),
    "stop": _STOP,
    "crowd_of_500": replace(
        _STOP,
        sentence="480 of 500 recipients don't know you.",
        known=_KNOWN * 3,
        strangers=tuple(
            Line(f"person{n}@example.com", "They wrote once; you never answered" if n < 3 else "") for n in range(480)
        ),
        roles=(Line("jobs@example.org"), Line("hr@example.net")),
        lists=(Line("Tides and Ports", "tides@lists.example.org"), Line("all@example.com")),
        own=(Line("me@example.org"),),
        cost=Cost(calls=71, round_trips=4, units=1_385, ms=1_904),
    ),
    "no_permission": View(
        grade="unknown",
        sentence="Whether these people know you could not be checked.",
        unchecked=(Line("hr@example.org"), Line("Dana Cole", "dana@example.org")),
        not_seen=(
            "Your earlier mail with them: Acquaint may not search your mailbox.",
            "Your draft: Acquaint may not read drafts.",
        ),
        grants=(Grant("Allow searching and drafts", f"{_SITE}/grant?what=search"),),
        check_again_url=f"{_SITE}/compose/check",
        cost=Cost(calls=0, round_trips=0, units=0, ms=4),
    ),
    "dismissed": replace(
        _FINE,
        grade=DISMISSED,
        sentence="You asked not to be warned about this draft.",
        fixes=(Fix("Warn me again", f"{_SITE}/compose/undismiss", (), "Brings the warning about this draft back."),),
    ),
    "one_hint": replace(
        _FINE,
        sentence="Ines Hart doesn't know you yet, and you write to them alone.",
        known=(),
        strangers=(Line("Ines Hart <ines@example.org>"),),
        reasons=(Line("It greets nobody by name."),),
    ),
    "no_recipients": View(
        grade="empty",
        sentence="Add recipients, then press Check again.",
        check_again_url=f"{_SITE}/compose/check",
        cost=Cost(calls=0, round_trips=0, units=0, ms=2),
    ),
    "hostile_names": replace(
        _STOP,
        strangers=(
            Line('<b>Boss</b> <a href="https://evil.example">click</a>', "\u202emoc.elpmaxe@ssob"),
            Line("A" * 5_000, "\u0000\u0007bell"),
            Line("\u2066\u3164", "blank"),
        ),
        reasons=(Line("A resume is attached: <font color=red>&lt;.pdf", icon="../x", link="data:text/html,x"),),
        fixes=(Fix("<i>Fix</i>", f"{_SITE}/compose/clear", (("name", "<&\"'>"),), "Takes <b>Boss</b> out of Bcc."),),
    ),
}
