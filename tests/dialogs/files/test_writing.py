"""Files are there whole or not at all, as open as they were, and nothing is left lying about."""

from __future__ import annotations

import errno
import json
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.files.writing import make_folder, write_text, write_whole


def test_nothing_is_left_of_what_was_broken_off(tmp_path):
    def broken_off(stream):
        stream.write(b"half")
        raise KeyboardInterrupt

    (tmp_path / "a").write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", broken_off)
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "before"


def test_a_full_disk_is_told_and_what_was_there_is_kept(tmp_path):
    def full(stream):
        stream.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a").write_text("before")
    with pytest.raises(DialogError, match="the disk is full"):
        write_whole(tmp_path / "a", full)
    assert (tmp_path / "a").read_text() == "before"


def test_a_private_file_stays_private(tmp_path):
    (tmp_path / "a").write_text("before")
    (tmp_path / "a").chmod(0o600)
    write_text(tmp_path / "a", "after")
    assert (tmp_path / "a").read_text() == "after"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    with pytest.raises(DialogError, match="cannot make"):
        make_folder(tmp_path / "file" / "b")


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond a few bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_calibrate_without_room_keeps_the_domain(tmp_path, fixtures, capsys):
    """It wrote over the file in place, and a full disk left half a domain."""
    path = tmp_path / "domain.yaml"
    shutil.copy(fixtures / "clinic.yaml", path)
    before = path.read_bytes()
    with no_room():
        assert main(["calibrate", str(path)]) == 2
    assert "File too large" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["learn", "stress"])
def test_a_place_that_is_not_there_is_told_before_the_work(tmp_path, capsys, monkeypatch, command):
    from edgewise.dialogs.evaluation import inquiry_choice
    from edgewise.dialogs.stress import stress

    def work(*_: object, **__: object) -> None:
        raise AssertionError("the place was not looked at first")

    monkeypatch.setattr(inquiry_choice, "choose", work)
    monkeypatch.setattr(stress, "examine", work)
    (tmp_path / "file").touch()
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"label": label, "hidden": {"x": "yes"}}) for label in "ab"))
    line = ["learn", str(rows)] if command == "learn" else ["stress", "triage"]
    assert main([*line, "--out", str(tmp_path / "file" / "there")]) == 2
    assert "file" in capsys.readouterr().err
