"""Text on its way into a card: cleaned, capped and escaped, so that nothing a stranger wrote can act as markup.

Card fields come in two kinds. Rich ones (textParagraph, decoratedText.text, section headers) read
a little HTML: there every character that could be markup is escaped and only :class:`Html`, made by the functions below,
passes as it is. Plain ones (header titles, labels, buttons, toasts) may or may not read tags; Google does not say, so
``<`` and ``>`` are dropped and nothing is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TEXT_LIMIT = 400
"""Longest text of a rich field, in characters; a sidebar line that needs more is not read."""

LABEL_LIMIT = 120
"""Longest plain label, in characters."""

ELLIPSIS = "…"

MAX_MARKS = 4
"""Combining marks kept on one letter. Real scripts need up to four; names with forty climb over the lines around them."""

_JOINERS = "\u200c\u200d"  # Persian and Indic spelling and emoji sequences need these two
_BLANK_LETTERS = dict.fromkeys(map(ord, "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"), " ")  # letters that draw nothing
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LINK = re.compile(r"(?:https://|mailto:|tel:)[\x21-\x7e]+")
_LOCAL = re.compile(r"http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:/[\x21-\x7e]*)?")
_UNSAFE_IN_URL = re.compile(r"[<>\"'\\`{}|^]")
MAX_URL = 4000


@dataclass(frozen=True)
class Html:
    """Markup of our own making, safe to put into a rich field as it is. Build it only with the functions of this module."""

    markup: str


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return ``text`` as one line of at most ``limit`` characters, the last one an ellipsis where it was cut.

    Dropped: control, bidi-override, zero-width and tag characters (all of Unicode's Cf but the two joiners), and combining
    marks beyond :data:`MAX_MARKS`. Any white space and invisible letters become single spaces; lone surrogates, which no UTF-8
    can carry, become U+FFFD. Never raises.
    """
    raw = text[: 4 * limit + 64]
    if not (raw.isascii() and raw.isprintable()):
        raw = "".join(_visible(raw.translate(_BLANK_LETTERS)))
    line = " ".join(raw.split())
    if len(line) > limit or (len(text) > 4 * limit + 64 and line):
        line = _cut(line, limit)
    return line


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    marks = MAX_MARKS  # a mark with no letter before it would sit on our own markup: drop it
    for char in text:
        category = unicodedata.category(char)
        if category in {"Mn", "Me"} or char in _JOINERS:
            marks += 1
            if marks <= MAX_MARKS:
                kept.append(char)
        elif category in {"Cc", "Zl", "Zp", "Zs"}:
            kept.append(" ")
            marks = MAX_MARKS
        elif category != "Cf":
            kept.append("\ufffd" if category == "Cs" else char)
            marks = 0
    return kept


def _cut(line: str, limit: int) -> str:
    return line[: limit - 1].rstrip() + ELLIPSIS


def escape(text: str) -> str:
    """Return ``text`` with the five characters that mean something in HTML written as entities."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")
    )  # & first, or the others' own & would be escaped again


def plain(text: str, limit: int = LABEL_LIMIT) -> str:
    """Return ``text`` for a field of which Google does not say whether it reads tags: cleaned, capped, without < and >."""
    return clean(text[: 4 * limit + 64].translate({60: None, 62: None}), limit)


def rich(text: str | Html, limit: int = TEXT_LIMIT) -> Html:
    """Return ``text`` fit for a rich field: :class:`Html` as it is, a plain string cleaned, capped and escaped."""
    return text if isinstance(text, Html) else Html(escape(clean(text, limit)))


def bold(text: str | Html) -> Html:
    """Return ``text`` in bold."""
    return Html(f"<b>{rich(text).markup}</b>")


def italic(text: str | Html) -> Html:
    """Return ``text`` in italics."""
    return Html(f"<i>{rich(text).markup}</i>")


def coloured(text: str | Html, colour: str) -> Html:
    """Return ``text`` in ``colour`` (``#rrggbb``, lower case); ValueError for anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return Html(f'<font color="{colour}">{rich(text).markup}</font>')


def linked(text: str | Html, url: str) -> Html:
    """Return ``text`` as a link; ValueError where :func:`is_link` says no. Never give it a URL out of a mail."""
    if not is_link(url):
        raise ValueError("not a link a card may open")
    return Html(f'<a href="{escape(url)}">{rich(text).markup}</a>')


def joined(*parts: str | Html, by: str = " ") -> Html:
    """Return the parts one after the other, ``by`` between them (plain text), blank ones left out."""
    return Html(escape(by).join(part for part in (rich(p).markup for p in parts) if part))


def lines(*parts: str | Html) -> Html:
    """Return the parts one under the other (``<br>``: rich fields ignore newlines), blank ones left out."""
    return Html("<br>".join(part for part in (rich(p).markup for p in parts) if part))


def is_link(url: str) -> bool:
    """True where a card may open ``url``: https, mailto or tel, printable ASCII, at most 4,000 characters.

    Google rewrites http to https. The one http allowed is this machine's own, for the preview.
    """
    if len(url) > MAX_URL or _UNSAFE_IN_URL.search(url):
        return False
    return bool(_LINK.fullmatch(url) or _LOCAL.fullmatch(url))


def is_endpoint(url: str) -> bool:
    """True where a button may post to ``url``: https, or this machine's own http for the preview."""
    return is_link(url) and url.startswith(("https://", "http://"))
