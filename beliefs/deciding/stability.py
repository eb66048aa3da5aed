"""Would the choice have been another, had its inputs been a little different?

One batch of variants of the same belief: evidence taken more and less at its word (reading temperature), other
priors, users less candid about facets, other weights, values off by their stated error. Each variant is arbitrated
with the same rules; the share that chooses another response is the instability. The noise is seeded.
Knows nothing of questions: it is about what would be done now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Mask
from ..belief.belief import Belief, prior_belief
from ..belief.joints import Joints
from ..belief.names import names_of
from ..values.arbitration import Arbiter
from ..values.weighing import Weighing
from .rationale import StabilityView

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

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, eq=False)
class _Variants:
    """Variants of one kind or of several, to be ranked: ``B`` of each."""

    kinds: tuple[tuple[str, int], ...]
    """Kinds with how many variants of each there are, in order."""
    tempered: Array
    """``[B, R, O]``."""
    admissible: Mask
    """``[B, R]``."""
    weights: Array | Weighing
    """Of each variant, ``[B, O]`` or ``[B, P, O]``."""


@dataclass(frozen=True, eq=False)
class _Noise:
    """What the draws of one seed add, each with its mirror image: D of each kind, not to be changed."""

    prior: Array
    """``[D, I]``."""
    weights: Array
    """``[D, O]``; none where there is one objective alone."""
    values: Array
    """``[D, R, O]``."""


def stability(
    rules: Arbiter,
    belief: Belief | Joints,
    chosen: int,
    wobble: Wobble = WOBBLE,
    seed: int = 0,
    also: Sequence[Belief | Joints] = (),
    prior: Belief | None = None,
) -> StabilityView:
    """Arbitrate all variants in one batch; compare with ``chosen``. Limits have to hold at ``also``, too, as they are.

    What was read is what moved the belief away from ``prior``, which is the domain's unless another is given.
    """
    shape = (len(rules.values.responses), len(rules.weights))
    noise = _drawn(wobble, seed, len(rules.values.model.intents), shape)
    start = prior_belief(rules.values.model) if prior is None else prior
    parts = list(_variants(rules, Joints.of(belief), start, wobble, noise))
    tempered = np.concatenate([part.tempered for part in parts])
    admissible = np.concatenate([part.admissible for part in parts])
    for guard in also:
        admissible = admissible & rules.admissible(guard)
    rank = rules.rank(tempered, admissible, _stacked([part.weights for part in parts]))
    picked = np.round(rank, 12).argmax(axis=-1)
    flips = (picked != chosen).tolist()
    kinds = [kind for part in parts for kind in part.kinds]
    ends = accumulate(count for _, count in kinds)
    counts = np.bincount(picked[picked != chosen])
    names = names_of(rules.values.model).responses
    return StabilityView(
        share=sum(flips) / len(flips),
        flips={kind: sum(flips[end - n : end]) / n for (kind, n), end in zip(kinds, ends, strict=True)},
        towards=tuple(names[int(r)] for r in np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]),
    )


@lru_cache(maxsize=16)
def _drawn(wobble: Wobble, seed: int, intents: int, shape: tuple[int, int]) -> _Noise:
    """The noise of a seed: every decision of one turn of a simulation has the same."""
    rng, draws = np.random.default_rng(seed), wobble.draws
    prior = wobble.prior * _mirrored(rng.standard_normal((draws, intents)))
    weights = wobble.weight * _mirrored(rng.standard_normal((draws, shape[1]))) if shape[1] > 1 else np.zeros((0, 1))
    return _Noise(prior, weights, wobble.value * _mirrored(rng.uniform(-1, 1, (draws, *shape))))


def _variants(rules: Arbiter, joints: Joints, start: Belief, wobble: Wobble, noise: _Noise) -> Iterator[_Variants]:
    yield _of_beliefs(rules, joints.belief, start, wobble, noise.prior)
    expected = rules.values.expected(joints)
    admissible, weights = rules.admissible(joints), rules.weighing(joints)
    if n := len(noise.weights):
        tempered = _repeated(rules.tempered(joints, expected), n)
        yield _Variants((("weights", n),), tempered, _repeated(admissible, n), _moved(weights, noise.weights))
    shifted, n = rules.tempered(joints, np.clip(expected + noise.values, -1, 1)), len(noise.values)
    yield _Variants((("values", n),), shifted, _repeated(admissible, n), _standing(weights, n))


def _of_beliefs(rules: Arbiter, belief: Belief, start: Belief, wobble: Wobble, noise: Array) -> _Variants:
    """The variants that are other beliefs: of what was read, of the priors, of how much was told."""
    prior, now = start.log_intents, belief.log_intents
    known = np.isfinite(prior) & np.isfinite(now)
    learnt = np.where(known, now, 0.0) - np.where(known, prior, 0.0)
    heat = np.array(wobble.temperatures)[:, None]
    kinds, rows = [("reading", len(heat)), ("prior", len(noise))], [now + (heat - 1) * learnt, now + noise]
    told = [k for k, part in belief.changed.items() if k in rules.decisive and not _stands(start, k, part)]
    if told:
        kinds.append(("candor", len(wobble.candor)))
        rows.append(_repeated(now, len(wobble.candor)))
    less = {k: _less(belief, start, k, np.array(wobble.candor), len(heat) + len(noise)) for k in told}
    log_intents = np.concatenate(rows)
    top = log_intents.max(axis=-1, keepdims=True)
    log_intents = log_intents - (top + np.log(np.exp(log_intents - top).sum(axis=-1, keepdims=True)))
    joints = Joints(Belief(belief.model, log_intents, belief.shared, changed={**belief.changed, **less}))
    tempered, size = rules.tempered(joints, rules.values.expected(joints)), len(log_intents)
    admissible = np.broadcast_to(rules.admissible(joints), tempered.shape[:-1])
    return _Variants(tuple(kinds), tempered, admissible, _standing(rules.weighing(joints), size))


def _stands(start: Belief, facet: int, part: Array) -> bool:
    """Whether a facet's conditionals are as they were from the start: a context gives some, and nobody told them."""
    return np.array_equal(part, start.log_conditional(facet))


def _less(belief: Belief, start: Belief, facet: int, candor: Array, before: int) -> Array:
    """A facet's conditionals, ``before`` times as they are, then had less been told, ``[B, V, I|1]``, normalised."""
    prior, now = start.log_conditional(facet), belief.log_conditional(facet)
    known = np.isfinite(prior) & np.isfinite(now)
    gain = np.where(known, now, 0.0) - np.where(known, prior, 0.0)
    moved = now + (candor[:, None, None] - 1) * gain
    moved = moved - np.logaddexp.reduce(moved, axis=-2, keepdims=True)
    return np.concatenate([np.broadcast_to(now, (before, *moved.shape[1:])), moved])


def _mirrored(noise: Array) -> Array:
    return np.concatenate([noise, -noise])


def _repeated(x: NDArray[Kind], count: int) -> NDArray[Kind]:
    return x[None].repeat(count, axis=0)


def _moved(weights: Array | Weighing, noise: Array) -> Array | Weighing:
    """Weights with noise on their logarithms, ``noise [B, O]``."""
    if isinstance(weights, Weighing):
        moved = weights.weights * np.exp(noise)[:, None, :]
        return replace(weights, weights=moved, shares=_repeated(weights.shares, len(noise)))
    return weights * np.exp(noise)


def _standing(weights: Array | Weighing, count: int) -> Array | Weighing:
    """The weights of each of so many variants that do not move them."""
    if isinstance(weights, Weighing):
        shares = np.broadcast_to(weights.shares, (count, weights.shares.shape[-1]))
        return replace(weights, weights=_repeated(weights.weights, count), shares=shares)
    return _repeated(weights, count)


def _stacked(parts: list[Array | Weighing]) -> Array | Weighing:
    """The weights of several batches as one batch."""
    several = [part for part in parts if isinstance(part, Weighing)]
    if not several:
        return np.concatenate([part for part in parts if not isinstance(part, Weighing)])
    weights = np.concatenate([part.weights for part in several])
    return replace(several[0], weights=weights, shares=np.concatenate([part.shares for part in several]))
