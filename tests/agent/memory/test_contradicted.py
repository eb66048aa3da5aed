"""What a user says otherwise than a person settled: it changes nothing, and it does not vanish."""

from __future__ import annotations

import math
from typing import Literal

import pytest
from agents_at_hand import lab_mind
from edgewise.agent.memory.contradicted import contradicted
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Acted, Control, PersonAct, Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind
from edgewise.agent.turn import step

LAB = lab_mind()
"""Where a route is withheld from whoever may mean harm."""


def settled(value: str, do: Literal["correct", "attest"] = "attest", mind: Mind = LAB) -> DialogueState:
    return step(mind, new_dialogue("a"), Acted(PersonAct(do=do, facet="purpose", value=value))).state


def says(value: str, share: float = 0.97, **more: object) -> Heard:
    rest = [name for name in LAB.model.facet("purpose").values if name != value]
    told = {value: math.log(share)} | {name: math.log((1 - share) / len(rest)) for name in rest}
    return Heard.model_validate({"text": f"it is for {value}", "facts": {"purpose": told}, **more})


@pytest.mark.parametrize("do", ["correct", "attest"])
def test_what_is_graver_than_a_person_settled_is_for_a_person(do: Literal["correct", "attest"]) -> None:
    """Bug: an adult's dose was given for a child of three, whose age the user had told twice."""
    said = step(LAB, settled("research", do), Said(says("harm")))
    assert (said.decision.act, said.decision.escalation) == ("escalate", "contradicted")
    assert "not what a person has settled" in str(said.decision.rationale["sentence"])
    assert [item["source"] for item in said.state["ledger"]] == ["operator"]


def test_pressing_for_an_answer_does_not_pass_it_over() -> None:
    pressed = step(LAB, settled("research"), Said(says("harm"), control=Control(name="just_answer")))
    assert pressed.decision.escalation == "contradicted"


def test_what_is_no_graver_is_told_to_count_for_nothing() -> None:
    said = step(LAB, settled("harm"), Said(says("research", acts=("correct", "inform"))))
    notices = said.decision.notices
    assert any("was settled by" in words and "I can't change it" in words for words in notices)
    assert "I go by what you said last." not in notices


@pytest.mark.parametrize(
    "heard",
    [
        says("research"),
        says("harm", share=0.7),
        says("harm", source="tool"),
        Heard(text="what is the weather?"),
    ],
)
def test_nothing_is_contradicted_where_nothing_else_is_clearly_told(heard: Heard) -> None:
    assert contradicted(LAB, settled("research"), heard) == {}


def test_what_nobody_settled_is_not_contradicted() -> None:
    told = step(LAB, new_dialogue("a"), Said(says("research"))).state
    assert contradicted(LAB, told, says("harm")) == {}
