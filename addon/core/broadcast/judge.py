"""From findings to a call: broadcast, targeted or unclear (detection.md 4).

Weights are log-odds steps; each group's sum is capped. A broadcast needs two independent classes of evidence, one of
them about delivery, since no sign but a hidden recipient list proves anything alone. Where the evidence does not reach,
the call is ``unclear``: Boykin and Roychowdhury left half of all mail undecided and were right on the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from addon.core.broadcast.delivery import list_name
from addon.core.broadcast.proof import LONE_PROOF
from addon.core.broadcast.signal import AGAINST, CAPS, DELIVERY, Case, declared
from addon.core.context import Context
from addon.core.evidence import Broadcast, Finding, Resume
from addon.core.message import Message

BIAS = -2.25
"""Log-odds before anything is seen: most mail is written to somebody."""

SLOPE = 1.5
"""How far a unit of evidence moves the log-odds of what was observed; fitted by ``addon/training/broadcast.py``."""

BROADCAST_FROM = 0.7
TARGETED_TO = 0.25
"""Between these probabilities the call is ``unclear``."""

AMONG_FEW = frozenset({"YOU_WROTE_IT_TO_FEW", "QUOTES_YOU", "COLLEAGUE_WRITES_TO_FEW", "YOU_KNOW_THE_SENDER", "PASSED_ON_TO_FEW"})
"""Signs of a conversation of a few: with the low probability each is enough to say that it was written to the owner."""

_FIRST = 3


def judge_broadcast(message: Message, context: Context, resume: Resume) -> Broadcast:
    """Return whether ``message`` went alike to many, with the findings that say so, the most telling first.

    Pure; never raises on any message. ``probability`` is None where no signal saw anything.
    """
    case = Case(message, context, resume)
    findings = tuple(finding for signal in declared().values() if (finding := signal.find(case)))
    if not findings:
        return Broadcast("unclear", None)
    probability = 1.0 / (1.0 + math.exp(-log_odds(findings)))
    return Broadcast(_call(case, findings, probability), round(probability, 4), explain(findings))


def log_odds(findings: Iterable[Finding]) -> float:
    """Return the log-odds of ``broadcast``: each group's weights summed up to its cap, then scaled."""
    sums: dict[str, float] = {}
    for finding in findings:
        sums[finding.group] = sums.get(finding.group, 0.0) + finding.weight
    total = sum(max(-CAPS[group], min(CAPS[group], value)) for group, value in sums.items())
    return BIAS + SLOPE * total


def has_lone_proof(findings: Iterable[Finding]) -> bool:
    """True where a sign is among ``findings`` that is enough by itself under a stranger's resume."""
    return any(finding.symbol in LONE_PROOF for finding in findings)


def _call(case: Case, findings: tuple[Finding, ...], probability: float) -> str:
    groups = {finding.group for finding in findings if finding.weight}
    if list_name(case) and probability >= BROADCAST_FROM:
        return "broadcast"  # whoever it answers: a list brought it to many
    if "exempt" in groups:
        return "targeted" if probability < 0.5 else "unclear"
    if probability >= BROADCAST_FROM and _is_supported(case, findings, groups):
        return "broadcast"
    if probability <= TARGETED_TO and _is_personal(case, findings, groups):
        return "targeted"
    return "unclear"


def _is_supported(case: Case, findings: tuple[Finding, ...], groups: set[str]) -> bool:
    """Two independent classes, one about delivery; or one of the few signs that are enough for what they are."""
    if list_name(case):
        return True
    if case.resume.call == "resume" and has_lone_proof(findings):
        return True
    return len(groups - AGAINST) >= 2 and bool(groups & DELIVERY)


def _is_personal(case: Case, findings: tuple[Finding, ...], groups: set[str]) -> bool:
    """Something speaks to the reader, and nothing of the way it came speaks of many.

    For a resume a name is not enough: merges fill that in (detection.md 7).
    """
    if "personal" not in groups or groups & DELIVERY or "readership" in groups:
        return False
    symbols = {finding.symbol for finding in findings}
    speaks, asks, greets = ("SPEAKS_OF_YOU" in symbols, "ASKS_YOU_SOMETHING" in symbols, "GREETS_YOU_BY_NAME" in symbols)
    knows_deeds = speaks and bool(case.letter.about_you.deeds)
    if symbols & AMONG_FEW:
        return True
    if case.resume.call == "resume" and case.resume.candidate != "third_party":
        return (greets and (speaks or asks or "RECALLS_WHAT_YOU_SHARED" in symbols)) or (knows_deeds and asks)
    return greets or "GREETS_ONE_READER" in symbols or (case.letter.is_short and (speaks or asks))


def explain(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` in the order to be told: first the three weightiest of different groups, then the rest by weight."""
    ranked = sorted(findings, key=lambda finding: (-abs(finding.weight), finding.symbol))
    first: list[Finding] = []
    for finding in ranked:
        if len(first) < _FIRST and finding.weight and finding.group not in {f.group for f in first}:
            first.append(finding)
    return (*first, *(finding for finding in ranked if finding not in first))
