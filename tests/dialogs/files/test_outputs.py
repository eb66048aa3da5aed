"""No command writes over what it reads, or over what somebody else put there; ``-`` is standard output."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.files.outputs import spare
from edgewise.dialogs.scripts import record
from logged_talks import logged

BALLOTS = "voter,group,helpfulness\nanna,,1\n"


@pytest.fixture
def here(tmp_path: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file of each kind that is read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(record, "_recorded", lambda *_: "a script\n")
    shutil.copy(fixtures / "clinic.yaml", "clinic.yaml")
    Path("ballots.csv").write_text(BALLOTS)
    Path("chat.txt").write_text("hi\n")
    Path("rec.jsonl").write_text("".join(json.dumps({"label": x, "hidden": {"y": "yes"}}) + "\n" for x in "ab"))
    Path("x.dialog.yaml").write_text("domain: clinic.yaml\ndialogues:\n- {name: n, turns: [{user: hi}]}\n")
    Path("talk.db").write_text("kept")
    Path("run").mkdir()
    Path("run/run.json").write_text("{}")
    os.link("rec.jsonl", "same.jsonl")
    return tmp_path


READ = (
    "export talk.db --out talk.db",
    "export run --out run/run.json",
    "report run --out run/run.json",
    "learn rec.jsonl --out rec.jsonl",
    "learn rec.jsonl --out same.jsonl",
    "record clinic.yaml --from chat.txt --out chat.txt",
    "record clinic.yaml --from chat.txt --out clinic.yaml",
    "deliberate ballots.csv clinic.yaml --out clinic.yaml",
    "deliberate ballots.csv clinic.yaml --out ballots.csv",
    "run x.dialog.yaml --junit x.dialog.yaml",
)
THERE = (
    "export talk.db --out clinic.yaml",
    "learn rec.jsonl --out clinic.yaml",
    "record clinic.yaml --from chat.txt --out x.dialog.yaml",
    "deliberate ballots.csv clinic.yaml --out x.dialog.yaml",
    "schema --out clinic.yaml",
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("line", READ)
def test_what_is_read_is_never_written_over(here, capsys, line, force):
    before = contents(here)
    if force and line.split()[0] not in ("run", "report"):
        line += " --force"
    assert main(line.split()) == 2
    assert "is part of what is read" in capsys.readouterr().err
    assert contents(here) == before


@pytest.mark.parametrize("line", THERE)
def test_what_is_there_is_spared(here, capsys, line):
    before = contents(here)
    assert main(line.split()) == 2
    assert "is there already" in capsys.readouterr().err
    assert contents(here) == before


@pytest.mark.usefixtures("here")
def test_force_writes_over_what_is_not_read():
    assert main("record clinic.yaml --from chat.txt --out x.dialog.yaml --force".split()) == 0
    assert Path("x.dialog.yaml").read_text() == "a script\n"


@pytest.mark.usefixtures("here")
def test_what_can_be_made_again_is_written_again(capsys):
    """A nightly export, a report, a schema; and a file that ``mktemp`` made."""
    log = str(logged(Path(), "plain"))
    Path("empty.yaml").touch()
    for _ in range(2):
        for line in (["export", log, "--out", "talks.jsonl"], ["schema", "--out", "s.json"]):
            assert main(line) == 0
    assert main("record clinic.yaml --from chat.txt --out empty.yaml".split()) == 0
    capsys.readouterr()
    assert main(["schema", "--scripts", "--out", "s.json"]) == 2  # that of a domain is not made again by it


@pytest.mark.usefixtures("here")
def test_a_dash_is_standard_output_and_nothing_else_stands_there(capsysbinary):
    log = str(logged(Path(), "plain"))
    assert main(["export", log, "--out", "-"]) == 0
    out, err = capsysbinary.readouterr()
    assert all("messages" in json.loads(line) for line in out.splitlines())
    assert b"written to -" in err
    assert main("run x.dialog.yaml --junit -".split()) in (0, 1)
    out, err = capsysbinary.readouterr()
    assert ElementTree.fromstring(out.split(b"\n", 1)[1]).tag == "testsuites"
    assert b"1 dialogue" in err
    assert main("record clinic.yaml --from chat.txt --out -".split()) == 0
    assert capsysbinary.readouterr() == (b"a script\n", b"")
    assert main("simulate clinic.yaml --episodes 1 --out -".split()) == 2
    assert not Path("-").exists()


def test_a_new_file_and_what_is_no_file_are_written(tmp_path):
    spare(tmp_path / "new", [tmp_path])
    spare(Path(os.devnull), [tmp_path])
    (tmp_path / "page").write_text("<!doctype html>")
    spare(tmp_path / "page", [tmp_path], own=b"<!doctype html")
    with pytest.raises(DialogError, match="part of what is read"):
        spare(tmp_path / "page", [tmp_path / "page"], own=b"<!doctype html", force=True)
