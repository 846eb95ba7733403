"""Threads from Message-ID links (RFC 5322 3.6.4), for mail that does not say its thread; never by subject."""

from __future__ import annotations

from collections.abc import Iterable


class Forest:
    """Union-find over Message-IDs; messages that name each other, however indirectly, share a root."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def join(self, message_id: str, links: Iterable[str]) -> None:
        """Say that a message names others."""
        root = self.root(message_id)
        for link in links:
            other = self.root(link)
            if other != root:
                self._parent[other] = root

    def root(self, message_id: str) -> str:
        """Return the name of the message's tree."""
        parent = self._parent
        node = message_id
        while (above := parent.get(node, node)) != node:
            parent[node] = parent.get(above, above)
            node = above
        return node
