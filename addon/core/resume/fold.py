"""One folding for every table and every text of this package: case, width, accents, and simple transliteration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ё": "е"})
"""Latin letters that Unicode does not decompose, and the Cyrillic letter most often written without its dots."""

_CYRILLIC_LETTERS = "абвгдезийклмнопрстуфхцчшщъыьэюяжіїєґўђјљњћџ"
_LATIN_LETTERS = "a b v g d e z i i k l m n o p r s t u f h c ch sh sh - y - e iu ia zh i i ie g u d i li ni c dz"
_CYRILLIC = str.maketrans(dict(zip(_CYRILLIC_LETTERS, _LATIN_LETTERS.split(), strict=True)))

_SPELLINGS = (
    ("-", ""), ("ph", "f"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("kh", "h"), ("shch", "sh"), ("sch", "sh"), ("tch", "ch"),
    ("ts", "c"), ("tz", "c"), ("ks", "x"), ("ck", "k"), ("y", "i"), ("j", "i"), ("w", "v"), ("th", "t"),
)  # fmt: skip
"""Letter groups that one and the same name is spelt with in passports, ads and addresses; applied in this order."""

_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_DOUBLED = re.compile(r"(.)\1+")
LETTER = "(?:[^\\W\\d_]|[\u0900-\u0dff\u0e00-\u0eff])"
"""Regex for one letter; the Indic and Thai blocks are whole because their vowel signs are no letters to ``re``."""

_WORD = re.compile(rf"{LETTER}+(?:['’]{LETTER}+)*")

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A character of Chinese or Japanese writing, which puts no spaces between words."""


def fold(text: str) -> str:
    """Return ``text`` case-folded, full-width forms narrowed, accents and Arabic vowel marks gone. Idempotent.

    Marks that make another letter (Japanese voicing, Indic vowels) stay: only Latin, Greek and Cyrillic accents go.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_STROKES)


def fold_words(text: str) -> Iterator[str]:
    """Yield the folded runs of letters of ``text``; an apostrophe inside a word is dropped (O'Neill -> oneill)."""
    return (re.sub("['’]", "", match.group()) for match in _WORD.finditer(fold(text)))


def loose_name(word: str) -> str:
    """Return a key under which spellings of one name word meet: Юлия, Yuliya and Julia; Müller and Mueller."""
    key = fold(word).translate(_CYRILLIC)
    for old, new in _SPELLINGS:
        key = key.replace(old, new)
    return _DOUBLED.sub(r"\1", key)
