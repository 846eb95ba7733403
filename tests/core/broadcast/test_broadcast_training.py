"""The recipe that checks the judge's numbers: deterministic, and right on rows whose answer is known."""

from __future__ import annotations

import json
import random
from pathlib import Path

from blast_making import case

from addon.core.broadcast import judge_broadcast
from addon.core.broadcast.judge import SLOPE
from addon.training import broadcast as training


def rows(count: int = 600) -> list[str]:
    """Rows in which a larger crowd is a broadcast more often: one in ten of the small, nine in ten of the large."""
    dice = random.Random(7)  # noqa: S311  # test data, not secrets
    chances = {0.5: 0.1, 1.0: 0.3, 2.0: 0.7, 3.0: 0.9}
    made = []
    for i in range(count):
        weight = dice.choice(list(chances))
        row = {
            "broadcast": dice.random() < chances[weight],
            "fold": "ab"[i % 2],
            "findings": [["MANY_RECIPIENTS", "crowd", weight]],
        }
        made.append(json.dumps(row))
    return made


def test_a_judged_mail_gives_a_row_without_a_word_of_it() -> None:
    """Rows can be kept: they hold symbols and numbers."""
    seen = case("Dear Sir,\nI am Bruno and look for work.", headers={"precedence": "bulk"})
    row = training.row_of(judge_broadcast(seen.message, seen.context, seen.resume), is_broadcast=True, fold="en")
    assert training.read_rows([json.dumps(row)])[0].is_broadcast
    assert {"PRECEDENCE_BULK", "GENERIC_GREETING"} <= {symbol for symbol, _, _ in row["findings"]}
    assert "Bruno" not in json.dumps(row)


def test_more_evidence_fits_a_rising_line_and_the_same_rows_the_same_numbers() -> None:
    """Broadcasts have more evidence in these rows, so the slope is positive; twice fitted, twice the same."""
    read = training.read_rows(rows())
    found = training.fit(read)
    assert found == training.fit(read)
    assert found.slope > 0
    assert found.ece < 0.1
    assert found.ece_left_out < 0.1


def test_calibration_error_is_the_mean_gap() -> None:
    """Sure and right costs nothing, sure and wrong costs all, undecided on a fair coin costs nothing."""
    assert training.calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert training.calibration_error([(1.0, False), (0.0, True)]) == 1.0
    assert training.calibration_error([(0.5, True), (0.5, False)]) == 0.0
    assert training.calibration_error([]) == 0.0


def test_the_report_names_every_symbol_and_the_numbers(tmp_path: Path) -> None:
    """A person reads it to choose round weights."""
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(rows(40)), encoding="utf-8")
    report = training.main(str(file))
    assert "MANY_RECIPIENTS" in report
    assert f"(code {SLOPE})" in report
