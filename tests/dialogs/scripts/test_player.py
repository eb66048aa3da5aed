"""Playing a dialogue: a message that cannot be read is told of, and a person is asked, as in a live session."""

from __future__ import annotations

from edgewise.agent.reading.doubles import FailingReader, ScriptedReader
from edgewise.dialogs.scripts.player import Player
from edgewise.dialogs.scripts.runner import stage


def test_a_reader_that_fails_is_warned_of(fixtures, caplog):
    mind = stage(fixtures / "cards.dialog.yaml").mind
    player = Player.fresh(mind, lambda: FailingReader(ScriptedReader(mind.model, {})))
    assert player.say("cards that fail").decision.escalation == "model_failed"
    assert "could not be read" in caplog.text and "cards that fail" in caplog.text
