"""The leaf: its bounds and its fit."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.planning.leaf import FEATURES, Leaf, features, fit
from edgewise.beliefs.planning.lookahead import compiled
from hypothesis import given
from hypothesis import strategies as st
from problems_at_random import limited


@given(st.integers(0, 10**4))
def test_lies_between_responding_now_and_knowing_all_less_one_question(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = compiled(limited(seed))
    beliefs, left = rng.dirichlet(np.full(6, 0.4), size=20), rng.integers(0, 4, size=20)
    leaf = Leaf(tuple(rng.normal(size=len(FEATURES))), budget=3, cheapest=float(tables.costs.min()))
    now = tables.respond(beliefs).value
    ceiling = tables.gamma * beliefs @ tables.ideal - tables.costs.min()
    value = leaf(tables, beliefs, left)
    assert (value >= now - 1e-12).all()
    assert (value <= np.maximum(now, ceiling) + 1e-12).all()
    np.testing.assert_allclose(value[left == 0], now[left == 0], atol=1e-12)


def test_without_coefficients_it_is_the_value_of_responding() -> None:
    tables = compiled(limited(1))
    beliefs = np.random.default_rng(0).dirichlet(np.ones(6), size=5)
    np.testing.assert_allclose(Leaf()(tables, beliefs, np.full(5, 3)), tables.respond(beliefs).value, atol=1e-12)


def test_features_are_what_their_names_say() -> None:
    tables = compiled(limited(2))
    belief, used = np.array([[0.5, 0.25, 0.25, 0, 0, 0.0]]), np.array([0.5])
    phi = dict(zip(FEATURES, features(belief.T, tables.expected(belief.T), used)[:, 0], strict=True))
    h = 1.5 * np.log(2)
    assert phi["H"] == pytest.approx(h)
    assert phi["V0"] == pytest.approx(tables.respond(belief).value[0])
    assert phi["Rbar"] == pytest.approx((belief @ tables.ideal)[0])
    assert (phi["p1"], phi["n"], phi["n H"]) == (0.5, 0.5, pytest.approx(h / 2))
    groups = np.bincount(tables.best, weights=belief[0])
    groups = groups[groups > 0]
    assert phi["G"] == pytest.approx(-(groups * np.log(groups)).sum())


def test_fit_recovers_a_linear_return() -> None:
    rng = np.random.default_rng(1)
    phi = np.concatenate([np.ones((1, 500)), rng.normal(size=(4, 500)), np.full((1, 500), 0.3)])
    theta = np.array([0.5, 1.0, -2.0, 0.0, 0.25, 0.0])
    found = np.array(fit(phi, theta @ phi, ridge=1e-9))
    np.testing.assert_allclose(found, theta, atol=1e-6)


def test_a_constant_feature_gets_no_weight() -> None:
    phi = np.stack([np.ones(10), np.full(10, 3.0), np.arange(10.0)])
    assert fit(phi, np.arange(10.0), ridge=1e-9)[1] == 0.0
