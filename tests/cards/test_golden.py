"""Every example of every card looks as it did when somebody last read it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from addon.core.relationship import Level
from addon.core.verdict import VerdictName
from cards import reading
from tests.cards.aloud import read_aloud
from tests.cards.sweep import GOLDEN, card_modules, examples

EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_card_is_the_golden_one(name: str, golden: Callable[[str, str], None]) -> None:
    """An example's JSON and its text as read aloud are those of the golden files."""
    module, view = EXAMPLES[name]
    card = module.card(view)
    golden(f"{name}.json", json.dumps(card, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    golden(f"{name}.txt", read_aloud(card))


def test_no_golden_file_outlives_its_example() -> None:
    """A golden file of a card belongs to an example that still exists."""
    ours = {path.stem for path in GOLDEN.iterdir() if path.stem.partition("-")[0] in card_modules()}

    assert ours == set(EXAMPLES)


def test_every_card_has_examples() -> None:
    """A module with a View draws it and shows examples, and these are the cards we have."""
    modules = card_modules()

    assert {"reading", "compose", "homepage", "settings", "problem", "scope"} <= modules.keys()
    assert all(callable(module.card) and module.EXAMPLES for module in modules.values())


def test_every_verdict_and_level_has_an_example() -> None:
    """The reading card shows an example of each verdict and of each rung of the ladder."""
    views = reading.EXAMPLES.values()

    assert {view.verdict for view in views} == set(VerdictName)
    assert {view.level for view in views} == set(Level)


@pytest.mark.parametrize("name", EXAMPLES)
def test_drawing_twice_gives_the_same(name: str) -> None:
    """A card depends on its view alone."""
    module, view = EXAMPLES[name]

    assert module.card(view) == module.card(view)
