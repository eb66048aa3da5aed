"""A dialogue about care, without a model: what is said is given as it would be read."""

from __future__ import annotations

import numpy as np
from edgewise.agent.deciding.choosing import Step
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Control, Controlled, Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind, question_named
from edgewise.agent.turn import step
from edgewise.beliefs.belief.answers import TradeOff
from edgewise.beliefs.belief.belief import Belief
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.reserved import OWN_VALUES
from hypothesis import strategies as st
from plural_domains import care

__all__ = ["MIND", "WANTED", "asked", "asked_about", "own", "pick", "say", "seeds", "use"]

MIND = Mind(Policy(care(stakeholders={})))
WANTED = (0.0, -7.0, -7.0)
seeds = st.integers(0, 10_000)


def own(belief: Belief) -> np.ndarray:
    return belief.facet(belief.model.facet_index[OWN_VALUES])


def asked_about(state: DialogueState) -> TradeOff:
    question = question_named(MIND.model, str(state["pending"]))
    assert isinstance(question, TradeOff)
    return question


def say(state: DialogueState, text: str, **heard: object) -> Step:
    return step(MIND, state, Said(Heard.model_validate({"text": text, **heard}), day=1.0))


def pick(state: DialogueState, outcome: str) -> Step:
    return say(state, outcome, question=state["pending"], reply={outcome: 0.0})


def use(state: DialogueState, **control: object) -> Step:
    return step(MIND, state, Controlled(Control.model_validate({"name": "values", **control}), day=1.0))


def asked() -> DialogueState:
    return say(new_dialogue("a"), "how do we care for mother", intents=WANTED).state
