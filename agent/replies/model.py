"""The fitted part of reading replies: heads over the encoder's vectors, and the weights of all features.

Both are softmax regressions. The heads are fitted on the training part of the shipped reply bank; the weights
were fitted on the same part with heads that had not seen the question at hand. It knows no text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

__all__ = ["Head", "choose_log", "fit_head", "fit_weights", "log_softmax"]

Array = NDArray[np.float64]


def log_softmax(scores: Array, axis: int = -1) -> Array:
    """Normalise in log space."""
    shifted = scores - scores.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


@dataclass(frozen=True, eq=False)
class Head:
    """A softmax regression: `log p = log_softmax(x W + c)`, W `[d, k]`, c `[k]`."""

    weights: Array
    offset: Array

    def log_probability(self, rows: Array) -> Array:
        """`[n, d]` to `[n, k]`."""
        return log_softmax(rows @ self.weights + self.offset)


def _minimum(loss: Callable[[Array], tuple[float, Array]], start: Array, steps: int) -> Array:
    """Minimise a smooth convex function that comes with its gradient, by L-BFGS."""
    from scipy import optimize

    found: Any = cast(Any, optimize).minimize(  # its results carry no usable types
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}
    )
    x: Any = found.x
    return np.asarray(x, dtype=np.float64)


def fit_head(rows: Array, labels: NDArray[np.intp], classes: int, *, ridge: float = 1.0) -> Head:
    """Fit a head by L-BFGS on `sum_i -log p(y_i | x_i) + ridge/2 |W|^2`."""
    d = int(rows.shape[1])
    target = np.eye(classes)[labels]

    def loss(flat: Array) -> tuple[float, Array]:
        w, c = flat[: d * classes].reshape(d, classes), flat[d * classes :]
        log_p = log_softmax(rows @ w + c)
        error = np.exp(log_p) - target
        gradient = np.concatenate([(rows.T @ error + ridge * w).ravel(), error.sum(0)])
        return float(-(target * log_p).sum() + 0.5 * ridge * (w * w).sum()), gradient

    flat = _minimum(loss, np.zeros((d + 1) * classes, dtype=np.float64), steps=60)
    return Head(flat[: d * classes].reshape(d, classes), flat[d * classes :])


def choose_log(matrix: Array, weights: Array) -> Array:
    """`log p(outcome)` of one reply from its features `[m, f]` and the weights `[f]`."""
    return log_softmax(matrix @ weights)


def fit_weights(
    matrices: Sequence[Array],
    chosen: Sequence[int],
    prior: Array,
    *,
    ridge: float = 0.05,
    counts: Sequence[float] | None = None,
) -> Array:
    """Fit a conditional logit: `p(outcome) ~ exp(w . phi(outcome))`, pulled towards prior weights.

    Minimises `sum_i -c_i log p_i + ridge/2 |w - prior|^2`, with c_i = 1 where no counts are given. All rows of
    all replies are stacked, `[sum of m, f]`, and reduced reply by reply.
    """
    if not matrices:
        return prior.copy()
    sizes = np.array([len(matrix) for matrix in matrices], dtype=np.intp)
    starts = np.cumsum(sizes) - sizes
    stacked, owner = np.concatenate(list(matrices)), np.repeat(np.arange(len(sizes)), sizes)
    right = starts + np.asarray(chosen, dtype=np.intp)
    c = np.ones(len(sizes), dtype=np.float64) if counts is None else np.asarray(counts, dtype=np.float64)
    wanted = c @ stacked[right]

    def loss(w: Array) -> tuple[float, Array]:
        scores = stacked @ w
        shifted = scores - np.maximum.reduceat(scores, starts)[owner]
        log_p = shifted - np.log(np.add.reduceat(np.exp(shifted), starts))[owner]
        gradient = (c[owner] * np.exp(log_p)) @ stacked - wanted + ridge * (w - prior)
        return float(-(c @ log_p[right]) + 0.5 * ridge * ((w - prior) ** 2).sum()), gradient

    return _minimum(loss, prior.copy(), steps=500)
