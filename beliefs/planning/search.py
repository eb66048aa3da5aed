"""Depth-limited expectimax over beliefs, a beam at each level, all children of a level in one batch.

    Q_d(b, q) = -cost_q + gamma sum_a P(a|q,b) V_{d-1}(b^{q,a}) + bonus I(H; A_q)
    V_d(b)    = max(V_0(b), max_q Q_d(b, q)),   V at the last level = leaf(b)

At each level the candidates are the best by gain and by gain per cost; one pass with the leaf ranks them and
only the best go deeper. Large problems are restricted to the hypotheses that carry the mass, to the questions
that tell most and the responses worth most: this ranks questions and nothing else. Whether a response is
admissible now, and what it is worth, is computed on the whole belief. A deadline returns the best plan so far.
It knows nothing of how a leaf was calibrated.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod

import numpy as np

from ..arrays import Array, Indices, Mask
from .leaf import Leaf
from .lookahead import Compiled, compiled, top
from .planning import PlanBatch, Ranked, askable, candidates, joined, ranked, single
from .problem import Plan, Problem, Situation

__all__ = ["UNCALIBRATED", "Branches", "Level", "Node", "Search", "View", "leaves"]

ROWS = 120_000
"""Numbers in the last level's posteriors that one batch may hold: about what stays in cache."""
LARGEST = 250_000
"""Numbers in the last level's posteriors of one decision: a few milliseconds on one core."""
MOST = 4_000_000
"""The same where no beam keeps to `LARGEST`: a tenth of a second and 32 MB an array, reached by some fifty answers."""
UNCALIBRATED = 0.05
"""Worth of a nat where no leaf is fitted: stands in for what later questions will earn."""


@dataclass(frozen=True)
class Level:
    """How wide the search is at one level."""

    considered: int
    """Questions valued with the leaf."""
    kept: int
    """Questions followed further."""


BEAMS = (
    (Level(10, 5), Level(6, 3), Level(4, 2), Level(3, 3)),
    (Level(12, 4), Level(6, 3), Level(4, 4)),
    (Level(12, 4), Level(5, 5)),
)
"""Beams from deep to shallow: a problem gets the first that is not too large for it."""

NARROW = (
    BEAMS[-1],
    *((Level(12, kept), Level(later, later)) for kept, later in ((3, 4), (2, 3), (2, 2), (1, 1))),
    *((Level(considered, considered),) for considered in (12, 8, 4, 2, 1)),
)
"""Where answers are too many for every beam: fewer questions two steps ahead, then one step, then fewer of them."""


def leaves(levels: tuple[Level, ...], answers: int, questions: int) -> int:
    """Posteriors at the last level of a beam for one belief."""
    kept = [level.kept for level in levels[:-1]] + [levels[-1].considered]
    return prod(min(k, questions) * answers for k in kept)


@dataclass(frozen=True, eq=False)
class Node:
    """A batch of beliefs with what is known about each before looking ahead."""

    tables: Compiled
    belief: Array
    open: Mask
    left: Indices
    """Questions that may still be asked, ``[M]``."""
    stay: Array
    """``V_0``, ``[M]``."""
    gain: Array
    allowed: Mask

    @classmethod
    def at(cls, tables: Compiled, belief: Array, open_: Mask, left: Indices, stay: Array | None = None) -> Node:
        """Value responding, unless that is known, and the gain of every question."""
        information = tables.information(belief)
        allowed = askable(information, open_, left)
        stay = tables.respond(belief).value if stay is None else stay
        return cls(tables, belief, open_, left, stay, information.gain, allowed)


@dataclass(frozen=True, eq=False)
class Branches:
    """Chosen questions of a node with their answers."""

    node: Node
    chosen: Indices
    mass: Array
    """``P(a | q, b)``, ``[M, K, A]``."""
    posterior: Array
    """``[M, K, A, N]``."""

    @classmethod
    def of(cls, node: Node, chosen: Indices) -> Branches:
        """All answers to ``chosen [M, K]``."""
        return cls(node, chosen, *node.tables.children(node.belief, chosen))

    def kept(self, places: Indices) -> Branches:
        """The questions at ``places [M, K']`` alone."""
        row = np.arange(len(places))[:, None]
        return Branches(self.node, self.chosen[row, places], self.mass[row, places], self.posterior[row, places])

    def beliefs(self) -> Array:
        """Posteriors as one batch, ``[M K A, N]``."""
        return self.posterior.reshape(-1, self.posterior.shape[-1])

    def left(self) -> Indices:
        """Questions to go after each answer, ``[M K A]``."""
        return np.repeat(self.node.left - 1, self.mass[0].size)

    def open(self) -> Mask:
        """Questions still open after each answer, ``[M K A, Q]``."""
        before = np.repeat(self.node.open, self.chosen.shape[1], axis=0)
        return self.node.tables.after(before, self.chosen.ravel()).reshape(-1, before.shape[1])

    def value(self, after: Array, bonus: float) -> Array:
        """``Q(b, q)`` when answers lead to values ``after [M K A]``; closed questions get minus infinity."""
        tables, row = self.node.tables, np.arange(len(self.chosen))[:, None]
        later = tables.gamma * (self.mass * after.reshape(self.mass.shape)).sum(axis=-1)
        told = (bonus + tables.curiosity) * self.node.gain[row, self.chosen]
        return np.where(self.node.allowed[row, self.chosen], later + told - tables.costs[self.chosen], -np.inf)


@dataclass(frozen=True)
class Search:
    """Beam search on value plus information with a leaf calibrated by simulation."""

    leaf: Leaf = field(default_factory=Leaf)
    levels: tuple[Level, ...] | None = None
    """The beam; None takes the deepest of `BEAMS`, or else the widest of `NARROW`, that the problem's size allows."""
    bonus: float | None = None
    """Value of information per nat beyond the problem's own curiosity; None is nothing for a fitted leaf."""
    support: int = 64
    """Hypotheses that questions are ranked on."""
    questions: int = 48
    """Questions that stay in view where the problem is restricted."""
    responses: int = 24
    """Responses that stay in view where the problem is restricted."""
    steps: int | None = None
    """How many questions ahead it looks at the most, two at the least; None is as many as there is room for."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation, within a deadline if one is given."""
        until = None if deadline_s is None else time.perf_counter() + deadline_s
        depth, found = 0, None
        for depth, found in self._deepened(problem, *single(situation), until):  # noqa: B007
            pass
        assert found is not None
        return found.plan(depth=depth, complete=depth == len(self.beam(problem)))

    def beam(self, problem: Problem) -> tuple[Level, ...]:
        """The levels that a problem is searched with."""
        if self.levels is not None:
            return self.levels
        answers, questions, hypotheses = problem.answers.shape
        seen = min(hypotheses, self.support)
        near = [beam for beam in BEAMS if self.steps is None or len(beam) <= self.steps]
        # A level holds a number for each hypothesis of each posterior, and one for each question that could follow.
        wide = max(seen, min(questions, self.questions))
        rooms = [*((beam, LARGEST // seen) for beam in near), *((beam, MOST // wide) for beam in NARROW)]
        return next((beam for beam, room in rooms if leaves(beam, answers, questions) <= room), NARROW[-1])

    @property
    def _bonus(self) -> float:
        if self.bonus is not None:
            return self.bonus
        return 0.0 if self.leaf.theta else UNCALIBRATED

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on ``beliefs [B, N]`` with ``open_ [B, Q]`` and ``budget [B]``."""
        step = self._together(problem)
        parts: list[PlanBatch] = []
        for at in (slice(start, start + step) for start in range(0, len(beliefs), step)):
            *_, (_, found) = self._deepened(problem, beliefs[at], open_[at], budget[at], None)
            parts.append(found.batch())
        return joined(parts)

    def _together(self, problem: Problem) -> int:
        """How many beliefs are planned in one batch: restricted ones have each their own view."""
        answers, questions, hypotheses = problem.answers.shape
        if self._is_large(problem):
            return 1
        return max(1, ROWS // (hypotheses * leaves(self.beam(problem), answers, questions)))

    def _is_large(self, problem: Problem) -> bool:
        return problem.answers.shape[2] > self.support

    def _deepened(
        self, problem: Problem, belief: Array, open_: Mask, left: Indices, until: float | None
    ) -> Iterator[tuple[int, Ranked]]:
        """The ranking at growing depth; without a deadline only the deepest."""
        tables, levels = compiled(problem), self.beam(problem)
        now = tables.respond(belief)
        root = Node.at(tables, belief, open_, left, now.value)
        yield 0, ranked(now, top(root.gain, 0), root.gain[:, :0], root.gain)
        if until is not None and time.perf_counter() >= until:
            return
        view = self._view(root) if self._is_large(problem) else None
        node = root if view is None else view.node
        if not node.allowed.any():
            yield len(levels), ranked(now, top(root.gain, 0), root.gain[:, :0], root.gain)
            return
        depths = [len(levels)] if until is None else range(1, len(levels) + 1)
        for depth in depths:
            found = self._options(node, levels[:depth], until)
            if found is None:
                return
            chosen, value = found
            # A restricted belief is surer than the whole one: what carries over is the advantage of asking.
            value = value - node.stay[:, None] + now.value[:, None]
            chosen = chosen if view is None else view.questions[chosen]
            yield depth, ranked(now, chosen, value, root.gain)

    def _options(self, node: Node, levels: tuple[Level, ...], until: float | None) -> tuple[Indices, Array] | None:
        """Questions in the beam ``[M, K]`` with their ``Q_d``; None when time is up before they are known."""
        level, rest = levels[0], levels[1:]
        chosen = candidates(node.tables, node.gain, node.allowed, level.considered)
        branches = Branches.of(node, chosen)
        if rest and level.kept >= chosen.shape[1]:
            after = self._followed(branches, rest, until)
            return None if after is None else (chosen, branches.value(after, self._bonus))
        leaves = self.leaf(node.tables, branches.beliefs(), branches.left())
        value = branches.value(leaves, self._bonus)
        if not rest:
            return chosen, value
        branches = branches.kept(top(value, level.kept))
        after = self._followed(branches, rest, until)
        return None if after is None else (branches.chosen, branches.value(after, self._bonus))

    def _followed(self, branches: Branches, levels: tuple[Level, ...], until: float | None) -> Array | None:
        """``V_d`` after each answer, ``[M K A]``; None when time is up."""
        if until is not None and time.perf_counter() >= until:
            return None
        node = Node.at(branches.node.tables, branches.beliefs(), branches.open(), branches.left())
        if not node.allowed.any():
            return node.stay
        found = self._options(node, levels, until)
        return None if found is None else np.maximum(node.stay, found[1].max(axis=1))

    def _view(self, root: Node) -> View:
        """The most probable hypotheses, the most telling questions and the most promising responses."""
        tables, belief = root.tables, root.belief[0]
        hypotheses = np.sort(top(belief, self.support))
        questions = candidates(tables, root.gain, root.allowed, self.questions)[0]
        weight = belief[hypotheses]
        weight = weight / weight.sum()
        worth = weight @ tables.values[hypotheses]
        # The response that is best in a probable hypothesis counts as much as one that is good on average.
        best = tables.best[hypotheses[np.argsort(-weight, kind="stable")]]
        by_worth = np.argsort(-worth, kind="stable")
        order = np.concatenate([[tables.fallback], by_worth[: self.responses // 2], best, by_worth])
        responses = np.array(list(dict.fromkeys(order.tolist()))[: self.responses], dtype=np.intp)
        small = tables.restricted(hypotheses, questions, responses)
        return View(questions, Node.at(small, weight[None], root.open[:, questions], root.left))


@dataclass(frozen=True, eq=False)
class View:
    """A restricted problem at one belief, and which questions its columns are."""

    questions: Indices
    node: Node
