"""Four ways to score classes from vectors, each weak alone and unlike the others.

- `SoftmaxScorer`: multinomial logistic regression, ``z = (x - mu) W + b``, ridge-penalised;
- `RidgeScorer`: least squares to one-hot targets on given features, with exact leave-one-out scores
  ``(y_hat_i - h_ii y_i) / (1 - h_ii)``;
- `KernelMap`: features of the kernel ``exp(g (cos - 1))`` on landmarks (Nystroem): ridge on them is
  kernel ridge;
- `DensityScorer`: ``log sum_{j in class} exp(g (cos(x, x_j) - 1))`` at several widths.

Rows n, dimensions d, classes K, widths G. Nothing here is calibrated and nothing knows what a class means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .solvers import Features, cross, dense, factor, lower_solve, minimise, solve, take, times

__all__ = [
    "DensityScorer",
    "KernelMap",
    "RidgeFit",
    "RidgeScorer",
    "SoftmaxScorer",
    "by_class",
    "fit_kernel_map",
    "fit_ridge",
    "fit_softmax",
    "held_out_scores",
    "kernel",
    "log_softmax",
    "stratified_folds",
]

Matrix = NDArray[np.float32]
Array = NDArray[np.float64]
Labels = NDArray[np.int64]

PENALTY = 0.02
"""Ridge penalty of the logistic regression (the C of 50 that held-out intents of public sets prefer)."""
RIDGE = 0.3
WIDTH = 3.0
"""g of the kernel: nearly linear, with a little of every higher order."""
LANDMARKS = 2500
WIDTHS = (10.0, 20.0, 40.0)
CHUNK = 512


@dataclass(frozen=True, eq=False)
class SoftmaxScorer:
    """Multinomial logistic regression."""

    mean: Matrix
    """``[d]``"""
    weights: Matrix
    """``[d + 1, K]``; the last row is the bias."""

    def scores(self, x: Matrix) -> Matrix:
        """Return logits, ``[n, K]``."""
        return (x - self.mean) @ self.weights[:-1] + self.weights[-1]


@dataclass(frozen=True, eq=False)
class RidgeScorer:
    """Least squares to one-hot targets."""

    weights: Matrix
    """``[m, K]``"""

    def scores(self, x: Features) -> Matrix:
        """Return fitted targets, ``[n, K]``."""
        return times(x, self.weights.T).astype(np.float32)


@dataclass(frozen=True, eq=False)
class RidgeFit:
    """A ridge with the scores that each row gets when it is left out."""

    scorer: RidgeScorer
    left_out: Matrix


@dataclass(frozen=True, eq=False)
class KernelMap:
    """Features whose inner products are the kernel's values at the landmarks."""

    landmarks: Matrix
    """``[m, d]``"""
    root: Matrix
    """Cholesky factor of the landmarks' kernel, ``[m, m]``, lower."""

    def features(self, x: Matrix) -> Matrix:
        """Return ``[n, m]``."""
        values = kernel(x, self.landmarks)
        return np.ascontiguousarray(lower_solve(self.root, values.T).T, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class DensityScorer:
    """Kernel density of each class, at several widths, from the rows themselves."""

    rows: Matrix
    """``[n, d]``, sorted by class."""
    labels: Labels
    """``[n]``, ascending."""
    classes: int

    def scores(self, x: Matrix, skip: Labels | None = None) -> Matrix:
        """Return log densities, ``[G, n, K]``; ``skip[i]`` is a row that query ``i`` must not see (itself), or -1."""
        out = np.empty((len(WIDTHS), len(x), self.classes), dtype=np.float32)
        for start in range(0, len(x), CHUNK):
            part = slice(start, start + CHUNK)
            cosines = x[part] @ self.rows.T
            if skip is not None:
                hidden = np.flatnonzero(skip[part] >= 0)
                cosines[hidden, skip[part][hidden]] = -np.inf
            for number, width in enumerate(WIDTHS):
                mass = by_class(np.exp(width * (cosines - 1.0)), self.labels, self.classes)
                # A class far from everything keeps a finite score.
                out[number, part] = np.log(mass + np.float32(1e-9))
        return out


def fit_softmax(x: Matrix, labels: Labels, classes: int, *, steps: int = 80) -> SoftmaxScorer:
    """Minimise ``sum_n -log p(y_n | x_n) + PENALTY / 2 |W|^2`` by L-BFGS."""
    mean = x.mean(axis=0)
    design = np.column_stack([x - mean, np.ones(len(x), dtype=np.float32)]).astype(np.float32)
    rows = np.arange(len(x))

    def objective(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(-1, classes)
        # Below the floor float32 turns denormal, which is many times slower and changes nothing.
        log_p = np.maximum(log_softmax(design @ weights.astype(np.float32)), np.float32(-60.0))
        residual = np.exp(log_p)
        residual[rows, labels] -= 1.0
        gradient = (design.T @ residual).astype(np.float64)
        gradient[:-1] += PENALTY * weights[:-1]
        loss = -float(log_p[rows, labels].sum(dtype=np.float64)) + 0.5 * PENALTY * float((weights[:-1] ** 2).sum())
        return loss, gradient.ravel()

    start = np.zeros(design.shape[1] * classes)
    return SoftmaxScorer(mean, minimise(objective, start, steps).astype(np.float32).reshape(-1, classes))


def fit_ridge(features: Features, labels: Labels, classes: int) -> RidgeFit:
    """Fit ``min |F W - Y|^2 + RIDGE |W|^2`` with ``Y`` one-hot less its expectation, in the smaller of both spaces."""
    targets = np.full((len(labels), classes), -1.0 / classes, dtype=np.float32)
    targets[np.arange(len(labels)), labels] += 1.0
    few = len(labels) <= (features.shape or (0, 0))[1]
    fit = (_dual_ridge if few else _primal_ridge)(features, targets)
    # A row that explains itself alone would divide by zero.
    own = np.minimum(fit.leverage, 1.0 - 1e-4).astype(np.float32)[:, None]
    scorer = RidgeScorer(fit.weights)
    left_out = (scorer.scores(features) - own * targets) / (1.0 - own)
    return RidgeFit(scorer, left_out.astype(np.float32))


@dataclass(frozen=True, eq=False)
class _Solution:
    weights: Matrix
    leverage: Array


def _dual_ridge(features: Features, targets: Matrix) -> _Solution:
    kernel = times(features, features)
    kernel[np.diag_indices_from(kernel)] += RIDGE
    inverse = solve(factor(kernel), np.eye(len(kernel)))
    weights = cross(features, (inverse @ targets).astype(np.float32))
    return _Solution(weights.astype(np.float32), 1.0 - RIDGE * np.diagonal(inverse))


def _primal_ridge(features: Features, targets: Matrix) -> _Solution:
    gram = cross(features, features)
    gram[np.diag_indices_from(gram)] += RIDGE
    lower = factor(gram)
    weights = solve(lower, cross(features, targets))
    leverage = np.empty(len(targets))
    short = lower.astype(np.float32)
    for start in range(0, len(leverage), CHUNK):
        rows = dense(take(features, start, start + CHUNK)).astype(np.float32)
        leverage[start : start + CHUNK] = (lower_solve(short, rows.T) ** 2).sum(axis=0)
    return _Solution(weights.astype(np.float32), leverage)


def fit_kernel_map(x: Matrix, rng: np.random.Generator) -> KernelMap:
    """Take every row as a landmark, or a random sample of them where they are many."""
    chosen = rng.choice(len(x), size=LANDMARKS, replace=False) if len(x) > LANDMARKS else np.arange(len(x))
    landmarks = x[chosen]
    values = kernel(landmarks, landmarks).astype(np.float64)
    # Repeated texts make the kernel singular.
    values[np.diag_indices_from(values)] += 1e-4
    return KernelMap(landmarks, np.linalg.cholesky(values).astype(np.float32))


def held_out_scores(fit: Callable[[Labels], Callable[[Labels], Matrix]], folds: Labels, classes: int) -> Matrix:
    """Return for each row the scores of a model fitted without its fold, ``[n, K]``."""
    out = np.zeros((len(folds), classes), dtype=np.float32)
    for fold in np.unique(folds):
        inside = np.flatnonzero(folds == fold)
        out[inside] = fit(np.flatnonzero(folds != fold))(inside)
    return out


def stratified_folds(labels: Labels, count: int, rng: np.random.Generator) -> Labels:
    """Deal the rows of each class over the folds in turn, ``[n]``."""
    folds = np.zeros(len(labels), dtype=np.int64)
    dealt = 0
    for label in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == label))
        # Going on where the last class stopped keeps folds of many tiny classes even.
        folds[rows] = (dealt + np.arange(len(rows))) % count
        dealt += len(rows)
    return folds


def by_class(values: Matrix, labels: Labels, classes: int) -> Matrix:
    """Sum columns by their ascending labels, ``[n, N] -> [n, K]``; a class without columns gets 0."""
    present, starts = np.unique(labels, return_index=True)
    out = np.zeros((len(values), classes), dtype=np.float32)
    if len(present):
        out[:, present] = np.add.reduceat(values, starts, axis=1)
    return out


def log_softmax(z: Matrix) -> Matrix:
    """Return log probabilities along the last axis."""
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def kernel(x: Matrix, y: Matrix) -> Matrix:
    """The kernel of each pair of rows, ``[n, m]``."""
    return np.exp(np.float32(WIDTH) * (x @ y.T - np.float32(1.0)))
