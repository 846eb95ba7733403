"""`bench`: what a card costs. Calls, units and round trips are exact; times are medians and 95th percentiles of this machine."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from addon.commands.scenes import Scene, build_scenes
from addon.wire import Deadline


@dataclass
class Samples:
    """Durations in ms of one stage."""

    values: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return the value below which ``share`` (0..1) of the samples lie."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def as_json(self) -> dict[str, float]:
        """Return p50 and p95 in ms."""
        return {"p50_ms": round(statistics.median(self.values), 3), "p95_ms": round(self.percentile(0.95), 3)}


def run_bench(rounds: int, *, as_json: bool) -> str:
    """Return the figures of every scene, ``rounds`` events each, as text or JSON."""
    rows = [measure(scene, rounds) for scene in build_scenes()]
    if as_json:
        return json.dumps({"rounds": rounds, "scenes": rows}, indent=2)
    return "\n".join(_text(rounds, rows))


def measure(scene: Scene, rounds: int) -> dict[str, Any]:
    """Return one scene's exact cost and its times: the whole event, own compute, the bare Gmail calls, and each stage."""
    whole, own, floor = Samples(), Samples(), Samples()
    stages: dict[str, Samples] = {name: Samples() for name in scene.stages}
    scene.play()  # once unmeasured: imports, caches and the client are warm from here on
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        # In pairs within one round, so that a noisy moment hits both alike.
        scene.forget()
        spent, waited, ms = scene.play()
        whole.values.append(ms)
        own.values.append(ms - waited)
        floor.values.append(_timed(lambda: replay(scene)))
        for name, stage in scene.stages.items():
            stages[name].values.append(_timed(stage))
    gc.unfreeze()
    return {
        "scene": scene.name,
        "calls": spent.calls,
        "round_trips": spent.round_trips,
        "units": spent.units,
        "whole": whole.as_json(),
        "own_compute": own.as_json(),
        "bare_gmail_calls": floor.as_json(),
        "ratio_to_floor": round(statistics.median(a / b for a, b in zip(whole.values, floor.values, strict=True) if b), 2),
        "stages": {name: samples.as_json() for name, samples in stages.items()},
    }


def replay(scene: Scene) -> None:
    """Make the scene's Gmail requests again, bare: the same bytes to the same simulator, with nothing around them."""
    deadline = Deadline.after(60)
    for method, url, headers, body in scene.requests:
        scene.wire.send(method, url, headers, body, deadline)


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _text(rounds: int, rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        f"{rounds} events per scene; ms of this machine, median / 95th percentile. Own compute is all but the wait for Gmail.",
        "",
    ]
    for row in rows:
        lines.append(row["scene"])
        lines.append(f"  {row['calls']} calls, {row['round_trips']} round trips, {row['units']} units")
        lines += [f"  {name.replace('_', ' '):<18} {_pair(row[name])}" for name in ("own_compute", "whole", "bare_gmail_calls")]
        lines.append(f"  whole / bare calls {row['ratio_to_floor']}")
        lines += [f"    {name:<16} {_pair(value)}" for name, value in row["stages"].items()]
        lines.append("")
    return lines


def _pair(value: dict[str, float]) -> str:
    return f"{value['p50_ms']:8.2f} / {value['p95_ms']:8.2f}"
