"""An assessment as JSON (for programs) and as text (for people)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from addon.commands.cases import one_line
from addon.commands.desk import Judged
from addon.core.evidence import Finding
from addon.handlers.words import Calendar, level_sentence


def as_json(case_id: str | None, judged: Judged) -> dict[str, Any]:
    """Return the assessment as the documented JSON object; times in ISO 8601, UTC."""
    found = judged.found
    tie = found.relationship
    return {
        "id": case_id,
        "verdict": found.verdict.name.value,
        "sentence": found.verdict.sentence,
        "relationship": {
            "level": tie.level.value,
            "received": tie.received,
            "sent": tie.sent,
            "two_way_threads": tie.two_way_threads,
            "first_contact": iso(tie.first_contact),
            "last_contact": iso(tie.last_contact),
            "strength": round(tie.strength, 1),
            "flags": sorted(flag.value for flag in tie.flags),
        },
        "broadcast": {
            "call": found.broadcast.call,
            "probability": _rounded(found.broadcast.probability),
            "evidence": evidence_json(found.broadcast.findings),
        },
        "resume": {
            "call": found.resume.call,
            "candidate": found.resume.candidate,
            "probability": _rounded(found.resume.probability),
            "evidence": evidence_json(found.resume.findings),
        },
        "not_seen": [note.text for note in found.not_seen],
        "cost": {
            "calls": judged.cost.calls,
            "round_trips": judged.cost.round_trips,
            "units": judged.cost.units,
            "ms": round(judged.compute_ms, 2),
        },
    }


def as_text(judged: Judged) -> str:
    """Return the assessment as a person reads it."""
    found = judged.found
    tie = found.relationship
    lines = [one_line(found.verdict.sentence), ""]
    sentence = level_sentence(tie, Calendar())
    if sentence:
        lines += [f"Relationship ({tie.level.value}): {sentence}"]
        lines += [
            f"  {tie.received} received, {tie.sent} sent, {tie.two_way_threads} two-way threads, strength {tie.strength:.0f}"
        ]
    lines += _section("About this message", (finding.text for finding in found.broadcast.findings))
    lines += _section("About the resume", (finding.text for finding in found.resume.findings))
    lines += _section("Not seen", (note.text for note in found.not_seen))
    cost = judged.cost
    lines += [
        "",
        f"{cost.calls} calls in {cost.round_trips} round trips, {cost.units} Gmail units, {judged.compute_ms:.1f} ms own compute",
    ]
    return "\n".join(lines)


def iso(at: int | None) -> str | None:
    """Return ms since the epoch as ISO 8601 in UTC, to the second; None for None."""
    if at is None:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def evidence_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return findings in the documented JSON form, in the order given."""
    return [{"symbol": finding.symbol, "group": finding.group, "text": finding.text} for finding in findings]


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


def _section(title: str, texts: Iterable[str]) -> list[str]:
    shown = [f"  - {one_line(text)}" for text in texts]
    return ["", title, *shown] if shown else []
