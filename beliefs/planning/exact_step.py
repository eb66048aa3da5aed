"""Setting a plan right: the first step of its advice, on the whole belief and by the real rules.

A planner sees a lens: a mean of one number a hypothesis, perhaps of a cut belief. The real worth of the best response
is a score of expected vectors with caution and exact limits, which is not linear in the belief. A question that a plan
puts first is worth what responding after its answers is really worth, or what the plan promises if that is more, less
what the lens sees too well:

    Q(q) = max(-cost_q + told_q + gamma sum_a P(a|q) V(b^{q,a}),
               Q_plan(q) - gamma sum_a P(a|q) max(V_lens(b^{q,a}) - V(b^{q,a}), 0)),    V_0 = V(b)

What the lens sees too little of is nothing that the plan gains: where it goes on asking, nobody responds. With one
objective, no caution and nothing cut, both are the same and nothing is done. Where the answers by the states that a
response's worth depends on are too many, the planner's own number stays for the least likely answers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from ..arrays import TINY, Array, Indices, compact
from ..belief.answers import Contrast
from ..belief.belief import Belief
from ..belief.model import AskModel
from ..values.arbitration import Arbiter
from .lens import Lens
from .lookahead import compiled
from .planning import MARGIN
from .problem import Considered, Plan

__all__ = ["affordable", "exact", "quickly", "set_right", "together", "worth_of_best"]

LOOKED_AT = 4
"""Questions whose first step is computed exactly."""
SLICE = 4_000_000
"""Numbers that a batch of beliefs may hold over the states of one table at a time: 32 MB an array."""
MOST = 10_000_000
"""The same for all that is looked at in one decision: a quarter of a second on one core."""


def exact(rules: Arbiter, lens: Lens) -> bool:
    """Whether the lens values responses exactly as the rules do."""
    return len(rules.values.objectives) == 1 and not rules.cautious and lens.kept > 1 - 1e-5


def set_right(rules: Arbiter, belief: Belief, lens: Lens, plan: Plan, now: float | None = None) -> Plan:
    """The plan with its first step computed exactly; the same plan where it was already.

    ``now`` is `worth_of_best` at the belief, where that is known.
    """
    if exact(rules, lens):
        return plan
    now = float(worth_of_best(rules, belief)[()]) if now is None else now
    looked = _corrected(rules, belief, lens, plan.considered[:LOOKED_AT])
    # Equal but for rounding is equal: the planner's order stays.
    looked = sorted(looked, key=lambda seen: -round(seen.value, 12))
    ask = bool(looked) and looked[0].value > now + MARGIN
    return replace(plan, question=looked[0].question if ask else None, respond_value=now, considered=tuple(looked))


def quickly(belief: Belief, question: AskModel | Contrast, facets: Collection[int]) -> Belief:
    """The belief after each answer, as one batch ``[A]``, but for what is told of other facets than these.

    Its log-evidence is ``log P(a)``. What is left out is what nothing depends on. An answer that an intent never
    gives leaves that intent's facets as they may be: they count for nothing.
    """
    if isinstance(question, Contrast):
        told = question.table
    else:
        told = (compact(question.table) * np.exp(belief.log_conditional(question.facet))).sum(axis=-2)
    log_told = np.log(np.maximum(told, TINY))
    joint = belief.log_intents + log_told
    top = joint.max(axis=-1, keepdims=True)
    total = top + np.log(np.exp(joint - top).sum(axis=-1, keepdims=True))
    changed = belief.changed
    if not isinstance(question, Contrast) and question.facet in facets:
        now = belief.log_conditional(question.facet) + np.log(np.maximum(compact(question.table), TINY))
        changed = {**changed, question.facet: now - log_told[..., None, :]}
    return Belief(belief.model, joint - total, belief.shared, total[..., 0], changed)


def together(belief: Belief, parts: Sequence[Belief], facets: Collection[int] | None = None) -> Belief:
    """Batches of beliefs that followed from one belief, as one batch; of these facets, if not all."""
    sizes = [len(part.log_intents) for part in parts]
    changed = {facet: row for facet, row in belief.changed.items() if facets is None or facet in facets}
    for facet in sorted({k for part in parts for k in part.changed if facets is None or k in facets}):
        rows = [part.log_conditional(facet) for part in parts]
        width = max(row.shape[-1] for row in rows)
        if any(row.ndim > 2 for row in rows):
            spread = [np.broadcast_to(row, (n, row.shape[-2], width)) for n, row in zip(sizes, rows, strict=True)]
            changed[facet] = np.concatenate(spread)
    log_intents = np.concatenate([part.log_intents for part in parts])
    return Belief(belief.model, log_intents, belief.shared, changed=changed)


def _corrected(rules: Arbiter, belief: Belief, lens: Lens, looked: Sequence[Considered]) -> list[Considered]:
    if not looked:
        return []
    decisive, asked = rules.decisive, [lens.questions[seen.question] for seen in looked]
    parts = [quickly(belief, question, decisive) for question in asked]
    chances = [np.exp(part.log_evidence) for part in parts]
    answers = [lens.problem.answers[: len(p), seen.question] for p, seen in zip(chances, looked, strict=True)]
    flat = np.concatenate(answers) * lens.situation.belief
    mass = flat.sum(axis=1, keepdims=True)
    by_lens = compiled(lens.problem).respond(flat / np.where(mass > 0, mass, 1.0)).value
    likeliest = np.argsort(-np.concatenate(chances), kind="stable")[: affordable(rules)]
    followed, gap = np.sort(likeliest), np.zeros(len(by_lens))
    gap[followed] = worth_of_best(rules, _some(together(belief, parts, decisive), followed)) - by_lens[followed]
    ends = np.cumsum([len(p) for p in chances])
    places = [slice(end - len(p), end) for p, end in zip(chances, ends, strict=True)]
    return [
        replace(seen, value=_value(lens, seen, np.where(p > 1e-9, p, 0.0), by_lens[at], gap[at]))
        for seen, p, at in zip(looked, chances, places, strict=True)
    ]


def _value(lens: Lens, seen: Considered, chances: Array, by_lens: Array, gap: Array) -> float:
    """What a question is worth, by the worth of responding after each answer as the lens sees it and what it misses."""
    problem = lens.problem
    told = problem.curiosity * seen.gain - problem.costs[seen.question]
    at_once = told + problem.gamma * chances @ (by_lens + gap)
    return float(max(at_once, seen.value + problem.gamma * chances @ np.minimum(gap, 0.0)))


def affordable(rules: Arbiter) -> int:
    """How many beliefs one decision may value by the real rules, one at the least."""
    return max(MOST // _states(rules), 1)


def worth_of_best(rules: Arbiter, belief: Belief) -> Array:
    """Worth of the response that the rules choose, ``[...]``; a large batch is valued a slice at a time."""
    size, step = len(belief.log_intents), max(SLICE // _states(rules), 1)
    if belief.log_intents.ndim < 2 or size <= step:
        return rules.ranked(belief).best
    slices = np.split(np.arange(size), range(step, size, step))
    return np.concatenate([rules.ranked(_some(belief, rows)).best for rows in slices])


def _states(rules: Arbiter) -> int:
    """States of the largest table that a worth is looked up in."""
    return max((len(group.table) for group in rules.values.folded), default=1)


def _some(belief: Belief, rows: Indices) -> Belief:
    """Some of a batch of beliefs; the batch itself where it is all of them."""
    if len(rows) == len(belief.log_intents):
        return belief
    changed = {k: part if part.ndim < 3 or len(part) == 1 else part[rows] for k, part in belief.changed.items()}
    return Belief(belief.model, belief.log_intents[rows], belief.shared, changed=changed)
