"""Independent questions to one mailbox, asked side by side.

A lane is a generator that yields the calls of its next round trip and is sent their answers. Lanes run in step: each round
trip carries the next calls of every lane that still has some.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeVar

from addon.gmail import UNITS, Answer, Call, Mailbox

T = TypeVar("T")
Lane = Generator[list[Call], list[Answer], T]


def run_lanes(mailbox: Mailbox, lanes: Sequence[Lane[object]]) -> list[object]:
    """Run ``lanes`` to their ends and return what each returned, in order. Raises whatever a lane raises."""
    results: list[object] = [None] * len(lanes)
    waiting: dict[int, list[Call]] = {}

    def advance(number: int, answers: list[Answer] | None) -> None:
        try:
            # A lane that asks for nothing in this trip goes straight on to its next question.
            calls = next(lanes[number]) if answers is None else lanes[number].send(answers)
            while not calls:
                calls = lanes[number].send([])
            waiting[number] = calls
        except StopIteration as end:
            results[number] = end.value

    for number in range(len(lanes)):
        advance(number, None)
    while waiting:
        asked, waiting = waiting, {}
        answers = mailbox.run([call for calls in asked.values() for call in calls])
        start = 0
        for number, calls in asked.items():
            advance(number, answers[start : start + len(calls)])
            start += len(calls)
    return results


class Purse:
    """Gmail units that may still be spent on one event; lanes share it."""

    def __init__(self, units: int) -> None:
        self.left = units

    def must(self, calls: Sequence[Call]) -> list[Call]:
        """Take the price of calls that are made whatever they cost; return them."""
        self.left -= price(calls)
        return list(calls)

    def affords(self, calls: Sequence[Call]) -> bool:
        """Take the price of ``calls`` where it is there; False where it is not."""
        cost = price(calls)
        if cost > self.left:
            return False
        self.left -= cost
        return True


def price(calls: Sequence[Call]) -> int:
    """Return the Gmail units that ``calls`` cost."""
    return sum(UNITS[call.method] for call in calls)
