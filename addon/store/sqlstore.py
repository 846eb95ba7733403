"""The store over SQL: one short query a verb, each with its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import sqlalchemy
from sqlalchemy import ColumnElement, LargeBinary, Table
from sqlalchemy.dialects import postgresql, sqlite

from addon.sealing import Keyring, OwnerKeys
from addon.store import rows
from addon.store.database import Database
from addon.store.interface import Store
from addon.store.records import CorrespondentRecord, Declaration, MessageRecord, OwnerRecord
from addon.store.tables import AGED, CORRESPONDENTS, DECLARATIONS, DISMISSALS, MESSAGES, METADATA, OWNERS

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

    def remember_message(self, owner: str, gmail_id: str, record: MessageRecord) -> bool:
        """Keep the judgement of a message; False where it is too large to keep."""
        row = rows.message_row(self._keyring.owner(owner), gmail_id, record)
        if row is not None:
            self._upsert(MESSAGES, [row], newest_by="assessed_ms")
        return row is not None

    def recall_message(self, owner: str, gmail_id: str) -> MessageRecord | None:
        """Return the judgement of a message, or None."""
        keys = self._keyring.owner(owner)
        row = self._row(MESSAGES, _is_owner(MESSAGES, keys), MESSAGES.c.message == keys.row_key("message", gmail_id))
        return None if row is None else rows.message_of(keys, row)

    def owner_record(self, owner: str) -> OwnerRecord:
        """Return the owner's settings, or the defaults."""
        keys = self._keyring.owner(owner)
        row = self._row(OWNERS, _is_owner(OWNERS, keys))
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
        is_row = DECLARATIONS.c.correspondent == keys.row_key("correspondent", addr_key)
        return self._delete(DECLARATIONS, _is_owner(DECLARATIONS, keys), is_row) > 0

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
        return self._delete(DISMISSALS, _is_owner(DISMISSALS, keys), DISMISSALS.c.draft == keys.row_key("draft", fingerprint)) > 0

    def is_dismissed(self, owner: str, fingerprint: str) -> bool:
        """True where the owner dismissed the draft ``fingerprint``."""
        keys = self._keyring.owner(owner)
        is_row = DISMISSALS.c.draft == keys.row_key("draft", fingerprint)
        return self._row(DISMISSALS, _is_owner(DISMISSALS, keys), is_row) is not None

    def forget_owner(self, owner: str) -> dict[str, int]:
        """Delete everything of the owner in one transaction; return how many rows, by what they held."""
        keys = self._keyring.owner(owner)
        with self._database.writing(long=True) as connection:
            counts = {
                table.name: connection.execute(table.delete().where(_is_owner(table, keys))).rowcount
                for table in METADATA.sorted_tables
            }
        self._database.scrub()
        return counts

    def export_owner(self, owner: str) -> dict[str, object]:
        """Return everything that is kept of the owner, readable, as JSON values."""
        keys = self._keyring.owner(owner)
        correspondents = (rows.correspondent_of(keys, row) for row in self._all_rows(CORRESPONDENTS, keys))
        messages = (rows.message_of(keys, row) for row in self._all_rows(MESSAGES, keys))
        said = self.declarations(owner)
        return {
            "settings": rows.owner_as_json(self.owner_record(owner)),
            "correspondents": {read[0]: rows.correspondent_as_json(read[1]) for read in correspondents if read},
            "messages": [rows.message_as_json(record) for record in messages if record],
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
        insert = sqlite.insert(table) if self._database.dialect == "sqlite" else postgresql.insert(table)
        changed = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
        where = table.c[newest_by] <= insert.excluded[newest_by] if newest_by else None
        statement = insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed, where=where)
        if not found:
            return
        with self._database.writing() as connection:
            for start in range(0, len(found), CHUNK):
                connection.execute(statement, found[start : start + CHUNK])

    def _delete(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        with self._database.writing() as connection:
            return connection.execute(table.delete().where(*conditions)).rowcount

    def _row(self, table: Table, *conditions: ColumnElement[bool]) -> rows.AnyRow | None:
        with self._database.reading() as connection:
            return connection.execute(table.select().where(*conditions)).one_or_none()

    def _all_rows(self, table: Table, keys: OwnerKeys) -> Sequence[rows.AnyRow]:
        with self._database.reading() as connection:
            return connection.execute(table.select().where(_is_owner(table, keys))).all()

    def _rows_for(self, table: Table, keys: OwnerKeys, row_keys: Sequence[bytes]) -> Iterator[rows.AnyRow]:
        """Yield the owner's rows about these correspondents, 500 a query."""
        for start in range(0, len(row_keys), CHUNK):
            is_asked = table.c.correspondent.in_(row_keys[start : start + CHUNK])
            with self._database.reading() as connection:
                found = connection.execute(table.select().where(_is_owner(table, keys), is_asked)).all()
            yield from found  # the connection is back in the pool, whatever the caller does between rows


def _is_owner(table: Table, keys: OwnerKeys) -> ColumnElement[bool]:
    """The condition every query carries."""
    return table.c.owner == sqlalchemy.literal(keys.owner_key, LargeBinary)
