"""Whom does a letter claim to come from? "Jane suggested I write": a claim, to be checked in the owner's mail, never believed."""

from __future__ import annotations

import re

from addon.core.message import Message

_TITLE = r"(?:Dr|Prof|Mr|Mrs|Ms|Herrn?|Frau|Mme|Sr|Sra|Don|Doña|Dott|Pan|Pani)\.? "
_WORD = r"[^\W\d_a-z][^\W\d_]{1,20}"
_NAME = rf"((?:{_TITLE})?{_WORD}(?:[ -](?:{_WORD}|[^\W\d_a-z]\.|van|von|de|der|da|di)){{0,3}})"

_SAID = (
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\)|, [^,.]{3,40},)? (?:suggested|recommended|referred|introduced|mentioned)\b",
    r" kindly (?:suggested|recommended|referred|introduced)\b",
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\))? (?:told me|asked me|advised me|said (?:that )?(?:I|you)|sent me|gave me)\b",
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\))? (?:thought of you|pointed me|encouraged me)\b",
    r" (?:hat (?:Ihnen|mir|Sie|mich)|meinte|empfahl|riet|sagte mir)\b",
    r" m['’]a (?:conseillé|dit|recommandé|parlé|suggéré|donné|orienté)",
    r"(?:,[^,.]{3,40},)? me (?:dijo|recomendó|sugirió|comentó|habló|indicou|disse|recomendou|sugeriu|falou)",
    r" mi ha (?:consigliato|detto|suggerito|parlato|indirizzato)",
    r" (?:raadde|zei|vertelde|verwees|tipte|föreslog|rekommenderade|tipsade|sa att)\b",
    r" (?:polecił|radził|powiedział|doporučil|řekl)\w{0,3}\b",
    r" (?:сказал|посоветовал|порекомендовал|рекомендовал|направил|порадив|сказав)\w{0,3}\b",
    r"(?: \([^)]{1,30}\)) (?:сказал|посоветовал|порадив)\w{0,3}\b",
    r"(?: [Bb]ey| [Hh]anım)? (?:önerdi|söyledi|tavsiye|yönlendirdi|bahsetti)",
)
"""What stands after the name of somebody who sent the writer."""

_SENT_BY = (
    r"[Aa]s suggested by|[Rr]eferred by|[Rr]eference of|[Rr]ecommended by|[Ss]uggestion of|[Aa]dvice of",
    r"[Ff]riend of|[Ii]ntroduced by|[Oo]n behalf of|Empfehlung von|empfohlen von|[Aa]uf Anraten von",
    r"[Dd]e la part de|[Rr]ecommandée? par|sur (?:le )?conseil de",
    r"[Dd]e parte de|[Rr]ecomendad[oa] por|[Ii]ndicad[oa] por|[Ii]ndicação de",
    r"[Ss]u consiglio di|[Cc]onsigliat[oa] da|[Dd]a parte di",
    r"[Oo]p aanraden van|[Pp]å inrådan av|[Zz] polecenia|[Nn]a doporučení",
    r"[Оо]т|[Пп]о рекомендации|[Пп]о совету|[Вв]ід|[Зз]а порадою",
)
"""What stands before it."""

_CLAIMS = (
    *(re.compile(rf"\b{_NAME}{said}") for said in _SAID),
    *(re.compile(rf"\b(?:{before}) {_NAME}") for before in _SENT_BY),
)
_NOT_NAMES = frozenset(
    "I You He She It They We This That The My Your Dear Hello Hi As Also Please Who Which Ich Sie Er Es Je Vous"
    " Il Elle On Yo Usted Ella Eu Ele Ela Io Lei Lui Hij Zij Han Hon".split()
)
_MAX_TEXT = 1_500


def claimed_referrers(message: Message) -> tuple[str, ...]:
    """Return up to three names of persons who, the letter says, sent or recommended its writer; the sender's own name left out.

    For languages that write names with capitals. Whoever asks looks for these names in the owner's mail: what is
    confirmed becomes ``Context.mutuals``.
    """
    text = " ".join(f"{message.subject[:200]}. {message.body.text[:_MAX_TEXT]}".split())
    own = set(message.sender.display_name.split()) if message.sender else set()
    found: dict[str, None] = {}
    for pattern in _CLAIMS:
        for match in pattern.finditer(text):
            words = match.group(1).split()
            if words[0][0].isupper() and not _NOT_NAMES & set(words) and not own & set(words):
                found.setdefault(match.group(1))
    return tuple(found)[:3]
