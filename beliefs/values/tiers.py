"""Tiers of soft objectives: scores of several as one order, the later tier the finer one.

A tier hands on to the next what is close enough to its best; what is not stays behind. Axes: ``[..., R]`` scores,
``[..., R, O]`` values. It knows neither weights nor limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array, Mask
from ..belief.model import Model
from .tails import SLACK
from .verdict import Ranking

__all__ = ["TIER_STEP", "Tier", "margin_of", "summed", "tiered", "tiers_of"]

TIER_STEP = 1e3
"""Larger than any difference of scores: reaching a later tier outranks every score."""

TIE = 1e-9
"""Weight of the plain sum of values where scores leave a tie."""


@dataclass(frozen=True)
class Tier:
    """Soft objectives that decide together."""

    objectives: tuple[int, ...]
    slack: float


def tiers_of(model: Model) -> tuple[Tier, ...]:
    """The tiers of a model's soft objectives, in order."""
    objectives = list(model.domain.objectives.values())
    weighed = [objective for objective in objectives if objective.weight > 0 or objective.limit is None]
    return tuple(
        Tier(
            objectives=tuple(o for o, objective in enumerate(objectives) if objective.tier == tier),
            slack=max(objective.slack for objective in weighed if objective.tier == tier),
        )
        for tier in sorted({objective.tier for objective in weighed})
    )


def tiered(each: Sequence[Array], tiers: Sequence[Tier], tempered: Array, admissible: Mask) -> Array:
    """Scores of tiers as one order: who is not close enough to the best of a tier stays behind."""
    alive, rank = admissible, np.where(admissible, 0.0, -np.inf)
    for step, (score, tier) in enumerate(zip(each, tiers, strict=True)):
        rank = np.where(alive, step * TIER_STEP + score, rank)
        if step + 1 < len(tiers):
            best = np.where(alive, score, -np.inf).max(axis=-1, keepdims=True)
            alive = alive & (score >= best - tier.slack - SLACK)
    count = tempered.shape[-1]
    return rank if count == 1 else rank + TIE * summed([tempered[..., o] for o in range(count)])


def summed(parts: Sequence[Array]) -> Array:
    """The sum of several arrays, one after another."""
    found = parts[0] + 0.0
    for part in parts[1:]:
        found += part
    return found


def margin_of(found: Ranking, chosen: int, second: int | None) -> float:
    """How far the runner-up is behind in the last tier in which it still stood."""
    if second is None:
        return 0.0
    gap = float(found.rank[chosen] - found.rank[second])
    if gap < TIER_STEP / 2:
        return gap
    score = found.each[min(max(round(float(found.rank[second]) / TIER_STEP), 0), len(found.each) - 1)]
    return float(score[chosen] - score[second])
