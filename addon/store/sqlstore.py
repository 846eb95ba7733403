"""The store over SQL: one short query a verb, each with its owner."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy
from sqlalchemy import ColumnElement, Delete, Insert, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from addon.core.relationship import Level
from addon.sealing import Keyring, OwnerKeys
from addon.store import rows
from addon.store.database import Database
from addon.store.interface import Store
from addon.store.records import CorrespondentRecord, Declaration, OwnerRecord
from addon.store.tables import AGED, CORRESPONDENTS, DECLARATIONS, DISMISSALS, METADATA, OWNERS

CHUNK: Final = 500
"""Rows a statement reads or writes at once."""

_DAY_MS: Final = 86_400_000


class SqlStore(Store):
    """Remembers in SQLite or PostgreSQL. Thread-safe."""

    def __init__(self, database: Database, keyring: Keyring, retention_days: int) -> None:
        """``retention_days``: the age at which :meth:`purge` deletes."""
        self._database = database
        self._keyring = keyring
        self._retention_ms = retention_days * _DAY_MS

    def remember_correspondents(self, owner: str, records: Mapping[str, CorrespondentRecord]) -> None:
        """Keep ``records`` by addr_key. One that was checked earlier than what is kept changes nothing."""
        keys = self._keyring.owner(owner)
        by_row = {keys.row_key("correspondent", addr_key): addr_key for addr_key in records}
        # In one order everywhere: two writers of the same rows then wait for each other instead of locking up.
        ordered = [by_row[row_key] for row_key in sorted(by_row)]
        found = [rows.correspondent_row(keys, addr_key, records[addr_key]) for addr_key in ordered]
        self._upsert(CORRESPONDENTS, found, newest_by="checked_ms")

    def recall_correspondents(self, owner: str, addr_keys: Iterable[str]) -> dict[str, CorrespondentRecord]:
        """Return what is remembered of ``addr_keys``, by addr_key; the others are left out."""
        keys = self._keyring.owner(owner)
        asked = {keys.row_key("correspondent", key): key for key in addr_keys}
        found: dict[str, CorrespondentRecord] = {}
        for row in self._rows_for(CORRESPONDENTS, keys, list(asked)):
            read = rows.correspondent_of(keys, row)
            if read is not None:
                found[asked[row.correspondent]] = read[1]
        return found

    def recent_acquaintances(self, owner: str, most: int) -> dict[str, CorrespondentRecord]:
        """Return the ``most`` correspondents who know the owner (ANSWERED and above) and were checked last, by addr_key."""
        keys = self._keyring.owner(owner)
        with self._database.reading() as connection:
            found = connection.execute(_select_acquaintances(), {"owner": keys.owner_key, "most": most}).all()
        return dict(read for row in found if (read := rows.correspondent_of(keys, row)) is not None)

    def owner_record(self, owner: str) -> OwnerRecord:
        """Return the owner's settings, or the defaults."""
        keys = self._keyring.owner(owner)
        row = self._row(OWNERS, keys)
        return (None if row is None else rows.owner_of(keys, row)) or OwnerRecord()

    def save_owner(self, owner: str, record: OwnerRecord) -> None:
        """Replace the owner's settings."""
        self._upsert(OWNERS, [rows.owner_row(self._keyring.owner(owner), record)])

    def declare(self, owner: str, addr_key: str, kind: str, now_ms: int) -> None:
        """Keep what the owner says of a correspondent, in place of what they said before."""
        row = rows.declaration_row(self._keyring.owner(owner), addr_key, Declaration(kind, now_ms))
        self._upsert(DECLARATIONS, [row])

    def withdraw(self, owner: str, addr_key: str) -> bool:
        """Forget what the owner said of a correspondent; False where there was nothing."""
        keys = self._keyring.owner(owner)
        return self._delete(DECLARATIONS, keys, correspondent=keys.row_key("correspondent", addr_key)) > 0

    def declarations(self, owner: str, addr_keys: Iterable[str] | None = None) -> dict[str, Declaration]:
        """Return what the owner said, by addr_key: of ``addr_keys``, or of everybody."""
        keys = self._keyring.owner(owner)
        found: Iterable[rows.AnyRow]
        if addr_keys is None:
            found = self._all_rows(DECLARATIONS, keys)
        else:
            found = self._rows_for(DECLARATIONS, keys, list({keys.row_key("correspondent", key) for key in addr_keys}))
        return dict(read for row in found if (read := rows.declaration_of(keys, row)) is not None)

    def dismiss(self, owner: str, fingerprint: str, now_ms: int) -> None:
        """Remember that the owner does not want to hear about the draft ``fingerprint`` again."""
        keys = self._keyring.owner(owner)
        row = {"owner": keys.owner_key, "draft": keys.row_key("draft", fingerprint), "dismissed_ms": now_ms}
        self._upsert(DISMISSALS, [row])

    def undismiss(self, owner: str, fingerprint: str) -> bool:
        """Undo :meth:`dismiss`; False where there was nothing."""
        keys = self._keyring.owner(owner)
        return self._delete(DISMISSALS, keys, draft=keys.row_key("draft", fingerprint)) > 0

    def is_dismissed(self, owner: str, fingerprint: str) -> bool:
        """True where the owner dismissed the draft ``fingerprint``."""
        keys = self._keyring.owner(owner)
        return self._row(DISMISSALS, keys, draft=keys.row_key("draft", fingerprint)) is not None

    def forget_owner(self, owner: str) -> dict[str, int]:
        """Delete everything of the owner in one transaction; return how many rows, by what they held."""
        keys = self._keyring.owner(owner)
        with self._database.writing(long=True) as connection:
            counts = {
                table.name: connection.execute(_delete_where(table), {"owner": keys.owner_key}).rowcount
                for table in METADATA.sorted_tables
            }
        self._database.scrub()
        return counts

    def count_owner(self, owner: str) -> dict[str, int]:
        """Return how many rows are kept of the owner, by what they hold: what :meth:`forget_owner` would delete."""
        keys = self._keyring.owner(owner)
        counts = (
            sqlalchemy.select(sqlalchemy.literal(table.name), sqlalchemy.func.count()).where(_matches(table, "owner"))
            for table in METADATA.sorted_tables
        )
        with self._database.reading() as connection:
            found = connection.execute(sqlalchemy.union_all(*counts), {"owner": keys.owner_key})
            return {row[0]: row[1] for row in found}

    def export_owner(self, owner: str) -> dict[str, object]:
        """Return everything that is kept of the owner, readable, as JSON values."""
        keys = self._keyring.owner(owner)
        correspondents = (rows.correspondent_of(keys, row) for row in self._all_rows(CORRESPONDENTS, keys))
        said = self.declarations(owner)
        return {
            "settings": rows.owner_as_json(self.owner_record(owner)),
            "correspondents": {read[0]: rows.correspondent_as_json(read[1]) for read in correspondents if read},
            "declarations": {key: {"kind": word.kind, "declared_ms": word.declared_ms} for key, word in said.items()},
            "dismissals": [row.dismissed_ms for row in self._all_rows(DISMISSALS, keys)],
        }

    def purge(self, now_ms: int) -> int:
        """Delete what is older than the retention; return how many rows. Settings and declarations stay: they were given.

        The one statement without an owner: it deletes by age alone and reads nothing, on a sharded database shard by shard.
        """
        oldest = now_ms - self._retention_ms
        with self._database.writing(long=True) as connection:
            return sum(connection.execute(table.delete().where(made < oldest)).rowcount for table, made in AGED)

    def close(self) -> None:
        """Let go of connections."""
        self._database.close()

    def _upsert(self, table: Table, found: Sequence[Mapping[str, object]], newest_by: str = "") -> None:
        """Insert rows, or replace those of the same key; with ``newest_by`` only where that column is not older."""
        if not found:
            return
        statement = _upsert_into(table, self._database.dialect, newest_by)
        with self._database.writing() as connection:
            for start in range(0, len(found), CHUNK):
                connection.execute(statement, found[start : start + CHUNK])

    def _delete(self, table: Table, keys: OwnerKeys, **values: bytes) -> int:
        with self._database.writing() as connection:
            return connection.execute(_delete_where(table, *values), {"owner": keys.owner_key, **values}).rowcount

    def _row(self, table: Table, keys: OwnerKeys, **values: bytes) -> rows.AnyRow | None:
        with self._database.reading() as connection:
            return connection.execute(_select_where(table, *values), {"owner": keys.owner_key, **values}).one_or_none()

    def _all_rows(self, table: Table, keys: OwnerKeys) -> Sequence[rows.AnyRow]:
        with self._database.reading() as connection:
            return connection.execute(_select_where(table), {"owner": keys.owner_key}).all()

    def _rows_for(self, table: Table, keys: OwnerKeys, row_keys: Sequence[bytes]) -> Iterator[rows.AnyRow]:
        """Yield the owner's rows about these correspondents, 500 a query."""
        for start in range(0, len(row_keys), CHUNK):
            asked = {"owner": keys.owner_key, "correspondents": row_keys[start : start + CHUNK]}
            with self._database.reading() as connection:
                found = connection.execute(_select_about(table), asked).all()
            yield from found  # the connection is back in the pool, whatever the caller does between rows


# Statements are put together once: that takes longer than running them. Each names its owner.


@functools.cache
def _upsert_into(table: Table, dialect: str, newest_by: str) -> Insert:
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    changed = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    where = table.c[newest_by] <= insert.excluded[newest_by] if newest_by else None
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed, where=where)


def _matches(table: Table, *columns: str) -> ColumnElement[bool]:
    """The condition that these columns have the values of the parameters of the same names."""
    return sqlalchemy.and_(*(table.c[name] == sqlalchemy.bindparam(name) for name in columns))


@functools.cache
def _select_where(table: Table, *columns: str) -> Select[Any]:
    return table.select().where(_matches(table, "owner", *columns))


@functools.cache
def _select_about(table: Table) -> Select[Any]:
    is_asked = table.c.correspondent.in_(sqlalchemy.bindparam("correspondents", expanding=True))
    return table.select().where(_matches(table, "owner"), is_asked)


@functools.cache
def _select_acquaintances() -> Select[Any]:
    is_known = CORRESPONDENTS.c.level.in_([level.value for level in Level if level.is_known])
    wanted = CORRESPONDENTS.select().where(_matches(CORRESPONDENTS, "owner"), is_known)
    newest_first = wanted.order_by(CORRESPONDENTS.c.checked_ms.desc(), CORRESPONDENTS.c.correspondent)
    return newest_first.limit(sqlalchemy.bindparam("most"))


@functools.cache
def _delete_where(table: Table, *columns: str) -> Delete:
    return table.delete().where(_matches(table, "owner", *columns))
