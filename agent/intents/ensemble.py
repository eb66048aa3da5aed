"""The members of the head together: fitted on vectors (and texts), scoring classes, weighted by calibration.

Members, in order: logistic regression, kernel ridge, densities at three widths and, where texts are given, lexical
ridge. Scores are log-like but uncalibrated, ``[M, n, K]``; ``held_out`` gives each row the scores of models that
had not seen it. This module knows nothing of out of scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .lexical import Lexicon, fit_lexicon
from .scorers import (
    DensityScorer,
    KernelMap,
    RidgeScorer,
    SoftmaxScorer,
    fit_kernel_map,
    fit_ridge,
    fit_softmax,
    held_out_scores,
    log_softmax,
    stratified_folds,
)

__all__ = ["START_WEIGHTS", "Ensemble", "EnsembleFit", "Examples", "fit_ensemble", "joined"]

Matrix = NDArray[np.float32]
Labels = NDArray[np.int64]

START_WEIGHTS = (0.8, 1.5, 0.06, 0.33, 0.05, 2.0)
"""Weights before any calibration, in the order of the members: what new intents of public training sets prefer."""
FEW = 1_000_000
"""Rows times classes up to which held-out scores come from ten fits, each on nine tenths; from five beyond."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Labelled rows: vectors ``[n, d]``, labels ``[n]``, and their texts where known."""

    vectors: Matrix
    labels: Labels
    classes: int
    texts: tuple[str, ...] | None = None

    def take(self, rows: Labels) -> Examples:
        """Return a part of the rows."""
        texts = None if self.texts is None else tuple(self.texts[i] for i in map(int, rows.tolist()))
        return Examples(self.vectors[rows], self.labels[rows], self.classes, texts)


def joined(first: Examples, second: Examples) -> Examples:
    """Return both sets of rows, in order; texts are kept when the first has them."""
    vectors = np.concatenate([first.vectors.reshape(-1, second.vectors.shape[1]), second.vectors]).astype(np.float32)
    labels = np.concatenate([first.labels, second.labels])
    more = second.texts or ("",) * len(second.labels)
    return Examples(vectors, labels, first.classes, None if first.texts is None else (*first.texts, *more))


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Fitted members."""

    softmax: SoftmaxScorer
    kernel: KernelMap
    ridge: RidgeScorer
    density: DensityScorer
    lexicon: Lexicon | None = None
    lexical: RidgeScorer | None = None

    def scores(self, vectors: Matrix, texts: Sequence[str] | None = None) -> Matrix:
        """Return the members' scores of new rows, ``[M, n, K]``; a lexical member without texts scores 0."""
        parts: list[Matrix] = [
            log_softmax(self.softmax.scores(vectors))[None],
            self.ridge.scores(self.kernel.features(vectors))[None],
            self.density.scores(vectors),
        ]
        if self.lexicon is not None and self.lexical is not None:
            parts.append(self._worded(parts[0], texts)[None])
        return np.concatenate(parts)

    def _worded(self, like: Matrix, texts: Sequence[str] | None) -> Matrix:
        if texts is None or self.lexicon is None or self.lexical is None:
            return np.zeros(like.shape[1:], dtype=np.float32)
        return self.lexical.scores(self.lexicon.features(texts))


@dataclass(frozen=True, eq=False)
class EnsembleFit:
    """Fitted members, and each training row's scores from members that had not seen it."""

    ensemble: Ensemble
    held_out: Matrix
    """``[M, n, K]``; empty when not asked for."""


def fit_ensemble(examples: Examples, *, seed: int = 0, held_out: bool = True) -> EnsembleFit:
    """Fit every member; ``held_out`` scores cost a few more fits of the logistic member."""
    rng = np.random.default_rng(seed)
    x, labels, classes = examples.vectors, examples.labels, examples.classes
    order = np.argsort(labels, kind="stable")
    kernel = fit_kernel_map(x, rng)
    ridge = fit_ridge(kernel.features(x), labels, classes)
    lexicon = None if examples.texts is None else fit_lexicon(examples.texts)
    lexical = None if lexicon is None else fit_ridge(lexicon.features(examples.texts or ()), labels, classes)
    density = DensityScorer(x[order], labels[order], classes)
    ensemble = Ensemble(
        fit_softmax(x, labels, classes), kernel, ridge.scorer, density, lexicon, lexical.scorer if lexical else None
    )
    if not held_out:
        return EnsembleFit(ensemble, np.zeros((0, len(labels), classes), dtype=np.float32))
    parts = [_softmax_held_out(examples, rng)[None], ridge.left_out[None], _density_held_out(density, x, order)]
    return EnsembleFit(ensemble, np.concatenate(parts + ([] if lexical is None else [lexical.left_out[None]])))


def _softmax_held_out(examples: Examples, rng: np.random.Generator) -> Matrix:
    # Members fitted on much less than all rows are less sure than the one that will be used.
    count = 10 if len(examples.labels) * examples.classes <= FEW else 5
    folds = stratified_folds(examples.labels, count, rng)

    def fit(rows: Labels):
        part = examples.take(rows)
        scorer = fit_softmax(part.vectors, part.labels, part.classes)
        return partial(_softmax_of, scorer, examples.vectors)

    return log_softmax(held_out_scores(fit, folds, examples.classes))


def _softmax_of(scorer: SoftmaxScorer, vectors: Matrix, rows: Labels) -> Matrix:
    return scorer.scores(vectors[rows])


def _density_held_out(density: DensityScorer, x: Matrix, order: Labels) -> Matrix:
    own = np.empty(len(order), dtype=np.int64)
    own[order] = np.arange(len(order))
    return density.scores(x, skip=own)
