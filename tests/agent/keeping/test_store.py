"""The store on SQLite and in memory: its promises, its versions, what is really gone."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.keeping.database import SqliteDatabase, store_error
from edgewise.agent.keeping.store import Store, open_store
from edgewise.agent.keeping.tables import MIGRATIONS, VERSION, version_of
from edgewise.beliefs.errors import StoreError
from store_contract import PROMISES


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("place", ["memory", "file"])
def test_a_store_keeps_its_promises(promise: Callable[[Store], None], place: str, tmp_path: Path) -> None:
    promise(open_store(tmp_path / "x.db" if place == "file" else None))


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    old = SqliteDatabase(tmp_path / "x.db")
    old.script([("CREATE TABLE edgewise_versions (version INTEGER PRIMARY KEY)",)])
    first = [(s.format(serial=old.serial),) for s in MIGRATIONS[0]]
    old.script([*first, ("INSERT INTO edgewise_versions VALUES (1)",)])
    old.run("INSERT INTO handoffs (session, turn, at, status, data) VALUES ('a', 1, 0, 'waiting', '{}')")
    store = open_store(tmp_path / "x.db")
    assert version_of(store.database) == VERSION
    assert [(case.session, case.closing) for case in store.handoffs()] == [("a", "")]


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    store.database.run("INSERT INTO edgewise_versions VALUES (99)")
    with pytest.raises(StoreError, match="newer version"):
        open_store(tmp_path / "x.db")


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.db")
    with pytest.raises(StoreError):
        database.script([("CREATE TABLE one (x)",), ("CREATE TABLE one (x)",)])
    assert database.rows("SELECT name FROM sqlite_master WHERE name = 'one'") == []


def test_many_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        assert pool.map(_versions, [str(tmp_path / "x.db")] * 6) == [VERSION] * 6


def _versions(path: str) -> int:
    return version_of(open_store(path).database)


def test_what_was_erased_is_in_no_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    cards_agent(store).session("s", user="ann").say("my card is gone, zebracrossing")  # type: ignore[arg-type]
    assert _found(tmp_path, b"zebracrossing")
    store.erase("ann")
    assert not _found(tmp_path, b"zebracrossing")


def _found(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in folder.iterdir())


def test_an_unknown_kind_of_store_is_named() -> None:
    with pytest.raises(StoreError, match="mysql"):
        open_store("mysql://x")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file" / "x.db")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("disk I/O error"), "may have been taken"),
        (sqlite3.OperationalError("database or disk is full"), "free some space; nothing that was stored"),
        (OSError(28, "No space left on device"), "may have been taken"),
        (FileNotFoundError(2, "No such file or directory"), "check the path"),
    ],
)
def test_a_failing_disk_is_told_without_a_word_that_nobody_can_know(error: Exception, said: str) -> None:
    """Bug: "the last message was not taken", and the next one got its answer."""
    hint = store_error(error, "s.sqlite").hint or ""
    assert said in hint and "was not taken" not in hint
    assert ("send it again under the same id" in hint) == ("message" in hint)


def test_two_hundred_sessions_at_once_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    """Two agents on one file, as two processes would have it; three turns here, ten in the benchmark."""
    agents = [cards_agent(tmp_path / "x.db") for _ in range(2)]
    texts = {"lost": "my card is gone", "new": "send me one", "limit": "raise it"}
    replies = {"lost": "I have blocked it.", "new": "It is on its way.", "limit": "It is raised."}

    def dialogue(k: int) -> list[str]:
        wanted = list(texts)[k % 3 :] + list(texts)[: k % 3]
        said = [agents[(k + turn) % 2].session(f"s{k}").say(texts[key]) for turn, key in enumerate(wanted)]
        assert [turn.text for turn in said] == [replies[key] for key in wanted]
        return [line["text"] for line in said[-1].state["lines"] if line["role"] == "user"]

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(dialogue, range(200)))
    assert all(sorted(lines) == sorted(texts.values()) for lines in found)


def test_two_processes_take_turns_in_one_session(tmp_path: Path) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from agents_at_hand import cards_agent
session = cards_agent({str(tmp_path / "x.db")!r}).session("a")
for _ in range(8): session.say("my card is gone")
"""
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=120)[1] for process in running] == ["", ""]
    dialogue = open_store(tmp_path / "x.db").dialogue("a")
    assert dialogue is not None
    assert dialogue["turn"] == 16
    assert len([line for line in dialogue["lines"] if line["role"] == "user"]) == 16


def test_the_store_is_in_wal_mode_with_patience(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    assert store.database.rows("PRAGMA journal_mode") == [("wal",)]
    assert store.database.rows("PRAGMA busy_timeout") == [(60_000,)]
    with sqlite3.connect(tmp_path / "x.db") as other:
        assert other.execute("SELECT COUNT(*) FROM records").fetchone() == (0,)
