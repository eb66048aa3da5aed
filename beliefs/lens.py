"""The lens: from a factored belief to the flat, finite problem that a planner sees, and back.

Hypotheses are intents with the values of those facets that matter to some value, limit or condition; the joint
is enumerated, and where it is larger than the lens it is cut to the states that carry most mass. A facet that
matters to nothing is summed out into ``P(a | i)``, which is exact as long as each question is asked once.
Cutting is for *ranking questions* only: whether a response may be given is decided elsewhere, on the whole belief.

One number a response and hypothesis, for the planner: soft tiers add up, each later tier scaled by half the slack
of the tiers before it (its whole range of 2 is then worth that slack), at least 0.01. Caution does not enter.
What does not change with the belief is compiled once per stance, in `Lensmaker`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .answers import Contrast, contrast, declared_contrasts
from .arbitration import Arbiter, scores
from .belief import Belief
from .domain import OTHER, Condition
from .model import AskModel, Model
from .problem import Array, Limit, Problem, Situation
from .values import joint

__all__ = ["MOST_HYPOTHESES", "AskTables", "Lens", "Lensmaker", "lensmaker", "menus", "offered"]

MOST_HYPOTHESES = 512
CARRIES_MASS = 0.02
"""An intent less probable than this is not offered in a generated menu."""
LEAST_TIER = 0.01

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Lens:
    """A problem with its situation, and the way back."""

    problem: Problem
    situation: Situation
    questions: tuple[AskModel | Contrast, ...]
    """What each question of the problem is."""
    intents: Indices
    """Intent of each hypothesis, ``[N]``."""
    values: Indices
    """Value of each facet in each hypothesis, ``[K, N]``; 0 for facets that do not matter."""
    kept: float
    """Share of the belief's mass that the hypotheses carry."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Hypotheses: intents with values of the facets that matter."""

    intents: Indices
    values: Indices


@dataclass(frozen=True, eq=False)
class AskTables:
    """Answer tables of all facet questions of a model, padded and stacked."""

    model: Model
    stack: Array
    """``P(a|v,i)`` of every question, one under another: ``[A, sum_q V_q, I]``."""
    rows: Indices
    """Row on the axis T of each row of the stack."""
    starts: Indices
    """First row of each question in the stack."""
    facet: Indices
    """Facet of each question, ``[Q]``."""

    @classmethod
    def of(cls, model: Model) -> AskTables:
        """Stack the tables of a model's facet questions."""
        sizes = [len(model.facets[q.facet].values) for q in model.questions]
        stack = np.zeros((max(sizes, default=0) + 2, sum(sizes), len(model.intents)))
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        for q, question in enumerate(model.questions):
            stack[: sizes[q] + 2, starts[q] : starts[q + 1]] = question.table
        rows = [np.arange(len(model.values))[model.facets[q.facet].rows] for q in model.questions]
        facets = np.array([q.facet for q in model.questions], dtype=np.intp)
        return cls(model, stack, np.concatenate([*rows, np.empty(0, np.intp)]).astype(np.intp), starts[:-1], facets)

    def given_intent(self, belief: Belief) -> Array:
        """``P(a | q, i) = sum_v b_k(v|i) P(a|v,i)``, ``[A, Q, I]``."""
        if not len(self.starts):
            return np.empty((*self.stack.shape[:1], 0, len(self.model.intents)))
        return np.add.reduceat(self.stack * belief.values[self.rows], self.starts, axis=1)


@dataclass(frozen=True, eq=False)
class Lensmaker:
    """Everything about a stance that does not change with the belief."""

    arbiter: Arbiter
    fallback: int
    asks: AskTables
    declared: tuple[Contrast, ...]
    most: int = MOST_HYPOTHESES
    facets: tuple[int, ...] = field(init=False)
    grid: Grid | None = field(init=False)
    """All hypotheses, where they are few enough."""
    fixed: tuple[Array, tuple[Limit, ...]] | None = field(init=False)
    """Values and limits over `grid`."""

    def __post_init__(self) -> None:
        model = self.model
        facets = self.arbiter.values.facets
        wider = tuple(sorted({*facets, *_conditional_facets(model)}))
        facets = wider if _states(model, wider) <= self.most else facets
        object.__setattr__(self, "facets", facets)
        grid = full_grid(model, facets) if _states(model, facets) <= self.most else None
        object.__setattr__(self, "grid", grid)
        object.__setattr__(self, "fixed", None if grid is None else (self._worth(grid), self._limits(grid)))

    @property
    def model(self) -> Model:
        """The compiled domain."""
        return self.arbiter.values.model

    def __call__(
        self, belief: Belief, asked: frozenset[str] = frozenset(), budget: int = 5, served: Iterable[str] = ()
    ) -> Lens:
        """Look at one belief (no batch axis)."""
        view = Cut(self.grid, joint(belief, self.facets)) if self.grid else cut_grid(belief, self.facets, self.most)
        grid, mass = view.grid, view.mass
        worth, limits = self.fixed or (self._worth(grid), self._limits(grid))
        open_asks = [q for q, question in enumerate(self.model.questions) if question.id not in asked]
        contrasts = self._contrasts(belief, asked, frozenset(served))
        asks = tuple(self.model.questions[q] for q in open_asks)
        total = float(mass.sum())
        problem = Problem(
            answers=self._answers(belief, grid, open_asks, contrasts),
            costs=np.array([question.cost for question in (*asks, *contrasts)]),
            values=worth,
            limits=limits,
            fallback=self.fallback,
            curiosity=self.model.domain.curiosity,
            applies=self._applies(belief, grid, (*asks, *contrasts)),
        )
        open_ = np.ones(len(asks) + len(contrasts), dtype=np.bool_)
        situation = Situation(mass / total, open_, max(budget, 0))
        return Lens(problem, situation, (*asks, *contrasts), grid.intents, grid.values, total)

    def _contrasts(self, belief: Belief, asked: frozenset[str], served: frozenset[str]) -> tuple[Contrast, ...]:
        declared = tuple(question for question in self.declared if question.id not in asked)
        known = {question.members for question in declared}
        made = menus(belief, asked, served)
        return (*declared, *(menu for menu in made if menu.members not in known))

    def _worth(self, grid: Grid) -> Array:
        """One number a response and hypothesis, ``[R, N]``."""
        vectors = self.arbiter.values.at(grid.values, grid.intents).transpose(2, 0, 1)
        out, scale, total = np.zeros(vectors.shape[:2]), 1.0, 0.0
        for tier in self.arbiter.tiers:
            found = scores(
                vectors, self.arbiter.weights, self.arbiter.values.best, tier.objectives, linear=self.arbiter.linear
            )
            out += scale * found
            total += scale
            scale *= max(tier.slack / 2, LEAST_TIER)
        return np.ascontiguousarray(out / total).T

    def _limits(self, grid: Grid) -> tuple[Limit, ...]:
        if not self.arbiter.bounds:
            return ()
        vectors = self.arbiter.values.at(grid.values, grid.intents)
        return tuple(Limit(-vectors[:, b.objective], b.alpha, b.at_most) for b in self.arbiter.bounds)

    def _answers(self, belief: Belief, grid: Grid, asks: list[int], contrasts: tuple[Contrast, ...]) -> Array:
        """``P(a | q, h)``, ``[A, Q, N]``."""
        height = max([self.asks.stack.shape[0] if asks else 0, *(len(c.table) for c in contrasts), 1])
        out = np.zeros((height, len(asks) + len(contrasts), len(grid.intents)))
        if asks:
            self._fill_asks(out[: self.asks.stack.shape[0]], belief, grid, asks)
        for place, menu in enumerate(contrasts, start=len(asks)):
            out[: len(menu.table), place] = menu.table[:, grid.intents]
        return out

    def _fill_asks(self, out: Array, belief: Belief, grid: Grid, asks: list[int]) -> None:
        """Questions about facets that matter are answered by the hypothesis, others by the intent alone."""
        matters = np.isin(self.asks.facet[asks], self.facets)
        places = np.flatnonzero(~matters)
        if len(places):
            by_intent = self.asks.given_intent(belief)
            out[:, places] = by_intent[:, np.array(asks)[places]][:, :, grid.intents]
        for place in np.flatnonzero(matters):
            q = asks[place]
            row = self.asks.starts[q] + grid.values[self.asks.facet[q]]
            out[:, place] = self.asks.stack[:, row, grid.intents]

    def _applies(self, belief: Belief, grid: Grid, questions: tuple[AskModel | Contrast, ...]) -> Array | None:
        written = self.model.domain.questions
        spoken = [written.get(question.id) for question in questions]
        if all(q is None or (q.only_if is None and q.unless is None) for q in spoken):
            return None
        out = np.ones((len(questions), len(grid.intents)))
        for place, question in enumerate(spoken):
            if question is not None and question.only_if is not None:
                out[place] *= self._holds(belief, grid, question.only_if)
            if question is not None and question.unless is not None:
                out[place] *= 1 - self._holds(belief, grid, question.unless)
        return out

    def _holds(self, belief: Belief, grid: Grid, condition: Condition) -> Array:
        """``P(condition | hypothesis)``, ``[N]``: exact, facets are independent given the intent."""
        out = self.model.intent_mask(condition)[grid.intents]
        for facet, mask in self.model.facet_masks(condition).items():
            if facet in self.facets:
                out = out * mask[grid.values[facet]]
            else:
                out = out * (mask @ belief.values[self.model.facets[facet].rows])[grid.intents]
        return out


def lensmaker(arbiter: Arbiter, fallback: int, most: int = MOST_HYPOTHESES) -> Lensmaker:
    """Compile a lens for a stance."""
    model = arbiter.values.model
    return Lensmaker(arbiter, fallback, AskTables.of(model), declared_contrasts(model), most)


def menus(belief: Belief, asked: frozenset[str] = frozenset(), served: frozenset[str] = frozenset()) -> list[Contrast]:
    """Questions about the intent made from the present belief: its top two, top three, ... readings."""
    model = belief.model
    likely = [
        intent
        for intent, p in belief.top(model.domain.budget.menu + len(served) + 1)
        if intent != OTHER and intent not in served and p >= CARRIES_MASS
    ][: model.domain.budget.menu]
    # One reading alone is worth confirming: it and "none of these" are still two possibilities.
    made = [contrast(model, likely[:size]) for size in range(min(2, len(likely)) or 1, len(likely) + 1)]
    seen = offered(model, asked)
    return [menu for menu in made if menu.id not in asked and not _stale(menu, seen)]


def offered(model: Model, asked: frozenset[str]) -> list[frozenset[int]]:
    """The sets of intents that questions already asked have offered together."""
    sets = [frozenset(question.members) for question in declared_contrasts(model) if question.id in asked]
    for name in asked:
        if name.startswith("which:"):
            sets.append(frozenset(model.intent_index[i] for i in name[6:].split("|") if i in model.intent_index))
    return sets


def _stale(menu: Contrast, seen: list[frozenset[int]]) -> bool:
    """Whether more than half of a menu was already offered in one question: asking again tells nothing new."""
    return any(2 * len(before & set(menu.members)) > len(menu.members) for before in seen)


def full_grid(model: Model, facets: tuple[int, ...]) -> Grid:
    """Every hypothesis, in the order of `values.joint`."""
    shape = [len(model.facets[facet].values) for facet in facets] + [len(model.intents)]
    found = np.indices(shape).reshape(len(shape), -1)
    values = np.zeros((len(model.facets), found.shape[1]), dtype=np.intp)
    values[list(facets)] = found[:-1]
    return Grid(found[-1].astype(np.intp), values)


@dataclass(frozen=True, eq=False)
class Cut:
    """The most probable hypotheses with their mass."""

    grid: Grid
    mass: Array


def cut_grid(belief: Belief, facets: tuple[int, ...], most: int) -> Cut:
    """The states that carry most mass, facet by facet: partial products bound what they extend to."""
    model = belief.model
    intents = np.argsort(-belief.intents, kind="stable")[:most]
    mass = belief.intents[intents]
    values = np.zeros((len(model.facets), len(intents)), dtype=np.intp)
    for facet in facets:
        rows = belief.values[model.facets[facet].rows][:, intents]
        product = (rows * mass).reshape(-1)
        kept = np.argsort(-product, kind="stable")[:most]
        source = kept % len(intents)
        mass, intents, values = product[kept], intents[source], values[:, source]
        values[facet] = kept // rows.shape[1]
    return Cut(Grid(intents, values), mass)


def _conditional_facets(model: Model) -> set[int]:
    """Facets that the conditions of questions name."""
    asked = model.domain.questions.values()
    conditions = [c for question in asked for c in (question.only_if, question.unless) if c is not None]
    return {model.facet_index[name] for condition in conditions for name in condition.facets}


def _states(model: Model, facets: Iterable[int]) -> float:
    return float(len(model.intents)) * float(np.prod([float(len(model.facets[f].values)) for f in facets]))
