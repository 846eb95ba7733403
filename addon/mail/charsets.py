"""Which of the old charsets bytes are in that nobody labelled, or labelled wrongly.

Each reading is priced in bits: what its letters cost in the languages that use it (common ones little, rare ones much), and
what it costs that they stand next to one another, to ASCII letters or to blanks. Cyrillic letters stand among their like,
accented Latin ones among ASCII; a small letter seldom comes before a capital. The cheapest reading wins, Windows-1252 unless
another is clearly cheaper. General detectors were measured first: on short mails charset-normalizer 3.5 takes every other
French, Portuguese or Swedish text in Windows-1252 for a central European or Baltic one, and costs 40 to 110 ms to import.
"""

from __future__ import annotations

import codecs
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

SAMPLE_BYTES = 1_000
"""Bytes of the lines with letters beyond ASCII that are looked at: 2 ms for all readings together."""

_HIGH = re.compile(rb"[\x80-\xff]")
_BROKEN, _CONTROL, _SYMBOL, _FOREIGN = 25.0, 18.0, 18.0, 12.0
_CAPITAL, _CAPITAL_INSIDE, _OPENING = 3.0, 9.0, 7.0
_LONE = 4.0  # a word of one letter, where most are: French "à" is no Cyrillic text
_PUNCTUATION = dict.fromkeys("«»“”„‘’‚–—…•·°№§©®€£\xa0´", 7.0) | dict.fromkeys("、。「」（）：・，；！？『』【】《》　～ー", 6.0)


@dataclass(frozen=True)
class _Company:
    """What the letters of a script stand among: bits by step from one kind of character to the next, L an ASCII letter, H a
    letter beyond ASCII, O anything else; and the bits a letter below which a reading is ``good``.

    Of mail in 15 languages, hardly one wrong reading was that cheap.
    """

    steps: dict[str, float]
    good: float


_MIXED = _Company({"LH": 4.0, "HL": 0.3, "HH": 5.0, "OH": 5.0, "HO": 2.0}, 10.0)
_SOLID = _Company({"LH": 9.0, "HL": 9.0, "HH": 0.5, "OH": 1.0, "HO": 2.5}, 7.0)
_DENSE = _Company({"LH": 3.0, "HL": 3.0, "HH": 0.3, "OH": 1.0, "HO": 2.0}, 11.0)


@dataclass(frozen=True)
class _Script:
    """How text in one writing system looks: bits by letter, for all its other letters, and the company they keep."""

    letters: dict[str, float]
    company: _Company
    other: float = _FOREIGN


def _rank(*groups: tuple[float, str]) -> dict[str, float]:
    return {letter: bits for bits, letters in groups for letter in letters}


_WESTERN = _Script(_rank((4.0, "éàèçäöüßñóíáúãõêôåø"), (6.0, "âîûæœïëùò"), (8.0, "ìýšžÿºª"), (10.0, "ðþ")), _MIXED)
_ICELANDIC = _Script(_rank((4.0, "áðíóöéúþæý")), _MIXED)
_CENTRAL = _Script(_rank((4.0, "áíéóúöüä"), (4.5, "ąęłśćżźńěščřžýůő"), (6.5, "ôľťďňăâîşţű"), (9.0, "ĺŕđ")), _MIXED)
_TURKISH = _Script(_rank((4.0, "ıüşğöç"), (5.0, "İ"), (8.0, "âîû")), _MIXED)
_CYRILLIC = _Script(_rank((4.0, "оеаинтср"), (5.5, "влкмдпуяыьгзбч"), (7.0, "йхжшюцщэфёіїє"), (10.0, "ъґўј")), _SOLID)
_GREEK = _Script(_rank((4.0, "αοιετσνηυρ"), (5.5, "πκμλςωάίόέή"), (7.0, "δγθχφβύώξζψ"), (10.0, "ϊϋΐΰ")), _SOLID)
_HEBREW = _Script(_rank((4.0, "יוהלאמר"), (5.5, "תבשנכדםחפקעט"), (7.0, "גצסןזךץף")), _SOLID)
_ARABIC = _Script(_rank((4.0, "اليمنورت"), (5.5, "بعدسفهكقحةجأ"), (7.0, "خصشطزضىذثغئإءآظؤ"), (8.0, "،؟؛پچگژ")), _SOLID)


def _read_rows(codec: str, leads: Iterable[int], trails: Iterable[int]) -> Iterator[str]:
    for lead in leads:
        for trail in trails:
            yield from bytes((lead, trail)).decode(codec, "ignore")


@functools.cache
def _find_script(name: str) -> _Script:
    """The East Asian ones are made when first asked for: charsets put common characters into their first rows."""
    trails = range(0xA1, 0xFF)
    if name == "japanese":
        letters = dict.fromkeys(_read_rows("euc_jp", range(0xB0, 0xD0), trails), 11.0)
        letters |= dict.fromkeys(map(chr, range(0x30A1, 0x30FB)), 7.0) | dict.fromkeys(map(chr, range(0x3041, 0x3094)), 5.5)
        return _Script(letters, _DENSE, 17.0)
    if name == "korean":
        letters = dict.fromkeys(_read_rows("euc_kr", range(0xB0, 0xC9), trails), 10.0)
        return _Script(letters | dict.fromkeys("이다는을의에가고하지기로사리한습니를어자인대해시", 6.0), _DENSE, 17.0)
    if name == "traditional":
        letters = dict.fromkeys(_read_rows("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *trails]), 11.5)
        return _Script(letters | dict.fromkeys("的一是不在有人我他這個們來上大為和國年日中學工作時公司請您本", 6.5), _DENSE, 17.0)
    letters = dict.fromkeys(_read_rows("gb2312", range(0xB0, 0xD8), trails), 11.0)
    return _Script(letters | dict.fromkeys("的一是不在有人我他这个们来上大为和国年日中学工作时公司请您本", 6.5), _DENSE, 17.0)


_SCRIPTS = {
    "western": _WESTERN,
    "icelandic": _ICELANDIC,
    "central": _CENTRAL,
    "turkish": _TURKISH,
    "cyrillic": _CYRILLIC,
    "greek": _GREEK,
    "hebrew": _HEBREW,
    "arabic": _ARABIC,
}

_READINGS = (
    ("cp1252", "western", 0.0),
    ("cp1252", "icelandic", 8.0),
    ("cp1251", "cyrillic", 8.0),
    ("koi8-u", "cyrillic", 8.0),
    ("cp932", "japanese", 8.0),
    ("euc_jp", "japanese", 8.0),
    ("gb18030", "chinese", 8.0),
    ("big5", "traditional", 10.0),
    ("cp949", "korean", 8.0),
    ("cp1254", "turkish", 8.0),
    ("cp1250", "central", 10.0),
    ("iso8859-2", "central", 12.0),
    ("cp1253", "greek", 10.0),
    ("cp1255", "hebrew", 10.0),
    ("cp1256", "arabic", 10.0),
)
"""Codec, script, and the bits by which the reading has to be better: rarer without a label."""

_UNPRICED = {"koi8-r": "cyrillic", "iso8859-5": "cyrillic", "cp866": "cyrillic", "iso8859-15": "western", "iso8859-9": "turkish"}
"""Further labels that are checked; without a label nobody is taken to mean them."""

_DOUBT, _DOUBT_SHARE = 20.0, 0.15
"""By so much, in bits and as a share, another reading has to be cheaper before a label counts as wrong."""

_ASCII = bytes(range(0x80))
_NARROW_BLOCKS = (0x00, 0x03, 0x04, 0x05, 0x06, 0x0E)  # Latin, Greek, Cyrillic, Hebrew, Arabic, Thai
_WIDE_BLOCKS = frozenset({0x01, 0x20, 0x21, 0x30, 0xFF, *range(0x4E, 0xA0), *range(0xAC, 0xD8)})  # East Asia, punctuation


def guess_codec(data: bytes) -> str:
    """Return the codec in which ``data`` reads best; "cp1252" where nothing is clearly better. Looks at ``SAMPLE_BYTES``."""
    return _find_best(_take_sample(data))[0]


def check_codec(data: bytes, codec: str) -> str:
    """Return ``codec``, which the sender named, or the one in which ``data`` reads so much better that the label must be wrong.

    Labels of charsets that are not priced here are believed.
    """
    script = next((script for known, script, _ in _READINGS if known == codec), _UNPRICED.get(codec, ""))
    if not script:
        return codec
    sample = _take_sample(data)
    look = _find_named(script)
    price = _price(sample, codec, look)
    count = sum(1 for char in sample.decode(codec, "ignore") if char >= "\x80")
    if price <= look.company.good * count:
        return codec
    best, other = _find_best(sample)
    return best if other + max(_DOUBT, _DOUBT_SHARE * price) < price else codec


def find_wide(data: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" for bytes that are UTF-16 without a mark at their start, else "".

    Such text shows itself by zeros, in every ASCII blank, digit and line end, on one side of its pairs only. Plain text with
    a few stray zeros does not pair up into letters of any writing.
    """
    sample = data[:2_000]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if codec == "utf-16-le" else sample[1::2]
        zeros = high.count(0)
        if zeros < max(2, len(high) // 50) or low.count(0) * 2 > zeros:
            continue
        blocks = Counter(high)
        narrow = sum(blocks[block] for block in _NARROW_BLOCKS)
        wide = sum(count for block, count in blocks.items() if block in _WIDE_BLOCKS)
        beyond = len(sample.translate(None, _ASCII))
        if (narrow + wide) * 20 >= len(high) * 19 and (narrow * 2 >= len(high) or beyond * 5 >= len(sample)):
            return codec
    return ""


def _find_best(sample: bytes) -> tuple[str, float]:
    prices = ((head + _price(sample, codec, _find_named(script)), codec) for codec, script, head in _READINGS)
    price, codec = min(prices, key=lambda pair: pair[0])
    return codec, price


def _find_named(script: str) -> _Script:
    return _SCRIPTS.get(script) or _find_script(script)


def _take_sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, from just before the first of them: a cut there splits no letter."""
    pieces: list[bytes] = []
    position, left = 0, SAMPLE_BYTES
    while left > 0 and (match := _HIGH.search(data, position)):
        start = max(position, data.rfind(b"\n", position, match.start()) + 1, match.start() - 20)
        position = data.find(b"\n", match.start())
        position = len(data) if position < 0 else position
        pieces.append(data[start : min(position, start + left)])
        left -= len(pieces[-1]) + 1
    return b"\n".join(pieces) + (b"\n" if left > 0 else b"")


def _price(sample: bytes, codec: str, script: _Script) -> float:
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    steps = Counter(pairwise(f"\n{text}\n"))
    price = 0.0
    letters = starts = 0
    for (before, char), count in steps.items():
        if before < "\x80" > char:
            continue
        price += count * _price_step(before, char, script)
        if char >= "\x80" and char.isalpha():
            letters += count
            starts += count if before < "\x80" or not before.isalpha() else 0
    return price + (_LONE * starts if script.company is _SOLID and letters < 2 * starts else 0.0)


def _price_step(before: str, char: str, script: _Script) -> float:
    step = script.company.steps.get(_kind(before) + _kind(char), 0.5)
    return step if char < "\x80" else step + _price_letter(before, char, script)


def _kind(char: str) -> str:
    if char < "\x80":
        return "L" if char.isalpha() else "O"
    return "H" if char.isalpha() else "O"


def _price_letter(before: str, char: str, script: _Script) -> float:
    if char in script.letters:
        return script.letters[char]
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char in "¿¡" and not before.isalpha():
        return _OPENING
    if char.isupper() and (small := char.lower()) in script.letters:
        return script.letters[small] + (_CAPITAL_INSIDE if before.islower() else _CAPITAL)
    if char == "\ufffd":
        return _BROKEN
    if char < "\xa0":
        return _CONTROL
    return script.other if char.isalpha() else _SYMBOL
