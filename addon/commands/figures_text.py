"""An evaluation as text for people: plain and aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addon.commands.cases import one_line
from addon.commands.figures import AXES, GROUPED, abstained
from addon.commands.labels import VERDICTS
from addon.commands.metrics import Axis, Share
from addon.commands.scored import EITHER, Scored, axis_of, verdict_confusion

MAX_BROKEN = 20
MAX_EVIDENCE = 4
"""Sentences shown of one bad case for each judgement, the strongest first."""

_CALLED = {"resume": "Resume", "candidate": "Candidate", "broadcast": "Broadcast", "relationship": "Relationship"}


def as_text(cases: Sequence[Scored], figures: Mapping[str, Any]) -> str:
    """Return the figures of the cases as text. Shares carry their Wilson 95 % interval and counts."""
    sections = [
        _head(figures),
        _verdict(cases, figures["verdict"]),
        *(_axis(cases, name) for name in AXES),
        *(_calibration(name, values) for name, values in figures["calibration"].items()),
        *_groups("language", figures["by_language"]),
        *_groups("pitfall", figures["by_pitfall"]),
        _worst(figures["worst"]),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def _head(figures: Mapping[str, Any]) -> Iterator[str]:
    broken = figures["broken"]
    yield f"{figures['cases']} cases judged, {figures['doubt_left_out']} doubtful left out, {len(broken)} broken"
    yield "Shares are followed by (Wilson 95 % interval, counts); - is where there is nothing to count."
    if figures["unlabelled"]:
        missing = ", ".join(f"{name} {count}" for name, count in figures["unlabelled"].items())
        yield f"Cases without a label, left out of the figures for it: {missing}"
    yield from (f"WARNING {one_line(text)}" for text in figures["warnings"])
    for each in broken[:MAX_BROKEN]:
        case = "no id" if each["id"] is None else f"case {each['id']}"
        yield f"BROKEN line {each['line']} ({case}): {each['error']}"
    if len(broken) > MAX_BROKEN:
        yield f"BROKEN and {len(broken) - MAX_BROKEN} more lines; --json names them all"


def _verdict(cases: Sequence[Scored], figures: Mapping[str, Any]) -> Iterator[str]:
    yield "Verdict"
    yield from _columns(
        [
            ("right: any accepted verdict", figures["right"]),
            ("resume_blast precision, lenient: any accepted verdict is right", figures["resume_blast_precision"]),
            ("resume_blast recall, strict: cases that accept nothing else", figures["resume_blast_recall"]),
            ("alarms (resume_blast, broadcast) on people you know", figures["alarms_on_friends"]),
            ("abstained: unknown, stranger, stranger_resume", figures["abstained"]),
        ]
    )
    if figures["confusion"]:
        yield from _verdict_tables(cases)
    yield ""
    yield from _table(
        "Verdict by name (precision lenient, recall strict, as above)",
        ("precision", "recall"),
        {name: [_share(row["precision"]), _share(row["recall"])] for name, row in figures["by_name"].items()},
    )


def _verdict_tables(cases: Sequence[Scored]) -> Iterator[str]:
    counts = verdict_confusion(cases)
    several: dict[str, list[str]] = {}
    for (label, given), count in sorted(counts.items(), key=lambda item: [*map(VERDICTS.index, item[0][0].split(EITHER))]):
        accepted = label.split(EITHER)
        if len(accepted) > 1:
            several.setdefault(label, []).append(f"{given} {count}{'' if given in accepted else '*'}")
    yield ""
    yield "Verdict, accepted down, given across (* wrong); of several accepted ones the row is the one given, else the first"
    yield from Axis(tuple((case.row, case.verdict) for case in cases if case.labels.accepted), VERDICTS).table()
    if several:
        yield ""
        yield from _table("Cases that accept several verdicts", ("given",), {k: [", ".join(v)] for k, v in several.items()})


def _axis(cases: Sequence[Scored], name: str) -> Iterator[str]:
    axis = axis_of(cases, name)
    if not axis.pairs:
        return
    unclear = f", abstained (unclear) {abstained(axis).text()}" if "unclear" in axis.order else ""
    yield f"{_CALLED[name]}, labels down, calls across (* wrong): right {axis.accuracy().text()}{unclear}"
    yield from axis.table()
    yield from _table(
        "",
        ("precision", "recall", "F1"),
        {each: [axis.precision(each).text(), axis.recall(each).text(), _plain(axis.f1(each))] for each in axis.names},
    )


def _calibration(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    error, count = values["expected_calibration_error"], values["cases"]
    yield f"Calibration of {name}: expected calibration error {error:.3f} over {count} cases"
    yield from _table(
        "",
        ("said", "came true"),
        {
            f"{row['low']:.1f}-{row['high']:.1f}": [
                f"{row['mean']:.2f}",
                Share(round(row["true"] * row["count"]), row["count"]).text(),
            ]
            for row in values["bins"]
        },
    )


def _groups(title: str, groups: Mapping[str, Mapping[str, Any]]) -> Iterator[Iterator[str]]:
    rights = ("verdict_right", "resume_right", "broadcast_right")
    groups = {f"(no {title})" if name in {"?", "-"} else name: group for name, group in groups.items()}
    rows = {name: [str(group["cases"]), *(_share(group[each]) for each in rights)] for name, group in groups.items()}
    if rows:
        yield _table(f"By {title}: right", ("cases", "verdict", "resume call", "broadcast call"), rows)
    for call in GROUPED:
        rows = {
            name: [_share(group[call]["precision"]), _share(group[call]["recall"]), _plain(group[call]["f1"])]
            for name, group in groups.items()
            if group[call]["precision"]["total"] or group[call]["recall"]["total"]
        }
        if rows:
            yield _table(f"By {title}: the call {call}", ("precision", "recall", "F1"), rows)


def _worst(worst: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if worst:
        yield "Worst cases (false alarms on people you know, other wrong verdicts, then probabilities far from the truth)"
    for each in worst:
        yield from _one_worst(each)


def _one_worst(case: Mapping[str, Any]) -> Iterator[str]:
    judged = {True: "right", False: "wrong", None: "not labelled"}[case["right"]]
    accepted = f", accepted {EITHER.join(case['accepted'])}" if case["accepted"] else ""
    yield f"  {case['id']} ({case['language']}, {case['pitfall']}): verdict {case['verdict']} {judged}{accepted}"
    yield f"    {one_line(case['sentence'])}"
    for name, call in case["calls"].items():
        label = case["labels"][name]
        chance = case["probabilities"].get(name)
        said = "" if chance is None else f", probability of {name} {chance:.2f}"
        off = f" (off by {case['off_by'][name]:.2f})" if name in case["off_by"] else ""
        yield f"    {name}: called {call}, {'not labelled' if label is None else f'labelled {label}'}{said}{off}"
    for name, evidence in case["evidence"].items():
        yield from (f"    - {name}: {one_line(finding['text'])}" for finding in evidence[:MAX_EVIDENCE])


def _table(title: str, heads: Sequence[str], rows: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a title (unless empty), a line of heads and the rows, in aligned columns."""
    if title:
        yield title
    lines = [("", heads), *((one_line(name), row) for name, row in rows.items())]
    left = max(len(name) for name, _ in lines)
    wide = [max(len(row[index]) for _, row in lines) for index in range(len(heads))]
    for name, row in lines:
        cells = "".join(f"  {cell:<{wide[index]}}" for index, cell in enumerate(row))
        yield f"  {name:<{left}}{cells}".rstrip()


def _columns(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    left = max(len(name) for name, _ in rows)
    yield from (f"  {name:<{left}}  {_share(value)}" for name, value in rows)


def _share(value: Mapping[str, Any]) -> str:
    return Share(value["hits"], value["total"]).text()


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
