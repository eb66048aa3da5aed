"""A store that is only read: it stays as it is, wherever it lies."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.keeping.database import SqliteDatabase
from edgewise.agent.keeping.store import open_store
from edgewise.agent.keeping.tables import MIGRATIONS
from edgewise.beliefs.errors import StoreError
from edgewise.dialogs.cli import main

READERS = (["audit", "incidents"], ["replay"], ["export", "--out", os.devnull])


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "x.db"
    with cards_agent(path) as agent:
        session = agent.session("kim")
        session.say("my card is gone")
        session.control("contest", text="it was not gone")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-lock")}


@pytest.mark.parametrize("command", READERS, ids=lambda command: " ".join(command))
def test_whoever_reads_leaves_the_folder_as_it_was(command: list[str], kept: Path) -> None:
    before = contents(kept.parent)
    (kept.parent / "x.db-lock").unlink()
    assert main([*command, str(kept)]) == 0
    assert contents(kept.parent) == before
    assert sorted(path.name for path in kept.parent.iterdir()) == ["x.db"]


@pytest.mark.parametrize("command", READERS, ids=lambda command: " ".join(command))
def test_a_copy_may_lie_where_nothing_can_be_written(
    command: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = contents(kept.parent)
    assert main([*command, str(kept)]) == 0
    assert contents(kept.parent) == before


def test_what_was_not_yet_written_into_a_locked_away_copy_is_read_as_well(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = cards_agent(kept)
    agent.session("lou").say("my card is gone")
    assert (kept.parent / "x.db-wal").stat().st_size
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    store = open_store(kept, reading=True)
    assert store.dialogue("lou") is not None
    store.close()
    agent.close()


def test_a_store_that_is_read_cannot_be_changed(kept: Path) -> None:
    store = open_store(kept, reading=True)
    with pytest.raises(StoreError, match="readonly"):
        store.note_session("kim", "kim", "cards")
    store.close()


def test_an_empty_file_is_no_store_and_stays_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.db").touch()
    assert main(["audit", "incidents", str(tmp_path / "x.db")]) == 2
    assert "no dialogue was ever kept in this file" in capsys.readouterr().err
    assert (tmp_path / "x.db").stat().st_size == 0


def test_an_older_store_has_to_be_opened_first(tmp_path: Path) -> None:
    old = SqliteDatabase(tmp_path / "x.db")
    old.script([("CREATE TABLE edgewise_versions (version INTEGER PRIMARY KEY)",)])
    old.script([(s.format(serial=old.serial),) for s in MIGRATIONS[0]])
    old.run("INSERT INTO edgewise_versions VALUES (1)")
    old.close()
    with pytest.raises(StoreError, match="older version"):
        open_store(tmp_path / "x.db", reading=True)


def test_a_folder_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", str(tmp_path)]) == 2
    assert "a folder, and no store" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_people_said_is_for_nobody_else_on_the_machine(kept: Path) -> None:
    assert kept.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch(0o640)
    path.chmod(0o640)
    open_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_desk_shows_what_lies_where_nothing_can_be_written(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    before = contents(kept.parent)
    monkeypatch.setattr("sys.stdin", io.StringIO("list\noutcome i1 You were right.\n"))
    assert main(["desk", str(kept)]) == 1  # the outcome could not be kept
    shown = capsys.readouterr().out
    assert "it was not gone" in shown
    assert "readonly" in shown and "may not be written" in shown
    assert contents(kept.parent) == before
