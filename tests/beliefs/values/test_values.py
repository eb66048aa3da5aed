from __future__ import annotations

import numpy as np
import pytest
from decision_oracle import brute_cvar, states, value_in
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.belief import Belief, prior_belief
from edgewise.beliefs.belief.joints import joint
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.errors import DomainTooLarge
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_expectations_and_tails_are_what_enumeration_says(seed: int) -> None:
    model = random_decisions(seed)
    values, belief = compile_values(model), random_belief(model, seed)
    expected, every = values.expected(belief), states(belief)
    for r, response in enumerate(model.domain.responses.values()):
        for o, objective in enumerate(model.domain.objectives):
            outcomes = [(value_in(response.values.get(objective, ()), state), p) for state, p in every]
            assert expected[r, o] == pytest.approx(sum(v * p for v, p in outcomes), abs=1e-12)
            for alpha in (0.0, 0.37, 0.95):
                found = values.tailing(o, alpha)(belief)[r]
                assert found == pytest.approx(brute_cvar([(-v, p) for v, p in outcomes], alpha), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_batch_is_what_its_members_are(seed: int) -> None:
    model = random_decisions(seed)
    values = compile_values(model)
    single = [random_belief(model, seed + n) for n in range(3)]
    batch = Belief(model, np.stack([b.log_intents for b in single]), np.stack([b.log_values for b in single]))
    np.testing.assert_allclose(values.expected(batch), [values.expected(b) for b in single], atol=1e-12)
    tails = values.tailing(0, 0.8)
    np.testing.assert_allclose(tails(batch), [tails(b) for b in single], atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_value_in_one_state_is_the_first_case_that_holds(seed: int) -> None:
    model = random_decisions(seed)
    rng = np.random.default_rng(seed)
    place = np.array([[rng.integers(len(f.values))] for f in model.facets], dtype=np.intp).reshape(-1, 1)
    intent = int(rng.integers(len(model.intents)))
    state = {f.id: f.values[int(v)] for f, v in zip(model.facets, place[:, 0], strict=True)}
    found = compile_values(model).at(place, np.array([intent]))
    for r, response in enumerate(model.domain.responses.values()):
        for o, objective in enumerate(model.domain.objectives):
            cases = response.values.get(objective, ())
            assert found[r, o, 0] == value_in(cases, {**state, "intent": model.intents[intent]})


def small(**more: object) -> Model:
    return compile_domain(Domain.model_validate({"name": "small", "intents": {"a": ["x"], "b": ["y"]}, **more}))


def test_what_no_case_says_is_zero() -> None:
    model = small(
        objectives={"care": {}},
        responses={"one": {"values": {"care": [{"when": {"intent": "a"}, "value": 1}]}}, "two": {"for": "b"}},
    )
    values = compile_values(model)
    expected = dict(zip(values.responses, values.expected(prior_belief(model))[:, 0], strict=True))
    assert expected["two"] == 0.0
    assert expected["one"] == pytest.approx(model.prior[0])


def test_the_joint_keeps_the_intent_last() -> None:
    model = small(facets={"age": {"values": ["child", "adult"], "prior_given": {"a": {"child": 1.0, "adult": 0.0}}}})
    table = joint(prior_belief(model), (0,)).reshape(2, 3)
    np.testing.assert_allclose(table.sum(axis=0), model.prior)
    assert table[1, 0] == 0.0


def test_too_many_facets_in_one_list_of_cases_is_an_error_that_says_so() -> None:
    facets = {f"f{n}": ["a", "b", "c", "d"] for n in range(12)}
    when = {name: "a" for name in facets}
    with pytest.raises(DomainTooLarge, match="name fewer facets"):
        compile_values(small(facets=facets, responses={"r": {"values": {"helpfulness": [{"when": when, "value": 1}]}}}))
