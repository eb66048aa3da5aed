from __future__ import annotations

import json

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle

SEED = 4
"""A random domain with several intents, facets and questions."""


def random_reading(model: Model, seed: int, zeros: bool = False) -> Reading:
    rng = np.random.default_rng(seed)
    facets = {
        k: np.log(rng.random((len(space.values), len(model.intents) if rng.random() < 0.5 else 1)))
        for k, space in enumerate(model.facets)
        if rng.random() < 0.7
    }
    intents = np.log(rng.random(len(model.intents)))
    if zeros:
        intents[0] = -np.inf
        facets = {k: np.where(np.arange(len(part))[:, None] == 0, -np.inf, part) for k, part in facets.items()}
    return Reading(intents if rng.random() < 0.8 else None, facets)


def enumerated(oracle: Oracle, model: Model, reading: Reading) -> Oracle:
    likelihood: dict[tuple[str, ...], float] = {}
    for state in oracle.p:
        i = model.intent_index[state[0]]
        total = 0.0 if reading.intents is None else float(reading.intents[i])
        for k, part in reading.facets.items():
            v = model.facets[k].values.index(state[1 + k])
            total += float(np.broadcast_to(part, (len(part), len(model.intents)))[v, i])
        likelihood[state] = float(np.exp(total))
    return oracle.condition(likelihood)


def agrees(belief: Belief, oracle: Oracle, tolerance: float = 1e-10) -> None:
    model = belief.model
    np.testing.assert_allclose(belief.intents, oracle.intents(), atol=tolerance)
    for k, space in enumerate(model.facets):
        np.testing.assert_allclose(belief.facet(k), oracle.facet(space.id), atol=tolerance)
    np.testing.assert_allclose(belief.entropy(), oracle.entropy(), atol=tolerance)


def same(one: Belief, other: Belief, tolerance: float = 1e-12) -> None:
    np.testing.assert_allclose(one.intents, other.intents, atol=tolerance)
    np.testing.assert_allclose(one.values, other.values, atol=tolerance)


@settings(max_examples=200, deadline=None)
@given(models(), st.integers(0, 99))
def test_posterior_equals_enumeration(model: Model, seed: int) -> None:
    belief, oracle = prior_belief(model), Oracle.prior(model)
    agrees(belief, oracle)
    for n in range(3):
        reading = random_reading(model, seed + n)
        belief, oracle = belief.update(reading), enumerated(oracle, model, reading)
        agrees(belief, oracle)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_joint_stays_factored(model: Model, seed: int) -> None:
    """Every state's probability is the product that the belief says it is."""
    reading = random_reading(model, seed)
    belief, oracle = prior_belief(model).update(reading), enumerated(Oracle.prior(model), model, reading)
    for state, p in oracle.p.items():
        i = model.intent_index[state[0]]
        product = belief.intents[i]
        for k, space in enumerate(model.facets):
            product = product * belief.conditional(k)[space.values.index(state[1 + k]), i]
        assert product == pytest.approx(p, abs=1e-10)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99), st.permutations(range(4)))
def test_order_of_evidence_is_irrelevant(model: Model, seed: int, order: list[int]) -> None:
    readings = [random_reading(model, seed + n, zeros=n == 2) for n in range(4)]
    forwards, shuffled = prior_belief(model), prior_belief(model)
    for n in range(4):
        forwards, shuffled = forwards.update(readings[n]), shuffled.update(readings[order[n]])
    same(forwards, shuffled)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_a_batch_is_updated_as_each_alone(model: Model, seed: int) -> None:
    readings = [random_reading(model, seed + n) for n in range(3)]
    facets = {k: np.stack([wide(reading, model, k) for reading in readings]) for k in range(len(model.facets))}
    nothing = np.zeros(len(model.intents))
    intents = np.stack([nothing if r.intents is None else r.intents for r in readings])
    together = prior_belief(model).update(Reading(intents, facets))
    for n, reading in enumerate(readings):
        alone = prior_belief(model).update(reading)
        np.testing.assert_allclose(together.intents[n], alone.intents, atol=1e-12)
        np.testing.assert_allclose(together.values[n] if facets else together.values, alone.values, atol=1e-12)
        np.testing.assert_allclose(together.entropy()[n], alone.entropy(), atol=1e-12)
        np.testing.assert_allclose(together.log_evidence[n], alone.log_evidence, atol=1e-12)


def wide(reading: Reading, model: Model, k: int) -> np.ndarray:
    shape = (len(model.facets[k].values), len(model.intents))
    return np.broadcast_to(reading.facets.get(k, np.zeros((1, 1))), shape)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_what_one_reply_rules_out_another_can_bring_back(model: Model, seed: int) -> None:
    reading = random_reading(model, seed, zeros=True)
    undone = Reading(
        None if reading.intents is None else -np.maximum(reading.intents, -1e3),
        {k: -np.maximum(part, -1e3) for k, part in reading.facets.items()},
    )
    same(prior_belief(model).update(reading).update(undone), prior_belief(model), 1e-10)


def test_impossible_evidence_is_flagged_and_never_nan() -> None:
    belief = prior_belief(random_model(SEED))
    never = np.full(len(belief.intents), -np.inf)
    for reading in (Reading(never), Reading(facets={0: np.full((len(belief.model.facets[0].values), 1), -np.inf)})):
        after = belief.update(reading)
        assert after.surprised
        assert np.isfinite(after.entropy())
        same(after, belief)
    assert not belief.update(Reading(never + 1)).update(Reading(np.zeros(len(never)))).surprised


def test_contradiction_leaves_a_belief() -> None:
    belief = prior_belief(random_model(SEED))
    first = np.where(np.arange(len(belief.intents)) == 0, 0, -np.inf)
    after = belief.update(Reading(first)).update(Reading(np.where(first == 0, -np.inf, 0)))
    assert after.surprised
    assert after.intents.sum() == pytest.approx(1)
    same(after, belief)


def test_log_evidence_is_the_probability_of_what_was_heard() -> None:
    belief = prior_belief(random_model(SEED))
    likelihood = np.random.default_rng(0).random(len(belief.intents))
    after = belief.update(Reading(np.log(likelihood)))
    assert np.exp(after.log_evidence) == pytest.approx(likelihood @ belief.intents)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_json_keeps_every_bit(model: Model, seed: int) -> None:
    belief = prior_belief(model).update(random_reading(model, seed, zeros=True))
    restored = Belief.from_json(model, json.loads(json.dumps(belief.to_json(), allow_nan=False)))
    np.testing.assert_array_equal(restored.log_intents, belief.log_intents)
    np.testing.assert_array_equal(restored.log_values, belief.log_values)
    np.testing.assert_array_equal(restored.log_evidence, belief.log_evidence)


def test_json_of_a_belief_with_conditionals_of_its_own_and_a_batch() -> None:
    model = random_model(SEED)
    plain = prior_belief(model).update(random_reading(model, 3))
    batch = Belief(model, np.stack([plain.log_intents] * 2), np.stack([plain.log_values] * 2))
    restored = Belief.from_json(model, json.loads(json.dumps(batch.to_json(), allow_nan=False)))
    np.testing.assert_array_equal(restored.log_intents, batch.log_intents)
    np.testing.assert_array_equal(restored.log_values, batch.log_values)


def test_an_update_shares_what_it_does_not_change() -> None:
    model = random_model(SEED)
    before = prior_belief(model)
    after = before.update(Reading(facets={0: np.zeros((len(model.facets[0].values), 1))}))
    assert after.shared is before.shared is model.conditionals
    assert set(after.changed) == {0}
    assert not before.changed


def test_top_names_the_most_probable_intents() -> None:
    belief = prior_belief(random_model(SEED))
    best = belief.top(2)
    assert [p for _, p in best] == sorted(belief.intents, reverse=True)[:2]
    assert best[0][0] == belief.model.intents[int(belief.intents.argmax())]
