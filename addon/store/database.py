"""Connections and transactions: time-outs, errors, and the first use that brings the tables up to date.

A card never waits long for its memory: connecting, waiting for a lock and each statement have about a second, and after a
failure to connect the database is left alone for a few seconds, so one dead server costs one wait and not one per call.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, QueuePool, event
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from addon.errors import BadConfig, StoreUnavailable
from addon.store import migrations

TIMEOUT_S: Final = 1.0
CONNECT_TIMEOUT_S: Final = 2  # libpq takes whole seconds and rounds one up to two
DOWN_PAUSE_S: Final = 5.0
LONG_TIMEOUT_S: Final = 15
"""For purging and forgetting, which no card waits for."""

_WAL_ATTEMPTS: Final = 20
_WAL_PAUSE_S: Final = 0.025
_LOCK_ID: Final = 0x6163_7175_6169_6E74  # "acquaint"
_NO_BEGIN: Final = "acquaint_no_begin"
_SCHEMES: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}


class Database:
    """One SQLite or PostgreSQL. Thread-safe."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises BadConfig where ``url`` cannot be understood. ``clock`` gives monotonic seconds."""
        parsed = _parse(url)
        self.dialect = parsed.get_backend_name()
        self._is_file = self.dialect == "sqlite" and parsed.database not in {None, "", ":memory:"}
        self._path = parsed.database or ""
        self._engine = _sqlite_engine(parsed, is_file=self._is_file) if self.dialect == "sqlite" else _postgres_engine(parsed)
        self._clock = clock
        self._down_until = float("-inf")
        self._is_ready = False
        self._preparing = threading.Lock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for queries. Raises StoreUnavailable."""
        self._prepare()
        with self._connection() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self, *, long: bool = False) -> Iterator[Connection]:
        """Yield a connection within one transaction, which commits where the block ends well. Raises StoreUnavailable."""
        self._prepare()
        with self._transaction() as connection:
            if long and self.dialect == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{LONG_TIMEOUT_S}s'")
            yield connection

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    def scrub(self) -> None:
        """Empty SQLite's write-ahead log, where rows deleted a moment ago still stand. A failure is left to the next one."""
        if not self._is_file:
            return
        with contextlib.suppress(StoreUnavailable), self._connection() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()

    @contextlib.contextmanager
    def _connection(self, *, in_transaction: bool = False) -> Iterator[Connection]:
        """Yield a connection; outside a transaction each statement stands alone, which saves two round trips."""
        if self._clock() < self._down_until:
            raise StoreUnavailable("the database did not answer a moment ago")
        try:
            connection = self._engine.connect()
        except SQLAlchemyError as error:
            if isinstance(error, DBAPIError):  # a full pool is no sign of a dead server
                self._down_until = self._clock() + DOWN_PAUSE_S
            raise StoreUnavailable(type(error).__name__) from error
        try:
            with connection:
                if in_transaction:
                    yield connection
                elif self.dialect == "sqlite":
                    yield connection.execution_options(**{_NO_BEGIN: True})
                else:
                    yield connection.execution_options(isolation_level="AUTOCOMMIT")
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._connection(in_transaction=True) as connection, connection.begin():
            yield connection

    def _prepare(self) -> None:
        if self._is_prepared():
            return
        with self._preparing:
            if not self._is_prepared():
                self._migrate()
                self._is_ready = True

    def _is_prepared(self) -> bool:
        """Whether another thread was faster; asked again under the lock."""
        return self._is_ready

    def _migrate(self) -> None:
        if self._is_file:
            self._make_file()
        for name in migrations.MIGRATIONS:
            with self._transaction() as connection:
                self._lock_migrations(connection)
                if name not in migrations.applied_migrations(connection):
                    migrations.apply_migration(connection, name)

    def _lock_migrations(self, connection: Connection) -> None:
        """Make other instances wait until this transaction ends; on SQLite BEGIN IMMEDIATE has done so already."""
        if self.dialect == "postgresql":
            connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(_LOCK_ID)))

    def _make_file(self) -> None:
        """Create the file readable by this user alone, and set write-ahead logging, which is kept in the file."""
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreUnavailable(f"cannot write the database file: {type(error).__name__}") from error
        for attempt in range(1, _WAL_ATTEMPTS + 1):
            try:
                with self._connection() as connection:
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL").close()
                return
            except StoreUnavailable:
                # While another instance opens the file, SQLite refuses this one statement at once, whatever the timeout.
                if attempt == _WAL_ATTEMPTS:
                    raise
                time.sleep(_WAL_PAUSE_S)


def _parse(url: str) -> URL:
    try:
        parsed = sqlalchemy.make_url(url)
        return parsed.set(drivername=_SCHEMES[parsed.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise BadConfig("DATABASE_URL must be sqlite:///file or postgresql://user:password@host/database") from None


def _sqlite_engine(url: URL, *, is_file: bool) -> Engine:
    # Memory lives as long as its one connection, which the threads then take in turns.
    size: dict[str, int] = {"pool_size": 8, "max_overflow": 2} if is_file else {"pool_size": 1, "max_overflow": 0}
    engine = sqlalchemy.create_engine(
        url,
        poolclass=QueuePool,
        pool_timeout=TIMEOUT_S,
        hide_parameters=True,
        connect_args={"timeout": TIMEOUT_S, "check_same_thread": False},
        **size,
    )

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # transactions are begun by ``begun``, not by the driver's guess
        for pragma in ("synchronous = NORMAL", "secure_delete = ON"):  # deleted rows are overwritten
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if not connection.get_execution_options().get(_NO_BEGIN):
            # All our transactions write, and say so at once: one that finds out later cannot wait for another writer.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: URL) -> Engine:
    engine = sqlalchemy.create_engine(
        url,
        pool_size=8,  # one for each of gunicorn's threads
        max_overflow=2,
        pool_timeout=TIMEOUT_S,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "tcp_user_timeout": int(2 * TIMEOUT_S * 1000),
            "prepare_threshold": None,  # poolers between us and the server lose prepared statements
        },
    )
    milliseconds = str(int(TIMEOUT_S * 1000))

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: object) -> None:
        raw.autocommit = True
        raw.execute(
            "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false),"
            " set_config('idle_in_transaction_session_timeout', '10s', false)",
            (milliseconds, milliseconds),
        ).close()
        raw.autocommit = False

    return engine
