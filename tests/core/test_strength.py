"""The axioms a tie measure must meet (Gupte and Eliassi-Rad 2012), and the anchors of its scale."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.exchange import DAY_MS, YEAR_MS
from addon.core.strength import BUCKET_MS, best_strength, strength

NOW = 60 * YEAR_MS - (60 * YEAR_MS) % BUCKET_MS
WEEK = BUCKET_MS
TIMES = st.lists(st.integers(0, 20 * 52).map(lambda weeks: NOW - weeks * WEEK), max_size=30)


def spread_over_last_year(count: int) -> list[int]:
    return [NOW - YEAR_MS * (2 * i + 1) // (2 * count) for i in range(count)]


@pytest.mark.parametrize(("count", "expected"), [(5, 50), (10, 75), (12, 81)])
def test_the_scale_has_its_published_anchors(count: int, expected: int) -> None:
    """Messages each way spread over the last year: 5 make 50, 10 make 75, 12 make 81."""
    times = spread_over_last_year(count)

    assert strength(times, times, NOW) == pytest.approx(expected, abs=1.5)


@given(TIMES)
def test_whoever_wrote_one_way_only_has_strength_exactly_zero(times: list[int]) -> None:
    assert strength(times, [], NOW) == 0.0
    assert strength([], times, NOW) == 0.0


@given(TIMES, TIMES)
def test_strength_lies_between_0_and_100(sent: list[int], received: list[int]) -> None:
    assert 0.0 <= strength(sent, received, NOW) <= 100.0


@given(TIMES, TIMES, st.integers(0, 20 * 52))
def test_one_more_message_never_weakens(sent: list[int], received: list[int], weeks: int) -> None:
    more = [*received, NOW - weeks * WEEK]

    assert strength(sent, more, NOW) >= strength(sent, received, NOW) - 1e-9


@given(TIMES, TIMES, st.integers(0, 30 * 52))
def test_time_alone_never_strengthens(sent: list[int], received: list[int], weeks: int) -> None:
    assert strength(sent, received, NOW + weeks * WEEK) <= strength(sent, received, NOW) + 1e-9


@given(TIMES, TIMES)
def test_swapping_the_two_sides_changes_nothing(sent: list[int], received: list[int]) -> None:
    assert strength(sent, received, NOW) == pytest.approx(strength(received, sent, NOW))


def test_each_further_message_adds_less() -> None:
    values = [strength([NOW] * n, [NOW] * n, NOW) for n in range(12)]
    steps = [later - earlier for earlier, later in pairwise(values)]

    assert all(later < earlier for earlier, later in pairwise(steps))


def test_messages_after_now_count_for_nothing() -> None:
    assert strength([NOW + 30 * DAY_MS], [NOW + 30 * DAY_MS], NOW) == 0.0


def test_the_best_year_of_a_tie_that_faded_is_remembered() -> None:
    old = [NOW - 6 * YEAR_MS - i * WEEK for i in range(20)]

    best, age = best_strength(old, old, NOW)

    assert best > strength(old, old, NOW) + 20
    assert age is not None
    assert 5 * YEAR_MS <= age <= 7 * YEAR_MS


def test_a_tie_without_strength_has_no_best_year() -> None:
    assert best_strength([NOW], [], NOW) == (0.0, None)
