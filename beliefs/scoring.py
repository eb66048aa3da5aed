"""Scores of vectors, and which vectors are dominated: the arithmetic of arbitration, equations in `arbitration`.

Shapes: responses R, objectives O, any leading batch axes. Knows no limits, tiers or beliefs.
"""

from __future__ import annotations

import numpy as np

from .problem import Array, Mask

__all__ = ["pareto_front", "scores"]

RHO = 0.05
"""Weight of the sum in the augmented Chebyshev score: enough that a dominated response never wins."""


def scores(
    expected: Array, weights: Array, ideal: Array, objectives: tuple[int, ...] | None = None, *, linear: bool = False
) -> Array:
    """Score of every response, ``expected [..., R, O]`` and ``weights [..., O] -> [..., R]``; see the module.

    ``objectives`` restricts the score to a tier. Weights that are all zero count as equal.
    """
    e, w = expected, weights
    if objectives is not None and objectives != tuple(range(expected.shape[-1])):
        picked = list(objectives)
        e, w, ideal = expected[..., picked], weights[..., picked], ideal[picked]
    top = w.max(axis=-1, keepdims=True)
    w = np.where(top > 0, w / np.where(top > 0, top, 1.0), 1.0)[..., None, :]
    total = w.sum(axis=-1)
    if linear:
        return (w * e).sum(axis=-1) / total
    short = w * (ideal - e)
    shortfall = (short.max(axis=-1) + RHO * short.sum(axis=-1)) / (1 + RHO * total)
    return (w * ideal).sum(axis=-1) / total - shortfall


def pareto_front(expected: Array, admissible: Mask) -> Mask:
    """Admissible responses that no admissible response dominates, ``expected [R, O] -> [R]``."""
    kept = np.flatnonzero(admissible)
    never_less = np.ones((len(kept), len(kept)), dtype=np.bool_)
    once_more = np.zeros_like(never_less)
    for column in expected[kept].T:
        gain = column[:, None] - column[None, :]
        never_less &= gain >= -1e-12
        once_more |= gain > 1e-12
    front = np.zeros(len(expected), dtype=np.bool_)
    front[kept] = ~(never_less & once_more).any(axis=0)
    return front
