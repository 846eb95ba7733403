"""Signs that the text is written for a readership: an advertisement, a newsletter, a circular. Of a resume none is asked.

Words of trade and the layout of mailings; no sign proves that a mail went to many, so they weigh only beside how it came.
"""

from __future__ import annotations

import re

from addon.core.broadcast.automatic import is_automatic
from addon.core.broadcast.delivery import list_name
from addon.core.broadcast.readership_words import TRADE
from addon.core.broadcast.signal import Case, signal
from addon.core.resume.fold import fold
from addon.core.signals import Hit

_MAX_READ = 6_000
_ENOUGH_TRADE = 2
_ENOUGH_LINKS = 3
_ENOUGH_RULES = 2
_ENOUGH_TITLES = 2
_LONG = 1_500
_LINK = re.compile(r"https?://|\bwww\.")
_RULE = re.compile(r"^[ \t>]{0,4}(?:[-=*_~#+]{5,}|(?:[-=*_~#+] ){4,})", re.MULTILINE)


def _is_asked(case: Case) -> bool:
    """Resumes have headings, links and figures of their own; lists and machines are told by other signs."""
    return case.resume.call != "resume" and not list_name(case) and not is_automatic(case)


def _text(case: Case) -> str:
    return f"{case.message.subject[:200]}\n{case.message.body.text[:_MAX_READ]}"


@signal(group="readership", weight=2.0)  # one such phrase stands in any letter; two or three are an advertisement
def reads_like_an_advert(case: Case) -> Hit | None:
    """Two or more phrases of trade: a price cut, an offer that ends, "click here", "no obligation", "register now"."""
    if not _is_asked(case) or case.letter.greets_owner:
        return None
    text = " ".join(fold(_text(case)).split())
    found = list(dict.fromkeys(match.group() for match in TRADE.finditer(text)))
    if len(found) < _ENOUGH_TRADE:
        return None
    quoted = "”, “".join(" ".join(phrase.split())[:40] for phrase in found[:2])
    return Hit(f"It reads like an advertisement (“{quoted}”).", min(1.0, (len(found) - 1) / 3 + 0.25))


@signal(group="readership", weight=1.5)  # of 98 real mails with three links or two rules none was written to one reader
def laid_out_like_a_mailing(case: Case) -> Hit | None:
    """Links, ruled lines and titles in capitals, as newsletters have them; counted in the author's own text alone."""
    if not _is_asked(case) or case.letter.greets_owner:
        return None
    text = _text(case)
    links, rules = len(_LINK.findall(text)), len(_RULE.findall(text))
    titles = sum(_is_title(line) for line in text.splitlines())
    signs = (links >= _ENOUGH_LINKS) + (rules >= _ENOUGH_RULES) + (titles >= _ENOUGH_TITLES) + (len(text) > _LONG)
    if signs - (len(text) > _LONG) < 1:
        return None
    return Hit("It is laid out like a newsletter, with links, rules or titles.", 0.5 if signs == 1 else 1.0)


def _is_title(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return 12 <= len(letters) <= 70 and all(char.isupper() for char in letters) and len(line.split()) > 2


@signal(group="readership", weight=0.6)  # weak: some people write long letters; but they greet and ask
def long_and_to_no_one(case: Case) -> str | None:
    """A long text that greets nobody by name, asks the reader nothing and tells of nothing the reader did."""
    letter = case.letter
    if not _is_asked(case) or letter.greets_owner or letter.greets_one or letter.about_you.deeds or case.message.body.quoted:
        return None
    return "It is long, and nobody in particular is spoken to." if len(case.message.body.text) > _LONG else None
