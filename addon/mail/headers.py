"""What the header fields of a message say: list, authentication, delivery, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from addon.core.message import Authentication
from addon.mail.organisations import organisation_of
from addon.mail.parts import Field
from addon.mail.text import clean_line
from addon.mail.words import decode_words

MAX_REFERENCES = 100

_ID = re.compile(r"<([^<>\s]{1,500})>")
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_BY = re.compile(r"\bby\s{1,5}([A-Za-z0-9.:_-]{1,253})")
_FROM = re.compile(r"\s{0,5}from\s{1,5}\[?([A-Za-z0-9.:_-]{1,253})", re.IGNORECASE)
_RESULT = re.compile(r"\s{0,20}(spf|dkim|dmarc)\s{0,5}=\s{0,5}([a-zA-Z]{1,20})", re.IGNORECASE)
_LOCAL = re.compile(r"localhost|127\.|::1", re.IGNORECASE)


def decode_fields(fields: Iterable[Field], max_chars: int) -> tuple[Field, ...]:
    """Return the fields with values decoded (RFC 2047), on one clean line each, at most ``max_chars`` characters."""
    return tuple((name, clean_line(decode_words(value[: max_chars * 4]), max_chars)) for name, value in fields)


def read_ids(value: str) -> tuple[str, ...]:
    """Return the message identifiers in a Message-ID, In-Reply-To or References value, without their angle brackets.

    At most the last 100 (the nearest ancestors). A lone word with an ``@`` counts where a mailer forgot the brackets.
    """
    found = [match[1] for match in _ID.finditer(value[:100_000])]
    if not found and "@" in value and len(value.split()) == 1 and len(value) <= 500:
        found = [value.strip().strip("<>")]
    return tuple(dict.fromkeys(clean_line(one, 500) for one in found[-MAX_REFERENCES:]))


def read_list_id(fields: dict[str, list[str]]) -> str:
    """Return what identifies the discussion or announcement list a message came through, "" where nothing does.

    In order: List-Id (RFC 2919, the part in brackets), X-Google-Group-Id, and older programs' Mailing-List,
    X-Mailing-List, X-BeenThere and List-Post addresses (RFC 2369). A bare List-Unsubscribe is bulk mail's and identifies no list.
    """
    for value in fields.get("list-id", []):
        inner = re.search(r"<([^<>]{1,300})>", value)
        text = clean_line(inner[1] if inner else decode_words(value), 300)
        if text:
            return text
    for name in ("x-google-group-id", "mailing-list", "x-mailing-list", "x-beenthere", "list-post"):
        for value in fields.get(name, []):
            found = _read_list_address(name, clean_line(value, 500))
            if found:
                return found
    return ""


def _read_list_address(name: str, value: str) -> str:
    if name == "x-google-group-id":
        return value if value.isascii() and value.isdigit() else ""
    if name == "list-post" and "mailto:" not in value.casefold():  # "NO" marks a list one cannot post to
        return ""
    for word in re.split(r"[\s<>;,?]+", value):
        word = word.removeprefix("mailto:")
        if "@" in word.strip("@"):
            return word
    return ""


def read_addresses(fields: dict[str, list[str]], names: Iterable[str]) -> tuple[str, ...]:
    """Return the addr-specs in the named trace fields, in order, without doubles; at most 50. Words without ``@`` (IP
    numbers) are left out.
    """
    found: dict[str, None] = {}
    for name in names:
        for value in fields.get(name, [])[:20]:
            for word in re.split(r"[\s<>;,\"()]+", value[:4_000]):
                word = clean_line(word.removeprefix("mailto:").removeprefix("rfc822;"), 320)
                if "@" in word.strip("@") and len(found) < 50:
                    found.setdefault(word)
    return tuple(found)


def read_authentication(fields: Iterable[Field]) -> Authentication:
    """Return the SPF, DKIM and DMARC results that the receiving host itself wrote (RFC 8601).

    A field counts only above the second hop (hosts put theirs on top), and only where its authserv-id is a host named
    by the ``by`` of a Received field above that hop, or shares its organisation; forged ones further down are the
    sender's word. Without any Received field (a cut-down answer of Gmail's) the topmost counts.
    """
    trusted: list[str] = []
    hops = 0
    results: list[str] = []
    for name, value in fields:
        if name == "received":
            origin = _FROM.match(value)
            if origin and not _LOCAL.match(origin[1]):
                hops += 1
            if hops > 1:
                break
            host = _BY.search(_COMMENT.sub(" ", value[:2_000]))
            if host:
                trusted.append(host[1].casefold())
        elif name == "authentication-results" and len(results) < 20:
            results.append(value[:10_000])
    for value in results:
        server, _, rest = _COMMENT.sub(" ", value).partition(";")
        words = server.split()
        if words and (_is_own(words[0].casefold(), trusted) or (not trusted and hops == 0)):
            return _read_results(rest)
    return Authentication()


def _is_own(server: str, trusted: list[str]) -> bool:
    organisation = organisation_of(server)
    return any(server == host or (organisation and organisation == organisation_of(host)) for host in trusted)


def _read_results(text: str) -> Authentication:
    """One ``pass`` among several results of a method is a pass (a message may carry many signatures)."""
    found: dict[str, str] = {}
    for piece in text.split(";")[:60]:
        match = _RESULT.match(piece)
        if match and found.get(method := match[1].casefold()) != "pass":
            result = match[2].casefold()
            found[method] = result if result == "pass" else found.get(method, result)
    return Authentication(found.get("spf", ""), found.get("dkim", ""), found.get("dmarc", ""))
