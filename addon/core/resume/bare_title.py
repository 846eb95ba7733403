"""Is a subject line a bare job title, or only the word for a resume? Stricter than for received mail, where other facts join in.

A writer is told so to their face. So nothing beside the title may stand there but seniority, a place, years, and words like
position or CV: whoever names a reference, an advert or a person has said more than a title.
"""

from __future__ import annotations

import re

from addon.core.resume.fold import CJK, LETTER, fold
from addon.core.resume.subject import NOT_A_TITLE_CJK, is_job_word, is_reply_or_forward
from addon.core.resume.titles import (
    APPLYING,
    BARE_BESIDE,
    CERTIFICATES,
    ENGLISH_HEAD_NOUNS,
    EXPERIENCE,
    HEAD_NOUNS,
    JOINTS,
    NEVER_BARE,
    NO_PLACE,
    NOT_A_TITLE,
    SEEKING,
    WANTED,
)
from addon.core.resume.words import RESUME_WORDS

_MAX_SUBJECT = 120
_MAX_WORDS = 8
_MAX_UNSPACED = 14
"""Characters of a Chinese or Japanese title; what is longer is a sentence that happens to end in one."""

_MAX_OTHER = 3
"""Words before or after the head that no table knows: Hydrographic Surveyor, Senior Java Developer."""

_GENDERS = re.compile(r"\(?\b[mwfdhx](?:\s?[/|]\s?[mwfdhx*]){1,3}\b\)?", re.IGNORECASE)
_PARTS = re.compile(r"\s[-–—|]+\s|[,:：;()（）]")
_PLACE = re.compile(rf"[^\W\d_a-z]{LETTER}+(?:[ -][^\W\d_a-z]{LETTER}+){{0,2}}")
_IN_PLACE = re.compile(rf"\s(?:in|à|en|bei|w|v|в|i)\s+({_PLACE.pattern})$")
_TOKEN = re.compile(rf"(?:{LETTER}|\d)+(?:[.'’&+#](?:{LETTER}|\d)+)*[+#]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
WISHING = SEEKING - frozenset("experienced junior senior certified freelance suitable immediate open".split())
"""Words that say that the title is wanted or is a post, without those for seniority, which are part of it."""

_SPOILT = NOT_A_TITLE | (APPLYING - WISHING - HEAD_NOUNS)
_AFTER_SEEKING = frozenset({"for", "to", "from"})
_TRAILING = (CERTIFICATES - HEAD_NOUNS) | WISHING | RESUME_WORDS | EXPERIENCE | _AFTER_SEEKING
_INNER_JOINTS = frozenset("of de du des d di del della da do dos ds w für och i и".split())


def subject_is_bare_title(subject: str) -> str | None:
    """Return the job title where ``subject`` is nothing more ("Senior Java Developer", "Surveyor in Bergen"), else None.

    A reply is never one, as its subject is the thread's. Bounded; never raises.
    """
    text = " ".join(subject[:_MAX_SUBJECT].split())
    if len(subject) > _MAX_SUBJECT or is_reply_or_forward(text) or any(mark in text for mark in "?？!@…"):
        return None
    text = _GENDERS.sub(" ", text).replace("/", " ")
    titles: list[str] = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        found = _title_in(part)
        if found:
            titles.append(found)
        elif not (_is_beside(part) or (titles and _is_place(part))):
            return None
    return titles[0] if len(titles) == 1 else None


def subject_is_bare_paper(subject: str) -> str | None:
    """Return ``subject`` where it says no more than "CV", "My resume" or "Job application", in any language; else None."""
    text = " ".join(subject[:_MAX_SUBJECT].split())
    words = [fold(word) for word in _TOKEN.findall(text)]
    if not words or len(words) > 4 or is_reply_or_forward(text) or any(mark in text for mark in "?？!@…"):
        return None
    papers = RESUME_WORDS | APPLYING
    said = any(word in papers for word in words)
    return text if said and all(word in papers or word in BARE_BESIDE or word in JOINTS for word in words) else None


def _title_in(part: str) -> str:
    """Return the title that one part of a subject is, "" where it is something else."""
    placed = _IN_PLACE.search(part)
    text = part[: placed.start()] if placed and _is_place(placed.group(1)) else part
    tokens = _TOKEN.findall(text)
    words = [fold(token) for token in tokens]
    seeking = any(word in WISHING for word in words)
    barred = NEVER_BARE - _AFTER_SEEKING if seeking else NEVER_BARE
    if not words or len(words) > _MAX_WORDS or any(word in _SPOILT or word in barred for word in words):
        return ""
    other = [word for word in words if not _is_known(word)]
    if len(other) > _MAX_OTHER or any(word.isdigit() for word in other) or any(word in text for word in NOT_A_TITLE_CJK):
        return ""
    if CJK.search(text) and len(text) > _MAX_UNSPACED:
        return ""
    start, end = _core(words)
    return " ".join(tokens[start:end]) if _has_head(words[start:end], seeking=seeking) else ""


def _core(words: list[str]) -> tuple[int, int]:
    """Return where the title itself starts and ends: seeking words, letters behind it and words like resume set aside."""
    start, end = 0, len(words)
    while end > start and (words[end - 1] in _TRAILING or words[end - 1].rstrip("+").isdigit()):
        end -= 1
    while start < end and words[start] in WISHING | JOINTS | RESUME_WORDS:
        start += 1
    return start, end


def _is_known(word: str) -> bool:
    return (
        is_job_word(word)
        or word in SEEKING | CERTIFICATES | RESUME_WORDS | EXPERIENCE | WANTED | JOINTS
        or _YEAR.fullmatch(word) is not None
    )


def _has_head(core: list[str], *, seeking: bool) -> bool:
    """True where a head noun closes the phrase, or opens it as in Romance and Slavic languages ("Ingénieur hydrographe")."""
    heads = [place for place, word in enumerate(core) if is_job_word(word) or word in WANTED]
    if not heads:
        return False
    last, first = len(core) - 1, heads[0]
    if last in heads or (seeking and last - heads[-1] <= 1):
        return True
    followed = core[first + 1] in _INNER_JOINTS
    return first == 0 and (followed or core[0] not in ENGLISH_HEAD_NOUNS | WANTED)


def _is_place(text: str) -> bool:
    return _PLACE.fullmatch(text) is not None and not any(
        word in NO_PLACE or word in NOT_A_TITLE or word in NEVER_BARE or word in APPLYING for word in fold(text).split()
    )


def _is_beside(part: str) -> bool:
    """True for a part that holds only years, seeking words, a year, or the word for a resume."""
    words = [fold(token) for token in _TOKEN.findall(part)]
    return all(
        word in SEEKING | CERTIFICATES | RESUME_WORDS | EXPERIENCE | BARE_BESIDE
        or (word.rstrip("+").isdigit() and len(word) <= 3)
        or _YEAR.fullmatch(word) is not None
        for word in words
    )
