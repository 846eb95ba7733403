"""Figures of merit: confusion, precision and recall with Wilson intervals, calibration."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z95 = 1.959964
BINS = 10


@dataclass(frozen=True)
class Share:
    """``hits`` of ``total``, with its 95 % Wilson score interval (Wilson 1927)."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, None for nothing counted."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval's ends, None for nothing counted."""
        if not self.total:
            return None
        p, n, z2 = self.hits / self.total, self.total, Z95 * Z95
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        reach = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, centre - reach), min(1.0, centre + reach)

    def text(self) -> str:
        """Return e.g. ``0.981 (0.955-0.992, 203/207)``."""
        if self.value is None or self.interval is None:
            return "-"
        low, high = self.interval
        return f"{self.value:.3f} ({low:.3f}-{high:.3f}, {self.hits}/{self.total})"

    def as_json(self) -> dict[str, object]:
        """Return value, interval and counts."""
        return {"value": self.value, "interval": self.interval, "hits": self.hits, "total": self.total}


@dataclass(frozen=True)
class Axis:
    """One judgement against its labels: pairs of (label, call)."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """How often each (label, call) occurred."""
        return Counter(self.pairs)

    @property
    def names(self) -> tuple[str, ...]:
        """All labels and calls, in order."""
        return tuple(sorted({name for pair in self.pairs for name in pair}))

    def precision(self, name: str) -> Share:
        """Of those called ``name``, how many are labelled so."""
        called = [label for label, call in self.pairs if call == name]
        return Share(sum(label == name for label in called), len(called))

    def recall(self, name: str) -> Share:
        """Of those labelled ``name``, how many are called so."""
        labelled = [call for label, call in self.pairs if label == name]
        return Share(sum(call == name for call in labelled), len(labelled))

    def accuracy(self) -> Share:
        """How many calls equal their label."""
        return Share(sum(label == call for label, call in self.pairs), len(self.pairs))

    def f1(self, name: str) -> float | None:
        """The harmonic mean of precision and recall, None where neither can be told."""
        precision, recall = self.precision(name).value, self.recall(name).value
        if not precision or not recall:
            return None
        return 2 * precision * recall / (precision + recall)

    def table(self) -> list[str]:
        """Return the confusion table as text lines: labels down, calls across."""
        names, counts = self.names, self.confusion
        wide = max([len(name) for name in names] + [8])
        lines = [" " * wide + "".join(f" {name:>{max(len(name), 6)}}" for name in names)]
        for label in names:
            cells = "".join(f" {counts[label, call] or '.':>{max(len(call), 6)}}" for call in names)
            lines.append(f"{label:<{wide}}{cells}")
        return lines


@dataclass(frozen=True)
class Bin:
    """Cases whose probability fell between ``low`` and ``high``: their mean probability and how often it came true."""

    low: float
    high: float
    count: int
    mean: float
    true: float


def calibration(points: Sequence[tuple[float, bool]], bins: int = BINS) -> tuple[list[Bin], float | None]:
    """Return the reliability table of (probability, came true) and the expected calibration error (Naeini et al. 2015)."""
    table = []
    for index in range(bins):
        low, high = index / bins, (index + 1) / bins
        inside = [(p, truth) for p, truth in points if low <= p < high or (index == bins - 1 and p == high)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            true = sum(truth for _, truth in inside) / len(inside)
            table.append(Bin(low, high, len(inside), mean, true))
    if not points:
        return table, None
    return table, sum(row.count * abs(row.mean - row.true) for row in table) / len(points)


def trade_off(points: Iterable[tuple[float, bool]]) -> list[tuple[float, float, float]]:
    """Return (threshold, precision, recall) for every distinct probability, highest first."""
    ordered = sorted(points, reverse=True)
    positives = sum(truth for _, truth in ordered)
    curve: list[tuple[float, float, float]] = []
    hits = 0
    for rank, (threshold, truth) in enumerate(ordered, 1):
        hits += truth
        if positives and (rank == len(ordered) or ordered[rank][0] != threshold):
            curve.append((threshold, hits / rank, hits / positives))
    return curve
