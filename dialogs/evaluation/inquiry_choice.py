"""Choosing how to learn and how to ask, by cross-validation on the training rows alone.

Each choice has the steadiest measure that fits it. How to learn: the log loss of held-out beliefs, which counts
every step of every dialogue. How to ask: right labels less what questions cost, where a departure from the usual
way must be clear of its paired standard error, since the best of several noisy figures flatters itself. When to
stop: the same value on all held-out dialogues at once, or the most right labels within a mean number of
questions. Test rows never come here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import Array
from ...beliefs.learned.inquiry import Inquiry, Patients, Policy, inquire
from ...beliefs.learned.learning import Learned, Records, Smoothing, Split, fit, normalised, splits
from ...beliefs.learned.refining import Refinement, refine

__all__ = ["RECIPES", "Budget", "Chosen", "Recipe", "choose", "learn", "recipes_for"]

_ENOUGH = 2000
"""Held-out dialogues that are enough to choose by: smaller sets are split more often."""
_LARGE = 8000
"""From this many rows on, one held-out part serves, and fewer recipes are tried."""
_FOLDS = 5
_SURE = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 2.0)
_WORTH = (0.0, 0.0005, 0.0015, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.035, 0.05, 0.07, 0.1, 0.15, 0.25)
_FOCUS = (10.0,)
"""Ways of asking beside the usual one; each more is one more chance to be taken in by noise."""
_CLEARLY = 1.0
"""Paired standard errors by which another way of asking must be better than the usual one."""
_NEXT_TO_NOTHING = 1e-4
"""What a question costs where only their mean number is limited: among equals, fewer are asked."""
_TEMPERATURES = tuple(2.0 ** (step / 14) for step in range(-14, 29))


@dataclass(frozen=True)
class Recipe:
    """How a model is learned."""

    smoothing: Smoothing = field(default_factory=Smoothing)
    refinement: Refinement | None = None


@dataclass(frozen=True)
class Budget:
    """What asking costs and how much of it there may be."""

    most: int
    charge: float = 0.0075
    """Share of right labels that one question must earn, on average, to be asked."""
    mean: float | None = None
    """Questions to ask at most on average; then this limits them, and the charge counts for nothing."""

    @property
    def price(self) -> float:
        """What one question takes off the share of right labels."""
        return self.charge if self.mean is None else _NEXT_TO_NOTHING

    def allows(self, questions: Array) -> bool:
        """Whether their mean keeps within the limit, by one standard error: the limit is for new people."""
        if self.mean is None:
            return True
        error = questions.std() / np.sqrt(max(len(questions) - 1, 1))
        return bool(questions.mean() + error <= self.mean)


@dataclass(frozen=True)
class Chosen:
    """The outcome of a choice, with what it promised on held-out training rows."""

    recipe: Recipe
    policy: Policy
    temperature: float
    """Divides the final log belief: above one, the belief was too sure of itself."""
    accuracy: float
    questions: float


RECIPES = (
    Recipe(Smoothing(4.0)),
    Recipe(Smoothing(12.0)),
    Recipe(Smoothing(12.0), Refinement(hold=30.0)),
    Recipe(Smoothing(12.0), Refinement(hold=10.0)),
    Recipe(Smoothing(12.0), Refinement(hold=3.0)),
)
"""From plain to elaborate."""
_FEW = (RECIPES[0], RECIPES[3])


@dataclass(frozen=True, eq=False)
class _Rehearsal:
    """Held-out dialogues played to the end: what stopping at each step would have given."""

    belief: Array
    """``[T + 1, B, I]``."""
    score: Array
    """``[T, B]``."""
    label: NDArray[np.intp]
    row: NDArray[np.intp]
    """Whose dialogue it is, ``[B]``: a small set is split more than once."""

    def by_row(self, figure: NDArray[np.generic]) -> Array:
        """Return the mean of a figure over each person's dialogues."""
        _, place, count = np.unique(self.row, return_inverse=True, return_counts=True)
        return np.bincount(place, weights=figure) / count

    def loss(self) -> float:
        """Return the mean log loss of the label over all beliefs, before the first question to after the last."""
        truth = self.belief[:, np.arange(len(self.label)), self.label]
        return float(-np.log(np.maximum(truth, 1e-300)).mean())


@dataclass(frozen=True, eq=False)
class _Stop:
    """Thresholds, and what they give each person."""

    sure: float
    worth: float
    right: Array
    questions: Array

    def value(self, price: float) -> Array:
        return self.right - price * self.questions


def learn(records: Records, recipe: Recipe, most: int, seed: int = 0) -> Learned:
    """Fit, and refine if the recipe says so."""
    learned = fit(records, recipe.smoothing)
    return learned if recipe.refinement is None else refine(learned, records, most, recipe.refinement, seed)


def recipes_for(records: Records) -> Sequence[Recipe]:
    """Return the recipes worth trying on so many rows."""
    return _FEW if len(records) >= _LARGE else RECIPES


def choose(
    records: Records,
    budget: Budget,
    recipes: Sequence[Recipe] | None = None,
    focuses: Sequence[float] = _FOCUS,
    start: Policy | None = None,
    seed: int = 0,
) -> Chosen:
    """Return the recipe, policy and thresholds that serve held-out training rows best."""
    first = start or Policy()
    folds = _held_out(records, seed)
    tried = [_tried(recipe, first, records, folds, budget, seed) for recipe in recipes or recipes_for(records)]
    usual = min(tried, key=lambda trial: trial.rehearsal.loss())
    others = [replace(first, focus=focus) for focus in focuses if not first.at_random]
    best = _best(usual, [_played(usual, policy, records, folds, budget, seed) for policy in others])
    stop = best.stop
    policy = replace(best.policy, sure=stop.sure, worth=stop.worth)
    temperature = _temperature(best.rehearsal, stop)
    return Chosen(best.recipe, policy, temperature, float(stop.right.mean()), float(stop.questions.mean()))


@dataclass(frozen=True, eq=False)
class _Trial:
    recipe: Recipe
    policy: Policy
    models: tuple[Learned, ...]
    rehearsal: _Rehearsal
    stop: _Stop
    price: float

    def value(self) -> Array:
        """What each person's dialogues were worth."""
        return self.stop.value(self.price)


def _best(usual: _Trial, others: Sequence[_Trial]) -> _Trial:
    """Return the trial of most value among the usual one and those that are clearly better than it."""
    clear = [trial for trial in others if _clearly_better(trial.value() - usual.value())]
    return max([usual, *clear], key=lambda trial: trial.value().mean())


def _clearly_better(gain: Array) -> bool:
    return bool(gain.mean() > _CLEARLY * gain.std() / np.sqrt(max(len(gain) - 1, 1)))


def _held_out(records: Records, seed: int) -> list[Split]:
    """Several cross-validations of a small set, one of a middling set, one part of a large one."""
    rng = np.random.default_rng(seed)
    if len(records) >= _LARGE:
        order = rng.permutation(len(records))
        return [Split(order[_ENOUGH:], order[:_ENOUGH])]
    rounds = min(max(round(_ENOUGH / len(records)), 1), _FOLDS)
    return [split for _ in range(rounds) for split in splits(records.label, _FOLDS, rng)]


def _tried(
    recipe: Recipe, policy: Policy, records: Records, folds: Sequence[Split], budget: Budget, seed: int
) -> _Trial:
    models = tuple(learn(records.rows(fold.train), recipe, budget.most, seed) for fold in folds)
    rehearsal = _rehearsed(models, policy, records, folds, budget.most, seed)
    return _Trial(recipe, policy, models, rehearsal, _stop(rehearsal, budget), budget.price)


def _played(
    trial: _Trial, policy: Policy, records: Records, folds: Sequence[Split], budget: Budget, seed: int
) -> _Trial:
    """Play the models of one trial under another policy."""
    rehearsal = _rehearsed(trial.models, policy, records, folds, budget.most, seed)
    return replace(trial, policy=policy, rehearsal=rehearsal, stop=_stop(rehearsal, budget))


def _rehearsed(
    models: Sequence[Learned], policy: Policy, records: Records, folds: Sequence[Split], most: int, seed: int
) -> _Rehearsal:
    """Play every held-out dialogue to the end; thresholds are laid over it afterwards."""
    endless, rng = replace(policy, sure=np.inf, worth=-np.inf), np.random.default_rng(seed)
    beliefs: list[Array] = []
    scores: list[Array] = []
    for model, fold in zip(models, folds, strict=True):
        held = records.rows(fold.test)
        patients = Patients(held.volunteered, held.hidden)
        transcript = inquire(Inquiry(model), patients, endless, most, rng)
        beliefs.append(transcript.belief)
        scores.append(transcript.score)
    row = np.concatenate([fold.test for fold in folds])
    return _Rehearsal(np.concatenate(beliefs, axis=1), np.concatenate(scores, axis=1), records.label[row], row)


def _stop(rehearsal: _Rehearsal, budget: Budget) -> _Stop:
    """Return the thresholds under which stopping is worth the most among those that the budget allows."""
    top = rehearsal.belief.max(axis=2)
    right = rehearsal.belief.argmax(axis=2) == rehearsal.label
    person = np.arange(len(rehearsal.label))
    best: _Stop | None = None
    for sure in _SURE:
        for worth in _WORTH:
            ends = _ends(top, rehearsal.score, sure, worth)
            questions = rehearsal.by_row(ends)
            if not budget.allows(questions):
                continue
            found = _Stop(sure, worth, rehearsal.by_row(right[ends, person]), questions)
            if best is None or found.value(budget.price).mean() > best.value(budget.price).mean():
                best = found
    assert best is not None
    return best


def _ends(top: Array, score: Array, sure: float, worth: float) -> NDArray[np.intp]:
    """Return how many questions each dialogue asks under the thresholds, ``[B]``."""
    stops = top >= sure
    stops[:-1] |= score < worth
    stops[-1] = True
    return stops.argmax(axis=0)


def _temperature(rehearsal: _Rehearsal, stop: _Stop) -> float:
    """Return the temperature with the least log loss over the beliefs at which dialogues end."""
    person = np.arange(len(rehearsal.label))
    ends = _ends(rehearsal.belief.max(axis=2), rehearsal.score, stop.sure, stop.worth)
    log = np.log(np.maximum(rehearsal.belief[ends, person], 1e-300))
    losses = [-np.log(normalised(log / t)[person, rehearsal.label] + 1e-12).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])
