"""Scores of vectors, and which vectors are dominated: the arithmetic of arbitration, equations in `arbitration`.

Shapes: responses R, objectives O, any leading batch axes. Knows no limits, tiers or beliefs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Array, Mask

__all__ = ["pareto_front", "scores"]

RHO = 0.05
"""Weight of the sum in the augmented Chebyshev score: enough that a dominated response never wins."""


def scores(
    expected: Array, weights: Array, ideal: Array, objectives: tuple[int, ...] | None = None, *, linear: bool = False
) -> Array:
    """Score of every response, ``expected [..., R, O]`` and ``weights [..., O] -> [..., R]``; see the module.

    ``objectives`` restricts the score to a tier. Weights that are all zero count as equal.
    """
    picked = range(expected.shape[-1]) if objectives is None else objectives
    chosen = list(picked)
    w, ideal = weights[..., chosen], ideal[chosen]
    top = w.max(axis=-1, keepdims=True)
    w = np.where(top > 0, w / np.where(top > 0, top, 1.0), 1.0)
    total = w.sum(axis=-1)[..., None]
    # Objective by objective: a reduction over so short an axis costs several times as much.
    parts = [
        w[..., k, None] * (expected[..., o] if linear else ideal[k] - expected[..., o]) for k, o in enumerate(picked)
    ]
    added = _added(parts)
    if linear:
        return added / total
    most = parts[0]
    for part in parts[1:]:
        most = np.maximum(most, part)
    return (w * ideal).sum(axis=-1)[..., None] / total - (most + RHO * added) / (1 + RHO * total)


def _added(parts: Sequence[Array]) -> Array:
    found = parts[0]
    for part in parts[1:]:
        found = found + part
    return found


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
