"""Does a text ask its reader something, and is it more than what any application asks?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from addon.core.broadcast.stock_words import STOCK
from addon.core.resume.fold import CJK, fold

_MARK = re.compile("[?？؟]")
_LONGEST = 300
_FEWEST_WORDS = 3
"""Shorter questions ("Interested?", "Any ideas?") ask nothing in particular."""


def asks_a_question(text: str) -> bool:
    """True where a sentence of ``text`` ends in a question mark of any script; one inside a web address does not count."""
    return any(True for _ in _questions(text))


def asks_its_own_question(text: str) -> bool:
    """True where one of its questions is none of those that a template asks everybody (for a call, a job, a favour)."""
    return any(_is_own(question) for question in _questions(text))


def _is_own(question: str) -> bool:
    is_long = len(question) > _FEWEST_WORDS * 2 if CJK.search(question) else len(question.split()) >= _FEWEST_WORDS
    return is_long and STOCK.search(fold(question)) is None


def _questions(text: str) -> Iterator[str]:
    for match in _MARK.finditer(text):
        if _ends_a_sentence(text, match.start()):
            yield re.split(r"[.!?？؟。！।\n]", text[max(0, match.start() - _LONGEST) : match.start()])[-1]


def _ends_a_sentence(text: str, mark: int) -> bool:
    before = text[max(0, mark - 40) : mark].split()[-1:]
    after = text[mark + 1 : mark + 2]
    is_address = any(sign in before[0] for sign in ("://", "www.", "=", "@")) if before else True
    return (
        not is_address
        and before[0].strip("?？؟") != ""
        and (not after or after in " \n\t\r\"'»”’」』)!?？؟" or CJK.search(after) is not None)
    )
