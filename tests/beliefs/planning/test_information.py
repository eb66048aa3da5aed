from __future__ import annotations

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.belief.answers import answer_probabilities, contrast, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.planning.information import IntentQuestions, bits, gain
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle, entropy

SEED = 4
"""A random domain with several intents, facets and questions."""


def answered(model: Model, seed: int) -> tuple[Belief, Oracle]:
    """A belief and the enumeration of it, after a few soft replies."""
    rng = np.random.default_rng(seed)
    belief, oracle = prior_belief(model), Oracle.prior(model)
    for question in rng.permutation(np.array([q.id for q in model.questions], dtype=object))[:2]:
        soft = {a: float(rng.random() + 0.01) for a in oracle.outcomes(question)}
        reading = read_answer(model, model.question(question), {a: float(np.log(p)) for a, p in soft.items()})
        belief, oracle = belief.update(reading), oracle.reply(question, soft)
    return belief, oracle


@settings(max_examples=200, deadline=None)
@given(models(), st.integers(0, 99))
def test_gain_equals_enumeration(model: Model, seed: int) -> None:
    belief, oracle = answered(model, seed)
    gains = gain(belief)
    expected = [oracle.gain(question.id) for question in model.questions]
    np.testing.assert_allclose(gains.state, [state for state, _ in expected], atol=1e-10)
    np.testing.assert_allclose(gains.intent, [intent for _, intent in expected], atol=1e-10)


@settings(max_examples=100, deadline=None)
@given(models(), st.integers(0, 99))
def test_gain_lies_between_nothing_and_the_entropy_of_the_answer(model: Model, seed: int) -> None:
    belief, oracle = answered(model, seed)
    gains = gain(belief)
    most = np.array([entropy(oracle.answers(question.id)) for question in model.questions])
    assert np.all(gains.intent >= 0)
    assert np.all(gains.intent <= gains.state + 1e-12)
    assert np.all(gains.state <= most + 1e-12)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_a_batch_of_beliefs_gains_what_each_gains(model: Model, seed: int) -> None:
    beliefs = [answered(model, seed + n)[0] for n in range(3)]
    stacked = Belief(
        model, np.stack([b.log_intents for b in beliefs]), np.stack([np.array(b.log_values) for b in beliefs])
    )
    singles = [gain(b) for b in beliefs]
    np.testing.assert_allclose(gain(stacked).state, np.stack([s.state for s in singles]), atol=1e-12)
    np.testing.assert_allclose(gain(stacked).intent, np.stack([s.intent for s in singles]), atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_a_batch_of_replies_to_a_shared_belief_gains_what_each_gains(model: Model, seed: int) -> None:
    rng = np.random.default_rng(seed)
    belief, _ = answered(model, seed)
    if not model.facets:
        return
    facet = model.facets[0]
    likelihood = np.log(rng.random((2, 2, len(facet.values), len(model.intents))))
    together = gain(belief.update(Reading(facets={0: likelihood})))
    for at in np.ndindex(2, 2):
        alone = gain(belief.update(Reading(facets={0: likelihood[at]})))
        np.testing.assert_allclose(together.state[at], alone.state, atol=1e-12)
        np.testing.assert_allclose(together.intent[at], alone.intent, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_a_batch_over_intents_and_some_of_the_facets_gains_what_each_gains(model: Model, seed: int) -> None:
    rng = np.random.default_rng(seed)
    belief, _ = answered(model, seed)
    own = {k: np.log(rng.random((3, len(space.values), 1))) for k, space in enumerate(model.facets[:1])}
    wish = np.log(rng.random((3, len(model.intents))))
    for facets in ({}, own):
        together = gain(belief.update(Reading(wish, facets)))
        for n in range(3):
            alone = gain(belief.update(Reading(wish[n], {k: part[n] for k, part in facets.items()})))
            np.testing.assert_allclose(together.state[n], alone.state, atol=1e-12)
            np.testing.assert_allclose(together.intent[n], alone.intent, atol=1e-12)


def test_a_batch_over_intents_alone_gains_what_each_gains() -> None:
    model = random_model(SEED)
    likelihood = np.log(np.random.default_rng(1).random((4, len(model.intents))))
    together = gain(prior_belief(model).update(Reading(intents=likelihood)))
    for n in range(4):
        alone = gain(prior_belief(model).update(Reading(intents=likelihood[n])))
        np.testing.assert_allclose(together.state[n], alone.state, atol=1e-12)


def test_what_is_known_for_certain_is_not_worth_asking() -> None:
    model = random_model(SEED)
    belief = prior_belief(model)
    for facet, space in enumerate(model.facets):
        certain = np.full((len(space.values), 1), -np.inf)
        certain[-1] = 0
        belief = belief.update(Reading(facets={facet: certain}))
    known = belief.update(Reading(intents=np.where(np.arange(len(model.intents)) == 0, 0, -np.inf)))
    assert model.questions
    np.testing.assert_allclose(gain(known).state, 0, atol=1e-12)


def test_a_nat_is_more_than_a_bit() -> None:
    assert bits(np.array(np.log(2.0))) == pytest.approx(1.0)


def intent_tables(seed: int, questions: int, intents: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 6, questions)
    return [np.ascontiguousarray(rng.dirichlet(np.full(a, 0.5), intents).T) for a in sizes]


def brute(table: np.ndarray, belief: np.ndarray) -> float:
    told = entropy(belief.tolist())
    for row in table:
        joint = row * belief
        if joint.sum() > 0:
            told -= joint.sum() * entropy((joint / joint.sum()).tolist())
    return told


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 12))
def test_questions_about_the_intent_gain_what_enumeration_says(seed: int, questions: int, intents: int) -> None:
    tables = intent_tables(seed, questions, intents)
    beliefs = np.random.default_rng(seed).dirichlet(np.full(intents, 0.3), (2, 3))
    gains = IntentQuestions.of(tables).gain(beliefs)
    assert gains.shape == (2, 3, questions)
    for at in np.ndindex(2, 3):
        np.testing.assert_allclose(gains[at], [brute(t, beliefs[at]) for t in tables], atol=1e-10)


def test_single_precision_differs_by_its_rounding_alone() -> None:
    tables = intent_tables(3, 20, 50)
    belief = np.random.default_rng(3).dirichlet(np.ones(50))
    single = IntentQuestions.of(tables, dtype=np.float32).gain(belief.astype(np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, IntentQuestions.of(tables).gain(belief), atol=1e-5)


def test_contrasts_are_questions_about_the_intent() -> None:
    model = random_model(7)
    belief = prior_belief(model)
    question = contrast(model, model.intents[:2])
    gains = IntentQuestions.of([question.table]).gain(belief.intents)
    np.testing.assert_allclose(gains, [brute(question.table, belief.intents)], atol=1e-10)
    np.testing.assert_allclose(answer_probabilities(belief, question).sum(), 1)
