"""Queries are built from checked parts only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core import query


@pytest.mark.parametrize("spec", ["anna@example.com", "a.b+c@sub.example.co.uk", "o'neil@example.org", "ü@bücher.example"])
def test_an_ordinary_address_is_searchable(spec: str) -> None:
    assert query.is_searchable(spec)


@pytest.mark.parametrize(
    "spec",
    [
        '"a b"@example.com',
        "a b@example.com",
        "a)@example.com",
        "a@example.com}",
        "-a@example.com",
        "a@b@c",
        "a" * 300 + "@b.c",
        "",
    ],
)
def test_an_address_that_could_break_out_of_a_query_is_not(spec: str) -> None:
    assert not query.is_searchable(spec)


@given(st.text(max_size=80))
def test_whatever_is_searchable_stays_one_word(spec: str) -> None:
    if query.is_searchable(spec):
        assert not re.search(r"[\s\"(){}]", spec)
        assert query.from_correspondent(spec).split(" ")[0] == f"from:{spec}"


@given(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True), st.sampled_from(["from", "to"]))
def test_each_person_makes_a_query_for_many_as_much_longer_as_said(keys: list[str], operator: str) -> None:
    """But for the first, before whom no space stands."""
    people = query.AnyOf(operator, {key: f"{key * (1 + n)}@example.com" for n, key in enumerate(keys)})

    assert len(people.query(keys)) == len(people.query(())) + sum(map(people.length, keys)) - 1
    assert query.AnyOf("from", people.specs).query(keys) == query.from_any(people.specs[key] for key in keys)


def test_a_bound_in_time_is_in_whole_seconds_and_never_cuts_the_second_of_the_message() -> None:
    assert query.from_correspondent("a@example.com", 1_700_000_000_999).endswith("before:1700000001")


def test_message_ids_with_query_characters_are_left_out() -> None:
    assert query.own_message(["<a@example.com>", '<b" OR in:inbox@x>']) == "in:sent {rfc822msgid:a@example.com}"
    assert query.own_message(["<>"]) == ""


def test_a_name_of_one_word_is_no_namesake() -> None:
    assert query.sent_to_namesake("Anna", "a@example.com") == ""
    assert query.sent_to_namesake('Anna "X" Example', "a@example.com") == 'in:sent to:"Anna Example" -to:a@example.com'
