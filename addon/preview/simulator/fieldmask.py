"""Partial answers: the ``fields`` parameter.

Grammar (https://developers.google.com/workspace/gmail/api/guides/performance): ``a,b`` several; ``a/b`` inside; ``a(b,c)``
several inside; ``*`` any. A name no answer has is refused, as Google does.
"""

from __future__ import annotations

import re
from typing import Any

from addon.preview.simulator.wire import ApiError

Mask = dict[str, "Mask"]

MAX_MASK = 4000
MAX_DEPTH = 40

KNOWN = frozenset(
    """
    action addLabelIds attachmentId backgroundColor body classificationLabelValues color criteria data displayName drafts
    emailAddress excludeChats fields fieldId filename filter forward from hasAttachment headers history historyId id
    internalDate isDefault isPrimary labelId labelIds labelListVisibility labels labelsAdded labelsRemoved message
    messageListVisibility messages messagesAdded messagesDeleted messagesTotal messagesUnread mimeType name negatedQuery
    nextPageToken partId parts payload query raw removeLabelIds replyToAddress resultSizeEstimate selection sendAs sendAsEmail
    signature size sizeComparison sizeEstimate smtpMsa snippet subject textColor threadId threads threadsTotal threadsUnread to
    treatAsAlias type value verificationStatus host port username password securityMode
    """.split()
)

_TOKEN = re.compile(r"[,/()]|[^,/()\s]+")


def parse_fields(text: str) -> Mask:
    """Return the mask; an empty inner mask keeps all below. Raises the API's 400 for what does not parse."""
    if len(text) > MAX_MASK:
        raise _invalid(text[:100])
    tokens = _TOKEN.findall(text)
    mask: Mask = {}
    at = _list(tokens, 0, mask, 0)
    if at != len(tokens):
        raise _invalid(text)
    return mask


def _list(tokens: list[str], at: int, into: Mask, depth: int) -> int:
    at = _path(tokens, at, into, depth)
    while at < len(tokens) and tokens[at] == ",":
        at = _path(tokens, at + 1, into, depth)
    return at


def _path(tokens: list[str], at: int, into: Mask, depth: int) -> int:
    name = tokens[at] if at < len(tokens) else ""
    if depth > MAX_DEPTH or (name != "*" and name not in KNOWN):
        raise _invalid(name)
    inner: Mask = {}
    at += 1
    if at < len(tokens) and tokens[at] == "/":
        at = _path(tokens, at + 1, inner, depth + 1)
    elif at < len(tokens) and tokens[at] == "(":
        at = _list(tokens, at + 1, inner, depth + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise _invalid(name)
        at += 1
    _merge(into, name, inner)
    return at


def _merge(into: Mask, name: str, inner: Mask) -> None:
    if name not in into:
        into[name] = inner
    elif not inner or not into[name]:
        into[name] = {}  # one of the two asks for everything below
    else:
        for key, value in inner.items():
            _merge(into[name], key, value)


def _invalid(name: str) -> ApiError:
    return ApiError(400, f"Invalid field selection {name}", "invalidParameter")


def apply_mask(value: Any, mask: Mask) -> Any:
    """Return what of a JSON value the mask keeps; where it asks for something inside a plain value, that is nothing."""
    if not mask:
        return value
    if isinstance(value, list):
        return [kept for item in value if (kept := apply_mask(item, mask)) not in ({}, [])]
    if not isinstance(value, dict):
        return {}
    made = {}
    for key, item in value.items():
        inner = mask.get(key, mask.get("*"))
        if inner is not None:
            kept = apply_mask(item, inner)
            if not inner or kept not in ({}, []):
                made[key] = kept
    return made


def names_in(mask: Mask) -> frozenset[str] | None:
    """Return every name a mask could keep at any depth, or None where it may keep all."""
    found: set[str] = set()
    for name, inner in mask.items():
        below = names_in(inner) if inner else frozenset()
        if name == "*" or below is None or (not inner and name in {"messages", "message", "threads", "drafts"}):
            return None
        found |= {name} | below
    return frozenset(found)
