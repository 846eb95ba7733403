"""Whom does a letter claim to come from? "Jane suggested I write": a claim, to be checked in the owner's mail, never believed."""

from __future__ import annotations

import re

from addon.core.broadcast.referral_words import CLAIMS, NOT_NAMES, TRAILING_TITLE
from addon.core.message import Message

_MAX_TEXT = 1_500


def claimed_referrers(message: Message) -> tuple[str, ...]:
    """Return up to three names of persons who, the letter says, sent or recommended its writer; the sender's own name left out.

    Whoever asks looks for these names in the owner's mail: what is confirmed becomes ``Context.mutuals``.
    """
    text = " ".join(f"{message.subject[:200]}. {message.body.text[:_MAX_TEXT]}".split())
    own = set(message.sender.display_name.split()) if message.sender else set()
    found: dict[str, None] = {}
    for pattern in CLAIMS:
        for match in pattern.finditer(text):
            name = TRAILING_TITLE.sub("", match.group(1))
            words = name.split()
            if not words[0][0].islower() and not NOT_NAMES & set(words) and not own & set(words):
                found.setdefault(name)
    return tuple(found)[:3]


_LEADING_TITLE = re.compile(
    r"^(?:(?:Prof(?:essor|essorin|esor|esseur)?|Do[ck]tor|Dr|Mr|Mrs|Ms|Miss|Sir|Herrn?|Frau|Ing|Monsieur|Madame|Mme|Señora?|Sra?"
    r"|Don|Doña|Dott(?:\.ssa)?|Signora?|Pan[ia]?)\.? )+"
)


def without_title(name: str) -> str:
    """Return ``name`` without "Dr.", "Herr" and the like, as addresses give it."""
    return _LEADING_TITLE.sub("", name)
