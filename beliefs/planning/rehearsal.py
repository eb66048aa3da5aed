"""Rehearses dialogues to calibrate a planner to its problem: fits the leaf, then lets a portfolio compete.

Dialogues are drawn from the problem's own answer model. Two policies are compared on the same truths and the same
luck: the answer to question q in dialogue d depends on the truth and on a number ``u[d, q]`` alone, so that the
difference between policies is far less noisy than either. What a dialogue earns is counted as
``-sum gamma^t c_t + gamma^T V_0(b_T)``: the expectation of the last reward given all that was said.

It knows nothing of files, nor of how what was found is kept (see `calibrated`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..arrays import Array, Indices, Mask
from .leaf import Leaf, features, fit
from .lookahead import compiled
from .planning import Greedy, PlanBatch, Planner, Threshold
from .problem import Problem, Situation
from .search import Level, Search, leaves

__all__ = ["Calibration", "Dialogues", "Entry", "Luck", "calibrate", "preferred", "rehearse"]

EXPLORED = 0.15
"""Share of questions asked at random while the leaf is being fitted."""

SMALL = 16
"""Up to this many hypotheses dialogues are cheap."""
FITTING, COMPETING = 2.5e8, 8e7
"""Numbers that fitting may compute, and one competitor: a second of one core or so. Counted, not timed: what is found
depends on the problem and the seed alone."""
VIEWING = 1e5
"""What restricting one belief of a large problem costs, in numbers."""
FEWEST = 50
"""Dialogues that are rehearsed whatever they cost."""
DEEP, TRUST = 4, 0.6
"""From this depth on a leaf counts for this much: measured, 0.4 to 0.7 lose half of what 1 loses."""

Kind = Literal["greedy", "search", "threshold"]


@dataclass(frozen=True)
class Entry:
    """One policy of the portfolio."""

    kind: Kind
    bonus: float = 0.0
    confidence: float = 1.0
    calibrated: bool = False
    """Whether a search uses the fitted leaf, in part where it is deep; without it the leaf is ``V_0``."""
    levels: tuple[tuple[int, int], ...] = ()
    """``(considered, kept)`` of each level of a search; empty for the beam that suits the problem's size."""


@dataclass(frozen=True)
class Calibration:
    """What rehearsing found: the leaf, the policy to use and what each earned."""

    leaf: Leaf
    entry: Entry
    earned: tuple[float, ...] = ()
    """Mean return of each entry that competed, in its order."""

    def planner(self, problem: Problem) -> Planner:
        """The policy that was kept, for the problem or one of about its size."""
        return _policy(self.entry, self.leaf, problem)


@dataclass(frozen=True, eq=False)
class Luck:
    """What dialogues share between policies."""

    truth: Indices
    """The hypothesis of each dialogue, ``[D]``."""
    uniform: Array
    """What decides the answer to each question, ``[D, Q]``."""

    @classmethod
    def drawn(cls, problem: Problem, belief: Array, dialogues: int, rng: np.random.Generator) -> Luck:
        """Truths in proportion to the belief, evenly spread, with independent luck."""
        steps = (np.arange(dialogues) + rng.random()) / dialogues * belief.sum()
        reached: Array = np.cumsum(belief)[:-1]
        truth = np.asarray(np.searchsorted(reached, steps), dtype=np.intp)
        return cls(truth, rng.random((dialogues, len(problem.costs))))

    def answers(self, problem: Problem, rows: Indices, questions: Indices) -> Indices:
        """The answers that dialogues ``rows`` get to ``questions``."""
        chances: Array = problem.answers[:, questions, self.truth[rows]]
        reached: Array = np.cumsum(chances, axis=0)
        above = self.uniform[rows, questions] >= reached
        last = len(chances) - 1 - np.argmax(chances[::-1] > 0.0, axis=0)
        return np.minimum(above.sum(axis=0), last)


@dataclass(frozen=True, eq=False)
class Dialogues:
    """What rehearsed dialogues earned, and what stood at each turn."""

    returns: Array
    """Discounted return of each dialogue, ``[D]``."""
    asked: Indices
    """Number of questions of each dialogue, ``[D]``."""
    belief: Array
    """The belief at every turn of every dialogue, ``[S, N]``."""
    open: Mask
    """Questions open at that turn, ``[S, Q]``."""
    left: Indices
    """Budget left at that turn, ``[S]``."""
    later: Array
    """Discounted return from that turn on, ``[S]``."""


def rehearse(
    problem: Problem,
    start: Situation,
    policy: Planner,
    luck: Luck,
    explore: np.random.Generator | None = None,
) -> Dialogues:
    """Run one dialogue per truth under a policy; ``explore`` asks some questions at random."""
    tables, d = compiled(problem), len(luck.truth)
    belief = np.tile(np.asarray(start.belief, dtype=np.float64), (d, 1))
    open_, left = np.tile(start.open, (d, 1)), np.full(d, start.budget)
    running, asked = np.arange(d), np.zeros(d, dtype=np.intp)
    rows: list[Indices] = []
    beliefs: list[Array] = []
    opens: list[Mask] = []
    price = np.zeros((d, start.budget + 1))
    while len(running):
        advice = policy.plan_batch(problem, belief[running], open_[running], left[running])
        question = _explored(advice, open_[running] & (left[running] > 0)[:, None], explore)
        rows.append(running)
        beliefs.append(belief[running])
        opens.append(open_[running])
        stop = running[question < 0]
        price[stop, asked[stop]] = advice.respond_value[question < 0]
        running, question = running[question >= 0], question[question >= 0]
        price[running, asked[running]] = -tables.costs[question]
        said = luck.answers(problem, running, question)
        after = belief[running] * problem.answers[said, question]
        belief[running] = after / after.sum(axis=1, keepdims=True)
        open_[running, question] = False
        if tables.closes is not None:
            open_[running] &= ~tables.closes[question, said]
        left[running] -= 1
        asked[running] += 1
    return _told(tables.gamma, start.budget, asked, price, rows, beliefs, opens)


def _told(
    gamma: float,
    budget: int,
    asked: Indices,
    price: Array,
    rows: list[Indices],
    beliefs: list[Array],
    opens: list[Mask],
) -> Dialogues:
    later = price.copy()
    for turn in range(later.shape[1] - 2, -1, -1):
        goes_on = asked > turn
        later[goes_on, turn] += gamma * later[goes_on, turn + 1]
    turns = np.concatenate([np.full(len(row), turn) for turn, row in enumerate(rows)])
    return Dialogues(
        returns=later[:, 0],
        asked=asked,
        belief=np.concatenate(beliefs),
        open=np.concatenate(opens),
        left=budget - turns,
        later=later[np.concatenate(rows), turns],
    )


def _explored(advice: PlanBatch, may: Mask, explore: np.random.Generator | None) -> Indices:
    """The advised questions, some replaced by a random one (also where the advice is to respond)."""
    if explore is None:
        return advice.question
    odd = (explore.random(len(may)) < EXPLORED) & may.any(axis=1)
    random = np.where(may, explore.random(may.shape), -1.0).argmax(axis=1)
    return np.where(odd, random, advice.question)


def _policy(entry: Entry, leaf: Leaf, problem: Problem) -> Planner:
    if entry.kind == "threshold":
        return Threshold(confidence=entry.confidence, per_cost=True)
    if entry.kind == "greedy":
        return Greedy(bonus=entry.bonus)
    levels = tuple(Level(considered, kept) for considered, kept in entry.levels) or None
    search = Search(levels=levels, bonus=entry.bonus)
    if not entry.calibrated:
        return search
    deep = len(search.beam(problem)) >= DEEP
    return replace(search, leaf=replace(leaf, trust=TRUST if deep else 1.0))


FIT = Level(8, 8)
"""The beam that a leaf is refitted under."""
TWO = ((12, 5), (5, 5))
PORTFOLIO = (
    Entry("search", calibrated=True),
    Entry("search", levels=TWO, calibrated=True),
    Entry("search", levels=TWO, bonus=0.05),
    Entry("greedy", bonus=0.05),
    Entry("greedy", bonus=0.2),
    Entry("threshold", confidence=0.7),
    Entry("threshold", confidence=0.8),
    Entry("threshold", confidence=0.9),
)
"""What competes; the first is kept unless another is surely better."""


def calibrate(
    problem: Problem,
    start: Situation,
    *,
    seed: int = 0,
    dialogues: int | None = None,
    trials: int | None = None,
    portfolio: tuple[Entry, ...] = PORTFOLIO,
) -> Calibration:
    """Fit a leaf to a problem, then keep the best of a portfolio.

    Args:
        problem: The problem.
        start: Where its dialogues start: the prior, the open questions and the budget.
        seed: Everything random follows from it.
        dialogues: Dialogues that the leaf is fitted on, at the most; fewer for large problems, to stay within seconds.
        trials: Dialogues in which each entry of the portfolio competes, at the most.
        portfolio: The competitors, the default first.
    """
    rng = np.random.default_rng(seed)
    small, turns = len(start.belief) <= SMALL, _turns(problem, start)
    fitting = min(dialogues or (2000 if small else 500), _affordable(FITTING, problem, turns, (FIT,)))
    leaf = _fitted(problem, start, rng, fitting)
    portfolio = _distinct(portfolio, problem)
    competing = min(trials or (120 if small else 80), _affordable(COMPETING, problem, turns, Search().beam(problem)))
    luck = Luck.drawn(problem, start.belief, competing, rng)
    returns = np.stack([rehearse(problem, start, _policy(e, leaf, problem), luck).returns for e in portfolio])
    chosen = portfolio[preferred(returns)]
    return Calibration(leaf, chosen, tuple(float(r) for r in returns.mean(axis=1)))


def _turns(problem: Problem, start: Situation) -> float:
    """Decisions of a dialogue, from a few quick ones."""
    luck = Luck.drawn(problem, start.belief, FEWEST, np.random.default_rng(0))
    return 1.0 + float(rehearse(problem, start, Threshold(confidence=0.9, per_cost=True), luck).asked.mean())


def _affordable(work: float, problem: Problem, turns: float, levels: tuple[Level, ...]) -> int:
    """Dialogues for which the work suffices: the beam's last level, every question's gain, and the view."""
    search, (answers, questions, hypotheses) = Search(), problem.answers.shape
    last = leaves(levels, answers, questions) * min(hypotheses, search.support)
    each = last + problem.answers.size / 2 + (VIEWING if hypotheses > search.support else 0.0)
    return max(FEWEST, int(work / (turns * each)))


def _distinct(portfolio: tuple[Entry, ...], problem: Problem) -> tuple[Entry, ...]:
    """The portfolio without beams that hardly differ from the one that suits the problem's size."""
    if len(Search().beam(problem)) > len(TWO):
        return portfolio
    alike = {(e.kind, e.calibrated, e.bonus) for e in portfolio if not e.levels}
    return tuple(e for e in portfolio if not e.levels or (e.kind, e.calibrated, e.bonus) not in alike)


def preferred(returns: Array, surely: float = 1.5) -> int:
    """Which row of paired returns ``[P, D]`` to keep: the first, unless another is better beyond noise."""
    better = returns - returns[0]
    error = better.std(axis=1) / np.sqrt(returns.shape[1])
    gained = better.mean(axis=1)
    gained[1:][gained[1:] <= surely * error[1:]] = -np.inf
    return int(np.argmax(gained))


def _fitted(problem: Problem, start: Situation, rng: np.random.Generator, dialogues: int) -> Leaf:
    """First on dialogues that ask for information, then on its own."""
    tables, policy = compiled(problem), Threshold(confidence=0.9, per_cost=True)
    leaf = Leaf(budget=start.budget, cheapest=float(problem.costs.min()))
    for _ in range(2):
        luck = Luck.drawn(problem, start.belief, dialogues, rng)
        told = rehearse(problem, start, policy, luck, explore=rng)
        across = np.ascontiguousarray(told.belief.T)
        phi = features(across, tables.expected(across), leaf.used(told.left))
        leaf = replace(leaf, theta=fit(phi, told.later))
        policy = Search(leaf=leaf, levels=(FIT,), bonus=0.0)
    return leaf
