"""A text cut into its layers: what the author wrote, what they quoted, what they passed on, and their signature.

One pass over the lines with dictionary look-ups and short anchored patterns, so that time grows linearly; every
library tried for this hangs on one message of 60 kB.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from addon.core.message import Forwarded
from addon.mail import forwards, signatures
from addon.mail.phrases import (
    BEGIN_MARKS,
    FORWARD_MARKS,
    FORWARD_PREFIXES,
    FORWARD_STARTS,
    ORIGINAL_MARKS,
    REPLY_PREFIXES,
    WROTE,
    WROTE_OPENS,
)

MAX_LINE = 400
"""Characters of a line that are looked at for marks; the line itself is kept whole."""

SHORT_NOTE = 400
"""Characters: a note not longer than this, above a whole message and without ``Re:``, passes that message on."""

_MARK_EDGE = "-_=*#~–—•>:.| \t"
_HAS_TIME = re.compile(r"@|\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d|\d年")
_RULE = re.compile(r"\s{0,4}[_\-=*–—]{10,}\s{0,4}\Z")
_PREFIX = re.compile(r"\s{0,5}\[?\s?([^\s:：\[\]]{1,12})(?:\[\d{1,3}\])?\s?[:：]")
_SPACES = re.compile(r"[ \t\u00a0\u3000]{8,}")


@dataclass(frozen=True)
class Layers:
    """The layers of one text; each "" or None where absent."""

    text: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: Forwarded | None = None


@dataclass(frozen=True)
class Cut:
    """Where another message begins: line ``index``, and whether the mark itself says ``forward``, ``reply`` or neither
    (``block``).
    """

    index: int
    kind: str


def cut_layers(
    text: str, subject: str = "", *, is_reply: bool = False, recipients: frozenset[str] = frozenset(), depth: int = 0
) -> Layers:
    """Return the layers of ``text``.

    Where the mark between two messages does not say whether the lower one was answered or passed on, the ``subject`` does, else
    ``is_reply`` (In-Reply-To was there), else ``recipients`` (canonical addresses in To and Cc: nobody passes a
    message on to its own author). Answers written between quoted lines stay in ``text``. Never raises.
    """
    lines = prepare(text)
    cut = find_cut(lines)
    own, rest = (lines[: cut.index], lines[cut.index :]) if cut else (lines, [])
    if cut and cut.kind != "forward" and _read_prefix(subject) != "forward" and not any(line.strip() for line in own):
        own, rest = _find_answer_below(lines, cut)
    own, quoted = _take_quotes(own)
    own, signature = signatures.split_signature(_trim_rule(own))
    note = "\n".join(own).strip()
    forwarded: Forwarded | None = None
    if cut and _passes_on(cut, note, subject, is_reply=is_reply):
        head = forwards.read_inner_header(rest)
        if cut.kind == "forward" or head.sender is None or head.sender.key not in recipients:
            forwarded = _read_forward(head, depth)
    elif not cut and not note and quoted and _read_prefix(subject) == "forward":
        forwarded, quoted = _read_forward(forwards.read_inner_header(quoted), depth), []
    if forwarded is None:
        quoted += rest
    return Layers("\n".join(own).strip("\n"), "\n".join(quoted).strip("\n"), "\n".join(signature).strip("\n"), forwarded)


def _find_answer_below(lines: list[str], cut: Cut) -> tuple[list[str], list[str]]:
    """Own lines and the rest where a message opens with the mark: an answer may stand below or between quoted lines
    further down.
    """
    first = next((index for index in range(cut.index, min(len(lines), cut.index + 12)) if _is_quoted(lines, index)), None)
    if first is None:
        return lines[: cut.index], lines[cut.index :]
    return lines[first:], lines[cut.index : first]


def _read_forward(head: forwards.InnerHeader, depth: int) -> Forwarded:
    """The message below ``head``, or the one inside it where that one is merely a short note above a further forward."""
    inner = cut_layers("\n".join(head.body), head.subject, depth=depth + 1) if depth < 6 else Layers("\n".join(head.body))
    if inner.forwarded is not None and len(inner.text) < SHORT_NOTE and (inner.forwarded.text or inner.forwarded.sender):
        return inner.forwarded
    text = "\n".join(part for part in (inner.text, inner.signature) if part)
    return Forwarded(head.sender, head.subject, text)


def prepare(text: str, limit: int = 200_000) -> list[str]:
    """Lines without blanks at their ends, at most two empty ones in a row, long runs of blanks folded."""
    lines: list[str] = []
    empty = 0
    for line in text[:limit].split("\n"):
        stripped = line.rstrip()
        empty = 0 if stripped else empty + 1
        if empty < 3:
            lines.append(_SPACES.sub("       ", stripped) if len(stripped) > 200 else stripped)
    return lines


def find_cut(lines: list[str]) -> Cut | None:
    """Return the first place where another message begins, None where there is none. Lines quoted with ``>`` are no
    such place.
    """
    for index, line in enumerate(lines):
        head = line[:MAX_LINE].strip()
        if not head or head.startswith(">") or len(line) > 2_000:
            continue
        kind = _read_mark(head)
        if kind is None and forwards.opens_block(lines, index):
            kind = "block"
        if kind is None and head[-1] in ":：" and not _is_quoted(lines, _next_filled(lines, index)):
            opening = _find_attribution(lines, index)
            if opening is not None and WROTE_OPENS.match(lines[opening].strip()):
                return Cut(opening, "reply")
        if kind is not None:
            return Cut(index, kind)
    return None


def _read_mark(line: str) -> str | None:
    """``-----Original Message-----``, ``---------- Forwarded message ---------``, ``Begin forwarded message:`` and
    their translations.
    """
    core = line.strip(_MARK_EDGE).casefold()
    if core in BEGIN_MARKS and line.rstrip()[-1] in ":：":
        return "forward"
    if not line.startswith(("--", "__", "==", "**", "– ", "——", "- -")):
        return None
    if core in FORWARD_MARKS or core.startswith(FORWARD_STARTS):
        return "forward"
    return "block" if core in ORIGINAL_MARKS else None


def _find_attribution(lines: list[str], end: int) -> int | None:
    """First line of an "On ..., X wrote:" that ends on line ``end`` and is at most three lines long, None where there is none."""
    joined = ""
    for index in range(end, max(-1, end - 3), -1):
        line = lines[index][:MAX_LINE].strip()
        if not line or line.startswith(">"):
            return None
        joined = f"{line} {joined}"
        if WROTE.search(joined) and _HAS_TIME.search(joined) and WROTE_OPENS.match(line):
            return index
    return None


def _take_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split off lines marked ``>`` and the attribution above each run of them."""
    is_quote = [_is_quoted(lines, index) for index in range(len(lines))]
    for index, quoted in enumerate(is_quote):
        if quoted and index and not is_quote[index - 1]:
            _mark_attribution(lines, is_quote, index)
    own = [line for line, quoted in zip(lines, is_quote, strict=True) if not quoted]
    return own, [line for line, quoted in zip(lines, is_quote, strict=True) if quoted]


def _mark_attribution(lines: list[str], is_quote: list[bool], start: int) -> None:
    end = start - 1
    while end >= 0 and not lines[end] and start - end < 4:
        end -= 1
    if end < 0 or is_quote[end] or lines[end][-1:] not in {":", "：", ">"}:
        return
    opening = _find_attribution(lines, end)
    if opening is None and WROTE.search(lines[end][-MAX_LINE:]):
        opening = end
        while (
            opening > 0
            and end - opening < 2
            and lines[opening - 1]
            and not is_quote[opening - 1]
            and not WROTE_OPENS.match(lines[opening].strip())
        ):
            opening -= 1
        opening = opening if WROTE_OPENS.match(lines[opening].strip()) else end
    if opening is not None:
        is_quote[opening:start] = [True] * (start - opening)


def _is_quoted(lines: list[str], index: int) -> bool:
    """True for a line marked ``>``; ``>From`` alone is how mailboxes escape a line that opens with "From"."""
    if not 0 <= index < len(lines) or not lines[index].lstrip(" ").startswith(">"):
        return False
    if lines[index].startswith(">From ") and not lines[index].endswith(":"):
        around = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
        return any(line.startswith(">") for line in around)
    return True


def _next_filled(lines: list[str], index: int) -> int:
    for following in range(index + 1, min(len(lines), index + 4)):
        if lines[following]:
            return following
    return -1


def _passes_on(cut: Cut, note: str, subject: str, *, is_reply: bool) -> bool:
    prefix = _read_prefix(subject)
    if cut.kind == "forward" or cut.kind == "reply":
        return cut.kind == "forward" or prefix == "forward"
    if prefix:
        return prefix == "forward"
    return not is_reply and len(note) <= SHORT_NOTE


def _read_prefix(subject: str) -> str:
    """``forward`` or ``reply`` by the outermost prefix of a subject, "" where it has none."""
    match = _PREFIX.match(subject)
    word = match[1].casefold() if match else ""
    return "forward" if word in FORWARD_PREFIXES else "reply" if word in REPLY_PREFIXES else ""


def _trim_rule(lines: list[str]) -> list[str]:
    """The rule that Outlook draws above the header block belongs to neither side."""
    end = len(lines)
    while end and (not lines[end - 1] or _RULE.match(lines[end - 1])):
        end -= 1
    return lines[:end]
