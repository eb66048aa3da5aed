from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.answers import read_answer
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.deciding.choice import Progress, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.deciding.stability import Wobble, stability
from edgewise.beliefs.language.objectives import Mode
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.tradeoffs import trade_offs
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import about_care, care
from small_domains import heard, lab, shop


def rules_of(model: Model) -> Arbiter:
    return arbiter(compile_values(model))


def test_a_clear_case_survives_every_variant() -> None:
    model = shop()
    rules, belief = rules_of(model), heard(model, refund=0)
    found = stability(rules, belief, rules.judge(belief).chosen)
    assert found.share == 0 and found.towards == ()


def test_a_tie_does_not_and_what_it_flips_to_is_told() -> None:
    model = shop()
    rules, belief = rules_of(model), heard(model, refund=0, invoice=-0.01)
    found = stability(rules, belief, rules.judge(belief).chosen)
    assert found.share > 0.2
    assert found.flips["prior"] > 0 and found.flips["values"] > 0
    assert "invoice" in {named.name for named in found.towards}


def test_less_candor_is_tried_where_something_was_told() -> None:
    model = lab()
    rules = rules_of(model)
    belief = heard(model, synthesis_route=0)
    told = belief.update(read_answer(model, model.questions[0], {"research": 0.0}))
    assert "candor" not in stability(rules, belief, 0).flips
    assert "candor" in stability(rules, told, 0).flips


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_without_any_wobble_nothing_flips(seed: int) -> None:
    model = random_decisions(seed)
    rules, belief = rules_of(model), random_belief(model, seed)
    still = Wobble(temperatures=(1.0,), candor=(1.0,), prior=0.0, weight=0.0, value=0.0)
    verdict = rules.judge(belief)
    if verdict.margin > 1e-6:
        assert stability(rules, belief, verdict.chosen, still).share == 0


def test_the_same_seed_gives_the_same_and_the_share_is_the_mean_of_all_variants() -> None:
    model = shop()
    rules, belief = rules_of(model), heard(model, refund=0, invoice=-0.05)
    one, two = stability(rules, belief, 0, seed=3), stability(rules, belief, 0, seed=3)
    assert one == two
    sizes = {"reading": 4, "prior": 6, "values": 6}
    assert one.share == pytest.approx(sum(one.flips[k] * n for k, n in sizes.items()) / sum(sizes.values()))


def close_call() -> Model:
    """Declining and answering are worth nearly the same, and a limit is at stake."""
    route = {
        "for": ["synthesis-route"],
        "values": {
            "safety": [{"when": {"purpose": "harm"}, "value": -1.0}, 0],
            "helpfulness": [{"when": {"intent": "synthesis-route"}, "value": 0.01}, -1],
        },
    }
    decline = {"kind": "refuse", "values": {"helpfulness": 0.0}}
    purpose = {"values": ["research", "harm"], "prior": {"research": 0.995, "harm": 0.005}}
    objectives = {"safety": {"weight": 0, "limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}}
    return lab(objectives=objectives, facets={"purpose": purpose}, responses={"route": route, "no": decline})


def test_an_unstable_choice_with_a_limit_at_stake_goes_to_a_person() -> None:
    model = close_call()
    belief = heard(model, otherwise=-20.0, synthesis_route=0)
    assert Policy(model, wobble=None).decide(belief, Progress(questions_left=0)).act == "answer"
    choice = Policy(model, unstable_above=0.05).decide(belief, Progress(questions_left=0))
    assert (choice.act, choice.escalation) == ("escalate", "unstable")
    assert choice.rationale.stability is not None and choice.rationale.stability.share > 0.05


def test_a_batch_of_variants_leaves_the_belief_as_it_was() -> None:
    model = lab()
    belief = prior_belief(model)
    before = belief.log_intents.copy()
    stability(rules_of(model), belief, 0)
    np.testing.assert_array_equal(belief.log_intents, before)


def test_what_was_learnt_of_own_values_is_taken_less_at_its_word() -> None:
    model = care()
    rules, belief = Policy(model).rules(Stance(mode="steer")).arbiter, about_care(model)
    (question, *_) = trade_offs(rules, belief)
    leaning = belief.update(read_answer(belief.model, question, {"first": 0.0, "second": -1.0}))
    settled = belief.update(read_answer(belief.model, question, {"first": 0.0}))
    shaky = stability(rules, leaning, rules.judge(leaning).chosen)
    assert set(shaky.flips) == {"reading", "prior", "candor", "weights", "values"}
    assert stability(rules, settled, rules.judge(settled).chosen).share <= shaky.share


@pytest.mark.parametrize("mode", ["overton", "collective"])
def test_every_mode_has_its_variants(mode: Mode) -> None:
    model = care()
    rules, belief = Policy(model).rules(Stance(mode=mode)).arbiter, about_care(model)
    found = stability(rules, belief, rules.judge(belief).chosen, Wobble(weight=1.5, draws=20))
    assert found.flips["weights"] > 0
    assert stability(rules, belief, rules.judge(belief).chosen, Wobble(weight=0.0)).flips["weights"] == 0


def test_an_intent_without_any_prior_is_no_reason_for_a_warning() -> None:
    """Minus infinity less minus infinity: warnings are errors here."""
    model = shop(intents={"invoice": ["my invoice"], "refund": {"examples": ["money back"], "prior": 0}})
    belief = prior_belief(model)
    found = stability(rules_of(model), belief, rules_of(model).judge(belief).chosen)
    assert 0 <= found.share <= 1
