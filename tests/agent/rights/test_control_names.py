"""Names and amounts in controls, and what a control after an answer is about."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.deciding.choosing import Step
from edgewise.agent.graph import mind_of
from edgewise.agent.rights.control_names import value_named
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Control, Controlled, Said
from edgewise.agent.state.heard import Captured, Heard
from edgewise.agent.turn import step
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain


def worth(weight: str) -> dict[str, object]:
    return {"helpfulness": [{"when": {"intent": "pump", "weight": weight}, "value": 1}, -1]}


PUMP = mind_of(
    Domain.model_validate(
        {
            "name": "pump",
            "planner": "greedy",
            "intents": {"pump": ["pump"], "hours": ["hours"], "price": ["price"]},
            "facets": {
                "weight": {"unit": "kg", "bins": {"light": [0, 60], "heavy": [60, 200]}},
                "bike": {"values": {"e-bike": ["electric"], "city": []}},
            },
            "responses": {
                "soft": {"for": "pump", "text": "Soft for {weight}.", "values": worth("light")},
                "hard": {"for": "pump", "text": "Hard for {weight}.", "values": worth("heavy")},
            },
        }
    )
)


def use(state: DialogueState, **control: object) -> Step:
    return step(PUMP, state, Controlled(Control.model_validate(control), day=1.0))


def pumped() -> DialogueState:
    """Who weighs 95 kg was told what to pump; the request is served."""
    wanted = tuple(math.log(0.97 if intent == "pump" else 0.01) for intent in PUMP.model.intents)
    told = {"weight": {"heavy": math.log(0.98), "light": math.log(0.02)}}
    heard = Heard(text="pump it, I weigh 95 kg", intents=wanted, facts=told, captured={"weight": Captured(amount=95.0)})
    taken = step(PUMP, new_dialogue("a"), Said(heard))
    assert taken.decision.text == "Hard for 95 kg."
    return taken.state


def test_what_if_after_an_answer_is_about_what_was_answered() -> None:
    """Bug: it was about the next request, of which nothing was known yet."""
    text = use(pumped(), name="what_if", facet="weight", value="light").decision.text
    assert "I answer with “soft”" in text


@pytest.mark.parametrize(
    ("value", "said"), [("40", "Soft for 40 kg."), ("40 kg", "Soft for 40 kg."), ("70", "Hard for 70 kg.")]
)
def test_an_amount_that_is_put_right_is_the_one_that_counts(value: str, said: str) -> None:
    """Bug: a number was no value, and the answer was about the amount of before."""
    assert use(pumped(), name="correct", facet="weight", value=value).decision.text == said


def test_a_bin_that_is_put_right_has_no_exact_amount() -> None:
    step_ = use(pumped(), name="correct", facet="weight", value="light")
    assert step_.decision.response == "soft" and "95" not in step_.decision.text
    assert use(pumped(), name="correct", facet="weight").state["captured"] == {}


def test_a_value_is_known_by_its_synonyms_too() -> None:
    assert value_named(PUMP.domain, "bike", "Electric") == "e-bike"
    with pytest.raises(UnknownName, match="light \\(0 to 60\\)"):
        value_named(PUMP.domain, "weight", "300")
