"""A simulation on disk: the same bytes whoever makes it, kill -9 and go on, a full disk, another simulation."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from edgewise.beliefs.errors import DialogError, EdgewiseError
from edgewise.dialogs.cli import main
from edgewise.dialogs.files.writing import write_whole
from edgewise.dialogs.simulation import shards
from edgewise.dialogs.simulation.batch import Progress, histories_file, simulate, talks_file
from edgewise.dialogs.simulation.shards import Folder
from edgewise.dialogs.simulation.simulate import told
from edgewise.dialogs.simulation.summary import kept_summary, table
from simulated import clinic


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shards.SIZES, "belief", 100)
    monkeypatch.setitem(shards.SIZES, "text", 8)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_same_bytes_for_any_batch(tmp_path):
    simulate(clinic(350), tmp_path / "a")
    simulate(clinic(350), tmp_path / "b", batch=33)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert len(list(tmp_path.glob("a/*.npz"))) == 4


def test_text_has_the_same_bytes_for_any_batch_and_worker_count(tmp_path):
    setting = clinic(20, fidelity="text", reader="clear")
    simulate(setting, tmp_path / "a")
    simulate(setting, tmp_path / "b", workers=2, batch=3)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert talks_file(tmp_path / "a", 2).exists()


def test_going_on_gives_the_same_bytes(tmp_path):
    simulate(clinic(350), tmp_path / "whole")
    simulate(clinic(350), tmp_path / "part")
    for name in ("000001.npz", "000003.npz"):
        (tmp_path / "part" / name).unlink()
    histories_file(tmp_path / "part").unlink()
    progress = simulate(clinic(350), tmp_path / "part")
    assert (progress.fresh, progress.done) == (150, 350)
    assert contents(tmp_path / "whole") == contents(tmp_path / "part")


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from edgewise.dialogs.simulation import shards
shards.SIZES["belief"] = 100
from edgewise.dialogs.simulation.batch import simulate
from simulated import clinic
simulate(clinic(350), Path({out!r}), watch=lambda progress: print(progress.done, flush=True))
"""


def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path):
    simulate(clinic(350), tmp_path / "whole")
    code = KILLED.format(tests=str(Path(__file__).parents[2]), out=str(tmp_path / "part"))
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    (tmp_path / "part" / "000009.npz.1.part").write_bytes(b"half")
    simulate(clinic(350), tmp_path / "part")
    (tmp_path / "part" / "000009.npz.1.part").unlink()
    kept = {name: data for name, data in contents(tmp_path / "part").items() if not name.endswith(".part")}
    assert kept == contents(tmp_path / "whole")


def test_a_full_disk_is_told_and_finished_shards_are_kept(tmp_path, monkeypatch):
    simulate(clinic(350), tmp_path / "whole")
    real, calls = np.savez, []

    def savez(stream, **columns):
        calls.append(1)
        if len(calls) == 3:
            stream.write(b"some")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(stream, **columns)

    monkeypatch.setattr(np, "savez", savez)
    with pytest.raises(DialogError, match="the disk is full") as caught:
        simulate(clinic(350), tmp_path / "part")
    assert "what was there is kept" in caught.value.hint
    assert sorted(file.name for file in (tmp_path / "part").iterdir()) == ["000000.npz", "000001.npz", "run.json"]
    simulate(clinic(350), tmp_path / "part")
    assert contents(tmp_path / "part") == contents(tmp_path / "whole")


def test_what_is_no_file_is_written_as_it_is_and_a_link_stays_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    reader = subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE)
    for name in ("pipe", "link"):
        write_whole(tmp_path / name, lambda stream: stream.write(b"all of it"))
    assert reader.communicate(timeout=30)[0] == b"all of it"
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"all of it"


def test_a_place_that_cannot_be_written_is_told_without_talk_of_a_full_disk(tmp_path):
    with pytest.raises(DialogError, match="No such file or directory") as caught:
        write_whole(tmp_path / "none" / "file", lambda stream: stream.write(b""))
    assert caught.value.hint == "name another place"


@pytest.mark.parametrize("wrong", [{"planner": "oracle"}, {"context": "nowhere"}])
def test_a_setting_that_cannot_be_played_leaves_no_folder(tmp_path, wrong):
    """A misspelt planner left a folder that the same command, put right, took for another simulation."""
    with pytest.raises(EdgewiseError):
        simulate(clinic(50).model_copy(update=wrong), tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_another_simulation_is_not_mixed_in(tmp_path):
    simulate(clinic(50), tmp_path / "a")
    with pytest.raises(DialogError, match="holds another simulation"):
        simulate(clinic(50, seed=1), tmp_path / "a")
    with pytest.raises(DialogError, match="holds no simulation"):
        Folder(tmp_path / "none").setting()


def test_a_setting_survives_the_round_trip(tmp_path):
    setting = clinic(50, planner="greedy:bonus=0.2")
    simulate(setting, tmp_path / "a")
    assert Folder(tmp_path / "a").setting() == setting


def test_the_summary_is_kept_and_read_again(tmp_path):
    simulate(clinic(300), tmp_path / "a")
    first = kept_summary(tmp_path / "a")
    again = kept_summary(tmp_path / "a")
    assert first == again
    assert "success" in table(again)
    assert json.loads((tmp_path / "a" / "summary.json").read_text())["episodes"] == 300


@pytest.mark.parametrize(("fresh", "rate"), [(20, " 0.36/s "), (400, " 7.1/s "), (100_000, " 1,786/s ")])
def test_how_fast_it_goes_is_told_of_slow_ones_too(fresh: int, rate: str) -> None:
    """Bug: dialogues in words went at "0/s"."""
    assert rate in told(Progress(episodes=fresh, done=fresh, fresh=fresh, seconds=56.0))


def test_the_command(tmp_path, fixtures, capsys):
    line = ["simulate", str(fixtures / "clinic.yaml"), "--episodes", "120", "--planner", "greedy", "--workers", "1"]
    line += ["--personas", str(fixtures / "clinic-personas.yaml"), "--out", str(tmp_path / "a")]
    assert main(line) == 0
    shown = capsys.readouterr()
    assert "120 dialogues" in shown.out
    assert "turns/s" in shown.err
    assert main(line) == 0
    assert capsys.readouterr().out == shown.out
    assert main([*line[:-1], str(tmp_path / "b"), "--planner", "gredy"]) == 2
    assert "gredy" in capsys.readouterr().err
    assert main([*line[:-1], str(tmp_path / "c"), "--episodes", "0"]) == 2


def test_what_lies_behind_a_missing_shard_is_no_first_dialogue(tmp_path):
    """Shards in words are done in any order: after a kill the second may be there without the first."""
    simulate(clinic(24, fidelity="text", reader="clear"), tmp_path / "a")
    folder = Folder(tmp_path / "a")
    first = folder.columns(most=8)
    (tmp_path / "a" / "000001.npz").unlink()
    assert list(folder.done()) == [0]
    left = folder.columns()
    assert len(left["act"]) == 8
    assert all(np.array_equal(left[name], first[name]) for name in left)
    (tmp_path / "a" / "000000.npz").unlink()
    with pytest.raises(DialogError, match="no finished shard"):
        kept_summary(tmp_path / "a")


@pytest.mark.parametrize("share", [0.0, 0.5])
@pytest.mark.parametrize("name", ["000000.npz", "histories.jsonl.gz"])
def test_a_damaged_file_is_named_and_made_anew(tmp_path, capsys, name, share):
    simulate(clinic(120), tmp_path / "a")
    whole = contents(tmp_path / "a")
    (tmp_path / "a" / name).write_bytes(whole[name][: int(len(whole[name]) * share)])
    assert main(["report", str(tmp_path / "a")]) == 2
    told = capsys.readouterr().err
    assert name in told and "damaged" in told and "delete it" in told and "bug" not in told
    (tmp_path / "a" / name).unlink()
    simulate(clinic(120), tmp_path / "a")
    assert contents(tmp_path / "a").items() >= whole.items()


def test_a_simulation_without_its_histories_is_told_to_be_finished(tmp_path, capsys):
    simulate(clinic(120), tmp_path / "a")
    histories_file(tmp_path / "a").unlink()
    for command in ("report", "export"):
        assert main([command, str(tmp_path / "a")]) == 2
        assert "run the same simulation again" in capsys.readouterr().err
    assert not (tmp_path / "a" / "dialogues.jsonl").exists()


def test_a_summary_that_cannot_be_read_is_worked_out_again(tmp_path):
    simulate(clinic(120), tmp_path / "a")
    known = kept_summary(tmp_path / "a")
    for broken in ("{", "[]", '{"metrics": {"success": {"value": 1}}}'):
        (tmp_path / "a" / "summary.json").write_text(broken)
        assert kept_summary(tmp_path / "a") == known
