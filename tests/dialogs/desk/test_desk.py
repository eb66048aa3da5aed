"""The desk: the whole round trip through its commands, typed or piped."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from agents_at_hand import CARDS, cards_agent
from edgewise.dialogs.cli import main


def desk(path: Path, *commands: str) -> int:
    return main(["desk", str(path), "--as", "Ann", *(word for c in commands for word in ("--do", c))])


def test_a_handoff_is_seen_answered_and_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    session = cards_agent(path).session("kim\x1b[31m")
    session.say("my card is gone")
    session.say("I want to talk to a human")
    assert desk(path, "list", "show 1", "take 1", "reply 1 This is Ann.", "correct 1 intent new", "back 1 Go on.") == 0
    out = capsys.readouterr().out
    assert "| 1  | kim" in out and "\x1b" not in out
    assert "I hand over to a colleague because you asked for a person." in out
    assert "user:      my card is gone" in out
    assert [turn.text for turn in session.poll() if turn.text] == [
        "This is Ann.",
        "A colleague says: Go on.\nIt is on its way.",
    ]
    assert desk(path, "list") == 0
    assert capsys.readouterr().out == "nothing waits\n"


def test_a_case_names_what_may_be_put_right_and_what_was_done_without_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bug: ids stood nowhere, lines broke within words, and what a control was answered with came out of nowhere."""
    monkeypatch.setenv("COLUMNS", "60")
    session = cards_agent(tmp_path / "x.db").session("kim")
    session.say("my card is gone, " + "please " * 12)
    session.control("why")
    session.control("correct", facet="abroad", value="yes")
    session.control("person")
    assert desk(tmp_path / "x.db", "show 1") == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert "  facet      abroad (being abroad): yes, no" in lines and "a lost card (lost)" in out
    assert lines[lines.index("  user:      /why") + 1].startswith("  agent:     I answer with")
    assert "  user:      /correct abroad=yes" in lines and "  user:      /person" in lines
    assert "to user    I hand over to a colleague because you asked" in out
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize(
    ("fails", "said", "command"),
    [
        ("UPDATE ON handoffs", "I want to talk to a human", "resolve 1 Done."),
        ("INSERT ON mail", "I disagree", "outcome i1 Done."),
    ],
)
def test_what_is_not_closed_is_not_sent(tmp_path: Path, fails: str, said: str, command: str) -> None:
    """Bug: a crash between two steps left a letter whose case still waited, or a closed case that nobody heard of."""
    agent = cards_agent(tmp_path / "x.db")
    agent.session("kim").say("my card is gone")
    agent.session("kim").say(said)
    agent.store.database.run(f"CREATE TRIGGER broken BEFORE {fails} BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert desk(tmp_path / "x.db", command) == 1
    assert not agent.store.letters("kim") and len(agent.store.handoffs() + agent.store.incidents()) == 1
    agent.store.database.run("DROP TRIGGER broken")
    assert desk(tmp_path / "x.db", command) == 0
    assert len(agent.store.letters("kim")) == 1 and not agent.store.handoffs() + agent.store.incidents()


def test_the_list_fits_a_narrow_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    cards_agent(tmp_path / "x.db").session("kim").say("I want to talk to a human")
    assert desk(tmp_path / "x.db", "list") == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) == 60


def test_what_is_printed_fits_80_columns_where_nobody_knows_the_width(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("shutil.os.get_terminal_size", lambda *_: (_ for _ in ()).throw(OSError()))
    cards_agent(tmp_path / "x.db").session("kim").say("I want to talk to a human, " + "please " * 20)
    assert desk(tmp_path / "x.db", "list", "help") == 0
    out = capsys.readouterr().out
    assert "back N" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_contested_decision_gets_its_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    session = cards_agent(path).session("kim")
    session.say("my card is gone")
    session.say("I disagree, reconsider")
    assert desk(path, "show i1", "outcome i1 You were right.") == 0
    assert "I disagree, reconsider" in capsys.readouterr().out
    assert session.say("send me one").text.split("\n") == [
        "About your objection number 1: You were right.",
        "It is on its way.",
    ]
    assert main(["audit", "incidents", str(path)]) == 0
    out = capsys.readouterr().out
    assert "outcome:   You were right." in out and "1 incident, 0 open" in out


def test_what_cannot_be_done_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    cards_agent(path).session("kim").say("I want to talk to a human")
    assert desk(path, "reply 7 hello", "attest 1 abroad", "reply 1", "help") == 1
    out = capsys.readouterr().out
    assert "nothing waits under '7'" in out
    assert "attest needs more words (attest N FACET VALUE" in out
    assert "hand back to the agent" in out


def test_names_can_be_checked_before_they_are_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, domain = tmp_path / "x.db", tmp_path / "d.yaml"
    agent = cards_agent(path)
    agent.session("kim").say("I want to talk to a human")
    domain.write_text(json.dumps(CARDS))
    assert main(["desk", str(path), "--domain", str(domain), "--do", "attest 1 abroad perhaps"]) == 1
    assert "unknown value 'perhaps' of 'abroad'" in capsys.readouterr().out
    assert agent.store.letters("kim") == []


def test_the_store_knows_the_names_of_its_domain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("kim").say("I want to talk to a human")
    assert desk(tmp_path / "x.db", "correct 1 abroad yess", "correct 1 abrod yes", "correct 1 intent nev") == 1
    out = capsys.readouterr().out
    assert "did you mean 'yes'?" in out and "did you mean 'abroad'?" in out and "did you mean 'new'?" in out
    assert agent.store.letters("kim") == []


def test_what_is_no_command_is_told_before_anything_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("kim").say("I want to talk to a human")
    assert desk(tmp_path / "x.db", "take 1", "repli 1 Hello") == 2
    assert capsys.readouterr().err == "edgewise: unknown desk command 'repli' (did you mean 'reply'?)\n"
    assert agent.store.letters("kim") == []


def test_it_works_piped_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    session = cards_agent(path).session("kim")
    session.say("I want to talk to a human")
    command = [sys.executable, "-m", "edgewise.dialogs.cli", "desk", str(path)]
    done = subprocess.run(command, input="list\nresolve 1 Bye.\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [turn.text for turn in session.poll()] == ["Bye."]


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", str(tmp_path / "none.db")]) == 2
    assert "no such store" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_into_a_file_that_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bug: an empty file, or another program's database, was given the tables of a store."""
    empty, other = tmp_path / "empty.yaml", tmp_path / "other.db"
    empty.touch()
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = other.read_bytes()
    for path in (empty, other):
        assert desk(path, "list") == 2
        assert "no dialogue was ever kept in this file (name the file" in capsys.readouterr().err
    assert (empty.read_bytes(), other.read_bytes()) == (b"", before)


def test_the_chats_own_store_may_be_empty_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["desk", "--do", "list"]) == 0
    assert capsys.readouterr().out == "nothing waits\n"


def test_a_log_is_replayed_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    agent = cards_agent(path)
    agent.session("kim").say("my card is gone")
    assert main(["replay", str(path)]) == 0
    assert capsys.readouterr().out == "1 decision: 1 the same, 0 different\n"
    assert main(["replay", str(path), "--session", "kam"]) == 2
    assert "no decision of a session 'kam' is here (did you mean 'kim'?)" in capsys.readouterr().err
    agent.store.database.run("UPDATE records SET data = replace(data, 'I have blocked it.', 'No.')")
    assert main(["replay", str(path)]) == 1
    out = capsys.readouterr().out
    assert "kim, turn 1 (answer): decision.text: recorded 'No.', now 'I have blocked it.'" in out


def test_the_chats_own_store_is_the_one_that_nobody_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sessions.sqlite"
    cards_agent(path).session("kim").say("I want to talk to a human")
    monkeypatch.setattr("edgewise.dialogs.files.places.default_store", lambda: path)
    assert main(["desk", "--do", "list"]) == 0
    assert "kim" in capsys.readouterr().out
    assert main(["audit", "incidents"]) == 0
    monkeypatch.setattr("edgewise.dialogs.files.places.default_store", lambda: None)
    assert main(["desk", "--do", "list"]) == 2
    assert "edgewise chat --store FILE" in capsys.readouterr().err


def test_a_command_without_its_case_asks_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    cards_agent(path).session("kim").control("person")
    assert desk(path, "take") == 1
    assert "which case?" in capsys.readouterr().out
