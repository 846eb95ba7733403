"""Address lists of RFC 5322 3.4, read in one pass, tolerant of everything mailers write.

Python's own parser raises on real headers (``To: unlisted-recipients:; (no To-header on input)``) and leaves blanks inside split
encoded names, so this one is ours. The text is cut into tokens, the tokens into entries; nothing is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from addon.core.address import Address
from addon.mail.organisations import organisation_of
from addon.mail.text import clean_line
from addon.mail.words import ENCODED_WORD, decode_words

MAX_ADDRESSES = 2_000
MAX_TEXT = 1_000_000
MAX_NAME = 300
MAX_GROUPS = 100
MAX_SPEC = 320

_WORDS = re.compile(rf"{ENCODED_WORD}(?:\s{{1,20}}{ENCODED_WORD}){{0,200}}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ANGLE = re.compile(r"<([^<>]*)>")
_OPEN_ANGLE = re.compile(r"<([^<>,;\s]*)")
_TEXT = re.compile(r"[^\s\"(<,;:=]+|=")
_SPACE = re.compile(r"\s+")
_PARENTHESIS = re.compile(r"\\.|[()]", re.DOTALL)
_PREFIX = re.compile(r"(?:mailto|smtp|rfc822)[:;]\s*", re.IGNORECASE)
_HIDDEN = re.compile(
    r"undisclosed|unlisted|unspecified|not shown|suppressed|hidden|recipient|destinat|empf(?:ä|ae?)nger|odbiorc|получател"
    r"|ontvanger|mottagar|收件人|受信者|宛先|수신자|المستلم|alıcı",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class AddressList:
    """What an address header holds: at most 2,000 ``addresses``, the names of groups without members, and ``total``,
    how many there were.
    """

    addresses: tuple[Address, ...] = ()
    empty_groups: tuple[str, ...] = ()
    total: int = 0


@dataclass
class _Entry:
    """One entry while it is read: name pieces with the blanks between them, and the addr-spec once an angle gave it."""

    name: list[str] = field(default_factory=list)
    comment: str = ""
    spec: str | None = None
    has_at: bool = False

    def append(self, text: str) -> None:
        self.name.append(text)
        self.has_at = self.has_at or "@" in text


@dataclass
class _State:
    """The list while it is read. ``waiting`` are entries without an address: parts of an unquoted ``Doe, Jane <jane@x>``."""

    addresses: list[Address] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    total: int = 0
    waiting: list[str] = field(default_factory=list)
    group: str | None = None
    members: int = 0


def parse_address_list(text: str, limit: int = MAX_ADDRESSES) -> AddressList:
    """Return the addresses and the empty groups of one header field, or of a bare ``Name <addr>`` string.

    Understands groups in any language (``undisclosed-recipients:;``), comments, quoted strings, encoded words, bare
    addresses, unquoted commas and dots in names, semicolons as separators, and local names without ``@``. Group members count as
    addresses. Time grows linearly with ``text``, of which 1,000,000 characters are read; ``limit`` addresses are kept,
    all are counted. Never raises.
    """
    state, entry = _State(), _Entry()
    for kind, value in _tokenise(text[:MAX_TEXT]):
        if kind in {"comma", "semicolon"}:
            _close_entry(state, entry, limit, last=kind == "semicolon")
            entry = _Entry()
            if kind == "semicolon":
                _close_group(state)
        elif kind == "colon":
            if state.group is None and entry.spec is None and not entry.has_at and (entry.name or state.waiting):
                state.group = clean_line("".join([*(f"{name}, " for name in state.waiting), *entry.name]), MAX_NAME)
                state.waiting.clear()
                entry, state.members = _Entry(), 0
            else:
                entry.append(":")
        else:
            entry = _take_token(state, entry, kind, value, limit)
    _close_entry(state, entry, limit, last=True)
    _close_group(state)
    return AddressList(tuple(state.addresses), tuple(state.groups[:MAX_GROUPS]), state.total)


def _take_token(state: _State, entry: _Entry, kind: str, value: str, limit: int) -> _Entry:
    if entry.spec is not None and kind in {"text", "words", "quoted", "angle"}:
        _close_entry(state, entry, limit, last=False)  # a separator was forgotten: `<a@x> Bob <b@x>`
        entry = _Entry()
    if kind == "angle":
        _take_angle(state, entry, value, limit)
    elif kind == "comment":
        entry.comment = entry.comment or value
    elif kind == "words":
        entry.append(decode_words(value))
    elif kind == "quoted":
        inner = re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
        entry.append(f'"{inner}"' if not entry.name else inner)
    else:
        entry.append(value)
    return entry


def _tokenise(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, value); an opening mark that is never closed is plain text, and is looked for only once."""
    position, length = 0, len(text)
    quotes = angles = comments = True
    while position < length:
        char = text[position]
        match: re.Match[str] | None = None
        kind = "text"
        if char == '"' and quotes:
            match, kind = _QUOTED.match(text, position), "quoted"
            quotes = match is not None
        elif char == "<" and angles:
            match, kind = _ANGLE.match(text, position) or _OPEN_ANGLE.match(text, position), "angle"
        elif char == "(" and comments:
            end = _find_comment_end(text, position)
            comments = end > 0
            if comments:
                yield "comment", text[position + 1 : end - 1]
                position = end
                continue
        elif char == "=" and text.startswith("=?", position):
            match, kind = _WORDS.match(text, position), "words"
        elif char in ",;:、；，":
            yield {",": "comma", "，": "comma", "、": "text", ";": "semicolon", "；": "semicolon", ":": "colon"}[char], char
            position += 1
            continue
        elif char.isspace():
            match, kind = _SPACE.match(text, position), "space"
        if match is None:
            match, kind = _TEXT.match(text, position), "text"
        if match is None:
            yield "text", char
            position += 1
            continue
        yield kind, _value_of(match, kind)
        position = match.end()


def _value_of(match: re.Match[str], kind: str) -> str:
    if kind == "space":
        return " "
    return match[1] if kind in {"quoted", "angle"} else match[0]


def _find_comment_end(text: str, start: int) -> int:
    """Index behind the comment that opens at ``start`` (comments nest, RFC 5322 3.2.2), or -1."""
    depth = 0
    for mark in _PARENTHESIS.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    return -1


def _take_angle(state: _State, entry: _Entry, value: str, limit: int) -> None:
    """``<...>``: one addr-spec, perhaps with an old route before it, or a list or a group that some mailer put in there."""
    inner = "".join(value.split())
    if inner.endswith((":;", ":")) and "@" not in inner:
        state.groups.append(clean_line(decode_words(inner.rstrip(":;")), MAX_NAME))
        entry.name.clear()
        return
    pieces = [piece for piece in re.split("[,;]", inner) if piece]
    if inner.startswith("@") and ":" in inner:
        pieces = [inner.rpartition(":")[2]]
    for piece in pieces[:-1]:
        _add(state, "", piece, limit)
    entry.spec = pieces[-1] if pieces else ""


def _close_entry(state: _State, entry: _Entry, limit: int, *, last: bool) -> None:
    name = "".join(entry.name).strip()
    if entry.spec:
        full = ", ".join([*state.waiting, name]) if name else ", ".join(state.waiting)
        _add(state, full or entry.comment, entry.spec, limit)
        state.waiting.clear()
        return
    if entry.spec is not None:
        name = name if _HIDDEN.search(name) else ""
    words = name.split() if entry.has_at else []
    bare = _find_bare(name, words)
    if bare is not None:
        _flush_waiting(state, limit)
        if len(words) > 1 and all("@" in word.strip("@") for word in words):  # blanks as separators
            for word in words[:-1]:
                _add(state, "", word, limit)
            entry.name = [bare]
        _take_bare(state, entry, bare, limit)
    elif name.endswith((":;", ":")) and len(name) > 2:  # a group whose marks were encoded with its name
        state.groups.append(clean_line(name.rstrip(":; "), MAX_NAME))
    elif name and len(state.waiting) < 8:
        state.waiting.append(name)
    if last:
        _flush_waiting(state, limit)


def _take_bare(state: _State, entry: _Entry, bare: str, limit: int) -> None:
    hidden = re.match(r'"?([^"@]{3,80}?):;?"?@', bare)  # "Undisclosed-Recipient:;"@host.example, as old sendmails wrote
    if hidden and _HIDDEN.search(hidden[1]):
        state.groups.append(clean_line(hidden[1], MAX_NAME))
        return
    _add(state, entry.comment or _name_beside(entry, bare), bare, limit)


def _find_bare(name: str, words: list[str]) -> str | None:
    """The word of an entry without angle that is an address: the last one with an ``@`` in it, a quoted local part included."""
    if words and name.startswith('"') and '"@' in name:
        end = name.index('"@')
        return name[: end + 1] + name[end + 1 :].split()[0]
    for word in reversed(words):
        if "@" in word.strip("@"):
            return _PREFIX.sub("", word, count=1)
    return None


def _name_beside(entry: _Entry, bare: str) -> str:
    return "".join(entry.name).replace(bare, "", 1).strip(" '\"[]<>")


def _flush_waiting(state: _State, limit: int) -> None:
    """Entries that turned out to have no address: a hidden-recipients note, a local name, or nothing worth keeping."""
    for name in state.waiting:
        if _HIDDEN.search(name):
            state.groups.append(clean_line(name.strip('"'), MAX_NAME))
        elif state.group is None and re.fullmatch(r"[A-Za-z0-9._+-]{1,64}", name):
            _add(state, "", name, limit)
    state.waiting.clear()


def _close_group(state: _State) -> None:
    if state.group is not None and state.members == 0:
        state.groups.append(state.group.strip('"'))
    state.group = None


def _add(state: _State, name: str, spec: str, limit: int) -> None:
    spec = clean_line(_PREFIX.sub("", spec.strip().strip("<>'"), count=1), MAX_SPEC).strip(".,;")
    if spec.startswith("[") and spec.endswith("]"):
        spec = spec[1:-1]
    if not spec or spec.startswith("/"):  # an X.500 name is no addr-spec
        return
    state.total += 1
    state.members += 1
    if len(state.addresses) < limit:
        shown = clean_line(decode_words(_unquote(name)), MAX_NAME)
        shown = "" if shown.casefold() == spec.casefold() else shown
        state.addresses.append(Address(spec, shown, organisation_of(spec.rpartition("@")[2]) if "@" in spec else ""))


def _unquote(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].strip()
    return name.replace('"', "") if name.count('"') % 2 == 0 else name
