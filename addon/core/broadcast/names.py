"""Does a piece of text name this person? Names are compared with the person's own fields only, never with a list of names.

Across scripts (سليم for Salim, उमा for Uma) the consonants decide: vowels are written too differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from addon.core.address import Address, Owner, is_role_address
from addon.core.resume.fold import CJK, fold, fold_words, loose_name

HANGUL = re.compile("[\uac00-\ud7a3]")

_CONSONANTS = {
    **dict(
        zip("بتثجحخدذرزسشصضطظغفقكلمنهويةپچگ", "b t t j h h d z r z s s s d t z g f k k l m n h v i h p c g".split(), strict=True)
    ),
    **dict(
        zip(
            "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
            "k k g g c c j j t t d d n t t d d n p f b b m i r l v s s s h".split(),
            strict=True,
        )
    ),
    **dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "- b g d h v z h t i k k l m m n n s - p p c c k r s t".split(), strict=True)),
    **dict(zip("βγδζθκλμνξπρστφχψς", "b g d z t k l m n x p r s t f h p s".split(), strict=True)),
}
"""Consonants of Arabic, Devanagari, Hebrew and Greek in the spelling of ``loose_name``."""

_VOWEL_SIGNS = dict(zip("اآأअआाइईिीउऊुूएेऐैओोऔौαεηιουω", "aaaaaaiiiiuuuueeeeooooaeiioio", strict=True))

_LATIN_ALIKE = str.maketrans({"q": "k", "w": "v", "y": "i", "ç": "c"})
_VOWELS = re.compile("[aeiou]")
_SHORTEST = 2

_POSTS = frozenset(
    "hr human resources manager managers department recruiter recruiters recruitment recruiting hiring ceo cfo cto coo"
    " md director directors editor principal president dirigente directeur directrice directora diretor direttore"
    " direktor direktion owner webmaster".split()
)
"""Words of a mailbox's name that call a post, not a person: "Dear HR Manager" greets nobody by name."""

_TITLES = (
    *"老师 总 先生 女士 小姐 经理 教授 博士 医生 工 姐 哥 様 さま さん 씨 님".split(),
    *(" 대표", " 교수", " 선생", " 박사", " 부장", " 과장", " 팀장"),
)
"""What follows a family name in Chinese, Japanese and Korean letters."""


def name_words(address: Address) -> tuple[str, ...]:
    """Return the words of a person's name as ``address`` gives them: display name, else local part; folded, no initials."""
    words = [word for word in fold_words(address.display_name) if len(word) > 1 or CJK.search(word)]
    if not words and not is_role_address(address.addr_spec):
        words = [word for word in fold_words(re.sub(r"[._\-+\d]+", " ", address.local_part)) if len(word) > 2]
    return tuple(words)


def owner_names(owner: Owner, addressed_as: Iterable[Address]) -> frozenset[str]:
    """Return every word the owner may be called by: own display names, own addresses, and the name in ``addressed_as``."""
    words: set[str] = set()
    for name in owner.display_names:
        words.update(name_words(Address("", name)))
    for spec in owner.addr_specs:
        words.update(name_words(Address(spec)))
    for address in addressed_as:
        words.update(name_words(address))
    return frozenset(words - _POSTS)


def names_someone(text: str, names: Iterable[str]) -> bool:
    """True where a word of ``text`` is one of ``names`` (folded words), in any of the scripts known here."""
    wanted = [name for name in names if len(name) >= _SHORTEST or CJK.search(name)]
    folded = fold(text)
    loose = {loose_name(name) for name in wanted}
    sounds = {sound for name in wanted for sound in _sounds(name)}
    for word in fold_words(text):
        key = loose_name(word)
        if key in loose or key.rstrip("h") in {name.rstrip("h") for name in loose if len(name) > 3}:
            return True
        if any(char in _CONSONANTS for char in word) and any(sound in sounds for sound in _sounds(word)):
            return True
    return any(_is_in_unspaced(name, folded) for name in wanted)


def _is_in_unspaced(name: str, folded: str) -> bool:
    """Chinese, Japanese and Korean: the whole name, the given name, or the family name before a title."""
    if not (CJK.search(name) or HANGUL.search(name)):
        return False
    return any(part in folded for part in _callings(name))


def _callings(name: str) -> Iterator[str]:
    yield name
    if len(name) >= 3:
        yield name[1:]
    for head in {name[:1], name[:2]}:
        for title in _TITLES:
            yield head + title


def _sounds(word: str) -> Iterator[str]:
    """Yield what two spellings of one name share: its consonants, or for a name of one consonant the vowels too."""
    if word.isascii():
        spelled = loose_name(word).translate(_LATIN_ALIKE).replace("sh", "s")
    else:
        spelled = "".join(_CONSONANTS.get(char) or _VOWEL_SIGNS.get(char, "") for char in fold(word)).replace("-", "")
    spelled = re.sub(r"(.)\1+", r"\1", spelled)
    bones = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", spelled))
    if len(bones) >= _SHORTEST:
        yield bones
    elif len(spelled) > _SHORTEST:
        yield spelled
