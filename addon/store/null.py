"""The store that remembers nothing, for ACQUAINT_STORE=none."""
# ruff: noqa: ARG002 - a store that keeps nothing has no use for what it is given

from __future__ import annotations

from collections.abc import Iterable, Mapping

from addon.errors import StoreUnavailable
from addon.store.interface import Store
from addon.store.records import CorrespondentRecord, Declaration, OwnerRecord


class NullStore(Store):
    """Remembers nothing. What would speed a card up is dropped; what the owner asks to be kept is refused, not lost."""

    def remember_correspondents(self, owner: str, records: Mapping[str, CorrespondentRecord]) -> None:
        """Keep nothing."""

    def recall_correspondents(self, owner: str, addr_keys: Iterable[str]) -> dict[str, CorrespondentRecord]:
        """Return nothing."""
        return {}

    def recent_acquaintances(self, owner: str, most: int) -> dict[str, CorrespondentRecord]:
        """Return nobody."""
        return {}

    def owner_record(self, owner: str) -> OwnerRecord:
        """Return the defaults."""
        return OwnerRecord()

    def save_owner(self, owner: str, record: OwnerRecord) -> None:
        """Raise StoreUnavailable: the owner would believe it was kept."""
        raise StoreUnavailable("no store")

    def declare(self, owner: str, addr_key: str, kind: str, now_ms: int) -> None:
        """Raise StoreUnavailable: the owner would believe it was kept."""
        raise StoreUnavailable("no store")

    def withdraw(self, owner: str, addr_key: str) -> bool:
        """There was nothing."""
        return False

    def declarations(self, owner: str, addr_keys: Iterable[str] | None = None) -> dict[str, Declaration]:
        """Return nothing."""
        return {}

    def dismiss(self, owner: str, fingerprint: str, now_ms: int) -> None:
        """Raise StoreUnavailable: the owner would believe it was kept."""
        raise StoreUnavailable("no store")

    def undismiss(self, owner: str, fingerprint: str) -> bool:
        """There was nothing."""
        return False

    def is_dismissed(self, owner: str, fingerprint: str) -> bool:
        """Nothing ever was."""
        return False

    def forget_owner(self, owner: str) -> dict[str, int]:
        """There was nothing."""
        return {}

    def count_owner(self, owner: str) -> dict[str, int]:
        """There is nothing."""
        return {}

    def export_owner(self, owner: str) -> dict[str, object]:
        """There is nothing."""
        return {}

    def purge(self, now_ms: int) -> int:
        """There was nothing."""
        return 0

    def close(self) -> None:
        """Nothing is held."""
