"""An amount that was said without being asked for is not asked for, unless it is doubtful on which side it lies."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.deciding.choosing import Step, progress_of
from edgewise.agent.graph import mind_of
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Captured, Heard
from edgewise.agent.turn import step
from edgewise.beliefs.language.domain import Domain


def worth(weight: str) -> dict[str, object]:
    return {"helpfulness": [{"when": {"intent": "pump", "weight": weight}, "value": 1}, -1]}


MIND = mind_of(
    Domain.model_validate(
        {
            "name": "shop",
            "planner": "greedy",
            "intents": {"pump": ["pump it"], "hours": ["your hours"]},
            "facets": {
                "weight": {"unit": "kg", "bins": {"light": [0, 60], "heavy": [60, 200]}, "prior": {"heavy": 0.1}},
            },
            "questions": {"ask-weight": {"about": "weight", "reliability": 0.9}},
            "responses": {
                "soft": {"for": "pump", "values": worth("light")},
                "hard": {"for": "pump", "values": worth("heavy")},
            },
        }
    )
)


def told(heavy: float, captured: bool = True, state: DialogueState | None = None) -> Step:
    """What follows from "pump it, I weigh 95 kg"."""
    pump = tuple(math.log(0.98 if intent == "pump" else 0.01) for intent in MIND.model.intents)
    heard = Heard(
        text="pump it, I weigh 95 kg",
        intents=pump,
        facts={"weight": {"heavy": math.log(heavy), "light": math.log(1 - heavy)}},
        captured={"weight": Captured(amount=95.0, unit="kilogram")} if captured else {},
    )
    return step(MIND, state or new_dialogue("a"), Said(heard, day=0.0))


def test_an_exact_amount_is_not_asked_for() -> None:
    """Bug: "I weigh 95 kg" was answered by "How much do you weigh?", where the prior spoke against it."""
    found = told(0.97)
    assert found.decision.question is None
    assert "ask-weight" in progress_of(MIND, found.state).asked
    assert "ask-weight" not in found.state["asked"]


@pytest.mark.parametrize(("heavy", "captured"), [(0.6, True), (0.97, False)])
def test_what_is_doubtful_or_no_amount_is_asked_for(heavy: float, captured: bool) -> None:
    assert told(heavy, captured).decision.question == "ask-weight"
