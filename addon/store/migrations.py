"""The tables' history: named steps, each applied once, in order, in one transaction together with its record.

A step is written once and never edited: change a table by adding a step, then change ``tables`` to match. Two instances
may start at once: one waits for the other (``Database.lock_migrations``) and then finds the step recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection, text

_TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {"bytes": "BLOB", "double": "DOUBLE PRECISION"},
    "postgresql": {"bytes": "BYTEA", "double": "DOUBLE PRECISION"},
}


def first_tables(connection: Connection) -> None:
    """Correspondents, messages, owners, declarations, dismissals: all keyed by owner first."""
    types = _TYPES[connection.dialect.name]
    for statement in _FIRST_TABLES:
        connection.execute(text(statement.format_map(types)))


_FIRST_TABLES: Final = (
    """CREATE TABLE correspondents (
         owner {bytes} NOT NULL, correspondent {bytes} NOT NULL, sealed {bytes} NOT NULL, level TEXT NOT NULL,
         received BIGINT NOT NULL, sent BIGINT NOT NULL, two_way_threads BIGINT NOT NULL, shared_threads BIGINT NOT NULL,
         first_contact_ms BIGINT, last_contact_ms BIGINT, strength {double} NOT NULL, best_strength {double} NOT NULL,
         best_year BIGINT, flags TEXT NOT NULL, first_id TEXT NOT NULL, last_id TEXT NOT NULL,
         checked_ms BIGINT NOT NULL, history_id TEXT NOT NULL,
         PRIMARY KEY (owner, correspondent))""",
    """CREATE TABLE messages (
         owner {bytes} NOT NULL, message {bytes} NOT NULL, sealed {bytes} NOT NULL,
         fingerprint TEXT NOT NULL, assessed_ms BIGINT NOT NULL,
         PRIMARY KEY (owner, message))""",
    """CREATE TABLE owners (
         owner {bytes} NOT NULL, sealed {bytes} NOT NULL, hiring BOOLEAN NOT NULL, time_zone TEXT NOT NULL,
         aliases_checked_ms BIGINT NOT NULL,
         PRIMARY KEY (owner))""",
    """CREATE TABLE declarations (
         owner {bytes} NOT NULL, correspondent {bytes} NOT NULL, sealed {bytes} NOT NULL, kind TEXT NOT NULL,
         declared_ms BIGINT NOT NULL,
         PRIMARY KEY (owner, correspondent))""",
    """CREATE TABLE dismissals (
         owner {bytes} NOT NULL, draft {bytes} NOT NULL, dismissed_ms BIGINT NOT NULL,
         PRIMARY KEY (owner, draft))""",
    "CREATE INDEX correspondents_by_age ON correspondents (checked_ms)",
    "CREATE INDEX messages_by_age ON messages (assessed_ms)",
    "CREATE INDEX dismissals_by_age ON dismissals (dismissed_ms)",
)


def without_messages(connection: Connection) -> None:
    """Judgements of messages are kept in memory alone: they hold mail text, and no card ever read them from here."""
    connection.execute(text("DROP TABLE messages"))


MIGRATIONS: Final[Mapping[str, Callable[[Connection], None]]] = {
    "0001_first_tables": first_tables,
    "0002_without_messages": without_messages,
}
"""Every step by name, in order."""


def applied_migrations(connection: Connection) -> frozenset[str]:
    """Return the names recorded, making the record's table where it is not there. Call it under the migration lock."""
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS acquaint_migrations ("
            "name TEXT PRIMARY KEY, applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        )
    )
    return frozenset(connection.execute(text("SELECT name FROM acquaint_migrations")).scalars())


def apply_migration(connection: Connection, name: str) -> None:
    """Apply the step ``name`` and record it, in the caller's transaction."""
    MIGRATIONS[name](connection)
    connection.execute(text("INSERT INTO acquaint_migrations (name) VALUES (:name)"), {"name": name})
