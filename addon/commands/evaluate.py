"""`evaluate`: run labelled mail through the card's path and say how right the verdicts are."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from addon.commands.cases import BadCase, id_of, one_line, read_case, read_lines
from addon.commands.desk import Desk, no_addresses
from addon.commands.figures import figures_of
from addon.commands.figures_text import as_text
from addon.commands.labels import Oddities, read_labels
from addon.commands.scored import Scored, points_of


@dataclass(frozen=True)
class Broken:
    """A line that could not be judged or whose labels cannot be read; it counts in no figure but its own."""

    line: int
    case_id: str | None
    error: str

    def as_json(self) -> dict[str, object]:
        """Return line number (from 1), case id or null, and what is wrong."""
        return {"line": self.line, "id": self.case_id, "error": self.error}


class IncompleteRun(Exception):
    """Lines are broken, there was none, or the curves could not be written; ``text`` is the output all the same."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(problem)
        self.text = text


def evaluate_file(labels: Path, *, as_json: bool, plot: Path | None) -> str:
    """Return the evaluation of a labelled CASES file as text or JSON; with ``plot`` also write the curves there, as SVG.

    Cases marked ``doubt`` are judged and left out of every count but their own. Raises IncompleteRun where a line is broken or
    no line holds a case, BadCase where the curves cannot be written there (before any case is judged), OSError.
    """
    if plot is not None:
        check_plot(plot)
    scored, broken, oddities = _score(labels)
    counted = [case for case in scored if not case.labels.doubt]
    figures = {
        "cases": len(counted),
        "doubt_left_out": len(scored) - len(counted),
        "broken": [each.as_json() for each in broken],
        "warnings": oddities.warnings(),
        **figures_of(counted),
    }
    text = json.dumps(figures, ensure_ascii=False, indent=2) if as_json else as_text(counted, figures)
    problems = [] if plot is None else _draw(plot, counted)
    if broken:
        problems.append(f"{_lines(len(broken))} could not be judged")
    elif not scored:
        problems.append("there is no case in this file")
    if problems:
        raise IncompleteRun(text, "; ".join(problems))
    return text


def check_plot(plot: Path) -> None:
    """Raise BadCase where curves cannot be written to this path: they are SVG, into a folder that is there."""
    name = one_line(str(plot))
    if plot.suffix.lower() != ".svg":
        raise BadCase(f"{name}: curves are written as SVG only, so the name must end with .svg")
    if not plot.parent.is_dir():
        raise BadCase(f"{name}: there is no folder {one_line(str(plot.parent))}")
    if not os.access(plot.parent, os.W_OK):
        raise BadCase(f"{name}: the folder {one_line(str(plot.parent))} cannot be written to")


def _draw(plot: Path, cases: Sequence[Scored]) -> list[str]:
    """Write the curves; return what went wrong, if anything."""
    from addon.commands.plot import draw_curves

    try:
        plot.write_text(draw_curves(points_of(cases)), encoding="utf-8")
    except OSError as error:
        return [f"{one_line(str(plot))}: {error.strerror}"]
    return []


def _score(labels: Path) -> tuple[list[Scored], list[Broken], Oddities]:
    desk, oddities = Desk(), Oddities()
    scored, broken = [], []
    for number, line in read_lines(labels):
        try:
            scored.append(_score_line(desk, oddities, number, line, labels.parent))
        except (BadCase, OSError) as error:
            broken.append(Broken(number, id_of(line), one_line(str(error))))
        except Exception as error:  # noqa: BLE001 - a case that breaks us must show in the figures, not end the run
            fault = f"judging it failed, which is a fault of this program: {type(error).__name__}: {error}"
            broken.append(Broken(number, id_of(line), one_line(fault)))
    return scored, broken, oddities


def _score_line(desk: Desk, oddities: Oddities, number: int, line: str, folder: Path) -> Scored:
    case = read_case(line, folder)
    labels = read_labels(case.record)
    judged = desk.judge(case.raw, case.owner, case.history)
    oddities.note(number, case.case_id, case.record, no_addresses(case.owner))
    return Scored(case.case_id or f"line {number}", judged, labels)


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
