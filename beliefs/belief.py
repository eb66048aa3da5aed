"""The belief: a factored probability distribution over intents and facets, and its exact update.

Facets are independent given the intent, so the joint is ``b(i) prod_k b_k(v|i)`` and stays factored under any
evidence that speaks about the intent and about single facets. Everything is kept as logarithms: what one reply
makes impossible to the last bit, a later correction can still bring back. Shapes: intents ``[..., I]``, facet
values ``[..., T, I]``; a leading batch axis is optional everywhere. Knows nothing of words or of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .model import Model, safe_log
from .problem import Array

__all__ = ["FLOOR", "Belief", "Reading", "prior_belief", "segment_logsumexp"]

FLOOR = -1e3
"""Least log-likelihood that evidence may give a state: e^-1000 is zero, but never minus infinity."""

SURPRISE = -0.5e3
"""Log-evidence below this means that no state with any belief explains what came."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Evidence as log-likelihoods; what is absent says nothing."""

    intents: Array | None = None
    """``l_0(i)``, ``[..., I]``."""
    facets: Mapping[int, Array] = field(default_factory=dict[int, Array])
    """Facet position -> ``l_k(v|i)``, ``[..., V, I]`` or ``[..., V, 1]`` when it is the same for all intents."""


@dataclass(frozen=True, eq=False)
class Belief:
    """An immutable belief."""

    model: Model
    log_intents: Array
    """``log b(i)``, ``[..., I]``, normalised."""
    log_values: Array
    """``log b_k(v|i)``, ``[..., T, I]``, normalised per facet and intent."""
    log_evidence: Array = field(default_factory=lambda: np.zeros(()))
    """``log P(evidence)`` of the last update, ``[...]``."""

    @cached_property
    def intents(self) -> Array:
        """``b(i)``, ``[..., I]``."""
        return np.exp(self.log_intents)

    @cached_property
    def values(self) -> Array:
        """``b_k(v|i)``, ``[..., T, I]``."""
        return np.exp(self.log_values)

    @property
    def surprised(self) -> np.ndarray:
        """Whether the last evidence was such that no state explains it, ``[...]``."""
        return self.log_evidence < SURPRISE

    def facet(self, position: int) -> Array:
        """Marginal of one facet, ``[..., V]``."""
        rows = self.model.facets[position].rows
        return np.einsum("...vi,...i->...v", self.values[..., rows, :], self.intents)

    def entropy(self) -> Array:
        """Entropy of the joint state in nats, ``[...]``."""
        inner = -_plogp(self.values, self.log_values).sum(axis=-2)
        return self.intent_entropy() + (self.intents * inner).sum(axis=-1)

    def intent_entropy(self) -> Array:
        """Entropy of the intent in nats, ``[...]``."""
        return -_plogp(self.intents, self.log_intents).sum(axis=-1)

    def update(self, reading: Reading) -> Belief:
        """Exact Bayes: return the belief after the reading.

        ``z_k(i) = sum_v b_k(v|i) L_k(v|i)``, then ``b'(i)`` is proportional to ``b(i) L_0(i) prod_k z_k(i)``.
        """
        log_intents = self.log_intents
        if reading.intents is not None:
            log_intents = log_intents + np.maximum(reading.intents, FLOOR)
        batch = np.broadcast_shapes(self._batch, *(part.shape[:-2] for part in reading.facets.values()))
        log_values = self.log_values
        if reading.facets:
            log_values = np.array(np.broadcast_to(log_values, (*batch, *log_values.shape[-2:])))
        for position, likelihood in reading.facets.items():
            rows = self.model.facets[position].rows
            joint = log_values[..., rows, :] + np.maximum(likelihood, FLOOR)
            z = _logsumexp(joint, axis=-2)
            log_values[..., rows, :] = joint - z[..., None, :]
            log_intents = log_intents + z
        total = _logsumexp(log_intents, axis=-1)
        return Belief(self.model, log_intents - total[..., None], log_values, total)

    def top(self, count: int = 5) -> list[tuple[str, float]]:
        """The most probable intents with their probabilities, best first (no batch axis)."""
        order = np.argsort(-self.log_intents, kind="stable")[:count]
        return [(self.model.intents[i], float(self.intents[i])) for i in order]

    def to_json(self) -> dict[str, list[float] | list[list[float]]]:
        """Plain JSON types; `from_json` restores the belief to the last bit."""
        return {
            "log_intents": _finite(self.log_intents).tolist(),
            "log_values": _finite(self.log_values).tolist(),
        }

    @staticmethod
    def from_json(model: Model, data: Mapping[str, list[float] | list[list[float]]]) -> Belief:
        """Restore a belief that `to_json` wrote."""
        intents = _infinite(np.array(data["log_intents"], dtype=np.float64))
        values = np.array(data["log_values"], dtype=np.float64).reshape(len(model.values), -1)
        return Belief(model, intents, _infinite(values.reshape(model.values.shape)))

    @property
    def _batch(self) -> tuple[int, ...]:
        return self.log_intents.shape[:-1]


def prior_belief(model: Model) -> Belief:
    """The belief before anything was said."""
    return Belief(model, safe_log(model.prior), safe_log(model.values))


def segment_logsumexp(x: Array, starts: np.ndarray) -> Array:
    """Log-sum-exp over each facet's rows: ``[..., T, I] -> [..., K, I]``."""
    top = np.maximum.reduceat(x, starts, axis=-2)
    top = np.where(np.isfinite(top), top, 0.0)
    sizes = np.diff(np.append(starts, x.shape[-2]))
    shifted = np.exp(x - np.repeat(top, sizes, axis=-2))
    return safe_log(np.add.reduceat(shifted, starts, axis=-2)) + top


def _logsumexp(x: Array, axis: int) -> Array:
    """Log-sum-exp that gives -inf, not NaN, where every term is -inf."""
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    return safe_log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis=axis)


def _plogp(p: Array, log_p: Array) -> Array:
    """``p log p`` with ``0 log 0 = 0``."""
    return np.where(p > 0, p * np.where(p > 0, log_p, 0.0), 0.0)


NEVER = -1e308
"""Stands for minus infinity in JSON, which has none."""


def _finite(x: Array) -> Array:
    return np.where(np.isneginf(x), NEVER, x)


def _infinite(x: Array) -> Array:
    return np.where(x <= NEVER, -np.inf, x)
