"""Fitting the letter model: which words of a letter speak for an application, an advert, or neither."""

from __future__ import annotations

import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no type information
from sklearn.linear_model import LogisticRegression

from addon.core.resume.features import stem_of
from addon.core.resume.model import LetterModel
from addon.core.resume.parts import is_stem, look_at_layers
from addon.training.corpus import MARKS, READ, LabelledMessage

LETTER_C = 30.0
MIN_LETTERS = 4
MIN_SOURCES = 2
"""A term must stand in so many letters, of so many collections, one of them invented: what only one writer uses teaches
nothing, and no word that only real people's mail holds leaves it."""

_REAL = frozenset({"real", "mailbox", READ})

_WEIGHTS = {"composed": 0.5, "mailbox": 0.5, "advert": 0.1}
"""Weight of a letter by source; real and invented letters weigh 1, real ones that are not "other" 3, for they are few."""


@dataclass
class Letters:
    """Labelled messages with the terms of their letters, read once."""

    cases: Sequence[LabelledMessage]
    names: frozenset[str]
    terms: list[frozenset[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read every letter, where it was not read before."""
        self.terms = self.terms or [look_at_layers(case.message, case.owner).terms for case in self.cases]


def of_candidates(letters: Letters) -> Letters:
    """Return the letters that present somebody, labelled with whose resume it is."""
    pairs = [(case, terms) for case, terms in zip(letters.cases, letters.terms, strict=True) if case.candidate]
    cases = [replace(case, label=str(case.candidate)) for case, _ in pairs]
    return Letters(cases, letters.names, [terms for _, terms in pairs])


@dataclass(frozen=True)
class Lesson:
    """Letters, and the terms of theirs that a model of them may weigh."""

    letters: Letters
    chosen: Sequence[str]

    @classmethod
    def of(cls, letters: Letters) -> Lesson:
        """Return the lesson of ``letters``."""
        return cls(letters, choose_terms(letters))

    def learn(self, keep: Callable[[LabelledMessage], bool] = lambda _: True) -> LetterModel:
        """Return the letter model of the letters that ``keep`` lets in."""
        return fit_letter(self.letters, self.chosen, keep)


def choose_terms(letters: Letters) -> list[str]:
    """Return the terms that may have a weight: common ones, without the names of people, towns and firms."""
    counts: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for case, terms in zip(letters.cases, letters.terms, strict=True):
        if case.source != "advert":
            counts.update(terms)
            for term in terms:
                sources[term].add(case.source)
    banned = letters.names | MARKS
    common = [
        term
        for term, count in counts.items()
        if count >= MIN_LETTERS
        and len(sources[term]) >= MIN_SOURCES
        and not sources[term] <= _REAL
        and banned.isdisjoint(term.split())
    ]
    stems = {stem_of(term) for term in common if not is_stem(term) and " " not in term}
    return sorted(term for term in common if not is_stem(term) or term[2:] in stems)


def fit_letter(letters: Letters, chosen: Sequence[str], keep: Callable[[LabelledMessage], bool] = lambda _: True) -> LetterModel:
    """Return the letter model of the undisputed messages that ``keep`` lets in. Deterministic."""
    pairs = [(case, terms) for case, terms in zip(letters.cases, letters.terms, strict=True) if keep(case) and not case.doubt]
    rarity = _rarity([terms for _, terms in pairs], chosen)
    matrix = _as_matrix([terms for _, terms in pairs], rarity)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted: Any = LogisticRegression(C=LETTER_C, max_iter=2000, tol=1e-4)
        fitted.fit(matrix, [case.label for case, _ in pairs], sample_weight=np.array([_weight(case) for case, _ in pairs]))
    terms = {term: (rarity[term], *(float(row[place]) for row in fitted.coef_)) for place, term in enumerate(rarity)}
    return LetterModel(tuple(map(str, fitted.classes_)), tuple(float(value) for value in fitted.intercept_), terms)


def _weight(case: LabelledMessage) -> float:
    if case.source == "real" and case.label != "other":
        return 3.0
    return _WEIGHTS.get(case.source, 1.0)


def _rarity(letters: Sequence[frozenset[str]], chosen: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of the chosen terms, smoothed as scikit-learn does."""
    counts = Counter(term for terms in letters for term in terms)
    return {term: 1.0 + math.log((1 + len(letters)) / (1 + counts[term])) for term in chosen}


def _as_matrix(letters: Sequence[frozenset[str]], rarity: dict[str, float]) -> csr_matrix:
    places = {term: place for place, term in enumerate(rarity)}
    rows, columns, values = [], [], []
    for row, terms in enumerate(letters):
        known = sorted(terms & places.keys())
        length = math.sqrt(sum(rarity[term] ** 2 for term in known)) or 1.0
        rows += [row] * len(known)
        columns += [places[term] for term in known]
        values += [rarity[term] / length for term in known]
    return csr_matrix((values, (rows, columns)), shape=(len(letters), len(places)))
