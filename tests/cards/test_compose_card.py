"""The compose card: who knows you, what a click would do, and never a stranger made of somebody not checked."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from cards import compose, homepage, marker, parts, problem, scope
from cards.view import Grant, Line
from cards.widgets import count_widgets
from tests.cards.aloud import read_aloud
from tests.contract.rich_text import visible

STOP = compose.EXAMPLES["stop"]


def headings(view: compose.View) -> list[str]:
    """Return the section headers of the card, top to bottom."""
    return [visible(section.get("header", "")) for section in compose.card(view)["sections"]]


def section_of(view: compose.View, heading: str) -> dict[str, Any]:
    """Return the section whose header begins so."""
    return next(part for part in compose.card(view)["sections"] if part.get("header", "").startswith(heading))


@pytest.mark.parametrize("name", compose.EXAMPLES)
def test_grade_comes_first(name: str) -> None:
    """The first widget is the grade's marker and the sentence."""
    view = compose.EXAMPLES[name]
    first = read_aloud(compose.card(view)).splitlines()[:2]
    words = {**{grade: made.words for grade, made in marker.GRADES.items()}, compose.DISMISSED: "Warning put away"}

    assert first == [words.get(view.grade, marker.CANT_TELL.words), view.sentence]


def test_a_warning_put_away_is_no_praise() -> None:
    """Neither green nor "Good to send": nothing was judged. The button that brings the warning back is in sight."""
    drawn = compose.card(compose.EXAMPLES["dismissed"])
    text = read_aloud(drawn)

    assert marker.GREY in str(drawn["sections"][0])
    assert marker.GRADES["fine"].words not in text
    assert "[Warn me again]" in text


def test_a_remark_under_an_all_clear_does_not_explain_it() -> None:
    """Reasons are headed "Why" in a warning; beneath "Good to send" the one remark is only that."""
    hint = dataclasses.replace(STOP, grade="fine", reasons=(Line("It greets nobody by name."),))

    assert compose.ONE_THING in headings(hint)
    assert compose.WHY not in headings(hint)
    assert compose.WHY in headings(STOP)
    assert compose.ONE_THING not in headings(STOP)


def test_unknown_grade_is_cant_tell() -> None:
    """A grade the card does not know must look neither like an all-clear nor like a warning."""
    for grade in ("unknown", "", "FINE"):
        assert read_aloud(compose.card(dataclasses.replace(STOP, grade=grade))).startswith("Can't tell\n")


def test_those_not_checked_are_no_strangers() -> None:
    """Without permission to search, the recipients stand under "Could not be checked" and nowhere else."""
    assert [h for h in headings(compose.EXAMPLES["no_permission"]) if "(" in h] == ["Could not be checked (2)"]


def test_large_groups_are_eight_and_a_number() -> None:
    """480 strangers are eight lines and "and 472 more"; eight are eight lines and no number."""
    many = section_of(compose.EXAMPLES["crowd_of_500"], "Never exchanged mail with you (480)")["widgets"]
    eight = section_of(dataclasses.replace(STOP, strangers=STOP.strangers[:8]), "Never exchanged mail with you (8)")["widgets"]

    assert many[-1] == {"textParagraph": {"text": "and 472 more"}}
    assert len(many) == 9
    assert len(eight) == 8


def test_everything_full_stays_under_a_hundred_widgets() -> None:
    """Every group at 500 people, every list at its cap: still well below what Google draws."""
    people = tuple(Line(f"person{n}@example.com", "note") for n in range(500))
    fixes = STOP.fixes * 20
    grants = (Grant("Allow", "https://acquaint.example/grant"),) * 50
    view = dataclasses.replace(
        STOP,
        **dict.fromkeys(("known", "strangers", "roles", "lists", "own", "unchecked", "reasons", "better_way"), people),
        fixes=fixes,
        grants=grants,
        not_seen=("Something.",) * 500,
    )

    assert 80 < sum(count_widgets(part) for part in compose.card(view)["sections"]) <= 100


def test_each_fix_says_what_it_does_before_it_is_pressed() -> None:
    """Above each button stand what a click does and how to undo it; the button carries the parameters."""
    said, pressed = section_of(dataclasses.replace(STOP, fixes=STOP.fixes[1:]), compose.FIXES)["widgets"]
    (button,) = pressed["buttonList"]["buttons"]

    assert said["decoratedText"]["text"] == "Takes everyone out of Bcc. Nothing is sent."
    assert said["decoratedText"]["bottomLabel"] == "One more click puts them back."
    assert button["onClick"]["action"]["parameters"] == [{"key": "field", "value": "bcc"}]


def test_fix_without_promise_is_a_button() -> None:
    """A fix that needs no explaining is its button alone."""
    (only,) = section_of(dataclasses.replace(STOP, fixes=(compose.Fix("Fix", STOP.fixes[0].url),)), compose.FIXES)["widgets"]

    assert only["buttonList"]["buttons"][0]["text"] == "Fix"


def test_fix_that_leads_nowhere_is_not_drawn() -> None:
    """A fix without a usable endpoint leaves neither a dead button nor its promise."""
    assert compose.FIXES not in headings(dataclasses.replace(STOP, fixes=(compose.Fix("Fix", "javascript:x()", (), "Does it."),)))


def test_what_matters_stands_above_the_people() -> None:
    """In a warning: reasons, fixes, how it looks, then strangers before friends. In an all-clear friends come first."""
    stop = headings(dataclasses.replace(STOP, known=(Line("Dana"),)))
    fine = headings(dataclasses.replace(STOP, known=(Line("Dana"),), grade="fine"))

    assert stop[1:6] == [
        compose.WHY,
        compose.FIXES,
        compose.LOOKS_LIKE,
        "Never exchanged mail with you (60)",
        "You know each other (1)",
    ]
    assert fine.index("You know each other (1)") < fine.index("Never exchanged mail with you (60)")


def test_check_again_is_always_in_sight() -> None:
    """The card cannot follow the typing, so the button to look again is in the footer; without an endpoint there is no footer."""
    footer = compose.card(STOP)["fixedFooter"]["primaryButton"]

    assert (footer["text"], footer["onClick"]["action"]["function"]) == (parts.CHECK_AGAIN, STOP.check_again_url)
    assert "fixedFooter" not in compose.card(dataclasses.replace(STOP, check_again_url=""))


def test_advice_names_its_source() -> None:
    """A line of advice with a source can be clicked, and its sign is not the envelope of a mail."""
    widgets = section_of(STOP, compose.BETTER_WAY)["widgets"]

    assert "onClick" not in widgets[0]["decoratedText"]
    assert widgets[1]["decoratedText"]["endIcon"] == {"knownIcon": "BOOKMARK", "altText": compose.READ_SOURCE}


# --- the small cards ------------------------------------------------------------------------------------------------------


def test_homepage_names_each_missing_ability_beside_its_button() -> None:
    """Two missing permissions are two sentences, each followed by its own button."""
    text = read_aloud(homepage.card(homepage.EXAMPLES["missing_scopes"]))

    assert "not yet allowed to search your mail for earlier contact.\n[Allow searching]" in text
    assert "not yet allowed to read the message you open.\n[Allow reading]" in text


def test_homepage_knows_only_its_tiers() -> None:
    """A tier it does not know is not described; the rest of the card stands."""
    assert "What it may do" not in read_aloud(homepage.card(homepage.View(tier="premium")))
    assert "What it may do" in read_aloud(homepage.card(homepage.View(tier="light")))


def test_problem_offers_a_retry_only_where_it_may_help() -> None:
    """The button is there with an endpoint and not without."""
    assert "[Try again]" in read_aloud(problem.card(problem.EXAMPLES["busy"]))
    assert "[" not in read_aloud(problem.card(problem.EXAMPLES["gone"]))


def test_problem_never_comes_up_empty() -> None:
    """A failure without words still says that something went wrong."""
    assert read_aloud(problem.card(problem.View(" "))) == problem.FALLBACK + "\n"


def test_scope_card_asks_for_one_thing() -> None:
    """It names the missing ability and has one button, which posts to the endpoint that asks."""
    card = scope.card(scope.EXAMPLES["search"])
    buttons = card["sections"][0]["widgets"][-1]["buttonList"]["buttons"]

    assert read_aloud(card).startswith("Acquaint is not yet allowed to search your mail")
    assert [button["onClick"]["action"]["function"] for button in buttons] == ["https://acquaint.example/grant?what=search"]
    assert read_aloud(scope.card(scope.View(Grant("", "")))) == scope.MISSING + "\n"
