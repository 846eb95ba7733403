"""Which parts of a message are its text, which are files, and which are messages passed on inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from addon.mail.html_text import HtmlText, read_html
from addon.mail.limits import Limits
from addon.mail.parts import Part
from addon.mail.text import clean_text, decode_bytes

_STUB = re.compile(
    r"html|browser|navigat|web version|webversion|online|ansicht|anzeigen|versi[oó]n|view|im internet|mime|multipart"
    r"|图文|ブラウザ|정상적으로",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\s{0,20}<(?:!doctype html|html|head|body|div|table|p)[\s>]", re.IGNORECASE)
MAX_STUB = 300


@dataclass
class Found:
    """The parts of one message by role. ``texts`` holds (plain, html) parts that say the same thing, either may be None."""

    texts: list[tuple[Part | None, Part | None]] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    inline: list[Part] = field(default_factory=list)
    messages: list[Part] = field(default_factory=list)
    is_encrypted: bool = False
    is_report: bool = False


@dataclass(frozen=True)
class BodyText:
    """The message's text before it is cut into layers; ``missing``: a text part's bytes were not at hand."""

    text: str = ""
    has_html: bool = False
    hides_text: bool = False
    links: tuple[str, ...] = ()
    missing: bool = False


def sort_parts(root: Part) -> Found:
    """Return the parts of ``root`` by role, enclosed messages unopened. The tree is walked without recursion."""
    found = Found()
    waiting: list[tuple[Part, int]] = [(root, -1)]
    while waiting:
        part, group = waiting.pop()
        if part.media_type in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
            found.is_encrypted = True
        found.is_report = found.is_report or part.media_type == "multipart/report"
        if part.media_type == "message/rfc822" and part is not root:
            found.messages.append(part)
            if part.filename or part.disposition == "attachment":
                found.files.append(part)
        elif part.children:
            if part.media_type == "multipart/alternative" and group < 0:
                found.texts.append((None, None))
                group = len(found.texts) - 1
            waiting.extend((child, group) for child in reversed(part.children))
        else:
            _sort_leaf(found, part, group)
    found.texts = [pair for pair in found.texts if pair != (None, None)]
    return found


def _sort_leaf(found: Found, part: Part, group: int) -> None:
    if not _is_text(found, part):
        (found.inline if _is_decoration(part) else found.files).append(part)
        return
    is_html = part.media_type == "text/html"
    if group >= 0:
        plain, rich = found.texts[group]
        if (rich if is_html else plain) is None:
            found.texts[group] = (plain, part) if is_html else (part, rich)
            return
    found.texts.append((None, part) if is_html else (part, None))


def _is_text(found: Found, part: Part) -> bool:
    """True for a part that is read as the letter itself. The very first text may carry a name; some mailers give it one."""
    if part.media_type not in {"text/plain", "text/html"} or part.disposition == "attachment":
        return False
    return not part.filename or (not (found.texts and any(pair != (None, None) for pair in found.texts)) and not found.files)


def _is_decoration(part: Part) -> bool:
    return (
        part.media_type.startswith("image/")
        and part.disposition != "attachment"
        and bool(part.first("content-id") or part.disposition)
    )


def read_text(found: Found, limits: Limits) -> BodyText:
    """Return the text of the letter: plain text where there is any worth the name, else what the HTML shows."""
    texts: list[str] = []
    links: dict[str, None] = {}
    hides = missing = False
    left = limits.body_chars
    for plain, rich in found.texts[:50]:
        missing = missing or any(part is not None and part.data is None for part in (plain, rich))
        html = _read_rich(rich, limits) if rich is not None else HtmlText()
        text = _decode(plain, limits.body_chars * 4) if plain is not None else ""
        if _MARKUP.match(text[:200]) and rich is None:
            html = read_html(text, max_chars=limits.html_chars, max_links=limits.links)
            text = ""
        text = html.text if _is_stub(text, html.text) else text
        links.update(dict.fromkeys(html.links))
        hides = hides or html.hides_text
        if text.strip() and left > 0:
            texts.append(text[:left])
            left -= len(texts[-1])
    return BodyText(
        "\n\n".join(texts), any(rich is not None for _, rich in found.texts), hides, tuple(links)[: limits.links], missing
    )


def _decode(part: Part, max_bytes: int) -> str:
    return clean_text(decode_bytes((part.data or b"")[:max_bytes], part.charset))


def _read_rich(part: Part, limits: Limits) -> HtmlText:
    source = decode_bytes((part.data or b"")[: limits.html_chars * 4], part.charset or _find_charset(part.data or b""))
    return read_html(source, max_chars=limits.html_chars, max_links=limits.links)


def _find_charset(data: bytes) -> str:
    match = re.search(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{1,40})", data[:2_000], re.IGNORECASE)
    return match[1].decode("ascii") if match else ""


def _is_stub(plain: str, html_text: str) -> bool:
    """True where the plain text is empty or only says that the mail is HTML, and the HTML says more."""
    bare = plain.strip()
    if not bare:
        return True
    return len(bare) < MAX_STUB and len(html_text) > 3 * len(bare) and _STUB.search(bare) is not None
