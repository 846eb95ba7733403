"""Facts in plain words, dates as the owner's calendar has them."""

from __future__ import annotations

import pytest

from addon.core.relationship import Flag, Level, Relationship
from addon.handlers.words import Calendar, level_sentence, tie_facts, times

MARCH = 1_614_556_800_000  # 2021-03-01T00:00Z
DAY = 86_400_000


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        (Relationship(Level.NONE), "You have never been in touch."),
        (Relationship(Level.ONE_SIDED, received=1), "They wrote to you once before; you never answered."),
        (Relationship(Level.ONE_SIDED, received=3), "They wrote to you 3 times before; you never answered."),
        (Relationship(Level.ONE_SIDED, sent=2), "You wrote to them twice; they never answered."),
        (
            Relationship(Level.ONE_SIDED, received=1, sent=2),
            "They wrote once, you wrote twice, but neither answered the other.",
        ),
        (Relationship(Level.SEEN_TOGETHER, shared_threads=1), "Seen together in 1 thread, never in direct contact."),
        (Relationship(Level.SEEN_TOGETHER, received=2), "You have seen 2 messages of theirs on a list, never in direct contact."),
        (
            Relationship(Level.ANSWERED, 2, 2, 2, first_contact=MARCH),
            "You have been in touch: 2 conversations since March 2021.",
        ),
        (
            Relationship(Level.ANSWERED, 3, 1, 0, first_contact=MARCH),
            "You have been in touch: they wrote 3 times, you wrote once since March 2021.",
        ),
        (Relationship(Level.CLOSE, 9, 9, 1, first_contact=MARCH), "A close contact: 1 conversation since March 2021."),
        (Relationship(Level.UNKNOWN), ""),
    ],
)
def test_each_level_is_one_plain_sentence(tie: Relationship, sentence: str) -> None:
    assert level_sentence(tie, Calendar()) == sentence


def test_an_unproven_sender_does_not_inherit_the_history() -> None:
    tie = Relationship(Level.CLOSE, 9, 9, 4, first_contact=MARCH, flags=frozenset({Flag.UNPROVEN_SENDER}))

    assert "not proven" in level_sentence(tie, Calendar())


def test_dates_follow_the_owners_time_zone() -> None:
    assert Calendar().day(MARCH) == "1 March 2021"
    assert Calendar.of("America/New_York", None).day(MARCH) == "28 February 2021"
    assert Calendar.of("No/Such_Zone", -300).day(MARCH) == "28 February 2021"
    assert Calendar.of("", None).day(MARCH) == "1 March 2021"


@pytest.mark.parametrize("zone", ["../etc/passwd", "\x00", "Europe", "x" * 60])
def test_an_odd_time_zone_falls_back_to_utc(zone: str) -> None:
    assert Calendar.of(zone, None).day(MARCH) == "1 March 2021"


def test_counts_link_to_the_search_that_proves_them_in_the_right_account() -> None:
    tie = Relationship(Level.ANSWERED, 2, 1, 1, first_contact=MARCH, last_contact=MARCH)
    lines = tie_facts(tie, "anna@example.com", "maya@example.org", Calendar(), MARCH + 3 * DAY)

    assert [line.text for line in lines] == ["They wrote twice.", "You wrote once.", "Last contact: 1 March 2021 (3 days ago)."]
    assert "authuser=maya@example.org" in lines[0].link
    assert "from%3Aanna%40example.com" in lines[0].link


def test_an_address_that_cannot_be_searched_gets_no_link() -> None:
    tie = Relationship(Level.ANSWERED, 2, 1, 1)

    assert all(not line.link for line in tie_facts(tie, '"a b"@example.com', "", Calendar(), MARCH))


def test_small_counts_are_words() -> None:
    assert [times(n) for n in (1, 2, 3, 1200)] == ["once", "twice", "3 times", "1,200 times"]
