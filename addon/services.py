"""What the routes need, wired once per process."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from addon.auth import Verifier
from addon.config import Config
from addon.errors import StoreUnavailable
from addon.handlers.compose import DraftAssessment
from addon.handlers.draft_memory import RecentDrafts
from addon.handlers.memory import RecentAssessments
from addon.store import NullStore, Store
from addon.wire import Wire

PURGE_EVERY_S = 86_400


class Housekeeping:
    """Deletes what has outlived its retention, at most once a day per process: nothing runs while nobody calls."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._due = 0.0

    def purge_if_due(self, now: float) -> None:
        """Purge where a day has passed since this process last did; ``now`` in seconds since the epoch. Never raises."""
        with self._lock:
            if now < self._due:
                return
            self._due = now + PURGE_EVERY_S
        with contextlib.suppress(StoreUnavailable):  # the next process, or tomorrow, will do
            self._store.purge(round(now * 1000))


@dataclass(frozen=True)
class Services:
    """One process's parts. ``clock`` gives seconds since the epoch."""

    config: Config
    verifier: Verifier
    store: Store
    wire: Wire
    clock: Callable[[], float]
    housekeeping: Housekeeping
    recent: RecentAssessments = field(default_factory=RecentAssessments)
    drafts: RecentDrafts[DraftAssessment] = field(default_factory=RecentDrafts)

    @property
    def remembers(self) -> bool:
        """False for an installation that was told to keep nothing."""
        return not isinstance(self.store, NullStore)

    def forget_recent(self, owner_id: str) -> None:
        """Drop all that this process itself keeps for an owner, of messages and of drafts."""
        self.recent.forget(owner_id)
        self.drafts.forget(owner_id)
