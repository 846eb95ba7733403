"""Finds every card module and its examples, so that a new card is tested by being there."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

import cards

GOLDEN = Path(__file__).parent.parent / "golden"


def card_modules() -> dict[str, ModuleType]:
    """Return every module of ``cards`` that draws a card, by name."""
    modules = {info.name: importlib.import_module(f"cards.{info.name}") for info in pkgutil.iter_modules(cards.__path__)}
    return {name: module for name, module in modules.items() if hasattr(module, "View")}


def examples() -> dict[str, tuple[ModuleType, Any]]:
    """Return (module, view) for every example of every card, keyed ``module-example``."""
    return {
        f"{name}-{example}": (module, view)
        for name, module in card_modules().items()
        for example, view in getattr(module, "EXAMPLES", {}).items()
    }
