"""What Acquaint remembers, and the only place that knows SQL.

Every row belongs to one owner and no query reads across owners, so the data shards by owner on any engine that speaks
PostgreSQL. Owners, people and drafts are keyed hashes; what must be shown again is sealed (``addon.sealing``); numbers stay
plain. Kept are no subjects, no bodies and no tokens.

The owner column holds a keyed hash of the verified ``sub``, not the ``sub`` itself: Google gives other services the same one,
so a stolen table in the clear would say which accounts use Acquaint. The price: with another secret key all is forgotten.
"""

from __future__ import annotations

from addon.sealing import Keyring
from addon.store.database import Database
from addon.store.interface import Store
from addon.store.null import NullStore
from addon.store.records import CorrespondentRecord, Declaration, OwnerRecord
from addon.store.sqlstore import SqlStore

__all__ = [
    "CorrespondentRecord",
    "Declaration",
    "NullStore",
    "OwnerRecord",
    "SqlStore",
    "Store",
    "open_store",
]


def open_store(url: str, secret_key: bytes, retention_days: int) -> Store:
    """Return the store at ``url`` (``sqlite:///file``, ``sqlite://`` for memory, or ``postgresql://``).

    Nothing is connected yet: tables are made or brought up to date at first use, so a database that is down delays no
    start. Raises BadConfig, which does not quote the URL, where it cannot be understood.
    """
    return SqlStore(Database(url), Keyring(secret_key), retention_days)
