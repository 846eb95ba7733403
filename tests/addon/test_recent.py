"""What this process keeps for a while: bounded, by owner, and gone when asked."""

from __future__ import annotations

import pytest

from addon.handlers.recent import RecentlyFound


@pytest.fixture
def recent() -> RecentlyFound[str]:
    return RecentlyFound(3, 1000)


def test_what_was_kept_is_found_for_a_while_under_its_own_key(recent: RecentlyFound[str]) -> None:
    """To the last ms; a clock that went back, another thing or another owner finds nothing."""
    recent.keep(("one", "draft"), "found", 5000)

    assert recent.find(("one", "draft"), 6000) == "found"
    assert recent.find(("one", "other"), 5000) is None
    assert recent.find(("two", "draft"), 5000) is None
    assert recent.find(("one", "draft"), 6001) is None


def test_what_is_too_old_or_from_the_future_is_dropped_when_asked_for(recent: RecentlyFound[str]) -> None:
    for now in (4999, 6001):
        recent.keep(("one", "draft"), "found", 5000)

        assert recent.find(("one", "draft"), now) is None
        assert recent.find(("one", "draft"), 5000) is None


def test_the_one_not_asked_for_longest_makes_room(recent: RecentlyFound[str]) -> None:
    """Finding and keeping again both count as asking."""
    for name in "abc":
        recent.keep(("one", name), name, 0)
    recent.keep(("one", "a"), "a2", 0)
    recent.find(("one", "b"), 0)
    recent.keep(("one", "d"), "d", 0)

    assert [recent.find(("one", name), 0) for name in "abcd"] == ["a2", "b", None, "d"]


def test_forgetting_an_owner_leaves_the_others(recent: RecentlyFound[str]) -> None:
    recent.keep(("one", "a"), "mine", 0)
    recent.keep(("two", "a"), "theirs", 0)
    recent.forget("one")

    assert recent.find(("one", "a"), 0) is None
    assert recent.find(("two", "a"), 0) == "theirs"


def test_without_an_owner_nothing_is_kept(recent: RecentlyFound[str]) -> None:
    """All who come without a name would share it."""
    recent.keep(("", "a"), "nobody's", 0)

    assert recent.find(("", "a"), 0) is None
