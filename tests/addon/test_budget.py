"""What an opened message may cost, counted exactly by the simulator."""

import pytest

from addon.manifest import HOMEPAGE_PATH
from addon.store import NullStore
from tests.addon.stage import OWNER, Stage, conversation, mail

ANNA = "Anna Example <anna@example.com>"
EVERYDAY = [raw for n in range(20) for raw in conversation(f"P{n} <p{n}@example.net>", f"talk{n}", days_ago=30 + n)]


def opened_once(stage: Stage) -> None:
    """Let the owner's own addresses be learnt, as they are before nearly every card."""
    stage.open(EVERYDAY[0])


def test_a_true_stranger_costs_two_round_trips_and_at_most_forty_units() -> None:
    raw = mail(ANNA, OWNER, text="Dear Maya, " + "this is my letter about one thing and another thing. " * 12)
    stage = Stage([*EVERYDAY, raw])
    _, fresh = stage.open(raw)

    assert (fresh.round_trips, fresh.units) == (2, 36)

    stage = Stage([*EVERYDAY, raw])
    opened_once(stage)
    _, usual = stage.open(raw)

    assert (usual.round_trips, usual.units) == (2, 40)


def test_a_strangers_application_costs_no_more_though_the_owners_advert_is_looked_for() -> None:
    letter = "Dear Sir or Madam, I am looking for a position as a welder. Please find attached my resume. " * 4
    raw = mail(ANNA, OWNER, subject="Senior welder, ref. HB-17", text=letter, headers={"Bcc": OWNER})
    stage = Stage([*EVERYDAY, raw])
    opened_once(stage)
    _, spent = stage.open(raw)

    assert any("HB-17" in str(call.params.get("q")) for trip in stage.simulator.cost.log for call in trip.calls)
    assert (spent.round_trips, spent.units) == (2, 40)


def test_a_stranger_who_wrote_before_fits_the_budget_of_the_never_seen() -> None:
    earlier = [mail(ANNA, OWNER, days_ago=days, text=f"Letter {days}") for days in (90, 60, 30)]
    raw = mail(ANNA, OWNER)
    stage = Stage([*EVERYDAY, *earlier, raw])
    opened_once(stage)
    _, spent = stage.open(raw)

    assert spent.round_trips <= 3
    assert spent.units <= 80


@pytest.mark.parametrize("conversations", [1, 2, 5, 40])
def test_a_known_correspondent_never_seen_before_costs_at_most_three_round_trips_and_eighty_units(conversations: int) -> None:
    history = [raw for n in range(conversations) for raw in conversation(ANNA, f"topic{n}", days_ago=20 + 9 * n, messages=4)]
    raw = mail(ANNA, OWNER)
    stage = Stage([*EVERYDAY, *history, raw])
    _, spent = stage.open(raw)

    assert spent.round_trips <= 3
    assert spent.units <= 80


def test_a_remembered_correspondent_costs_two_round_trips_and_thirty_units() -> None:
    history = [raw for n in range(5) for raw in conversation(ANNA, f"topic{n}", days_ago=20 + 9 * n)]
    first, second = mail(ANNA, OWNER, days_ago=1, text="one"), mail(ANNA, OWNER, text="two")
    stage = Stage([*EVERYDAY, *history, first, second])
    stage.open(first)
    stage.restart()
    text, spent = stage.open(second)

    assert (spent.round_trips, spent.units) == (2, 30)
    assert "conversations" in text


def test_the_same_message_again_costs_one_search() -> None:
    history = [raw for n in range(5) for raw in conversation(ANNA, f"topic{n}", days_ago=20 + 9 * n)]
    raw = mail(ANNA, OWNER)
    stage = Stage([*EVERYDAY, *history, raw])
    first, _ = stage.open(raw)
    again, spent = stage.open(raw)

    assert (spent.calls, spent.round_trips, spent.units) == (1, 1, 5)
    assert again.split("\n")[:6] == first.split("\n")[:6]


def test_the_same_message_is_looked_at_afresh_when_its_history_has_changed() -> None:
    raw = mail(ANNA, OWNER)
    stage = Stage([*EVERYDAY, raw])
    stage.open(raw)
    for late in conversation(ANNA, "found later", days_ago=9):
        stage.mailbox.add(late, date=round((stage.now - 9 * 86_400) * 1000))
    text, _ = stage.open(raw)

    assert "You have been in touch" in text


def test_own_mail_costs_one_round_trip() -> None:
    raw = mail(OWNER, ANNA)
    stage = Stage([*EVERYDAY, raw])
    _, spent = stage.open(raw)

    assert (spent.round_trips, spent.units) == (1, 21)


def test_the_homepage_asks_gmail_nothing() -> None:
    stage = Stage(EVERYDAY)
    stage.post(HOMEPAGE_PATH)

    assert stage.simulator.cost.calls == 0


def test_without_a_store_a_card_costs_what_a_first_one_does() -> None:
    raw = mail(ANNA, OWNER)
    stage = Stage([*EVERYDAY, raw], store=NullStore())
    stage.open(EVERYDAY[0])
    _, spent = stage.open(raw)

    assert (spent.round_trips, spent.units) == (2, 36)
