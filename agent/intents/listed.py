"""Texts that a domain lists as none of its business, told apart from its own examples by kernel ridge.

"The lift is stuck" is no stranger to a laboratory than a stuck stirrer is: how strange a text is (`out_of_scope`) says
little where people ask the wrong desk in the right words. What the domain lists as out of scope says more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ensemble import Examples
from .scorers import fit_kernel_map, fit_ridge, kernel
from .solvers import minimise

__all__ = ["Listed", "ListedFit", "fit_listed"]

Array = NDArray[np.float64]
Matrix = NDArray[np.float32]

USUAL = (6.0, 2.0)
"""Slope and intercept to begin with: a handful of examples leaves them there, a hundred do not."""


@dataclass(frozen=True, eq=False)
class Listed:
    """How much likelier a text is among those that are listed than among the domain's own."""

    landmarks: Matrix
    """``[m, d]``"""
    weights: Matrix
    """``[m, K + 1]``; the last column is that of what is listed."""
    line: Array
    """Slope and intercept that make a score a log ratio."""

    def scores(self, vectors: Matrix) -> Array:
        """Return how far what is listed is before the intent that a text is most like, ``[n]``."""
        return _before(kernel(vectors, self.landmarks) @ self.weights)

    def log_ratio(self, vectors: Matrix) -> Array:
        """Return ``log P(x | listed) - log P(x | inside)``, ``[n]``."""
        return self.line[0] * self.scores(vectors) + self.line[1]


@dataclass(frozen=True, eq=False)
class ListedFit:
    """What tells listed texts apart, and the log ratio of each of these when it is left out."""

    listed: Listed
    left_out: Array


def fit_listed(inside: Examples, outside: Matrix, rng: np.random.Generator) -> ListedFit:
    """Learn from a domain's examples and the vectors ``[n, d]`` of the texts that it lists as out of scope."""
    count = len(inside.labels)
    rows = np.concatenate([inside.vectors, outside]).astype(np.float32)
    labels = np.concatenate([inside.labels, np.full(len(outside), inside.classes)])
    known = fit_kernel_map(rows, rng)
    fit = fit_ridge(known.features(rows), labels, inside.classes + 1)
    weights = np.linalg.solve(known.root.T.astype(np.float64), fit.scorer.weights)
    left_out = _before(fit.left_out)
    line = _line(left_out, np.arange(len(rows)) >= count)
    listed = Listed(known.landmarks, weights.astype(np.float32), line)
    return ListedFit(listed, line[0] * left_out[count:] + line[1])


def _before(scores: Matrix) -> Array:
    return (scores[:, -1] - scores[:, :-1].max(axis=1)).astype(np.float64)


def _line(scores: Array, beyond: NDArray[np.bool_]) -> Array:
    """Logistic regression of what lies beyond on scores of rows left out, both sides of the same weight.

    It is held near `USUAL`, which is all there is where a domain has but a few examples.
    """
    share = float(beyond.mean())
    sign: Array = np.where(beyond, 1.0, -1.0)
    balance: Array = np.where(beyond, 0.5 / share, 0.5 / (1.0 - share))
    columns: Array = np.column_stack([scores, np.ones(len(scores))])

    def objective(theta: Array) -> tuple[float, Array]:
        margin: Array = sign * (columns @ theta)
        pull: Array = balance * sign / (1.0 + np.exp(np.clip(margin, -500, 500)))
        away: Array = theta - np.array(USUAL)
        loss = float((balance * np.logaddexp(0.0, -margin)).sum()) + 0.5 * float(away @ away)
        return loss, away - pull @ columns

    return minimise(objective, np.array(USUAL), 100)
