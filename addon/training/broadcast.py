"""How the broadcast judge's two fitted numbers and its weights were checked. Deterministic; run it after changing a signal.

    python -m addon.training.broadcast ROWS.jsonl

Each row is one labelled mail as the judge saw it (:func:`row_of` makes one):
``{"broadcast": true, "fold": "de", "findings": [["BCC_NAMES_YOU", "proof", 3.5]]}``. Weights stay round numbers beside their
reason in the code; what is fitted is only how far a unit of evidence moves the log-odds (SLOPE) and where they start
(BIAS). Cross-validation leaves out one fold at a time: a language, or the owner of a mailbox.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.linear_model import LogisticRegression

from addon.core.broadcast import log_odds
from addon.core.broadcast.judge import BIAS, SLOPE, as_probability
from addon.core.evidence import Broadcast, Finding

BINS = 10


@dataclass(frozen=True)
class Row:
    """One labelled mail: what the signals saw, whether a careful reader calls it a broadcast, and its fold."""

    findings: tuple[Finding, ...]
    is_broadcast: bool
    fold: str

    @property
    def evidence(self) -> float:
        """The capped sum of weights, before slope and bias."""
        return (log_odds(self.findings) - BIAS) / SLOPE


@dataclass(frozen=True)
class Fit:
    """Fitted slope and bias, and how well calibrated they are: ECE (10 bins) in and across folds, and with the code's numbers."""

    slope: float
    bias: float
    ece: float
    ece_left_out: float
    ece_as_committed: float


def row_of(broadcast: Broadcast, *, is_broadcast: bool, fold: str) -> dict[str, Any]:
    """Return the JSON row of one judged and labelled mail. It holds symbols and weights, and no word of the mail."""
    return {"broadcast": is_broadcast, "fold": fold, "findings": [[f.symbol, f.group, f.weight] for f in broadcast.findings]}


def read_rows(lines: Iterable[str]) -> list[Row]:
    """Return the rows of a JSONL text. Raises ValueError or KeyError on a malformed line."""
    rows = []
    for line in lines:
        data = json.loads(line)
        findings = tuple(Finding(symbol, group, weight, "") for symbol, group, weight in data["findings"])
        rows.append(Row(findings, bool(data["broadcast"]), str(data["fold"])))
    return rows


def fit(rows: Sequence[Row]) -> Fit:
    """Return slope and bias by logistic regression on the evidence, and the calibration errors.

    Raises ValueError where a training part holds only one of the two labels.
    """
    model = _fitted(rows)
    left_out: list[tuple[float, bool]] = []
    for fold in sorted({row.fold for row in rows}):
        part = _fitted([row for row in rows if row.fold != fold])
        left_out.extend((_probability(row, *part), row.is_broadcast) for row in rows if row.fold == fold)
    return Fit(
        slope=model[0],
        bias=model[1],
        ece=calibration_error([(_probability(row, *model), row.is_broadcast) for row in rows]),
        ece_left_out=calibration_error(left_out),
        ece_as_committed=calibration_error([(_probability(row, SLOPE, BIAS), row.is_broadcast) for row in rows]),
    )


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error (Naeini et al., AAAI 2015) of (probability, truth) pairs, ten equal bins, 0..1."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, truth in pairs:
        bins[min(BINS - 1, int(probability * BINS))].append((probability, truth))
    gap = sum(abs(sum(p for p, _ in pairs_) - sum(t for _, t in pairs_)) for pairs_ in bins.values())
    return gap / len(pairs) if pairs else 0.0


def table(rows: Sequence[Row]) -> list[str]:
    """Return one line per symbol: how often it fired, how often on broadcasts, and the log-odds ratio beside its weight.

    One half is added to every count, so that a symbol seen on one side alone keeps a finite ratio.
    """
    total = sum(row.is_broadcast for row in rows)
    lines = []
    for symbol in sorted({finding.symbol for row in rows for finding in row.findings}):
        fired = [row for row in rows if any(finding.symbol == symbol for finding in row.findings)]
        hits = sum(row.is_broadcast for row in fired)
        weight = max((f.weight for row in fired for f in row.findings if f.symbol == symbol), key=abs)
        ratio = math.log((hits + 0.5) * (len(rows) - total + 0.5) / ((len(fired) - hits + 0.5) * (total + 0.5)))
        lines.append(f"{symbol:32} fired {len(fired):4}  on broadcasts {hits:4}  log-odds {ratio:+.1f}  weight {weight:+.1f}")
    return lines


def _fitted(rows: Sequence[Row]) -> tuple[float, float]:
    model = LogisticRegression(C=10.0, solver="lbfgs", max_iter=1_000)
    model.fit([[row.evidence] for row in rows], [row.is_broadcast for row in rows])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _probability(row: Row, slope: float, bias: float) -> float:
    return as_probability(bias + slope * row.evidence)


def main(path: str) -> str:
    """Return the report on the rows in the file at ``path``."""
    rows = read_rows(Path(path).read_text(encoding="utf-8").splitlines())
    found = fit(rows)
    summary = (
        f"{len(rows)} rows: slope {found.slope:.2f} (code {SLOPE}), bias {found.bias:.2f} (code {BIAS}); "
        f"ECE {found.ece:.3f}, folds left out {found.ece_left_out:.3f}, with the code's numbers {found.ece_as_committed:.3f}"
    )
    return "\n".join([*table(rows), summary, ""])


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
