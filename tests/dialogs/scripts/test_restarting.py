"""A restart: what comes back is what another agent finds in the file, and nothing that was only in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.errors import StoreError
from edgewise.dialogs.scripts import restarting
from edgewise.dialogs.scripts.player import Player
from edgewise.dialogs.scripts.restarting import reopened
from edgewise.dialogs.scripts.script import Means
from simulated import clinic_mind

WORDS = {"dose": "dose", "open": "hours"}


def player(name: str = "a talk") -> Player:
    return Player.fresh(clinic_mind(), lambda: ScriptedReader(clinic_mind().model, WORDS), name)


def asked() -> Player:
    one = player()
    assert one.say("what dose").decision.act == "ask"
    return one


def test_a_dialogue_comes_back_as_it_was():
    one = asked()
    before = one.state
    one.restart()
    assert one.state == before
    assert one.state is not before
    assert one.state["pending"] == "ask-age"


def test_what_follows_is_what_would_have_followed():
    one, other = asked(), asked()
    one.restart()
    steps = [each.say("he is 30", Means(answer="adult")) for each in (one, other)]
    assert steps[0] == steps[1]
    assert one.mind is not other.mind


def test_a_person_who_has_the_word_keeps_it():
    one = player()
    one.say("I want to talk to a human")
    one.act(PersonAct(do="take", by="Ida"))
    one.restart()
    assert one.state["status"] == "with_person"
    assert one.say("are you there").decision.act == "silent"


def test_it_goes_through_one_file_that_is_closed_and_opened_again(monkeypatch):
    places: list[tuple[Path, bool]] = []
    opened = restarting.open_store

    def noted(place: Path):
        places.append((place, place.exists()))
        return opened(place)

    monkeypatch.setattr(restarting, "open_store", noted)
    asked().restart()
    (first, there), (second, still) = places
    assert first == second
    assert (there, still) == (False, True)
    assert not first.parent.exists()


def test_what_a_newer_version_wrote_is_refused_as_in_a_live_session():
    with pytest.raises(StoreError, match="newer version"):
        reopened(clinic_mind(), {**asked().state, "schema": 99})


def test_a_dialogue_without_a_name_or_a_word_comes_back_too():
    assert reopened(clinic_mind(), new_dialogue("")) == new_dialogue("")
