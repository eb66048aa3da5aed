from __future__ import annotations

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.drift import drifted, share_redrawn
from edgewise.beliefs.belief.model import Model
from hypothesis import given, settings
from hypothesis import strategies as st

SEED = 4
"""A random domain with several intents, facets and questions."""

RATES = st.floats(0, 1)


def heard(model: Model, seed: int, batch: tuple[int, ...] = ()) -> Belief:
    rng = np.random.default_rng(seed)
    intents = np.log(rng.random((*batch, len(model.intents))))
    facets = {
        k: np.log(rng.random((*batch, len(space.values), len(model.intents))))
        for k, space in enumerate(model.facets)
        if k != 1
    }
    return prior_belief(model).update(Reading(intents, facets))


def same(one: Belief, other: Belief) -> None:
    np.testing.assert_allclose(one.intents, other.intents, atol=1e-12)
    np.testing.assert_allclose(one.values, other.values, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(models(), st.integers(0, 99), RATES)
def test_one_step_mixes_in_the_prior(model: Model, seed: int, rate: float) -> None:
    prior, belief = prior_belief(model), heard(model, seed)
    after = drifted(belief, prior, rate)
    np.testing.assert_allclose(after.intents, (1 - rate) * belief.intents + rate * prior.intents, atol=1e-12)
    np.testing.assert_allclose(after.values, (1 - rate) * belief.values + rate * prior.values, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(models(), st.integers(0, 99), RATES, st.integers(0, 5))
def test_steps_at_once_are_steps_one_by_one(model: Model, seed: int, rate: float, steps: int) -> None:
    prior = prior_belief(model)
    slowly = belief = heard(model, seed)
    for _ in range(steps):
        slowly = drifted(slowly, prior, rate)
    same(drifted(belief, prior, rate, steps), slowly)


@settings(max_examples=40, deadline=None)
@given(models(), st.integers(0, 99), RATES)
def test_a_belief_that_shares_nothing_drifts_alike(model: Model, seed: int, rate: float) -> None:
    prior, belief = prior_belief(model), heard(model, seed)
    apart = Belief(model, belief.log_intents, belief.log_values.copy())
    same(drifted(apart, prior, rate), drifted(belief, prior, rate))


def test_a_batch_drifts_as_each_alone() -> None:
    model = random_model(SEED)
    prior, batch = prior_belief(model), heard(model, 1, (3,))
    after = drifted(batch, prior, 0.2, 2)
    for n in range(3):
        alone = Belief(model, batch.log_intents[n], batch.log_values[n])
        np.testing.assert_allclose(after.intents[n], drifted(alone, prior, 0.2, 2).intents, atol=1e-12)
        np.testing.assert_allclose(after.values[n], drifted(alone, prior, 0.2, 2).values, atol=1e-12)


def test_the_prior_stays_where_it_is() -> None:
    prior = prior_belief(random_model(SEED))
    after = drifted(prior, prior, 0.3, 4)
    same(after, prior)
    assert not after.changed


def test_what_is_certain_in_the_prior_stays_certain() -> None:
    model = random_model(SEED)
    certain = np.where(np.arange(len(model.facets[0].values))[:, None] == 0, 0.0, -np.inf)
    prior = prior_belief(model).update(Reading(facets={0: certain}))
    belief = prior.update(Reading(np.log(np.arange(1.0, 1 + len(model.intents)))))
    np.testing.assert_allclose(drifted(belief, prior, 0.3, 5).facet(0)[0], 1, atol=1e-12)
    np.testing.assert_allclose(drifted(belief, prior_belief(model), 1.0).facet(0), prior_belief(model).facet(0))


def test_what_was_ruled_out_comes_back_and_nothing_is_nan() -> None:
    model = random_model(SEED)
    never = np.where(np.arange(len(model.intents)) == 0, -np.inf, 0.0)
    belief = prior_belief(model).update(Reading(never))
    for rate in (0.0, 1e-12, 0.5, 1.0):
        after = drifted(belief, prior_belief(model), rate)
        assert after.intents[0] == pytest.approx(rate * model.prior[0])
        assert np.isfinite(after.entropy())


def test_share_redrawn() -> None:
    assert share_redrawn(0.0, 9) == 0
    assert share_redrawn(0.3, 0) == 0
    assert share_redrawn(0.3, 2) == pytest.approx(1 - 0.7**2)
    assert share_redrawn(1.0, 1) == 1
    assert share_redrawn(1.0, 0) == 0


@settings(max_examples=40, deadline=None)
@given(models(), st.integers(0, 99), RATES)
def test_each_facet_drifts_at_its_own_rate(model: Model, seed: int, rate: float) -> None:
    prior, belief = prior_belief(model), heard(model, seed)
    stays, moves = [0.0] * len(model.facets), [rate] * len(model.facets)
    same(drifted(belief, prior, rate, facets=moves), drifted(belief, prior, rate))
    np.testing.assert_allclose(drifted(belief, prior, rate, facets=stays).values, belief.values, atol=1e-12)
    np.testing.assert_allclose(
        drifted(belief, prior, 0.0, facets=moves).values, drifted(belief, prior, rate).values, atol=1e-12
    )
    assert drifted(belief, prior, 0.0, facets=stays) is belief
