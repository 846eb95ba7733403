"""Figures of merit: confusion, precision and recall with Wilson intervals, calibration."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    order: tuple[str, ...] = ()
    """In which order labels and calls are shown; what is not named here comes after, in alphabetical order."""

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """How often each (label, call) occurred."""
        return Counter(self.pairs)

    @property
    def names(self) -> tuple[str, ...]:
        """All labels and calls, in order."""
        seen = {name for pair in self.pairs for name in pair}
        return tuple(sorted(seen, key=lambda name: (self.order.index(name) if name in self.order else len(self.order), name)))

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
        """Return the confusion table as text lines: labels down, calls across; a wrong cell carries a star."""
        return cross_table(self.names, self.names, self.confusion, lambda label, call: label == call)


def cross_table(
    rows: Sequence[str], columns: Sequence[str], counts: Mapping[tuple[str, str], int], is_right: Callable[[str, str], bool]
) -> list[str]:
    """Return a table of counts as aligned text lines, a star behind every count that is wrong and a dot for none.

    Long column names stand on several lines, broken where they have an underscore.
    """
    heads = [name.replace("_", "_ ").split() or [""] for name in columns]
    high = max((len(head) for head in heads), default=1)
    cells = [[_cell(counts.get((row, column), 0), right=is_right(row, column)) for column in columns] for row in rows]
    body = [[""] * (high - len(head)) + head for head in heads]
    lines = [("", [f"{column[level]} " for column in body]) for level in range(high)]
    lines += list(zip(rows, cells, strict=True))
    wide = [max(len(line[index]) for _, line in lines) for index in range(len(columns))]
    left = max([len(row) for row in rows], default=0)
    return [
        f"  {name:<{left}}" + "".join(f" {cell:>{wide[index]}}" for index, cell in enumerate(line)).rstrip()
        for name, line in lines
    ]


def _cell(count: int, *, right: bool) -> str:
    return f"{count or '.'}{'*' if count and not right else ' '}"


@dataclass(frozen=True)
class Bin:
    """Cases whose probability fell between ``low`` and ``high``: their mean probability and how often it came true."""

    low: float
    high: float
    count: int
    mean: float
    true: float

    @property
    def share(self) -> Share:
        """How often it came true, with its interval."""
        return Share(round(self.true * self.count), self.count)

    def as_json(self) -> dict[str, object]:
        """Return the row's figures and the interval of ``true``."""
        return {
            "low": self.low,
            "high": self.high,
            "count": self.count,
            "mean": self.mean,
            "true": self.true,
            "interval": self.share.interval,
        }


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
