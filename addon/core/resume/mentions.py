"""How a text speaks: phrases by family, and resumes by whose they are and what is done with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from addon.core.resume.data import read_tables
from addon.core.resume.phrases import Heads, PhraseTable, Sentence
from addon.core.resume.words import (
    ASKING,
    ASKS_CJK,
    MINE,
    OTHER_CV_AFTER,
    SPEAKS_TO_SEEKERS,
    THEIRS,
    VERB_AFTER,
    VERB_BEFORE,
    YOURS,
)

FAMILIES = tuple(sorted(read_tables("phrases")))
"""Names of the phrase families; the shipped weights refer to them."""

_TABLE = PhraseTable({**read_tables("phrases"), "link": "http|https|www"})
_MAX_MENTIONS = 20
_TO_LINK = 4
"""Words from "resume" to the link that leads to it: "my resume is at https://"."""

_DETERMINERS = frozenset({"a", "the", "attached", "updated", "s", "this", "of", "enclosed"})
_OWN_ENDINGS = ("ozgecmisim", "سيرتي")
"""Words for "my resume" that carry the "my" in their ending."""


@dataclass(frozen=True)
class Mentions:
    """How the text speaks of resumes: counts of mentions, by whose it is and what is done with it."""

    total: int = 0
    own_sent: int = 0
    other_sent: int = 0
    plain_sent: int = 0
    yours: int = 0
    mine: int = 0
    theirs: int = 0
    asked: int = 0


def count_families(sentences: list[Sentence]) -> tuple[dict[str, int], Mentions]:
    """Return in how many sentences each phrase family occurs, and how the sentences speak of resumes."""
    counts: dict[str, int] = {}
    totals: Counter[str] = Counter()
    seen: dict[str, Heads] = {}
    for sentence in sentences:
        hits = list(_TABLE.find(sentence, seen))
        places = [place for family, place in hits if family == "resume" and not _is_other_sense(sentence.words, place)]
        attach = [place for family, place in hits if family == "attach"]
        asked = totals["asked"]
        if places and -1 in places and any(asks in sentence.text for asks in ASKS_CJK):
            attach = []
            totals["asked"] += 1
        attach += [spot for family, spot in hits if family == "link" and any(0 < spot - place <= _TO_LINK for place in places)]
        spoken_of = any(family == "service" for family, _ in hits)
        _count_mentions(sentence.words, places, [] if spoken_of else attach, totals)
        only_asks = totals["asked"] > asked and not attach
        for family in _families_of(sentence, hits, only_asks=only_asks):
            counts[family] = counts.get(family, 0) + 1
    return counts, Mentions(**totals)


def _families_of(sentence: Sentence, hits: list[tuple[str, int]], *, only_asks: bool) -> set[str]:
    """The families of a sentence's phrases, as they are meant.

    "Do you look for work?" speaks to seekers; whose resume one asks for ("send me the resume of Jane"), one does not present,
    nor oneself in "my husband and I".
    """
    words = sentence.words
    families = {family for family, place in hits if family != "third" or words[place + 2 : place + 4] != ("and", "i")}
    families -= {"resume"}
    if "seek" in families and (SPEAKS_TO_SEEKERS & set(words) or words[:2] in {("are", "you"), ("do", "you"), ("if", "you")}):
        families = families - {"seek"} | {"recruit"}
    return families - {"third"} if only_asks else families


def _is_other_sense(words: tuple[str, ...], place: int) -> bool:
    """True for the verb "resume" and a CV that is no curriculum vitae ("S.A. de C.V.", a docket), by the words around."""
    if place < 0:
        return False
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if words[place] in {"cv", "cvs", "c"}:
        docket = before.isdigit() and not (len(before) == 4 and before[:2] in {"19", "20"})
        company = before == "de" and (words[place] == "c" or (place >= 2 and words[place - 2] in {"sa", "a", "rl", "s", "sab"}))
        return docket or company or after in OTHER_CV_AFTER
    if words[place] not in {"resume", "resumes"}:
        return False
    if after in OTHER_CV_AFTER:
        return True
    if before in MINE | YOURS | THEIRS | _DETERMINERS:
        return False
    return before in VERB_BEFORE or after in VERB_AFTER


def _count_mentions(words: tuple[str, ...], places: list[int], attach: list[int], totals: Counter[str]) -> None:
    for place in places[:_MAX_MENTIONS]:
        near = set(words[max(0, place - 4) : max(0, place)]) if place >= 0 else set()
        after = set(words[place + 1 : place + 3]) if place >= 0 else set()
        mine = (
            bool(near & MINE) or bool(after & (MINE - {"my", "mine"})) or (place >= 0 and words[place].startswith(_OWN_ENDINGS))
        )
        yours = (bool(near & YOURS) or "you" in after) and not mine  # "the resume you sent"
        theirs = not mine and not yours and (bool(near & THEIRS) or "s" in near or "of" in after)
        sent = any(spot < 0 or abs(spot - place) <= 9 for spot in attach)
        totals["total"] += 1
        totals["own_sent"] += sent and mine
        totals["other_sent"] += sent and theirs
        totals["plain_sent"] += sent and not (mine or theirs or yours)
        totals["yours"] += yours
        totals["mine"] += mine
        totals["theirs"] += theirs
        totals["asked"] += not mine and not sent and bool(near & ASKING)
