"""Whatever text gets into a View, the card stays a card and the text stays text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.markup import clean, plain
from tests.cards.any_text import any_text, any_view, with_text
from tests.cards.sweep import card_modules, examples
from tests.contract.card_schema import check_card, is_rich, strings
from tests.contract.rich_text import visible

EXAMPLES = examples()
CAREFUL = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""Views are large; how long it takes to make one up says nothing about the cards."""


@pytest.mark.parametrize("name", card_modules())
@given(data=st.data())
@CAREFUL
def test_any_view_makes_a_card_that_gmail_draws(name: str, data: st.DataObject) -> None:
    """With anything in every field, the right icons and links or not, the card is valid and can be sent."""
    module = card_modules()[name]
    card = module.card(data.draw(any_view(module.View)))

    assert check_card(card) == []
    json.dumps(card, ensure_ascii=False).encode("utf-8")


def tags(card: dict[str, Any]) -> list[str]:
    """Return every tag in the card, in order."""
    return [tag for _, _, text in strings(card) for tag in re.findall(r"<[^>]*>", text)]


def shape(node: Any) -> Any:
    """Return a card's tree with its texts blanked out."""
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items()}
    return [shape(item) for item in node] if isinstance(node, list) else type(node)


@pytest.mark.parametrize("name", EXAMPLES)
@given(text=any_text())
@CAREFUL
def test_text_never_becomes_markup(name: str, text: str) -> None:
    """Put any text where a harmless word stood: same widgets, same tags, and the text is there to be read."""
    module, view = EXAMPLES[name]
    harmless = module.card(with_text(view, lambda _: "x"))
    hostile = module.card(with_text(view, lambda _: "x" + text))

    assert tags(hostile) == tags(harmless)
    assert shape(hostile) == shape(harmless)
    starts = {clean("x" + text, 20).rstrip("…"), plain("x" + text, 20).rstrip("…")}
    drawn = [visible(shown) if is_rich(parent, key) else shown for parent, key, shown in strings(hostile)]
    assert any(start in shown for start in starts for shown in drawn)
