"""Whom does the first line greet? Compared with the recipients' own names only, never with a list of names."""

from __future__ import annotations

import re

from addon.core.address import Address, is_role_address
from addon.core.broadcast.names import name_words, names_someone
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
_NO_NAMES = frozenset(
    """
    team all everyone everybody there folks friends friend colleagues colleague both guys ladies gentlemen hiring manager
    managers recruiter recruiters recruiting talent human resources hr department committee whom it concerned reader readers
    members board editor editors customer client again from to zusammen alle alles kollegen kolleginnen team equipe tous toutes
    todos todas tutti damen herren again world support sales office community neighbours neighbors students parents
    """.split()
)
_NICKNAMES = {
    frozenset(pair.split("/"))
    for pair in (
        "bob/robert bobby/robert bill/william will/william liz/elizabeth beth/elizabeth betty/elizabeth peggy/margaret "
        "maggie/margaret dick/richard rick/richard jim/james jack/john jill/gillian ted/edward ned/edward hank/henry harry/henry "
        "tony/anthony toni/antonia kate/catherine katie/katherine mike/michael nick/nicholas sandy/alexander sasha/alexander "
        "alex/alexandra chuck/charles charlie/charles larry/lawrence molly/mary polly/mary nancy/ann pepe/jose paco/francisco "
        "lola/dolores gigi/luigi sepp/josef hans/johannes fritz/friedrich misha/mikhail vova/vladimir dima/dmitry kolya/nikolai"
    ).split()
}


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
    words = re.findall(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*", found[1])
    names = [word for word in words if fold(word).rstrip(".") not in _TITLES]
    if not 1 <= len(names) <= 3 or any(fold(word) in _NO_NAMES or word[:1].islower() for word in names):
        return ""
    return " ".join(names)


def greets_any(opening: str, people: list[Address]) -> bool:
    """True where a name of one of ``people`` stands in ``opening``; nicknames and shared beginnings (Rob, Robert) count."""
    words = set(fold_words(opening))
    for person in people:
        names = name_words(person)
        if names_someone(opening, names) or any(_is_short_for(word, name) for word in words for name in names):
            return True
        if any(word[:3] and fold(person.local_part).startswith(word) for word in words if len(word) > 2):
            return True
    return False


def wrong_name(opening: str, person: Address) -> str:
    """Return the greeted name where it is clearly not ``person``'s, else "". A name guessed from an address proves nothing."""
    name = greeted_name(opening)
    has_name = bool(person.display_name.strip()) or len(name_words(person)) >= 2
    if not name or not has_name or is_role_address(person.addr_spec) or greets_any(name, [person]):
        return ""
    if not all(_same_script(word, person) for word in fold_words(name)):
        return ""
    return name


def _is_short_for(word: str, name: str) -> bool:
    one, other = loose_name(word), loose_name(name)
    if len(one) >= 2 and len(other) >= 2 and one[:2] == other[:2] and min(len(one), len(other)) <= 4:
        return True
    return frozenset({word, name}) in _NICKNAMES or (len(one) > 2 and len(other) > 2 and (one in other or other in one))


def _same_script(word: str, person: Address) -> bool:
    """Names of two scripts (Юлия, Julia) are compared too loosely to call one wrong."""
    return word.isascii() == all(part.isascii() for part in name_words(person))
