"""A logistic model whose weights may only point where they make sense.

Few real resumes are at hand, so a free fit lets chance turn signs round ("says a resume is enclosed" against a resume).
With the sign of each weight given, the data decide only how much a fact counts: a strong and readable regularisation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy ships no type information

from addon.core.resume.model import LinearModel

_CLASSES = ("resume", "job_post", "other")

SIGNS: dict[str, str] = {
    # feature: sign for resume, sign for job_post, both against "other"; + - or 0 (none at all) or ? (free)
    "text_resume": "+-",
    "text_job_post": "-+",
    "letter_resume": "+-",
    "letter_job_post": "-+",
    "document": "+-",
    "file_reads_resume": "+-",
    "file_named_resume": "+-",
    "file_unread": "+-",
    "file_named_read_otherwise": "-?",
    "file_of_sender": "+-",
    "file_other": "?-",
    "says_sent": "+-",
    "says_sent_and_file": "+-",
    "mine_sent": "+-",
    "theirs_sent": "+-",
    "mention": "+0",
    "only_talk": "-0",
    "yours": "-0",
    "wants_yours": "0+",
    "asked": "-+",
    "applies": "+-",
    "applies_and_file": "+-",
    "third_and_file": "+-",
    "has_seek": "+?",
    "has_qualified": "+?",
    "has_hire": "-+",
    "has_recruit": "-+",
    "has_apply": "-+",
    "has_require": "-+",
    "has_pay": "-+",
    "has_agency": "+?",
    "has_service": "--",
    "has_talk": "--",
    "has_ack": "--",
    "has_event": "--",
    "has_third": "+0",
    "has_mass": "--",
    "hire_much": "-+",
    "agency_much": "+?",
    "subject_seek": "+?",
    "subject_hire": "-+",
    "subject_agency": "+?",
    "subject_third": "+-",
    "subject_talk": "--",
    "subject_mention": "+-",
    "subject_name": "+-",
    "subject_job": "++",
    "forward": "??",
    "reply": "--",
    "machine": "-?",
    "calendar": "--",
    "bulk": "-?",
    "from_owner": "--",
    "owner_answers": "--",
    "hands_over": "+-",
    "signs_firm": "?+",
    "urls": "-+",
    "job_title_and_offer": "-+",
    "hire_and_pay": "-+",
    "file_named_job": "-+",
    "empty_body": "+-",
}

_BOUNDS = {"+": (0.0, None), "-": (None, 0.0), "0": (0.0, 0.0), "?": (None, None)}


def fit_signed(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[str],
    weights: Sequence[float],
    strength: float,
    signs: Mapping[str, str],
) -> LinearModel:
    """Return a multinomial logistic model with L2 penalty 1 / (2 ``strength``) and the given signs; "other" is the zero class.

    Deterministic (L-BFGS-B from zero). Raises KeyError for a feature without a sign.
    """
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    matrix = np.hstack([matrix, np.ones((len(rows), 1))])
    truth = np.array([[label == name for name in _CLASSES] for label in labels], dtype=float)
    sample = np.array(weights)
    size = len(names) + 1
    bounds = _bounds(names, signs)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        free = flat.reshape(2, size)
        scores = np.column_stack([matrix @ free[0], matrix @ free[1], np.zeros(len(rows))])
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        chance = raised / raised.sum(axis=1, keepdims=True)
        value = -(sample * np.log(np.maximum(1e-12, (chance * truth).sum(axis=1)))).sum()
        slope = ((chance - truth)[:, :2] * sample[:, None]).T @ matrix
        penalty = free.copy()
        penalty[:, -1] = 0.0
        return float(value + (penalty**2).sum() / (2 * strength)), (slope + penalty / strength).ravel()

    found = minimize(
        loss, np.zeros(2 * size), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000, "ftol": 1e-10}
    )
    resume, post = found.x.reshape(2, size)
    table = {name: (float(resume[place]), float(post[place]), 0.0) for place, name in enumerate(names)}
    return LinearModel(_CLASSES, (float(resume[-1]), float(post[-1]), 0.0), table, {})


def _bounds(names: Sequence[str], signs: Mapping[str, str]) -> list[tuple[float | None, float | None]]:
    found: list[tuple[float | None, float | None]] = []
    for place in range(2):
        found += [_BOUNDS[signs[name][place]] for name in names]
        found.append((None, None))
    return found
