"""Rehearsed dialogues: fair luck, right books, and a calibration that helps and repeats."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from edgewise.beliefs.planning.optimal import policy_value
from edgewise.beliefs.planning.planning import Greedy, Threshold
from edgewise.beliefs.planning.problem import Situation
from edgewise.beliefs.planning.rehearsal import PORTFOLIO, Calibration, Entry, Luck, calibrate, preferred, rehearse
from problems_at_random import limited, problem, rivalling

START = Situation(np.full(6, 1 / 6), np.ones(4, bool), 4)


def test_mean_return_is_the_policys_value() -> None:
    of = limited(3)
    luck = Luck.drawn(of, START.belief, 4000, np.random.default_rng(0))
    told = rehearse(of, START, Threshold(confidence=0.95), luck)
    exact = policy_value(of, START, partial(Threshold(confidence=0.95).plan_batch, of))
    assert abs(told.returns.mean() - exact) < 4 * told.returns.std() / 4000**0.5


def test_answers_follow_the_tables_and_depend_on_truth_and_luck_alone() -> None:
    of = problem(2)
    luck = Luck.drawn(of, START.belief, 6000, np.random.default_rng(0))
    rows = np.flatnonzero(luck.truth == 4)
    said = luck.answers(of, rows, np.full(len(rows), 1))
    shares = np.bincount(said, minlength=3) / len(rows)
    np.testing.assert_allclose(shares, of.answers[:, 1, 4], atol=0.06)
    np.testing.assert_array_equal(said[:10], luck.answers(of, rows[:10], np.full(10, 1)))


def test_the_impossible_is_never_said() -> None:
    answers = np.zeros((3, 1, 1))
    answers[0] = 1.0
    of = problem(1, n=1, q=1, answers=answers)
    luck = Luck(np.zeros(1, int), np.array([[1.0]]))
    assert luck.answers(of, np.array([0]), np.array([0])).tolist() == [0]


def test_what_comes_later_adds_up() -> None:
    of = problem(4)
    luck = Luck.drawn(of, START.belief, 50, np.random.default_rng(1))
    told = rehearse(of, START, Greedy(bonus=0.3), luck, explore=np.random.default_rng(2))
    first = told.left == START.budget
    np.testing.assert_allclose(told.later[first], told.returns)
    assert len(told.later) == told.asked.sum() + 50
    assert (told.open.sum(axis=1) - told.left == 0).all()


def test_what_was_closed_is_rehearsed_no_more() -> None:
    of = rivalling(4)
    start = Situation(np.full(6, 1 / 6), np.ones(4, bool), 4)
    luck = Luck.drawn(of, start.belief, 200, np.random.default_rng(1))
    told = rehearse(of, start, Greedy(bonus=0.3), luck, explore=np.random.default_rng(2))
    shut = told.open.sum(axis=1) < told.left
    assert shut.any() and not told.open[shut][:, :2].any()


def test_calibrating_repeats_and_helps() -> None:
    of = problem(5, n=8, q=6)
    start = Situation(np.full(8, 1 / 8), np.ones(6, bool), 6)
    small = (Entry("search", calibrated=True, levels=((6, 3), (3, 3))), Entry("threshold", confidence=0.9))
    first = calibrate(of, start, seed=1, dialogues=200, trials=60, portfolio=small)
    assert first == calibrate(of, start, seed=1, dialogues=200, trials=60, portfolio=small)
    chosen = policy_value(of, start, partial(first.planner(of).plan_batch, of))
    plain = policy_value(of, start, partial(Threshold().plan_batch, of))
    assert chosen > plain


def test_the_first_stays_unless_another_is_surely_better() -> None:
    rng = np.random.default_rng(0)
    first = rng.normal(size=200)
    noise = first + rng.normal(size=200) * 0.1
    assert preferred(np.stack([first, noise - noise.mean() + first.mean() + 1e-4])) == 0
    assert preferred(np.stack([first, first - 1.0, noise + 0.2, noise + 0.1])) == 2
    assert preferred(first[None]) == 0


@pytest.mark.parametrize("entry", PORTFOLIO)
def test_every_entry_makes_a_planner(entry: Entry) -> None:
    found = Calibration(
        leaf=calibrate(problem(1), START, dialogues=20, trials=2, portfolio=PORTFOLIO[-1:]).leaf, entry=entry
    )
    assert found.planner(problem(1)).plan(problem(1), START).respond_value == pytest.approx(
        (problem(1).values @ START.belief).max()
    )
