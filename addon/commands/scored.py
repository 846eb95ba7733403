"""Judged cases beside their labels: what each got right, and the pairs that figures are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from addon.commands.desk import Judged
from addon.commands.labels import ALLOWED, LEVELS, NOBODY, VERDICTS, Labels
from addon.commands.metrics import Axis

BLAST = "resume_blast"
ALARMS = frozenset({BLAST, "broadcast"})
KNOWN = frozenset(LEVELS[LEVELS.index("answered") :])
EITHER = " | "


@dataclass(frozen=True)
class Scored:
    """One judged case beside its labels."""

    case_id: str
    judged: Judged
    labels: Labels

    @property
    def verdict(self) -> str:
        """The verdict given."""
        return self.judged.found.verdict.name.value

    @property
    def calls(self) -> dict[str, str]:
        """The call on each axis."""
        found = self.judged.found
        return {
            "resume": found.resume.call,
            "candidate": found.resume.candidate or NOBODY,
            "broadcast": found.broadcast.call,
            "relationship": found.relationship.level.value,
        }

    @property
    def probabilities(self) -> dict[str, float | None]:
        """The probability of ``resume`` and of ``broadcast``, None where it cannot be told."""
        return {"resume": self.judged.found.resume.probability, "broadcast": self.judged.found.broadcast.probability}

    @property
    def truths(self) -> dict[str, bool]:
        """Whether it is a resume, and a broadcast, as far as the labels say; unclear is no truth either way."""
        labels = self.labels
        truths = {} if labels.resume is None else {"resume": labels.resume == "resume"}
        if labels.broadcast in {"broadcast", "targeted"}:
            truths["broadcast"] = labels.broadcast == "broadcast"
        return truths

    @property
    def errors(self) -> dict[str, float]:
        """How far each probability was from the truth, 0 to 1, where both are known."""
        chances = self.probabilities
        return {name: abs(chance - truth) for name, truth in self.truths.items() if (chance := chances[name]) is not None}

    @property
    def is_right(self) -> bool | None:
        """Whether the verdict can be defended; None where the label does not say."""
        return self.verdict in self.labels.accepted if self.labels.accepted else None

    @property
    def accepted(self) -> str:
        """The accepted verdicts as one name, the same in whatever order they were given."""
        return EITHER.join(name for name in VERDICTS if name in self.labels.accepted)

    @property
    def row(self) -> str:
        """Where the case stands in the verdict table: the verdict given where it is accepted, else the first accepted one."""
        return self.verdict if self.is_right else self.labels.accepted[0]

    @property
    def is_friend(self) -> bool:
        """Whether the label says that owner and sender have been in touch."""
        return self.labels.relationship in KNOWN

    @property
    def is_false_alarm(self) -> bool:
        """Whether a friend's mail was called a blast or a broadcast: the worst error."""
        return self.is_friend and self.verdict in ALARMS


def axis_of(cases: Iterable[Scored], name: str) -> Axis:
    """Return the label/call pairs of one axis, for the cases that are labelled on it."""
    pairs = ((case.labels.of(name), case.calls[name]) for case in cases)
    return Axis(tuple((label, call) for label, call in pairs if label is not None), ALLOWED[name])


def points_of(cases: Sequence[Scored]) -> dict[str, list[tuple[float, bool]]]:
    """Return (probability, came true) for the two calibrated judgements."""
    points: dict[str, list[tuple[float, bool]]] = {"resume": [], "broadcast": []}
    for case in cases:
        for name, truth in case.truths.items():
            chance = case.probabilities[name]
            if chance is not None:
                points[name].append((chance, truth))
    return points


def verdict_confusion(cases: Iterable[Scored]) -> Counter[tuple[str, str]]:
    """Return how often each (accepted verdicts, verdict given) occurred."""
    return Counter((case.accepted, case.verdict) for case in cases if case.labels.accepted)
