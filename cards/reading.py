"""The card beside an open message: do we know each other, and was this mail written to me?

Top to bottom: the verdict in one sentence, the relationship and its evidence, what speaks about the message, what was not seen,
and the small print. Everything is worked out before; here it is only drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from addon.core.relationship import Level
from cards import parts
from cards.marker import CANT_TELL, VERDICTS
from cards.markup import clean
from cards.view import Cost, Grant, Line, Link, search_url
from cards.widgets import Card, Section, section
from cards.widgets import card as make_card

NAME_LIMIT = 60
ABOUT_MESSAGE = "About this message"
YOU_AND = "You and "
RELATIONSHIP = "Your relationship"

LEVEL_ICONS = {
    Level.ONE_SIDED: "EMAIL",
    Level.SEEN_TOGETHER: "MULTIPLE_PEOPLE",
    Level.ANSWERED: "PERSON",
    Level.MAINTAINED: "PERSON",
    Level.CLOSE: "STAR",
}
"""Drawn where every line below has one too."""


@dataclass(frozen=True)
class View:
    """What the card says. Text is unescaped and may quote the mail.

    - ``verdict``: a ``VerdictName`` value; ``level``: a ``Level`` value; anything else is drawn as "can't tell" and without an
      icon.
    - ``confidence``: probability that the verdict is right, None where it is a plain fact. Not drawn for "can't tell".
    - ``level_sentence``: the relationship in one sentence; ``facts`` follow it.
    - ``strength``, ``best_strength``: 0..100, ``best_year`` a calendar year; drawn only for people who have both written.
    - ``evidence``: what decided about the message, the three that matter first; ``more_evidence`` waits behind "Show more".
    - ``not_seen``: sentences; ``grants``: the permissions that would help.
    - ``check_again_url``: endpoint that looks again without memory.
    """

    verdict: str
    sentence: str
    confidence: float | None = None
    sender_name: str = ""
    sender_addr_spec: str = ""
    level: str = Level.UNKNOWN.value
    level_sentence: str = ""
    strength: int | None = None
    best_strength: int | None = None
    best_year: int | None = None
    facts: tuple[Line, ...] = ()
    evidence: tuple[Line, ...] = ()
    more_evidence: tuple[Line, ...] = ()
    not_seen: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    check_again_url: str = ""
    cost: Cost | None = None
    links: tuple[Link, ...] = ()


def card(view: View) -> Card:
    """Return the card as Google Cards v2 JSON. Never raises, whatever text the view holds."""
    marker = VERDICTS.get(view.verdict, CANT_TELL)
    return make_card(
        "reading",
        [
            section([parts.headline(marker, view.sentence, None if marker is CANT_TELL else view.confidence)]),
            _relationship(view),
            _message(view),
            parts.not_seen_section(view.not_seen, view.grants),
            parts.small_print(view.cost, view.links, view.check_again_url),
        ],
    )


def _relationship(view: View) -> Section | None:
    tie = Line(view.level_sentence, label=view.sender_addr_spec, icon=_level_icon(view.level))
    widgets = parts.line_widgets((tie, *view.facts), bottom_labels={0: _strength(view)})
    name = clean(view.sender_name, NAME_LIMIT)
    return parts.folded(widgets, YOU_AND + name if name else RELATIONSHIP, shown=1 + parts.SHOWN)


def _level_icon(level: str) -> str:
    return LEVEL_ICONS.get(Level(level), "") if level in set(Level) else ""


def _strength(view: View) -> str:
    """Return the strength in words; "" for a tie that has none, so that a stranger is not shown a mark of zero."""
    if view.strength is None or max(view.strength, view.best_strength or 0) <= 0:
        return ""
    now = f"Strength {view.strength} of 100"
    if view.best_strength is None or view.best_year is None or view.best_strength <= view.strength:
        return now
    return f"{now}, at its best {view.best_strength} in {view.best_year}"


def _message(view: View) -> Section | None:
    first = parts.line_widgets(view.evidence)
    rest = parts.line_widgets(view.more_evidence)
    return parts.folded(first + rest, ABOUT_MESSAGE, shown=min(len(first) or parts.SHOWN, parts.SHOWN))


# --- examples: what tests draw, proofread and keep as golden files ------------------------------------------------------------

_CHECK = "https://acquaint.example/check"
_COST = Cost(calls=2, round_trips=1, units=10, ms=84)
_SEARCH_GRANT = Grant("Allow searching", "https://acquaint.example/grant?what=search")
_FROM_DANA = search_url("from:dana@example.org")
_TO_DANA = search_url("to:dana@example.org from:me")
_TO_MANY = Line("Your address is in neither To nor Cc.", icon="MULTIPLE_PEOPLE")

_KNOWN = View(
    verdict="known",
    sentence="This is from Dana Cole, whom you know.",
    sender_name="Dana Cole",
    sender_addr_spec="dana@example.org",
    level="maintained",
    level_sentence="An established contact: 14 conversations since May 2019.",
    strength=46,
    best_strength=81,
    best_year=2022,
    facts=(
        Line("They wrote 41 times.", link=_FROM_DANA),
        Line("You wrote 37 times.", link=_TO_DANA),
        Line("You wrote first."),
    ),
    check_again_url=_CHECK,
    cost=_COST,
    links=(Link("Help", "https://acquaint.example/help"), Link("Privacy", "https://acquaint.example/privacy")),
)
_NEVER = View(
    verdict="first_contact",
    sentence="A message from Mira Sand, a stranger, probably written to you.",
    confidence=0.88,
    sender_name="Mira Sand",
    sender_addr_spec="mira@example.net",
    level="none",
    level_sentence="You have never been in touch.",
    evidence=(Line("She greets you by name."), Line("She asks about your talk on tides."), Line("You are the only recipient.")),
    check_again_url=_CHECK,
    cost=Cost(calls=2, round_trips=1, units=10, ms=61),
)
_BLAST = replace(
    _NEVER,
    verdict="resume_blast",
    sentence="A resume from Ira Vance, a stranger, almost certainly sent to many people: you owe no answer.",
    confidence=0.97,
    sender_name="Ira Vance",
    sender_addr_spec="ira.vance@example.com",
    evidence=(
        _TO_MANY,
        Line("The subject is the sender's own name."),
        Line("A resume is attached: Ira_Vance_CV.pdf", icon="DESCRIPTION"),
    ),
    more_evidence=(Line("Nothing in the text is about you."), Line("It was written with a mailing tool.")),
)

EXAMPLES: dict[str, View] = {
    "known": _KNOWN,
    "group_mail": replace(
        _KNOWN,
        verdict="group_mail",
        sentence="Dana Cole, whom you know, almost certainly wrote this to many people.",
        level="close",
        level_sentence="A close contact: 30 conversations since May 2019.",
        strength=81,
        evidence=(Line("23 people are in To and Cc.", icon="MULTIPLE_PEOPLE"),),
    ),
    "resume_from_known": replace(
        _KNOWN,
        verdict="resume_from_known",
        sentence="Dana Cole, whom you know, sent you a resume: help if you like.",
        level="answered",
        level_sentence="You have been in touch: 2 conversations since March 2021.",
        strength=17,
        best_strength=None,
        facts=(Line("Last contact: 3 May 2023 (3 years ago).", icon="CLOCK"),),
        evidence=(Line("A resume is attached: Cole Dana.pdf", icon="DESCRIPTION"),),
    ),
    "first_contact": _NEVER,
    "targeted_resume": replace(
        _NEVER,
        verdict="targeted_resume",
        sentence="A resume from Mira Sand, a stranger, probably meant for you and not for a crowd.",
        confidence=0.91,
        evidence=(Line("She answers your advert: Tide analyst."), Line("You are the only recipient.")),
    ),
    "broadcast": replace(
        _NEVER,
        verdict="broadcast",
        sentence="A message from Mira Sand, who wrote before without an answer, probably sent to many people.",
        confidence=0.92,
        level="one_sided",
        level_sentence="They wrote to you 3 times before; you never answered.",
        facts=(Line("See that mail.", link=search_url("from:mira@example.net")),),
        evidence=(_TO_MANY, Line("It was written with a mailing tool.")),
    ),
    "resume_blast": _BLAST,
    "stranger": replace(
        _NEVER,
        verdict="stranger",
        sentence="A message from Mira Sand, a stranger; we can't tell whether others got it too.",
        confidence=None,
        evidence=(),
    ),
    "stranger_resume": replace(
        _NEVER,
        verdict="stranger_resume",
        sentence="A resume from Mira Sand, whom you have met only in shared mail; we can't tell whether others got it too.",
        confidence=None,
        level="seen_together",
        level_sentence="Seen together in 2 threads, never in direct contact.",
        evidence=(Line("A resume is attached: sand-cv.pdf", icon="DESCRIPTION"),),
        not_seen=("The attachment scan.png: it is a picture, without text to read.",),
    ),
    "agency_hotlist": replace(
        _BLAST,
        verdict="agency_hotlist",
        sentence="Bench Desk, a stranger, offers candidates, as agencies do: no job seeker wrote this.",
        confidence=0.9,
        sender_name="Bench Desk",
        sender_addr_spec="desk@example.com",
        evidence=(Line("It offers 6 candidates, none of them the sender."), Line("It names hourly rates."), _TO_MANY),
        more_evidence=(),
    ),
    "list_mail": replace(
        _NEVER,
        verdict="list_mail",
        sentence="Mira Sand wrote to a mailing list you receive, not to you alone.",
        confidence=None,
        level="seen_together",
        level_sentence="You have seen 8 messages of theirs on a list, never in direct contact.",
        evidence=(),
    ),
    "own_message": View("own_message", "You wrote this message yourself.", check_again_url=_CHECK, cost=Cost(0, 0, 0, 3)),
    "unknown": replace(
        _NEVER,
        verdict="unknown",
        sentence="Too little of this message could be read to say anything.",
        confidence=None,
        evidence=(),
        not_seen=("The text: the message is encrypted.", "The attachment offer.zip: it is locked."),
    ),
    "all_unknown": View(verdict="unknown", sentence="Nothing could be checked this time.", not_seen=("Gmail did not answer.",)),
    "missing_scope": replace(
        _BLAST,
        verdict="unknown",
        sentence="Whether you know Ira Vance could not be checked.",
        confidence=None,
        level="unknown",
        level_sentence="",
        not_seen=("Your earlier mail with this sender: Acquaint may not search your mailbox.",),
        grants=(_SEARCH_GRANT,),
    ),
    "hostile_name": replace(
        _BLAST,
        sender_name='</b><a href="https://evil.example">Your bank</a> \u202egpj.exe' + "Z\u0335" * 40,
        sender_addr_spec="<script>alert(1)</script>@example.com",
        evidence=(
            Line(
                'A resume is attached: <img src=x onerror="x()">&amp;' + "A" * 900 + ".pdf", icon="SKULL", link="javascript:x()"
            ),
        ),
    ),
}
