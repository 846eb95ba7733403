"""Figures of an evaluation: judged cases beside their labels, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from addon.commands.labels import VERDICTS
from addon.commands.metrics import Axis, Share, calibration
from addon.commands.scored import BLAST, Scored, axis_of, points_of, verdict_confusion
from addon.commands.worst import worst_cases

AXES = ("resume", "candidate", "broadcast", "relationship")
GROUPED = ("resume", "job_post")
ABSTENTIONS = frozenset({"unknown", "stranger", "stranger_resume"})


def figures_of(cases: Sequence[Scored]) -> dict[str, Any]:
    """Return every figure of the cases, in the JSON form that the README documents."""
    axes = {name: axis_of(cases, name) for name in AXES}
    return {
        "unlabelled": _unlabelled(cases),
        "verdict": _verdict_figures(cases),
        "axes": {name: _axis_figures(axis) for name, axis in axes.items() if axis.pairs},
        "calibration": {name: _calibration_figures(values) for name, values in points_of(cases).items() if values},
        "by_language": _grouped(cases, lambda case: case.labels.language),
        "by_pitfall": _grouped(cases, lambda case: case.labels.pitfall),
        "worst": worst_cases(cases),
    }


def _unlabelled(cases: Sequence[Scored]) -> dict[str, int]:
    counts = {name: sum(case.labels.of(name) is None for case in cases) for name in AXES}
    counts["verdict_any_of"] = sum(not case.labels.accepted for case in cases)
    return {name: count for name, count in counts.items() if count}


def _verdict_figures(cases: Sequence[Scored]) -> dict[str, Any]:
    judged = [case for case in cases if case.labels.accepted]
    friends = [case for case in cases if case.is_friend]
    blast = _verdict_share(judged, BLAST)
    names = {case.verdict for case in judged} | {case.accepted for case in judged if len(case.labels.accepted) == 1}
    confusion = verdict_confusion(judged)
    return {
        "right": _rightness(judged).as_json(),
        "resume_blast_precision": blast["precision"],
        "resume_blast_recall": blast["recall"],
        "alarms_on_friends": Share(sum(case.is_false_alarm for case in friends), len(friends)).as_json(),
        "abstained": Share(sum(case.verdict in ABSTENTIONS for case in judged), len(judged)).as_json(),
        "by_name": {name: _verdict_share(judged, name) for name in VERDICTS if name in names},
        "confusion": {f"{label} -> {given}": count for (label, given), count in sorted(confusion.items())},
    }


def _verdict_share(judged: Sequence[Scored], name: str) -> dict[str, Any]:
    """Precision counts lenient labels (any accepted verdict is right), recall strict ones (only ``name`` is accepted)."""
    given = [case for case in judged if case.verdict == name]
    wanted = [case for case in judged if case.labels.accepted == (name,)]
    return {
        "precision": _rightness(given).as_json(),
        "recall": Share(sum(case.verdict == name for case in wanted), len(wanted)).as_json(),
    }


def _rightness(cases: Sequence[Scored]) -> Share:
    judged = [case.is_right for case in cases if case.is_right is not None]
    return Share(sum(judged), len(judged))


def _axis_figures(axis: Axis) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "accuracy": axis.accuracy().as_json(),
        "confusion": {f"{label} -> {call}": count for (label, call), count in sorted(axis.confusion.items())},
    }
    if "unclear" in axis.order:
        figures["abstained"] = abstained(axis).as_json()
    return figures | {name: _class_figures(axis, name) for name in axis.names}


def abstained(axis: Axis) -> Share:
    """Return how many calls say "unclear"."""
    return Share(sum(call == "unclear" for _, call in axis.pairs), len(axis.pairs))


def _class_figures(axis: Axis, name: str) -> dict[str, Any]:
    return {"precision": axis.precision(name).as_json(), "recall": axis.recall(name).as_json(), "f1": axis.f1(name)}


def _calibration_figures(points: list[tuple[float, bool]]) -> dict[str, Any]:
    table, error = calibration(points)
    return {"expected_calibration_error": error, "cases": len(points), "bins": [row.as_json() for row in table]}


def _grouped(cases: Sequence[Scored], key: Callable[[Scored], str]) -> dict[str, Mapping[str, Any]]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: _group_figures(inside) for name, inside in sorted(groups.items())}


def _group_figures(cases: Sequence[Scored]) -> dict[str, Any]:
    resumes = axis_of(cases, "resume")
    return {
        "cases": len(cases),
        "verdict_right": _rightness(cases).as_json(),
        "resume_right": resumes.accuracy().as_json(),
        "broadcast_right": axis_of(cases, "broadcast").accuracy().as_json(),
        **{name: _class_figures(resumes, name) for name in GROUPED},
    }
