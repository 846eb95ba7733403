"""Figures on held-out rows: precision, recall, calibration error, and whose resume it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from addon.core.resume.judge import call_from
from addon.core.resume.model import LinearModel
from addon.training.corpus import FOLDS, LabelledMessage, LabelledText
from addon.training.fitting import Looked, Row, fit_candidate, fit_message, fit_text, make_rows
from addon.training.letter_fit import Lesson


def expected_calibration_error(probabilities: Sequence[float], truths: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins (Naeini et al. 2015), 0..1."""
    total = 0.0
    for place in range(bins):
        inside = [(p, t) for p, t in zip(probabilities, truths, strict=True) if min(bins - 1, int(p * bins)) == place]
        if inside:
            total += abs(sum(p for p, _ in inside) - sum(t for _, t in inside))
    return total / max(1, len(probabilities))


def describe(title: str, rows: Sequence[Row], predict: Callable[[Row], dict[str, float]]) -> str:
    """Return one line of figures for ``rows`` that are not disputed."""
    rows = [row for row in rows if not row.case.doubt]
    scored = [(row, predict(row)) for row in rows]
    parts = []
    for name in ("resume", "job_post"):
        called = [row for row, scores in scored if call_from(scores) == name]
        right = sum(row.case.label == name for row in called)
        real = sum(row.case.label == name for row in rows)
        precision, recall = right / max(1, len(called)), right / max(1, real)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        parts.append(f"{name} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (n {real})")
    ece = expected_calibration_error(
        [scores["resume"] for _, scores in scored], [row.case.label == "resume" for row, _ in scored]
    )
    return f"{title:34} {'; '.join(parts)}; ECE {ece:.3f}"


def cross_validate(rows: Sequence[Row]) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """Return per message name the held-out probabilities, and for resumes the held-out candidate call."""
    probabilities: dict[str, dict[str, float]] = {}
    candidates: dict[str, str] = {}
    for fold in range(FOLDS):
        training = [row for row in rows if row.fold != fold]
        message, whose = fit_message(training), fit_candidate(training)
        for row in rows:
            if row.fold == fold:
                probabilities[row.case.name] = message.probabilities(row.features)
                scores = whose.probabilities(row.whose)
                candidates[row.case.name] = max(scores, key=lambda key: scores[key])
    return probabilities, candidates


def write_report(rows: Sequence[Row], message: LinearModel) -> list[str]:
    """Return the lines of the report: grouped cross-validation, in-sample, each source left out, and whose resume it is."""
    held, candidates = cross_validate(rows)
    lines = []
    for source in ("real", "composed", "letters", "mailbox", "advert"):
        mine = _of(source, rows)
        lines.append(describe(f"cross-validated, {source}", mine, lambda row: held[row.case.name]))
        lines.append(describe(f"in-sample, {source}", mine, _by(message)))
    for source in _MAIL:
        mine = _of(source, rows)
        without = fit_message([row for row in rows if not row.case.source.startswith(source)])
        lines.append(describe(f"second stage without {source}", mine, _by(without)))
    for source in _MAIL:
        asked = [row for row in _of(source, rows) if row.case.candidate and not row.case.doubt]
        right = sum(candidates[row.case.name] == row.case.candidate for row in asked)
        lines.append(f"candidate, cross-validated, {source}: {right} of {len(asked)}")
    return lines


def report_left_out(rows: Sequence[Row], lesson: Lesson, whose: Lesson, looked: Looked, words: Sequence[str]) -> Iterator[str]:
    """Yield one line per language and per source that none of the models has seen."""

    def told(title: str, unseen: Sequence[Row], keep: Callable[[LabelledText | LabelledMessage], bool]) -> str:
        text = fit_text(looked, words, keep)
        message = fit_message([row for row in rows if keep(row.case)])
        scored = make_rows([row.case for row in unseen], text, lesson.learn(keep), whose.learn(keep))
        return describe(title, scored, _by(message))

    composed = _of("composed", rows)
    for language in sorted({row.case.language for row in composed} - {"en"}):
        unseen = [row for row in composed if row.case.language == language]
        yield told(f"without {language}", unseen, _other_language(language))
    for source in _MAIL:
        yield told(f"without {source}, both stages", _of(source, rows), _other_source(source))


_MAIL = ("real", "composed", "letters")
"""Sources of whole labelled messages: real mail, composed cases, invented letters."""


def _of(source: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.case.source.startswith(source)]


def _by(model: LinearModel) -> Callable[[Row], dict[str, float]]:
    return lambda row: model.probabilities(row.features)


def _other_language(language: str) -> Callable[[LabelledText | LabelledMessage], bool]:
    return lambda sample: sample.language != language


def _other_source(source: str) -> Callable[[LabelledText | LabelledMessage], bool]:
    return lambda sample: not sample.source.startswith(source)


def list_errors(rows: Sequence[Row]) -> list[str]:
    """Return one line per held-out error: name, label, call and probabilities; no text of the mail."""
    held, candidates = cross_validate(rows)
    lines = []
    for row in rows:
        scores = held[row.case.name]
        call = call_from(scores)
        if row.case.doubt or row.case.source == "advert":
            continue
        if call != row.case.label:
            lines.append(
                f"{row.case.name} {row.case.label} ({row.case.candidate}) called {call} {[round(v, 2) for v in scores.values()]}"
            )
        elif row.case.candidate and candidates[row.case.name] != row.case.candidate:
            lines.append(f"{row.case.name} candidate {row.case.candidate} called {candidates[row.case.name]}")
    return lines
