"""Which facts can change what is chosen where something is wanted: the others tell nothing of that wish.

What is worth less there than something else, whatever else is so, is never chosen, and what it depends on decides
nothing: what is in a tin matters to how it is thrown away, and not to who wants to pay a fine. Responses R,
objectives O, intents I, facets K, weight vectors P. It knows no beliefs and no questions.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Mask
from .arbitration import Arbiter
from .scoring import scores
from .tails import SLACK
from .values import Values

__all__ = ["decides", "hopeless"]


def decides(rules: Arbiter) -> Mask:
    """Whether what to do depends on a facet where an intent is meant, ``[K, I]``."""
    return rules.values.varying(~hopeless(rules)) if rules.values.facets else rules.values.matters


def hopeless(rules: Arbiter) -> Mask:
    """Responses that are never chosen where an intent is meant, ``[R, I]``."""
    keeps = _keeps(rules)
    return _dominated(rules.values, keeps) | _outweighed(rules, keeps)


def _keeps(rules: Arbiter) -> Mask:
    """Responses that keep every limit whatever is so, ``[R]``: others may be blocked because of what else is feared."""
    keeps = np.ones(len(rules.values.responses), dtype=np.bool_)
    for bound in rules.bounds:
        keeps &= rules.values.worst_loss[:, bound.objective] <= bound.at_most + SLACK
    return keeps


def _dominated(values: Values, keeps: Mask) -> Mask:
    """Responses that are never better than the surest one that keeps, where an intent is meant, ``[R, I]``."""
    low, high = values.spans
    sure = np.where(keeps[:, None, None], low, -np.inf)
    surest = sure.sum(axis=1).argmax(axis=0)
    least = np.take_along_axis(sure, surest[None, None], axis=0)
    return np.logical_and((high <= least).all(axis=1), (high < least).any(axis=1))


def _outweighed(rules: Arbiter, keeps: Mask) -> Mask:
    """Responses whose best score is below the worst score of one that keeps every limit, for any weights, ``[R, I]``.

    Scores grow with every objective, so the least and the largest values have the least and the largest score. Of
    several tiers the first alone is looked at: who is far behind in it stays behind.
    """
    tier, more = rules.tiers[0], len(rules.tiers) > 1
    weights = (rules.weights[None] if rules.panel is None else rules.panel.weights)[:, None]
    worst, best = (
        scores(vectors.transpose(2, 0, 1), weights, rules.values.best, tier.objectives, linear=rules.linear)
        for vectors in rules.values.spans
    )
    surest = np.where(keeps, worst, -np.inf).max(axis=-1, keepdims=True)
    return (best < surest - (tier.slack if more else 0.0) - SLACK).all(axis=0).T
