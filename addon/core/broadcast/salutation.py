"""The lines in which a letter greets: whom does it call by name, and does it call a group?

A greeting need not be the first line: a link, a date or a forwarded header may stand above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from addon.core.broadcast.words import GROUP_NOUNS, NO_NAMES
from addon.core.resume.fold import CJK, fold, fold_words

_LINES = 8
_LONGEST = 60
_NAME_LINE = 45
_ENDS = ",:;!-–—，：！、"
_WORD = r"[^\W\d_a-z][^\W\d_A-Z'’]{1,20}"
SALUTE = (
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen)|moin|bonjour|ch[eè]re?|salut"
    r"|hola|querid[oa]|estimad[oa]|ol[aá]|car[oa]|oi|ciao|gentile|beste|hoi|dag|hej|k[aä]ra|kj?[aæ]re|drog[ia]|cze[sś][cć]|mil[ýáa]|ahoj"
    r"|sevgili|merhaba"
    r"|привет|дорог(?:ой|ая)|здравствуйте|привіт)"
)
_ONE = re.compile(
    rf"^(?:(?i:{SALUTE})[\s,]{{1,3}})?"
    rf"(?:(?:Mr|Ms|Mrs|Dr|Herr|Frau|Mme|Sr|Sra)\.? )?({_WORD}(?: {_WORD})?)\s{{0,2}}(?:$|[,:;!–—-]\s{{0,2}}(\S?))"
)
_TITLED = re.compile(
    "^(?:[^\\s、。，,]{1,12}[\\s\u3000])?([\u3400-\u9fff々]{1,5})\\s?(?:様|さま|さん|先生|老师|女士|小姐|总|经理|教授|博士)"
)
_OFFICES = re.compile("担当|人事|採用|部|各位|関係|客|会員|招聘|领导|公司|尊敬|皆|社長|责|学|面试")
"""A family name before a title; an office or everybody is no name."""

_SALUTED = re.compile(rf"^(?i:{SALUTE})\b")

_NICK = 3
"""Letters that a short form shares with the name: Jo for Joanna shares too few, Dan and Danny for Daniel enough."""


def salutation_lines(text: str) -> tuple[str, ...]:
    """Return the lines among the first eight that look like a greeting: short, and opened or closed as one. Bounded."""
    lines = [line.strip() for line in text[:1_500].splitlines() if line.strip()][:_LINES]
    return tuple(line for line in lines if len(line) <= _LONGEST and (line[-1] in _ENDS or _SALUTED.match(line)))


def greeted_group(lines: Iterable[str]) -> str:
    """Return the greeting, as written, that calls a group ("Fellow gardeners,", "Dear Club Members:"), or ""."""
    for line in lines:
        words = list(fold_words(line))
        if 0 < len(words) <= 7 and (words[-1] in GROUP_NOUNS or "fellow" in words[:2]):
            return line.rstrip(f"{_ENDS} ")
    return ""


def greeted_one(opening: str, lines: Iterable[str], senders: Collection[str] = ()) -> str:
    """Return the one name with which the letter opens ("Clara," or "Hi Clara -"), or "".

    The text may go on after the name only in the first line. For writing with capitals; words that open sentences
    ("However,") are no names, and a bare line of the writer's own name (its folded words are ``senders``) greets nobody.
    """
    titled = _TITLED.match(opening)
    if titled and not _OFFICES.search(titled.group(1)):
        return titled.group(1)
    for line, is_first in ((opening, True), *((line, False) for line in lines)):
        match = _ONE.match(line)
        if not match or (match.group(2) and not is_first) or len(match.group(1)) > _NAME_LINE:
            continue
        words = fold(match.group(1)).split()
        is_heading = not _SALUTED.match(line) and set(words) & set(senders)
        if not is_heading and not any(word in NO_NAMES or word in GROUP_NOUNS for word in words):
            return match.group(1)
    return ""


def is_short_for(called: str, names: Iterable[str]) -> bool:
    """True where ``called`` may be a short form of one of ``names`` (folded): they share their first three letters."""
    heads = {name[:_NICK] for name in names if len(name) > _NICK and not CJK.search(name)}
    return any(word[:_NICK] in heads for word in _first_words(called))


def _first_words(called: str) -> Iterator[str]:
    yield from (word for word in list(fold_words(called))[:1] if len(word) >= _NICK)


def salutes(text: str, name: str) -> bool:
    """True where one of the first lines of ``text`` greets ``name`` by a word of greeting ("Dear Mr Stone"), not as a heading."""
    return any(_SALUTED.match(line) and name in line for line in salutation_lines(text))
