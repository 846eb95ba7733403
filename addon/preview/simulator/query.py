"""Gmail's search language: text in, a small tree out (operators: https://support.google.com/mail/answer/7190)."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_QUERY = 20_000
MAX_DEPTH = 50

ADDRESS = frozenset({"from", "to", "cc", "bcc", "deliveredto", "list"})
OPERATORS = ADDRESS | frozenset(
    "subject rfc822msgid label in is has filename after before newer older older_than newer_than larger smaller size "
    "category".split()
)
# An operator without a value is left out of the search; any other such word is searched for.
_DROPPED_WHEN_EMPTY = frozenset({"from", "to", "cc", "bcc", "subject", "label", "in"})
_TAKES_SPACE = _DROPPED_WHEN_EMPTY
_NEGATES_INSIDE = frozenset({"from", "to", "cc", "bcc", "subject"})

_OPERATOR = re.compile(r"([A-Za-z0-9_]{2,12}):")
_WORD = re.compile(r'[^\s(){}"]+')
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Term:
    """One condition: ``key`` is an operator or "text"; ``quoted`` where the value stood in quotes."""

    key: str
    value: str
    quoted: bool = False


@dataclass(frozen=True)
class All:
    """Every one of ``items`` must hold; an empty one always holds."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    """At least one of ``items`` must hold; an empty one never holds."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """``item`` must not hold."""

    item: Node


Node = Term | All | Any | Not


class QueryTooLong(ValueError):
    """The query is longer or deeper than the simulator reads; Gmail's own limits are not published."""


def parse_query(text: str) -> Node:
    """Return the tree of a query; anything that is no operator is a word to search for, so no text is an error.

    Raises :class:`QueryTooLong` beyond 20,000 characters or 50 nested brackets.
    """
    if len(text) > MAX_QUERY:
        raise QueryTooLong("query too long")
    return _Parser(text).sequence("", "text")


class _Parser:
    """Reads from ``at`` on; ``field`` is the operator whose bracket we are in, as in ``from:(a OR b)``."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def sequence(self, closer: str, field: str, *, any_of: bool = False) -> Node:
        """Read up to ``closer``; OR binds tighter than the AND between neighbours."""
        chains: list[list[Node]] = []
        alternative = False
        while not self._ends(closer):
            if self._keyword("OR") or self._keyword("|"):
                alternative = True
                continue
            if self._keyword("AND"):
                continue
            node = self._unit(field)
            if node is None:
                continue
            if alternative and chains:
                chains[-1].append(node)
            else:
                chains.append([node])
            alternative = False
        nodes = [chain[0] if len(chain) == 1 else Any(tuple(chain)) for chain in chains]
        if len(nodes) == 1:
            return nodes[0]
        return Any(tuple(nodes)) if any_of and nodes else All(tuple(nodes))

    def _ends(self, closer: str) -> bool:
        while self.at < len(self.text):
            if space := _SPACE.match(self.text, self.at):
                self.at = space.end()
            elif self.text[self.at] in ")}":
                self.at += 1  # a bracket that was never opened is passed over
                if self.text[self.at - 1] == closer:
                    return True
            else:
                return False
        return True

    def _keyword(self, word: str) -> bool:
        end = self.at + len(word)
        if self.text.startswith(word, self.at) and (end == len(self.text) or self.text[end] in " \t\r\n(){}"):
            self.at = end
            return True
        return False

    def _unit(self, field: str) -> Node | None:
        negative = False
        while self.at < len(self.text):
            if self._keyword("NOT"):
                negative = not negative
                self._skip_space()
            elif self.text[self.at] == "-":
                self.at += 1
                if self.at < len(self.text) and not self.text[self.at].isspace():
                    negative = not negative if self.text[self.at - 2 : self.at - 1] != "-" else negative
                else:
                    return None
            else:
                break
        node = self._operand(field)
        return Not(node) if negative and node is not None else node

    def _skip_space(self) -> None:
        if space := _SPACE.match(self.text, self.at):
            self.at = space.end()

    def _operand(self, field: str) -> Node | None:
        if self.at >= len(self.text):
            return None
        mark = self.text[self.at]
        if mark in "({":
            return self._group(field)
        if mark == '"':
            return _term(field, self._quoted(), quoted=True)
        found = _OPERATOR.match(self.text, self.at)
        if found and found[1].lower() in OPERATORS:
            self.at = found.end()
            return self._operation(found[1].lower())
        word = _WORD.match(self.text, self.at)
        if not word:
            self.at += 1
            return None
        self.at = word.end()
        return _term(field, word[0].lstrip("+"), quoted=word[0].startswith("+"))

    def _group(self, field: str) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryTooLong("query too deep")
        opener = self.text[self.at]
        self.at += 1
        node = self.sequence(")" if opener == "(" else "}", field, any_of=opener == "{")
        self.depth -= 1
        return None if node == All(()) else node

    def _quoted(self) -> str:
        end = self.text.find('"', self.at + 1)
        end = len(self.text) if end < 0 else end
        value = self.text[self.at + 1 : end]
        self.at = end + 1
        return value

    def _operation(self, key: str) -> Node | None:
        if key in _TAKES_SPACE:
            self._skip_space()
        mark = self.text[self.at : self.at + 1]
        if mark and mark in "({":
            return self._group(key)
        if mark == '"':
            return _term(key, self._quoted(), quoted=True)
        word = _WORD.match(self.text, self.at)
        if not word:
            return None if key in _DROPPED_WHEN_EMPTY else Term("text", key)
        self.at = word.end()
        value = word[0]
        if value.startswith("-") and key in _NEGATES_INSIDE:
            node = _term(key, value.lstrip("-"))
            return Not(node) if node else None
        return _term(key, value)


def _term(key: str, value: str, *, quoted: bool = False) -> Node | None:
    value = value.strip()
    if not any(c.isalnum() or c in "_&" for c in value):  # punctuation alone asks for nothing
        return None
    return Term(key, value, quoted)


def lifted(node: Node) -> frozenset[str]:
    """Return which of SPAM and TRASH a query asks for by name, so that they are not left out."""
    if isinstance(node, Term):
        if node.key == "in" and node.value.lower() == "anywhere":
            return frozenset({"SPAM", "TRASH"})
        named = node.value.upper() if node.key in {"in", "label", "is"} else ""
        return frozenset({named}) & {"SPAM", "TRASH"}
    if isinstance(node, Not):
        return frozenset()
    return frozenset().union(*(lifted(item) for item in node.items))
