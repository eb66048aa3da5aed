"""The beam search against the oracle, at every size and under a deadline."""

from __future__ import annotations

import tracemalloc
from functools import partial

import numpy as np
import pytest
from edgewise.beliefs.planning.lookahead import compiled
from edgewise.beliefs.planning.optimal import Optimal, Solved, optimal_value
from edgewise.beliefs.planning.planning import Greedy
from edgewise.beliefs.planning.problem import Problem, Situation
from edgewise.beliefs.planning.search import BEAMS, MOST, NARROW, Level, Search, leaves
from problems_at_random import limited, problem, rivalling, situation

WIDE = tuple(Level(9, 9) for _ in range(4))


@pytest.mark.parametrize("seed", range(8))
def test_as_deep_and_wide_as_the_problem_it_is_the_optimum(seed: int) -> None:
    of = limited(seed, a=2)
    where = situation(of, seed, budget=4)
    plan = Search(levels=WIDE, bonus=0.0).plan(of, where)
    best = Optimal().plan(of, where)
    assert plan.question == best.question
    assert [c.question for c in plan.considered] == [c.question for c in best.considered]
    np.testing.assert_allclose([c.value for c in plan.considered], [c.value for c in best.considered], atol=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_it_foresees_that_an_answer_closes_another_question(seed: int) -> None:
    of = rivalling(seed)
    where = situation(of, seed, budget=3)
    plan, best = Search(levels=WIDE, bonus=0.0).plan(of, where), Optimal().plan(of, where)
    np.testing.assert_allclose([c.value for c in plan.considered], [c.value for c in best.considered], atol=1e-9)
    view = Search(support=5, responses=5, questions=4, levels=WIDE, bonus=0.0)
    belief = where.belief.copy()
    belief[belief.argmin()] = 0.0
    same = Situation(belief / belief.sum(), where.open, where.budget)
    found = [[c.value for c in search.plan(of, same).considered] for search in (view, Search(levels=WIDE, bonus=0.0))]
    np.testing.assert_allclose(*found, atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_values_are_those_of_the_optimum_when_nothing_is_cut(seed: int) -> None:
    of = limited(seed, a=2)
    wheres = [situation(of, s, budget=2) for s in range(5)]
    plans = [Search(levels=WIDE, bonus=0.0).plan(of, w) for w in wheres]
    found = [max(plan.respond_value, *(seen.value for seen in plan.considered)) for plan in plans]
    np.testing.assert_allclose(found, [optimal_value(of, w) for w in wheres], atol=1e-9)


def test_a_single_level_is_greedy() -> None:
    of = problem(5)
    where = situation(of, 5)
    one = Search(levels=(Level(4, 4),), bonus=0.1).plan(of, where)
    assert [(c.question, pytest.approx(c.value)) for c in one.considered] == [
        (c.question, c.value) for c in Greedy(bonus=0.1).plan(of, where).considered
    ]


def test_steps_bound_the_beam_that_there_is_room_for() -> None:
    of = problem(5, n=4)
    assert [len(Search(steps=steps).beam(of)) for steps in (None, 4, 3, 2)] == [4, 4, 3, 2]


def test_where_nothing_may_be_asked_any_more_no_step_is_taken() -> None:
    """One question left: looking two ahead and one ahead are the same."""
    of = problem(5)
    where = situation(of, 5, budget=1)
    two, one = (Search(levels=(Level(4, 4),) * depth).plan(of, where) for depth in (2, 1))
    assert [(c.question, pytest.approx(c.value, abs=1e-12)) for c in two.considered] == [
        (c.question, c.value) for c in one.considered
    ]


def xor() -> tuple[Problem, Situation]:
    """Two bits whose XOR decides: no single answer is worth anything."""
    bits = (np.arange(4)[None] >> np.arange(2)[:, None]) & 1
    answers = np.stack([1.0 - bits, bits]).astype(float)
    odd = bits[0] ^ bits[1]
    values = np.stack([1.0 - 2 * odd, 2.0 * odd - 1, np.zeros(4)])
    of = Problem(answers=answers, costs=np.full(2, 0.01), values=values, fallback=2)
    return of, Situation(np.full(4, 0.25), np.ones(2, bool), 2)


def test_sees_value_that_only_a_pair_of_questions_has() -> None:
    of, where = xor()
    assert Greedy(bonus=0.0).plan(of, where).question is None
    assert Search(bonus=0.0).plan(of, where).question is not None
    loss = Solved.of(of, where).loss(partial(Search(bonus=0.0).plan_batch, of))
    assert loss == pytest.approx(0.0, abs=1e-12)


def test_large_problems_are_ranked_on_a_view_but_responded_to_exactly() -> None:
    of = limited(3, n=120, q=60, r=40)
    for seed in range(5):
        where = situation(of, seed)
        plan = Search().plan(of, where)
        now = compiled(of).respond(where.belief[None])
        assert plan.respond_value == pytest.approx(now.value[0])
        assert plan.response == now.index[0]
        assert plan.question is None or where.open[plan.question]


def test_a_view_that_drops_nothing_decides_as_the_whole() -> None:
    of = limited(6, n=12, q=5, r=6)
    wheres = [situation(of, seed) for seed in range(6)]
    whole = Search(support=12)
    # One hypothesis without mass makes the problem large without changing it.
    view = Search(support=11, responses=6, questions=5, levels=whole.beam(of))
    for where in wheres:
        belief = where.belief.copy()
        belief[belief.argmin()] = 0.0
        same = Situation(belief / belief.sum(), where.open, where.budget)
        ours, theirs = view.plan(of, same), whole.plan(of, same)
        assert ours.question == theirs.question
        np.testing.assert_allclose([c.value for c in ours.considered], [c.value for c in theirs.considered], atol=1e-9)


def test_no_time_at_all_still_gives_an_exact_response_and_time_gives_all() -> None:
    of = limited(4)
    where = situation(of, 4)
    cut = Search().plan(of, where, deadline_s=0.0)
    full = Search().plan(of, where)
    assert (cut.response, cut.respond_value) == (full.response, full.respond_value)
    assert (cut.complete, full.complete) == (False, True)
    assert cut.depth < full.depth == len(Search().beam(of))
    assert Search().plan(of, where, deadline_s=60.0) == full


def test_the_beam_gets_shallower_as_problems_grow() -> None:
    small, large = problem(1), problem(1, n=70, q=60, a=5)
    assert Search().beam(small) == BEAMS[0]
    assert Search().beam(large) == BEAMS[-1]
    assert leaves((Level(9, 2), Level(4, 4)), answers=3, questions=3) == 2 * 3 * 3 * 3


def test_many_answers_make_it_narrower_until_there_is_room() -> None:
    beams: list[tuple[Level, ...]] = []
    for answers in (10, 20, 40, 50, 80, 200, 400, 2000, 20_000, 60_000):
        blank = np.broadcast_to(0.5, (answers, 60, 500))
        of = Problem(blank, np.zeros(60), np.zeros((1, 500)))
        beam = Search().beam(of)
        assert leaves(beam, answers, 60) * 64 <= MOST
        beams.append(beam)
    assert all(beam == BEAMS[-1] for beam in beams[:4])  # with up to fifty answers nothing is lost
    assert [len(beam) for beam in beams] == [2, 2, 2, 2, 2, 2, 1, 1, 1, 1]
    wide = [NARROW.index(beam) for beam in beams]
    assert wide == sorted(wide)


def test_a_question_with_hundreds_of_answers_takes_no_gigabytes() -> None:
    of = problem(2, n=64, q=6, a=300)
    tracemalloc.start()
    try:
        plan = Search().plan(of, situation(of, 2))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert plan.complete and plan.considered
    assert peak < 400e6
