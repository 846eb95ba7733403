"""What a merge left unfilled in a draft. Among people who know each other, braces are more often talk about code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from addon.core.broadcast.signal import Case
from addon.core.broadcast.signal import declared as broadcast_signals
from addon.core.context import Context
from addon.core.draft.case import DraftCase
from addon.core.draft.greeting import is_greeting
from addon.core.evidence import Resume
from addon.core.message import Body, Message
from addon.core.resume.fold import fold, fold_words

_CODE_WORDS = frozenset(
    """
    ansible api bash bug c code config css django function handlebars helm html jinja jinja2 json liquid loop macro mustache
    parameter placeholder placeholders playbook python query regex render renders rendered script shell snippet string syntax
    template templates terraform token tokens twig variable variables vue xml yaml vorlage platzhalter modèle plantilla
    """.split()
)
_CODE_SIGNS = re.compile(r"```|`[^`\n]{1,80}`|=>|==|\bf[\"']|\$\{|\(\)|;\s*$|</?[a-z]+>|^\s{4,}\S", re.MULTILINE)


def find_residue(case: DraftCase) -> tuple[str, bool] | None:
    """Return (the sentence about a placeholder left unfilled, or a greeting without its name; whether it is beyond doubt).

    In doubt is a placeholder in the middle of a text that speaks of code. None where there is nothing to find.
    """
    message = case.message
    if message is None:
        return None
    found = _look(case, message)
    if found is not None:
        return found.sentence, _is_slip(message, found.placeholder)
    signature = message.body.signature
    closing = _look(case, Message(body=Body(text=signature))) if signature else None
    return (closing.sentence, True) if closing is not None and closing.placeholder else None


@dataclass(frozen=True)
class _Gap:
    """What was left unfilled: ``placeholder`` as it stands, folded, or "" for a greeting without its name."""

    sentence: str
    placeholder: str


def _look(case: DraftCase, message: Message) -> _Gap | None:
    plain = replace(message, headers=(), list_id="")
    letter = Case(plain, Context(case.owner), case.resume or Resume("other", None, 0.0))
    found = broadcast_signals()["MERGE_RESIDUE"].find(letter)
    return _Gap(found.text, letter.letter.placeholder) if found is not None else None


def _is_slip(message: Message, placeholder: str) -> bool:
    """True where the gap stands in the subject or the greeting, or in a text without a trace of code."""
    if not placeholder:
        return True
    text = message.body.text
    greeting = next((line for line in text[:300].splitlines() if line.strip()), "")
    opens = len(greeting) <= 80 and (is_greeting(greeting) or greeting.rstrip().endswith((",", ":", "!")))
    if placeholder in " ".join(fold(message.subject).split()) or (opens and placeholder in " ".join(fold(greeting).split())):
        return True
    return _CODE_WORDS.isdisjoint(fold_words(f"{message.subject} {text}")) and _CODE_SIGNS.search(text) is None
