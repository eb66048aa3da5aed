"""Rows of a store that something else has damaged: named where they are needed, set aside where they block."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from edgewise.agent.keeping.store import open_store
from edgewise.agent.replaying import read_log, replay
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.errors import StoreError


def test_a_damaged_letter_does_not_stand_in_the_way_of_the_next(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    first = store.post("a", PersonAct(do="resolve", text="We are on it."))
    second = store.post("a", PersonAct(do="hand_back", text="Back to you."))
    store.database.run("UPDATE mail SET data = '{broken' WHERE id = ?", first)
    assert [letter.number for letter in store.letters("a")] == [second]
    assert store.database.rows("SELECT data FROM mail WHERE id = ?", first) == [("{broken",)], "it is kept"
    assert [letter.number for letter in store.letters("a")] == [second]


@pytest.mark.parametrize("table", ["handoffs", "profiles", "records"])
def test_a_damaged_row_is_named(table: str, tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.db")
    store.hand_over("a", 1, {})
    store.keep_profile("a", {})
    store.record("a", 1, 0, 0.0, "{}")
    store.database.run(f"UPDATE {table} SET data = '{{broken'")
    with pytest.raises(StoreError, match=f"'{table}'.*damaged") as raised:
        store.handoffs(), store.profile("a"), list(replay(read_log(str(tmp_path / "x.db"))))
    assert "restore" in (raised.value.hint or "")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "theirs.db"
    with sqlite3.connect(place) as theirs:
        theirs.execute("CREATE TABLE sessions (id INTEGER, who TEXT)")
        theirs.execute("INSERT INTO sessions VALUES (1, 'them')")
    with pytest.raises(StoreError, match="another program"):
        open_store(place)
    with sqlite3.connect(place) as theirs:
        assert theirs.execute("SELECT * FROM sessions").fetchall() == [(1, "them")]
        assert not theirs.execute("SELECT name FROM sqlite_master WHERE name = 'records'").fetchall()
