"""How much likelier a text is from outside all known intents than from inside, learned with or without outside texts.

Whole intents are left out in turn: their texts play the outside, held-out texts of the others the inside, and a
logistic regression on how strangely the ensemble reacts gives ``log P(x | outside) / P(x | inside)``. What is no
stranger may still be like what a domain lists as out of scope (`listed`): from outside is the one or the other. A
threshold for rejecting is chosen on the same rows. This module knows nothing of test data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calibration import auroc, matthews
from .ensemble import Ensemble, Examples, fit_ensemble
from .listed import Listed, fit_listed
from .scorers import log_softmax, stratified_folds
from .solvers import minimise

__all__ = ["FEATURES", "OUTSIDE_SHARE", "OutsideModel", "default_outside", "fit_outside", "strangeness"]

Array = NDArray[np.float64]
Matrix = NDArray[np.float32]
Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]

FEATURES = ("nearest", "crowd", "dense", "claimed", "lead", "energy", "sure", "worded")
"""What is measured of a text: closeness to examples at three widths; then ridge, logistic, posterior, lexical."""
OUTSIDE_SHARE = 1 / 3
"""Share of messages expected from outside where nothing is known: what the threshold is chosen for."""
MOST_LISTED = 2.0
"""How much being like what is listed counts alone: so are short words whose context is missing ("where is it")."""
GROUPS = 5
MAX_ROWS = 2500
FEWEST_CLASSES, FEWEST_BESIDE = 5, 3
"""Intents from which leaving them out in turn teaches something: alone, and beside texts known to be from outside."""
FEWEST_ROWS = 40


@dataclass(frozen=True, eq=False)
class OutsideModel:
    """Logistic regression on strangeness, with the threshold chosen by Matthews correlation."""

    mean: Array
    scale: Array
    weights: Array
    """``[F + 1]``; the last is the bias."""
    threshold: float
    """Reject where the log ratio is above this."""
    auroc: float | None
    """On left-out intents of the training set; None where it could not be measured."""
    listed: Listed | None = None
    """What a domain lists as out of scope, if it lists anything."""

    def log_ratio(self, features: Array, vectors: Matrix) -> Array:
        """Return ``log P(x | outside) - log P(x | inside)``, ``[n]``: of texts by their strangeness and vectors."""
        scaled = (features - self.mean) / self.scale
        strange = np.clip(scaled @ self.weights[:-1] + self.weights[-1], -15.0, 15.0)
        return strange if self.listed is None else _either(strange, self.listed.log_ratio(vectors))


@dataclass(frozen=True, eq=False)
class _Rows:
    features: Array
    outside: Mask
    predicted: Labels
    truth: Labels
    listed: Array
    """How much likelier each is among the texts that are listed, ``[n]``; 0 where none are."""


def strangeness(scores: Matrix, logits: Matrix, weights: Array) -> Array:
    """Measure ``FEATURES`` from members' scores ``[M, n, K]`` and logits of the logistic member ``[n, K]``."""
    posterior = log_softmax(np.tensordot(weights.astype(np.float32), scores, axes=1))
    ordered = np.sort(scores[1], axis=1)
    second = ordered[:, -2] if ordered.shape[1] > 1 else np.zeros(len(ordered), dtype=np.float32)
    best = np.minimum(np.exp(posterior.max(axis=1).astype(np.float64)), 1.0 - 1e-6)
    worded = scores[5].max(axis=1) if len(scores) > 5 else np.zeros(len(ordered), dtype=np.float32)
    columns: list[NDArray[np.floating]] = [
        1.0 + _lse(scores[4]) / 40.0,
        1.0 + _lse(scores[2]) / 10.0,
        1.0 + _lse(scores[3]) / 20.0,
        ordered[:, -1],
        ordered[:, -1] - second,
        _lse(logits),
        np.log(best / (1.0 - best)),
        worded,
    ]
    return np.column_stack(columns).astype(np.float64)


def default_outside(listed: Listed | None = None) -> OutsideModel:
    """The model where examples are too few to learn one: a text unlike every example is from outside."""
    weights = np.zeros(len(FEATURES) + 1)
    weights[0], weights[-1] = -12.0, 5.4  # even odds at a cosine of .45 to the nearest example
    return OutsideModel(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), weights, 0.0, None, listed)


def fit_outside(
    ensemble: Ensemble, examples: Examples, weights: Array, *, seed: int = 0, others: Examples | None = None
) -> OutsideModel:
    """Learn the log ratio and its threshold by leaving whole intents out.

    ``others`` are texts known to be from outside (their labels do not count); the whole ``ensemble`` scores them.
    """
    rng = np.random.default_rng(seed)
    part = _sample(examples, rng)
    others = others if others is not None and len(others.labels) else None
    known = fit_listed(part, others.vectors, rng) if others is not None else None
    listed, enough = (None, FEWEST_CLASSES) if known is None else (known.listed, FEWEST_BESIDE)
    if len(np.unique(part.labels)) < enough or len(part.labels) < FEWEST_ROWS:
        return default_outside(listed)
    repeats = 2 if len(part.labels) < 500 else 1
    rows = [row for _ in range(repeats) for row in _left_out(part, weights, rng, others)]
    if rows and others is not None and known is not None:
        # Real ones count as often as those that intents play.
        again = max(1, len(part.labels) // len(others.labels))
        rows += [_known_outside(ensemble, others, weights, known.left_out)] * again
    return _fitted(_joined(rows), examples.classes, listed) if rows else default_outside(listed)


def _either(strange: Array, listed: Array) -> Array:
    """Log ratio of what is strange or listed, of which half may be both."""
    return np.logaddexp(strange, np.minimum(listed, MOST_LISTED)) - 0.5 * np.log(2.0)


def _known_outside(ensemble: Ensemble, others: Examples, weights: Array, listed: Array) -> _Rows:
    scores = ensemble.scores(others.vectors, others.texts)
    features = strangeness(scores, ensemble.softmax.scores(others.vectors), weights)
    predicted = np.tensordot(weights, scores, axes=1).argmax(axis=1)
    return _Rows(features, np.ones(len(features), dtype=np.bool_), predicted, predicted, listed)


def _joined(parts: list[_Rows]) -> _Rows:
    return _Rows(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.outside for part in parts]),
        np.concatenate([part.predicted for part in parts]),
        np.concatenate([part.truth for part in parts]),
        np.concatenate([part.listed for part in parts]),
    )


def _lse(scores: Matrix) -> Array:
    highest = scores.max(axis=1).astype(np.float64)
    return highest + np.log(np.exp(scores - highest[:, None]).sum(axis=1))


def _sample(examples: Examples, rng: np.random.Generator) -> Examples:
    if len(examples.labels) <= MAX_ROWS:
        return examples
    return examples.take(np.sort(rng.choice(len(examples.labels), MAX_ROWS, replace=False)))


def _left_out(examples: Examples, weights: Array, rng: np.random.Generator, others: Examples | None) -> list[_Rows]:
    """One group of intents outside at a time, and a tenth of the others' rows held out."""
    group = rng.permutation(np.arange(examples.classes)) % GROUPS
    folds = stratified_folds(examples.labels, 2 * GROUPS, rng)
    found = list[_Rows]()
    for number in range(GROUPS):
        outside = group[examples.labels] == number
        test = outside | (folds % GROUPS == number)
        train = np.flatnonzero(~test)
        if len(np.unique(examples.labels[train])) > 1 and outside.any() and not outside[test].all():
            part, asked = examples.take(train), examples.take(np.flatnonzero(test))
            found.append(_scored(part, asked, outside[test], weights, _log_ratio_of(asked, part, others, rng)))
    return found


def _log_ratio_of(asked: Examples, part: Examples, others: Examples | None, rng: np.random.Generator) -> Array:
    """How much likelier texts are among those that are listed, by a part of the examples; 0 where none are."""
    if others is None:
        return np.zeros(len(asked.labels))
    return fit_listed(part, others.vectors, rng).listed.log_ratio(asked.vectors)


def _scored(part: Examples, asked: Examples, outside: Mask, weights: Array, listed: Array) -> _Rows:
    known = np.unique(part.labels)
    narrow = Examples(part.vectors, np.searchsorted(known, part.labels), len(known), part.texts)
    ensemble = fit_ensemble(narrow, held_out=False).ensemble
    scores = ensemble.scores(asked.vectors, asked.texts)
    features = strangeness(scores, ensemble.softmax.scores(asked.vectors), weights)
    predicted = known[np.tensordot(weights, scores, axes=1).argmax(axis=1)]
    return _Rows(features, outside, predicted, asked.labels, listed)


def _fitted(rows: _Rows, classes: int, listed: Listed | None) -> OutsideModel:
    mean = rows.features.mean(axis=0)
    scale = np.maximum(rows.features.std(axis=0), 1e-6)
    scaled: Array = np.column_stack([(rows.features - mean) / scale, np.ones(len(rows.features))])
    share = float(rows.outside.mean())
    balance: Array = np.where(rows.outside, 0.5 / share, 0.5 / (1.0 - share))
    sign: Array = np.where(rows.outside, 1.0, -1.0)

    def objective(theta: Array) -> tuple[float, Array]:
        margin = sign * (scaled @ theta)
        loss = float((balance * np.logaddexp(0.0, -margin)).sum()) + 0.5 * float(theta[:-1] @ theta[:-1])
        slope: Array = -(balance * sign / (1.0 + np.exp(np.clip(margin, -500, 500)))) @ scaled
        return loss, slope + np.append(theta[:-1], 0.0)

    weights = minimise(objective, np.zeros(len(FEATURES) + 1), 200)
    ratio = np.clip(scaled @ weights, -15.0, 15.0)
    ratio = ratio if listed is None else _either(ratio, rows.listed)
    mix = np.where(rows.outside, OUTSIDE_SHARE / share, (1.0 - OUTSIDE_SHARE) / (1.0 - share))
    threshold = _best_threshold(ratio, rows, classes, mix)
    return OutsideModel(mean, scale, weights, threshold, auroc(ratio, rows.outside), listed)


def _best_threshold(ratio: Array, rows: _Rows, classes: int, mix: Array) -> float:
    """Threshold of the best Matthews correlation in the expected mix of inside and outside."""
    truth = np.where(rows.outside, classes, rows.truth)
    candidates = np.quantile(ratio, np.linspace(0.02, 0.98, 97))
    values = [
        matthews(truth, np.where(ratio > value, classes, rows.predicted), classes + 1, mix) for value in candidates
    ]
    # Smoothed, so that one lucky row does not set it.
    smooth = np.convolve(np.pad(values, 3, mode="edge"), np.full(7, 1 / 7), mode="valid")
    return float(candidates[int(np.argmax(smooth))])
