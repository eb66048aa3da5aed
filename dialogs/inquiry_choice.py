"""Choosing how to learn and how to ask, by cross-validation on the training rows alone.

What is weighed: the share of right labels, less a charge for each question. Smoothing and refinement come
first, then the weight of a rise in top probability, then both thresholds on all of the held-out dialogues at
once. Test rows never come here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..beliefs.inquiry import Inquiry, Patients, Policy, inquire
from ..beliefs.learning import Learned, Records, Smoothing, Split, fit, normalised, splits
from ..beliefs.problem import Array
from ..beliefs.refining import Refinement, refine

__all__ = ["RECIPES", "Budget", "Chosen", "Recipe", "choose", "learn"]

_ENOUGH = 2000
"""Held-out dialogues that are enough to choose by: smaller sets are split more often."""
_LARGE = 8000
"""From this many rows on, one held-out part serves, and fewer recipes are tried."""
_FOLDS = 5
_SURE = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 2.0)
_WORTH = (0.0, 0.0005, 0.0015, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.035, 0.05)
_FOCUS = (0.0, 3.0, 10.0, 30.0)
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
    Recipe(Smoothing(12.0), Refinement(hold=10.0)),
    Recipe(Smoothing(4.0), Refinement(hold=3.0)),
    Recipe(Smoothing(12.0), Refinement(hold=3.0)),
)
"""From plain to elaborate; a later one is taken only where it is clearly better."""
_FEW = (RECIPES[0], RECIPES[2])
_CLEARLY = 0.002
"""By how much of the share of right labels."""


@dataclass(frozen=True, eq=False)
class _Rehearsal:
    """Held-out dialogues played to the end: what stopping at each step would have given."""

    belief: Array
    """``[T + 1, B, I]``."""
    score: Array
    """``[T, B]``."""
    label: NDArray[np.intp]


@dataclass(frozen=True)
class _Stop:
    sure: float
    worth: float
    accuracy: float
    questions: float

    def value(self, charge: float) -> float:
        return self.accuracy - charge * self.questions


def learn(records: Records, recipe: Recipe, most: int, seed: int = 0) -> Learned:
    """Fit, and refine if the recipe says so."""
    learned = fit(records, recipe.smoothing)
    return learned if recipe.refinement is None else refine(learned, records, most, recipe.refinement, seed)


def choose(
    records: Records,
    budget: Budget,
    recipes: Sequence[Recipe] | None = None,
    focuses: Sequence[float] = _FOCUS,
    start: Policy | None = None,
    seed: int = 0,
) -> Chosen:
    """Return the recipe, policy and thresholds with the highest value on held-out training rows."""
    first = start or Policy()
    folds = _held_out(records, seed)
    tried = recipes if recipes is not None else _FEW if len(records) >= _LARGE else RECIPES
    trials = [_tried(recipe, first, records, folds, budget, seed) for recipe in tried]
    best = _best(trials)
    others = [replace(first, focus=focus) for focus in focuses if not first.at_random]
    best = _best([best, *(_played(best, policy, records, folds, budget, seed) for policy in others)])
    policy = replace(best.policy, sure=best.stop.sure, worth=best.stop.worth)
    temperature = _temperature(best.rehearsal, best.stop)
    return Chosen(best.recipe, policy, temperature, best.stop.accuracy, best.stop.questions)


@dataclass(frozen=True, eq=False)
class _Trial:
    recipe: Recipe
    policy: Policy
    models: tuple[Learned, ...]
    rehearsal: _Rehearsal
    stop: _Stop
    charge: float

    def value(self) -> float:
        return self.stop.accuracy - self.charge * self.stop.questions


def _best(trials: Sequence[_Trial]) -> _Trial:
    """Return the trial of most value; a later one must be clearly better than those before."""
    best = trials[0]
    for trial in trials[1:]:
        if trial.value() > best.value() + _CLEARLY:
            best = trial
    return best


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
    return _Trial(recipe, policy, models, rehearsal, _stop(rehearsal, budget.charge), budget.charge)


def _played(
    trial: _Trial, policy: Policy, records: Records, folds: Sequence[Split], budget: Budget, seed: int
) -> _Trial:
    """Play the models of one trial under another policy."""
    rehearsal = _rehearsed(trial.models, policy, records, folds, budget.most, seed)
    return replace(trial, policy=policy, rehearsal=rehearsal, stop=_stop(rehearsal, budget.charge))


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
    label = np.concatenate([records.label[fold.test] for fold in folds])
    return _Rehearsal(np.concatenate(beliefs, axis=1), np.concatenate(scores, axis=1), label)


def _stop(rehearsal: _Rehearsal, charge: float) -> _Stop:
    """Return the thresholds under which stopping is worth the most; among equals the first, which asks least."""
    top = rehearsal.belief.max(axis=2)
    right = rehearsal.belief.argmax(axis=2) == rehearsal.label
    person = np.arange(len(rehearsal.label))
    best: _Stop | None = None
    for sure in _SURE:
        for worth in _WORTH:
            ends = _ends(top, rehearsal.score, sure, worth)
            found = _Stop(sure, worth, float(right[ends, person].mean()), float(ends.mean()))
            if best is None or found.value(charge) > best.value(charge):
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
