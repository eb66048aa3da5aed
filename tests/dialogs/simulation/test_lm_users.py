"""A language model as the user: words that mean the same are said, others count as slips; seeded; clear refusals."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.beliefs.errors import EdgewiseError
from edgewise.dialogs.cli import main
from edgewise.dialogs.scripts.script import Means
from edgewise.dialogs.simulation import lm_users
from edgewise.dialogs.simulation.batch import simulate
from edgewise.dialogs.simulation.lm_users import MANNERS, Cue, LMVoice, local_user, voice_of
from edgewise.dialogs.simulation.personas import STYLES
from edgewise.dialogs.simulation.settings import LocalUser
from edgewise.dialogs.simulation.shards import SIZES, Folder, Shard
from edgewise.dialogs.simulation.talk import BLAMES, talk
from edgewise.dialogs.simulation.users import Remark
from simulated import clinic, clinic_mind
from tiny_language_model import tiny_model, write_model

DOSE = Remark("how many tablets", Means(intent=("dose",)), core="how many tablets")


def cue(remark: Remark = DOSE, **more: object) -> Cue:
    given = {"remark": remark, "intent": "dose", "facts": {"age": "child"}, "style": (), **more}
    return Cue(**given)  # type: ignore[arg-type]


def voice(*replies: str) -> LMVoice:
    return LMVoice(clinic().domain, ScriptedLM({"The words": replies}))


def setting(episodes: int = 30, **more: object):
    user = local_user("lm", tiny_model(), "text")
    return clinic(episodes, fidelity="text", reader="clear", user=user, **more)


def talks(folder: Path) -> list[dict]:
    lines = [gzip.open(file, "rt").read().splitlines() for file in sorted(folder.glob("*talks*"))]
    return [json.loads(line) for part in lines for line in part]


def test_words_that_mean_the_same_are_said():
    found = voice('"So how many tablets is it?"').reworded([cue()], 0)
    assert found == [Remark("So how many tablets is it?", DOSE.means, core=DOSE.core)]


def test_words_that_say_something_else_give_way_to_the_phrase_and_are_counted():
    found = voice("When do you close?").reworded([cue()], 0)[0]
    assert (found.text, found.slip) == ("how many tablets", "request")


def test_a_model_that_fails_leaves_the_phrases():
    lm = ScriptedLM(fail_on="You play a person")
    found = LMVoice(clinic().domain, lm).reworded([cue(), cue()], 0)
    assert [(one.text, one.slip) for one in found] == [("how many tablets", "failed")] * 2
    assert voice("x").reworded([], 0) == []


def test_the_model_is_told_the_persona_in_names_that_people_read():
    told = voice("how many tablets")
    told.reworded([cue(style=("hostile",), asked="What can I do for you?")], 0)
    prompt = told.lm.prompts[0]
    assert MANNERS["hostile"] in prompt.system
    assert "You need: a dose." in prompt.system
    assert "age: child." in prompt.system
    assert prompt.user == 'The assistant said: "What can I do for you?"\nThe words: how many tablets'
    assert set(MANNERS) == set(STYLES)


def test_dialogues_with_a_model_of_random_weights_are_those_of_the_phrases():
    """Its words mean nothing: each is a slip, the phrases are said, and every outcome is as without it."""
    plain = talk(clinic(8, fidelity="text", reader="clear"), clinic_mind(), Shard(0, 0, 8), 8)
    found = talk(setting(8), clinic_mind(), Shard(0, 0, 8), 8)
    assert found.columns["slips"].sum() == found.columns["decisions"].sum()
    assert "slips" not in plain.columns
    for name, column in plain.columns.items():
        assert found.columns[name].tolist() == column.tolist(), name
    assert not (found.columns["blame"] == BLAMES.index("simulator")).any()
    lines = [line for told in found.transcripts for line in told["lines"]]
    assert all(line["slip"] for line in lines)


def test_workers_and_batches_change_nothing(tmp_path, monkeypatch):
    """Every draw of the model shows: what is wrong with its words is kept."""
    monkeypatch.setitem(SIZES, "text", 4)
    for name, batch in (("a", 1), ("b", 30)):
        simulate(setting(6), tmp_path / name, batch=batch)
    assert talks(tmp_path / "a") == talks(tmp_path / "b")
    for number in range(2):
        first, other = Folder(tmp_path / "a").read(number), Folder(tmp_path / "b").read(number)
        assert all(first[key].tolist() == other[key].tolist() for key in first)


def test_what_the_model_says_is_read_and_a_slip_is_no_fault_of_the_agent(monkeypatch):
    """Every other remark of this model says something else."""

    class Echo(ScriptedLM):
        def _reply(self, prompt, number):
            words = prompt.user.partition("The words: ")[2]
            return f"well, {words}" if number % 2 else "purple elephants"

    monkeypatch.setattr(lm_users, "voice_of", lambda _: LMVoice(clinic().domain, Echo()))
    monkeypatch.setattr("edgewise.dialogs.simulation.talk.voice_of", lambda _: LMVoice(clinic().domain, Echo()))
    found = talk(setting(), clinic_mind(), Shard(0, 0, 30), 30)
    said = [line for told in found.transcripts for line in told["lines"]]
    reworded = [line for line in said if "slip" not in line]
    assert 0 < len(reworded) < len(said)
    assert all(line["user"].startswith("well, ") for line in reworded)
    assert all("elephants" not in line["user"] for line in said)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--user", "lm", "--fidelity", "text"), "--user lm needs a model"),
        (("--user", "lm", "--model", "nowhere"), "add --fidelity text"),
        (("--model", "nowhere", "--fidelity", "text"), "add --user lm"),
        (("--user", "lm", "--model", "nowhere", "--fidelity", "text"), "there is no folder"),
    ],
)
def test_options_that_do_not_go_together_are_told(options, told, tmp_path, fixtures, capsys):
    command = ["simulate", str(fixtures / "clinic.yaml"), "--episodes", "2", "--out", str(tmp_path / "run"), *options]
    assert main(command) == 2
    assert told in capsys.readouterr().err


def test_the_command_simulates_with_a_model_and_shows_the_slips(tmp_path, fixtures, capsys):
    words = ["simulate", str(fixtures / "clinic.yaml"), "--episodes", "6", "--fidelity", "text", "--reader", "clear"]
    assert main([*words, "--user", "lm", "--model", str(tiny_model()), "--out", str(tmp_path), "--workers", "1"]) == 0
    assert "simulator's slips a message" in capsys.readouterr().out


def test_another_model_is_another_simulation(tmp_path):
    first = setting()
    assert first.user is not None
    moved = first.model_copy(update={"user": LocalUser(folder="elsewhere", fingerprint=first.user.fingerprint)})
    other = first.model_copy(update={"user": LocalUser(folder=first.user.folder, fingerprint="another")})
    assert moved.digest == first.digest != other.digest
    assert clinic(30, fidelity="text", reader="clear").digest != first.digest
    assert voice_of(clinic()) is None
    folder = write_model(tmp_path / "model")
    with pytest.raises(EdgewiseError, match="another model now"):
        voice_of(first.model_copy(update={"user": LocalUser(folder=str(folder), fingerprint="another")}))
