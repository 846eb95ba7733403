"""Does a text speak of its reader? "Your talk in Lisbon", "you wrote that", 您分享的: something only some readers did.

Possessives before words that fit every reader ("your company", "your kind consideration") do not count. Where a language
marks the second person inside the verb or the noun (Turkish, Arabic, Korean), the form itself is matched. All tables are
folded (case, accents); they need not be complete: what is missed leaves the call ``unclear``, never a broadcast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice

from addon.core.broadcast.you_words import BELONGINGS, DID_FORMS, EVERYBODY_HAS, GERMAN_DEEDS, YOU_DID
from addon.core.resume.fold import CJK, fold

_MAX_FOUND = 4

_NEXT = r"((?:[^\W\d_]|[’'-]){2,30}(?:\s+[\w'’-]{1,30}){0,2})"
_POSSESSIVE = re.compile(rf"\b(?:{'|'.join(BELONGINGS)})\s+{_NEXT}")
_GERMAN_POSSESSIVE = re.compile(rf"\b(?:Ihr(?:e[nmrs]?)?|Dein(?:e[nmrs]?)?|Eure?[nmrs]?)\s+{_NEXT}")
"""On unfolded text: only the capital tells "Ihr" (your) from "ihr" (her)."""

_DEEDS = re.compile("|".join((*(rf"\b(?:{who}) (?:{'|'.join(did.split())})\b" for who, did in YOU_DID), *DID_FORMS)))
_GERMAN_DEEDS = re.compile(
    rf"\b(?:Sie|Du|Ihr) (?:{'|'.join(GERMAN_DEEDS)})\b|\b(?:{'|'.join(GERMAN_DEEDS)}) Sie\b(?! (?:Fragen|Interesse|Bedarf|Zeit))"
)


@dataclass(frozen=True)
class AboutReader:
    """Pieces of a text, as matched, that speak of the reader: what they did or said, and what is theirs."""

    deeds: tuple[str, ...] = ()
    belongings: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Deeds first: they say more."""
        return (*self.deeds, *self.belongings)


def about_reader(*paragraphs: str) -> AboutReader:
    """Return what a text says of its reader, as written, at most four pieces of each kind. Linear in the text's length.

    No piece runs on from one of the ``paragraphs`` (the subject is one) into the next.
    """
    plain = " . ".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    folded = " ".join(fold(plain).split())
    deeds = chain(
        (_as_written(plain, folded, match) for match in _DEEDS.finditer(folded)),
        (match.group() for match in _GERMAN_DEEDS.finditer(plain)),
    )
    belongings = chain(
        (_as_written(plain, folded, match) for match in _POSSESSIVE.finditer(folded) if not _everybody_has(match.group(1))),
        (match.group() for match in _GERMAN_POSSESSIVE.finditer(plain) if not _everybody_has(match.group(1))),
    )
    return AboutReader(*(tuple(dict.fromkeys(islice(found, _MAX_FOUND))) for found in (deeds, belongings)))


def _as_written(plain: str, folded: str, match: re.Match[str]) -> str:
    """The words of ``plain`` that the match in ``folded`` covers.

    The match itself where folding changed the number of words, and in writing that puts no space between words.
    """
    words = plain.split(" ")
    if len(words) != folded.count(" ") + 1 or CJK.search(match.group()):
        return match.group()
    first = folded.count(" ", 0, match.start())
    return " ".join(words[first : first + match.group().strip().count(" ") + 1]).strip(" .,;:!?")


def _everybody_has(words: str) -> bool:
    return any(word.startswith(EVERYBODY_HAS) for word in fold(words).split())
