"""From a transcript or from decisions to a script that passes when it is run."""

from __future__ import annotations

import json
import shutil

from edgewise.agent.log.audit import Audit
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.session import Agent, Session
from edgewise.agent.state.events import PersonAct
from edgewise.dialogs.cli import main
from edgewise.dialogs.scripts import record
from edgewise.dialogs.scripts.player import Player
from edgewise.dialogs.scripts.record import typed
from edgewise.dialogs.scripts.recording import Exchange, script_from, script_of, transcript_of
from edgewise.dialogs.scripts.runner import stage
from edgewise.dialogs.scripts.script import parse_script


class Kept(list[dict[str, object]]):
    """Keeps records as a store does."""

    def domain(self, digest, data):
        """Nobody asks for it here."""

    def write(self, record):
        self.append(json.loads(json.dumps(record)))


def played(fixtures) -> Player:
    mind = stage(fixtures / "cards.dialog.yaml").mind
    return Player.fresh(mind, lambda: ScriptedReader(mind.model, {"gone": "lost"}))


def talked(fixtures, answers=None, **more) -> tuple[Session, Kept]:
    """A live session in the same domain, and what is kept of it."""
    mind, kept = stage(fixtures / "cards.dialog.yaml").mind, Kept()
    agent = Agent.load(mind.domain, answers, reader=ScriptedReader(mind.model, {"gone": "lost"}), audit=Audit(kept))
    return agent.session("s", **more), kept


def rerun(tmp_path, fixtures, script: str) -> list[str]:
    shutil.copy(fixtures / "cards.yaml", tmp_path)
    path = tmp_path / "again.dialog.yaml"
    path.write_text(script.replace("dialogues:", "reader: scripted\nphrases: {gone: lost}\ndialogues:", 1))
    outcome = stage(path).outcome(0)
    return [] if outcome.passed else [difference.what for difference in outcome.deviation.differences]


def test_a_conversation_becomes_a_script_that_passes(tmp_path, fixtures):
    session, kept = talked(fixtures)
    for text in ("a thing", "the second one", "my card is gone"):
        session.say(text)
    assert rerun(tmp_path, fixtures, script_of("cards.yaml", kept)) == []


def test_controls_become_turns_of_their_own(tmp_path, fixtures):
    session, kept = talked(fixtures, seed=4)
    session.say("a thing")
    session.control("why")
    session.control("correct", facet="intent", value="new")
    session.control("reset")
    session.say("my card is gone")
    script = script_of("cards.yaml", kept)
    dialogue = parse_script(script).value.dialogues[0]
    assert (dialogue.seed, [turn.words for turn in dialogue.turns]) == (
        4,
        ["a thing", "(control: why)", "(control: correct)", "(control: reset)", "my card is gone"],
    )
    assert rerun(tmp_path, fixtures, script) == []


def test_what_a_host_said_is_not_expected(tmp_path, fixtures):
    session, kept = talked(fixtures, {"lost": lambda request: "Host's words."})
    assert session.say("my card is gone").text == "Host's words."
    script = script_of("cards.yaml", kept)
    assert "Host" not in script
    assert rerun(tmp_path, fixtures, script) == []


def test_what_a_person_did_becomes_turns_as_it_was_done(tmp_path, fixtures):
    """Acts without words were left out, and what was handed back or came of a contest was a reply."""
    session, kept = talked(fixtures)
    session.say("a thing")
    session.control("person")
    acts = (
        PersonAct(do="take", by="Ruth"),
        PersonAct(do="reply", text="Ruth here", by="Ruth"),
        PersonAct(do="correct", facet="intent", value="new", by="Ruth"),
        PersonAct(do="hand_back", text="done by me", by="Ruth"),
    )
    for act in acts:
        session.act(act)
    session.control("contest", text="that was wrong")
    session.act(PersonAct(do="outcome", text="You are right.", incident=1))
    session.say("thanks")
    script = script_of("cards.yaml", kept)
    turns = parse_script(script).value.dialogues[0].turns
    assert tuple(turn.operator for turn in turns if turn.operator)[:4] == acts
    assert [turn.operator.do for turn in turns if turn.operator][4:] == ["outcome"]
    assert rerun(tmp_path, fixtures, script) == []


def test_a_long_conversation_is_written_from_its_beginning(fixtures):
    """The state holds the last lines alone."""
    session, kept = talked(fixtures, {"lost": lambda request: "Host's words."})
    session.control("person")
    session.act(PersonAct(do="reply", text="Ruth here"))
    session.act(PersonAct(do="hand_back", text="done by me"))
    for number in range(60):
        session.say(f"my card is gone {number}")
    lines = transcript_of(kept, session.state["lines"])
    assert [line["text"] for line in lines if line["role"] == "operator"] == ["Ruth here", "done by me"]
    assert [line["text"] for line in lines if line["role"] == "user"] == [f"my card is gone {n}" for n in range(60)]
    assert lines[-1] == {"role": "agent", "text": "Host's words.", "turn": lines[-1]["turn"]}
    assert len(parse_script(script_of("cards.yaml", kept)).value.dialogues[0].turns) == 63


def test_a_short_conversation_is_written_as_it_stands(fixtures):
    session, kept = talked(fixtures)
    session.say("my card is gone")
    assert transcript_of(kept, session.state["lines"]) == session.state["lines"]
    full = session.state["lines"] * 60
    assert transcript_of([], full) == full


def test_decisions_become_a_script_that_passes_and_notices_a_change(tmp_path, fixtures):
    player = played(fixtures)
    exchanges = [Exchange(text, player.say(text).decision) for text in ("a thing", "the second one")]
    script = script_from("cards.yaml", exchanges)
    assert rerun(tmp_path, fixtures, script) == []
    assert rerun(tmp_path, fixtures, script.replace("answer-new", "answer-lost")) == ["response"]


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
        assert (
            main(
                ["record", *filter(None, [domain]), "--from", str(tmp_path / "said.txt"), "--out", str(out), "--force"]
            )
            == 0
        )
        assert out.read_text() == f"{domain} {named}"
