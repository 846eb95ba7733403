"""The shipped linear models: read once from the package's ``weights.json``, scored in plain Python.

Made by ``python -m addon.training.resume``; the file's ``about`` says when and from what.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from addon.core.resume.data import read_weights


@dataclass(frozen=True)
class LinearModel:
    """A multinomial logistic model: ``weights[feature]`` holds one number per class, ``words`` likewise per vocabulary word."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[float, ...]]

    def scores(self, features: Mapping[str, float], vocabulary: Iterable[str] = ()) -> list[float]:
        """Return one log-odds score per class; features without a weight count for nothing. Deterministic."""
        totals = list(self.bias)
        for name, value in features.items():
            row = self.weights.get(name)
            if value and row is not None:
                for place, weight in enumerate(row):
                    totals[place] += weight * value
        for word in vocabulary:
            row = self.words.get(word)
            if row is not None:
                for place, weight in enumerate(row):
                    totals[place] += weight
        return [round(total, 9) for total in totals]

    def probabilities(self, features: Mapping[str, float], vocabulary: Iterable[str] = ()) -> dict[str, float]:
        """Return the probability of each class; they sum to 1."""
        totals = self.scores(features, sorted(set(vocabulary) & self.words.keys()))
        return dict(zip(self.classes, soft_max(totals), strict=True))

    def step(self, names: Iterable[str], features: Mapping[str, float], towards: str) -> float:
        """Return by how much (log-odds) the named features move the call ``towards`` a class, against the mean of the others."""
        place = self.classes.index(towards)
        others = len(self.classes) - 1
        moved = 0.0
        for name in names:
            row = self.weights.get(name)
            if row is not None:
                moved += features.get(name, 0.0) * (row[place] - (sum(row) - row[place]) / others)
        return moved


@dataclass(frozen=True)
class LetterModel:
    """A multinomial logistic model of a letter's terms: ``terms[term]`` holds the term's rarity, then one weight per class.

    A letter's terms are weighed by rarity and brought to length one (tf-idf with presence for frequency: Salton and Buckley
    1988), so that a long letter says no more than a short one.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    terms: Mapping[str, Sequence[float]]
    unit: float = 1.0
    """What a number of ``terms`` counts: the file holds hundredths, for whole numbers load twice as fast."""

    def probabilities(self, terms: frozenset[str]) -> dict[str, float]:
        """Return the probability of each class for a letter of these terms; they sum to 1. Deterministic."""
        rows = [self.terms[term] for term in sorted(terms & self.terms.keys())]
        length = (math.sqrt(sum(row[0] * row[0] for row in rows)) or 1.0) / self.unit
        totals = [round(bias + sum(row[0] * row[place] for row in rows) / length, 9) for place, bias in enumerate(self.bias, 1)]
        return dict(zip(self.classes, soft_max(totals), strict=True))


def log_odds(chance: float, least: float) -> float:
    """Return the log-odds of ``chance``, held at ``least`` from 0 and 1."""
    held = min(1 - least, max(least, chance))
    return math.log(held / (1 - held))


def soft_max(totals: Sequence[float]) -> list[float]:
    """Return the probabilities of classes with these scores."""
    top = max(totals)
    raised = [math.exp(total - top) for total in totals]
    whole = sum(raised)
    return [value / whole for value in raised]


@dataclass(frozen=True)
class Models:
    """The models: of a text, of a letter's words, of a message; and of whose resume it is, by a letter's words and in all."""

    text: LinearModel
    letter: LetterModel
    message: LinearModel
    candidate: LinearModel
    candidate_letter: LetterModel


def model_from(data: Mapping[str, object]) -> LinearModel:
    """Return the model that ``data`` (a part of ``weights.json``) describes. Raises KeyError or TypeError on a malformed file."""
    classes, bias, weights, words = data["classes"], data["bias"], data["weights"], data.get("words", {})
    if not (isinstance(classes, list) and isinstance(bias, list) and isinstance(weights, dict) and isinstance(words, dict)):
        raise TypeError("weights.json: a model is made of classes, bias, weights and words")
    return LinearModel(
        tuple(map(str, classes)),
        tuple(map(float, bias)),
        {name: tuple(map(float, row)) for name, row in weights.items()},
        {word: tuple(map(float, row)) for word, row in words.items()},
    )


IN_UNIT = 100
"""Whole numbers of the file to one."""


def letter_model_from(data: Mapping[str, object]) -> LetterModel:
    """Return the letter model that ``data`` describes. Raises KeyError or TypeError on a malformed file."""
    classes, bias, terms = data["classes"], data["bias"], data["terms"]
    if not (isinstance(classes, list) and isinstance(bias, list) and isinstance(terms, dict)):
        raise TypeError("weights.json: a letter model is made of classes, bias and terms")
    return LetterModel(tuple(map(str, classes)), tuple(map(float, bias)), terms, 1 / IN_UNIT)


@cache
def models() -> Models:
    """Return the shipped models; the file is read at the first call. Raises OSError when the package is incomplete."""
    data = read_weights()
    return Models(
        model_from(data["text"]),
        letter_model_from(data["letter"]),
        model_from(data["message"]),
        model_from(data["candidate"]),
        letter_model_from(data["candidate_letter"]),
    )
