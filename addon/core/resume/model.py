"""The shipped linear models: read once from the package's ``weights.json``, scored in plain Python.

Made by ``python -m addon.training.resume``; the file's ``about`` says when and from what.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
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
        top = max(totals)
        raised = [math.exp(total - top) for total in totals]
        whole = sum(raised)
        return {name: value / whole for name, value in zip(self.classes, raised, strict=True)}

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
class Models:
    """The three models: of a text, of a message, and of whose resume it is."""

    text: LinearModel
    message: LinearModel
    candidate: LinearModel


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


@cache
def models() -> Models:
    """Return the shipped models; the file is read at the first call. Raises OSError when the package is incomplete."""
    data = read_weights()
    return Models(model_from(data["text"]), model_from(data["message"]), model_from(data["candidate"]))
