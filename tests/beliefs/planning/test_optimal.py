"""The oracle against plain recursion, and its measures of policies against each other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from edgewise.beliefs.errors import DomainTooLarge
from edgewise.beliefs.planning.optimal import Optimal, Solved, optimal_value, policy_value
from edgewise.beliefs.planning.planning import Greedy, Threshold
from edgewise.beliefs.planning.problem import Problem, Situation
from edgewise.beliefs.values.tails import cvar
from problems_at_random import limited, problem, rivalling, situation


def brute(of: Problem, belief: np.ndarray, open_: frozenset[int], budget: int) -> float:
    """``V(b)`` by recursion, straight from the definitions."""
    kept = [
        r
        for r in range(len(of.values))
        if r == of.fallback
        or all(cvar(limit.losses, belief, limit.alpha)[r] <= limit.bound + 1e-9 for limit in of.limits)
    ]
    best = max(float(of.values[r] @ belief) for r in kept)
    for q in open_ if budget else ():
        if of.applies is not None and of.applies[q] @ belief < 0.5 - 1e-9:
            continue
        joint = of.answers[:, q] * belief
        mass = joint.sum(axis=1)
        shut = [np.flatnonzero(of.closes[q, a]) if of.closes is not None else () for a in range(len(mass))]
        later = [(m, j / m, open_ - {q, *closed}) for j, m, closed in zip(joint, mass, shut, strict=True) if m > 0]
        after = sum(m * brute(of, posterior, left, budget - 1) for m, posterior, left in later)
        h = [-(p[p > 0] * np.log(p[p > 0])).sum() for p in (belief, *(j / m for j, m in zip(joint, mass, strict=True)))]
        gain = h[0] - mass @ np.array(h[1:])
        best = max(best, of.gamma * after - of.costs[q] + of.curiosity * gain)
    return best


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("curiosity", [0.0, 0.1])
def test_equals_plain_recursion(seed: int, curiosity: float) -> None:
    of = limited(seed, q=3, a=2, curiosity=curiosity)
    where = situation(of, seed, budget=2 + seed % 2)
    expected = brute(of, where.belief, frozenset(np.flatnonzero(where.open).tolist()), where.budget)
    assert optimal_value(of, where) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("curiosity", [0.0, 0.1])
def test_a_question_that_another_closed_is_asked_no_more(seed: int, curiosity: float) -> None:
    of = rivalling(seed, q=3, a=3, curiosity=curiosity)
    where = Situation(situation(of, seed).belief, np.ones(3, bool), 3)
    expected = brute(of, where.belief, frozenset(range(3)), 3)
    assert optimal_value(of, where) == pytest.approx(expected)
    assert policy_value(of, where, partial(Optimal().plan_batch, of)) == pytest.approx(expected)
    assert expected <= optimal_value(replace(of, closes=None), where) + 1e-12


@pytest.mark.parametrize("seed", range(4))
def test_following_the_optimum_earns_the_optimum(seed: int) -> None:
    of = limited(seed, q=3, a=2)
    where = situation(of, seed)
    best = partial(Optimal().plan_batch, of)
    assert policy_value(of, where, best) == pytest.approx(optimal_value(of, where))
    assert Solved.of(of, where).loss(best) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("policy", [Greedy(), Threshold()])
def test_loss_is_the_optimum_less_the_value(seed: int, policy: Greedy | Threshold) -> None:
    of = limited(seed, curiosity=0.02)
    where = situation(of, seed)
    follow = partial(policy.plan_batch, of)
    loss = optimal_value(of, where) - policy_value(of, where, follow)
    assert Solved.of(of, where).loss(follow) == pytest.approx(loss)
    assert loss >= -1e-9


def test_lots_leave_the_expectation_as_it_is() -> None:
    of = problem(3)
    where = Situation(np.full(6, 1 / 6), np.ones(4, bool), 4)
    follow = partial(Threshold(confidence=0.95).plan_batch, of)
    exact = Solved.of(of, where).loss(follow)
    lots = [Solved.of(of, where).loss(follow, least=0.03, seed=seed) for seed in range(200)]
    assert np.std(lots) > 0.0
    assert abs(np.mean(lots) - exact) < 4 * np.std(lots) / len(lots) ** 0.5


def test_more_budget_is_never_worth_less() -> None:
    of = limited(2)
    where = [situation(of, 2, budget=budget) for budget in range(5)]
    values = [optimal_value(of, w) for w in where]
    assert values == sorted(values)


def test_what_is_too_large_is_refused_with_the_way_out() -> None:
    of = problem(1, q=12)
    with pytest.raises(DomainTooLarge, match=r"(?s)5,000,000 states.*12 open questions.*'search'"):
        optimal_value(of, Situation(np.full(6, 1 / 6), np.ones(12, bool), 12))
