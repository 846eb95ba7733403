"""The mailbox's change log, as ``users.history.list`` tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


@dataclass(frozen=True)
class Change:
    """One record. ``labels`` are those the message has after it; ``changed`` those added or removed."""

    history_id: int
    kind: str
    gmail_id: str
    thread_id: str
    labels: frozenset[str]
    changed: tuple[str, ...] = ()

    def resource(self) -> dict[str, Any]:
        """Return the record as a History resource."""
        named = {"id": self.gmail_id, "threadId": self.thread_id}
        detail: dict[str, Any] = {"message": named | {"labelIds": sorted(self.labels)}}
        if self.changed:
            detail["labelIds"] = list(self.changed)
        return {"id": str(self.history_id), "messages": [named], KINDS[self.kind]: [detail]}


class History:
    """Changes in order; ids rise but are not contiguous, as in Gmail. Ids below ``floor`` have expired."""

    def __init__(self, start: int) -> None:
        self.now = start
        self.floor = start
        self.changes: list[Change] = []

    def add(self, kind: str, gmail_id: str, thread_id: str, labels: frozenset[str], changed: tuple[str, ...] = ()) -> int:
        """Record a change and return its history id."""
        self.now += 7
        self.changes.append(Change(self.now, kind, gmail_id, thread_id, labels, changed))
        return self.now

    def since(self, start: int, kinds: frozenset[str], label: str | None) -> list[Change]:
        """Return the changes after ``start`` of these kinds (all, when empty) to messages that bear or bore ``label``."""
        return [
            change
            for change in self.changes
            if change.history_id > start
            and (not kinds or change.kind in kinds)
            and (label is None or label in change.labels or label in change.changed)
        ]
