"""Are two texts the same letter? Charikar's simhash over word 4-grams (STOC 2002), 64 bits, and an exact form for short texts.

Short texts are compared exactly: a handful of 4-grams gives a hash that says nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from addon.core.resume.fold import CJK, fold

MIN_HASH_WORDS = 64
"""Below this many words a hash proves nothing."""

SAME_BITS = 10
"""Two letters whose hashes differ in at most this many of 64 bits are one letter: about four fifths of their 4-grams agree."""

MIN_EXACT_WORDS = 6
MAX_TEXT = 8_000

_SHINGLE = 4
_LANE = 16
_MASK = (1 << _LANE) - 1
_LANES = tuple(sum(1 << (bit * _LANE) for bit in range(8) if byte >> bit & 1) for byte in range(256))
"""Each byte with its eight bits spread over eight lanes; MAX_TEXT keeps a lane from running over."""

_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, digits and marks left out; unspaced scripts give one word per character."""
    found: list[str] = []
    for word in _WORD.findall(fold(text[:MAX_TEXT])):
        found.extend(word if CJK.search(word) else (word,))
    return found


def simhash(text: str) -> int:
    """Return the 64-bit simhash of ``text`` over its word 4-grams. Deterministic across runs and machines; 0 for no words.

    A bit is set where more than half of the 4-grams' own hashes set it. The 64 counters live in one integer, 16 bits each,
    so that a gram costs eight additions.
    """
    tokens = words(text)
    grams = {" ".join(tokens[i : i + _SHINGLE]) for i in range(max(1, len(tokens) - _SHINGLE + 1))} if tokens else set()
    counters = 0
    for gram in grams:
        for place, byte in enumerate(hashlib.blake2b(gram.encode(), digest_size=8).digest()):
            counters += _LANES[byte] << (place * 8 * _LANE)
    half = len(grams) / 2
    return sum(1 << bit for bit in range(64) if (counters >> (bit * _LANE)) & _MASK > half)


def is_same_letter(one: str, other: str, *, ignoring: frozenset[str] = frozenset()) -> bool:
    """True where ``one`` and ``other`` are one letter. ``ignoring`` are folded words (names) left out of both.

    Long texts by hash, or by more than half of their 4-grams in common; short ones only where they are
    the same word for word.
    """
    mine = [word for word in words(one) if word not in ignoring]
    theirs = [word for word in words(other) if word not in ignoring]
    if min(len(mine), len(theirs)) < MIN_HASH_WORDS:
        return len(mine) >= MIN_EXACT_WORDS and mine == theirs
    a, b = " ".join(mine), " ".join(theirs)
    return (simhash(a) ^ simhash(b)).bit_count() <= SAME_BITS or shared_runs(mine, theirs, _SHINGLE) > 0.5


def shared_runs(mine: Sequence[str], theirs: Sequence[str], length: int) -> float:
    """Return the share (0 to 1) of the smaller text's runs of ``length`` words found in the other.

    Containment, as a letter may have grown a paragraph; 0 where either text is shorter than one run.
    """
    one, other = ({tuple(text[at : at + length]) for at in range(len(text) - length + 1)} for text in (mine, theirs))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def telling_phrase(text: str) -> str:
    """Return a run of eight words of ``text`` that a search for the same letter can quote, or "" where it is too short.

    Taken from the middle of the letter's first 100 words: the greeting varies, and what follows may be the resume.
    """
    tokens = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text[:MAX_TEXT])[:100]
    if len(tokens) < 40 or CJK.search(" ".join(tokens)):
        return ""
    middle = len(tokens) // 2
    return " ".join(tokens[middle - 4 : middle + 4])
