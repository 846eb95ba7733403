"""Hits and the times their ids tell."""

from hypothesis import given
from hypothesis import strategies as st

from addon.core.exchange import GMAIL_EPOCH_MS, Exchange, Hit, LookedAt, before, dated, id_time, ids_tell_time, spread

MOMENT = 1_700_000_000_000


def gmail_id(at: int, counter: int = 0) -> str:
    return f"{(at << 20) + counter:x}"


@given(st.integers(GMAIL_EPOCH_MS, GMAIL_EPOCH_MS * 3), st.integers(0, 2**20 - 1))
def test_an_id_tells_the_millisecond_it_was_made_in(at: int, counter: int) -> None:
    assert id_time(gmail_id(at, counter)) == at


def test_an_id_that_cannot_be_a_time_tells_none() -> None:
    assert id_time("not hex") is None
    assert id_time("1") is None
    assert id_time("f" * 16) is None or id_time("f" * 16) < GMAIL_EPOCH_MS * 4


def test_ids_are_believed_only_within_two_days_of_the_internal_date() -> None:
    assert ids_tell_time(gmail_id(MOMENT), MOMENT + 86_400_000)
    assert not ids_tell_time(gmail_id(MOMENT), MOMENT + 3 * 86_400_000)


def test_a_known_date_wins_over_the_id() -> None:
    hit = Hit(gmail_id(MOMENT), "t")

    assert dated([hit], trust_ids=True, known={hit.gmail_id: 5})[0].at == 5
    assert dated([hit], trust_ids=True, known={})[0].at == MOMENT
    assert dated([hit], trust_ids=False, known={})[0].at is None


def test_only_what_came_before_counts_and_never_the_message_itself() -> None:
    hits = [Hit("a", "t", 1), Hit("b", "t", 5), Hit("c", "t", 4), Hit("d", "t", None)]

    assert [hit.gmail_id for hit in before(hits, 5, without="c")] == ["a", "d"]


def test_an_own_mail_to_five_people_or_by_a_machine_is_no_answer() -> None:
    assert LookedAt("x", 4, automatic=False).is_answer
    assert not LookedAt("x", 5, automatic=False).is_answer
    assert not LookedAt("x", 1, automatic=True).is_answer


def test_times_between_two_known_ones_are_spread_evenly() -> None:
    hits = tuple(Hit(name, "t") for name in "abcde")

    assert [hit.at for hit in spread(hits, {"a": 500, "e": 100})] == [500, 400, 300, 200, 100]
    assert [hit.at for hit in spread(hits, {})] == [None] * 5


def test_two_way_threads_are_those_with_mail_of_both() -> None:
    exchange = Exchange(received=(Hit("1", "x"), Hit("2", "y")), sent=(Hit("3", "y"), Hit("4", "z")))

    assert exchange.two_way_threads == {"y"}
