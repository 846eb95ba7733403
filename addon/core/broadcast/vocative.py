"""Does a line call its reader by name? A name in it is not enough: "my name is Anna", "I work with Anna", a web address.

The name must stand where one is called: after a salutation, or alone between marks ("Hello, Anna!", "Well done, Anna.").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from addon.core.broadcast.names import HANGUL, names_someone
from addon.core.broadcast.salutation import SALUTE
from addon.core.resume.fold import CJK, fold_words

_LONGEST = 200
_TITLES_BEFORE = 4
_WORDS_AFTER = 2
_MARKS = re.compile(r"[,.!?:;，、。！？：；،؟।]|\s[-–—]+(?:\s|$)|[-–—]+$")
_TITLE_STOP = re.compile(
    r"\b(Dr|Drs|Mr|Mrs|Ms|Prof|Dipl|Ing|Sr|Sra|Srta|Mme|Mlle|Dott|Sig|Hr|Fr|Mgr|Yth|Eng|Adv|Rev|Hon|г|д-р)\.(?=\s)", re.IGNORECASE
)
"""The stop after "Dr." or "Sra." ends no phrase."""

_ADDRESS = re.compile(r"\S{0,100}(?:://|www\.|@)\S{0,100}|\b[\w-]{1,60}(?:\.[\w-]{1,60})+")
"""Web and mail addresses: they hold names and call nobody."""

_CALLS = re.compile(
    rf"(?i:{SALUTE}|thanks|thank you|many thanks|congratulations|congrats|welcome|well done|sorry|morning|greetings|respected"
    r"|dearest|my dear|danke|vielen dank|merci|gracias|obrigad[oa]|grazie|bedankt|tack|tak|dziękuję|děkuji|teşekkürler|sayın"
    r"|sehr geehrte[rs]?|werte[rs]?|geachte|szanown[aey]|vážen[ýáíy]|уважаем(?:ый|ая|ые)|шановн(?:ий|а|і)|спасибо|дякую|kedves"
    r"|tisztelt|stimat[ăea]|hyvä|αγαπητ(?:ή|έ)|kính gửi|yth)\b"
)

_INTRODUCES = frozenset(
    """
    i im am my name names me this is it its here from by with for of about that
    ich bin mein heisse hier ist von mit je suis mon nom ici est moi mappelle appelle cest de soy me llamo mi nombre es
    aqui sou meu nome chamo eu sono chiamo mio qui ik ben mijn naam heet jag ar heter mitt namn jeg er hedder mit navn
    jestem nazywam imie tu mam jmenuji jsem tady ben benim adim ismim я меня зовут это мене звати це انا اسمي मेरा नाम मैं
    """.split()
)
"""Folded words before a name that make it the writer's or a third person's."""

_PRESENTS = frozenset("here from speaking writing hier aus von ici aqui qui tady hablando".split())
"""The same after it ("Anna here, ...")."""

_INTRODUCES_UNSPACED = re.compile(r"我是|我叫|名字|本人|私は|と申し|と言い|といい|です|입니다|이라고|라고|저는|제 이름")


@dataclass(frozen=True)
class _Piece:
    words: tuple[str, ...]
    ends_open: bool  # in a comma, a colon, an exclamation mark or the end of the line


def calls_by_name(line: str, names: Collection[str], senders: Collection[str] = ()) -> bool:
    """True where ``line`` calls its reader by one of ``names`` (folded words). Bounded; never raises.

    ``senders`` are the words of the writer's own name: where both share one, it counts only after a salutation.
    """
    line = _ADDRESS.sub(" ", line[:_LONGEST])
    if not names_someone(line, names):
        return False
    if CJK.search(line) or HANGUL.search(line):
        return _INTRODUCES_UNSPACED.search(_up_to_name(line, names)) is None
    if _CALLS.match(line.lstrip()) and _is_salutation(_first_piece(line), names):
        return True
    alone = [name for name in names if name not in senders]
    return any(_is_name_alone(piece, alone, first=i == 0) for i, piece in enumerate(_pieces(line)))


def _up_to_name(line: str, names: Collection[str]) -> str:
    words = line.split()
    place = next((i for i, word in enumerate(words) if names_someone(word, names)), len(words))
    return " ".join(words[: place + 1])


def _first_piece(line: str) -> tuple[str, ...]:
    return next(_pieces(line), _Piece((), ends_open=False)).words


def _is_salutation(words: tuple[str, ...], names: Collection[str]) -> bool:
    """As in "Dear Ms Example", "Hi Anna just a word": the name follows, with nothing but titles between."""
    place = _place(words, names)
    return place is not None and place <= _TITLES_BEFORE and not _INTRODUCES & set(words[:place])


def _is_name_alone(piece: _Piece, names: Collection[str], *, first: bool) -> bool:
    """As in "Anna,", "Frau Example!", "Sayın Anna Hanım,"; inside the line nothing may stand with the name but a title."""
    place = _place(piece.words, names)
    if place is None or _INTRODUCES & set(piece.words[:place]) or _PRESENTS & set(piece.words[place + 1 :]):
        return False
    strange = sum(not names_someone(word, names) for word in piece.words)
    after = len(piece.words) - place - 1
    return strange == 0 or (piece.ends_open and strange <= (_TITLES_BEFORE if first else 1) and after <= _WORDS_AFTER)


def _place(words: tuple[str, ...], names: Collection[str]) -> int | None:
    return next((i for i, word in enumerate(words) if names_someone(word, names)), None)


def _pieces(line: str) -> Iterator[_Piece]:
    text = _TITLE_STOP.sub(r"\1 ", line)
    start = 0
    for match in _MARKS.finditer(text):
        words = tuple(fold_words(text[start : match.start()]))
        if words:
            yield _Piece(words, ends_open=match.group().strip() not in {".", "?", "。", "？", "؟"})
        start = match.end()
    words = tuple(fold_words(text[start:]))
    if words:
        yield _Piece(words, ends_open=True)
