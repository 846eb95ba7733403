"""From findings to a call: broadcast, targeted or unclear.

Weights are log-odds steps; each group's sum is capped. A broadcast needs two independent classes of evidence, one of
them about delivery, since no sign but a hidden recipient list proves anything alone; only an advertisement or newsletter
all through, or a greeting to a group that is not named, says so by itself, and that is never asked of a resume. Where the
evidence does not reach,
the call is ``unclear``: Boykin and Roychowdhury left half of all mail undecided and were right on the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from addon.core.broadcast.delivery import is_from_owner, list_name
from addon.core.broadcast.proof import LONE_PROOF
from addon.core.broadcast.signal import AGAINST, CAPS, DELIVERY, Case, declared
from addon.core.context import Context
from addon.core.evidence import Broadcast, Finding, Resume
from addon.core.message import Message

BIAS = -2.25
"""Log-odds before anything is seen: most mail is written to somebody."""

SLOPE = 1.8
"""How far a unit of evidence moves the log-odds of what was observed; fitted by ``addon/training/broadcast.py``."""

BROADCAST_FROM = 0.7
TARGETED_TO = 0.25
"""Between these probabilities the call is ``unclear``."""

LEAST = 0.02
"""No mail shows that the same letter did not go to others one by one, so the probability never falls below this."""

AMONG_FEW = frozenset({"YOU_WROTE_IT_TO_FEW", "QUOTES_YOU", "COLLEAGUE_WRITES_TO_FEW", "YOU_KNOW_THE_SENDER"})
"""Signs of a conversation of a few: with the low probability each is enough to say that it was written to the owner."""

GREETS_MANY = frozenset({"WRITTEN_TO_A_GROUP", "GENERIC_GREETING"})
"""Signs that its first words are for more than one."""

SPOKEN_TO_MANY = GREETS_MANY | {"READS_LIKE_AN_ADVERT", "LAID_OUT_LIKE_A_MAILING"}
"""What a note to an address not the owner's must show besides: friends mail from phones and lists lose headers."""

FOR_OTHERS = frozenset({"WRITTEN_TO_A_GROUP", "GREETS_SOMEBODY_ELSE"})
"""Signs in an application's own words that it is not for the owner alone."""

_FIRST = 3


def judge_broadcast(message: Message, context: Context, resume: Resume) -> Broadcast:
    """Return whether ``message`` went alike to many, with the findings that say so, the most telling first.

    Pure; never raises on any message. ``probability`` is None where no signal saw anything.
    """
    case = Case(message, context, resume)
    findings = tuple(finding for signal in declared().values() if (finding := signal.find(case)))
    if not findings:
        return Broadcast("unclear", None)
    probability = as_probability(log_odds(findings))
    return Broadcast(_call(case, findings, probability), round(probability, 4), explain(findings))


def log_odds(findings: Iterable[Finding]) -> float:
    """Return the log-odds of ``broadcast``: each group's weights summed up to its cap, then scaled."""
    sums: dict[str, float] = {}
    for finding in findings:
        sums[finding.group] = sums.get(finding.group, 0.0) + finding.weight
    total = sum(max(-CAPS[group], min(CAPS[group], value)) for group, value in sums.items())
    return BIAS + SLOPE * total


def as_probability(odds: float) -> float:
    """Return the probability of ``broadcast`` for its log-odds, never below :data:`LEAST`. Any finite odds will do."""
    return max(LEAST, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))))


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
    if case.resume.call != "resume" and (_is_circular(findings) or _greets_unseen_group(case)):
        return True
    symbols = {finding.symbol for finding in findings if finding.group in DELIVERY}
    if _wants_words_to_many(case, symbols):
        return any(finding.symbol in SPOKEN_TO_MANY for finding in findings)
    if "RECIPIENTS_HIDDEN" in symbols and "personal" not in groups:
        return True
    return len(groups - AGAINST) >= 2 and bool(groups & DELIVERY)


def _wants_words_to_many(case: Case, delivery: set[str]) -> bool:
    """True where all that is known of its way is that it was addressed elsewhere, as a few share and pass on mail."""
    if delivery == {"YOU_ARE_NOT_ADDRESSED"}:
        return case.resume.call != "resume" and case.letter.is_short
    return delivery == {"SENT_TO_ANOTHER_ADDRESS_OF_YOUR_FIRM"}


def _is_circular(findings: tuple[Finding, ...]) -> bool:
    """An advertisement or newsletter all through: its text is for a readership whatever its way here. Never asked of a resume."""
    sums = {group: sum(f.weight for f in findings if f.group == group) for group in ("readership", "impersonal")}
    return sums["readership"] >= CAPS["readership"] and sums["impersonal"] >= 1.0


def _greets_unseen_group(case: Case) -> bool:
    """It greets many, and names none of them beside the owner."""
    return bool(case.letter.group_greeting) and not case.others and not is_from_owner(case)


def _is_personal(case: Case, findings: tuple[Finding, ...], groups: set[str]) -> bool:
    """Something speaks to the reader, and nothing of the way it came speaks of many.

    For a resume a name, a company and the usual question are not enough: merges fill that in.
    """
    if "personal" not in groups or groups & DELIVERY:
        return False
    symbols = {finding.symbol for finding in findings}
    if symbols & (AMONG_FEW - {"COLLEAGUE_WRITES_TO_FEW"} if _may_be_for_the_whole_firm(case, symbols) else AMONG_FEW):
        return True
    if "readership" in groups:
        return False
    speaks = bool(symbols & {"SPEAKS_OF_YOU", "RECALLS_WHAT_YOU_SHARED"})
    asks = "ASKS_YOU_SOMETHING" in symbols
    greets = bool(symbols & {"GREETS_YOU_BY_NAME", "GREETS_ONE_READER"})
    knows_deeds = speaks and bool(case.letter.about_you.deeds)
    if case.is_application:
        return not symbols & FOR_OTHERS and ((greets and (speaks or asks)) or (knows_deeds and case.letter.asks))
    passed_on = "PASSED_ON_TO_FEW" in symbols and case.resume.call != "resume"
    return greets or passed_on or (case.letter.is_short and (speaks or asks))


def _may_be_for_the_whole_firm(case: Case, symbols: set[str]) -> bool:
    """That a colleague wrote it is then no sign of a few: strangers apply all round in a firm, and "Dear all" names nobody."""
    return case.is_application or (bool(symbols & GREETS_MANY) and not case.others)


def explain(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` in the order to be told: first the three weightiest of different groups, then the rest by weight."""
    ranked = sorted(findings, key=lambda finding: (-abs(finding.weight), finding.symbol))
    first: list[Finding] = []
    for finding in ranked:
        if len(first) < _FIRST and finding.weight and finding.group not in {f.group for f in first}:
            first.append(finding)
    return (*first, *(finding for finding in ranked if finding not in first))
