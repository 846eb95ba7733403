"""One contract for every store: SQLite in a file, SQLite in memory, and a real PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.core.relationship import Flag, Level, Relationship
from addon.errors import BadConfig, StoreUnavailable
from addon.sealing import Keyring
from addon.store import (
    CorrespondentRecord,
    Declaration,
    NullStore,
    OwnerRecord,
    SqlStore,
    Store,
    migrations,
    open_store,
)
from addon.store.database import DOWN_PAUSE_S, Database
from addon.store.tables import METADATA
from tests.addon.postgres import PostgresServer, start_postgres
from tests.keys import Clock

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
DAY_MS = 86_400_000
ANNA = "anna@example.org"
TIE = Relationship(
    Level.CLOSE,
    received=12,
    sent=9,
    two_way_threads=4,
    shared_threads=1,
    first_contact=1_500_000_000_000,
    last_contact=1_700_000_000_000,
    strength=61.5,
    best_strength=80.25,
    best_year=1_600_000_000_000,
    flags=frozenset({Flag.DORMANT, Flag.BEGAN_BY_THEM}),
)
RECORD = CorrespondentRecord(TIE, "Anna Example <anna@example.org>", "15f0", "18bc", 1_700_000_000_001, "987654321")

URLS = ["sqlite file", "sqlite memory", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=URLS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        return server.new_database()
    return "sqlite://" if request.param == "sqlite memory" else f"sqlite:///{tmp_path}/acquaint.sqlite3"


@pytest.fixture(params=URLS[::2])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database that two processes can open."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        return server.new_database()
    return f"sqlite:///{tmp_path}/acquaint.sqlite3"


@contextlib.contextmanager
def opened(url: str, key: bytes = KEY, days: int = 30) -> Iterator[Store]:
    store = open_store(url, key, days)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with opened(url) as store:
        yield store


def dump(url: str) -> bytes:
    """Everything that lies in the database, as a thief would read it."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.iterdir())
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = b"".join(
            b"".join(
                value if isinstance(value, bytes) else str(value).encode()
                for row in connection.execute(table.select())
                for value in row
            )
            for table in METADATA.sorted_tables
        )
    engine.dispose()
    return found


def execute(url: str, statement: str) -> None:
    """Change the database behind the store's back."""
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(statement))
    engine.dispose()


def reflected(url: str) -> Mapping[str, sqlalchemy.Table]:
    """The tables that are there, by name."""
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    found = sqlalchemy.MetaData()
    found.reflect(engine)
    engine.dispose()
    return found.tables


def in_threads(*acts: Callable[[], object]) -> list[BaseException]:
    """Run ``acts`` at once; return what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            act()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


# --- correspondents -------------------------------------------------------------------------------------------------------


def test_a_correspondent_comes_back_as_remembered(store: Store) -> None:
    """Every field, and only those asked for."""
    store.remember_correspondents("one", {ANNA: RECORD, "ben@example.net": replace(RECORD, display="Ben")})
    assert store.recall_correspondents("one", [ANNA, "nobody@example.org"]) == {ANNA: RECORD}
    assert store.recall_correspondents("one", []) == {}


def test_the_least_record_comes_back_too(store: Store) -> None:
    """Nothing known is not zero."""
    least = CorrespondentRecord(Relationship(Level.NONE))
    store.remember_correspondents("one", {ANNA: least})
    assert store.recall_correspondents("one", [ANNA]) == {ANNA: least}


def test_a_later_check_replaces_and_an_earlier_one_does_not(store: Store) -> None:
    """Two cards of one owner may be drawn at once, and the slower one knows less."""
    newer, older = replace(RECORD, checked_ms=20, first_id="new"), replace(RECORD, checked_ms=10, first_id="old")
    for record in (newer, older):
        store.remember_correspondents("one", {ANNA: record})
    assert store.recall_correspondents("one", [ANNA])[ANNA].first_id == "new"
    store.remember_correspondents("one", {ANNA: replace(older, checked_ms=20)})
    assert store.recall_correspondents("one", [ANNA])[ANNA].first_id == "old"


def test_the_acquaintances_checked_last_come_first(store: Store) -> None:
    """Those who know the owner, newest first and at most so many; strangers and other owners' people are left out."""
    levels = (Level.ANSWERED, Level.NONE, Level.MAINTAINED, Level.ONE_SIDED, Level.CLOSE)
    people = {
        f"p{number}@example.org": replace(RECORD, relationship=replace(TIE, level=level), checked_ms=number)
        for number, level in enumerate(levels)
    }
    store.remember_correspondents("one", people)
    store.remember_correspondents("two", {ANNA: RECORD})

    assert list(store.recent_acquaintances("one", 9)) == ["p4@example.org", "p2@example.org", "p0@example.org"]
    assert list(store.recent_acquaintances("one", 2)) == ["p4@example.org", "p2@example.org"]
    assert store.recent_acquaintances("one", 9)["p4@example.org"] == people["p4@example.org"]
    assert store.recent_acquaintances("nobody", 9) == {}


def test_a_crowd_is_remembered_and_recalled_in_chunks(store: Store) -> None:
    """More than two chunks of 500, repeated names included."""
    crowd = {f"p{number}@example.org": replace(RECORD, checked_ms=number) for number in range(1201)}
    store.remember_correspondents("one", crowd)
    assert store.recall_correspondents("one", [*crowd, *crowd]) == crowd


def test_hostile_values_are_stored_or_trimmed_and_never_raise(store: Store) -> None:
    """Addresses and ids come from mail: NUL, half a surrogate pair, endless texts and numbers."""
    hostile = CorrespondentRecord(
        replace(TIE, received=10**30, sent=-(10**30), strength=float("nan"), best_strength=float("inf"), first_contact=10**30),
        "\0\ud83d" + "x" * 100_000,
        "id\0é" * 1000,
        "\ud83d",
        10**30,
        "h" * 1000,
    )
    names = ["\ud83d@example.org", "\0", "x" * 100_000, "", "'; DROP TABLE messages; --"]
    store.remember_correspondents("o\0\ud83d", dict.fromkeys(names, hostile))
    found = store.recall_correspondents("o\0\ud83d", names)
    assert set(found) == set(names)
    assert found[""].relationship.strength == 0
    assert found[""].relationship.level is Level.CLOSE


def test_words_of_a_later_version_are_left_out(url: str, tmp_path: Path) -> None:
    """After a step back to an older version: an unknown flag is dropped, an unknown level is not remembered."""
    if url == "sqlite://":
        url = f"sqlite:///{tmp_path}/later.sqlite3"
    with opened(url) as store:
        store.remember_correspondents("one", {ANNA: RECORD, "ben@example.org": replace(RECORD, first_id="ben")})
        execute(url, "UPDATE correspondents SET flags = 'dormant telepathic'")
        execute(url, "UPDATE correspondents SET level = 'soulmate' WHERE first_id = 'ben'")
        found = store.recall_correspondents("one", [ANNA, "ben@example.org"])
        assert list(found) == [ANNA]
        assert found[ANNA].relationship.flags == {Flag.DORMANT}


# --- settings, declarations, dismissals -------------------------------------------------------------------------


def test_settings_come_back_as_saved(store: Store) -> None:
    """Defaults before, the last ones after."""
    assert store.owner_record("one") == OwnerRecord()
    record = OwnerRecord(
        ("a@example.org", "b@example.org"),
        ("Jo É",),
        ("jobs@example.org",),
        ("Baker",),
        hiring=True,
        own_addresses=("jo@example.net",),
    )
    store.save_owner("one", record)
    changed = replace(record, hiring=False, time_zone="Europe/London", aliases_checked_ms=5)
    store.save_owner("one", changed)
    assert store.owner_record("one") == changed


def test_what_the_owner_says_of_somebody_stands_until_withdrawn(store: Store) -> None:
    """One word for each correspondent, the last one."""
    store.declare("one", ANNA, "colleague", 1)
    store.declare("one", ANNA, "friend", 2)
    store.declare("one", "ben@example.org", "friend", 3)
    assert store.declarations("one") == {ANNA: Declaration("friend", 2), "ben@example.org": Declaration("friend", 3)}
    assert store.declarations("one", [ANNA, "nobody@example.org"]) == {ANNA: Declaration("friend", 2)}
    assert store.declarations("one", []) == {}
    assert store.withdraw("one", ANNA)
    assert not store.withdraw("one", ANNA)
    assert list(store.declarations("one")) == ["ben@example.org"]


def test_a_dismissed_draft_stays_dismissed_until_undone(store: Store) -> None:
    """Twice is once; another draft is not meant."""
    for now in (1, 2):
        store.dismiss("one", "draft", now)
    assert store.is_dismissed("one", "draft")
    assert not store.is_dismissed("one", "another draft")
    assert store.undismiss("one", "draft")
    assert not store.undismiss("one", "draft")
    assert not store.is_dismissed("one", "draft")


# --- everything of one owner ----------------------------------------------------------------------------------------------


def fill(store: Store, owner: str, now: int = DAY_MS) -> None:
    """Give an owner one row of each kind."""
    store.remember_correspondents(owner, {ANNA: replace(RECORD, checked_ms=now)})
    store.save_owner(owner, OwnerRecord(aliases=(f"{owner}@example.org",)))
    store.declare(owner, ANNA, "friend", now)
    store.dismiss(owner, "draft", now)


def is_empty(store: Store, owner: str) -> bool:
    return (
        not store.recall_correspondents(owner, [ANNA])
        and store.owner_record(owner) == OwnerRecord()
        and not store.declarations(owner)
        and not store.is_dismissed(owner, "draft")
    )


def test_forgetting_an_owner_takes_everything_of_theirs_and_nothing_of_anothers(store: Store) -> None:
    """And says how much it was."""
    fill(store, "one")
    fill(store, "two")
    tables = ("correspondents", "declarations", "dismissals", "owners")
    assert store.count_owner("one") == dict.fromkeys(tables, 1)
    assert store.forget_owner("one") == dict.fromkeys(tables, 1)
    assert store.count_owner("one") == dict.fromkeys(tables, 0)
    assert is_empty(store, "one")
    assert store.count_owner("two") == dict.fromkeys(tables, 1)
    assert store.recall_correspondents("two", [ANNA])
    assert store.forget_owner("one") == dict.fromkeys(tables, 0)


def test_every_table_is_an_owners(store: Store) -> None:
    """So that forgetting reaches a table added later."""
    for table in METADATA.sorted_tables:
        assert next(iter(table.primary_key)).name == "owner"


def test_an_export_holds_everything_readable(store: Store) -> None:
    """Including the addresses that are sealed at rest."""
    fill(store, "one")
    export: Any = store.export_owner("one")
    assert export["settings"]["aliases"] == ["one@example.org"]
    assert export["correspondents"][ANNA]["display"] == RECORD.display
    assert export["correspondents"][ANNA]["flags"] == ["began_by_them", "dormant"]
    assert export["correspondents"][ANNA]["strength"] == 61.5
    assert export["declarations"] == {ANNA: {"kind": "friend", "declared_ms": DAY_MS}}
    assert export["dismissals"] == [DAY_MS]


def test_the_retention_deletes_by_age_and_keeps_what_was_given(store: Store) -> None:
    """On the day itself a row stays; a moment later it goes. Settings and declarations stay."""
    fill(store, "one", now=DAY_MS)
    assert store.purge(DAY_MS + 30 * DAY_MS) == 0
    assert store.purge(DAY_MS + 30 * DAY_MS + 1) == 2
    assert not store.recall_correspondents("one", [ANNA])
    assert store.owner_record("one").aliases
    assert store.declarations("one")


OWNERS = st.sampled_from(["one", "two", "One", "one\0", ""])
PEOPLE = st.sampled_from([ANNA, "ben@example.org", "BEN@example.org", "ben@example.org "])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(OWNERS, PEOPLE, st.sampled_from(["remember", "declare", "dismiss", "forget"])), max_size=12))
def test_two_owners_never_see_each_other(store: Store, steps: list[tuple[str, str, str]]) -> None:
    """After any history each owner finds exactly their own, however alike the owners' names are."""
    owners, people = ("one", "two", "One", "one\0", ""), (ANNA, "ben@example.org", "BEN@example.org", "ben@example.org ")
    for owner in owners:
        store.forget_owner(owner)
    expected: dict[tuple[str, str, str], bool] = {}
    for owner, person, act in steps:
        if act == "forget":
            store.forget_owner(owner)
            expected = {place: True for place in expected if place[0] != owner}
            continue
        expected[owner, person, act] = True
        if act == "remember":
            store.remember_correspondents(owner, {person: replace(RECORD, display=f"{owner} {person}")})
        elif act == "declare":
            store.declare(owner, person, "friend", 1)
        else:
            store.dismiss(owner, person, 1)
    for owner in owners:
        found = store.recall_correspondents(owner, people)
        assert {person: record.display for person, record in found.items()} == {
            person: f"{owner} {person}" for person in people if (owner, person, "remember") in expected
        }
        assert set(store.declarations(owner)) == {person for person in people if (owner, person, "declare") in expected}
        for person in people:
            assert store.is_dismissed(owner, person) == ((owner, person, "dismiss") in expected)


# --- at once ----------------------------------------------------------------------------------------------------------------


def test_writers_at_once_lose_nothing_and_do_not_lock_up(store: Store) -> None:
    """Eight threads write the same people, each in another order; the latest check stands."""
    people = [f"p{number}@example.org" for number in range(40)]

    def write(number: int) -> None:
        order = people[number:] + people[:number]
        store.remember_correspondents("one", {person: replace(RECORD, checked_ms=number) for person in order})
        store.dismiss("one", f"d{number}", number)

    assert in_threads(*(lambda number=number: write(number) for number in range(8))) == []  # type: ignore[misc] # bound now
    assert {record.checked_ms for record in store.recall_correspondents("one", people).values()} == {7}
    assert len(store.recall_correspondents("one", people)) == 40
    assert all(store.is_dismissed("one", f"d{number}") for number in range(8))


def test_two_instances_may_start_at_once(shared_url: str) -> None:
    """Both bring an empty database up to date; each step is applied once."""
    stores = [open_store(shared_url, KEY, 30) for _ in range(6)]
    raised = in_threads(*(lambda store=store: fill(store, "one") for store in stores))  # type: ignore[misc] # bound now
    for store in stores:
        store.close()
    assert raised == []
    assert applied(shared_url) == list(migrations.MIGRATIONS)


def test_instances_on_one_new_file_never_find_it_locked(tmp_path: Path) -> None:
    """SQLite refuses the switch to write-ahead logging at once where another instance opens the file: one start in a hundred."""
    for place in range(60):
        stores = [open_store(f"sqlite:///{tmp_path}/{place}.db", KEY, 30) for _ in range(6)]
        assert in_threads(*(lambda store=store: fill(store, "one") for store in stores)) == []  # type: ignore[misc] # bound now
        for store in stores:
            store.close()


def applied(url: str) -> list[str]:
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = list(connection.execute(sqlalchemy.text("SELECT name FROM acquaint_migrations ORDER BY name")).scalars())
    engine.dispose()
    return found


def test_a_second_start_changes_nothing(shared_url: str) -> None:
    """The steps are recorded, the data stays."""
    with opened(shared_url) as store:
        fill(store, "one")
    with opened(shared_url) as store:
        assert store.recall_correspondents("one", [ANNA])
    assert applied(shared_url) == list(migrations.MIGRATIONS)


def test_a_database_of_the_first_day_loses_its_messages_and_nothing_else(
    shared_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table that no card read is dropped; who was remembered before is remembered still."""
    steps = dict(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", {"0001_first_tables": steps["0001_first_tables"]})
    with opened(shared_url) as store:
        fill(store, "one")
    execute(shared_url, "INSERT INTO messages SELECT owner, draft, owner, 'f00d', 1 FROM dismissals")
    assert "messages" in reflected(shared_url)
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with opened(shared_url) as store:
        assert store.recall_correspondents("one", [ANNA])
        assert set(store.forget_owner("one").values()) == {1}
    assert "messages" not in reflected(shared_url)


def test_a_step_that_fails_leaves_no_trace_and_no_record(shared_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step and its record are one transaction: it is tried again at the next start."""

    def fails(connection: sqlalchemy.Connection) -> None:
        connection.execute(sqlalchemy.text("CREATE TABLE half_done (x BIGINT)"))
        connection.execute(sqlalchemy.text("INSERT INTO no_such_table VALUES (1)"))

    first = dict(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", {**first, "9999_fails": fails})
    with opened(shared_url) as store, pytest.raises(StoreUnavailable):
        fill(store, "one")
    assert applied(shared_url) == list(first)
    monkeypatch.setattr(migrations, "MIGRATIONS", {**first, "9999_fails": lambda connection: fails_not(connection)})
    with opened(shared_url) as store:
        fill(store, "one")
    assert applied(shared_url) == [*first, "9999_fails"]


def fails_not(connection: sqlalchemy.Connection) -> None:
    """Would fail had the failed step left its table behind."""
    connection.execute(sqlalchemy.text("CREATE TABLE half_done (x BIGINT)"))


def test_the_migrations_make_exactly_the_tables_that_queries_use(shared_url: str) -> None:
    """Names, order-free; nullability; primary keys."""
    with opened(shared_url) as store:
        fill(store, "one")
    found = reflected(shared_url)

    def outline(table: sqlalchemy.Table) -> tuple[object, ...]:
        columns = {(column.name, column.nullable, column.type._type_affinity) for column in table.columns}
        return columns, [column.name for column in table.primary_key]

    for table in METADATA.sorted_tables:
        assert outline(found[table.name]) == outline(table)
    assert set(found) == {*METADATA.tables, "acquaint_migrations"}


# --- at rest ----------------------------------------------------------------------------------------------------------------


def test_a_thief_finds_no_person_and_no_word(shared_url: str) -> None:
    """Owners, addresses, names and drafts are hashed or sealed."""
    secret = "Zanzibar"
    with opened(shared_url) as store:
        fill(store, "owner-sub-4711")
        store.remember_correspondents("owner-sub-4711", {f"{secret}@example.org": replace(RECORD, display=secret)})
        store.save_owner("owner-sub-4711", OwnerRecord((secret,), (secret,), (secret,), (secret,)))
        store.declare("owner-sub-4711", secret, "friend", 1)
        store.dismiss("owner-sub-4711", secret, 1)
        found = dump(shared_url)
    assert b"friend" in found
    for word in (secret, "4711", "anna", "Anna"):
        assert word.encode() not in found


def test_one_correspondent_of_two_owners_leaves_unrelated_hashes(shared_url: str) -> None:
    """A stolen table does not tell who has friends in common."""
    with opened(shared_url) as store:
        fill(store, "one")
        fill(store, "two")
    engine = sqlalchemy.create_engine(shared_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for table, column in (("correspondents", "correspondent"), ("dismissals", "draft")):
            hashes = connection.execute(sqlalchemy.text(f"SELECT {column} FROM {table}")).scalars().all()  # noqa: S608 - constants
            assert len({bytes(found) for found in hashes}) == 2
    engine.dispose()


def test_with_another_key_nothing_is_remembered_and_nothing_breaks(shared_url: str) -> None:
    """And what is then remembered anew lives beside the old."""
    with opened(shared_url) as store:
        fill(store, "one")
    with opened(shared_url, OTHER_KEY) as store:
        assert is_empty(store, "one")
        export: Any = store.export_owner("one")
        assert (export["correspondents"], export["declarations"]) == ({}, {})
        fill(store, "one")
        assert store.recall_correspondents("one", [ANNA])
    with opened(shared_url) as store:
        assert store.recall_correspondents("one", [ANNA])


@pytest.mark.parametrize("damage", ["x''", "x'00'", "x'01'", "x'0102030405060708090a0b0c0d0e0f'"])
def test_a_damaged_sealed_copy_is_not_remembered(tmp_path: Path, damage: str) -> None:
    """Whatever lies in its place."""
    url = f"sqlite:///{tmp_path}/acquaint.sqlite3"
    with opened(url) as store:
        fill(store, "one")
        for table in ("correspondents", "owners", "declarations"):
            execute(url, f"UPDATE {table} SET sealed = {damage}")  # noqa: S608 - constants
        assert store.recall_correspondents("one", [ANNA]) == {}
        assert store.owner_record("one") == OwnerRecord()
        assert store.declarations("one") == {}


def test_a_sealed_copy_does_not_open_in_another_place(tmp_path: Path) -> None:
    """Swapped between two rows of one table: neither is believed."""
    url = f"sqlite:///{tmp_path}/acquaint.sqlite3"
    people = [ANNA, "ben@example.org"]
    with opened(url) as store:
        store.remember_correspondents("one", dict.fromkeys(people, RECORD))
        with contextlib.closing(sqlite3.connect(tmp_path / "acquaint.sqlite3")) as thief, thief:
            (first, sealed_first), (second, sealed_second) = thief.execute("SELECT correspondent, sealed FROM correspondents")
            thief.executemany(
                "UPDATE correspondents SET sealed = ? WHERE correspondent = ?", [(sealed_second, first), (sealed_first, second)]
            )
        assert store.recall_correspondents("one", people) == {}


PLACES = st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(["a.sealed", "b.sealed"]), st.sampled_from([b"", b"r", b"s"]))


@given(text=st.text(st.characters(), max_size=50), place=PLACES, other=PLACES)
def test_a_sealed_copy_opens_in_its_place_alone(text: str, place: tuple[str, str, bytes], other: tuple[str, str, bytes]) -> None:
    """Owner, column and row are part of the seal."""
    keyring = Keyring(KEY)
    sealed = keyring.owner(place[0]).seal(text, *place[1:])
    assert keyring.owner(other[0]).unseal(sealed, *other[1:]) == (text if place == other else None)
    assert Keyring(OTHER_KEY).owner(place[0]).unseal(sealed, *place[1:]) is None


def test_sealing_twice_gives_two_copies() -> None:
    """A nonce of its own each time: equal texts do not show."""
    keys = Keyring(KEY).owner("one")
    assert keys.seal("x", "a.sealed") != keys.seal("x", "a.sealed")


def test_forgetting_leaves_nothing_in_the_sqlite_files(tmp_path: Path) -> None:
    """Neither in the table nor in the write-ahead log, while the server still runs."""
    url = f"sqlite:///{tmp_path}/acquaint.sqlite3"
    with opened(url) as store:
        fill(store, "one")
        store.remember_correspondents("one", {ANNA: replace(RECORD, history_id="history-of-one", checked_ms=2 * DAY_MS)})
        assert b"history-of-one" in dump(url)
        store.forget_owner("one")
        assert b"history-of-one" not in dump(url)


def test_the_sqlite_file_is_this_users_alone(tmp_path: Path) -> None:
    """Others on the machine cannot read it."""
    with opened(f"sqlite:///{tmp_path}/acquaint.sqlite3") as store:
        fill(store, "one")
        assert [stat.S_IMODE(file.stat().st_mode) & 0o077 for file in tmp_path.iterdir()] == [0] * len(list(tmp_path.iterdir()))


# --- lost and slow ------------------------------------------------------------------------------------------------------------


def verbs(store: Store) -> dict[str, Callable[[], object]]:
    return {
        "remember_correspondents": lambda: store.remember_correspondents("one", {ANNA: RECORD}),
        "recall_correspondents": lambda: store.recall_correspondents("one", [ANNA]),
        "recent_acquaintances": lambda: store.recent_acquaintances("one", 9),
        "owner_record": lambda: store.owner_record("one"),
        "save_owner": lambda: store.save_owner("one", OwnerRecord()),
        "declare": lambda: store.declare("one", ANNA, "friend", 1),
        "withdraw": lambda: store.withdraw("one", ANNA),
        "declarations": lambda: store.declarations("one"),
        "dismiss": lambda: store.dismiss("one", "draft", 1),
        "undismiss": lambda: store.undismiss("one", "draft"),
        "is_dismissed": lambda: store.is_dismissed("one", "draft"),
        "forget_owner": lambda: store.forget_owner("one"),
        "count_owner": lambda: store.count_owner("one"),
        "export_owner": lambda: store.export_owner("one"),
        "purge": lambda: store.purge(DAY_MS),
    }


def test_the_table_of_verbs_is_complete() -> None:
    """So that the failures below are tried on every one."""
    assert {*verbs(NullStore()), "close"} == Store.__abstractmethods__


UNREACHABLE = {
    "no server at the port": "postgresql://nobody@127.0.0.1:9/acquaint",
    "no socket": "postgresql://nobody@/acquaint?host=/nonexistent",
    "no directory": "sqlite:////nonexistent/acquaint.sqlite3",
    "no database in the file": "sqlite:///{garbage}",
}


@pytest.mark.parametrize("place", UNREACHABLE)
def test_an_unreachable_store_opens_and_every_verb_says_so(place: str, tmp_path: Path) -> None:
    """A database that is down delays no start; each use raises StoreUnavailable and nothing else."""
    garbage = tmp_path / "garbage.sqlite3"
    garbage.write_bytes(b"not a database " * 1000)
    with opened(UNREACHABLE[place].format(garbage=garbage)) as store:
        for act in verbs(store).values():
            with pytest.raises(StoreUnavailable):
                act()


@pytest.mark.postgres
def test_a_killed_server_is_noticed_and_a_new_one_is_found() -> None:
    """The second call does not even try; after a pause it does, and all is as before."""
    with contextlib.ExitStack() as cleanup:
        directory = Path(tempfile.mkdtemp(prefix="acquaint-pg-"))
        cleanup.callback(shutil.rmtree, directory, ignore_errors=True)
        server, clock = start_postgres(directory), Clock()
        cleanup.callback(server.handle.cleanup)
        store = SqlStore(Database(server.new_database(), clock), Keyring(KEY), 30)
        cleanup.callback(store.close)
        fill(store, "one")
        os.kill(server.pid, signal.SIGKILL)
        server.handle.get_postmaster_info().process.wait(10)
        for act in verbs(store).values():
            with pytest.raises(StoreUnavailable):
                act()
        server.handle.ensure_postgres_running()
        with pytest.raises(StoreUnavailable, match="a moment ago"):
            store.owner_record("one")
        clock.now += DOWN_PAUSE_S + 1
        assert store.recall_correspondents("one", [ANNA])


@pytest.mark.postgres
def test_a_slow_statement_on_postgres_is_given_up(postgres_server: PostgresServer) -> None:
    """The time-outs are set on the server for every connection."""
    database = Database(postgres_server.new_database())
    with database.reading() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "1s"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "1s"
    with pytest.raises(StoreUnavailable), database.reading() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(20)")
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgres_is_understood(postgres_server: PostgresServer, scheme: str) -> None:
    """Hosts hand out all three."""
    url = postgres_server.new_database().replace("postgresql", scheme, 1)
    with opened(url) as store:
        fill(store, "one")
        assert store.recall_correspondents("one", [ANNA])


def test_a_locked_sqlite_file_is_given_up(tmp_path: Path) -> None:
    """Another process holds the write lock: reading goes on, writing says so."""
    path = tmp_path / "acquaint.sqlite3"
    with opened(f"sqlite:///{path}") as store:
        fill(store, "one")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert store.recall_correspondents("one", [ANNA])
        with pytest.raises(StoreUnavailable):
            store.dismiss("one", "draft 2", 1)
        other.execute("ROLLBACK")
        store.dismiss("one", "draft 2", 1)
        other.close()
        assert store.is_dismissed("one", "draft 2")


def test_a_sqlite_transaction_takes_the_write_lock_before_it_reads(tmp_path: Path) -> None:
    """One that read first and then wished to write could not wait for another writer: SQLite refuses it at once."""
    path = tmp_path / "acquaint.sqlite3"
    database = Database(f"sqlite:///{path}")
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with database.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


@pytest.mark.postgres
def test_connections_that_died_while_idle_are_replaced_unnoticed(postgres_server: PostgresServer) -> None:
    """A server restarted overnight costs no card its memory."""
    url = postgres_server.new_database()
    with opened(url) as store:
        fill(store, "one")
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert store.recall_correspondents("one", [ANNA])


@pytest.mark.parametrize("url", ["", "mysql://x/y", "postgresql://user:hunter2@host:port/db", "hunter2", "sqlite+aiosqlite://"])
def test_an_address_that_cannot_be_understood_stops_the_start(url: str) -> None:
    """By name, without quoting what may hold a password."""
    with pytest.raises(BadConfig, match=r"^DATABASE_URL ") as caught:
        open_store(url, KEY, 30)
    assert "hunter2" not in str(caught.value)


def test_a_failure_does_not_quote_what_was_stored(store: Store) -> None:
    """Neither in its message nor in that of its cause."""
    assert isinstance(store, SqlStore)
    with pytest.raises(StoreUnavailable) as caught, store._database.writing() as connection:
        connection.execute(sqlalchemy.text("INSERT INTO no_such_table VALUES (:x)"), {"x": "Zanzibar"})
    assert "Zanzibar" not in f"{caught.value} {caught.value.__cause__}"


def test_no_store_forgets_at_once_and_refuses_what_is_asked_to_be_kept() -> None:
    """What only speeds a card up is dropped; a promise to remember is not given."""
    store = NullStore()
    store.remember_correspondents("one", {ANNA: RECORD})
    assert is_empty(store, "one")
    assert (store.forget_owner("one"), store.export_owner("one"), store.purge(0)) == ({}, {}, 0)
    assert not store.withdraw("one", ANNA)
    assert not store.undismiss("one", "draft")
    for name in ("declare", "dismiss", "save_owner"):
        with pytest.raises(StoreUnavailable):
            verbs(store)[name]()
    store.close()
