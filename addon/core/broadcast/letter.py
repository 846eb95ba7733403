"""The letter inside a message: how it opens, and whom it addresses. Read once, then asked by many signals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from addon.core.address import Address, Owner
from addon.core.broadcast.names import HANGUL, name_words, owner_names
from addon.core.broadcast.question import asks_a_question, asks_its_own_question
from addon.core.broadcast.residue import placeholder_in
from addon.core.broadcast.salutation import greeted_group, greeted_one, is_short_for, salutation_lines
from addon.core.broadcast.vocative import calls_by_name
from addon.core.broadcast.words import MANY_INSIDE, TO_MANY, TO_NOBODY
from addon.core.broadcast.you import AboutReader, about_reader
from addon.core.message import Message
from addon.core.resume.fold import CJK, fold

MAX_LETTER = 1_500
"""Characters looked at: a letter says whom it is for in its first lines; what follows is often the resume itself."""

MAX_NOTE = 600
"""Up to here a letter is a note: mailings need more room to explain themselves."""

_OPENING = 90
_FILLER = (
    r"(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|hallo|hola|buenas|ola|ciao|salve|bonjour|hej"
    r"|здравствуйте|добрый день|您好|你好|namaste|नमस्कार|नमस्ते)"
)
_LEADING_FILLER = re.compile(rf"^(?:{_FILLER}[\s,!.]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """What a letter shows of its reader.

    ``opening`` is its first words as written; ``names_known`` says whether we know what the owner is called at all.
    ``greets_one`` is the one name it opens with, whoever that is. ``about_you`` is what the text says of its reader;
    ``asks_own`` says that it asks what no template asks; ``placeholder`` is a field that a merge left unfilled, folded;
    ``is_short`` says whether the whole letter is a note of a few lines.
    """

    text: str = ""
    opening: str = ""
    greets_owner: bool = False
    names_known: bool = False
    generic_greeting: str = ""
    group_greeting: str = ""
    group_phrase: str = ""
    greets_one: str = ""
    about_you: AboutReader = field(default_factory=AboutReader)
    asks: bool = False
    asks_own: bool = False
    placeholder: str = ""
    is_short: bool = False

    @property
    def is_empty(self) -> bool:
        """True where the author wrote nothing but, perhaps, a name."""
        return len(self.text.split()) < 2 and len(self.text) < 12


def read_letter(message: Message, owner: Owner, addressed_as: Iterable[Address] = ()) -> Letter:
    """Return what the first lines of ``message`` show. Bounded, never raises; an empty body gives an empty letter.

    ``addressed_as`` are the owner's own addresses in To and Cc: the names they carry are the owner's, too.
    """
    text = message.body.text[:MAX_LETTER].strip()
    opening = _opening(text)
    names = owner_names(owner, addressed_as)
    lines = salutation_lines(text)
    senders = name_words(message.sender) if message.sender else ()
    called = greeted_one(opening, lines, senders)
    first = text.partition("\n")[0][:_OPENING]  # a name alone on its line, which the opening runs together with the next
    first = "" if first.islower() else first  # merges fill in "anna" from the address; people write a name with its capital
    greets = any(calls_by_name(line, names, senders) for line in (opening, first, *lines)) or is_short_for(called, names)
    folded = " ".join(fold(opening).split())
    prose = " ".join(fold(text).split())
    return Letter(
        text=text,
        opening=opening,
        greets_owner=greets,
        names_known=bool(names),
        generic_greeting="" if greets else _phrase_at_start(folded, TO_NOBODY),
        group_greeting="" if greets else (_phrase_at_start(folded, TO_MANY) or greeted_group(lines)),
        greets_one=called,
        group_phrase=_phrase_inside(prose, MANY_INSIDE),
        about_you=about_reader(message.subject[:200], *re.split(r"\n\s*\n", text)),
        asks=asks_a_question(text),
        asks_own=asks_its_own_question(text),
        placeholder=placeholder_in(f"{message.subject[:200]}\n{text}"),
        is_short=len(message.body.text) <= MAX_NOTE,
    )


def _opening(text: str) -> str:
    """The first line, and the second where the first is a bare "Hello," or very short."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:2]
    if not lines:
        return ""
    first = lines[0][:_OPENING]
    if len(lines) > 1 and len(first) < (8 if CJK.search(first) else 14):
        return f"{first} {lines[1]}"[:_OPENING]
    return first


def _phrase_at_start(folded: str, phrases: tuple[str, ...]) -> str:
    starts = {folded, _LEADING_FILLER.sub("", folded).lstrip(" ,!.")}
    for phrase in phrases:
        for start in starts:
            if start.startswith(phrase) and _ends_a_word(start, phrase):
                return phrase
    return ""


def _phrase_inside(folded: str, phrases: tuple[str, ...]) -> str:
    padded = f" {folded}"
    return next((phrase for phrase in phrases if _stands_in(padded, phrase)), "")


def _stands_in(padded: str, phrase: str) -> bool:
    """A single word may be a stem; several words end where a word ends ("some of you" is not in "some of your ideas")."""
    if CJK.search(phrase) or " " not in phrase:
        return (phrase if CJK.search(phrase) else f" {phrase}") in padded
    place = padded.find(f" {phrase}")
    return place >= 0 and _ends_a_word(padded[place + 1 :], phrase)


def _ends_a_word(text: str, phrase: str) -> bool:
    """A stem may go on ("dear recruit|er"), a whole short word may not ("all" in "allen")."""
    rest = text[len(phrase) :]
    if not rest or not rest[0].isalpha() or CJK.search(phrase[-1]) or HANGUL.search(phrase[-1]):
        return True
    return phrase.endswith(("recruit", "hiring", "dear prof"))
