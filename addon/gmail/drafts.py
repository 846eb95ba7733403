"""Calls about drafts, and a mailbox that never repeats a write.

``drafts.list`` and ``drafts.get`` need a scope that reads the mailbox; ``drafts.create`` and ``drafts.update`` also work with the
add-on's own compose scope.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.gmail.calls import RawMail
from addon.gmail.calls import _read_message as read_message  # one reader for mail, whichever call brings it
from addon.gmail.calls import _text as read_text
from addon.gmail.mailbox import Answer, Call, Mailbox


@dataclass(frozen=True)
class DraftRef:
    """A draft by its two ids: its own, which stays, and its present message's, which changes with each save."""

    draft_id: str
    gmail_id: str
    thread_id: str = ""


@dataclass(frozen=True)
class SavedDraft:
    """A draft with its message as bytes."""

    draft_id: str
    mail: RawMail


def list_drafts(query: str, *, most: int = 5) -> Call:
    """Search drafts, newest first -> tuple of DraftRef."""
    return Call(
        "drafts.list",
        lambda api: api.drafts.list(
            userId="me", q=query, maxResults=most, fields="drafts(id,message(id,threadId)),nextPageToken"
        ),
        _read_refs,
    )


def get_draft(draft_id: str) -> Call:
    """Fetch one draft, raw -> SavedDraft."""
    fields = "id,message(id,threadId,labelIds,internalDate,raw)"
    return Call(
        "drafts.get",
        lambda api: api.drafts.get(userId="me", id=draft_id, format="raw", fields=fields),
        lambda answer: SavedDraft(read_text(answer["id"]), read_message(answer["message"])),
    )


def create_draft(raw: bytes) -> Call:
    """Make a draft of RFC 5322 bytes -> DraftRef. Not to be repeated blindly: see :class:`WritingMailbox`."""
    body = {"message": {"raw": _encode(raw)}}
    return Call("drafts.create", lambda api: api.drafts.create(userId="me", body=body), _read_ref)


def update_draft(draft_id: str, raw: bytes) -> Call:
    """Replace a draft's message -> DraftRef."""
    body = {"message": {"raw": _encode(raw)}}
    return Call("drafts.update", lambda api: api.drafts.update(userId="me", id=draft_id, body=body), _read_ref)


class WritingMailbox(Mailbox):
    """A mailbox for calls that make something: a lost answer is not asked for again, as the first request may have worked."""

    def _may_retry(self, answers: Sequence[Answer], again: Sequence[int]) -> bool:  # noqa: ARG002 - the base's signature
        return False


def _read_refs(answer: Any) -> tuple[DraftRef, ...]:
    return tuple(_read_ref(row) for row in answer.get("drafts") or [])


def _read_ref(answer: Any) -> DraftRef:
    message = answer["message"]
    return DraftRef(read_text(answer["id"]), read_text(message["id"]), str(message.get("threadId") or ""))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")
