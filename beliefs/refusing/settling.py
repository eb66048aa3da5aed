"""Settling a limit: is it worth asking, one after another, all that a withheld response's limit depends on?

A limit on the tail often gives way only to several answers together, further away than a planner looks. Here the
questions about those facets are asked in one fixed order, with the option to stop and respond after each answer:

    V_j(b) = max(V(b), -cost_j + gamma sum_a P(a | q_j, b) V_{j+1}(b^{q_j,a}))

computed on the whole belief and by the real rules. It is the worth of this one way of asking: another order, or another
question after some answer, can only add to it. Of several questions about one facet only one is asked, for an answer to
another replaces what was said. It is no strict lower bound: an answer too rare to be followed counts as nothing learnt,
and where it would have been bad news the value is too high, by no more than that answer's probability makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import FLOOR, Array, safe_log
from ..belief.belief import Belief, Reading
from ..belief.model import AskModel
from ..planning.exact_step import affordable, worth_of_best
from ..values.arbitration import Arbiter

__all__ = ["Settling", "one_each", "settle"]

MOST_NODES = 1500
"""Beliefs that one stage may hold; where there would be more, no further question is looked at."""
RARE = 1e-4
"""A branch less probable than this is not followed."""


@dataclass(frozen=True)
class Settling:
    """What asking everything that a limit depends on is worth."""

    question: AskModel
    """The question to start with."""
    value: float
    """Of asking it and going on, with the option to stop."""
    now: float
    """Of responding now."""


@dataclass(frozen=True, eq=False)
class _Stage:
    """Beliefs after the same questions, as one batch ``[B]``."""

    belief: Belief
    reach: Array
    """How probable it is to get there, ``[B]``."""
    parent: np.ndarray
    """Position in the stage before, ``[B]``."""
    chance: Array
    """Probability of the answer that led there, ``[B]``."""


def one_each(questions: Iterable[AskModel]) -> list[list[AskModel]]:
    """Questions to ask one after another, cheapest first, one about each facet: the cheapest, or the most reliable."""
    cheapest = sorted(questions, key=lambda question: question.cost)
    surest = sorted(cheapest, key=lambda question: -question.reliability)
    firsts = [{question.facet: question for question in reversed(order)} for order in (cheapest, surest)]
    lines = [[question for question in cheapest if question is first[question.facet]] for first in firsts]
    return lines[:1] if lines[0] == lines[1] else lines


def settle(rules: Arbiter, belief: Belief, questions: Sequence[AskModel], gamma: float = 0.98) -> Settling | None:
    """Value asking ``questions`` in this order; None when there are none."""
    if not questions:
        return None
    stages, most = [_first(belief)], min(MOST_NODES, affordable(rules))
    for question in questions:
        if len(stages[-1].reach) * len(question.table) > most:
            break
        stages.append(_next(stages[-1], question))
    now = [worth_of_best(rules, stage.belief) for stage in stages]
    value, asking = now[-1], now[-1]
    for at in reversed(range(len(stages) - 1)):
        asking = _asking(stages[at + 1], now[at], value, questions[at].cost, gamma)
        value = np.maximum(now[at], asking)
    return Settling(questions[0], float(asking[0]), float(now[0][0]))


def _asking(later: _Stage, now: Array, value: Array, cost: float, gamma: float) -> Array:
    """Value of asking at each belief of the stage before ``later``."""
    gained = np.bincount(later.parent, weights=later.chance * value, minlength=len(now))
    followed = np.bincount(later.parent, weights=later.chance, minlength=len(now))
    return -cost + gamma * (gained + (1 - followed) * now)


def _first(belief: Belief) -> _Stage:
    changed = {facet: part[None] for facet, part in belief.changed.items()}
    one = Belief(belief.model, belief.log_intents[None], belief.shared, changed=changed)
    return _Stage(one, np.ones(1), np.zeros(1, dtype=np.intp), np.ones(1))


def _next(stage: _Stage, question: AskModel) -> _Stage:
    """Every answer to a question at every belief."""
    belief, size, answers = stage.belief, len(stage.reach), len(question.table)
    wide = Belief(
        belief.model,
        belief.log_intents[:, None],
        belief.shared,
        changed={facet: part[:, None] for facet, part in belief.changed.items()},
    )
    after = wide.update(Reading(facets={question.facet: np.maximum(safe_log(question.table), FLOOR)}))
    chance = np.exp(after.log_evidence).reshape(-1)
    parent = np.repeat(np.arange(size), answers)
    kept = np.flatnonzero(stage.reach[parent] * chance > RARE)
    flat = Belief(
        belief.model,
        after.log_intents.reshape(size * answers, -1)[kept],
        belief.shared,
        changed={facet: _rows(part, size, answers)[kept] for facet, part in after.changed.items()},
    )
    return _Stage(flat, (stage.reach[parent] * chance)[kept], parent[kept], chance[kept])


def _rows(part: Array, size: int, answers: int) -> Array:
    """``[B or 1, A or 1, V, I]`` as ``[B A, V, I]``."""
    return np.broadcast_to(part, (size, answers, *part.shape[-2:])).reshape(size * answers, *part.shape[-2:])
