"""From a draft's signals to a grade, one sentence, and the fixes that would help. A grade never blocks anything."""

from __future__ import annotations

from collections.abc import Sequence

from addon.core.draft.case import DraftCase, DraftJudgement, declared
from addon.core.draft.recipients import Kind
from addon.core.draft.wording import called, crowd, number
from addon.core.evidence import Finding

THINK_FROM = 1.0
STOP_FROM = 3.0

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
    strangers = sum(each.is_stranger for each in draft.recipients)
    known = sum(each.is_known for each in draft.recipients if each.kind is not Kind.SELF)
    checked = not draft.others or len(draft.unchecked) < len(draft.others)
    if not draft.recipients:
        return DraftJudgement("empty", "Add recipients, then press Check again.")
    if draft.dismissed:
        sentence = "You asked not to be warned about this draft."
        return DraftJudgement("fine", sentence, (), (UNDISMISS,), strangers, known, checked)
    found = [finding for signal in declared().values() if (finding := signal.find(draft))]
    reasons = sorted(found, key=lambda finding: (-finding.weight, finding.symbol))
    grade = grade_of(reasons)
    if grade == "fine":
        reasons = reasons[:1]
    return DraftJudgement(
        grade=grade,
        sentence=_sentence(draft, grade, reasons, checked=checked),
        reasons=tuple(reasons),
        fixes=tuple(_fixes(draft, grade, {finding.symbol for finding in reasons})),
        strangers=strangers,
        known=known,
        checked=checked,
    )


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


def _sentence(draft: DraftCase, grade: str, reasons: Sequence[Finding], *, checked: bool) -> str:
    cold = draft.cold
    if grade == "fine":
        return _fine_sentence(draft, checked=checked)
    if any(finding.group in {"crowd", "resume", "repeat"} for finding in reasons) and cold:
        verb = "doesn't" if len(cold) == 1 else "don't"
        if draft.has_resume:
            whose = "your" if draft.resume is not None and draft.resume.candidate == "sender" else "a"
            return f"You are about to send {whose} resume to {crowd(cold)} who {verb} know you."
        if len(cold) == len(draft.others):
            return f"You are about to write to {crowd(cold)} at once who {verb} know you."
        return f"{_capital(number(len(cold)))} of the {number(len(draft.others))} recipients {verb} know you."
    return reasons[0].text


def _fine_sentence(draft: DraftCase, *, checked: bool) -> str:
    others = draft.others
    if not others:
        return "This goes only to yourself."
    if not checked:
        return "Whether these people know you could not be checked."
    familiar = [each for each in others if each.is_known or each.colleague]
    if len(familiar) == len(others):
        who = {1: called(others[0]), 2: "Both recipients"}.get(len(others), f"All {number(len(others))} recipients")
        if any(not each.is_known for each in familiar):
            return f"{who} {'is' if len(others) == 1 else 'are'} known to you or a colleague."
        return f"{who} {'knows' if len(others) == 1 else 'know'} you."
    if len(others) == 1:
        return _one_sentence(draft)
    if draft.cold:
        verb = "doesn't" if len(draft.cold) == 1 else "don't"
        count = _capital(number(len(draft.cold)))
        return f"{count} of {number(len(others))} recipients {verb} know you yet; nothing looks like a mass mailing."
    return "Nothing here looks like a mass mailing."


def _one_sentence(draft: DraftCase) -> str:
    only = draft.others[0]
    if only.kind is Kind.LIST:
        return f"{called(only)} is a mailing list: everyone on it will read this."
    if only.kind is Kind.ROLE:
        return f"{called(only)} is a shared mailbox, not one person's."
    if only.tie.received:
        return f"{called(only)} wrote to you before."
    if draft.letter is not None and not draft.letter.is_empty:
        return f"{called(only)} doesn't know you yet, and you write to them alone."
    return f"{called(only)} doesn't know you yet."


def _fixes(draft: DraftCase, grade: str, symbols: set[str]) -> list[str]:
    """Return the fixes that change something, those that help most first; none where nothing is wrong."""
    if grade == "fine":
        return []
    fixes = []
    cold = {each.key for each in draft.cold}
    known = {each.key for each in draft.others if each.is_known or each.colleague}
    if cold and known:
        fixes.append(KEEP_KNOWN)
    if len(cold) >= 2:
        fixes.append(SPLIT)
    if cold and len(draft.others) - len(cold) != len(known):
        fixes.append(REMOVE_STRANGERS)
    if cold and not known and REMOVE_STRANGERS not in fixes:
        fixes.append(REMOVE_STRANGERS)
    if symbols & {"NO_GREETING_BY_NAME", "WRONG_NAME_IN_GREETING"} and len(draft.others) == 1:
        fixes.append(OPENER)
    if symbols & {"SUBJECT_IS_YOUR_NAME", "SUBJECT_IS_JOB", "SUBJECT_IS_EMPTY"}:
        fixes.append(SUBJECT)
    return [*fixes, DISMISS]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
