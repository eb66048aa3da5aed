"""Arbitration: from vectors of values to one response, hard limits first.

1. *Limits* are tiers, in order: ``CVaR_alpha(loss | r, b) <= at_most``, exact, on the whole belief, in float64.
   Nothing buys one back; a response that breaks one is inadmissible.
2. The *Pareto front* of the admissible expected vectors is kept for the record.
3. Soft objectives decide in lexicographic tiers (`tiers`), each with a slack (the largest that its objectives
   declare). A tie goes to the larger sum of values, so that no dominated response wins one. An objective of weight
   zero with a limit is a limit alone and makes no tier.
4. Within a tier, the augmented Chebyshev score with weights ``w`` (scaled so that the largest is 1) counts

       score = u - (max_o w_o d_o + rho sum_o w_o d_o) / (1 + rho sum_o w_o),   d_o = ideal_o - E_o

   The ideal is the largest value that *any* response has in *any* state: it does not move with the belief or
   with what happens to be admissible, so scores of different beliefs compare and no irrelevant response matters.
   ``u`` is the weighted mean of the ideals: one objective alone scores its own expectation, in units of value.
   Linear weights (``sum w E / sum w``) stay available for comparison.
   Where several count (parties, or profiles that the user's own values may be), see `weighing`.
5. *Caution*: an objective may count ``(E - c CVaR(loss)) / (1 + c)``, which leaves sure outcomes as they are.

Axes: ``[..., R, O]`` values, ``[..., O]`` weights. Knows nothing of questions or of words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..arrays import Array, Indices, Mask
from ..belief.belief import Belief
from ..belief.joints import Joints
from .limits import Bound, bounds, weight_vector
from .scoring import scores
from .tails import SLACK
from .tiers import TIER_STEP, Tier, margin_of, summed, tiered, tiers_of
from .values import Tailing, Values
from .verdict import Ranking, Verdict
from .weighing import Panel, Weighing, nash_rank, plurality_rank

__all__ = ["Arbiter", "arbiter"]


@dataclass(frozen=True, eq=False)
class Arbiter:
    """The rules of one stance, compiled: call `judge` with a belief."""

    values: Values
    bounds: tuple[Bound, ...]
    tiers: tuple[Tier, ...]
    weights: Array
    """``[O]``."""
    caution: Array
    """``[O]``."""
    linear: bool
    escalates: Mask
    """Responses that call for a person, ``[R]``."""
    declines: Mask
    """Responses that refuse or escalate, ``[R]``."""
    tailings: tuple[Tailing, ...] = field(repr=False, default=())
    """One a bound."""
    cautious: Mapping[int, Tailing] = field(repr=False, default_factory=dict[int, Tailing])
    panel: Panel | None = None
    """Who else's weights count; without one `weights` do."""

    def admissible(self, belief: Belief | Joints) -> Mask:
        """Which responses keep every limit, ``[..., R]``."""
        batch = Joints.of(belief).belief.log_intents.shape[:-1]
        return _within(self.tails(belief), self.bounds, (*batch, len(self.values.responses)))

    def tails(self, belief: Belief | Joints) -> tuple[Array, ...]:
        """CVaR of each bound's loss, each ``[..., R]``."""
        joints = Joints.of(belief)
        return tuple(tailing(joints) for tailing in self.tailings)

    def tempered(self, belief: Belief | Joints, expected: Array) -> Array:
        """Expected vectors with caution, ``[..., R, O]``."""
        if not self.cautious:
            return expected
        out = expected.copy()
        for objective, tailing in self.cautious.items():
            c = self.caution[objective]
            out[..., objective] = (expected[..., objective] - c * tailing(belief)) / (1 + c)
        return out

    @property
    def decisive(self) -> tuple[int, ...]:
        """Positions of the facets that a response's worth depends on, the user's own values among them."""
        own = () if self.panel is None or self.panel.facet is None else (self.panel.facet,)
        return tuple(sorted({*self.values.facets, *own}))

    def weights_in(self, values: Indices) -> Array | None:
        """Weights in single states, ``values [K, N] -> [N, O]``; None where they are the same in all."""
        own = None if self.panel is None else self.panel.facet
        return None if own is None or self.panel is None else self.panel.weights[values[own]]

    def weighing(self, belief: Belief | Joints) -> Array | Weighing:
        """The weights that count at a belief."""
        if self.panel is None:
            return self.weights
        facet = self.panel.facet
        return self.panel.at(None if facet is None else Joints.of(belief).belief.facet(facet))

    def rank(
        self,
        tempered: Array,
        admissible: Mask,
        weights: Array | Weighing | None = None,
        tiers: Sequence[Tier] | None = None,
    ) -> Array:
        """What decides: later tiers outrank scores, inadmissible is minus infinity, ``[..., R]``."""
        weights = self._standing(weights)
        if isinstance(weights, Weighing) and weights.rule != "mean":
            return self._panel_rank(tempered, admissible, weights, tiers)
        tiers = self.tiers if tiers is None else tiers
        return tiered([self._score(tempered, weights, tier) for tier in tiers], tiers, tempered, admissible)

    def ranking(self, tempered: Array, admissible: Mask, weights: Array | Weighing | None = None) -> Ranking:
        """`rank` and `worth` at once: every score is worked out once."""
        weights = self._standing(weights)
        each = [self._score(tempered, weights, tier) for tier in self.tiers]
        if isinstance(weights, Weighing) and weights.rule != "mean":
            rank = self._panel_rank(tempered, admissible, weights, None)
        else:
            rank = tiered(each, self.tiers, tempered, admissible)
        return Ranking(rank, summed(each), tuple(each))

    def ranked(self, belief: Belief | Joints) -> Ranking:
        """The whole of arbitration at a belief or a batch of them."""
        joints = Joints.of(belief)
        tempered = self.tempered(joints, self.values.expected(joints))
        admissible = np.broadcast_to(self.admissible(joints), tempered.shape[:-1])
        return self.ranking(tempered, admissible, self.weighing(joints))

    def each_rank(
        self, tempered: Array, admissible: Mask, weights: Array, tiers: Sequence[Tier] | None = None
    ) -> Array:
        """`rank` of each party, ``weights [..., P, O] -> [..., P, R]``."""
        return self.rank(tempered[..., None, :, :], admissible[..., None, :], weights, tiers)

    def each_worth(self, vectors: Array, weights: Array) -> Array:
        """`worth` to each party, ``weights [..., P, O] -> [..., P, R]``."""
        return self.worth(vectors[..., None, :, :], weights)

    def _panel_rank(self, tempered: Array, admissible: Mask, panel: Weighing, tiers: Sequence[Tier] | None) -> Array:
        ranks = self.each_rank(tempered, admissible, panel.weights, tiers)
        worth = self.each_worth(tempered, panel.weights)
        if panel.rule == "overton":
            return plurality_rank(ranks, worth, admissible, panel.shares)
        last = (len(self.tiers if tiers is None else tiers) - 1) * TIER_STEP
        # What no party would still consider when the last tier decides comes after everything else.
        late = (ranks > last - TIER_STEP / 2).any(axis=-2)
        return np.where(late, 0.0, -TIER_STEP) + nash_rank(worth, admissible, panel.shares)

    def _standing(self, weights: Array | Weighing | None) -> Array | Weighing:
        if weights is not None:
            return weights
        return self.weights if self.panel is None else self.panel.at(None)

    def _score(self, vectors: Array, weights: Array | Weighing, tier: Tier) -> Array:
        """Score of a tier; several views count by their shares."""
        best = self.values.best
        if not isinstance(weights, Weighing):
            return scores(vectors, weights, best, tier.objectives, linear=self.linear)
        each = scores(vectors[..., None, :, :], weights.weights, best, tier.objectives, linear=self.linear)
        return (weights.shares[..., None] * each).sum(axis=-2)

    def worth(self, vectors: Array, weights: Array | Weighing | None = None) -> Array:
        """All soft tiers as one number, their sum, ``[..., R, O] -> [..., R]``: for weighing acts against questions.

        The order of tiers decides between responses; what a question is worth is counted in units of value, and a
        unit in any tier is one. One tier alone is its score.
        """
        weights = self._standing(weights)
        return summed([self._score(vectors, weights, tier) for tier in self.tiers])

    def wanted(self, tempered: Array, weights: Array | Weighing | None = None) -> int:
        """The response that would be chosen if nothing that is limited counted, ``tempered [R, O]``."""
        limited = {bound.objective for bound in self.bounds}
        free = [Tier(tuple(o for o in tier.objectives if o not in limited), tier.slack) for tier in self.tiers]
        everything = np.ones(tempered.shape[:-1], dtype=np.bool_)
        rank = self.rank(tempered, everything, weights, [tier for tier in free if tier.objectives] or None)
        return int(np.round(rank, 12).argmax())

    def judge(
        self, belief: Belief | Joints, weights: Array | Weighing | None = None, also: Sequence[Belief | Joints] = ()
    ) -> Verdict:
        """Arbitrate one belief; every limit has to hold at the beliefs ``also``, too."""
        joints = Joints.of(belief)
        expected, tails = self.values.expected(joints), self.tails(joints)
        for guard in also:
            tails = tuple(np.maximum(tail, other) for tail, other in zip(tails, self.tails(guard), strict=True))
        admissible = _within(tails, self.bounds, expected.shape[:-1])
        tempered = self.tempered(joints, expected)
        weights = self.weighing(joints) if weights is None else weights
        found = self.ranking(tempered, admissible, weights)
        rank = found.rank
        order = np.argsort(-np.round(rank, 12), kind="stable")
        second = int(order[1]) if len(order) > 1 and np.isfinite(rank[order[1]]) else None
        return Verdict(
            expected=expected,
            tails=np.array(tails).reshape(len(self.bounds), expected.shape[0]),
            bounds=self.bounds,
            admissible=admissible,
            scores=found.worth,
            tempered=tempered,
            rank=rank,
            chosen=int(order[0]),
            runner_up=second,
            margin=margin_of(found, int(order[0]), second),
            only_declines=bool(admissible.any() and not (admissible & ~self.declines).any()),
        )


def arbiter(
    values: Values,
    context: str | None = None,
    weights: Mapping[str, float] | None = None,
    panel: Panel | None = None,
) -> Arbiter:
    """Compile the rules of a stance."""
    domain = values.model.domain
    in_force = bounds(values.model, context)
    caution = np.array([objective.caution for objective in domain.objectives.values()])
    alphas = [o.limit.alpha if o.limit else 0.95 for o in domain.objectives.values()]
    return Arbiter(
        values=values,
        bounds=in_force,
        tiers=tiers_of(values.model),
        weights=weight_vector(values.model, context, weights),
        caution=caution,
        linear=domain.scoring == "linear",
        escalates=np.array([response.kind == "escalate" for response in domain.responses.values()]),
        declines=np.array([response.kind != "answer" for response in domain.responses.values()]),
        tailings=tuple(values.tailing(bound.objective, bound.alpha) for bound in in_force),
        cautious={int(o): values.tailing(int(o), alphas[o]) for o in np.flatnonzero(caution)},
        panel=panel,
    )


def _within(tails: tuple[Array, ...], in_force: tuple[Bound, ...], shape: tuple[int, ...]) -> Mask:
    kept = np.ones(shape, dtype=np.bool_)
    for tail, bound in zip(tails, in_force, strict=True):
        kept = kept & (tail <= bound.at_most + SLACK)
    return kept
