"""A calibrated classifier on sentence vectors: from one description an intent to thousands of examples.

``fit_head(vectors, labels, I) -> Head`` and ``head.log_likelihood(vectors) -> [n, I + 1]``: log-likelihoods of each
text under each intent and, last, under "none of these" (out of scope), on one scale: relative to the text's
likelihood under the intents in the proportions of the examples. The domain's prior is not in them. The head knows
nothing of repeated or compound messages, which are the reader's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..beliefs.errors import ReaderFailed
from .cache import Arrays, content_key, load_arrays, save_arrays
from .calibration import fit_weights
from .encoder import Vectors
from .ensemble import START_WEIGHTS, Ensemble, Examples, fit_ensemble
from .head_arrays import pack_ensemble, unpack_ensemble
from .out_of_scope import OutsideModel, fit_outside, strangeness
from .scorers import log_softmax

__all__ = ["Head", "fit_cached_head", "fit_head"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

FEWEST_TO_CALIBRATE = 20
FLOOR = -30.0
"""Lowest log-likelihood: no text alone rules an intent out."""


@dataclass(frozen=True, eq=False)
class Head:
    """Fitted members, their calibrated weights, and the model of what lies outside."""

    ensemble: Ensemble
    weights: Array
    """``[M]``"""
    outside: OutsideModel
    log_prior: Array
    """Log share of each intent among the examples, ``[I]``."""
    held_out: Array
    """Log posterior of each example from members that had not seen it, ``[n, I]``."""
    tested: Labels
    """Which examples ``held_out`` is fair to: those whose intent has another one, ``[t]``."""

    def log_likelihood(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Return log-likelihoods over the intents and "none of these", ``[n, I + 1]``; ``texts`` sharpen them."""
        scores = self.ensemble.scores(vectors, texts)
        inside = self._posterior(scores) - self.log_prior
        outside = self._log_ratio(vectors, scores)
        return np.maximum(np.column_stack([inside, outside]), FLOOR)

    def log_posterior(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Return log probabilities of the intents, given that one of them is meant, ``[n, I]``."""
        return self._posterior(self.ensemble.scores(vectors, texts))

    def _posterior(self, scores: NDArray[np.float32]) -> Array:
        return log_softmax(np.tensordot(self.weights.astype(np.float32), scores, axes=1)).astype(np.float64)

    def _log_ratio(self, vectors: Vectors, scores: NDArray[np.float32]) -> Array:
        return self.outside.log_ratio(strangeness(scores, self.ensemble.softmax.scores(vectors), self.weights))


def fit_head(
    vectors: Vectors,
    labels: Labels,
    classes: int,
    *,
    texts: Sequence[str] | None = None,
    descriptions: Vectors | None = None,
    others: Examples | None = None,
    seed: int = 0,
) -> Head:
    """Fit a head on examples ``[n, d]`` with labels in ``0..classes-1``.

    ``descriptions`` ``[classes, d]`` stand in for the examples of an intent that has none. ``texts`` add the lexical
    member. Weights are fitted on held-out scores of the intents with two or more examples.
    ``others`` are texts known to be out of scope, where there are any.
    """
    examples = _completed(vectors, labels, classes, texts, descriptions)
    counts = np.bincount(examples.labels, minlength=classes)
    fit = fit_ensemble(examples, seed=seed)
    assert fit.held_out is not None
    start = np.array(START_WEIGHTS[: len(fit.held_out)])
    tested = np.flatnonzero(counts[examples.labels] > 1)
    enough = len(tested) >= FEWEST_TO_CALIBRATE
    weights = fit_weights(fit.held_out[:, tested], examples.labels[tested], start) if enough else start
    outside = fit_outside(examples, weights, seed=seed, ensemble=fit.ensemble, others=others)
    held_out = log_softmax(np.tensordot(weights.astype(np.float32), fit.held_out, axes=1)).astype(np.float64)
    return Head(fit.ensemble, weights, outside, np.log(counts / counts.sum()), held_out, tested)


def fit_cached_head(
    vectors: Vectors,
    labels: Labels,
    classes: int,
    *,
    texts: Sequence[str] | None = None,
    descriptions: Vectors | None = None,
    others: Examples | None = None,
    seed: int = 0,
) -> Head:
    """Return the head that ``fit_head`` would fit, from disk where these very examples were fitted before."""
    blocks = [
        vectors,
        labels,
        *(b for b in (descriptions, None if others is None else others.vectors) if b is not None),
    ]
    parts = [np.ascontiguousarray(block).tobytes() for block in blocks]
    key = content_key(
        "head-2",
        f"{vectors.shape} {classes} {seed} {descriptions is not None} {others is not None} {texts is not None}",
        *parts,
        *(texts or ()),
    )
    found = load_arrays(key)
    head = None if found is None else _unpacked(found, classes, vectors.shape[1])
    if head is None:
        head = fit_head(vectors, labels, classes, texts=texts, descriptions=descriptions, others=others, seed=seed)
        save_arrays(key, _packed(head))
    return head


def _completed(
    vectors: Vectors, labels: Labels, classes: int, texts: Sequence[str] | None, descriptions: Vectors | None
) -> Examples:
    """Add descriptions as the examples of intents that have none; refuse what cannot be fitted."""
    vectors, labels = np.asarray(vectors, dtype=np.float32), np.asarray(labels, dtype=np.int64)
    if len(vectors) != len(labels) or (len(labels) and not 0 <= labels.min() <= labels.max() < classes):
        raise ReaderFailed(f"{len(vectors)} examples with {len(labels)} labels do not fit {classes} intents")
    bare = np.setdiff1d(np.arange(classes), labels)
    if len(bare) and descriptions is None:
        raise ReaderFailed(f"{len(bare)} of {classes} intents have no example", hint="give descriptions of them")
    if len(bare) and descriptions is not None:
        vectors = np.concatenate([vectors.reshape(-1, descriptions.shape[1]), descriptions[bare]]).astype(np.float32)
        labels = np.concatenate([labels, bare])
        texts = None if texts is None else [*texts, *[""] * len(bare)]
    if not classes:
        raise ReaderFailed("a head needs at least one intent")
    return Examples(vectors, labels, classes, None if texts is None else tuple(texts))


def _packed(head: Head) -> Arrays:
    outside = head.outside
    auroc = np.nan if outside.auroc is None else outside.auroc
    return {
        **pack_ensemble(head.ensemble),
        "weights": head.weights,
        "outside": np.stack([outside.mean, outside.scale]),
        "outside_weights": outside.weights,
        "outside_numbers": np.array([outside.threshold, auroc]),
        "log_prior": head.log_prior,
        "held_out": head.held_out,
        "tested": head.tested,
    }


def _unpacked(arrays: Arrays, classes: int, width: int) -> Head | None:
    """Rebuild a head; None when what was stored does not fit, which throws it away."""
    try:
        ensemble = unpack_ensemble(arrays, classes)
        mean, scale = np.asarray(arrays["outside"], dtype=np.float64)
        threshold, auroc = (float(x) for x in np.asarray(arrays["outside_numbers"], dtype=np.float64))
        weights = np.asarray(arrays["outside_weights"], dtype=np.float64)
        outside = OutsideModel(mean, scale, weights, threshold, None if np.isnan(auroc) else auroc)
        head = Head(
            ensemble,
            np.asarray(arrays["weights"], dtype=np.float64),
            outside,
            np.asarray(arrays["log_prior"], dtype=np.float64),
            np.asarray(arrays["held_out"], dtype=np.float64),
            np.asarray(arrays["tested"], dtype=np.int64),
        )
        probe = head.log_likelihood(np.zeros((1, width), dtype=np.float32), [""] if ensemble.lexicon else None)
    except (KeyError, ValueError, TypeError, IndexError):
        return None
    return head if probe.shape == (1, classes + 1) and bool(np.isfinite(probe).all()) else None
