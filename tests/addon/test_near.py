"""Acquaintances near the recipients of a job seeker's draft: from memory alone, and only where they could really help."""

from __future__ import annotations

from typing import Any

import pytest

from addon.store import NullStore
from tests.addon.stage import conversation, text_of
from tests.addon.writing import BLAST, Desk, draft_bytes, strangers

PILOT = "Head Pilot <pilot@pier.example>"


def blast(desk: Desk, people: list[str], text: str = BLAST, **options: Any) -> str:
    """Open the card on a draft to ``people``; return its text."""
    desk.save(draft_bytes(bcc=people, subject="Project manager", text=text, **options))
    card, _ = desk.compose(to=[], cc=[], bcc=people, subject="Project manager")
    return text_of(card)


def met(person: str, **options: Any) -> Desk:
    """Return a desk whose owner has met ``person`` in a draft before."""
    desk = Desk(conversation(person, "harbour", days_ago=900, messages=4), **options)
    desk.compose(to=[person], cc=[], bcc=[])
    return desk


def test_an_acquaintance_at_a_recipients_organisation_could_introduce_you() -> None:
    """They are no recipient themselves, only remembered; it costs no call to Gmail."""
    fresh, desk = Desk(conversation("lev@pier.example", "harbour", days_ago=900, messages=4)), met("lev@pier.example")
    people = [PILOT, *strangers(30)]
    without = blast(fresh, people, resume=True)
    before = desk.simulator.cost.snapshot()
    text = blast(desk, people, resume=True)

    assert "Ask lev@pier.example to introduce you to Head Pilot." in text
    assert "introduce" not in without
    # The send-as addresses are remembered with the person, and save the other one unit.
    assert (desk.simulator.cost.snapshot() - before).units == fresh.simulator.cost.snapshot().units - 1


@pytest.mark.parametrize(
    "person",
    ["lev@quay.example", "jobs@pier.example", "lev@gmail.com", "pilot@pier.example"],
    ids=["another organisation", "a shared mailbox", "a mail provider", "the recipient"],
)
def test_who_could_not_introduce_you_is_not_named(person: str) -> None:
    text = blast(met(person), [PILOT, "Ann Berg <ann.berg@gmail.com>", *strangers(30)], resume=True)

    assert "introduce" not in text


def test_other_drafts_name_nobody() -> None:
    """Only somebody who looks for work is told of introductions."""
    desk = met("lev@pier.example")
    desk.save(draft_bytes(bcc=[PILOT, *strangers(30)], subject="Tide tables for May", text="Dear all,\n\nsee below."))

    assert "introduce" not in text_of(desk.compose(to=[], cc=[], bcc=[PILOT, *strangers(30)], subject="Tide tables for May")[0])


def test_without_a_store_nobody_is_remembered() -> None:
    desk = Desk(conversation("lev@pier.example", "harbour", days_ago=900, messages=4), store=NullStore())
    desk.compose(to=["lev@pier.example"], cc=[], bcc=[])

    assert "introduce" not in blast(desk, [PILOT, *strangers(30)], resume=True)
