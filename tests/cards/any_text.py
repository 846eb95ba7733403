"""Text as an attacker would write it, and Views filled with it."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

HOSTILE = (
    "<b>", "</b>", "<script>x</script>", '"><img src=x onerror=y>', "&lt;b&gt;", "&#60;", "<a href='https://evil.example'>x",
    "<br>", "]]>", "<!--", "javascript:x()", "http://evil.example/", "https://example.org/", "\u202e", "\u2066x", "\u3164",
    "\ud800", "\U000e0041", "\x00", "\r\nBcc: x", "Z" + "\u0335" * 60, "\u0338", "A" * 2_000, "<" * 2_000, "\u200d" * 2_000,
)  # fmt: skip
"""Specimens that random text would hardly hit on."""

ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates included


def any_text() -> st.SearchStrategy[str]:
    """Any string: random, made of markup characters, hostile specimens, or pieces of these put together."""
    random = st.text(ANY_CHARACTER, max_size=12)
    spiced = st.text(st.sampled_from("<>&\"'/=ab \u202e\u200d\u0335\n;#x"), max_size=16)
    return st.lists(st.one_of(random, spiced, st.sampled_from(HOSTILE)), max_size=3).map("".join)


def any_value(kind: Any) -> st.SearchStrategy[Any]:
    """Values of an annotation: dataclasses filled field by field, tuples up to five long, strings from :func:`any_text`."""
    if kind is str:
        return any_text()
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(-(10**12), 10**12)
    if kind is float:
        return st.floats()
    if kind is type(None):
        return st.none()
    if dataclasses.is_dataclass(kind):
        return any_view(typing.cast(type, kind))
    if typing.get_origin(kind) is types.UnionType:
        return st.one_of([any_value(part) for part in typing.get_args(kind)])
    if typing.get_origin(kind) is tuple:
        parts = typing.get_args(kind)
        if parts[-1] is Ellipsis:
            return st.lists(any_value(parts[0]), max_size=5).map(tuple)
        return st.tuples(*(any_value(part) for part in parts))
    raise TypeError(f"no strategy for {kind}")


@functools.cache
def any_view(kind: type) -> st.SearchStrategy[Any]:
    """Instances of a dataclass with any value in every field."""
    return st.builds(kind, **{name: any_value(hint) for name, hint in typing.get_type_hints(kind).items()})


NOT_DRAWN_AS_TEXT = {"verdict", "level", "grade", "tier", "icon", "link", "url", "check_again_url", "retry_url", "parameters"}
"""Fields whose strings choose something or lead somewhere instead of being drawn."""


def with_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return ``value`` with every non-empty string that is drawn as text replaced by ``change(string)``."""
    if isinstance(value, str):
        return change(value) if value else value
    if isinstance(value, tuple):
        return tuple(with_text(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        changed = {name: with_text(item, change) for name, item in fields.items() if name not in NOT_DRAWN_AS_TEXT}
        return dataclasses.replace(value, **changed)
    return value
