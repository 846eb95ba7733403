"""The ladder: each level from the mail that makes it, and the near miss that must not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.exchange import DAY_MS, Exchange, Hit, LookedAt
from addon.core.relationship import Circumstances, Flag, Level, assess_relationship

NOW = 1_750_000_000_000
_ids = itertools.count()


def hit(thread: str, days_ago: float) -> Hit:
    return Hit(f"{next(_ids):x}", thread, round(NOW - days_ago * DAY_MS))


def conversations(count: int, *, days_ago: float = 400, apart: float = 300) -> Exchange:
    """So many two-way threads, one message each way, ``apart`` days from each other."""
    received = tuple(hit(f"t{i}", days_ago + i * apart) for i in range(count))
    sent = tuple(hit(f"t{i}", days_ago + i * apart - 1) for i in range(count))
    return Exchange(received, sent)


def level(exchange: Exchange) -> Level:
    return assess_relationship(exchange, NOW).level


def test_nothing_either_way_is_none() -> None:
    assert level(Exchange()) is Level.NONE


def test_one_direction_only_is_one_sided_however_often() -> None:
    assert level(Exchange(received=tuple(hit("t", day) for day in range(1, 40)))) is Level.ONE_SIDED
    assert level(Exchange(sent=(hit("t", 3),))) is Level.ONE_SIDED


def test_shared_threads_without_direct_mail_are_seen_together() -> None:
    assert level(Exchange(together=(hit("t", 3),))) is Level.SEEN_TOGETHER


def test_mail_that_came_only_through_lists_is_seen_together() -> None:
    tie = assess_relationship(Exchange(received=(hit("t", 3),), direct=False), NOW)

    assert tie.level is Level.SEEN_TOGETHER
    assert Flag.LIST_ONLY in tie.flags


def test_an_answer_in_one_thread_is_answered() -> None:
    assert level(conversations(1)) is Level.ANSWERED


def test_mail_both_ways_in_separate_threads_is_answered_and_flagged() -> None:
    tie = assess_relationship(Exchange(received=(hit("a", 9),), sent=(hit("b", 5),)), NOW)

    assert tie.level is Level.ANSWERED
    assert tie.two_way_threads == 0
    assert Flag.SEPARATE_THREADS in tie.flags


def test_separate_threads_do_not_count_where_theirs_came_through_a_list() -> None:
    assert level(Exchange(received=(hit("a", 9),), sent=(hit("b", 5),), direct=False)) is Level.ONE_SIDED


def test_three_two_way_threads_are_maintained_and_two_are_not() -> None:
    assert level(conversations(3)) is Level.MAINTAINED
    assert level(conversations(2)) is Level.ANSWERED


def one_thread(each_way: int, over_days: float) -> Exchange:
    step = over_days / each_way
    received = tuple(hit("t", 500 + i * step) for i in range(each_way))
    return Exchange(received, tuple(hit("t", 500 + i * step - 0.5) for i in range(each_way)))


def test_five_reciprocated_messages_within_a_year_are_maintained_and_four_are_not() -> None:
    assert level(one_thread(5, 300)) is Level.MAINTAINED
    assert level(one_thread(4, 300)) is Level.ANSWERED


def test_five_reciprocated_messages_over_three_years_are_not_maintained() -> None:
    assert level(one_thread(5, 3 * 365)) is Level.ANSWERED


def test_twelve_messages_in_the_last_year_make_a_maintained_tie_close_and_eleven_do_not() -> None:
    base = conversations(3)
    recent = tuple(hit("r", 10 + i) for i in range(6))

    assert level(Exchange(base.received + recent, base.sent + tuple(hit("r", 9 + i) for i in range(6)))) is Level.CLOSE
    assert level(Exchange(base.received + recent, base.sent + tuple(hit("r", 9 + i) for i in range(5)))) is Level.MAINTAINED


def test_close_needs_both_sides_in_the_last_year() -> None:
    base = conversations(3)
    monologue = tuple(hit("r", 10 + i) for i in range(20))

    assert level(Exchange(base.received + monologue, base.sent)) is Level.MAINTAINED


@pytest.mark.parametrize("mail", [LookedAt("", 40, automatic=False), LookedAt("", 1, automatic=True)])
def test_a_mail_to_many_or_by_a_machine_does_not_make_a_tie(mail: LookedAt) -> None:
    exchange = conversations(1)
    looked = LookedAt(exchange.sent[0].gmail_id, mail.recipients, automatic=mail.automatic)
    tie = assess_relationship(Exchange(exchange.received, exchange.sent, looked_at=(looked,)), NOW)

    assert tie.level is Level.ONE_SIDED
    assert (tie.received, tie.sent, tie.two_way_threads) == (1, 1, 1)  # the counts stay plain counts
    assert tie.strength == 0.0


def test_an_automatic_reply_of_theirs_does_not_make_a_tie() -> None:
    exchange = conversations(1)
    machine = LookedAt(exchange.received[0].gmail_id, 1, automatic=True)
    tie = assess_relationship(Exchange(exchange.received, exchange.sent, looked_at=(machine,)), NOW)

    assert tie.level is Level.ONE_SIDED
    assert (tie.received, tie.sent) == (1, 1)


def test_their_mail_to_many_is_still_theirs() -> None:
    exchange = conversations(1)
    crowd = LookedAt(exchange.received[0].gmail_id, 40, automatic=False)

    assert level(Exchange(exchange.received, exchange.sent, looked_at=(crowd,))) is Level.ANSWERED


def test_a_tie_long_silent_is_dormant_and_a_slow_one_in_its_rhythm_is_not() -> None:
    assert Flag.DORMANT in assess_relationship(conversations(3, days_ago=500, apart=30), NOW).flags
    assert Flag.DORMANT not in assess_relationship(conversations(3, days_ago=500, apart=900), NOW).flags
    assert Flag.DORMANT not in assess_relationship(conversations(3, days_ago=300, apart=30), NOW).flags


def test_who_began_is_told() -> None:
    theirs = conversations(1)

    assert Flag.BEGAN_BY_THEM in assess_relationship(theirs, NOW).flags
    assert Flag.BEGAN_BY_YOU in assess_relationship(Exchange(theirs.sent, theirs.received), NOW).flags


def test_what_the_owner_declares_raises_a_stranger_to_seen_and_never_higher() -> None:
    declared = Circumstances(declared=True)

    assert assess_relationship(Exchange(), NOW, declared).level is Level.SEEN_TOGETHER
    assert assess_relationship(Exchange(received=(hit("t", 3),)), NOW, declared).level is Level.SEEN_TOGETHER
    assert assess_relationship(conversations(1), NOW, declared).level is Level.ANSWERED


def test_first_and_last_contact_are_the_outermost_messages_of_both() -> None:
    exchange = Exchange(received=(hit("a", 90), hit("a", 10)), sent=(hit("a", 300),))
    tie = assess_relationship(exchange, NOW)

    assert (tie.first_contact, tie.last_contact) == (NOW - 300 * DAY_MS, NOW - 10 * DAY_MS)


HITS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 4000)), max_size=12)


def build(rows: list[tuple[str, int]]) -> tuple[Hit, ...]:
    return tuple(Hit(f"{index}{thread}{days}", thread, NOW - days * DAY_MS) for index, (thread, days) in enumerate(rows))


@given(HITS, HITS)
def test_the_order_of_hits_changes_nothing(received: list[tuple[str, int]], sent: list[tuple[str, int]]) -> None:
    exchange = Exchange(build(received), build(sent))
    mixed = Exchange(tuple(reversed(exchange.received)), tuple(sorted(exchange.sent, key=lambda hit: hit.gmail_id)))

    assert assess_relationship(exchange, NOW) == assess_relationship(mixed, NOW)


@given(HITS, HITS)
def test_whoever_is_not_known_has_no_strength_and_whoever_is_has_some_history(
    received: list[tuple[str, int]], sent: list[tuple[str, int]]
) -> None:
    tie = assess_relationship(Exchange(build(received), build(sent)), NOW)

    assert tie.level.is_known == bool(received and sent)
    assert (tie.strength > 0) == tie.level.is_known
    assert tie.best_strength >= tie.strength
