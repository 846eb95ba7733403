"""The few words Acquaint writes into a letter itself, in the letter's own language: a greeting, and one line of history.

The line says "we", which no language has to say formally or familiarly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from addon.core.address import Address
from addon.core.draft.greeting import is_greeting
from addon.core.draft.persons import is_no_name, looks_like_person
from addon.core.exchange import DAY_MS
from addon.core.resume.fold import fold
from addon.handlers.words import Calendar

_FRESH = 30 * DAY_MS
_GREETING_LENGTH = 60


@dataclass(frozen=True)
class _Phrases:
    """What can be said in one language. ``line`` has a place for the month's name and the year."""

    hello: str
    greeting: str
    line: str
    months: tuple[str, ...]


def _months(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PHRASES: Mapping[str, _Phrases] = {
    "en": _Phrases(
        "Hello,",
        "Dear {name},",
        "We last wrote in {month} {year}.",
        _months("January February March April May June July August September October November December"),
    ),
    "de": _Phrases(
        "Guten Tag,",
        "Guten Tag {name},",
        "Wir haben uns zuletzt im {month} {year} geschrieben.",
        _months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    ),
    "fr": _Phrases(
        "Bonjour,",
        "Bonjour {name},",
        "Nous nous sommes écrit pour la dernière fois en {month} {year}.",
        _months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ),
    "es": _Phrases(
        "Hola:",
        "Hola, {name}:",
        "La última vez que nos escribimos fue en {month} de {year}.",
        _months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    ),
    "pt": _Phrases(
        "Olá,",
        "Olá, {name},",
        "A última vez que nos escrevemos foi em {month} de {year}.",
        _months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    ),
    "it": _Phrases(
        "Buongiorno,",
        "Buongiorno {name},",
        "Ci siamo scritti per l'ultima volta nel mese di {month} {year}.",
        _months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    ),
    "nl": _Phrases(
        "Goedendag,",
        "Beste {name},",
        "We schreven elkaar voor het laatst in {month} {year}.",
        _months("januari februari maart april mei juni juli augustus september oktober november december"),
    ),
}

_COMMON: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to is for that with you your are was have my we this would please from hello dear hi it be at i",
        "de": "der die das und ist nicht ich sie mit für den dem ein eine wir auf von zu im mein meine ihr ihnen haben am bitte "
        "hallo guten tag liebe lieber sehr geehrte anbei habt",
        "fr": "le la les et est je vous nous pour dans avec une un des du que qui mon ma votre sur ce pas bonjour cher chère",
        "es": "el la los las y es que de en por para con una un mi su se lo al del usted hola estimado estimada como",
        "pt": "o a os as e é que de em por para com uma um meu minha seu não do da no na olá prezado prezada você",
        "it": "il lo la gli e è che di per con una un mio mia non del della sono le ciao gentile caro cara buongiorno allegato",
        "nl": "de het een en van is ik niet met voor je u wij we dat op te zijn mijn aan beste hallo graag bij",
        # Neighbours that would else be taken for one of the above; nothing is written in them.
        "ca": "el la els les i és que amb per una un meu meva vostè hola benvolgut benvolguda del als aquest adjunt",
        "da": "og det er jeg ikke en et til af med for på hej kære vi min den som der har at",
        "ro": "și este nu pe cu la în un o mai sunt care pentru bună dumneavoastră meu mea vă",
        "sv": "och det är jag inte en ett till av med för på hej bästa vi min den som har att",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 4_000
_LEAST_SHARE = 0.15
"""Share of a text's words that are common words of its language: a quarter and more in any letter, next to none in another's."""


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language where it is clear and Acquaint writes in it, else "".

    English for no text at all: then nothing of the letter is in another language.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_LOOKED_AT])]
    if not words:
        return "en" if not text.strip() else ""
    counts = sorted(((sum(word in common for word in words), code) for code, common in _COMMON.items()), reverse=True)
    (most, code), (next_most, _) = counts[0], counts[1]
    if most <= next_most or most < _LEAST_SHARE * len(words):
        return ""
    return code if code in _PHRASES else ""


def greeting_for(person: Address, text: str) -> str:
    """Return a greeting line for a letter ``text`` to ``person``, by name where they show one; "" where no words fit."""
    name = calling(person)
    phrases = _PHRASES.get(language_of(text))
    if phrases is None:
        return f"{name}," if name else ""
    return phrases.greeting.format(name=name) if name else phrases.hello


def calling(person: Address) -> str:
    """Return how to call a person whose customs we do not know: the whole name as they write it; "" where there is no name.

    An address is no name ("Dear linh.tran,"), and neither is a firm.
    """
    name = " ".join(person.display_name.split())
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    is_one_name = name.isalpha() and len(name) > 1 and not is_no_name(fold(name))
    return name if len(name) <= 60 and (is_one_name or looks_like_person(Address(person.addr_spec, name))) else ""


def history_line(at: int | None, text: str, now: int, calendar: Calendar) -> str:
    """Return one true sentence for the letter ``text`` on mail that went both ways ``at`` (ms since the epoch), or "".

    Nothing is said of the last 30 days, as nobody needs a reminder, nor in a language Acquaint does not write.
    """
    phrases = _PHRASES.get(language_of(text))
    if at is None or phrases is None or now - at < _FRESH:
        return ""
    moment = calendar.moment(at)
    return phrases.line.format(month=phrases.months[moment.month - 1], year=moment.year)


_BARE = frozenset(
    {"guten morgen", "guten abend", "moin", "servus", "liebe alle"}
    | {"salut", "bonsoir", "madame, monsieur"}
    | {"buenos días", "buenas tardes"}
    | {"olá", "oi", "bom dia", "boa tarde"}
    | {"buongiorno", "buonasera", "salve"}
    | {"goedendag", "goedemorgen", "goedemiddag", "dag", "beste allemaal"}
)
"""Greetings without a name that the judgement of drafts need not know."""


def greets(line: str) -> bool:
    """True where ``line`` is a greeting and nothing else."""
    return is_greeting(line) or line.strip().rstrip(",.!: ").casefold() in _BARE


def first_line(text: str) -> str:
    """Return the first line of ``text`` with something on it, stripped, or ""."""
    return next((line.strip() for line in text[:2_000].splitlines() if line.strip()), "")


def opens_unclearly(text: str) -> bool:
    """True where the first line may be a greeting in words that are not known here, above which nothing may be put."""
    first = first_line(text)
    return bool(first) and not greets(first) and len(first) <= _GREETING_LENGTH and first[-1] not in ".?;"
