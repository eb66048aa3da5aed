"""Limits as planners check them: one at a time, over the responses that could break it at all."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from ..arrays import Indices
from ..values.tails import SLACK, Tails
from .problem import Limit

__all__ = ["Guard", "guard_of"]


@dataclass(frozen=True, eq=False)
class Guard:
    """One limit over the responses that could break it."""

    risky: Indices
    tails: Tails
    bound: float

    @classmethod
    def of(cls, limit: Limit, fallback: int) -> Guard | None:
        """Compile a limit; None where no response could ever break it."""
        risky = np.flatnonzero(limit.losses.max(axis=1) > limit.bound + SLACK)
        risky = risky[risky != fallback]
        if not len(risky):
            return None
        tails = Tails.of(limit.losses[risky], limit.alpha) if limit.tails is None else limit.tails.thinned(risky)
        return cls(risky, tails, limit.bound)

    def restricted(self, hypotheses: Indices, responses: Indices) -> Guard:
        """The same limit over fewer hypotheses and responses."""
        kept = np.flatnonzero(np.isin(self.risky, responses))
        place = {int(r): at for at, r in enumerate(responses)}
        risky = np.array([place[int(r)] for r in self.risky[kept]], dtype=np.intp)
        return Guard(risky, self.tails.thinned(kept).restricted(hypotheses), self.bound)


_GUARDS: WeakKeyDictionary[Limit, dict[int, Guard | None]] = WeakKeyDictionary()


def guard_of(limit: Limit, fallback: int) -> Guard | None:
    """Compile a limit, once: problems of one domain share their limits from turn to turn."""
    known = _GUARDS.setdefault(limit, {})
    if fallback not in known:
        known[fallback] = Guard.of(limit, fallback)
    return known[fallback]
