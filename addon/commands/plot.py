"""Reliability and precision/recall curves as one SVG, drawn by hand: two small charts need no plotting library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addon.commands.metrics import Bin, calibration, trade_off

SIDE = 320
MARGIN = 48
COLOURS = {"resume": "#1a73e8", "broadcast": "#c5221f"}


def draw_curves(points: Mapping[str, Sequence[tuple[float, bool]]]) -> str:
    """Return an SVG document with the reliability curve and the precision/recall trade-off of each judgement."""
    width, height = 2 * (SIDE + MARGIN) + MARGIN, SIDE + 2 * MARGIN
    body = [
        _frame(MARGIN, "predicted", "came true", "Reliability, with 95 % intervals"),
        _frame(2 * MARGIN + SIDE, "recall", "precision", "Trade-off"),
    ]
    body.append(_path(MARGIN, [(0.0, 0.0), (1.0, 1.0)], "#9aa0a6", dashed=True))
    for index, (name, values) in enumerate(points.items()):
        colour = COLOURS.get(name, "#202124")
        table, error = calibration(values)
        body.append(_path(MARGIN, [(row.mean, row.true) for row in table], colour))
        body += [_bar(MARGIN, row, colour) + _dot(MARGIN, row.mean, row.true, colour) for row in table]
        body.append(_path(2 * MARGIN + SIDE, [(recall, precision) for _, precision, recall in trade_off(values)], colour))
        label = f"{name} (error {error:.3f})" if error is not None else name
        body.append(f'<text x="{MARGIN + 8}" y="{MARGIN + 18 + 16 * index}" fill="{colour}">{label}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{"".join(body)}</svg>\n'
    )


def _frame(left: int, across: str, up: str, title: str) -> str:
    ticks = "".join(
        f'<text x="{left + SIDE * t / 4:.0f}" y="{MARGIN + SIDE + 16}" text-anchor="middle">{t / 4:g}</text>'
        f'<text x="{left - 6}" y="{MARGIN + SIDE - SIDE * t / 4 + 4:.0f}" text-anchor="end">{t / 4:g}</text>'
        for t in range(5)
    )
    return (
        f'<rect x="{left}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#5f6368"/>{ticks}'
        f'<text x="{left + SIDE / 2:.0f}" y="{MARGIN - 14}" text-anchor="middle" font-weight="bold">{title}</text>'
        f'<text x="{left + SIDE / 2:.0f}" y="{MARGIN + SIDE + 34}" text-anchor="middle">{across} / {up}</text>'
    )


def _path(left: int, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    if not points:
        return ""
    steps = " ".join(f"{left + SIDE * x:.1f},{MARGIN + SIDE - SIDE * y:.1f}" for x, y in points)
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{steps}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _bar(left: int, row: Bin, colour: str) -> str:
    """The Wilson 95 % interval of one point of the reliability curve, as an upright line."""
    low, high = row.share.interval or (row.true, row.true)
    x = f"{left + SIDE * row.mean:.1f}"
    ends = f'y1="{MARGIN + SIDE - SIDE * low:.1f}" y2="{MARGIN + SIDE - SIDE * high:.1f}"'
    return f'<line x1="{x}" x2="{x}" {ends} stroke="{colour}" stroke-opacity="0.5"/>'


def _dot(left: int, x: float, y: float, colour: str) -> str:
    return f'<circle cx="{left + SIDE * x:.1f}" cy="{MARGIN + SIDE - SIDE * y:.1f}" r="3" fill="{colour}"/>'
