"""A calibrated classifier on sentence vectors: from one description an intent to thousands of examples.

``fit_head(vectors, labels, I) -> Head`` and ``head.log_likelihood(vectors) -> [n, I + 1]``: log-likelihoods of each
text under each intent and, last, under "none of these" (out of scope), on one scale: relative to the text's
mean likelihood over the intents. Neither the domain's prior nor the shares of the examples are in them. The head
knows nothing of repeated or compound messages, which are the reader's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...beliefs.errors import ReaderFailed
from ..models.cache import Arrays, announce, content_key, load_arrays, save_arrays
from ..models.encoder_network import Vectors
from .arrays import pack_ensemble, pack_outside, unpack_ensemble, unpack_outside
from .calibration import fit_weights
from .ensemble import START_WEIGHTS, Ensemble, Examples, fit_ensemble, joined
from .out_of_scope import OutsideModel, fit_outside, strangeness
from .scorers import log_softmax

__all__ = ["Head", "fit_cached_head", "fit_head"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Matrix = NDArray[np.float32]

FEWEST_TO_CALIBRATE = 20
FLOOR = -30.0
"""Lowest log-likelihood: no text alone rules an intent out."""
STRAY = 0.05
"""Share of messages that are taken to be unlike what was learnt from, before they are seen."""


@dataclass(frozen=True, eq=False)
class Head:
    """Fitted members, their calibrated weights, and the model of what lies outside."""

    ensemble: Ensemble
    weights: Array
    """``[M]``"""
    outside: OutsideModel
    offset: Array
    """Minus the log share of each intent among the examples, ``[I]``: examples are no prior."""
    held_out: Matrix
    """Log posterior of each example from members that had not seen it, ``[n, I]``."""
    reference: Matrix
    """The same from the logistic member alone: what a plain head would have said, ``[n, I]``."""
    tested: Labels
    """Which examples ``held_out`` is fair to: those whose intent has another one, ``[t]``."""
    sharpness: float = 1.0
    """How much surer of a new text than of a held-out example: more than 1 where the examples are no sample."""

    def log_likelihood(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Return log-likelihoods over the intents and "none of these", ``[n, I + 1]``; ``texts`` sharpen them.

        With ``s`` the probability that a text is unlike the examples, ``L_i = (1 - s) K p_i + s``: what such a text
        ("I'm torn") seems to say of the intents counts for little.
        """
        scores = self.ensemble.scores(vectors, texts)
        inside = _posterior(scores, self.sharpness * self.weights, self.offset) + np.log(len(self.offset))
        outside = self._log_ratio(vectors, scores)
        stray = STRAY / (STRAY + (1 - STRAY) * np.exp(-outside))[:, None]
        inside = np.logaddexp(np.log1p(-stray) + inside, np.log(stray))
        return np.maximum(np.column_stack([inside, outside]), FLOOR)

    def log_posterior(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Return log probabilities of the intents, equally likely before and one of them meant, ``[n, I]``."""
        return self._posterior(self.ensemble.scores(vectors, texts))

    def _posterior(self, scores: Matrix) -> Array:
        return _posterior(scores, self.weights, self.offset).astype(np.float64)

    def _log_ratio(self, vectors: Vectors, scores: Matrix) -> Array:
        strange = strangeness(scores, self.ensemble.softmax.scores(vectors), self.weights)
        return self.outside.log_ratio(strange, vectors)


def fit_head(
    vectors: Vectors,
    labels: Labels,
    classes: int,
    *,
    texts: Sequence[str] | None = None,
    descriptions: Examples | None = None,
    others: Examples | None = None,
    seed: int = 0,
) -> Head:
    """Fit a head on examples ``[n, d]`` with labels in ``0..classes-1``.

    ``texts`` of the examples add the lexical member. ``descriptions`` (names, sentences about an intent, labelled with
    it) stand in for the examples of an intent that has none, and join those of the others where they speak the same
    language. ``others`` are texts known to be out of scope; their labels do not count.
    """
    return _fit(_Training(_checked(vectors, labels, classes, texts), descriptions, others, seed))


def fit_cached_head(
    vectors: Vectors,
    labels: Labels,
    classes: int,
    *,
    texts: Sequence[str] | None = None,
    descriptions: Examples | None = None,
    others: Examples | None = None,
    seed: int = 0,
) -> Head:
    """Return the head that ``fit_head`` would fit, from disk where these very examples were fitted before."""
    training = _Training(_checked(vectors, labels, classes, texts), descriptions, others, seed)
    key = _key(training)
    found = load_arrays(key)
    head = None if found is None else _unpack(found, classes, training.examples.vectors.shape[-1])
    if head is None:
        announce(f"fitting to {len(labels)} examples of {classes} intents")
        head = _fit(training)
        save_arrays(key, _pack(head))
    return head


@dataclass(frozen=True, eq=False)
class _Training:
    """All that a head is fitted on."""

    examples: Examples
    descriptions: Examples | None
    others: Examples | None
    seed: int


def _fit(training: _Training) -> Head:
    examples, real = _completed(training), len(training.examples.labels)
    fit = fit_ensemble(examples, seed=training.seed, held_out=True)
    held_out = fit.held_out[:, :real]
    tested = np.flatnonzero(np.bincount(examples.labels)[examples.labels[:real]] > 1)
    counts = np.maximum(np.bincount(training.examples.labels, minlength=examples.classes), 1)
    offset = -np.log(counts / counts.sum())
    weights = _weights(held_out, examples.labels, tested, offset)
    outside = fit_outside(fit.ensemble, examples, weights, seed=training.seed, others=training.others)
    plain = _weights(held_out[:1], examples.labels, tested, offset)
    return Head(
        fit.ensemble,
        weights,
        outside,
        offset,
        _posterior(held_out, weights, offset),
        _posterior(held_out[:1], plain, offset),
        tested,
    )


def _weights(held_out: Matrix, labels: Labels, tested: Labels, offset: Array) -> Array:
    start = np.array(START_WEIGHTS[: len(held_out)])
    if len(tested) < FEWEST_TO_CALIBRATE:
        return start
    return fit_weights(held_out[:, tested], labels[tested], start, offset=offset)


def _posterior(scores: Matrix, weights: Array, offset: Array) -> Matrix:
    combined = np.tensordot(weights.astype(np.float32), scores, axes=1)
    return log_softmax(combined + offset.astype(np.float32)).astype(np.float32)


def _checked(vectors: Vectors, labels: Labels, classes: int, texts: Sequence[str] | None) -> Examples:
    vectors, labels = np.asarray(vectors, dtype=np.float32), np.asarray(labels, dtype=np.int64)
    if classes < 1:
        raise ReaderFailed("a head needs at least one intent")
    if len(vectors) != len(labels) or (len(labels) and not 0 <= labels.min() <= labels.max() < classes):
        raise ReaderFailed(f"{len(vectors)} examples with {len(labels)} labels do not fit {classes} intents")
    return Examples(vectors, labels, classes, None if texts is None else tuple(texts))


def _completed(training: _Training) -> Examples:
    """Add the descriptions that help; refuse an intent that has nothing."""
    examples, extra = training.examples, training.descriptions
    bare = np.setdiff1d(np.arange(examples.classes), examples.labels)
    lost = bare if extra is None else np.setdiff1d(bare, extra.labels)
    if len(lost):
        raise ReaderFailed(f"{len(lost)} of {examples.classes} intents have no example", hint="describe them")
    if extra is None:
        return examples
    chosen = np.ones(len(extra.labels), np.bool_) if _speak(extra, examples) else np.isin(extra.labels, bare)
    return joined(examples, extra.take(np.flatnonzero(chosen)))


def _speak(descriptions: Examples, examples: Examples) -> bool:
    """Whether the nearest description names the intent of an example far more often than chance would."""
    if not len(examples.labels) or not len(descriptions.labels):
        return False
    nearest = descriptions.labels[(examples.vectors @ descriptions.vectors.T).argmax(axis=1)]
    return float((nearest == examples.labels).mean()) >= max(0.25, min(0.75, 5.0 / examples.classes))


def _key(training: _Training) -> str:
    parts = ["head-14", f"{training.seed} {training.examples.classes}"]
    digests = list[bytes]()
    for rows in (training.examples, training.descriptions, training.others):
        if rows is None:
            parts.append("none")
            continue
        parts.append(f"{rows.vectors.shape} {'' if rows.texts is None else content_key(*rows.texts)}")
        digests += [np.ascontiguousarray(block).tobytes() for block in (rows.vectors, rows.labels)]
    return content_key(*parts, *digests)


def _pack(head: Head) -> Arrays:
    return {
        **pack_ensemble(head.ensemble),
        **pack_outside(head.outside),
        "weights": head.weights,
        "offset": head.offset,
        "held_out": head.held_out,
        "reference": head.reference,
        "tested": head.tested,
    }


def _unpack(arrays: Arrays, classes: int, width: int) -> Head | None:
    """Rebuild a head; None when what was stored does not fit, which throws it away."""
    try:
        ensemble = unpack_ensemble(arrays, classes)
        head = Head(
            ensemble,
            np.asarray(arrays["weights"], dtype=np.float64),
            unpack_outside(arrays),
            np.asarray(arrays["offset"], dtype=np.float64),
            np.asarray(arrays["held_out"], dtype=np.float32),
            np.asarray(arrays["reference"], dtype=np.float32),
            np.asarray(arrays["tested"], dtype=np.int64),
        )
        probe = head.log_likelihood(np.zeros((1, width), dtype=np.float32), [""] if ensemble.lexicon else None)
    except (KeyError, ValueError, TypeError, IndexError):
        return None
    return head if probe.shape == (1, classes + 1) and bool(np.isfinite(probe).all()) else None
