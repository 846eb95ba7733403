"""From a draft's signals to a grade, one sentence, and the fixes that would help. A grade never blocks anything."""

from __future__ import annotations

from collections.abc import Sequence

from addon.core.draft.case import TOGETHER, DraftCase, DraftJudgement, declared
from addon.core.draft.recipients import Kind
from addon.core.draft.sentence import fine_sentence, warning_sentence
from addon.core.evidence import Finding

THINK_FROM = 1.0
STOP_FROM = 3.0

SMALL_SHARE = 0.25
"""Strangers up to this share of the recipients are aunts at a wedding, not the crowd of a blast."""

STRONGER = {
    "NO_GREETING_BY_NAME": ("WRONG_NAME_IN_GREETING", "MERGE_RESIDUE"),
    "WRONG_NAME_IN_GREETING": ("MERGE_RESIDUE",),
}
"""Findings that say the same of a greeting as another, only less."""

KEEP_KNOWN = "keep-known"
REMOVE_STRANGERS = "remove-strangers"
SPLIT = "split"
OPENER = "opener"
SUBJECT = "subject"
DISMISS = "dismiss"
UNDISMISS = "undismiss"


def judge_draft(draft: DraftCase) -> DraftJudgement:
    """Return what to think of ``draft``. Pure; never raises.

    Weights add up within each group to the group's strongest signal, then across groups: 1 is worth a second look, 3 a halt.
    A draft to one stranger keeps at most one hint, and a dismissed one is fine with nothing to say.
    """
    strangers = len(draft.cold)
    known = sum(each.is_known for each in draft.recipients if each.kind is not Kind.SELF)
    checked = not draft.others or len(draft.unchecked) < len(draft.others)
    if not draft.recipients:
        return DraftJudgement("empty", "Add recipients, then press Check again.")
    if draft.dismissed:
        sentence = "You asked not to be warned about this draft."
        return DraftJudgement("fine", sentence, (), (UNDISMISS,), strangers, known, checked)
    reasons = _find(draft)
    grade = grade_of(reasons)
    if grade == "stop" and _is_among_friends(draft):
        grade = "think"
    if grade == "fine":
        reasons = reasons[:1]
    return DraftJudgement(
        grade=grade,
        sentence=fine_sentence(draft, checked=checked) if grade == "fine" else warning_sentence(draft, reasons),
        reasons=tuple(reasons),
        fixes=tuple(_fixes(draft, grade, {finding.symbol for finding in reasons})),
        strangers=strangers,
        known=known,
        checked=checked,
    )


def _find(draft: DraftCase) -> list[Finding]:
    """Return what the signals see, the strongest first; what says the same less strongly is left out."""
    found = {symbol: finding for symbol, signal in declared().items() if (finding := signal.find(draft))}
    weaker = [symbol for symbol, others in STRONGER.items() if any(other in found for other in others)]
    kept = (finding for symbol, finding in found.items() if symbol not in weaker)
    return sorted(kept, key=lambda finding: (-finding.weight, finding.symbol))


def _is_among_friends(draft: DraftCase) -> bool:
    """True for ordinary mail to people who know the owner or wrote to them, with a few strangers among them."""
    if draft.has_resume or draft.is_job_search or draft.name_subject:
        return False
    strangers = sum(each.is_cold for each in draft.cold)
    familiar = sum(each.is_known or each.colleague or each.wrote_first for each in draft.others)
    return strangers <= SMALL_SHARE * (familiar + strangers)


def grade_of(reasons: Sequence[Finding]) -> str:
    """Return fine, think or stop: of each group only the strongest finding counts, as its facts are not independent."""
    strongest: dict[str, float] = {}
    for finding in reasons:
        strongest[finding.group] = max(strongest.get(finding.group, 0.0), finding.weight)
    total = sum(strongest.values())
    if total >= STOP_FROM and "crowd" in strongest:
        return "stop"
    # Hints alone never add up to a warning.
    return "think" if any(weight >= THINK_FROM for weight in strongest.values()) else "fine"


def _fixes(draft: DraftCase, grade: str, symbols: set[str]) -> list[str]:
    """Return the fixes that change something, those that help most first; none where nothing is wrong but, perhaps, a name."""
    if grade == "fine":
        return [OPENER] if "WRONG_NAME_IN_GREETING" in symbols else []
    fixes = []
    known = sum(each.is_known or each.colleague for each in draft.others)
    cold, others = len(draft.cold), len(draft.others)
    if cold and known:
        fixes.append(KEEP_KNOWN)
    if cold >= TOGETHER:
        fixes.append(SPLIT)
    # Nobody is helped by emptying a letter to one person; where only acquaintances would stay, the first fix says it better.
    if (TOGETHER <= cold == others) or (cold and others - cold > known):
        fixes.append(REMOVE_STRANGERS)
    if symbols & {"NO_GREETING_BY_NAME", "WRONG_NAME_IN_GREETING"} and others == 1:
        fixes.append(OPENER)
    if symbols & {"SUBJECT_IS_YOUR_NAME", "SUBJECT_IS_JOB", "SUBJECT_IS_EMPTY"}:
        fixes.append(SUBJECT)
    return [*fixes, DISMISS]
