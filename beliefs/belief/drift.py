"""Drift: what people want changes while they talk, so between turns a little of the prior comes back.

Each part of the state moves on its own: with probability ``d`` it is drawn anew from the prior, and else it stays.

    b'(i)     = (1-d)   b(i)     + d   p(i)
    b_k'(v|i) = (1-d_k) b_k(v|i) + d_k p_k(v|i)

A new wish is not a new person: facts that were heard fade at their own rates ``d_k``, not because the subject changed.
What somebody entitled vouched for is part of what comes back (`evidence`). Knows nothing of why or when.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Array, safe_log
from ..kept import kept
from ..language.reserved import OWN_VALUES
from .belief import Belief
from .model import Model

__all__ = ["drifted", "rates", "share_redrawn"]


@kept
def rates(model: Model) -> tuple[float, ...]:
    """Drift of each facet; what somebody cares about moves as what they want does."""
    domain = model.domain
    return tuple(domain.drift if f.id == OWN_VALUES else domain.facets[f.id].drift for f in model.facets)


def share_redrawn(rate: float, steps: int) -> float:
    """Probability that a part of the state was drawn anew at least once in so many steps."""
    return float(-np.expm1(steps * np.log1p(-rate))) if rate < 1 else float(steps > 0)


def drifted(
    belief: Belief, prior: Belief, rate: float, steps: int = 1, *, facets: Sequence[float] | None = None
) -> Belief:
    """Return the belief some steps later, when nothing was heard in between.

    Args:
        belief: What was believed; a batch axis is kept.
        prior: What comes back; a facet that is certain in it stays certain.
        rate: Probability ``d`` that a part of the state changes in one step.
        steps: How many steps; all of them at once give what one after another would.
        facets: Rate of each facet, in the model's order; all have ``rate`` by default.
    """
    if steps <= 0:
        return belief
    share = share_redrawn(rate, steps)
    moved = {
        position: _mixed(belief.log_conditional(position), prior.log_conditional(position), part)
        for position in _apart(belief, prior)
        if (part := share if facets is None else share_redrawn(facets[position], steps)) > 0
    }
    if share == 0 and not moved:
        return belief
    return Belief(
        belief.model,
        _mixed(belief.log_intents, prior.log_intents, share) if share > 0 else belief.log_intents,
        belief.shared,
        belief.log_evidence,
        {**belief.changed, **moved},
    )


def _apart(belief: Belief, prior: Belief) -> set[int]:
    """Facets whose conditionals may differ from the prior's."""
    if belief.shared is prior.shared:
        return {*belief.changed, *prior.changed}
    return set(range(len(belief.model.facets)))


def _mixed(log_p: Array, log_q: Array, share: float) -> Array:
    """``log((1-share) p + share q)``."""
    stay, move = safe_log(np.array([1 - share, share]))
    return np.logaddexp(log_p + stay, log_q + move)
