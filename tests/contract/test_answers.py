"""The envelopes made by ``cards.envelope`` are those of Google's contract, and the check refuses the usual mix-ups."""

from __future__ import annotations

from typing import Any

import pytest

from cards import envelope
from cards.markup import bold
from cards.problem import EXAMPLES, card
from tests.contract.answer_schema import check_answer

CARD = card(EXAMPLES["busy"])
FOR_TRIGGERS: dict[str, dict[str, Any]] = {
    "push": envelope.push(CARD),
    "push with a toast": envelope.push(CARD, notice="Done"),
    "scopes": envelope.request_scopes(("https://www.googleapis.com/auth/gmail.readonly",)),
    "all scopes": envelope.request_all_scopes(),
}
FOR_CLICKS: dict[str, dict[str, Any]] = {
    "push": envelope.clicked(envelope.push(CARD)),
    "update": envelope.clicked(envelope.update(CARD, notice="Done"), state_changed=True),
    "back": envelope.clicked(envelope.back()),
    "toast": envelope.clicked(envelope.notify("Done")),
    "draft": envelope.clicked(envelope.update_draft(subject="S", to=["a@example.org"], cc=[], bcc=[], insert=bold("Hello"))),
    "open draft": envelope.clicked(envelope.open_draft("r123", "15e9fa622ce1029d")),
    "draft and card": envelope.clicked(envelope.combine(envelope.update_draft(bcc=[]), envelope.update(CARD))),
    "scopes": envelope.request_scopes(("https://www.googleapis.com/auth/gmail.modify",)),
}
MIX_UPS: dict[str, tuple[str, dict[str, Any]]] = {
    "a bare card": ("trigger", CARD),
    "a trigger answered as a click": ("trigger", FOR_CLICKS["push"]),
    "a click answered as a trigger": ("click", FOR_TRIGGERS["push"]),
    "a trigger that updates": ("trigger", envelope.update(CARD)),
    "scopes mixed with a card": ("trigger", FOR_TRIGGERS["push"] | FOR_TRIGGERS["scopes"]),
    "Apps Script's name for pop": ("click", {"renderActions": {"action": {"navigations": [{"popCard": True}]}}}),
    "nothing": ("trigger", {}),
    "a broken card inside": ("trigger", envelope.push({"sections": []})),
}


@pytest.mark.parametrize("name", FOR_TRIGGERS)
def test_answer_to_a_trigger(name: str) -> None:
    """What a trigger is answered with starts at ``action``, or asks for scopes and nothing else."""
    assert check_answer(FOR_TRIGGERS[name], "trigger") == []


@pytest.mark.parametrize("name", FOR_CLICKS)
def test_answer_to_a_click(name: str) -> None:
    """What a click is answered with starts at ``renderActions``, or asks for scopes and nothing else."""
    assert check_answer(FOR_CLICKS[name], "click") == []


@pytest.mark.parametrize("name", MIX_UPS)
def test_mix_up_is_refused(name: str) -> None:
    """The check is not blind: each usual mistake is a problem."""
    kind, answer = MIX_UPS[name]

    assert check_answer(answer, kind) != []
