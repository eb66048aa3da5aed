"""Weights of several: how many views are made one order of responses, without averaging where that is not asked for.

A `Panel` is who counts in a stance: parties with shares and weight vectors, or the profiles that the user's own
values may be. A `Weighing` is a panel at one belief. Three rules, always over admissible responses only:

- ``mean``: the score is the mean over the panel. For profiles this is the expectation over what the user may value.
- ``overton``: first the response that is best for the largest share; all the distinct best ones are shown elsewhere.
- ``collective``: Nash welfare, the product of the parties' utilities ``u = (U - U_worst) / (U_best - U_worst)``,
  each normalised between its own worst admissible response (its disagreement point) and its best one. A response
  that is somebody's worst has product zero: the more parties it leaves with something the better, and then the
  product over those. A party that does not care counts as content.

Shapes: parties P, responses R, objectives O, any leading batch axes. Knows no names, no beliefs, no sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Array, Mask

__all__ = ["Panel", "Rule", "Weighing", "nash_rank", "normalised_utilities", "plurality_rank"]

Rule = Literal["mean", "overton", "collective"]

EVEN = 1e-9
"""Utilities this close are the same."""
TIE = 1e-6
"""Weight of the mean score where the rule of a panel leaves a tie."""


@dataclass(frozen=True, eq=False)
class Weighing:
    """Several weight vectors with their shares, at one belief or a batch of them."""

    weights: Array
    """``[..., P, O]``."""
    shares: Array
    """``[..., P]``."""
    rule: Rule = "mean"


@dataclass(frozen=True, eq=False)
class Panel:
    """Who counts in a stance."""

    parties: tuple[str, ...]
    """Ids of stakeholders or profiles, ``[P]``."""
    weights: Array
    """``[P, O]``."""
    shares: Array
    """``[P]``, they sum to one."""
    rule: Rule
    facet: int | None = None
    """Position of the user's own values, whose belief gives the shares."""

    def at(self, marginal: Array | None) -> Weighing:
        """The weighing where the own values have this distribution, ``[..., P]``; the prior's without one."""
        return Weighing(self.weights, self.shares if marginal is None else marginal, self.rule)


def normalised_utilities(worth: Array, admissible: Mask) -> Array:
    """Each party's utility between its worst and its best admissible response, ``[..., P, R]``; 1 if all are equal.

    Args:
        worth: What each response is worth to each party, ``[..., P, R]``.
        admissible: ``[..., R]``.
    """
    allowed = np.broadcast_to(admissible[..., None, :], worth.shape)
    worst = np.where(allowed, worth, np.inf).min(axis=-1, keepdims=True)
    best = np.where(allowed, worth, -np.inf).max(axis=-1, keepdims=True)
    known = np.isfinite(worst) & np.isfinite(best)
    span = np.where(known, best - np.where(known, worst, 0.0), 0.0)
    scaled = (worth - np.where(known, worst, 0.0)) / np.where(span > EVEN, span, 1.0)
    return np.where(span > EVEN, np.clip(scaled, 0.0, 1.0), 1.0)


def nash_rank(worth: Array, admissible: Mask, shares: Array) -> Array:
    """Order of responses by Nash welfare, ``[..., R]``: how many parties get something, plus the geometric mean.

    ``prod_p u_p ** share_p`` over the parties with a share; minus infinity where inadmissible.
    """
    utility = normalised_utilities(worth, admissible)
    counted = shares[..., None] > 0
    content = (utility > EVEN) & counted
    logs = np.log(np.where(content, utility, 1.0)) * shares[..., None]
    total = np.where(content, shares[..., None], 0.0).sum(axis=-2)
    product = np.exp(logs.sum(axis=-2) / np.where(total > 0, total, 1.0))
    tie = TIE**1.5 * (shares[..., None] * worth).sum(axis=-2)
    return np.where(admissible, content.sum(axis=-2) + product + tie, -np.inf)


def plurality_rank(ranks: Array, worth: Array, admissible: Mask, shares: Array) -> Array:
    """Order of responses by the share of parties whose best they are, ``[..., R]``; ``ranks [..., P, R]``."""
    first = np.round(ranks, 12).argmax(axis=-1)
    mine: Mask = np.equal(first[..., None], np.arange(ranks.shape[-1], dtype=np.intp)) & (shares[..., None] > 0)
    share = np.where(mine, shares[..., None], 0.0).sum(axis=-2)
    tie = TIE * (shares[..., None] * worth).sum(axis=-2)
    return np.where(admissible, share + tie, -np.inf)
