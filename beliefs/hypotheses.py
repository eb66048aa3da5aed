"""Hypotheses: intents together with values of some facets, enumerated or cut to those that carry the mass.

Shapes: hypotheses N, facets K. Knows nothing of values or questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .arrays import Array, Indices
from .belief import Belief
from .model import Model

__all__ = ["Cut", "Grid", "cut_grid", "full_grid", "heaviest", "states"]


@dataclass(frozen=True, eq=False)
class Grid:
    """Hypotheses: intents with values of the facets that matter."""

    intents: Indices
    values: Indices


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
        rows = belief.conditional(facet)[:, intents]
        product = (rows * mass).reshape(-1)
        kept = heaviest(product, most)
        source = kept % len(intents)
        mass, intents, values = product[kept], intents[source], values[:, source]
        values[facet] = kept // rows.shape[1]
    return Cut(Grid(intents, values), mass)


def heaviest(mass: Array, most: int) -> Indices:
    """Positions of the largest, heaviest first, ties to the lower position; only those are sorted."""
    if len(mass) <= 2 * most:
        return np.argsort(-mass, kind="stable")[:most]
    edge = np.partition(mass, len(mass) - most)[len(mass) - most]
    above, at = np.flatnonzero(mass > edge), np.flatnonzero(mass == edge)
    kept = np.sort(np.concatenate([above, at[: most - len(above)]]))
    return kept[np.argsort(-mass[kept], kind="stable")]


def states(model: Model, facets: Iterable[int]) -> float:
    """How many hypotheses there are over these facets (a float: it may be astronomically many)."""
    return float(len(model.intents)) * float(np.prod([float(len(model.facets[f].values)) for f in facets]))
