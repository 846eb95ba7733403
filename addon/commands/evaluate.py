"""`evaluate`: run labelled mail through the card's path and say how right the verdicts are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addon.commands.cases import read_case, read_lines
from addon.commands.desk import Desk, Judged
from addon.commands.metrics import Axis, Bin, Share, calibration
from addon.core.relationship import Level

AXES = ("resume", "candidate", "broadcast")
ALARMS = frozenset({"resume_blast", "broadcast"})
KNOWN = frozenset({Level.ANSWERED.value, Level.MAINTAINED.value, Level.CLOSE.value})
WORST = 10


@dataclass(frozen=True)
class Scored:
    """One judged case beside its labels."""

    case_id: str
    judged: Judged
    labels: dict[str, Any]
    language: str
    pitfall: str
    doubt: bool

    @property
    def verdict(self) -> str:
        """The verdict given."""
        return self.judged.found.verdict.name.value

    @property
    def calls(self) -> dict[str, str]:
        """The call on each axis."""
        found = self.judged.found
        return {"resume": found.resume.call, "candidate": found.resume.candidate or "none", "broadcast": found.broadcast.call}

    @property
    def is_right(self) -> bool | None:
        """Whether the verdict can be defended; None where the label does not say."""
        accepted = self.labels.get("verdict_any_of")
        return self.verdict in accepted if accepted else None

    @property
    def truths(self) -> dict[str, str]:
        """The label on each axis, as far as given."""
        given = {axis: self.labels.get(axis) for axis in AXES if axis in self.labels}
        return {axis: ("none" if value is None else str(value)) for axis, value in given.items()}


def evaluate_file(labels: Path, *, as_json: bool, plot: Path | None) -> str:
    """Return the evaluation of a labelled CASES file as text or JSON; with ``plot`` also write the curves there, as SVG.

    Cases marked ``doubt`` are judged and left out of every count but their own.
    """
    scored, broken = _score(labels)
    counted = [case for case in scored if not case.doubt]
    if plot is not None:
        from addon.commands.plot import draw_curves

        plot.write_text(draw_curves(_points(counted)), encoding="utf-8")
    figures = _figures(counted, broken, len(scored) - len(counted))
    return json.dumps(figures, ensure_ascii=False, indent=2) if as_json else _text(counted, figures)


def _score(labels: Path) -> tuple[list[Scored], list[str]]:
    desk = Desk()
    scored, broken = [], []
    for number, line in read_lines(labels):
        try:
            case = read_case(line, labels.parent)
            judged = desk.judge(case.raw, case.owner, case.history)
        except Exception as error:  # noqa: BLE001 - a case that breaks us must show in the figures, not end the run
            broken.append(f"line {number}: {type(error).__name__}: {error}")
            continue
        record = case.record
        scored.append(
            Scored(
                case_id=case.case_id or f"line {number}",
                judged=judged,
                labels=dict(record.get("labels") or {}),
                language=str(record.get("language") or "?"),
                pitfall=str(record.get("pitfall") or "-"),
                doubt=bool(record.get("doubt")),
            )
        )
    return scored, broken


def axis_of(cases: Iterable[Scored], name: str) -> Axis:
    """Return the label/call pairs of one axis, for the cases that are labelled on it."""
    return Axis(tuple((case.truths[name], case.calls[name]) for case in cases if name in case.truths))


def _points(cases: Sequence[Scored]) -> dict[str, list[tuple[float, bool]]]:
    """(probability, came true) for the two calibrated judgements; unclear labels are no truth either way."""
    points: dict[str, list[tuple[float, bool]]] = {"resume": [], "broadcast": []}
    for case in cases:
        found, truths = case.judged.found, case.truths
        if "resume" in truths:
            points["resume"].append((found.resume.probability, truths["resume"] == "resume"))
        if truths.get("broadcast") in {"broadcast", "targeted"} and found.broadcast.probability is not None:
            points["broadcast"].append((found.broadcast.probability, truths["broadcast"] == "broadcast"))
    return points


def _figures(cases: Sequence[Scored], broken: list[str], doubted: int) -> dict[str, Any]:
    axes = {name: axis_of(cases, name) for name in AXES}
    levels = Axis(
        tuple(
            (str(case.labels["relationship"]), case.judged.found.relationship.level.value)
            for case in cases
            if case.labels.get("relationship")
        )
    )
    points = _points(cases)
    return {
        "cases": len(cases),
        "doubt_left_out": doubted,
        "broken": broken,
        "verdict": _verdict_figures(cases),
        "axes": {name: _axis_figures(axis) for name, axis in (*axes.items(), ("relationship", levels)) if axis.pairs},
        "calibration": {name: _calibration_figures(values) for name, values in points.items() if values},
        "by_language": _right_by(cases, lambda case: case.language),
        "by_pitfall": _right_by(cases, lambda case: case.pitfall),
        "worst": [_worst(case) for case in _worst_cases(cases)],
    }


def _verdict_figures(cases: Sequence[Scored]) -> dict[str, Any]:
    judged = [case for case in cases if case.is_right is not None]
    blasts = [case for case in judged if case.verdict == "resume_blast"]
    wanted = [case for case in judged if case.labels["verdict_any_of"] == ["resume_blast"]]
    friends = [case for case in cases if case.labels.get("relationship") in KNOWN]
    return {
        "right": Share(sum(bool(case.is_right) for case in judged), len(judged)).as_json(),
        "resume_blast_precision": Share(sum(bool(case.is_right) for case in blasts), len(blasts)).as_json(),
        "resume_blast_recall": Share(sum(case.verdict == "resume_blast" for case in wanted), len(wanted)).as_json(),
        "alarms_on_friends": Share(sum(case.verdict in ALARMS for case in friends), len(friends)).as_json(),
        "abstained": Share(
            sum(case.verdict in {"unknown", "stranger", "stranger_resume"} for case in judged), len(judged)
        ).as_json(),
    }


def _axis_figures(axis: Axis) -> dict[str, Any]:
    return {
        "accuracy": axis.accuracy().as_json(),
        "confusion": {f"{label} -> {call}": count for (label, call), count in sorted(axis.confusion.items())},
        **{
            name: {"precision": axis.precision(name).as_json(), "recall": axis.recall(name).as_json(), "f1": axis.f1(name)}
            for name in axis.names
        },
    }


def _calibration_figures(points: list[tuple[float, bool]]) -> dict[str, Any]:
    table, error = calibration(points)
    return {"expected_calibration_error": error, "cases": len(points), "bins": [vars(row) for row in table]}


def _right_by(cases: Sequence[Scored], key: Any) -> dict[str, dict[str, object]]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        if case.is_right is not None:
            groups[key(case)].append(case.is_right)
    return {name: Share(sum(right), len(right)).as_json() for name, right in sorted(groups.items())}


def _worst_cases(cases: Sequence[Scored]) -> list[Scored]:
    """The wrong verdicts, the surest and the costliest first."""
    wrong = [case for case in cases if case.is_right is False]
    return sorted(
        wrong, key=lambda case: (case.verdict not in ALARMS, -abs((case.judged.found.broadcast.probability or 0.5) - 0.5))
    )[:WORST]


def _worst(case: Scored) -> dict[str, Any]:
    found = case.judged.found
    return {
        "id": case.case_id,
        "verdict": case.verdict,
        "accepted": case.labels["verdict_any_of"],
        "level": found.relationship.level.value,
        "calls": case.calls,
        "labels": {name: case.labels.get(name) for name in (*AXES, "relationship")},
        "evidence": [finding.symbol for finding in (*found.broadcast.findings, *found.resume.findings)],
    }


# --- for people ---------------------------------------------------------------------------------------------------------------


def _text(cases: Sequence[Scored], figures: dict[str, Any]) -> str:
    lines = [f"{figures['cases']} cases judged, {figures['doubt_left_out']} doubtful left out, {len(figures['broken'])} broken"]
    lines += [f"  BROKEN {text}" for text in figures["broken"][:WORST]]
    lines += ["", "Verdict"]
    lines += [f"  {name.replace('_', ' ')}: {_share_text(value)}" for name, value in figures["verdict"].items()]
    for name in AXES:
        axis = axis_of(cases, name)
        if axis.pairs:
            lines += ["", f"{name.capitalize()} (labels down, calls across): right {axis.accuracy().text()}", *axis.table()]
            lines += [
                f"  {each}: precision {axis.precision(each).text()}, recall {axis.recall(each).text()}" for each in axis.names
            ]
    for name, values in figures["calibration"].items():
        lines += [
            "",
            f"Calibration of {name}: expected error {values['expected_calibration_error']:.3f} over {values['cases']} cases",
        ]
        lines += [_bin_text(Bin(**row)) for row in values["bins"]]
    for title, key in (("By language", "by_language"), ("By pitfall", "by_pitfall")):
        lines += ["", title, *(f"  {name}: {_share_text(value)}" for name, value in figures[key].items())]
    if figures["worst"]:
        lines += ["", "Worst cases"]
        lines += [
            f"  {w['id']}: {w['verdict']}, accepted {w['accepted']}, {w['level']}, {' '.join(w['evidence'])}"
            for w in figures["worst"]
        ]
    return "\n".join(lines)


def _bin_text(row: Bin) -> str:
    return f"  {row.low:.1f}-{row.high:.1f}: said {row.mean:.2f}, came true {row.true:.2f} ({row.count})"


def _share_text(value: dict[str, Any]) -> str:
    return Share(value["hits"], value["total"]).text()
