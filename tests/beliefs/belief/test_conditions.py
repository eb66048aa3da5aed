from __future__ import annotations

import pytest
from decision_oracle import states
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.conditions import masks, probability
from edgewise.beliefs.language.domain import Condition
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.data())
def test_the_probability_of_a_condition_is_what_enumeration_says(seed: int, data: st.DataObject) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    written: dict[str, object] = {f.id: data.draw(st.sampled_from(f.values)) for f in model.facets[:2]}
    if data.draw(st.booleans()):
        written["intent"] = data.draw(st.lists(st.sampled_from(model.intents), min_size=1, unique=True))
    condition = Condition.model_validate(written)
    holds = [
        p
        for state, p in states(belief)
        if all(state[name] in values for name, values in condition.facets.items())
        and (not condition.intent or state["intent"] in condition.intent)
    ]
    assert probability(belief, condition) == pytest.approx(sum(holds), abs=1e-12)


def test_a_condition_is_compiled_once() -> None:
    model = random_decisions(1)
    condition = Condition.model_validate({"intent": [model.intents[0]]})
    assert masks(model, condition) is masks(model, condition)
    assert masks(model, condition).intents.sum() == 1
