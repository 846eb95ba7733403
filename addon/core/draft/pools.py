"""Which of many addresses ever wrote? Pooled searches, so that strangers cost next to nothing.

A search for a group that comes back empty clears the whole group. Those of groups with hits stand in a grid: one search per
row and one per column. A message has one sender, so the row and the column that found it name the person; one round trip
tells for hundreds of addresses who wrote, and with which messages. Halving groups step by step would take five.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from addon.core.exchange import Hit
from addon.core.query import AnyOf


@dataclass(frozen=True)
class Found:
    """What one pooled search brought. ``complete`` is False where it failed, or more hits exist than were listed."""

    hits: tuple[Hit, ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class Located:
    """Whose the hits of a grid are, by addr_key. ``doubtful`` are keys for which the grid gives no answer."""

    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def chunk(keys: Iterable[str], asks: AnyOf, longest: int, most: int) -> list[tuple[str, ...]]:
    """Return ``keys`` in runs of at most ``most``, each run's query at most ``longest`` characters (a lone key's may be more)."""
    base = len(asks.query(()))
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    length = base
    for key in keys:
        size = asks.length(key)
        if run and (len(run) >= most or length + size > longest):
            runs.append(tuple(run))
            run, length = [], base
        run.append(key)
        length += size
    return [*runs, tuple(run)] if run else runs


@dataclass(frozen=True)
class Grid:
    """Rows and columns over addr_keys: each key stands in exactly one of each, and no two keys share both."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """All groups to search for: rows, then columns."""
        return self.rows + self.columns


def make_grid(keys: Sequence[str], asks: AnyOf, longest: int) -> Grid:
    """Return a grid that is as near to a square as the length of a query allows."""
    side = max(1, math.isqrt(max(0, len(keys) - 1)) + 1)
    rows = chunk(keys, asks, longest, side)
    columns: list[tuple[str, ...]] = []
    for place in range(max((len(row) for row in rows), default=0)):
        columns += chunk((row[place] for row in rows if place < len(row)), asks, longest, max(1, len(keys)))
    return Grid(tuple(rows), tuple(columns))


def locate(grid: Grid, found: Sequence[Found]) -> Located:
    """Return whose the hits are that the grid's groups ``found`` (in the order of :attr:`Grid.groups`).

    Exact where each message has one author and the searches were complete. Where a message could be several people's, or a
    person's mail may be hidden behind a full page or a failed search, the person is doubtful and must be asked for alone.
    """
    height = len(grid.rows)
    rows, columns = found[:height], found[height:]
    row_of = {key: number for number, row in enumerate(grid.rows) for key in row}
    column_of = {key: number for number, column in enumerate(grid.columns) for key in column}
    key_at = {(row_of[key], column_of[key]): key for key in row_of}
    full_rows = {number for number, each in enumerate(rows) if not each.complete}
    full_columns = {number for number, each in enumerate(columns) if not each.complete}
    seen: dict[str, tuple[Hit, set[int], set[int]]] = {}
    for number, each in enumerate(rows):
        for hit in each.hits:
            seen.setdefault(hit.gmail_id, (hit, set(), set()))[1].add(number)
    for number, each in enumerate(columns):
        for hit in each.hits:
            seen.setdefault(hit.gmail_id, (hit, set(), set()))[2].add(number)
    whose: dict[str, list[Hit]] = {}
    doubtful = {key for (row, column), key in key_at.items() if row in full_rows and column in full_columns}
    for hit, in_rows, in_columns in seen.values():
        people = [
            key_at[row, column]
            for row in in_rows or full_rows
            for column in in_columns or full_columns
            if (row, column) in key_at
        ]
        if len(people) == 1:
            whose.setdefault(people[0], []).append(hit)
        doubtful.update(people if len(people) > 1 else ())
    certain = {key: _newest_first(hits) for key, hits in whose.items() if key not in doubtful}
    return Located(certain, frozenset(doubtful))


def _newest_first(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (len(hit.gmail_id), hit.gmail_id), reverse=True))
