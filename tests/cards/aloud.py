"""Reads a card aloud: its text as a person meets it, top to bottom, for proofreading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.rich_text import visible

FOLD = "  -- Show more --"


def read_aloud(card: dict[str, Any]) -> str:
    """Return the visible text of a card, tags stripped; links as ``(-> address)``, buttons in brackets."""
    lines: list[str] = []
    if head := card.get("header"):
        lines += [f"# {head['title']}", *([head["subtitle"]] if "subtitle" in head else [])]
    for section in card["sections"]:
        lines += ["", *_section(section)]
    if footer := card.get("fixedFooter"):
        lines += ["", "(always in sight) " + " ".join(f"[{button['text']}]" for button in footer.values())]
    return "\n".join(lines).strip() + "\n"


def _section(section: dict[str, Any]) -> Iterator[str]:
    if "header" in section:
        yield f"== {visible(section['header'])}"
    for number, widget in enumerate(section["widgets"]):
        if section.get("collapsible") and number == section["uncollapsibleWidgetsCount"]:
            yield FOLD
        yield from _widget(widget)


def _widget(widget: dict[str, Any]) -> Iterator[str]:
    if text := widget.get("textParagraph"):
        yield from visible(text["text"]).split("\n")
    if line := widget.get("decoratedText"):
        yield from _decorated(line)
    if row := widget.get("buttonList"):
        yield " ".join(f"[{button['text']}]" for button in row["buttons"])
    if field := widget.get("textInput"):
        yield f"{field['label']}: |{field.get('value', '')}|"
        yield from [f"  _ {field['hintText']}"] if "hintText" in field else []
    if choice := widget.get("selectionInput"):
        yield from (f"({'x' if item['selected'] else ' '}) {item['text']}" for item in choice["items"])


def _decorated(line: dict[str, Any]) -> Iterator[str]:
    if "topLabel" in line:
        yield f"  ^ {line['topLabel']}"
    icon = f"({line['startIcon']['knownIcon'].lower()}) " if "startIcon" in line else ""
    target = f"  (-> {line['onClick']['openLink']['url']})" if "onClick" in line else ""
    yield f"- {icon}{visible(line['text'])}{target}"
    if "bottomLabel" in line:
        yield f"  _ {line['bottomLabel']}"
