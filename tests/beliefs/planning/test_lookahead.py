"""The shared arithmetic against brute force."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from edgewise.beliefs.planning.lookahead import admissible, compiled, top
from edgewise.beliefs.values.tails import cvar
from hypothesis import given, settings
from hypothesis import strategies as st
from problems_at_random import limited, problem


def h(p: np.ndarray) -> float:
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


@given(seed=st.integers(0, 10**6), n=st.integers(1, 9), a=st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_gain_is_the_expected_drop_of_entropy(seed: int, n: int, a: int) -> None:
    of = problem(seed, n=n, a=a)
    belief = np.random.default_rng(seed).dirichlet(np.full(n, 0.3))
    gain = compiled(of).information(belief[None]).gain[0]
    for q in range(4):
        joint = of.answers[:, q] * belief
        after = sum(m.sum() * h(m / m.sum()) for m in joint if m.sum() > 0)
        assert gain[q] == pytest.approx(h(belief) - after, abs=1e-9)


def test_children_are_the_posteriors_and_the_impossible_has_no_mass() -> None:
    of = problem(2)
    belief = np.array([[0.5, 0.5, 0, 0, 0, 0.0]])
    mass, posterior = compiled(of).children(belief, np.array([[2, 0]]))
    for k, q in enumerate((2, 0)):
        joint = of.answers[:, q] * belief[0]
        np.testing.assert_allclose(mass[0, k], joint.sum(axis=1))
        np.testing.assert_allclose(posterior[0, k] * mass[0, k][:, None], joint, atol=1e-15)
    assert np.isfinite(posterior).all()


def test_admissible_is_the_definition_and_the_fallback_always_is() -> None:
    of = limited(5)
    beliefs = np.random.default_rng(0).dirichlet(np.full(6, 0.4), size=20)
    expected = np.ones((20, 5), bool)
    for limit in of.limits:
        expected &= cvar(limit.losses, beliefs, limit.alpha) <= limit.bound + 1e-9
    expected[:, of.fallback] = True
    np.testing.assert_array_equal(admissible(of, beliefs), expected)
    assert 0 < (~expected).sum() < expected.size


def test_both_layouts_agree_on_values() -> None:
    of = limited(6)
    beliefs = np.random.default_rng(1).dirichlet(np.full(6, 0.4), size=30)
    tables = compiled(of)
    np.testing.assert_allclose(tables.expected(beliefs.T).now, tables.respond(beliefs).value, atol=1e-12)


def test_restricted_is_the_smaller_problem() -> None:
    of = limited(7, n=9, q=5, r=6)
    keep, asks, says = np.array([1, 4, 8]), np.array([3, 0]), np.array([5, 2])
    small = compiled(of).restricted(keep, asks, says)
    belief = np.array([[0.2, 0.5, 0.3]])
    whole = np.zeros((1, 9))
    whole[:, keep] = belief
    full = compiled(of)
    np.testing.assert_allclose(small.information(belief).gain, full.information(whole).gain[:, asks], atol=1e-12)
    expected = np.where(admissible(of, whole[0]), of.values @ whole[0], -np.inf)[says].max()
    assert small.respond(belief).value[0] == pytest.approx(expected)


def test_a_problem_is_compiled_once_and_forgotten_with_it() -> None:
    of = problem(1)
    assert compiled(of) is compiled(of)
    known = weakref.ref(of)
    del of
    gc.collect()
    assert known() is None


def test_ties_go_to_the_lower_index_whatever_the_last_bit_says() -> None:
    assert top(np.array([[0.1, 0.3, 0.3 + 1e-15, 0.2]]), 2).tolist() == [[1, 2]]
