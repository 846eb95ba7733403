"""Golden files: what a card looked like when somebody last looked at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cards.sweep import GOLDEN


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest tests/cards --update-golden`` writes the golden files anew; read the diff before committing it."""
    parser.addoption("--update-golden", action="store_true", default=False, help="rewrite tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a golden file, or write it when asked to."""
    update = request.config.getoption("--update-golden", default=False)

    def check(name: str, text: str) -> None:
        place = GOLDEN / name
        if update:
            place.parent.mkdir(exist_ok=True)
            place.write_text(text, encoding="utf-8")
        assert place.exists(), f"no golden file {name}: draw it with pytest tests/cards --update-golden"
        assert place.read_text(encoding="utf-8") == text

    return check
