"""Exact CVaR of loss, against a brute force that fills the tail atom by atom."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.values.tails import COLUMNS_PER_RESPONSE, Tails, cvar
from hypothesis import given, settings
from hypothesis import strategies as st


def brute(losses: np.ndarray, belief: np.ndarray, alpha: float) -> float:
    """Mean of the worst ``1 - alpha`` of the mass, atom by atom."""
    left, total = 1.0 - alpha, 0.0
    for n in sorted(range(len(losses)), key=lambda n: -losses[n]):
        taken = min(left, belief[n])
        total, left = total + taken * losses[n], left - taken
    return total / (1.0 - alpha)


def draw(seed: int, levels: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    r, n = int(rng.integers(1, 6)), int(rng.integers(1, 40))
    losses = rng.normal(size=(r, n)) if levels is None else rng.integers(0, levels, size=(r, n)) / 2.0 - 0.5
    return losses, rng.dirichlet(np.full(n, 0.5), size=3)


@given(st.integers(0, 10**6), st.sampled_from([None, 1, 2, 4]), st.sampled_from([0.0, 0.3, 0.9, 0.99]))
@settings(max_examples=150, deadline=None)
def test_equals_brute_force(seed: int, levels: int | None, alpha: float) -> None:
    losses, beliefs = draw(seed, levels)
    expected = [[brute(row, b, alpha) for row in losses] for b in beliefs]
    np.testing.assert_allclose(cvar(losses, beliefs, alpha), expected, atol=1e-9)


def test_both_forms_are_exercised_and_agree() -> None:
    rng = np.random.default_rng(3)
    losses, beliefs = rng.normal(size=(4, COLUMNS_PER_RESPONSE * 3)), rng.dirichlet(np.ones(72), size=5)
    compiled = Tails.of(losses, 0.8)
    assert compiled.order is not None
    coarse = Tails.of(np.round(losses), 0.8)
    assert coarse.order is None
    np.testing.assert_allclose(compiled(beliefs), [[brute(row, b, 0.8) for row in losses] for b in beliefs], atol=1e-12)
    np.testing.assert_allclose(
        coarse(beliefs), [[brute(np.round(row), b, 0.8) for row in losses] for b in beliefs], atol=1e-12
    )


def test_alpha_zero_is_the_mean_and_alpha_near_one_the_worst() -> None:
    losses, beliefs = draw(5)
    np.testing.assert_allclose(cvar(losses, beliefs, 0.0), beliefs @ losses.T)
    worst = np.broadcast_to(losses.max(axis=1), (3, len(losses)))
    np.testing.assert_allclose(cvar(losses, beliefs + 1e-3, 1 - 1e-9), worst, atol=1e-6)


def test_partial_atom_by_hand() -> None:
    # Tail 0.25: all of the 0.1 at loss 4, then 0.15 of the tied 0.5 at loss 2.
    losses = np.array([[2.0, 4.0, 2.0, 0.0]])
    found = cvar(losses, np.array([0.3, 0.1, 0.2, 0.4]), 0.75)
    np.testing.assert_allclose(found, [(0.1 * 4 + 0.15 * 2) / 0.25], rtol=1e-14)


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_scale_of_belief_is_divided_out_and_tail_grows_with_alpha(seed: int) -> None:
    losses, beliefs = draw(seed, 3)
    np.testing.assert_allclose(cvar(losses, 7.0 * beliefs, 0.5), cvar(losses, beliefs, 0.5), atol=1e-12)
    assert (cvar(losses, beliefs, 0.9) >= cvar(losses, beliefs, 0.5) - 1e-12).all()


def test_a_belief_without_mass_gets_the_worst_loss() -> None:
    losses = np.array([[0.0, 3.0], [1.0, 1.0]])
    np.testing.assert_array_equal(cvar(losses, np.zeros((2, 2)), 0.9), [[3.0, 1.0], [3.0, 1.0]])


def test_restricted_is_the_cvar_over_what_was_kept() -> None:
    losses, beliefs = draw(11, 4)
    keep = np.arange(losses.shape[1])[::2]
    compiled = Tails.of(losses, 0.7).restricted(keep)
    np.testing.assert_allclose(compiled(beliefs[:, keep]), cvar(losses[:, keep], beliefs[:, keep], 0.7))


@pytest.mark.parametrize(
    ("losses", "alpha", "said"),
    [
        (np.zeros(3), 0.5, "losses must be"),
        (np.zeros((2, 3)), 1.0, "tail level"),
        (np.full((1, 2), np.nan), 0.5, "finite"),
    ],
)
def test_bad_input_is_refused(losses: np.ndarray, alpha: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Tails.of(losses, alpha)
