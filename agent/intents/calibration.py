"""Probabilities that mean what they say: weights of an ensemble, and the measures that show whether they do.

Everything takes scores that each row got from models that had not seen it. Axes: members M, rows n, classes K.
This module knows nothing of texts or models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .scorers import log_softmax
from .solvers import minimise

__all__ = [
    "CoveragePoint",
    "ReliabilityBin",
    "auroc",
    "coverage_curve",
    "expected_calibration_error",
    "fit_weights",
    "matthews",
    "reliability_bins",
]

Array = NDArray[np.float64]
Matrix = NDArray[np.float32]
Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]

BINS = 15
TRUST = 50.0
"""How firmly the proportions of an ensemble stay where they start, in rows."""
PLENTY = 1000
"""Rows from which the trust falls, with the square of their number: proportions that suit few suit many less."""


@dataclass(frozen=True)
class ReliabilityBin:
    """Predictions whose confidence lies in ``(low, high]``."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean confidence; the bin's middle where it is empty."""
    accuracy: float
    """Share that is right; 0 where the bin is empty."""


@dataclass(frozen=True)
class CoveragePoint:
    """Accuracy when only the most confident are answered."""

    coverage: float
    accuracy: float
    confidence: float
    """The lowest confidence that is answered."""


def fit_weights(
    scores: Matrix, labels: Labels, start: Array, *, offset: Array | None = None, trust: float = TRUST
) -> Array:
    """Weights ``w >= 0`` of ``softmax(offset + sum_m w_m s_m)`` by likelihood, ``[M, n, K] -> [M]``.

    ``w_m = start_m exp(delta_m + tau)``. The scale ``tau`` is the (inverse) temperature and nearly free; the
    proportions stay near ``start`` under ``trust / 2 |delta|^2``, which a few hundred rows cannot overrule. Over
    ``PLENTY`` rows the trust gives way to them.
    """
    rows = np.arange(len(labels))
    shift = np.float32(0.0) if offset is None else offset.astype(np.float32)
    firm = np.array([*np.full(len(start), trust * min(1.0, PLENTY / max(len(labels), 1)) ** 2), 0.05])

    def objective(theta: Array) -> tuple[float, Array]:
        weights = _weights(theta, start)
        log_p = log_softmax(np.tensordot(weights.astype(np.float32), scores, axes=1) + shift)
        residual = np.exp(log_p)
        residual[rows, labels] -= 1.0
        slope: Array = np.einsum("mni,ni->m", scores, residual).astype(np.float64) * weights
        likely = np.asarray(log_p[rows, labels], dtype=np.float64)
        loss = -float(np.sum(likely)) + 0.5 * float(firm @ np.square(theta))
        return loss, np.append(slope, float(np.sum(slope))) + firm * theta

    return _weights(minimise(objective, np.zeros(len(start) + 1), 80), start)


def _weights(theta: Array, start: Array) -> Array:
    return start * np.exp(np.clip(theta[:-1] + theta[-1], -12.0, 8.0))


def reliability_bins(confidence: Array, correct: Mask, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Sort predictions into bins of equal width over [0, 1]."""
    place = np.clip(np.ceil(confidence * bins).astype(np.int64) - 1, 0, bins - 1)
    return tuple(_bin(i, bins, confidence[place == i], correct[place == i]) for i in range(bins))


def _bin(number: int, bins: int, confidence: Array, correct: Mask) -> ReliabilityBin:
    low, high = number / bins, (number + 1) / bins
    if not len(confidence):
        return ReliabilityBin(low, high, 0, (low + high) / 2, 0.0)
    return ReliabilityBin(low, high, len(confidence), float(confidence.mean()), float(correct.mean()))


def expected_calibration_error(confidence: Array, correct: Mask, bins: int = BINS) -> float:
    """Mean gap between confidence and accuracy over bins, weighted by their counts; 0 without predictions."""
    if not len(confidence):
        return 0.0
    gaps = [b.count * abs(b.confidence - b.accuracy) for b in reliability_bins(confidence, correct, bins)]
    return float(sum(gaps) / len(confidence))


def auroc(scores: Array, positive: Mask) -> float | None:
    """Probability that a positive scores above a negative, ties counting half; None without both kinds."""
    count = int(positive.sum())
    rest = len(positive) - count
    if not count or not rest:
        return None
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    del values
    upper = np.cumsum(counts)
    ranks = (upper - (counts - 1) / 2.0)[inverse]
    return float((ranks[positive].sum() - count * (count + 1) / 2.0) / (count * rest))


def matthews(truth: Labels, predicted: Labels, classes: int, weights: Array | None = None) -> float:
    """Matthews correlation over any number of classes (Gorodkin's R_K); 0 where it is undefined."""
    mass = np.ones(len(truth)) if weights is None else weights
    total = float(mass.sum())
    if total <= 0:
        return 0.0
    actual = np.bincount(truth, mass, classes) / total
    given = np.bincount(predicted, mass, classes) / total
    agreed = float(mass[truth == predicted].sum()) / total
    # Rounding may take the shares of a single class a little over one.
    spread = np.sqrt(max(0.0, 1.0 - float(given @ given)) * max(0.0, 1.0 - float(actual @ actual)))
    return float((agreed - float(actual @ given)) / spread) if spread > 1e-12 else 0.0


def coverage_curve(confidence: Array, correct: Mask, points: int = 20) -> tuple[CoveragePoint, ...]:
    """Accuracy of the most confident share, at ``points`` equal steps of coverage."""
    if not len(confidence):
        return ()
    order = np.argsort(-confidence, kind="stable")
    right = np.cumsum(correct[order])
    # In whole numbers: 11 / 20 of 100 is a little over 55 in floating point.
    ends = np.unique(-(-np.arange(1, points + 1) * len(order) // points))
    return tuple(
        CoveragePoint(float(end / len(order)), float(right[end - 1] / end), float(confidence[order[end - 1]]))
        for end in ends
    )
