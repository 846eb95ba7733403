"""The worst cases of an evaluation, with what spoke for each call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from addon.commands.report import evidence_json
from addon.commands.scored import Scored

WORST = 10


def worst_cases(cases: Sequence[Scored]) -> list[dict[str, Any]]:
    """Return the ten worst cases in the JSON form that the README documents, the worst first.

    False alarms on friends come before other wrong verdicts, these before the rest; among equals the probability (of
    ``resume`` or ``broadcast``) that was further from the truth is worse.
    """
    ranked = sorted(cases, key=lambda case: (not case.is_false_alarm, case.is_right is not False, -_furthest(case)))
    return [_worst(case) for case in ranked[:WORST] if case.is_right is False or _furthest(case) > 0]


def _furthest(case: Scored) -> float:
    return max(case.errors.values(), default=0.0)


def _worst(case: Scored) -> dict[str, Any]:
    found, labels = case.judged.found, case.labels
    return {
        "id": case.case_id,
        "language": labels.language,
        "pitfall": labels.pitfall,
        "verdict": case.verdict,
        "accepted": list(labels.accepted),
        "right": case.is_right,
        "sentence": found.verdict.sentence,
        "calls": case.calls,
        "labels": {name: labels.of(name) for name in case.calls},
        "probabilities": {name: None if chance is None else round(chance, 4) for name, chance in case.probabilities.items()},
        "off_by": {name: round(error, 4) for name, error in case.errors.items()},
        "evidence": {
            "broadcast": evidence_json(found.broadcast.findings),
            "resume": evidence_json(found.resume.findings),
        },
    }
