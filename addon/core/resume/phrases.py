"""A small phrase matcher: tables of phrases in many languages, found in one pass over the words of a sentence.

Linear in the text: each word is looked up once, and a phrase reaches at most a dozen words ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from addon.core.resume.fold import CJK, LETTER, fold

_TOKEN = re.compile(rf"(?:{LETTER}|\d)+")
_SENTENCE = re.compile(r"(?<![.!?;…。！？؟।])[.!?;…。！？؟।]+(?=[\s\"')\]])|[。！？।]|\n[ \t\r]*\n|\n(?=[ \t]*[-*•·–▪])")
"""The look behind keeps a long row of dots linear: a match may only begin where the row does."""

_ARTICLES = ("وال", "بال", "لل", "ال")
_MAX_GAP = 3
_SHORTEST = 2


Heads = tuple[tuple[tuple[str, ...], str], ...]
"""What may start at a word: the parts of the phrase that must follow, and its family."""


@dataclass(frozen=True)
class Sentence:
    """Folded words of one sentence, and its folded text for scripts that do not part words."""

    words: tuple[str, ...]
    text: str


def split_words(folded: str) -> list[str]:
    """Return the words of folded text: parted at apostrophes ("I'm" is two), the Arabic article taken off."""
    words = []
    for word in _TOKEN.findall(folded):
        if "\u0600" < word[0] < "\u0700":
            article = next((a for a in _ARTICLES if word.startswith(a) and len(word) > len(a) + 2), "")
            words.append(word[len(article) :])
        else:
            words.append(word)
    return words


def split_sentences(folded: str, most: int = 600) -> list[Sentence]:
    """Return the first ``most`` sentences of folded text: cut at full stops, blank lines and bullets."""
    parts = _SENTENCE.split(folded.replace("\r", ""))
    found = (Sentence(tuple(split_words(part)), part) for part in parts[: 2 * most])
    return [sentence for sentence in found if sentence.words][:most]


def split_phrase(phrase: str) -> list[str]:
    """Return the folded parts of a table phrase, parted at apostrophes as :func:`split_words` does."""
    return fold(phrase).replace("'", " ").replace("’", " ").split()


class PhraseTable:
    """Phrases of several families, compiled once.

    In a phrase, ``*`` behind a word stands for any ending and ``~`` for up to three words between. A phrase in Chinese or
    Japanese writing matches anywhere in the text.
    """

    def __init__(self, families: Mapping[str, str]) -> None:
        """``families`` maps a family's name to its phrases, parted by ``|`` or a line end."""
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._anywhere: dict[str, list[tuple[str, str]]] = {}
        for family, phrases in families.items():
            for phrase in dict.fromkeys(" ".join(split_phrase(phrase)) for phrase in re.split(r"[|\n]", phrases)):
                self._add(family, phrase.split())
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._openings = {stem[:_SHORTEST] for stem in self._stems}

    def _add(self, family: str, parts: list[str]) -> None:
        if not parts:
            return
        if CJK.search(parts[0]):
            phrase = " ".join(parts)
            self._anywhere.setdefault(phrase[:_SHORTEST], []).append((phrase, family))
            return
        head, rest = parts[0], tuple(parts[1:])
        table = self._stems if head.endswith("*") else self._exact
        table.setdefault(head.rstrip("*"), []).append((rest, family))

    def find(self, sentence: Sentence, seen: dict[str, Heads]) -> Iterator[tuple[str, int]]:
        """Yield (family, index of the word it starts at) for each hit; index -1 for a hit in Chinese or Japanese.

        ``seen`` is the caller's, kept for one text: it spares looking a word up twice, and lets no word outlive its mail.
        """
        for place, word in enumerate(sentence.words):
            heads = seen.get(word)
            if heads is None:
                heads = seen[word] = self._starting(word)
            for rest, family in heads:
                if not rest or _follows(sentence.words, place + 1, rest):
                    yield family, place
        if self._anywhere and CJK.search(sentence.text):
            yield from ((family, -1) for family in self._found_anywhere(sentence.text))

    def _found_anywhere(self, text: str) -> Iterator[str]:
        """Yield the family of each phrase that stands somewhere in ``text``, once a phrase."""
        pairs = {text[place : place + _SHORTEST] for place in range(len(text) - 1)}
        for pair in pairs & self._anywhere.keys():
            yield from (family for phrase, family in self._anywhere[pair] if phrase in text)

    def _starting(self, word: str) -> Heads:
        found = list(self._exact.get(word, ()))
        if word[:_SHORTEST] in self._openings:
            for length in self._lengths:
                if length > len(word):
                    break
                found += self._stems.get(word[:length], ())
        return tuple(found)


def _follows(words: tuple[str, ...], place: int, rest: tuple[str, ...]) -> bool:
    for index, part in enumerate(rest):
        if part == "~":
            return any(_follows(words, place + gap, rest[index + 1 :]) for gap in range(_MAX_GAP + 1))
        if place >= len(words) or not (words[place].startswith(part[:-1]) if part.endswith("*") else words[place] == part):
            return False
        place += 1
    return True
