"""Whom does the first line greet? Compared with the recipients' own names only, never with a list of names."""

from __future__ import annotations

import re

from addon.core.address import Address, is_role_address
from addon.core.broadcast.letter import Letter
from addon.core.broadcast.names import name_words, names_someone
from addon.core.draft.persons import RUN, are_alike, is_no_name, looks_like_person, may_be_called
from addon.core.resume.fold import fold, fold_words, loose_name

_GREETED = re.compile(
    r"(?:dear|hi|hello|hey|greetings|good (?:morning|afternoon|evening)|hallo|lieber?|guten tag|sehr geehrter?|bonjour|ch[eè]re?"
    r"|hola|estimad[oa]|querid[oa]|ciao|car[oa]|gentile|beste|hej|ol[aá]|prezad[oa])\s{1,3}([^\s,!:;.][^,!:;\n]{0,60})",
    re.IGNORECASE,
)
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir madam herr frau monsieur madame mme sr sra senor senora signor signora".split()
)
_BARE = frozenset(
    {"hi", "hello", "hey", "dear", "hallo", "bonjour", "hola", "ciao", "hej", "greetings", "good morning", "guten tag"}
)
FEW = 3
"""Among so few, a greeting that shares a letter with a name may well be meant for its bearer."""

_NAME = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*")
_NAME_FORM = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?:['’-][^\W\d_]+)*")
"""A capital and small letters: no initials, no shouting."""


def is_greeting(line: str) -> bool:
    """True where ``line`` is a greeting and nothing else: "Dear Anna," or "Hello"."""
    text = line.strip()
    if not text or len(text) > 80:
        return False
    return _GREETED.fullmatch(text.rstrip(",.!: ")) is not None or fold(text.rstrip(",.!: ")) in _BARE


def greeted_name(opening: str) -> str:
    """Return the name that the first line of a letter greets as written ("Anna"), or "" where it greets nobody by name."""
    found = _GREETED.match(opening.strip()[:120])
    if not found:
        return ""
    names = [word for word in _NAME.findall(found[1]) if fold(word).rstrip(".") not in _TITLES]
    if not 1 <= len(names) <= 3 or not all(_NAME_FORM.fullmatch(word) and not is_no_name(fold(word)) for word in names):
        return ""
    return " ".join(names)


def greets_any(letter: Letter, people: list[Address]) -> bool:
    """True unless the first line clearly calls none of ``people`` by name: nicknames and other scripts leave it open."""
    opening = letter.opening
    called = [word for word in map(fold, _NAME.findall(letter.greets_one or greeted_name(opening))) if not is_no_name(word)]
    if called and len(people) == 1:
        return True  # whether it is the right name is another question
    words = set(fold_words(opening))
    for person in people:
        names = name_words(person)
        if names_someone(opening, names) or any(_is_short_for(word, name) for word in words for name in names):
            return True
        if any(word[:3] and fold(person.local_part).startswith(word) for word in words if len(word) > 2):
            return True
        if len(people) <= FEW and any(are_alike(word, name) for word in called for name in names):
            return True
    return any(_scripts_differ(letter, called, person) for person in people)


def wrong_name(opening: str, person: Address, *, is_friend: bool = False) -> str:
    """Return the greeted name where it is clearly not ``person``'s, else "". Between friends more is left open.

    Only a display name of two words proves what somebody is called; an address, a firm's name or a family's does not.
    """
    name = greeted_name(opening)
    if not name or is_role_address(person.addr_spec) or not looks_like_person(person):
        return ""
    words = [fold(word) for word in _NAME.findall(name)]
    if names_someone(name, name_words(person)) or any(may_be_called(word, person, RUN - is_friend) for word in words):
        return ""
    return name if all(_same_script(word, person) for word in words) else ""


def _is_short_for(word: str, name: str) -> bool:
    one, other = loose_name(word), loose_name(name)
    if len(one) >= 2 and len(other) >= 2 and one[:2] == other[:2] and min(len(one), len(other)) <= 4:
        return True
    return len(one) > 2 and len(other) > 2 and (one in other or other in one)


def _scripts_differ(letter: Letter, called: list[str], person: Address) -> bool:
    """True where the greeting may name ``person`` in another script (佐藤様 for Kenji Sato), which nobody can tell here."""
    names = name_words(person)
    latin = all(name.isascii() for name in names)
    if called:
        return any(word.isascii() != latin for word in called)
    is_general = bool(letter.generic_greeting or letter.group_greeting)
    return latin and not is_general and not fold(letter.opening[:20]).isascii()


def _same_script(word: str, person: Address) -> bool:
    """Names of two scripts (Юлия, Julia) are compared too loosely to call one wrong."""
    return word.isascii() == all(part.isascii() for part in name_words(person))
