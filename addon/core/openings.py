"""The owner's own open positions: which of them an application names, and what is too general to be one.

The owner lists titles or references ("Backend developer (m/f/d)", "REF-2024/17"). A stranger's application that names one in
its subject or its letter is one the owner asked for, like an answer to an advert found in their mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from addon.core.broadcast.letter import MAX_LETTER
from addon.core.context import Context
from addon.core.evidence import Resume
from addon.core.message import Message
from addon.core.resume.fold import CJK, fold

MAX_SUBJECT = 200
"""Characters of a subject looked at; of a letter :data:`MAX_LETTER`: what follows is often the resume, with titles long held."""

MIN_KEY = 4
"""Letters and digits a title has at least, three where one is a digit: "IT" would be found in every English letter."""

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]{0,40}\)|(?<!\w)[mwfdxhn](?:/[mwfdxhn*]){1,3}(?!\w)")
"""What is written beside a title and left out by those who apply: "(m/w/d)", "m/f/x", "(part time)"."""

_GENERAL = frozenset(
    """
    a an the any all every open our your for as of in at and or no job jobs work position positions post vacancy vacancies role
    roles opening openings opportunity opportunities application applications applicant candidate candidates resume resumes
    employment career careers hiring team staff people anything anyone stelle stellen bewerbung arbeit poste postes candidature
    emploi puesto trabajo empleo vaga vacature sollicitatie praca работа вакансия
    """.split()
)
"""Words that stand in any application: a title of these alone names no position."""


def with_opening(context: Context, message: Message, resume: Resume, openings: Iterable[str]) -> Context:
    """Return ``context`` with the opening that a stranger's own application names as the advert it answers; else unchanged.

    What was found in the owner's mail stands; offers of agencies, adverts and resumes passed on answer nothing.
    """
    if context.advert or context.relationship.level.is_known or (resume.call, resume.candidate) != ("resume", "sender"):
        return context
    named = named_opening(message, openings)
    return replace(context, advert=named) if named else context


def named_opening(message: Message, openings: Iterable[str]) -> str:
    """Return the first of ``openings`` that the subject or the letter of ``message`` names in whole words, or "".

    Case, accents, hyphens and spaces do not matter: "Back-end developer" names "Backend Developer". Attachments do not
    count: a resume is full of titles.
    """
    keys = {opening: opening_key(opening) for opening in openings if not is_too_general(opening)}
    if not keys:
        return ""
    texts = [_flat(message.subject[:MAX_SUBJECT]), _flat(message.body.text[:MAX_LETTER])]
    return next((opening for opening, key in keys.items() if any(_names(text, edges, key) for text, edges in texts)), "")


def opening_key(opening: str) -> str:
    """Return the letters and digits by which two spellings of a title are the same, asides such as "(m/w/d)" left out."""
    folded = fold(opening)
    bare = "".join(_WORD.findall(_ASIDE.sub(" ", folded)))
    return bare or "".join(_WORD.findall(folded))


def is_too_general(opening: str) -> bool:
    """True for a title so short, or of such common words, that letters of all kinds hold it: "IT", "Job", "any position"."""
    key = opening_key(opening)
    least = 2 if CJK.search(key) else MIN_KEY - 1 if any(char.isdigit() for char in key) else MIN_KEY
    return len(key) < least or key.isdigit() or set(_WORD.findall(_ASIDE.sub(" ", fold(opening)))) <= _GENERAL


def _flat(text: str) -> tuple[str, frozenset[int]]:
    """Return the letters and digits of ``text`` in one run, and the places in it where a word begins or ends."""
    words = _WORD.findall(fold(text))
    return "".join(words), frozenset(accumulate(map(len, words), initial=0))


def _names(text: str, edges: frozenset[int], key: str) -> bool:
    """True where ``key`` stands in ``text`` from the beginning of a word to the end of one; Chinese and Japanese have none."""
    place = text.find(key)
    while place >= 0:
        if CJK.search(key) or {place, place + len(key)} <= edges:
            return True
        place = text.find(key, place + 1)
    return False
