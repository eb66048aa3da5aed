"""Joints of a belief over facet sets, each worked out once: what expectations and tails are taken over.

Layout: the joint of a facet set ``(a, b, ...)`` is flattened from ``[V_a, V_b, ..., I]``, the intent last: J states.
Knows nothing of values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..arrays import Array
from .belief import Belief

__all__ = ["Joints", "joint"]


class Joints:
    """The joints of one belief over the facet sets that were asked for, and what follows from them, each made once."""

    def __init__(self, belief: Belief) -> None:
        """Start with none."""
        self.belief = belief
        self._known: dict[tuple[int, ...], Array] = {}
        self._made: dict[object, Array] = {}

    @staticmethod
    def of(belief: Belief | Joints) -> Joints:
        """Wrap a belief, unless it is wrapped already."""
        return belief if isinstance(belief, Joints) else Joints(belief)

    def once(self, key: object, make: Callable[[Joints], Array]) -> Array:
        """What follows from the belief by ``key``, made when it is first asked for; nobody may write into it."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make(self)
        return found

    def __call__(self, facets: tuple[int, ...]) -> Array:
        """Probabilities over ``facets x intent``, ``[..., J]``; see `joint`."""
        found = self._product(facets)
        return found.reshape(*found.shape[:-2], -1)

    def _product(self, facets: tuple[int, ...]) -> Array:
        """``[..., J / I, I]``; each set is the set without its last facet, times that facet."""
        if facets not in self._known:
            if not facets:
                self._known[facets] = self.belief.intents[..., None, :]
            else:
                before = self._product(facets[:-1])
                product = before[..., :, None, :] * np.exp(self.belief.log_conditional(facets[-1]))[..., None, :, :]
                self._known[facets] = product.reshape(*product.shape[:-3], -1, product.shape[-1])
        return self._known[facets]


def joint(belief: Belief, facets: Sequence[int]) -> Array:
    """Probabilities over ``facets x intent``, flattened, intent last: ``[..., J]``."""
    return Joints(belief)(tuple(facets))
