"""The reading card: the verdict first, proof beside each fact, and nothing that was not seen counted."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from addon.core.verdict import VerdictName
from cards import marker, parts, reading
from cards.view import Cost, Grant, Line
from tests.cards.aloud import read_aloud

KNOWN = reading.EXAMPLES["known"]
BLAST = reading.EXAMPLES["resume_blast"]


def headings(view: reading.View) -> list[str]:
    """Return the section headers of the card, top to bottom, "" for none."""
    return [section.get("header", "") for section in reading.card(view)["sections"]]


def section_of(view: reading.View, heading: str) -> dict[str, Any]:
    """Return the section with that header."""
    return next(section for section in reading.card(view)["sections"] if section.get("header") == heading)


def widgets_of(view: reading.View, heading: str) -> list[dict[str, Any]]:
    """Return the widgets of the section with that header."""
    return list(section_of(view, heading)["widgets"])


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts_of_255 = bytes.fromhex(colour[1:])
    red, green, blue = (p / 255 / 12.92 if p <= 10 else ((p / 255 + 0.055) / 1.055) ** 2.4 for p in parts_of_255)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("verdict", VerdictName)
def test_every_verdict_has_words_and_a_place_in_the_table(verdict: VerdictName) -> None:
    """The documented table and the code say the same words for each verdict."""
    made = marker.VERDICTS[verdict]
    row = next(row for row in (marker.__doc__ or "").splitlines() if row.startswith(f"``{verdict}``"))

    assert made.words in row
    assert (
        row.split()[-1]
        == {value: name.lower() for name, value in vars(marker).items() if name in {"GREEN", "BLUE", "AMBER", "RED", "GREY"}}[
            made.colour
        ]
    )


def test_colours_can_be_read() -> None:
    """Every marker has a contrast of 4.5 on white and 3 on dark grey, and red is kept for a blast and a stop."""
    everything = [*marker.VERDICTS.values(), *marker.GRADES.values()]

    assert all(contrast(m.colour, "#ffffff") >= 4.5 and contrast(m.colour, "#1f1f1f") >= 3 for m in everything)
    assert [m.words for m in everything if m.colour == marker.RED] == ["Resume blast", "Hold on"]


@pytest.mark.parametrize("name", reading.EXAMPLES)
def test_verdict_comes_first(name: str) -> None:
    """The first widget of the card is the marker and the sentence, and nothing stands above it."""
    view = reading.EXAMPLES[name]
    card = reading.card(view)
    first = read_aloud(card).splitlines()[:2]

    assert "header" not in card
    assert first[0].startswith(marker.VERDICTS[view.verdict].words)
    assert first[1] == view.sentence


def test_order_of_sections() -> None:
    """Verdict, relationship, message, what was not seen, small print: always in this order."""
    view = dataclasses.replace(BLAST, not_seen=("One thing.",))

    assert headings(view) == ["", "You and Ira Vance", reading.ABOUT_MESSAGE, parts.NOT_SEEN, parts.SMALL_PRINT]


def test_sections_with_nothing_to_say_are_left_out() -> None:
    """A view of two strings makes a card of one section."""
    assert headings(reading.View("unknown", "Nothing could be checked.")) == [""]


def test_unknown_verdict_or_level_is_cant_tell() -> None:
    """A word the card does not know must not look like a finding, nor like a number."""
    for verdict in ("resume-blast", "RESUME_BLAST", "", "unknown"):
        text = read_aloud(reading.card(dataclasses.replace(BLAST, verdict=verdict, level="friend")))
        assert text.startswith("Can't tell\n")
        assert "% sure" not in text


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.93, "93% sure"), (0.5, "50% sure"), (0.999, "99% sure"), (1.0, "99% sure"), (0.49, ""), (-1.0, ""), (7.0, "")],
)
def test_sureness(confidence: float, words: str) -> None:
    """A probability becomes a whole percentage, never 100; below a half, or outside 0 to 1, it is not shown."""
    assert parts.sureness(confidence) == words


def test_no_sureness_for_what_is_no_number() -> None:
    """None and NaN show nothing."""
    assert parts.sureness(None) == parts.sureness(math.nan) == ""


def test_a_stranger_has_no_strength_on_the_card() -> None:
    """Zero strength is not drawn as a mark; a tie that faded to zero still shows its best year."""
    none, faded = (
        read_aloud(reading.card(dataclasses.replace(KNOWN, strength=0, best_strength=best, best_year=year)))
        for best, year in ((0, None), (71, 2019))
    )

    assert "Strength" not in none
    assert "Strength 0 of 100, at its best 71 in 2019" in faded


def test_best_year_only_where_it_was_better() -> None:
    """A tie at its best shows one number."""
    text = read_aloud(reading.card(dataclasses.replace(KNOWN, strength=81, best_strength=81)))

    assert "Strength 81 of 100\n" in text


def test_three_lines_in_sight() -> None:
    """Evidence beyond the third line waits behind "Show more", and beyond the cap it is not drawn."""
    view = dataclasses.replace(BLAST, evidence=tuple(Line(f"Fact {n}.") for n in range(5)), more_evidence=(Line("More."),) * 50)
    section = section_of(view, reading.ABOUT_MESSAGE)

    assert section["uncollapsibleWidgetsCount"] == 3
    assert len(section["widgets"]) == 5 + parts.MAX_LINES


def test_more_evidence_stays_folded_behind_less() -> None:
    """With one line of evidence, only that one is in sight; with none, the first of the others are."""
    view = dataclasses.replace(BLAST, more_evidence=(Line("More."),) * 6)
    one = section_of(dataclasses.replace(view, evidence=(Line("One."),)), reading.ABOUT_MESSAGE)
    none = section_of(dataclasses.replace(view, evidence=()), reading.ABOUT_MESSAGE)

    assert one["uncollapsibleWidgetsCount"] == 1
    assert none["uncollapsibleWidgetsCount"] == 3


def test_a_line_with_proof_can_be_clicked() -> None:
    """A search link makes the line clickable and says so; a link that a card may not open is dropped, not the line."""
    good, bad = (
        widgets_of(dataclasses.replace(BLAST, evidence=(Line("Fact.", link=link),), more_evidence=()), reading.ABOUT_MESSAGE)[0]
        for link in ("https://mail.google.com/mail/u/0/#search/x", "javascript:x()")
    )

    assert good["decoratedText"]["onClick"] == {"openLink": {"url": "https://mail.google.com/mail/u/0/#search/x"}}
    assert good["decoratedText"]["endIcon"] == {"knownIcon": "EMAIL", "altText": parts.SHOW_MAIL}
    assert bad["decoratedText"] == {"text": "Fact.", "wrapText": True}


def test_icons_for_all_lines_or_for_none() -> None:
    """One line without a known icon takes the icons off its neighbours, so that all begin at one edge."""
    with_icons, without = (
        [
            "startIcon" in widget["decoratedText"]
            for widget in widgets_of(
                dataclasses.replace(BLAST, evidence=(Line("a", icon="EMAIL"), Line("b", icon=icon)), more_evidence=()),
                reading.ABOUT_MESSAGE,
            )
        ]
        for icon in ("CLOCK", "SKULL")
    )

    assert with_icons == [True, True]
    assert without == [False, False]


def test_missing_permission_is_one_line_and_one_button() -> None:
    """What was not seen is said, and the button that would change it asks at its endpoint."""
    said, asked = widgets_of(reading.EXAMPLES["missing_scope"], parts.NOT_SEEN)
    (button,) = asked["buttonList"]["buttons"]

    assert "may not search" in said["textParagraph"]["text"]
    assert button["text"] == "Allow searching"
    assert button["onClick"]["action"]["function"] == "https://acquaint.example/grant?what=search"


def test_a_button_that_leads_nowhere_is_not_drawn() -> None:
    """A permission without a usable endpoint leaves its sentence and no dead button."""
    view = dataclasses.replace(BLAST, not_seen=("One thing.",), grants=(Grant("Allow", "ftp://example.org"), Grant("", "")))

    assert len(widgets_of(view, parts.NOT_SEEN)) == 1


@pytest.mark.parametrize(
    ("cost", "sentence"),
    [
        (Cost(2, 1, 10, 84), "Took 84 ms: 2 requests to Gmail in 1 round trip, 10 of your 6,000 quota units a minute."),
        (Cost(1, 1, 5, 12), "Took 12 ms: 1 request to Gmail in 1 round trip, 5 of your 6,000 quota units a minute."),
        (
            Cost(71, 4, 1385, 1904),
            "Took 1,904 ms: 71 requests to Gmail in 4 round trips, 1,385 of your 6,000 quota units a minute.",
        ),
        (Cost(0, 0, 0, 3), "Took 3 ms, without asking Gmail."),
    ],
)
def test_cost_in_one_sentence(cost: Cost, sentence: str) -> None:
    """The small print counts in whole words, one and many told apart."""
    assert parts.cost_sentence(cost) == sentence


def test_a_name_is_one_short_line() -> None:
    """A sender who calls himself a whole paragraph gets a heading of the usual length."""
    heading = headings(dataclasses.replace(BLAST, sender_name="Very important " * 500))[1]

    assert len(heading) <= len(reading.YOU_AND) + reading.NAME_LIMIT
    assert headings(dataclasses.replace(BLAST, sender_name="\u3164\u202e"))[1] == reading.RELATIONSHIP
