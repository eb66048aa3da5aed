"""The lens: from a factored belief to the flat, finite problem that a planner sees, and back.

Hypotheses are intents with the values of those facets that matter to some value, limit or condition; the joint
is enumerated, and where it is larger than the lens it is cut to the states that carry most mass. A facet that
matters to nothing is summed out into ``P(a | i)``, which is exact as long as each facet is told of once.
Cutting is for *ranking questions* only: whether a response may be given is decided elsewhere, on the whole belief.

The planner gets one number a response and hypothesis (`Arbiter.worth`) and takes its mean; a Chebyshev score of the
mean is more than the mean score, and caution does not enter: `exact_step` sets right what that does to the advice.
What does not change with the belief is compiled once per stance, in `Lensmaker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..arrays import Array, Indices, Mask
from ..belief.answers import PAIR, Contrast, TradeOff, declared_contrasts
from ..belief.belief import Belief
from ..belief.conditions import masks
from ..belief.hypotheses import Grid, cut_grid, full_grid, mass_of, own_grid, own_states
from ..belief.joints import joint
from ..belief.model import AskModel, Model
from ..language.domain import Condition
from ..values.arbitration import Arbiter
from ..values.mattering import decides
from ..values.tradeoffs import most_trade_offs, trade_offs
from .ask_tables import AskTables, Told, entropy
from .menus import fresh, menus, most_menus, still_meant
from .problem import Limit, Problem, Situation

__all__ = ["MOST_HYPOTHESES", "Lens", "Lensmaker", "View", "largest", "lensmaker"]

MOST_HYPOTHESES = 512
MOST_QUESTIONS = 48
"""Facet questions that a planner gets to see: half by what they tell, half by what they tell for their cost."""
DELAY = 0.02
"""What any question costs besides its price, when they are compared by cost."""
NEGLIGIBLE = 1e-7
"""A hypothesis this much less probable than the best is left out of the problem."""


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
    """Value of each facet in each hypothesis, ``[K, N]``; a usual one for facets that do not matter there."""
    kept: float
    """Share of the belief's mass that the hypotheses carry."""


@dataclass(frozen=True, eq=False)
class View:
    """The hypotheses in view: their mass, and what responses are worth and risk in them."""

    grid: Grid
    mass: Array
    worth: Array
    """``[R, N]``."""
    limits: tuple[Limit, ...]


@dataclass(frozen=True, eq=False)
class Lensmaker:
    """Everything about a stance that does not change with the belief."""

    arbiter: Arbiter
    fallback: int
    declared: tuple[Contrast, ...]
    """Questions about the intent that the domain declares."""
    most: int = MOST_HYPOTHESES
    facets: tuple[int, ...] = field(init=False)
    matters: Mask | None = field(init=False)
    """Which facets matter to which intent, ``[K, I]``; None where there are few enough hypotheses with all of them."""
    asks: AskTables = field(init=False)
    grid: Grid | None = field(init=False)
    """All hypotheses, where they are few enough."""
    fixed: tuple[Array, tuple[Limit, ...]] | None = field(init=False)
    """Values and limits over `grid`."""

    def __post_init__(self) -> None:
        model = self.model
        facets, matters = self._split()
        few = own_states(model, facets, matters) <= self.most
        whole = few and bool(matters[list(facets)].all())
        grid = None if not few else full_grid(model, facets) if whole else own_grid(model, facets, matters)
        object.__setattr__(self, "facets", facets)
        object.__setattr__(self, "matters", None if whole else matters)
        object.__setattr__(self, "asks", AskTables.of(model, facets, self._decides()))
        object.__setattr__(self, "grid", grid)
        if grid is None:
            object.__setattr__(self, "fixed", None)
        else:
            vectors = self.arbiter.values.at(grid.values, grid.intents)
            object.__setattr__(self, "fixed", (self._worth(grid, vectors), self._limits(grid, vectors)))

    def _decides(self) -> Mask:
        """Whether what to do depends on a facet where an intent is meant, ``[K, I]``."""
        found, panel = decides(self.arbiter).copy(), self.arbiter.panel
        if panel is not None and panel.facet is not None:
            found[panel.facet] = True
        for _ in self.model.facets:  # what opens a question decides as much as what is asked there, step by step
            found |= _conditional(self.model, found)
        return found

    def _split(self) -> tuple[tuple[int, ...], Mask]:
        """The facets that hypotheses have values of, and to which intents each of them matters, ``[K, I]``.

        The user's own values matter to all, and what the conditions of questions name where these may be asked, if
        there are not too many hypotheses then.
        """
        facets, matters = self.arbiter.decisive, self.arbiter.values.matters.copy()
        panel = self.arbiter.panel
        if panel is not None and panel.facet is not None:
            matters[panel.facet] = True
        named = matters | _conditional(self.model, np.ones_like(matters))
        wider = tuple(sorted({*facets, *np.flatnonzero(named.any(axis=1)).tolist()}))
        fits = own_states(self.model, wider, named) <= self.most
        return (wider, named) if fits else (facets, matters)

    @property
    def model(self) -> Model:
        """The compiled domain."""
        return self.arbiter.values.model

    def __call__(
        self,
        belief: Belief,
        asked: frozenset[str] = frozenset(),
        budget: int = 5,
        served: Iterable[str] = (),
        picked: Iterable[str] = (),
    ) -> Lens:
        """Look at one belief (no batch axis)."""
        view = self._view(belief)
        asks = self._asks(belief, asked)
        meant = still_meant(belief, picked)
        contrasts = [one for one in self._contrasts(belief, asked, frozenset(served)) if meant.isdisjoint(one.members)]
        open_asks = [self.model.questions[int(q)] for q in asks]
        choices = trade_offs(self.arbiter, belief, asked)
        questions: tuple[AskModel | Contrast, ...] = (*open_asks, *contrasts, *choices)
        total = float(view.mass.sum())
        told = self._told(belief, view.grid, asks, (*contrasts, *choices))
        problem = Problem(
            answers=told.answers,
            costs=np.array([question.cost for question in questions], dtype=np.float64),
            values=view.worth,
            limits=view.limits,
            fallback=self.fallback,
            curiosity=self.model.domain.curiosity,
            applies=self._applies(belief, view.grid, questions),
            spread=told.spread,
            closes=_closes(self.model, questions, len(told.answers)),
        )
        situation = Situation(view.mass / total, np.ones(len(questions), dtype=np.bool_), max(budget, 0))
        return Lens(problem, situation, questions, view.grid.intents, view.grid.values, total)

    def _view(self, belief: Belief) -> View:
        """The hypotheses that carry the mass, with what responses are worth in them."""
        if self.grid is None or self.fixed is None:
            cut = cut_grid(belief, self.facets, self.most, self.matters)
            vectors = self.arbiter.values.at(cut.grid.values, cut.grid.intents)
            return View(cut.grid, cut.mass, self._worth(cut.grid, vectors), self._limits(cut.grid, vectors))
        whole = self.matters is None
        mass = joint(belief, self.facets) if whole else mass_of(belief, self.grid, self.facets)
        worth, limits = self.fixed
        kept = np.flatnonzero(mass > NEGLIGIBLE * mass.max())
        if 2 * len(kept) > len(mass):
            # Fewer hypotheses pay only where they are many fewer: what is whole is compiled once by the planner.
            return View(self.grid, mass, worth, limits)
        fewer = tuple(_restricted(limit, kept) for limit in limits)
        return View(self.grid.some(kept), mass[kept], worth.T[kept].T, fewer)

    def _asks(self, belief: Belief, asked: frozenset[str]) -> Indices:
        """Facet questions that are open; where there are many, those whose answers tell the hypotheses apart best."""
        open_ = np.array([q.id not in asked for q in self.model.questions], dtype=np.bool_)
        if open_.sum() <= MOST_QUESTIONS:
            return np.flatnonzero(open_)
        spread = np.where(open_, self.asks.spread(belief), -1.0)
        per_cost = np.where(open_, spread / (self.asks.costs + DELAY), -1.0)
        half = MOST_QUESTIONS // 2
        best = np.argsort(-spread, kind="stable")[:half]
        per_cost[best] = np.inf
        best = np.sort(np.argsort(-per_cost, kind="stable")[:MOST_QUESTIONS])
        return best[open_[best]]

    def _contrasts(self, belief: Belief, asked: frozenset[str], served: frozenset[str]) -> tuple[Contrast, ...]:
        declared = tuple(fresh(belief.model, self.declared, asked))
        known = {question.members for question in declared}
        made = menus(belief, asked, served)
        return (*declared, *(menu for menu in made if menu.members not in known))

    def _worth(self, grid: Grid, vectors: Array) -> Array:
        """One number a response and hypothesis, ``[R, N]``, from values ``[R, O, N]``."""
        weights = self.arbiter.weights_in(grid.values)
        return np.ascontiguousarray(self.arbiter.worth(vectors.transpose(2, 0, 1), weights)).T

    def _limits(self, grid: Grid, vectors: Array) -> tuple[Limit, ...]:
        found: list[Limit] = []
        for bound, tailing in zip(self.arbiter.bounds, self.arbiter.tailings, strict=True):
            losses = -vectors[:, bound.objective]
            tails = tailing.over(self.arbiter.values.rows, grid.values, grid.intents, losses)
            found.append(Limit(losses, bound.alpha, bound.at_most, tails))
        return tuple(found)

    def _told(self, belief: Belief, grid: Grid, asks: Indices, more: tuple[Contrast | TradeOff, ...]) -> Told:
        """``P(a | q, h)``, ``[A, Q, N]``, and its entropy."""
        n = len(grid.intents)
        facts = self.asks.at(belief, grid, asks) if len(asks) else Told(np.zeros((1, 0, n)), np.zeros((0, n)))
        if not more:
            return facts
        height = max(len(facts.answers), *(len(question.table) for question in more))
        out = Told(np.zeros((height, len(asks) + len(more), n)), np.empty((len(asks) + len(more), n)))
        out.answers[: len(facts.answers), : len(asks)], out.spread[: len(asks)] = facts.answers, facts.spread
        for place, question in enumerate(more, start=len(asks)):
            # Over values or intents first: there are fewer of them than hypotheses.
            own = question.table[:, :, 0] if isinstance(question, TradeOff) else question.table
            state = grid.values[question.facet] if isinstance(question, TradeOff) else grid.intents
            out.answers[: len(own), place] = own.take(state, axis=1)
            out.spread[place] = entropy(own).take(state)
        return out

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
        found = masks(self.model, condition)
        out = found.intents[grid.intents]
        for facet, mask in found.facets.items():
            given = (mask @ belief.conditional(facet))[grid.intents]
            held = mask[grid.values[facet]] if facet in self.facets else given
            out = out * (held if grid.open is None else np.where(grid.open[facet], given, held))
        return out


def _closes(model: Model, questions: Sequence[AskModel | Contrast], answers: int) -> Mask | None:
    """What closes what, ``[Q, A, Q]``: who has told a value is not asked another question about the same facet.

    What they would say to that replaces what they said, so two answers about one facet never count together.
    """
    asks = [q if isinstance(q, AskModel) and not isinstance(q, TradeOff) else None for q in questions]
    about = np.array([-1 - place if q is None else q.facet for place, q in enumerate(asks)])
    same = (about[:, None] == about) & ~np.eye(len(about), dtype=np.bool_)
    if not same.any():
        return None
    values = np.array([0 if q is None else len(model.facets[q.facet].values) for q in asks])
    return (np.arange(answers) < values[:, None])[:, :, None] & same[:, None]


def _restricted(limit: Limit, kept: Indices) -> Limit:
    """A limit over fewer hypotheses."""
    tails = None if limit.tails is None else limit.tails.restricted(kept)
    return Limit(limit.losses[:, kept], limit.alpha, limit.bound, tails)


def lensmaker(arbiter: Arbiter, fallback: int, most: int = MOST_HYPOTHESES) -> Lensmaker:
    """Compile a lens for a stance."""
    return Lensmaker(arbiter, fallback, declared_contrasts(arbiter.values.model), most)


def largest(model: Model) -> tuple[int, int]:
    """Most questions that are open at any belief and in any stance, and most answers that one of them has."""
    declared, (menus_, options), pairs = declared_contrasts(model), most_menus(model), most_trade_offs(model)
    asks = min(len(model.questions), MOST_QUESTIONS)
    answers = [len(model.facets[question.facet].values) + 2 for question in model.questions]
    answers += [len(question.members) + 2 for question in declared]
    return asks + len(declared) + menus_ + pairs, max([options, *answers, *([len(PAIR) + 2] if pairs else [])])


def _conditional(model: Model, counts: Mask) -> Mask:
    """Facets that conditions of questions about what ``counts`` name, by the intents where these are, ``[K, I]``."""
    out, every = np.zeros_like(counts), np.ones(len(model.intents), dtype=np.bool_)
    for question in model.domain.questions.values():
        wishes = every if question.only_if is None else masks(model, question.only_if).intents > 0
        meant = wishes & (counts[model.facet_index[question.about]] if question.about in model.facet_index else every)
        for condition in (question.only_if, question.unless):
            for name in () if condition is None else condition.facets:
                out[model.facet_index[name]] |= meant
    return out
