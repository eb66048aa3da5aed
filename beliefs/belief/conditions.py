"""Conditions compiled to masks: each once, for as long as the model lives.

Facets are independent given the intent, so the probability of a condition is exact and needs no joint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..arrays import Array
from ..language.domain import Condition
from .belief import Belief
from .model import Model

__all__ = ["Masks", "masks", "probability"]


@dataclass(frozen=True, eq=False)
class Masks:
    """Where a condition holds: nobody may write into these."""

    condition: Condition
    """Kept, so that no other condition gets its identity."""
    intents: Array
    """``[I]``: 1 for the intents that it admits."""
    facets: Mapping[int, Array]
    """Facet position -> ``[V]``, 1 for the values that it admits."""


_MASKS: WeakKeyDictionary[Model, dict[int, Masks]] = WeakKeyDictionary()


def masks(model: Model, condition: Condition) -> Masks:
    """The masks of a condition of this model's domain."""
    known = _MASKS.setdefault(model, {})
    found = known.get(id(condition))
    if found is None:
        found = Masks(condition, model.intent_mask(condition), model.facet_masks(condition))
        known[id(condition)] = found
    return found


def probability(belief: Belief, condition: Condition) -> float:
    """``P(condition)`` under the belief: exact, facets are independent given the intent."""
    found = masks(belief.model, condition)
    weight = belief.intents * found.intents
    for facet, mask in found.facets.items():
        weight = weight * (mask @ belief.conditional(facet))
    return float(weight.sum())
