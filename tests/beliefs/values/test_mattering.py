from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions, random_weights
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.mattering import decides, hopeless
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


def garden(**nature: object) -> Model:
    """Bait that no dog may come near and that is good for nature, and the opening hours."""
    bait = {
        "safety": [{"when": {"pet": ["cat", "dog", "hen", "horse"]}, "value": -1}, 0],
        "helpfulness": [{"when": {"intent": "slugs"}, "value": 1}, -1],
        **nature,
    }
    spec = {
        "name": "garden",
        "intents": {"slugs": ["slugs eat my lettuce"], "opening": ["when are you open"]},
        "facets": {"pet": ["none", "cat", "dog", "hen", "horse"]},
        "objectives": {"helpfulness": {}, "safety": {"limit": {"at_most": 0.2}}, "nature": {}},
        "responses": {"bait": {"for": "slugs", "values": bait}, "hours": {"for": "opening", "text": "From nine."}},
    }
    return compile_domain(Domain.model_validate(spec))


@settings(max_examples=100, deadline=None)
@given(seeds, st.booleans())
def test_what_is_hopeless_is_never_chosen_where_that_is_wanted(seed: int, own: bool) -> None:
    """Whatever else is believed, in every context, with the user's own weights or the domain's."""
    model = random_decisions(seed)
    rules = arbiter(compile_values(model), "strict" if seed % 2 else None, random_weights(model, seed) if own else None)
    found = hopeless(rules)
    for at in range(len(model.intents)):
        wanted = np.where(np.arange(len(model.intents)) == at, 0.0, -np.inf)
        belief = random_belief(model, seed + at).update(Reading(intents=wanted))
        if belief.intents[at] > 0.999:  # what was thought impossible stays so
            assert not found[rules.judge(belief).chosen, at]


@pytest.mark.parametrize("nature", [0.5, [{"when": {"intent": "slugs"}, "value": 0.5}, 0]])
def test_what_is_good_for_something_and_never_chosen_makes_no_question(nature: object) -> None:
    model = garden(nature=nature)
    pet, slugs, opening = model.facet_index["pet"], model.intent_index["slugs"], model.intent_index["opening"]
    assert decides(Policy(model).rules().arbiter)[pet, [slugs, opening]].tolist() == [True, False]
    for wish, act in ((slugs, "ask"), (opening, "answer")):
        wanted = np.where(np.arange(len(model.intents)) == wish, 0.0, -12.0)
        assert Policy(model).decide(prior_belief(model).update(Reading(intents=wanted))).act == act


def test_what_may_be_chosen_for_its_second_merit_still_decides() -> None:
    """Nature's sake alone makes the bait as good as the hours to who weighs nothing else."""
    model = garden(nature=0.5)
    green = arbiter(compile_values(model), weights={"nature": 1.0})
    assert decides(green)[model.facet_index["pet"], model.intent_index["opening"]]


def test_what_stands_behind_something_that_may_be_blocked_still_decides() -> None:
    """The recipe is better than both leaflets for who cleans, and is withheld where somebody might mean to poison."""

    def leaflet(reader: str) -> dict[str, object]:
        good = {"when": {"intent": "cleaning", "who": reader}, "value": 0.8}
        return {"for": "cleaning", "values": {"helpfulness": [good, -1], "safety": 0}}

    recipe = {
        "helpfulness": [{"when": {"intent": "cleaning"}, "value": 1}, -1],
        "safety": [{"when": {"intent": "poison"}, "value": -1}, 0],
    }
    spec = {
        "name": "cellar",
        "planner": "threshold",
        "intents": {"cleaning": ["how do I clean it"], "poison": ["how do I make a gas"]},
        "facets": {"who": {"values": ["adult", "child"]}},
        "objectives": {"helpfulness": {}, "safety": {"limit": {"at_most": 0.2}}},
        "responses": {
            "recipe": {"for": "cleaning", "values": recipe},
            "for-adults": leaflet("adult"),
            "for-children": leaflet("child"),
        },
    }
    model = compile_domain(Domain.model_validate(spec))
    policy, cleaning = Policy(model), model.intent_index["cleaning"]
    assert decides(policy.rules().arbiter)[model.facet_index["who"], cleaning]
    wanted = np.where(np.arange(len(model.intents)) == cleaning, 0.0, -2.0)
    choice = policy.decide(prior_belief(model).update(Reading(intents=wanted)), Progress(picked=("cleaning",)))
    assert (choice.act, getattr(choice.question, "id", None)) == ("ask", "ask-who")
