"""The store's verbs.

``owner`` is always the verified ``sub``; ``addr_key`` a canonical addr-spec (``Address.key``). Any method may raise
StoreUnavailable, after a second or two at the most.
"""

from __future__ import annotations

import abc
from collections.abc import Iterable, Mapping

from addon.store.records import CorrespondentRecord, Declaration, OwnerRecord


class Store(abc.ABC):
    """What Acquaint remembers for each owner."""

    @abc.abstractmethod
    def remember_correspondents(self, owner: str, records: Mapping[str, CorrespondentRecord]) -> None:
        """Keep ``records`` by addr_key. One that was checked earlier than what is kept changes nothing."""

    @abc.abstractmethod
    def recall_correspondents(self, owner: str, addr_keys: Iterable[str]) -> dict[str, CorrespondentRecord]:
        """Return what is remembered of ``addr_keys``, by addr_key; the others are left out."""

    @abc.abstractmethod
    def recent_acquaintances(self, owner: str, most: int) -> dict[str, CorrespondentRecord]:
        """Return the ``most`` correspondents who know the owner (ANSWERED and above) and were checked last, by addr_key."""

    @abc.abstractmethod
    def owner_record(self, owner: str) -> OwnerRecord:
        """Return the owner's settings, or the defaults."""

    @abc.abstractmethod
    def save_owner(self, owner: str, record: OwnerRecord) -> None:
        """Replace the owner's settings."""

    @abc.abstractmethod
    def declare(self, owner: str, addr_key: str, kind: str, now_ms: int) -> None:
        """Keep what the owner says of a correspondent, in place of what they said before."""

    @abc.abstractmethod
    def withdraw(self, owner: str, addr_key: str) -> bool:
        """Forget what the owner said of a correspondent; False where there was nothing."""

    @abc.abstractmethod
    def declarations(self, owner: str, addr_keys: Iterable[str] | None = None) -> dict[str, Declaration]:
        """Return what the owner said, by addr_key: of ``addr_keys``, or of everybody."""

    @abc.abstractmethod
    def dismiss(self, owner: str, fingerprint: str, now_ms: int) -> None:
        """Remember that the owner does not want to hear about the draft ``fingerprint`` again."""

    @abc.abstractmethod
    def undismiss(self, owner: str, fingerprint: str) -> bool:
        """Undo :meth:`dismiss`; False where there was nothing."""

    @abc.abstractmethod
    def is_dismissed(self, owner: str, fingerprint: str) -> bool:
        """True where the owner dismissed the draft ``fingerprint``."""

    @abc.abstractmethod
    def forget_owner(self, owner: str) -> dict[str, int]:
        """Delete everything of the owner in one transaction; return how many rows, by what they held."""

    @abc.abstractmethod
    def count_owner(self, owner: str) -> dict[str, int]:
        """Return how many rows are kept of the owner, by what they hold: what :meth:`forget_owner` would delete."""

    @abc.abstractmethod
    def export_owner(self, owner: str) -> dict[str, object]:
        """Return everything that is kept of the owner, readable, as JSON values."""

    @abc.abstractmethod
    def purge(self, now_ms: int) -> int:
        """Delete what is older than the retention; return how many rows. Settings and declarations stay: they were given."""

    @abc.abstractmethod
    def close(self) -> None:
        """Let go of connections."""
