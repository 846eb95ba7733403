"""What this process found last, for a card opened again and for the click that follows. It holds text, so it stays in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[str, ...]
"""The owner (the verified ``sub``), then what tells the owner's things apart: nothing crosses owners."""


class RecentlyFound(Generic[T]):
    """The last few things found, each for a while. Thread-safe."""

    def __init__(self, size: int, lasts_ms: int) -> None:
        """At most ``size`` things are kept, each for ``lasts_ms`` ms; the one not asked for longest goes first."""
        self._size = size
        self._lasts_ms = lasts_ms
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, tuple[int, T]] = OrderedDict()

    def find(self, key: Key, now: int) -> T | None:
        """Return what is kept under ``key``, or None; ``now`` in ms since the epoch."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or not 0 <= now - kept[0] <= self._lasts_ms:
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, value: T, now: int) -> None:
        """Keep ``value`` in place of what was kept under ``key``; without an owner nothing is kept."""
        if not key[0]:
            return
        with self._lock:
            self._kept[key] = (now, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def forget(self, owner_id: str) -> None:
        """Drop everything kept for one owner."""
        with self._lock:
            for key in [key for key in self._kept if key[0] == owner_id]:
                del self._kept[key]
