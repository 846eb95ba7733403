"""The owner's own advert: what in an application points to one, and whether a letter that was found is the one meant.

By reference number, or in the subject of a letter the owner began by the title of the job. Gmail finds whole words only, so
a title is asked for in the forms in which advert and application write it: Lagerleiter and Lagerleiterin, księgowa and
księgowej, 招聘物流经理 for 应聘物流经理.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from addon.core.address import Address
from addon.core.message import Message
from addon.core.resume.fold import CJK, fold
from addon.core.resume.subject import bare_subject, is_job_word
from addon.core.resume.titles import ENGLISH_HEAD_NOUNS, JOINTS, SEEKING
from addon.core.resume.words import APPLICATION_WORDS, RESUME_WORDS

Forms = tuple[str, ...]
"""The forms of one word, any of which will do."""


@dataclass(frozen=True)
class AdvertClue:
    """What an application names: ``references`` to be found in anybody's letter (job boards confirm adverts), and
    ``titles``, each a few words that the subject of a letter of the owner's must hold. ``words`` tell it to the owner.
    """

    words: str
    references: tuple[str, ...] = ()
    titles: tuple[tuple[Forms, ...], ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Search terms, any of which finds an advert."""
        titles = (f"(in:sent -subject:re {' '.join(map(_any_form, title))})" for title in self.titles)
        return (*(f'"{reference}"' for reference in self.references), *titles)


def _any_form(forms: Forms) -> str:
    terms = [f"subject:{form}" for form in forms]
    return terms[0] if len(terms) == 1 else f"{{{' '.join(terms)}}}"


_REFERENCE = re.compile(
    r"\b[A-Za-z]{1,8}[-/]\d[\w/-]{0,12}\b|\b[A-Za-z]{1,8}[-/][\w-]{1,8}[-/]\d[\w/-]{0,10}\b|\b\d{1,6}[-/][\w/-]{2,12}\b"
)
_NUMBER = re.compile(
    r"(?:\b(?:ref(?:erence|erenz|erencia)?|id|no|nr|num|job|jobs|req(?:uisition)?|vacancy|posting|kennziffer|kenn-?nr|chiffre"
    r"|stellen-?(?:id|nr)|offre|oferta|номер|вакансия)|№|#|编号|番号|번호)[.:#№\s]{0,3}(?:id|no|nr)?[.:#\s]{0,3}(\d{3,10})\b",
    re.IGNORECASE,
)
"""A bare number is one beside a word that says so."""

_REFERENCE_IN_TEXT = re.compile(r"\b[A-Z]{1,6}[-/]\d{2,6}(?:[-/]\d{1,6})?\b")
_TEXT_READ = 1_500
_TOKEN = re.compile(r"[^\W\d_][\w'’-]{0,40}")
_LONG_WORD = 5
_SHORTEST_CORE, _LONGEST_CORE = 3, 16
_MAX_TITLES = 5

_COMMON = frozenset(
    """
    about advert advertisement adverts application applicant applying announcement anzeige annonce apply aviso
    bewerbung bewerbungen candidate candidature candidatura employment experience experienced forward hiring
    initiativbewerbung junior lebenslauf letter looking oferta offer offre opening opportunity
    opportunities position positions poste posting presentation puesto reference regarding response resume senior
    sollicitatie stelle stellenanzeige stellenangebot vacancy vacature vacante trabajo вакансия вакансию вакансии
    резюме отклик объявление
    """.split()
)
"""Words that any application's subject may hold: they point to no advert in particular."""

_GENERAL = frozenset(
    """
    manager director officer assistant associate specialist coordinator executive administrator representative
    consultant advisor leader lead head intern trainee expert supervisor worker agent leiter leiterin mitarbeiter
    mitarbeiterin assistent assistentin referent berater gerente jefe jefa encargado encargada asistente responsable
    directeur chef charge chargee responsabile addetto addetta medewerker kierownik dyrektor specjalista менеджер
    руководитель директор специалист помощник
    """.split()
)
"""Titles that need a second word: an owner has written about many a manager."""

_ASIDE_UNSPACED = re.compile(
    r"应聘|应徵|應徵|申请|申請|求职|求職|招聘|诚聘|诚招|招募|急聘|岗位|职位|简历|履歴書|職務経歴書|応募|求人|募集|採用|急募|への|について|に関して"
    r"|の件|のご?応募|希望|関する|お願い|ご?連絡|[的了の至与和及]|件$"
)
_CJK_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaffー]{2,40}")
_ADVERT_FORMS = ("招聘{}", "诚聘{}", "{}招聘", "{}募集", "{}求人", "{}採用", "{}急募")
"""How adverts write a title together with the word for hiring, where no space parts them."""

_POLISH = ("ego", "iem", "em", "ej", "ą", "ę", "a", "i", "y", "u", "")
_RUSSIAN = ("ого", "его", "ой", "ый", "ий", "ая", "ую", "ом", "ем", "ей", "а", "я", "у", "ю", "ы", "и", "")
_ENDINGS = (
    (re.compile("[ąćęłńóśźżčďěňřšťůžýáíéÿ]"), _POLISH, ("", "a", "y", "i", "u", "ej", "ę", "ą", "ego", "em")),
    (re.compile("[а-яёіїєґ]"), _RUSSIAN, ("", "а", "у", "ы", "и", "ом", "ой", "ого", "ый", "ая", "ую")),
)
"""For languages that inflect titles: what shows the language, endings that are taken off, and those that are put on."""

_SHORTEST_STEM = 4


def find_advert_clue(message: Message, sender: Address) -> AdvertClue | None:
    """Return what ``message`` says of an advert it answers, or None.

    References in the subject, and in the text such as are written with capitals; titles in the subject. One ordinary word
    would find adverts where there are none, so a title is the name of a job, or two telling words that stand together.
    """
    subject = bare_subject(message.subject[:200])
    references = [match.group() for match in _REFERENCE.finditer(subject)][:2]
    numbers = [match.group(1) for match in _NUMBER.finditer(subject)][:2]
    in_text = [match.group() for match in _REFERENCE_IN_TEXT.finditer(message.body.text[:_TEXT_READ])]
    numbers += [f'"{found}"' for found in dict.fromkeys(in_text) if found not in references][:2]
    own_name = {fold(word) for word in _TOKEN.findall(sender.display_name)}
    titles = list(islice(chain(_unspaced_titles(subject, sender), _spaced_titles(subject, own_name)), _MAX_TITLES))
    if not references and not numbers and not titles:
        return None
    named = references or [number.strip('"') for number in numbers] or [" ".join(forms[0] for forms in titles[0])]
    return AdvertClue(named[0], tuple(references), (*(((number,),) for number in numbers), *titles))


def _spaced_titles(subject: str, own_name: set[str]) -> Iterator[tuple[Forms, ...]]:
    aside = _COMMON | JOINTS | APPLICATION_WORDS | RESUME_WORDS | SEEKING
    tokens = [token for token in _TOKEN.findall(subject) if not CJK.search(token)]
    words = [token for token in tokens if fold(token) not in aside | own_name]
    jobs = {word for word in words if is_job_word(fold(word))}
    telling = [
        word
        for place, word in enumerate(words)
        if len(word) >= _LONG_WORD or word in jobs or (len(word) > 1 and place + 1 < len(words) and words[place + 1] in jobs)
    ]
    alone = [word for word in telling if word in jobs and fold(word) not in _GENERAL]
    pairs = [pair for pair in pairwise(telling) if not all(fold(word) in _GENERAL for word in pair)]
    yield from ((forms_of(word, subject),) for word in alone)
    yield from (tuple(forms_of(word, subject) for word in pair) for pair in pairs)


def _unspaced_titles(subject: str, sender: Address) -> Iterator[tuple[Forms, ...]]:
    """The title inside Chinese or Japanese, once words of applying and hiring are taken out."""
    name = "".join(sender.display_name.split())
    for run in _CJK_RUN.findall(subject):
        for core in _ASIDE_UNSPACED.split(run.replace(name, " ") if name else run):
            core = core.strip()
            if _SHORTEST_CORE <= len(core) <= _LONGEST_CORE and core not in RESUME_WORDS:
                yield ((core, *(form.format(core) for form in _ADVERT_FORMS)),)


def forms_of(word: str, subject: str) -> Forms:
    """Return the forms in which ``word`` may stand in an advert, itself first: the other gender, and other cases.

    ``subject`` shows the language.
    """
    forms = [word]
    folded = word.casefold()
    if is_job_word(fold(word)) and fold(word) not in ENGLISH_HEAD_NOUNS:
        if folded.endswith("in") and len(folded) > _LONG_WORD + 2:
            forms.append(word[:-2])
        elif folded.endswith(("er", "or", "ent", "ist", "eur", "ant")) and len(folded) > _LONG_WORD:
            forms.append(f"{word}in")
    for sign, off, on in _ENDINGS:
        if sign.search(subject.casefold()) and (is_job_word(fold(word)) or len(word) > _LONG_WORD + 2):
            ending = next(ending for ending in off if folded.endswith(ending))
            stem = word[: len(word) - len(ending)] if ending else word
            if len(stem) >= _SHORTEST_STEM:
                forms += [f"{stem}{ending}" for ending in on]
    return tuple(dict.fromkeys(forms))


def is_advert(letter: Message, clue: AdvertClue, *, is_own: bool) -> bool:
    """True where a letter that the search found is the advert meant.

    By its reference in anybody's letter (a job board confirms adverts), by words of the job only in the owner's own.
    """
    subject, text = fold(letter.subject), fold(f"{letter.subject} {letter.body.text}")
    if any(fold(reference) in text for reference in clue.references):
        return True
    return is_own and any(all(_holds(subject, forms) for forms in title) for title in clue.titles)


def _holds(subject: str, forms: Iterable[str]) -> bool:
    wanted = (fold(form.strip('"')) for form in forms)
    return any(form in re.findall(r"\w+", subject) if form.isdigit() else form in subject for form in wanted)
