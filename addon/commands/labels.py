"""The labels of a case: what a careful reader said it is, checked field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from addon.commands.cases import BadCase, one_line, shown
from addon.core.relationship import Level
from addon.core.verdict import VerdictName

NOBODY = "none"
"""How a null candidate is counted and printed: the mail presents nobody."""

RESUMES = ("resume", "job_post", "other")
CANDIDATES = ("sender", "third_party", "agency")
BROADCASTS = ("broadcast", "targeted", "unclear")
LEVELS = tuple(level.value for level in Level if level is not Level.UNKNOWN)
VERDICTS = tuple(name.value for name in VerdictName)

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "relationship": LEVELS,
    "resume": RESUMES,
    "candidate": (*CANDIDATES, NOBODY),
    "broadcast": BROADCASTS,
    "verdict_any_of": VERDICTS,
}
FIELDS = ("id", "eml", "raw", "raw_base64", "owner", "history", "language", "pitfall", "labels", "doubt")
_LIKE = 0.8


@dataclass(frozen=True)
class Labels:
    """The labels of one case; None where it is not labelled. ``candidate`` is :data:`NOBODY` where the label is null.

    ``accepted`` holds every verdict that can be defended, in the order given; empty where the verdict is not labelled.
    """

    relationship: str | None
    resume: str | None
    candidate: str | None
    broadcast: str | None
    accepted: tuple[str, ...]
    language: str
    pitfall: str
    doubt: bool

    def of(self, axis: str) -> str | None:
        """Return the label of one of resume, candidate, broadcast, relationship."""
        return {
            "resume": self.resume,
            "candidate": self.candidate,
            "broadcast": self.broadcast,
            "relationship": self.relationship,
        }[axis]


def read_labels(record: Mapping[str, Any]) -> Labels:
    """Return the labels of a case. Raises BadCase, which names every wrong field with its value and what is allowed there."""
    given = record.get("labels")
    if not isinstance(given, dict):
        raise BadCase(f"labels: must be an object with {_listed(ALLOWED)}; {_is(record, 'labels')}")
    problems = [*_label_problems(given), *_field_problems(record)]
    if problems:
        raise BadCase("; ".join(problems))
    return Labels(
        relationship=given.get("relationship"),
        resume=given.get("resume"),
        candidate=(given["candidate"] or NOBODY) if "candidate" in given else None,
        broadcast=given.get("broadcast"),
        accepted=tuple(dict.fromkeys(given.get("verdict_any_of") or ())),
        language=one_line(record.get("language") or "?"),
        pitfall=one_line(record.get("pitfall") or "-"),
        doubt=bool(record.get("doubt")),
    )


def _label_problems(given: Mapping[str, Any]) -> list[str]:
    problems = []
    if all(given.get(name) is None for name in ALLOWED) and "candidate" not in given:
        problems.append(f"labels: give at least one of {_listed(ALLOWED)}; it is {shown(given)}")
    for name, allowed in ALLOWED.items():
        value = given.get(name)
        if value is None:
            continue
        if name == "verdict_any_of" and not isinstance(value, list):
            problems.append(
                f"labels.{name}: must be a list of verdicts such as [{shown(allowed[0])}], or null; it is {shown(value)}"
            )
            continue
        for each in value if name == "verdict_any_of" else [value]:
            if not isinstance(each, str) or each not in allowed:
                null = "" if name == "verdict_any_of" else ", null"
                problems.append(f"labels.{name}: {shown(each)} is not one of {_listed(allowed)}{null}")
    return problems


def _field_problems(record: Mapping[str, Any]) -> list[str]:
    problems = [
        f"{name}: must be a string or null; {_is(record, name)}"
        for name in ("language", "pitfall")
        if not isinstance(record.get(name), str | None)
    ]
    if not isinstance(record.get("doubt"), bool | None):
        problems.append(f"doubt: must be true or false, without quotes; {_is(record, 'doubt')}")
    return problems


def _is(record: Mapping[str, Any], name: str) -> str:
    return f"it is {shown(record[name])}" if name in record else "it is missing"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


class Oddities:
    """Gathers what is odd and harmless in the lines of a file, so that each kind is named once."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[str, list[int]] = defaultdict(list)

    def note(self, number: int, case_id: str | None, record: Mapping[str, Any], ignored_owners: Sequence[str]) -> None:
        """Look at one line that could be judged."""
        if case_id is not None:
            self._ids[case_id].append(number)
        for name in record.get("labels") or ():
            if name not in ALLOWED:
                self._lines[f"labels: there is no label {shown(name)}, so it is ignored{_meant(name, ALLOWED)}"].append(number)
        for name in record:
            meant = "" if name in FIELDS else _meant(name, FIELDS)
            if meant:
                self._lines[f"{shown(name)} is ignored{meant}"].append(number)
        for text in ignored_owners:
            self._lines[f"owner: {shown(text)} is no address and is left out"].append(number)

    def warnings(self) -> list[str]:
        """Return one sentence for each kind of oddity, with where it was seen."""
        found = [f"{text} ({_where(lines)})" for text, lines in self._lines.items()]
        twice = {name: lines for name, lines in self._ids.items() if len(lines) > 1}
        found += [f"id: {shown(name)} stands on more than one line ({_where(lines)})" for name, lines in twice.items()]
        return found


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name[:40].lower(), tuple(known), 1, _LIKE)
    return f"; did you mean {close[0]}?" if close else ""


def _where(lines: Sequence[int]) -> str:
    return f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} lines, the first is line {lines[0]}"
