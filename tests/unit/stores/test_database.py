"""Connections, transactions, schema versions and errors of the SQLite stores."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from events.errors import Damaged, Unavailable
from functions.stores.sqlite import database as database_module
from functions.stores.sqlite.database import Database, rows

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = ("create table numbers (n integer primary key) strict",)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "new" / "store.sqlite", SCHEMA)


def numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return [n for (n,) in rows(connection, "select n from numbers order by n")]


def write(database: Database, number: int) -> None:
    with database.writing() as connection:
        connection.execute("insert into numbers values (?)", (number,))


def test_the_file_and_its_folder_are_made_at_the_first_use(database: Database) -> None:
    before = database.path.exists()
    write(database, 1)
    assert (before, database.path.exists(), numbers(database)) == (False, True, [1])


def test_it_is_in_wal_mode_with_pages_that_hold_a_vector(database: Database) -> None:
    with database.reading() as connection:
        found = [rows(connection, f"pragma {name}")[0][0] for name in ("journal_mode", "page_size", "synchronous")]
    assert found == ["wal", 16384, 1]


def test_a_write_that_fails_is_rolled_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute("insert into numbers values (1)")
        _ = 1 / 0
    write(database, 2)
    assert numbers(database) == [2]


def test_each_thread_has_its_own_connection(database: Database) -> None:
    used = []

    def use() -> None:
        with database.reading() as connection:
            used.append(connection)

    with database.reading() as mine:
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
    assert used != [mine]
    with database.reading() as again:
        assert again is mine


def test_a_reader_sees_one_moment_while_another_thread_writes(database: Database) -> None:
    write(database, 1)
    with database.reading() as connection:
        before = rows(connection, "select n from numbers")
        thread = threading.Thread(target=write, args=(database, 2))
        thread.start()
        thread.join()
        assert rows(connection, "select n from numbers") == before
    assert numbers(database) == [1, 2]


FORK = """
import os, sys, pathlib
from functions.stores.sqlite.database import Database

def write(number):
    with database.writing() as connection:
        connection.execute("insert into numbers values (?)", (number,))

database = Database(pathlib.Path(sys.argv[1]), ["create table numbers (n integer primary key) strict"])
write(1)
with database.reading():  # on the parent's connection, the child's transaction could not begin
    child = os.fork()
    if child == 0:
        write(2)
        sys.exit()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
write(3)
"""


def test_a_forked_child_does_not_use_its_parents_connection(database: Database) -> None:
    subprocess.run([sys.executable, "-c", FORK, str(database.path)], cwd=ROOT, check=True)
    assert numbers(database) == [1, 2, 3]


def test_a_newer_schema_is_reached_from_an_older_one(database: Database) -> None:
    write(database, 1)
    newer = Database(database.path, (*SCHEMA, "alter table numbers add column name text; create table more (x)"))
    with newer.writing() as connection:
        connection.execute("insert into numbers values (2, 'two')")
    assert numbers(newer) == [1, 2]


def test_a_schema_that_fails_half_way_changes_nothing(database: Database) -> None:
    write(database, 1)
    broken = Database(database.path, (*SCHEMA, "create table more (x) strict; no such statement"))
    with pytest.raises(apsw.SQLError):
        numbers(broken)
    assert numbers(Database(database.path, SCHEMA)) == [1]


def test_a_store_of_a_newer_version_is_left_alone(database: Database) -> None:
    numbers(Database(database.path, (*SCHEMA, "create table more (x)")))
    with pytest.raises(Unavailable, match="newer MiniRAG"):
        numbers(Database(database.path, SCHEMA))


@contextmanager
def write_lock(database: Database) -> Iterator[None]:
    """Hold the write lock from another thread."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with database.writing():
            held.set()
            release.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(60)
    try:
        yield
    finally:
        release.set()
        thread.join()


def test_a_store_that_stays_busy_is_unavailable(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 0)
    write(database, 1)
    with write_lock(database):
        with pytest.raises(Unavailable, match="is busy: try again"):
            write(database, 2)
        assert numbers(database) == [1]
    write(database, 2)
    assert numbers(database) == [1, 2]


def test_opening_tries_again_while_another_process_changes_the_mode(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure, answers = database_module._configure, [apsw.BusyError("locked"), apsw.BusyError("locked")]

    def configure_when_free(connection: apsw.Connection) -> None:
        if answers:
            raise answers.pop()
        configure(connection)

    monkeypatch.setattr(database_module, "_configure", configure_when_free)
    assert numbers(database) == []


@pytest.mark.parametrize("content", [b"not a database " * 200, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_database_is_unavailable(database: Database, content: bytes) -> None:
    database.path.parent.mkdir()
    database.path.write_bytes(content)
    with pytest.raises(Damaged, match="damaged or no SQLite database"):
        numbers(database)
    assert database.path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="cannot be opened"):
        numbers(Database(tmp_path / "file" / "store.sqlite", SCHEMA))


def test_a_path_that_is_a_folder_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be opened"):
        numbers(Database(tmp_path, SCHEMA))


def test_a_mistake_in_a_statement_is_not_called_unavailable(database: Database) -> None:
    with pytest.raises(apsw.SQLError), database.reading() as connection:
        connection.execute("select nothing from nowhere")
