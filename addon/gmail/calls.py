"""The calls we make, and how their answers are read. A reader raises KeyError, TypeError or ValueError on any other shape."""

from __future__ import annotations

import base64
import binascii
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from googleapiclient.http import HttpRequest

from addon.core.exchange import Hit
from addon.gmail.client import Api, Form
from addon.gmail.mailbox import Call

PAGE = 500
"""Most ids one messages.list answer may hold (gmail.v1 discovery document)."""


@dataclass(frozen=True)
class RawMail:
    """A fetched message: Gmail's fields, and either ``raw`` bytes or the ``resource`` of format full or metadata."""

    gmail_id: str
    thread_id: str
    internal_date: int
    label_ids: frozenset[str]
    raw: bytes = field(default=b"", repr=False)
    resource: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class SearchPage:
    """One page of hits, newest first, and the token of the next page or ""."""

    hits: tuple[Hit, ...]
    next_token: str = ""


@dataclass(frozen=True)
class Alias:
    """One send-as address with the name the owner writes under."""

    addr_spec: str
    display_name: str = ""


def get_message(gmail_id: str, *, form: str = "raw", headers: Sequence[str] = ()) -> Call:
    """Fetch one message -> RawMail. ``form`` is raw | full | metadata; ``headers`` limits metadata to those names."""
    options: dict[str, Any] = {"format": form}
    if headers:
        options["metadataHeaders"] = list(headers)
    return Call(
        "messages.get",
        lambda api: api.messages.get(userId="me", id=gmail_id, fields=_MESSAGE_FIELDS[form], **options),
        _read_message,
    )


_MESSAGE_FIELDS = {
    "raw": "id,threadId,labelIds,internalDate,raw",
    "full": "id,threadId,labelIds,internalDate,payload",
    "metadata": "id,threadId,labelIds,internalDate,payload/headers",
}


def search(query: str, *, most: int = PAGE, page_token: str = "") -> Call:
    """Search messages, Spam left out and Trash kept where the query asks -> SearchPage."""

    def build(api: Api) -> HttpRequest:
        return _list_messages(api, query, most, pageToken=page_token) if page_token else _search_form(api, most).fill(query)

    return Call("messages.list", build, _read_page)


def _list_messages(api: Api, query: str, most: int, **page: str) -> HttpRequest:
    return api.messages.list(
        userId="me",
        q=query,
        maxResults=most,
        includeSpamTrash=True,  # Trash is history too; queries name what they leave out
        fields="messages(id,threadId),nextPageToken",
        **page,
    )


@functools.lru_cache(maxsize=16)
def _search_form(api: Api, most: int) -> Form:
    return Form(lambda query: _list_messages(api, query, most))


def get_attachment(gmail_id: str, attachment_id: str) -> Call:
    """Fetch one attachment's bytes -> bytes."""
    return Call(
        "attachments.get",
        lambda api: api.attachments.get(userId="me", messageId=gmail_id, id=attachment_id),
        lambda answer: _decode(answer["data"]),
    )


def list_aliases() -> Call:
    """List the owner's send-as addresses -> tuple of Alias."""
    return Call("sendAs.list", lambda api: api.send_as.list(userId="me"), _read_aliases)


def get_profile() -> Call:
    """Ask whose mailbox this is -> the address."""
    return Call("getProfile", lambda api: api.users.getProfile(userId="me"), lambda answer: str(answer["emailAddress"]))


def _read_message(answer: Any) -> RawMail:
    labels = answer.get("labelIds") or []
    payload = answer.get("payload")
    if "raw" not in answer and not isinstance(payload, dict):
        raise ValueError("neither raw nor payload")
    return RawMail(
        gmail_id=_text(answer["id"]),
        thread_id=_text(answer["threadId"]),
        internal_date=int(answer["internalDate"]),
        label_ids=frozenset(str(label) for label in labels),
        raw=_decode(answer["raw"]) if "raw" in answer else b"",
        resource=answer if "raw" not in answer else {},
    )


def _read_page(answer: Any) -> SearchPage:
    rows = answer.get("messages") or []
    hits = tuple(Hit(_text(row["id"]), _text(row["threadId"])) for row in rows)
    return SearchPage(hits, str(answer.get("nextPageToken") or ""))


def _read_aliases(answer: Any) -> tuple[Alias, ...]:
    rows = answer.get("sendAs") or []
    return tuple(Alias(_text(row["sendAsEmail"]), str(row.get("displayName") or "")) for row in rows[:100])


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value


def _decode(data: Any) -> bytes:
    try:
        return base64.urlsafe_b64decode(_text(data) + "==")
    except binascii.Error as error:
        raise ValueError("bad base64") from error
