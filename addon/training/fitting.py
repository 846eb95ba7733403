"""Fitting the three linear models, with every text score that a message model learns from made out of fold."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from addon.core.resume.candidate import candidate_features
from addon.core.resume.evidence import message_features
from addon.core.resume.features import TextLook, look_at, text_features, under_subject
from addon.core.resume.model import LetterModel, LinearModel
from addon.core.resume.parts import take_apart
from addon.training.corpus import FOLDS, MARKS, LabelledMessage, LabelledText, fold_of
from addon.training.letter_fit import Lesson
from addon.training.signs import SIGNS, fit_signed

TEXT_C = 0.5
MESSAGE_C = 2.0
CANDIDATE_C = 2.0
WORD_SCALE = 0.4
"""Size of a word's presence next to the structural features: smaller means stronger regularisation of words."""

MIN_DOCUMENTS = 12
MIN_SOURCES = 5
_CLASS_WEIGHT = {"resume": 1.0, "job_post": 1.3, "other": 1.2}


@dataclass
class Looked:
    """Texts with their looks, so that folds need not count again."""

    texts: list[LabelledText]
    looks: list[TextLook] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count every text once."""
        self.looks = [under_subject(look_at(text.text), look_at(text.subject)) for text in self.texts]


def choose_words(looked: Looked, names: frozenset[str]) -> list[str]:
    """Return the vocabulary: plain words of 3 to 16 letters in many documents of many sources, none of them a name."""
    documents: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for text, look in zip(looked.texts, looked.looks, strict=True):
        for word in look.vocabulary:
            if word.isalpha() and 3 <= len(word) <= 16 and word not in names and word not in MARKS:
                documents[word] += 1
                sources[word].add(text.source)
    return sorted(word for word, count in documents.items() if count >= MIN_DOCUMENTS and len(sources[word]) >= MIN_SOURCES)


def fit_linear(
    rows: Sequence[dict[str, float]],
    labels: Sequence[str],
    weights: Sequence[float],
    strength: float,
    vocabularies: Sequence[frozenset[str]] = (),
    words: Sequence[str] = (),
) -> LinearModel:
    """Return a multinomial logistic model of the rows; ``strength`` is scikit-learn's C. Deterministic."""
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    if words:
        present = np.array([[WORD_SCALE * (word in vocabulary) for word in words] for vocabulary in vocabularies])
        matrix = np.hstack([matrix, present])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted: Any = LogisticRegression(C=strength, max_iter=5000, tol=1e-6)
        fitted.fit(matrix, list(labels), sample_weight=np.array(weights))
    classes = tuple(map(str, fitted.classes_))
    coefficients, bias = _as_rows(fitted, len(classes))
    table = {name: tuple(float(row[place]) for row in coefficients) for place, name in enumerate(names)}
    vocabulary = {
        word: tuple(WORD_SCALE * float(row[len(names) + place]) for row in coefficients) for place, word in enumerate(words)
    }
    return LinearModel(classes, tuple(float(b) for b in bias), table, vocabulary)


def _as_rows(fitted: Any, count: int) -> tuple[Any, Any]:
    """One row of coefficients per class, also where scikit-learn keeps a single row for two classes."""
    if count > 2:
        return fitted.coef_, fitted.intercept_
    return np.vstack([-fitted.coef_[0] / 2, fitted.coef_[0] / 2]), np.array([-fitted.intercept_[0] / 2, fitted.intercept_[0] / 2])


def fit_text(looked: Looked, words: Sequence[str], keep: Callable[[LabelledText], bool] = lambda _: True) -> LinearModel:
    """Return the text model of the texts that ``keep`` lets in."""
    pairs = [(text, look) for text, look in zip(looked.texts, looked.looks, strict=True) if keep(text)]
    return fit_linear(
        [text_features(look) for _, look in pairs],
        [text.label for text, _ in pairs],
        [text.weight for text, _ in pairs],
        TEXT_C,
        [look.vocabulary for _, look in pairs],
        words,
    )


def scorer(model: LinearModel) -> Callable[[TextLook], dict[str, float]]:
    """Return the function by which the evidence code asks for a text's three scores."""
    return lambda look: model.probabilities(text_features(look), look.vocabulary)


@dataclass
class Row:
    """One message as the models of the second stage see it."""

    case: LabelledMessage
    features: dict[str, float]
    whose: dict[str, float]

    @property
    def fold(self) -> int:
        """Its cross-validation fold."""
        return fold_of(self.case.group)


def make_rows(cases: Sequence[LabelledMessage], model: LinearModel, letter: LetterModel, whose: LetterModel) -> list[Row]:
    """Return the second-stage rows of ``cases``, texts scored by ``model`` and letters by ``letter`` and ``whose``."""
    rows = []
    for case in cases:
        parts = take_apart(case.message, case.owner, scorer(model), letter.probabilities)
        rows.append(Row(case, message_features(parts), candidate_features(case.message, parts, whose.probabilities)))
    return rows


def make_rows_out_of_fold(lesson: Lesson, whose: Lesson, looked: Looked, words: Sequence[str]) -> list[Row]:
    """Return the rows with each message's texts scored by models that saw nothing of its fold."""
    rows: list[Row] = []
    for fold in range(FOLDS):
        model = fit_text(looked, words, _outside(fold))
        letters = lesson.learn(_outside(fold)), whose.learn(_outside(fold))
        rows += make_rows([case for case in lesson.letters.cases if fold_of(case.group) == fold], model, *letters)
    return rows


def _outside(fold: int) -> Callable[[LabelledText | LabelledMessage], bool]:
    return lambda sample: fold_of(sample.group) != fold


def fit_message(rows: Sequence[Row]) -> LinearModel:
    """Return the message model; disputed cases are left out. Its weights keep the signs that :data:`SIGNS` prescribes."""
    kept = [row for row in rows if not row.case.doubt]
    weights = [
        row.case.weight
        * _CLASS_WEIGHT[row.case.label]
        * (2.0 if row.case.source == "real" and row.case.label != "other" else 1.0)
        for row in kept
    ]
    return fit_signed([row.features for row in kept], [row.case.label for row in kept], weights, MESSAGE_C, SIGNS)


def fit_candidate(rows: Sequence[Row]) -> LinearModel:
    """Return the model of whose resume it is, from the messages that present one."""
    kept = [row for row in rows if row.case.candidate and not row.case.doubt]
    weights = [2.0 if row.case.source == "real" else 1.0 for row in kept]
    return fit_linear([row.whose for row in kept], [str(row.case.candidate) for row in kept], weights, CANDIDATE_C)
