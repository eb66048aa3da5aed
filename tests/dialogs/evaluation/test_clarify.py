import numpy as np
import pytest
from edgewise.dialogs.evaluation.clarify import MenuPlanner, MenuThreshold, answer_likelihoods, simulate_menus
from hypothesis import given, settings
from hypothesis import strategies as st


def beliefs_of(rows: int, readings: int, seed: int, sharp: float = 0.3) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.full(readings, sharp), size=rows)


def brute_value(u: np.ndarray, cost: float, error: float, depth: int, shapes) -> float:
    """The plan's recursion, one belief at a time, on the whole belief."""
    best = u.max()
    if depth == 0:
        return best
    ranked = np.argsort(-u, kind="stable")
    for shape in shapes:
        menu = ranked[list(shape)]
        table = answer_likelihoods(tuple(int(m) for m in menu), len(u), error)
        value = sum(brute_value(u * row, cost, error, depth - 1, shapes) for row in table) - cost * u.sum()
        best = max(best, value)
    return best


@given(st.integers(1, 4), st.integers(5, 9), st.floats(0.0, 0.4))
def test_answers_are_a_distribution_for_every_reading(size: int, readings: int, error: float) -> None:
    table = answer_likelihoods(tuple(range(size)), readings, error)
    assert table.shape == (size + 1, readings)
    np.testing.assert_allclose(table.sum(axis=0), 1.0)
    assert (table >= 0).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([1, 2]), st.sampled_from([0.01, 0.04, 0.1]))
def test_planner_asks_exactly_when_the_plan_is_worth_more(seed: int, depth: int, cost: float) -> None:
    beliefs = beliefs_of(6, 7, seed)
    planner = MenuPlanner(cost, 0.05, depth=depth, kept=7)
    menus = planner.choose(beliefs, left=5)
    for belief, menu in zip(beliefs, menus, strict=True):
        value = brute_value(belief, cost, 0.05, depth, planner.shapes)
        gain = value - belief.max()
        if abs(gain) > 1e-9:
            assert (menu[0] >= 0) == (gain > 0)


def test_planner_never_asks_without_budget_or_over_its_price() -> None:
    beliefs = beliefs_of(50, 12, 0)
    assert (MenuPlanner(0.02).choose(beliefs, left=0) == -1).all()
    assert (MenuPlanner(1.0).choose(beliefs, left=5) == -1).all()


def test_hidden_reading_is_never_offered_but_can_be_concluded() -> None:
    beliefs = beliefs_of(200, 6, 1)
    truth = np.full(200, 5)
    for policy in (MenuPlanner(0.02, 0.0, hidden=5), MenuThreshold(0.95, hidden=5)):
        assert (policy.choose(beliefs, 3) != 5).all()
        outcomes = simulate_menus(beliefs, truth, policy, budget=5, user_error=0.0, rng=np.random.default_rng(0))
        assert (outcomes.chosen[outcomes.asked > 2] == 5).all()


def test_careful_users_are_understood() -> None:
    beliefs = beliefs_of(400, 10, 2)
    truth = np.random.default_rng(3).integers(0, 10, 400)
    policy = MenuThreshold(0.999999)
    outcomes = simulate_menus(beliefs, truth, policy, budget=5, user_error=0.0, rng=np.random.default_rng(0))
    assert (outcomes.chosen == truth).mean() > 0.98
    assert outcomes.asked.max() <= 5


def test_beliefs_stay_distributions_and_budget_holds() -> None:
    beliefs = beliefs_of(300, 3, 4)
    truth = np.random.default_rng(5).integers(0, 3, 300)
    outcomes = simulate_menus(
        beliefs, truth, MenuPlanner(0.005), budget=3, user_error=0.05, rng=np.random.default_rng(0)
    )
    np.testing.assert_allclose(outcomes.belief.sum(axis=1), 1.0)
    assert outcomes.asked.max() <= 3


def test_posterior_is_exact_bayes() -> None:
    belief = np.array([[0.4, 0.3, 0.2, 0.1]])

    class Once:
        def choose(self, beliefs: np.ndarray, left: int) -> np.ndarray:
            return np.array([[0, 2, -1, -1]])

    outcomes = simulate_menus(belief, np.array([2]), Once(), budget=1, user_error=1e-9, rng=np.random.default_rng(0))
    likelihood = answer_likelihoods((0, 2), 4, 1e-9)[1]
    np.testing.assert_allclose(outcomes.belief[0], belief[0] * likelihood / (belief[0] @ likelihood), rtol=1e-9)


def test_wrong_answers_are_as_frequent_as_said_and_spread_evenly() -> None:
    count = 40_000
    belief = np.full((count, 5), 0.2)

    class Once:
        def choose(self, beliefs: np.ndarray, left: int) -> np.ndarray:
            return np.tile([0, 1, 2, 3], (len(beliefs), 1))

    outcomes = simulate_menus(
        belief, np.zeros(count, int), Once(), budget=1, user_error=0.2, rng=np.random.default_rng(0)
    )
    shares = np.bincount(outcomes.chosen, minlength=5) / count
    assert shares[0] == pytest.approx(0.8, abs=0.01)
    np.testing.assert_allclose(shares[1:], 0.05, atol=0.006)
