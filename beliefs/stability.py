"""Would the choice have been another, had its inputs been a little different?

One batch of variants of the same belief: evidence taken more and less at its word (reading temperature), other
priors, users less candid about facets, other weights, values off by their stated error. Each variant is arbitrated
with the same rules; the share that chooses another response is the instability. The noise is seeded.
Knows nothing of questions: it is about what would be done now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .arbitration import Arbiter
from .belief import Belief
from .model import safe_log
from .names import names_of
from .problem import Array
from .rationale import StabilityView
from .values import Joints
from .weighing import Weighing

__all__ = ["WOBBLE", "Wobble", "stability"]


@dataclass(frozen=True)
class Wobble:
    """How far each input is moved."""

    temperatures: tuple[float, ...] = (0.6, 0.8, 1.25, 1.6)
    """Exponents on what was read since the prior."""
    candor: tuple[float, ...] = (0.5, 0.8)
    """Exponents on what was learnt about facets alone: less is what less candid users would have told."""
    prior: float = 0.3
    """Standard deviation of the noise on log-priors."""
    weight: float = 0.2
    """Standard deviation of the noise on log-weights."""
    value: float = 0.05
    """Half-width of the error of a stated value."""
    draws: int = 3
    """Pairs of variants of each kind of noise: each draw and its mirror image, so that luck has no side."""


WOBBLE = Wobble()


@dataclass(frozen=True, eq=False)
class _Variants:
    """One kind of variant: what is chosen in each, ``[B]``."""

    kind: str
    chosen: np.ndarray


def stability(rules: Arbiter, belief: Belief, chosen: int, wobble: Wobble = WOBBLE, seed: int = 0) -> StabilityView:
    """Arbitrate all variants; compare with ``chosen``."""
    found = list(_variants(rules, belief, wobble, np.random.default_rng(seed)))
    everything = np.concatenate([variants.chosen for variants in found])
    others, counts = np.unique(everything[everything != chosen], return_counts=True)
    names = names_of(rules.values.model).responses
    return StabilityView(
        share=float((everything != chosen).mean()),
        flips={variants.kind: float((variants.chosen != chosen).mean()) for variants in found},
        towards=tuple(names[int(r)] for r in others[np.argsort(-counts, kind="stable")]),
    )


def _variants(rules: Arbiter, belief: Belief, wobble: Wobble, rng: np.random.Generator) -> Iterator[_Variants]:
    model = belief.model
    prior = safe_log(model.prior)
    learnt = np.where(np.isfinite(prior) & np.isfinite(belief.log_intents), belief.log_intents - prior, 0.0)
    heat = np.array(wobble.temperatures)[:, None]
    noise = wobble.prior * _mirrored(rng.standard_normal((wobble.draws, len(prior))))
    moved = np.concatenate([belief.log_intents + (heat - 1) * learnt, belief.log_intents + noise])
    chosen = _choose(rules, _normalised(belief, moved, belief.changed))
    yield _Variants("reading", chosen[: len(heat)])
    yield _Variants("prior", chosen[len(heat) :])
    own = rules.panel.facet if rules.panel is not None else None
    told = {k: part for k, part in belief.changed.items() if k in rules.values.facets or k == own}
    if told:
        less = {k: _less(belief, k, np.array(wobble.candor)) for k in told}
        yield _Variants("candor", _choose(rules, _normalised(belief, belief.log_intents, {**belief.changed, **less})))
    joints = Joints(belief)
    expected = rules.values.expected(joints)
    admissible = rules.admissible(joints)
    if len(rules.values.objectives) > 1:
        noise = wobble.weight * _mirrored(rng.standard_normal((wobble.draws, len(rules.weights))))
        weights = _moved(rules.weighing(joints), noise)
        tempered = np.broadcast_to(rules.tempered(joints, expected), (len(noise), *expected.shape))
        yield _Variants(
            "weights", _best(rules.rank(tempered, np.broadcast_to(admissible, tempered.shape[:-1]), weights))
        )
    error = wobble.value * _mirrored(rng.uniform(-1, 1, (wobble.draws, *expected.shape)))
    shifted = rules.tempered(joints, np.clip(expected + error, -1, 1))
    yield _Variants(
        "values",
        _best(rules.rank(shifted, np.broadcast_to(admissible, shifted.shape[:-1]), rules.weighing(joints))),
    )


def _moved(weights: Array | Weighing, noise: Array) -> Array | Weighing:
    """Weights with noise on their logarithms, ``noise [B, O]``."""
    if isinstance(weights, Weighing):
        return replace(weights, weights=weights.weights * np.exp(noise)[:, None, :])
    return weights * np.exp(noise)


def _mirrored(noise: Array) -> Array:
    return np.concatenate([noise, -noise])


def _less(belief: Belief, facet: int, candor: Array) -> Array:
    """A facet's conditionals had less been told about it, ``[B, V, I]``, normalised."""
    prior, now = belief.model.conditionals.log_values[belief.model.facets[facet].rows], belief.log_conditional(facet)
    known = np.isfinite(prior) & np.isfinite(now)
    gain = np.where(known, now - np.where(known, prior, 0.0), 0.0)
    moved = now + (candor[:, None, None] - 1) * gain
    return moved - np.logaddexp.reduce(moved, axis=-2, keepdims=True)


def _normalised(belief: Belief, log_intents: Array, changed: Mapping[int, Array]) -> Belief:
    """A variant of a belief, its intents normalised."""
    log_intents = log_intents - np.logaddexp.reduce(log_intents, axis=-1, keepdims=True)
    return Belief(belief.model, log_intents, belief.shared, changed=changed)


def _choose(rules: Arbiter, belief: Belief) -> np.ndarray:
    joints = Joints(belief)
    expected = rules.values.expected(joints)
    batch = expected.shape[:-1]
    admissible = np.broadcast_to(rules.admissible(joints), batch)
    return _best(rules.rank(rules.tempered(joints, expected), admissible, rules.weighing(joints)))


def _best(rank: Array) -> np.ndarray:
    return np.round(rank, 12).argmax(axis=-1)
