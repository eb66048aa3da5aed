"""One contract for all planners, and what the two myopic ones promise beyond it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.planning.planning import Greedy, Planner, Threshold, planner
from edgewise.beliefs.planning.problem import Problem, Situation
from edgewise.beliefs.values.tails import cvar
from hypothesis import given, settings
from hypothesis import strategies as st
from problems_at_random import limited, problem, situation

OPTIONS: dict[str, dict[str, object]] = {
    "greedy": {},
    "optimal": {},
    "pouct": {"simulations": 40},
    "search": {},
    "threshold": {"confidence": 0.9},
}


@pytest.fixture(params=sorted(OPTIONS))
def any_planner(request: pytest.FixtureRequest) -> Planner:
    return planner(request.param, **OPTIONS[request.param])


def allowed(of: Problem, belief: np.ndarray) -> np.ndarray:
    """Admissible responses by the definition, straight from the limits."""
    kept = np.ones(len(of.values), bool)
    for limit in of.limits:
        kept &= cvar(limit.losses, belief, limit.alpha) <= limit.bound + 1e-9
    kept[of.fallback] = True
    return kept


@pytest.mark.parametrize("seed", range(8))
def test_never_an_inadmissible_response_and_always_the_best_admissible(any_planner: Planner, seed: int) -> None:
    of = limited(seed)
    where = situation(of, seed)
    plan = any_planner.plan(of, where)
    kept = allowed(of, where.belief)
    assert kept[plan.response]
    expected = np.where(kept, of.values @ where.belief, -np.inf)
    assert plan.respond_value == pytest.approx(expected.max())
    assert expected[plan.response] == pytest.approx(expected.max())


@pytest.mark.parametrize("seed", range(8))
def test_asks_only_what_is_open_and_applies(any_planner: Planner, seed: int) -> None:
    of = limited(seed)
    where = situation(of, seed)
    plan = any_planner.plan(of, where)
    assert of.applies is not None
    may = where.open & (of.applies @ where.belief >= 0.5)
    assert all(may[seen.question] for seen in plan.considered)
    assert plan.question is None or may[plan.question]


def test_asks_nothing_without_budget_or_open_questions(any_planner: Planner) -> None:
    of = problem(1)
    where = situation(of, 1)
    assert any_planner.plan(of, replace(where, budget=0)).question is None
    assert any_planner.plan(of, replace(where, open=np.zeros(4, bool))).question is None


def test_asks_the_one_question_that_tells_all(any_planner: Planner) -> None:
    answers = np.stack([np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.0, 1.0], [0.5, 0.5]])])
    values = np.array([[1.0, -1.5], [-1.5, 1.0], [0.0, 0.0]])
    of = Problem(answers=answers, costs=np.array([0.05, 0.01]), values=values, fallback=2)
    plan = any_planner.plan(of, Situation(np.array([0.5, 0.5]), np.ones(2, bool), 2))
    assert plan.question == 0
    assert plan.response == 2
    sure = any_planner.plan(of, Situation(np.array([1.0, 0.0]), np.ones(2, bool), 2))
    assert sure.question is None
    assert (sure.response, sure.respond_value) == (0, 1.0)


def test_the_same_seed_gives_the_same_plan_and_leaves_global_random_alone(any_planner: Planner) -> None:
    import random

    of, before = limited(3), random.getstate()
    assert any_planner.plan(of, situation(of, 3), seed=5) == any_planner.plan(of, situation(of, 3), seed=5)
    assert random.getstate() == before


def test_a_batch_decides_as_one_by_one(any_planner: Planner) -> None:
    of = limited(4)
    wheres = [situation(of, seed, budget=1 + seed % 3) for seed in range(12)]
    batch = any_planner.plan_batch(
        of,
        np.stack([w.belief for w in wheres]),
        np.stack([w.open for w in wheres]),
        np.array([w.budget for w in wheres]),
    )
    plans = [any_planner.plan(of, where) for where in wheres]
    assert batch.question.tolist() == [-1 if p.question is None else p.question for p in plans]
    assert batch.response.tolist() == [p.response for p in plans]
    np.testing.assert_allclose(batch.respond_value, [p.respond_value for p in plans], atol=1e-12)


def test_an_empty_batch_is_an_empty_advice(any_planner: Planner) -> None:
    of = problem(1)
    batch = any_planner.plan_batch(of, np.zeros((0, 6)), np.zeros((0, 4), bool), np.zeros(0, int))
    assert batch.question.shape == batch.response.shape == batch.respond_value.shape == (0,)


@pytest.mark.parametrize("name", ["greedy", "search", "threshold"])
@given(seed=st.integers(0, 10**6), n=st.integers(1, 9), a=st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_any_small_problem_gets_finite_sorted_advice(name: str, seed: int, n: int, a: int) -> None:
    of = limited(seed, n=n, a=a)
    where = situation(of, seed)
    plan = planner(name).plan(of, where)
    values = [seen.value for seen in plan.considered]
    assert np.isfinite(values).all()
    assert values == sorted(values, reverse=True)
    assert all(seen.gain >= 0.0 for seen in plan.considered)
    assert allowed(of, where.belief)[plan.response]
    if plan.question is not None:
        assert plan.question == plan.considered[0].question


def test_greedy_is_the_one_step_value_of_information_by_hand() -> None:
    of = problem(7)
    where = situation(of, 7)
    for seen in Greedy(bonus=0.0).plan(of, where).considered:
        joint = of.answers[:, seen.question] * where.belief
        best = (joint @ of.values.T).max(axis=1).sum()
        assert seen.value == pytest.approx(of.gamma * best - of.costs[seen.question])


def test_curiosity_is_worth_its_weight_in_nats() -> None:
    of = problem(8)
    where = situation(of, 8)
    plain = {c.question: c for c in Greedy(bonus=0.0).plan(of, where).considered}
    for seen in Greedy(bonus=0.0).plan(replace(of, curiosity=0.3), where).considered:
        before = plain[seen.question]
        assert seen.value == pytest.approx(before.value + 0.3 * before.gain)


def test_threshold_stops_once_sure_enough() -> None:
    of = problem(9)
    belief = np.array([0.7, 0.3, 0, 0, 0, 0.0])
    where = Situation(belief, np.ones(4, bool), 4)
    assert Threshold(confidence=0.69).plan(of, where).question is None
    asked = Threshold(confidence=0.71).plan(of, where)
    assert asked.question == max(asked.considered, key=lambda seen: seen.gain).question


def test_an_unknown_planner_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="unknown planner 'psychic'") as error:
        planner("psychic")
    assert error.value.hint == "one of greedy, optimal, pouct, search, threshold"
