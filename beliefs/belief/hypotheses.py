"""Hypotheses: intents together with values of some facets, enumerated or cut to those that carry the mass.

A hypothesis says nothing of a facet that does not matter where its intent is meant: it is left open, and there are as
many hypotheses as the intents' own facets have values, not as all facets together. Shapes: hypotheses N, facets K,
intents I. Knows nothing of values or questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..arrays import Array, Indices, Mask
from .belief import Belief, prior_belief
from .model import Model

__all__ = ["Cut", "Grid", "cut_grid", "full_grid", "heaviest", "mass_of", "own_grid", "own_states"]


@dataclass(frozen=True, eq=False)
class Grid:
    """Hypotheses: intents with values of the facets that matter."""

    intents: Indices
    values: Indices
    open: Mask | None = None
    """Facets that a hypothesis leaves open, ``[K, N]``: it has the usual value of them. None where none is."""

    def some(self, kept: Indices) -> Grid:
        """The hypotheses at some positions."""
        left = None if self.open is None else self.open[:, kept]
        return Grid(self.intents[kept], self.values[:, kept], left)


def full_grid(model: Model, facets: tuple[int, ...]) -> Grid:
    """Every hypothesis, in the order of `values.joint`."""
    shape = [len(model.facets[facet].values) for facet in facets] + [len(model.intents)]
    found = np.indices(shape).reshape(len(shape), -1)
    values = np.zeros((len(model.facets), found.shape[1]), dtype=np.intp)
    values[list(facets)] = found[:-1]
    return Grid(found[-1].astype(np.intp), values)


def own_grid(model: Model, facets: tuple[int, ...], matters: Mask) -> Grid:
    """Every hypothesis, each with values of the facets that matter where its intent is meant, ``matters [K, I]``."""
    intents, values = list[Indices](), list[Indices]()
    usual = _usual(prior_belief(model))
    for intent in range(len(model.intents)):
        own = [facet for facet in facets if matters[facet, intent]]
        sizes = [len(model.facets[facet].values) for facet in own]
        count = int(np.prod(sizes, dtype=np.intp))
        found = np.indices(sizes, dtype=np.intp).reshape(len(own), count)
        part = np.repeat(usual[:, intent, None], count, axis=1)
        part[own] = found
        intents.append(np.full(count, intent, dtype=np.intp))
        values.append(part)
    whole = np.concatenate(intents)
    return Grid(whole, np.concatenate(values, axis=1), ~matters[:, whole])


def _usual(belief: Belief) -> Indices:
    """The most probable value of each facet for each intent, ``[K, I]``."""
    return np.array([belief.conditional(k).argmax(axis=0) for k in range(len(belief.model.facets))], dtype=np.intp)


def mass_of(belief: Belief, grid: Grid, facets: tuple[int, ...]) -> Array:
    """The mass of each hypothesis, ``[N]``: facets are independent given the intent."""
    mass = belief.intents[grid.intents]
    for facet in facets:
        own = belief.conditional(facet)[grid.values[facet], grid.intents]
        mass = mass * (own if grid.open is None else np.where(grid.open[facet], 1.0, own))
    return mass


@dataclass(frozen=True, eq=False)
class Cut:
    """The most probable hypotheses with their mass."""

    grid: Grid
    mass: Array


def cut_grid(belief: Belief, facets: tuple[int, ...], most: int, matters: Mask | None = None) -> Cut:
    """The states that carry most mass, facet by facet: partial products bound what they extend to.

    Where it is said which facets matter to which intent, ``[K, I]``, the others are left open.
    """
    model = belief.model
    intents = np.argsort(-belief.intents, kind="stable")[:most]
    mass = belief.intents[intents]
    values = np.zeros((len(model.facets), len(intents)), dtype=np.intp)
    for facet in facets:
        rows = belief.conditional(facet)[:, intents]
        if matters is not None:
            left = np.flatnonzero(~matters[facet, intents])
            rows[:, left] = np.eye(len(rows))[:, rows[:, left].argmax(axis=0)]
        product = (rows * mass).reshape(-1)
        kept = heaviest(product, most)
        kept = kept if matters is None else kept[product[kept] > 0]
        source = kept % len(intents)
        mass, intents, values = product[kept], intents[source], values[:, source]
        values[facet] = kept // rows.shape[1]
    return Cut(Grid(intents, values, None if matters is None else ~matters[:, intents]), mass)


def heaviest(mass: Array, most: int) -> Indices:
    """Positions of the largest, heaviest first, ties to the lower position; only those are sorted."""
    if len(mass) <= 2 * most:
        return np.argsort(-mass, kind="stable")[:most]
    edge = np.partition(mass, len(mass) - most)[len(mass) - most]
    above, at = np.flatnonzero(mass > edge), np.flatnonzero(mass == edge)
    kept = np.sort(np.concatenate([above, at[: most - len(above)]]))
    return kept[np.argsort(-mass[kept], kind="stable")]


def own_states(model: Model, facets: Iterable[int], matters: Mask) -> float:
    """How many hypotheses there are where each has only the facets that matter to its intent."""
    sizes = np.ones(len(model.intents))
    for facet in facets:
        sizes = sizes * np.where(matters[facet], float(len(model.facets[facet].values)), 1.0)
    return float(sizes.sum())
