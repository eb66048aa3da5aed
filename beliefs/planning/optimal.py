"""The exact optimum by backward induction, and the exact value of any policy: the oracle for small problems.

With each question asked at most once a dialogue's state is which answer each question has got, if any: ``(A + 1)^Q``
states. Joint weights ``u(h) = b(h) prod_q P(a_q | q, h)`` are left unnormalised, so that a state's value is already
weighted by the probability of reaching it:

    V(s) = max(max_r u_s . R_r, max_q -c_q |u_s| + gamma sum_a V(s, q=a))

This module knows nothing of approximations; `STATES` bounds what it is willing to solve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Indices, Mask
from ..errors import DomainTooLarge
from .lookahead import Compiled, compiled
from .planning import PlanBatch, advice, one_by_one
from .problem import Considered, Plan, Problem, Situation

__all__ = ["STATES", "Horizon", "Optimal", "Solved", "Step", "optimal_value", "policy_value"]

STATES = 5_000_000
"""Largest number of states that is solved."""
CHUNK = 4096

Policy = Callable[[Array, Mask, Indices], PlanBatch]


@dataclass(frozen=True, eq=False)
class Horizon:
    """All states of a dialogue: a number in base ``A + 1``, digit 0 for a question not asked."""

    questions: Indices
    """The open questions, digit by digit."""
    strides: Indices
    asked: NDArray[np.int8]
    """How many questions each state has asked, ``[S]``."""
    mass: Array
    """Probability of the state's answers, ``[S]``."""
    stop: Array
    """Value of responding times the mass, ``[S]``."""
    bonus: Array | None
    """Curiosity times gain times mass, ``[S, Q]``; None without curiosity."""
    may: Mask | None
    """Whether each question applies, ``[S, Q]``; None where all always do."""


@dataclass(frozen=True)
class Optimal:
    """Exact backward induction from each situation: for small problems and as an oracle."""

    def require(self, questions: int, answers: int) -> None:
        """Raise `DomainTooLarge` where there are more states than are solved."""
        _require(questions, answers)

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation; a deadline is not kept, an oracle is exact or nothing."""
        tables = compiled(problem)
        horizon = _horizon(tables, situation)
        value = _backward(tables, horizon, situation.budget)
        belief = np.asarray(situation.belief, dtype=np.float64)[None]
        now = tables.respond(belief)
        gain = tables.information(belief).gain[0]
        options: Array = _continuations(tables, horizon, value, np.zeros(1, dtype=np.intp), situation.budget)[0]
        order = np.argsort(-np.round(options, 12), kind="stable")
        looked = tuple(
            Considered(int(horizon.questions[k]), float(options[k]), float(gain[horizon.questions[k]]))
            for k in order
            if np.isfinite(options[k])
        )
        return advice(now, looked, len(horizon.questions))

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on each belief in turn: exactness is not shared between beliefs."""
        return one_by_one(self, problem, beliefs, open_, budget)


def optimal_value(problem: Problem, situation: Situation) -> float:
    """Expected discounted return of the best policy from a situation."""
    tables = compiled(problem)
    return float(_backward(tables, _horizon(tables, situation), situation.budget)[0])


@dataclass(frozen=True, eq=False)
class Step:
    """All dialogues of a policy that are still running after some number of questions."""

    weight: Array
    """Discounted probability of each, ``[M]``."""
    path: Indices
    """Its state's number, ``[M]``."""
    question: Indices
    """What is asked next, or -1, ``[M]``."""
    worth: Array
    """What the step itself earns: ``V_0`` on responding, minus the cost (plus curiosity) on asking, ``[M]``."""
    next_weight: Array
    """Discounted weight of each answer, zero after responding, ``[M, A]``."""


def policy_value(problem: Problem, situation: Situation, policy: Policy, *, least: float = 0.0, seed: int = 0) -> float:
    """Expected discounted return of a policy, by following every answer.

    Args:
        problem: The problem.
        situation: Where the dialogue starts.
        policy: Decides a batch of beliefs; must be deterministic.
        least: Branches less probable than this are followed by lot, their weight raised to make up for it,
            which leaves the expectation as it is; 0 follows all of them and is exact.
        seed: Decides those lots.
    """
    steps = _followed(compiled(problem), situation, policy, least, seed)
    return sum(float(step.weight @ step.worth) for step in steps)


@dataclass(frozen=True, eq=False)
class Solved:
    """The optimum of a problem from one situation on."""

    tables: Compiled
    situation: Situation
    value: Array
    """Value of every state, ``[S]``."""
    stride: Indices
    """What an answer to each question adds to the state's number, ``[Q]``."""

    @classmethod
    def of(cls, problem: Problem, situation: Situation) -> Solved:
        """Solve once, measure many policies."""
        tables = compiled(problem)
        horizon = _horizon(tables, situation)
        value = _backward(tables, horizon, situation.budget) / np.where(horizon.mass > 0.0, horizon.mass, 1.0)
        return cls(tables, situation, value, _strides(horizon, len(tables.costs)))

    def loss(self, policy: Policy, *, least: float = 0.0, seed: int = 0) -> float:
        """What a policy falls short of the optimum: the sum of its regrets along every dialogue.

        With lots drawn (``least > 0``, see `policy_value`) this is far less noisy than a difference of values.
        """
        answers: Indices = np.arange(1, self.tables.by_question.shape[1] + 1, dtype=np.intp)
        total = 0.0
        for step in _followed(self.tables, self.situation, policy, least, seed):
            after: Indices = step.path[:, None] + answers * self.stride[step.question][:, None]
            after = np.where((step.question >= 0)[:, None], after, 0)
            later = (step.next_weight * self.value[after]).sum()
            total += float(step.weight @ (self.value[step.path] - step.worth) - later)
        return total


def _strides(horizon: Horizon, questions: int) -> Indices:
    stride = np.zeros(questions, dtype=np.intp)
    stride[horizon.questions] = horizon.strides
    return stride


def _followed(tables: Compiled, situation: Situation, policy: Policy, least: float, seed: int) -> Iterator[Step]:
    """Every dialogue of a policy, one question at a time."""
    rng, asked_all = np.random.default_rng(seed), np.flatnonzero(situation.open)
    answers = tables.by_question.shape[1]
    stride = np.zeros(len(tables.costs), dtype=object)
    stride[asked_all] = [(answers + 1) ** k for k in range(len(asked_all))]
    belief = np.asarray(situation.belief, dtype=np.float64)[None]
    open_, weight, path = situation.open[None], np.ones(1), np.zeros(1, dtype=np.intp)
    left = situation.budget
    while len(belief):
        advice = policy(belief, open_, np.full(len(belief), left))
        rows, asks = np.arange(len(belief)), advice.question >= 0
        worth = np.where(asks, -tables.costs[advice.question], advice.respond_value)
        if tables.curiosity:
            gain = tables.information(belief).gain[rows, advice.question]
            worth += np.where(asks, tables.curiosity * gain, 0.0)
        mass, posterior = tables.children(belief, advice.question[:, None])
        mass = tables.gamma * weight[:, None] * np.where(asks[:, None], mass[:, 0], 0.0)
        yield Step(weight, path, advice.question, worth, mass)
        carried = np.where(mass >= least, mass, least * (rng.random(mass.shape) * least < mass))
        row, said = np.nonzero(carried)
        open_ = open_[row]
        open_[np.arange(len(row)), advice.question[row]] = False
        if tables.closes is not None:
            open_ &= ~tables.closes[advice.question[row], said]
        step = np.asarray(stride[advice.question[row]] * (said + 1), dtype=np.intp)
        belief, weight, path = posterior[row, 0, said], carried[row, said], path[row] + step
        left -= 1


def _horizon(tables: Compiled, situation: Situation) -> Horizon:
    questions = np.flatnonzero(situation.open)
    base = tables.by_question.shape[1] + 1
    _require(len(questions), base - 1)
    strides: Indices = np.array([base**k for k in range(len(questions))], dtype=np.intp)
    states: Indices = np.arange(int(base ** len(questions)), dtype=np.intp)
    asked: NDArray[np.int8] = np.zeros(len(states), dtype=np.int8)
    for stride in strides:
        asked += (states // stride) % base > 0
    belief = np.asarray(situation.belief, dtype=np.float64)
    tail = len(questions)
    while base**tail > CHUNK:
        tail -= 1
    low = _products(tables, np.ones((1, len(belief))), questions[:tail])
    high = _products(tables, belief[None], questions[tail:])
    parts = [_evaluated(tables, row * low, questions) for row in high]
    mass, stop, bonus, may = zip(*parts, strict=True)
    return Horizon(
        questions,
        strides,
        asked,
        np.concatenate(mass),
        np.concatenate(stop),
        np.concatenate(bonus) if tables.curiosity else None,
        np.concatenate(may) if tables.applies is not None else None,
    )


def _require(questions: int, answers: int) -> None:
    states = (answers + 1) ** questions
    if states > STATES:
        raise DomainTooLarge(
            f"the planner 'optimal' solves at most {STATES:,} states: {questions} open questions of up to {answers} "
            f"answers make {states:,}",
            hint="use the planner 'search', or 'greedy'",
        )


def _products(tables: Compiled, start: Array, questions: Indices) -> Array:
    """Joint weights of every combination of answers, first question fastest, ``[S, N]``."""
    for q in questions:
        factors = np.concatenate([np.ones((1, start.shape[1])), tables.by_question[q]])
        start = (factors[:, None, :] * start[None]).reshape(-1, start.shape[1])
    return start


def _evaluated(tables: Compiled, joint: Array, questions: Indices) -> tuple[Array, Array, Array, Mask]:
    mass = joint.sum(axis=1)
    belief = joint / np.where(mass > 0.0, mass, 1.0)[:, None]
    stop = tables.respond(belief).value * mass
    if not tables.curiosity and tables.applies is None:
        return mass, stop, np.zeros(0), np.zeros(0, bool)
    information = tables.information(belief)
    bonus = tables.curiosity * mass[:, None] * information.gain[:, questions]
    return mass, stop, bonus, information.applies[:, questions]


def _backward(tables: Compiled, horizon: Horizon, budget: int) -> Array:
    value = horizon.stop.copy()
    for asked in range(min(budget, len(horizon.questions)) - 1, -1, -1):
        states = np.flatnonzero(horizon.asked == asked)
        best = _continuations(tables, horizon, value, states, budget - asked).max(axis=1)
        value[states] = np.maximum(value[states], best)
    return value


def _continuations(tables: Compiled, horizon: Horizon, value: Array, states: Indices, budget: int) -> Array:
    """Value times mass of asking each question in each state, ``[S, Q]``; minus infinity where closed."""
    found = np.full((len(states), len(horizon.questions)), -np.inf)
    if budget <= 0:
        return found
    base = tables.by_question.shape[1] + 1
    for k, stride in enumerate(horizon.strides):
        rows = np.flatnonzero((states // stride) % base == 0)
        rows = rows[~_closed(tables, horizon, states[rows], k)]
        if horizon.may is not None:
            rows = rows[horizon.may[states[rows], k]]
        at = states[rows]
        after = sum(value[at + a * stride] for a in range(1, base))
        found[rows, k] = tables.gamma * after - tables.costs[horizon.questions[k]] * horizon.mass[at]
        if horizon.bonus is not None:
            found[rows, k] += horizon.bonus[at, k]
    return found


def _closed(tables: Compiled, horizon: Horizon, states: Indices, k: int) -> Mask:
    """Whether an answer to another question has closed the one in place ``k``, ``[S]``."""
    closed, base = np.zeros(len(states), dtype=np.bool_), tables.by_question.shape[1] + 1
    if tables.closes is None:
        return closed
    for question, stride in zip(horizon.questions, horizon.strides, strict=True):
        by = np.concatenate([[False], tables.closes[question, :, horizon.questions[k]]])
        if by.any():
            closed |= by[(states // stride) % base]
    return closed
