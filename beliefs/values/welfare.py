"""Deliberation: from many voters' weights to one vector of weights that serves them all, by Nash welfare.

What a vector of weights is worth to a voter shows in what it makes the agent do. In every situation (an intent with
the facets that matter, known for certain, as probable as the domain's prior says) weights choose one admissible
response. A voter's utility of weights ``w`` is

    u_v(w) = (E[U_v(chosen by w)] - E[min_r U_v(r)]) / (E[max_r U_v(r)] - E[min_r U_v(r)])

with the voter's own score ``U_v`` and minimum and maximum over admissible responses: 0 is the voter's worst
admissible response everywhere (the disagreement point), 1 the best. The agreed weights maximise the product of
``u_v`` over voters, one ballot each: first how many get anything, then the product over those.

Weights matter only through their choices, and those form finitely many patterns. Patterns are found by trying the
ballots, their average, the domain's own weights and an even grid over the simplex, then by seeded steps around the
best. It is a search: what it returns is never worse than any of these, and no proof that nothing else is better.

Shapes: situations N, responses R, objectives O, distinct ballots B, candidates C, patterns K.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from ..arrays import Array, Indices, Mask, blocks
from ..belief.belief import prior_belief
from ..belief.hypotheses import Grid, cut_grid
from ..belief.model import Model
from .arbitration import Arbiter, arbiter
from .ballots import Ballot, weighed_objectives
from .tails import SLACK
from .values import compile_values

__all__ = ["Agreement", "Differing", "Outcome", "Situations", "agree", "situations", "utilities"]

MOST_SITUATIONS = 256
MOST_CANDIDATES = 1500
ROUNDS, STEPS = 3, 300
"""Seeded steps around the best weights, each round half as wide."""
NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Situations:
    """Everything that weights choose in."""

    rules: Arbiter
    grid: Grid
    mass: Array
    """``[N]``, summing to one."""
    vectors: Array
    """``[N, R, O]``."""
    admissible: Mask
    """``[N, R]``."""

    def choices(self, weights: Array) -> Indices:
        """What weights ``[C, O]`` choose, ``[C, N]``."""
        out = np.empty((len(weights), len(self.mass)), dtype=np.intp)
        for part in blocks(len(weights), self.vectors.size):
            some = weights[part, None, :]
            shape = (len(some), *self.vectors.shape)
            admissible = np.broadcast_to(self.admissible, shape[:-1])
            ranks = self.rules.rank(np.broadcast_to(self.vectors, shape), admissible, some)
            out[part] = np.round(ranks, 12).argmax(axis=-1)
        return out


@dataclass(frozen=True)
class Outcome:
    """What one group gets, as the mean utility of its voters."""

    group: str
    voters: int
    agreed: float
    average: float
    majority: float
    least: float
    """Of the agreed weights, to the voter of the group who gets least."""


@dataclass(frozen=True)
class Differing:
    """A situation in which the three ways to decide do not agree."""

    intent: str
    facets: Mapping[str, str]
    probability: float
    agreed: str
    average: str
    majority: str


@dataclass(frozen=True)
class Agreement:
    """The agreed weights, and what each group gets under them and under the other two ways."""

    weights: Mapping[str, float]
    """Over the objectives that are weighed, summing to one."""
    average_weights: Mapping[str, float]
    voters: int
    outcomes: tuple[Outcome, ...]
    welfare: Mapping[str, float]
    """``agreed``, ``average``, ``majority`` -> geometric mean of voters' utilities; 0 when one of them gets nothing."""
    differing: tuple[Differing, ...]
    """The most probable first."""


def situations(model: Model, most: int = MOST_SITUATIONS) -> Situations:
    """The states of a domain with the prior's mass, the most probable ones where there are many."""
    rules = arbiter(compile_values(model))
    cut = cut_grid(prior_belief(model), rules.values.facets, most)
    kept = np.flatnonzero(cut.mass > 0)
    grid = Grid(cut.grid.intents[kept], cut.grid.values[:, kept])
    vectors = np.ascontiguousarray(rules.values.at(grid.values, grid.intents).transpose(2, 0, 1))
    admissible = np.ones(vectors.shape[:2], dtype=np.bool_)
    for bound in rules.bounds:
        admissible &= -vectors[:, :, bound.objective] <= bound.at_most + SLACK
    return Situations(rules, grid, cut.mass[kept] / cut.mass[kept].sum(), vectors, admissible)


def utilities(at: Situations, weights: Array, patterns: Indices) -> Array:
    """What patterns of choices ``[K, N]`` are worth to voters with these weights ``[B, O]``: ``[B, K]``."""
    out = np.empty((len(weights), len(patterns)))
    places = np.arange(len(at.mass))
    for part in blocks(len(weights), at.vectors.size):
        some = weights[part, None, :]
        worth = at.rules.worth(np.broadcast_to(at.vectors, (len(some), *at.vectors.shape)), some)
        worst = np.where(at.admissible, worth, np.inf).min(axis=2) @ at.mass
        best = np.where(at.admissible, worth, -np.inf).max(axis=2) @ at.mass
        span = best - worst
        for k, pattern in enumerate(patterns):
            got = (worth[:, places, pattern] @ at.mass - worst) / np.where(span > NOTHING, span, 1.0)
            out[part, k] = np.where(span > NOTHING, np.clip(got, 0.0, 1.0), 1.0)
    return out


def agree(model: Model, ballots: Sequence[Ballot], seed: int = 0) -> Agreement:
    """Find the agreed weights; the same ballots in any order and the same seed agree on the same."""
    at = situations(model)
    free = [list(model.domain.objectives).index(key) for key in weighed_objectives(model.domain)]
    cast = np.array([[ballot.weights.get(key, 0.0) for key in model.domain.objectives] for ballot in ballots])
    rows, voice, counts = np.unique(np.round(cast, 12), axis=0, return_inverse=True, return_counts=True)
    distinct: Array = rows.astype(np.float64)
    average: Array = (counts @ distinct / counts.sum())[None]
    tried = _Tried(at, distinct, counts)
    tried.consider(np.concatenate([average, at.rules.weights[None], distinct[:MOST_CANDIDATES]]))
    tried.consider(_simplex(len(free), len(model.domain.objectives), free, seed))
    tried.refine(free, np.random.default_rng([seed, len(distinct)]))
    weights = _short(at, tried.central())
    ways = np.stack([at.choices(weights[None])[0], at.choices(average)[0], _majority(at, distinct, counts)])
    found = utilities(at, distinct, ways)
    names = [key for key in model.domain.objectives if key in weighed_objectives(model.domain)]
    return Agreement(
        weights=_named(names, weights[free]),
        average_weights=_named(names, average[0][free]),
        voters=len(ballots),
        outcomes=tuple(_outcomes(ballots, found[voice.reshape(-1)])),
        welfare={way: _product(found[:, k], counts) for k, way in enumerate(("agreed", "average", "majority"))},
        differing=tuple(_differing(at, ways)),
    )


class _Tried:
    """Candidates that were tried, by the pattern of choices that each makes."""

    def __init__(self, at: Situations, distinct: Array, counts: Indices) -> None:
        self.at, self.distinct, self.counts = at, distinct, counts
        self.scores: dict[bytes, tuple[float, float]] = {}
        self.members: dict[bytes, list[Array]] = {}
        self.first = b""
        """The pattern of the first weights that were tried."""

    def consider(self, weights: Array) -> None:
        """Try weights ``[C, O]``."""
        choices = self.at.choices(weights)
        keys = [pattern.tobytes() for pattern in choices]
        self.first = self.first or keys[0]
        new = {key: n for n, key in enumerate(keys) if key not in self.scores}
        if new:
            found = utilities(self.at, self.distinct, choices[list(new.values())])
            for k, key in enumerate(new):
                self.scores[key] = _score(found[:, k], self.counts)
        for key, one in zip(keys, weights, strict=True):
            self.members.setdefault(key, []).append(one)

    @property
    def best(self) -> bytes:
        """The pattern with the largest welfare; of equals the one that was found first."""
        return max(self.scores, key=self.scores.__getitem__)

    def refine(self, free: Sequence[int], rng: np.random.Generator) -> None:
        """Try steps around the best weights so far."""
        for spread in 0.4 ** np.arange(1, ROUNDS + 1):
            center = self.central()[free]
            moved = np.maximum(center + spread * rng.standard_normal((STEPS, len(free))), 0.0)
            moved = moved[moved.sum(axis=1) > 0]
            self.consider(_spread(moved / moved.sum(axis=1, keepdims=True), free, self.distinct.shape[1]))

    def central(self) -> Array:
        """Of all weights that make the best choices: the first tried (the ballots' average) if it is one of them.

        Else the mean of those found, if it makes them too, else the nearest to it.
        """
        members = np.array(self.members[self.best])
        if self.first == self.best:
            return members[0]
        members = members / members.sum(axis=1, keepdims=True)
        mean = members.mean(axis=0)
        if self.at.choices(mean[None])[0].tobytes() == self.best:
            return mean
        return members[int(((members - mean) ** 2).sum(axis=1).argmin())]


def _simplex(size: int, objectives: int, free: Sequence[int], seed: int) -> Array:
    """An even grid of weights over the free objectives, ``[C, O]``; random ones where a grid would be too coarse."""
    steps = max((n for n in range(1, 201) if comb(n + size - 1, size - 1) <= MOST_CANDIDATES), default=1)
    if size > 1 and steps < 5:
        return _spread(np.random.default_rng(seed).dirichlet(np.ones(size), MOST_CANDIDATES), free, objectives)
    bars = combinations(range(steps + size - 1), size - 1)
    rows = [np.diff([-1, *bar, steps + size - 1]) - 1 for bar in bars]
    return _spread(np.array(rows, dtype=np.float64) / steps, free, objectives)


def _spread(weights: Array, free: Sequence[int], objectives: int) -> Array:
    out = np.zeros((len(weights), objectives))
    out[:, list(free)] = weights
    return out


def _score(utility: Array, counts: Indices) -> tuple[float, float]:
    """Voters who get something, and the mean logarithm of what they get; rounded, so that ties are ties."""
    content = utility > NOTHING
    heads = int(counts[content].sum())
    logs = float(counts[content] @ np.log(utility[content])) / max(heads, 1)
    return heads, round(logs, 10)


def _product(utility: Array, counts: Indices) -> float:
    heads, logs = _score(utility, counts)
    return float(np.exp(logs)) if heads == counts.sum() else 0.0


def _majority(at: Situations, distinct: Array, counts: Indices) -> Indices:
    """In every situation the response that most voters like best; of equals what the average ballot scores higher."""
    firsts = at.choices(distinct)
    votes = np.zeros(at.vectors.shape[:2])
    np.add.at(votes, (np.arange(len(at.mass))[None], firsts), counts[:, None].astype(np.float64))
    mean = at.rules.worth(at.vectors, counts @ distinct)
    return np.where(at.admissible, votes + 1e-6 * mean, -np.inf).argmax(axis=1)


def _outcomes(ballots: Sequence[Ballot], got: Array) -> list[Outcome]:
    """Mean utilities of each group's voters, ``got [V, 3]``."""
    groups = list(dict.fromkeys(sorted(ballot.group for ballot in ballots)))
    found: list[Outcome] = []
    for group in groups:
        mine = got[[ballot.group == group for ballot in ballots]]
        agreed, average, majority = (float(x) for x in mine.mean(axis=0))
        found.append(Outcome(group, len(mine), agreed, average, majority, float(mine[:, 0].min())))
    return found


def _differing(at: Situations, ways: Indices) -> list[Differing]:
    model, responses = at.rules.values.model, at.rules.values.responses
    found = [
        Differing(
            intent=model.intents[int(at.grid.intents[n])],
            facets={
                model.facets[f].id: model.facets[f].values[int(at.grid.values[f, n])] for f in at.rules.values.facets
            },
            probability=float(at.mass[n]),
            agreed=responses[int(ways[0, n])],
            average=responses[int(ways[1, n])],
            majority=responses[int(ways[2, n])],
        )
        for n in np.flatnonzero((ways != ways[0]).any(axis=0))
    ]
    return sorted(found, key=lambda one: -one.probability)


def _short(at: Situations, weights: Array) -> Array:
    """The weights with as few digits as make the same choices."""
    scaled: Array = weights / weights.sum()
    wanted = at.choices(scaled[None])
    for digits in (2, 3, 4, 6, 9):
        rounded = np.round(scaled, digits)
        if rounded.sum() > 0 and (at.choices(rounded[None]) == wanted).all():
            return rounded
    return scaled


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(w), 9) for name, w in zip(names, weights, strict=True)}
