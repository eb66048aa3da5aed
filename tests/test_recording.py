"""From a transcript or from decisions to a script that passes when it is run."""

from __future__ import annotations

import shutil

from edgewise.agent.doubles import ScriptedReader
from edgewise.agent.events import Control
from edgewise.dialogs import record
from edgewise.dialogs.cli import main
from edgewise.dialogs.player import Player
from edgewise.dialogs.record import typed
from edgewise.dialogs.recording import Beside, Exchange, script_from, script_of
from edgewise.dialogs.runner import stage
from edgewise.dialogs.script import parse_script


def played(fixtures) -> Player:
    mind = stage(fixtures / "cards.dialog.yaml").mind
    reader = ScriptedReader(mind.model, {"gone": "lost"})
    return Player.fresh(mind, lambda: reader)


def rerun(tmp_path, fixtures, script: str) -> list[str]:
    shutil.copy(fixtures / "cards.yaml", tmp_path)
    path = tmp_path / "again.dialog.yaml"
    path.write_text(script.replace("dialogues:", "reader: scripted\nphrases: {gone: lost}\ndialogues:", 1))
    outcome = stage(path).outcome(0)
    return [] if outcome.passed else [difference.what for difference in outcome.deviation.differences]


def test_a_transcript_becomes_a_script_that_passes(tmp_path, fixtures):
    player = played(fixtures)
    for text in ("a thing", "the second one", "my card is gone"):
        player.say(text)
    assert rerun(tmp_path, fixtures, script_of("cards.yaml", player.state["lines"])) == []


def test_controls_become_turns_of_their_own(tmp_path, fixtures):
    player, beside = played(fixtures), Beside()
    player.say("a thing")
    for used in (Control(name="why"), Control(name="correct", facet="intent", value="new"), Control(name="reset")):
        player.control(used)
        beside.controls[player.state["turn"]] = used
    player.say("my card is gone")
    script = script_of("cards.yaml", player.state["lines"], beside=beside)
    turns = parse_script(script).value.dialogues[0].turns
    assert [turn.words for turn in turns] == [
        "a thing",
        "(control: why)",
        "(control: correct)",
        "(control: reset)",
        "my card is gone",
    ]
    assert rerun(tmp_path, fixtures, script) == []


def test_what_an_earlier_process_or_a_host_said_is_not_expected():
    lines = [
        {"role": "user", "text": "hello", "turn": 1},
        {"role": "agent", "text": "One.", "turn": 1},
        {"role": "agent", "text": "Why so.", "turn": 2},
        {"role": "user", "text": "how far?", "turn": 3},
        {"role": "agent", "text": "9 km", "turn": 3},
    ]
    beside = Beside(hosted={3}, seed=4, context="night")
    dialogue = parse_script(script_of("cards.yaml", lines, beside=beside)).value.dialogues[0]
    assert (dialogue.seed, dialogue.context) == (4, "night")
    assert [turn.expect and turn.expect.says for turn in dialogue.turns] == [("One.",), None]


def test_decisions_become_a_script_that_passes_and_notices_a_change(tmp_path, fixtures):
    player = played(fixtures)
    exchanges = [Exchange(text, player.say(text).decision) for text in ("a thing", "the second one")]
    script = script_from("cards.yaml", exchanges)
    assert rerun(tmp_path, fixtures, script) == []
    assert rerun(tmp_path, fixtures, script.replace("answer-new", "answer-lost")) == ["response"]


def test_an_operators_words_become_an_operators_turn():
    lines = [
        {"role": "user", "text": "hello", "turn": 1},
        {"role": "agent", "text": "One.\nTwo.", "turn": 1},
        {"role": "operator", "text": "I take it", "turn": 1},
    ]
    turns = parse_script(script_of("cards.yaml", lines)).value.dialogues[0].turns
    assert turns[0].expect.says == ("One.", "Two.")
    assert turns[1].operator.text == "I take it"


def test_messages_are_found_in_transcripts_and_plain_lines():
    assert typed("user: hi\nagent: hello\n\nuser: bye\n") == ["hi", "bye"]
    assert typed("hi\n\n bye \n") == ["hi", "bye"]


def test_a_script_in_another_folder_finds_its_domain(tmp_path, fixtures, monkeypatch):
    monkeypatch.setattr(record, "_recorded", lambda wanted, named, *_: f"{wanted} {named}")
    (tmp_path / "here").mkdir()
    shutil.copy(fixtures / "cards.yaml", tmp_path / "here" / "cards.yaml")
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "said.txt").write_text("hi\n")
    for domain, named in (("cards.yaml", "../here/cards.yaml"), ("triage", "triage"), ("", "")):
        out = tmp_path / "there" / "x.dialog.yaml"
        out.parent.mkdir(exist_ok=True)
        assert main(["record", *filter(None, [domain]), "--from", str(tmp_path / "said.txt"), "--out", str(out)]) == 0
        assert out.read_text() == f"{domain} {named}"
