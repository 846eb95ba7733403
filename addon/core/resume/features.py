"""What a text looks like, as numbers: the features of the three-way reading. Every one is a count that a reader can check."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from addon.core.resume.fold import CJK, fold
from addon.core.resume.mentions import FAMILIES, Mentions, count_families
from addon.core.resume.phrases import Sentence, split_sentences
from addon.core.resume.sections import (
    DEGREES,
    DEGREES_CJK,
    HEADINGS,
    PERSONAL,
    PERSONAL_CJK,
    PRESENT,
    TITLE_LINES,
    plain_heading,
)
from addon.core.resume.words import I_CJK, I_WORDS, YOU_CJK, YOU_WORDS

MAX_TEXT = 24_000
"""Characters of a text that are read: four times a long resume."""

MAX_TERM = 20
"""Letters of the longest word that the letter model reads."""

_STEM, _HANGUL_STEM = 5, 2

_CJK_RUN = re.compile(f"{CJK.pattern}+")
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_TO = r"(?:-|–|—|−|~|～|〜|ー|to|till|until|bis|a|al|à|au|até|tot|do|po|по|до|至|から|إلى|से|\t)"
_RANGE = re.compile(
    rf"(?<!\d){_YEAR}\)?(?:[./年-] ?\d{{1,2}} ?[月]?)?[.월년度学]{{0,2}} ?\d{{0,2}}[월]? {{0,3}}{_TO} {{0,3}}"
    rf"(?:[^\W\d]{{3,10}}[.,']? ?|\d{{1,2}}[./-])?(?:{_YEAR}|{PRESENT})"
)
_SHORT_RANGE = re.compile(r"\b[a-z]{3,9}['’` ]{1,2}\d\d ?(?:-|–|to|till) ?(?:[a-z]{3,9}['’` ]{1,2}\d\d\b|present|till|date|now)")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d[\d ().\-/]{7,18}\d(?![\w%])")
_EMAIL = re.compile(r"(?<=[\w.+-])@[\w-]{1,63}\.[\w.-]{2,40}")
_PROFILE = re.compile(r"linkedin\.com/|github\.com/|gitlab\.com/|xing\.com/|behance\.net/|stackoverflow\.com/users|naukri")
_URL = re.compile(r"https?://|www\.")
_BULLET = re.compile(r"^\s{0,12}(?:[•·▪●○◦‣➢➤✓*►■]|[-–—o]\s|\uf0b7|\d{1,2}[.)]\s)")
_VERB_FIRST = re.compile(r"^[\s•·▪●*\-–➢\d.)]{0,14}(?:[a-z]{3,12}ed|led|built|ran|wrote|made|taught|sold|won|oversaw)\b")
_EDGE = re.compile("(?:_|[^\\w\u0900-\u0dff])+")
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:eur|usd|k\b|lpa)")


@dataclass(frozen=True)
class TextLook:
    """The counted look of a text. ``sections`` are heading families; ``families`` counts phrases by family."""

    words: int = 0
    sections: tuple[str, ...] = ()
    titled: bool = False
    inline_sections: int = 0
    ranges: int = 0
    phones: int = 0
    emails: int = 0
    profiles: int = 0
    degrees: int = 0
    personal: int = 0
    bullets: float = 0.0
    verb_lines: float = 0.0
    urls: int = 0
    money: int = 0
    questions: int = 0
    first_person: int = 0
    second_person: int = 0
    short_lines: float = 0.0
    families: dict[str, int] = field(default_factory=dict)
    mentions: Mentions = field(default_factory=Mentions)
    vocabulary: frozenset[str] = frozenset()
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Words and pairs of neighbouring words, and pairs of characters of Chinese and Japanese: what the letter model reads."""
        found: set[str] = set()
        for sentence in self.sentences:
            words = [word for word in sentence.words if len(word) < MAX_TERM and not word.isdigit() and not CJK.match(word)]
            found.update(words)
            found.update(map(" ".join, pairwise(words)))
            for run in _CJK_RUN.findall(sentence.text):
                found.update(map("".join, pairwise(run)))
        return frozenset(found)


def stem_of(word: str) -> str:
    """Return the first letters of ``word``, which its inflections share: five, and two of Hangul, which writes syllables."""
    return word[: _HANGUL_STEM if "가" <= word[0] <= "힣" else _STEM]


def look_at(text: str) -> TextLook:
    """Return the counted look of the first :data:`MAX_TEXT` characters of ``text``. Linear, never raises."""
    text = text[:MAX_TEXT].replace("\u200b", "")
    folded = fold(text)
    lines = [line for line in folded.split("\n") if line.strip()]
    sentences = split_sentences(folded)
    families, mentions = count_families(sentences)
    vocabulary = [word for sentence in sentences for word in sentence.words]
    vocabulary_set = frozenset(vocabulary)
    has_cjk = bool(CJK.search(folded))
    count = len(vocabulary) + (len(CJK.findall(folded)) // 2 if has_cjk else 0)
    sections, titled = _find_sections(lines)
    return TextLook(
        words=count,
        sections=sections,
        titled=titled,
        inline_sections=_find_inline_sections(text),
        ranges=sum(1 for _ in _RANGE.finditer(folded)) + sum(1 for _ in _SHORT_RANGE.finditer(folded)),
        phones=min(9, len(_PHONE.findall(folded))),
        emails=min(9, len(_EMAIL.findall(folded))),
        profiles=min(3, len(_PROFILE.findall(folded))),
        degrees=sum(word in DEGREES for word in vocabulary) + sum(folded.count(word) for word in DEGREES_CJK),
        personal=len(vocabulary_set & PERSONAL) + sum(word in folded for word in PERSONAL_CJK),
        bullets=_share(lines, _BULLET),
        verb_lines=_share(lines, _VERB_FIRST),
        urls=min(30, len(_URL.findall(folded))),
        money=min(9, len(_MONEY.findall(folded))),
        questions=min(9, folded.count("?") + folded.count("？")),
        first_person=sum(word in I_WORDS for word in vocabulary) + (sum(map(folded.count, I_CJK)) if has_cjk else 0),
        second_person=sum(word in YOU_WORDS for word in vocabulary) + (sum(map(folded.count, YOU_CJK)) if has_cjk else 0),
        short_lines=sum(len(line) < 60 for line in lines) / max(1, len(lines)) if len(lines) > 5 else 0.0,
        families=families,
        mentions=mentions,
        vocabulary=vocabulary_set,
        sentences=tuple(sentences),
    )


def under_subject(look: TextLook, subject: TextLook) -> TextLook:
    """Return the look of a body under its subject: what the subject says counts as if it were the body's first sentence."""
    families = {name: look.families.get(name, 0) + subject.families.get(name, 0) for name in {*look.families, *subject.families}}
    return replace(look, families=families, vocabulary=look.vocabulary | subject.vocabulary, words=look.words + subject.words)


_SPOKEN_HEADINGS = tuple((heading, family) for heading, family in HEADINGS.items() if " " in heading and heading.isascii())


def _find_inline_sections(text: str) -> int:
    """How many families have a heading of two words in capitals inside a line ("... Education Details January 2015")."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return 0
    found = set()
    for heading, family in _SPOKEN_HEADINGS:
        place = lowered.find(heading)
        second = place + heading.index(" ") + 1
        if place >= 0 and text[place].isupper() and text[second].isupper():
            found.add(family)
    return len(found)


def _share(lines: list[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for line in lines[:400] if pattern.match(line)) / max(4, min(400, len(lines)))


def _strip_edges(line: str) -> str:
    """``line`` without the bullets, rules and dots around it. Linear: the end is found by one match from behind."""
    opening = _EDGE.match(line)
    line = line[opening.end() :] if opening else line
    closing = _EDGE.match(line[::-1])
    return line[: len(line) - closing.end()] if closing else line


def _heading_family(plain: str) -> str | None:
    spaced_out = plain.replace(" ", "") if len(plain) < 30 else ""  # "E D U C A T I O N"
    family = HEADINGS.get(plain) or HEADINGS.get(plain.removesuffix("s")) or HEADINGS.get(spaced_out)
    words = plain.split()
    return family or (HEADINGS.get(" ".join(words[:2])) if 2 <= len(words) <= 3 else None)


def _find_sections(lines: list[str]) -> tuple[tuple[str, ...], bool]:
    """Heading families in order of appearance, and whether a line names the document a resume."""
    found: dict[str, None] = {}
    titled = False
    for line in lines[:600]:
        bare = _strip_edges(line)
        if len(bare) > 60 and ":" not in bare[:40] and "：" not in bare[:40]:
            continue
        plain = plain_heading(re.split("[:：\t]", bare, maxsplit=1)[0])
        titled = titled or plain in TITLE_LINES
        family = _heading_family(plain)
        if family:
            found.setdefault(family)
    return tuple(found), titled


def share_of(count: int, words: int) -> float:
    """Return 1 for a family that shows at least once in 250 words, less where it drowns in a long text, 0 for none."""
    return min(1.0, count * 250 / max(250, words))


def text_features(look: TextLook) -> dict[str, float]:
    """Return the features of a text by name, each roughly within 0..3: logarithms of counts, shares and flags."""
    families = look.families
    per = 1.0 / max(1.0, math.sqrt(look.words / 150))
    doc = len(look.sections)
    values = {
        "sections": float(min(5, doc)) / 2,
        "inline_sections": min(3.0, look.inline_sections / 2),
        "inline_sections2": float(look.inline_sections >= 2),
        "sections2": float(doc >= 2),
        "sections4": float(doc >= 4),
        "titled": float(look.titled),
        "ranges": math.log1p(min(12, look.ranges)),
        "ranges2": float(look.ranges >= 2),
        "contact": float(look.phones > 0) + float(look.emails > 0) + float(look.profiles > 0),
        "degrees": math.log1p(min(20, look.degrees)),
        "personal": math.log1p(look.personal),
        "bullets": look.bullets,
        "verb_lines": look.verb_lines,
        "urls": math.log1p(look.urls),
        "money": math.log1p(look.money),
        "questions": math.log1p(look.questions),
        "i_share": min(1.0, 20 * look.first_person / max(20, look.words)),
        "you_share": min(1.0, 20 * look.second_person / max(20, look.words)),
        "short_lines": look.short_lines,
        "length": math.log1p(look.words) / 3,
        "tiny": float(look.words < 12),
        "resume_like_length": float(150 <= look.words <= 1500),
    }
    for family in FAMILIES:
        if family != "resume":
            count = families.get(family, 0)
            values[f"has_{family}"] = share_of(count, look.words)
            values[f"much_{family}"] = math.log1p(count) * per
    m = look.mentions
    values |= {
        "mention": math.log1p(m.total),
        "own_sent": float(m.own_sent > 0),
        "other_sent": float(m.other_sent > 0),
        "plain_sent": float(m.plain_sent > 0),
        "yours": math.log1p(m.yours),
        "mine": float(m.mine > 0),
        "theirs": float(m.theirs > 0),
        "asked": float(m.asked > 0),
        "seek_and_qualified": float(bool(families.get("seek")) and bool(families.get("qualified"))),
        "hire_and_require": float(bool(families.get("hire")) and bool(families.get("require"))),
        "hire_and_apply": float(bool(families.get("hire")) and bool(families.get("apply"))),
    }
    return values
