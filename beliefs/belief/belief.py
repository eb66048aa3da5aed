"""The belief: a factored probability distribution over intents and facets, and its exact update.

Facets are independent given the intent, so the joint is ``b(i) prod_k b_k(v|i)`` and stays factored under any
evidence that speaks about the intent and about single facets. Everything is kept as logarithms: what one reply
makes impossible to the last bit, a later correction can still bring back. Shapes: intents ``[..., I]``, facet
values ``[..., T, I]``; a leading batch axis is optional everywhere. Beliefs share what did not change: an update
holds new conditionals of the facets it speaks about and no others. Knows nothing of words or of time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import numpy as np

from ..arrays import FLOOR, Array, blocks, compact, safe_log, surprisal
from .evidence import Evidence
from .model import Conditionals, Model

__all__ = ["Belief", "Origin", "Reading", "focused", "prior_belief"]


SURPRISE = -0.5e3
"""Log-evidence below this means that no state with any belief explains what came."""

NEVER = -1e308
"""Stands for minus infinity in JSON, which has none."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Evidence as log-likelihoods; what is absent says nothing."""

    intents: Array | None = None
    """``l_0(i)``, ``[..., I]``."""
    facets: Mapping[int, Array] = field(default_factory=dict[int, Array])
    """Facet position -> ``l_k(v|i)``, ``[..., V, I]`` or ``[..., V, 1]`` when it is the same for all intents."""


class Belief:
    """An immutable belief.

    Args:
        model: The compiled domain.
        log_intents: ``log b(i)``, ``[..., I]``, normalised.
        log_values: ``log b_k(v|i)``, ``[..., T, I]``, normalised per facet and intent; or such conditionals
            that other beliefs share.
        log_evidence: ``log P(evidence)`` of the last update, ``[...]``.
        changed: Facet position -> ``[..., V, I|1]``, in place of that facet's rows of ``log_values``.
        origin: What it was folded from, where that is known; evidence that comes on top of it makes it unknown.
    """

    def __init__(
        self,
        model: Model,
        log_intents: Array,
        log_values: Array | Conditionals,
        log_evidence: Array | None = None,
        changed: Mapping[int, Array] | None = None,
        origin: Origin | None = None,
    ) -> None:
        self.model = model
        self.log_intents = log_intents
        self.shared = log_values if isinstance(log_values, Conditionals) else Conditionals(log_values, model.facets)
        self.log_evidence = np.zeros(log_intents.shape[:-1]) if log_evidence is None else log_evidence
        self.changed = changed or {}
        self.origin = origin

    @cached_property
    def intents(self) -> Array:
        """``b(i)``, ``[..., I]``."""
        return np.exp(self.log_intents)

    @cached_property
    def log_values(self) -> Array:
        """``log b_k(v|i)``, ``[..., T, I]``; made on demand, `log_conditional` is cheaper."""
        return self._assembled(self.shared.log_values, self.changed)

    @cached_property
    def values(self) -> Array:
        """``b_k(v|i)``, ``[..., T, I]``; made on demand, `conditional` is cheaper."""
        return self._assembled(self.shared.values, {k: np.exp(part) for k, part in self.changed.items()})

    @property
    def surprised(self) -> np.ndarray:
        """Whether the last evidence was such that no state explains it, ``[...]``."""
        return self.log_evidence < SURPRISE

    def log_conditional(self, position: int) -> Array:
        """``log b_k(v|i)`` of one facet, ``[..., V, I]``, or ``[..., V, 1]`` while it is the same for all intents."""
        if position in self.changed:
            return self.changed[position]
        return compact(self.shared.log_values[..., self.model.facets[position].rows, :])

    def conditional(self, position: int) -> Array:
        """``b_k(v|i)`` of one facet, ``[..., V, I]``."""
        part = np.exp(self.log_conditional(position))
        return np.broadcast_to(part, (*part.shape[:-1], self.log_intents.shape[-1]))

    def facet(self, position: int) -> Array:
        """Marginal of one facet, ``[..., V]``."""
        return np.matmul(self.conditional(position), self.intents[..., None])[..., 0]

    def entropy(self) -> Array:
        """Entropy of the joint state in nats, ``[...]``."""
        kept = [k for k in range(len(self.model.facets)) if k not in self.changed]
        inner = self.shared.entropies[..., kept, :].sum(axis=-2)
        for part in self.changed.values():
            inner = inner + surprisal(np.exp(part)).sum(axis=-2)
        return self.intent_entropy() + (self.intents * inner).sum(axis=-1)

    def intent_entropy(self) -> Array:
        """Entropy of the intent in nats, ``[...]``."""
        return surprisal(self.intents).sum(axis=-1)

    def update(self, reading: Reading) -> Belief:
        """Exact Bayes: return the belief after the reading.

        ``z_k(i) = sum_v b_k(v|i) L_k(v|i)``, then ``b'(i)`` is proportional to ``b(i) L_0(i) prod_k z_k(i)``.
        """
        log_intents = self.log_intents + (0.0 if reading.intents is None else np.maximum(reading.intents, FLOOR))
        changed = dict(self.changed)
        for position, likelihood in reading.facets.items():
            changed[position], z = _conditioned(self.log_conditional(position), compact(likelihood))
            log_intents = log_intents + z
        total = _normalise(log_intents)
        return Belief(self.model, log_intents, self.shared, total, changed)

    def top(self, count: int = 5) -> list[tuple[str, float]]:
        """The most probable intents with their probabilities, best first (no batch axis)."""
        order = np.argsort(-self.log_intents, kind="stable")[:count]
        return [(self.model.intents[i], float(self.intents[i])) for i in order]

    def to_json(self) -> dict[str, object]:
        """Plain JSON types; `from_json` restores the belief to the last bit.

        Facets whose conditionals are still the prior's are left out.
        """
        known = self.shared is self.model.conditionals
        kept = self.changed if known else dict.fromkeys(range(len(self.model.facets)))
        return {
            "log_intents": _finite(self.log_intents).tolist(),
            "log_evidence": _finite(self.log_evidence).tolist(),
            "log_values": {
                self.model.facets[position].id: _finite(self.log_conditional(position)).tolist() for position in kept
            },
        }

    @staticmethod
    def from_json(model: Model, data: Mapping[str, object]) -> Belief:
        """Restore a belief that `to_json` wrote."""
        kept = cast("Mapping[str, object]", data["log_values"])
        return Belief(
            model,
            _restored(data["log_intents"]),
            model.conditionals,
            _restored(data["log_evidence"]),
            {model.facet_index[model.facet(name).id]: _restored(part) for name, part in kept.items()},
        )

    def _assembled(self, whole: Array, parts: Mapping[int, Array]) -> Array:
        """The shared array with the changed facets' rows replaced."""
        if not parts:
            return whole
        batch = np.broadcast_shapes(whole.shape[:-2], *(part.shape[:-2] for part in parts.values()))
        out = np.array(np.broadcast_to(whole, (*batch, *whole.shape[-2:])))
        for position, part in parts.items():
            out[..., self.model.facets[position].rows, :] = part
        return out


@dataclass(frozen=True, eq=False)
class Origin:
    """What a belief was folded from: tells what was heard from what was so from the start."""

    prior: Belief
    """Before anything was heard: in the dialogue's context, and with the user's profile."""
    ledger: tuple[Evidence, ...] = ()
    rate: float | None = None
    """Of drift, if it was not the domain's own."""
    turn: int | None = None
    focus: tuple[str, ...] = ()
    """Requests that hold together, the one in focus first."""


def prior_belief(model: Model) -> Belief:
    """The belief before anything was said."""
    return Belief(model, safe_log(model.prior), model.conditionals)


def focused(belief: Belief, request: str, requests: Sequence[str]) -> Belief:
    """Requests that hold together: the mass of all of them on the one in focus; other intents keep theirs."""
    places = [belief.model.intent_index[name] for name in (request, *requests)]
    moved = belief.intents.copy()
    total = moved[np.unique(places)].sum()
    if total <= 0:
        return belief
    moved[places] = 0.0
    moved[places[0]] = total
    origin = belief.origin and replace(belief.origin, focus=(request, *requests))
    return Belief(belief.model, safe_log(moved), belief.shared, belief.log_evidence, belief.changed, origin)


def _conditioned(log_p: Array, log_likelihood: Array) -> tuple[Array, Array]:
    """Bayes' rule down the values: the posterior ``[..., V, I]`` and ``log z`` ``[..., I]``, a block at a time."""
    out = np.empty(np.broadcast_shapes(log_p.shape, log_likelihood.shape))
    before, heard = np.broadcast_to(log_p, out.shape), np.broadcast_to(log_likelihood, out.shape)
    z = np.empty(out[..., 0, :].shape)
    for rows in blocks(len(out), out[0].size) if out.ndim > 2 else (slice(None),):
        some = np.maximum(heard[rows], FLOOR, out=out[rows])
        some += before[rows]
        z[rows] = _logsumexp(some, axis=-2)
        some -= z[rows][..., None, :]
    return out, z


def _normalise(log_p: Array) -> Array:
    """Normalise in place, a block at a time; return the logarithm of what the probabilities summed to, ``[...]``."""
    if log_p.ndim == 1:
        total = _logsumexp(log_p, axis=-1)
        log_p -= total
        return total
    total = np.empty(log_p.shape[:-1])
    for rows in blocks(len(log_p), log_p[0].size):
        total[rows] = _logsumexp(log_p[rows], axis=-1)
        log_p[rows] -= total[rows][..., None]
    return total


def _logsumexp(x: Array, axis: int) -> Array:
    """Log-sum-exp that gives -inf, not NaN, where every term is -inf."""
    top = x.max(axis=axis, keepdims=True)
    if np.isfinite(top).all():
        return np.log(np.exp(x - top).sum(axis=axis)) + top.squeeze(axis)
    top = np.where(np.isfinite(top), top, 0.0)
    return safe_log(np.exp(x - top).sum(axis=axis)) + top.squeeze(axis)


def _finite(x: Array) -> Array:
    return np.where(np.isneginf(x), NEVER, x)


def _restored(data: object) -> Array:
    x = np.array(data, dtype=np.float64)
    return np.where(x <= NEVER, -np.inf, x)
