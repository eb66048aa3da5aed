"""What arbitration found: an order of responses, and all that one decision looked at.

Plain data with what follows from it; the rules are in `arbitration`. Shapes: responses R, objectives O, bounds L.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Array, Indices, Mask
from .limits import Bound
from .scoring import pareto_front
from .tails import SLACK

__all__ = ["Ranking", "Verdict"]


@dataclass(frozen=True, eq=False)
class Verdict:
    """One arbitration, with everything it looked at."""

    expected: Array
    """``[R, O]``."""
    tails: Array
    """CVaR of each bound's loss, ``[L, R]``."""
    bounds: tuple[Bound, ...]
    admissible: Mask
    """``[R]``."""
    scores: Array
    """`Arbiter.worth` of every response, also of inadmissible ones, ``[R]``."""
    tempered: Array
    """The expected vectors with caution, ``[R, O]``."""
    rank: Array
    """What decides, over all tiers; minus infinity where inadmissible, ``[R]``."""
    chosen: int
    runner_up: int | None
    margin: float
    """How far the runner-up is behind, in the tier that decided."""
    only_declines: bool
    """Nothing is admissible but refusing or escalating."""

    def blocked_by(self, response: int) -> int | None:
        """The first bound, by tier, that a response breaks."""
        broken = (k for k, bound in enumerate(self.bounds) if self.tails[k, response] > bound.at_most + SLACK)
        return next(broken, None)

    @cached_property
    def front(self) -> Mask:
        """Admissible and not dominated, ``[R]``."""
        return pareto_front(self.expected, self.admissible)

    def best(self, mask: Mask) -> int | None:
        """The best admissible response among those in ``mask``, or None."""
        rank = np.where(mask, self.rank, -np.inf)
        return int(rank.argmax()) if np.isfinite(rank).any() else None


@dataclass(frozen=True, eq=False)
class Ranking:
    """An order of responses with what it was made from."""

    rank: Array
    """What decides, ``[..., R]``; see `Arbiter.rank`."""
    worth: Array
    """``[..., R]``; see `Arbiter.worth`."""
    each: tuple[Array, ...]
    """Score in each tier, ``[..., R]``."""

    @property
    def chosen(self) -> Indices:
        """The best response, ties to the lower position, ``[...]``."""
        return np.round(self.rank, 12).argmax(axis=-1)

    @property
    def best(self) -> Array:
        """Worth of the best response, ``[...]``."""
        return np.take_along_axis(self.worth, self.chosen[..., None], axis=-1)[..., 0]
