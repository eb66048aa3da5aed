"""Planners: when is a question worth its cost, and which one?

    V_0(b)  = value of the best admissible response
    Q(b, q) = -cost_q + gamma sum_a P(a|q,b) V(b^{q,a}) + beta I(H; A_q)
    ask the best q iff Q(b, q) > V_0(b)

Here stand the protocol, the registry and the two myopic planners: `Greedy` looks one answer ahead, `Threshold` asks for
information until it is sure enough, which is the textbook baseline. Every planner decides a batch of beliefs
with the same code as one belief. It knows nothing of domains or dialogues: a `Problem` is arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from typing import Protocol, runtime_checkable

import numpy as np

from ..arrays import Array, Indices, Mask
from ..errors import UnknownName
from .lookahead import Compiled, Information, Responses, compiled, top
from .problem import Considered, Plan, Problem, Situation

__all__ = [
    "MARGIN",
    "Bounded",
    "Greedy",
    "PlanBatch",
    "Planner",
    "Ranked",
    "Threshold",
    "advice",
    "askable",
    "candidates",
    "joined",
    "one_by_one",
    "planner",
    "ranked",
    "single",
]

MARGIN = 1e-10
"""A question must beat responding by more than rounding."""


@dataclass(frozen=True, eq=False)
class PlanBatch:
    """What a planner advises for each of B beliefs."""

    question: Indices
    """The question to ask, or -1 to respond, ``[B]``."""
    response: Indices
    """The best admissible response now, ``[B]``."""
    respond_value: Array
    """``V_0(b)``, ``[B]``."""


class Planner(Protocol):
    """Chooses between responding now and asking one of the open questions."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation."""
        ...

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on ``beliefs [B, N]`` with ``open_ [B, Q]`` and ``budget [B]``, exactly as one by one."""
        ...


@runtime_checkable
class Bounded(Protocol):
    """A planner that is only for problems up to some size."""

    def require(self, questions: int, answers: int) -> None:
        """Raise where so many questions of up to so many answers are too large, naming the limit and another one."""
        ...


@dataclass(frozen=True, eq=False)
class Ranked:
    """Questions of one batch, scored: the common ground between a batch and a plan."""

    responses: Responses
    chosen: Indices
    """Questions looked at, best first, ``[M, K]``."""
    value: Array
    """``Q(b, q)`` of each, minus infinity where it may not be asked, ``[M, K]``."""
    gain: Array
    """``[M, K]``."""

    def batch(self) -> PlanBatch:
        """The advice alone."""
        if self.chosen.shape[1] == 0:
            none = np.full(len(self.responses.value), -1, dtype=np.intp)
            return PlanBatch(none, self.responses.index, self.responses.value)
        worth = self.value[:, 0] > self.responses.value + MARGIN
        return PlanBatch(np.where(worth, self.chosen[:, 0], -1), self.responses.index, self.responses.value)

    def plan(self, depth: int, complete: bool = True) -> Plan:
        """The advice for the first belief with all that was looked at."""
        advice = self.batch()
        looked = tuple(
            Considered(int(q), float(v), float(g))
            for q, v, g in zip(self.chosen[0], self.value[0], self.gain[0], strict=True)
            if np.isfinite(v)
        )
        question = int(advice.question[0])
        return Plan(
            question=None if question < 0 else question,
            response=int(advice.response[0]),
            respond_value=float(advice.respond_value[0]),
            considered=looked,
            depth=depth,
            complete=complete,
        )


def askable(information: Information, open_: Mask, budget: Indices) -> Mask:
    """Questions that may be asked now: open, applicable, and within the budget, ``[M, Q]``."""
    return open_ & information.applies & (budget > 0)[:, None]


def candidates(problem: Compiled, gain: Array, allowed: Mask, count: int) -> Indices:
    """Questions worth a look: the best by gain, then the best by gain per cost, ``[M, K]``."""
    count = min(count, gain.shape[1])
    if count == gain.shape[1]:
        return np.broadcast_to(np.arange(count), gain.shape)
    per_cost = np.where(allowed, gain / problem.efficiency, -np.inf)
    by_gain = top(np.where(allowed, gain, -np.inf), (count + 1) // 2)
    row = np.arange(len(gain))[:, None]
    per_cost[row, by_gain] = np.where(allowed[row, by_gain], np.inf, -np.inf)
    return top(per_cost, count)


def ranked(responses: Responses, chosen: Indices, value: Array, gain: Array) -> Ranked:
    """Sort looked-at questions ``chosen [M, K]`` by value; ``gain`` is over all questions, ``[M, Q]``."""
    order, row = top(value, value.shape[1]), np.arange(len(value))[:, None]
    chosen = chosen[row, order]
    return Ranked(responses, chosen, value[row, order], gain[row, chosen])


@dataclass(frozen=True)
class Greedy:
    """One step of look-ahead on value plus information.

    ``Q(b, q) = -cost_q + gamma sum_a P(a|q,b) V_0(b^{q,a}) + (beta + bonus) I(H; A_q)``.
    """

    bonus: float = 0.04
    """Value of information per nat beyond the problem's own curiosity: stands in for later questions."""
    considered: int = 12
    """How many questions are looked at: the best by gain and by gain per cost."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation; always within its deadline, there is nothing to cut."""
        return self._ranked(problem, *single(situation)).plan(depth=1)

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on ``beliefs [B, N]`` with ``open_ [B, Q]`` and ``budget [B]``."""
        return self._ranked(problem, beliefs, open_, budget).batch()

    def _ranked(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> Ranked:
        tables = compiled(problem)
        responses, information = tables.respond(beliefs), tables.information(beliefs)
        allowed = askable(information, open_, budget)
        chosen = candidates(tables, information.gain, allowed, self.considered)
        mass, posterior = tables.children(beliefs, chosen)
        after = tables.respond(posterior.reshape(-1, beliefs.shape[1])).value.reshape(mass.shape)
        bonus = (self.bonus + tables.curiosity) * np.take_along_axis(information.gain, chosen, axis=1)
        value = tables.gamma * (mass * after).sum(axis=-1) + bonus - tables.costs[chosen]
        value = np.where(np.take_along_axis(allowed, chosen, axis=1), value, -np.inf)
        return ranked(responses, chosen, value, information.gain)


@dataclass(frozen=True)
class Threshold:
    """Ask for the most information until one hypothesis is probable enough: the textbook baseline."""

    confidence: float = 0.8
    """Respond once the most probable hypothesis reaches this."""
    least: float = 1e-3
    """Respond when no open question tells more than this, in nats."""
    per_cost: bool = False
    """Divide the gain by what the question costs."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation; the value shown for a question is its gain (over cost), not a return."""
        return self._ranked(problem, *single(situation)).plan(depth=0)

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on ``beliefs [B, N]`` with ``open_ [B, Q]`` and ``budget [B]``."""
        return self._ranked(problem, beliefs, open_, budget).batch()

    def _ranked(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> Ranked:
        tables = compiled(problem)
        responses, information = tables.respond(beliefs), tables.information(beliefs)
        unsure = beliefs.max(axis=1) < self.confidence
        allowed = askable(information, open_, budget) & unsure[:, None] & (information.gain > self.least)
        score = information.gain / tables.efficiency if self.per_cost else information.gain
        # An allowed question always beats responding here, so its score stands above V_0.
        value = np.where(allowed, score + responses.value[:, None] + 1.0, -np.inf)
        chosen = top(value, min(12, value.shape[1]))
        return ranked(responses, chosen, np.take_along_axis(value, chosen, axis=1), information.gain)


def advice(now: Responses, looked: tuple[Considered, ...], depth: int) -> Plan:
    """The plan for one belief, from what was looked at, best first: ask the first if that beats responding now."""
    question = looked[0].question if looked and looked[0].value > now.value[0] + MARGIN else None
    return Plan(question, int(now.index[0]), float(now.value[0]), looked, depth)


def one_by_one(by: Planner, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
    """The advice of a planner that shares nothing between the beliefs of a batch."""
    plans = [by.plan(problem, Situation(b, o, int(n))) for b, o, n in zip(beliefs, open_, budget, strict=True)]
    return PlanBatch(
        np.array([-1 if plan.question is None else plan.question for plan in plans], dtype=np.intp),
        np.array([plan.response for plan in plans], dtype=np.intp),
        np.array([plan.respond_value for plan in plans], dtype=np.float64),
    )


def joined(parts: list[PlanBatch]) -> PlanBatch:
    """Batches one after the other as one."""
    if not parts:
        return PlanBatch(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))
    return PlanBatch(
        np.concatenate([part.question for part in parts]),
        np.concatenate([part.response for part in parts]),
        np.concatenate([part.respond_value for part in parts]),
    )


def single(situation: Situation) -> tuple[Array, Mask, Indices]:
    """A situation as a batch of one: belief ``[1, N]``, open ``[1, Q]``, budget ``[1]``."""
    belief = np.asarray(situation.belief, dtype=np.float64)[None]
    return belief, np.asarray(situation.open, dtype=bool)[None], np.array([situation.budget])


def planner(name: str, **options: object) -> Planner:
    """A planner by its name, with its options: greedy, optimal, pouct, search or threshold.

    Raises:
        UnknownName: There is no such planner, or it has no such option.
    """
    if name not in _MAKERS:
        raise UnknownName("planner", name, _MAKERS)
    maker = _MAKERS[name]()
    known = signature(maker).parameters
    for option in options:
        if option not in known:
            raise UnknownName("option", option, known, of=name)
    return maker(**options)


def _late(module: str, name: str) -> Callable[[], Callable[..., Planner]]:
    """Import a planner only when it is asked for: the oracle and the tree search are not needed to start."""
    return lambda: getattr(import_module(f".{module}", __package__), name)


_MAKERS: dict[str, Callable[[], Callable[..., Planner]]] = {
    "greedy": lambda: Greedy,
    "optimal": _late("optimal", "Optimal"),
    "pouct": _late("uct", "Pouct"),
    "search": _late("search", "Search"),
    "threshold": lambda: Threshold,
}
