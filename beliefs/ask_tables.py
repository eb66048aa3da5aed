"""Answer tables of all facet questions at once, over any set of hypotheses, without summing a facet out.

Shapes: answers A, questions Q, intents I, hypotheses N; W is one row for each value of each question's facet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .belief import Belief
from .hypotheses import Grid
from .model import Model
from .problem import Array

__all__ = ["AskTables"]

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class AskTables:
    """Answer tables of all facet questions of a model, stacked: rows W are the values of one facet after another's.

    With the answer model's symmetric confusion (right at ``rel``, else uniform ``off``) summing a facet out needs
    no sum: ``P(a|q,i) = told_i ((rel - off) b_k(a|i) + off) + (1 - candor_i) guise_i(a)``.
    """

    model: Model
    facet: Indices
    """Facet of each question, ``[Q]``."""
    starts: Indices
    """First row of each question, ``[Q]``."""
    rows: Indices
    """Row on the axis T of each row, ``[W]``."""
    answer: Indices
    """Which answer each row is, ``[W]``."""
    question: Indices
    """Which question each row belongs to, ``[W]``."""
    slope: Array
    """``told_i (rel - off)``, ``[W, I]``."""
    offset: Array
    """``told_i off + (1 - candor_i) guise_i(a)``, ``[W, I]``."""
    rest: Array
    """Probabilities of the answers that do not depend on the facet's value, ``[A, Q, I]``, zero elsewhere."""
    costs: Array
    """``[Q]``."""

    @classmethod
    def of(cls, model: Model) -> AskTables:
        """Stack the tables of a model's facet questions."""
        sizes = [len(model.facets[q.facet].values) for q in model.questions]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        rest = np.zeros((max(sizes, default=0) + 2, len(sizes), len(model.intents)))
        slope, offset = np.zeros((starts[-1], len(model.intents))), np.zeros((starts[-1], len(model.intents)))
        for q, question in enumerate(model.questions):
            told = (1 - question.unsure - question.withheld) * question.candor
            off = question.confusion[0, -1] if sizes[q] > 1 else 0.0
            at = slice(starts[q], starts[q + 1])
            slope[at] = told * (question.confusion[0, 0] - off)
            offset[at] = told * off + (1 - question.candor) * question.guise
            rest[sizes[q] : sizes[q] + 2, q] = question.unsure * question.candor, question.withheld * question.candor
        facets = [np.arange(len(model.values))[model.facets[q.facet].rows] for q in model.questions]
        return cls(
            model=model,
            facet=np.array([q.facet for q in model.questions], dtype=np.intp),
            starts=starts[:-1],
            rows=np.concatenate([*facets, np.empty(0, np.intp)]).astype(np.intp),
            answer=np.concatenate([*(np.arange(size) for size in sizes), np.empty(0, np.intp)]).astype(np.intp),
            question=np.repeat(np.arange(len(sizes)), sizes).astype(np.intp),
            slope=slope,
            offset=offset,
            rest=rest,
            costs=np.array([q.cost for q in model.questions], dtype=np.float64),
        )

    def at(self, belief: Belief, grid: Grid, asks: Indices, facets: tuple[int, ...]) -> Array:
        """``P(a | q, h)`` of the questions ``asks``, ``[A, Q', N]``.

        In a hypothesis that settles the facet, ``b_k(a|i)`` above is one for its value and zero for the others.
        """
        place = np.full(len(self.facet), -1, dtype=np.intp)
        place[asks] = np.arange(len(asks))
        rows = np.flatnonzero(place[self.question] >= 0)
        told = belief.values[self.rows[rows][:, None], grid.intents]
        facet = self.facet[self.question[rows]]
        settled = np.flatnonzero(np.isin(facet, facets))
        told[settled] = grid.values[facet[settled]] == self.answer[rows[settled], None]
        out = self.rest[:, asks[:, None], grid.intents]
        told *= self.slope[rows[:, None], grid.intents]
        told += self.offset[rows[:, None], grid.intents]
        out[self.answer[rows], place[self.question[rows]]] = told
        return out

    def spread(self, belief: Belief, facets: tuple[int, ...]) -> Array:
        """How much answers depend on the hypothesis, ``sum_a Var[P(a|q,h)] / P(a|q)``, ``[Q]``.

        Twice the information gain to second order, without a logarithm: enough to tell which questions to look at.
        """
        by_value = belief.values[self.rows]
        mean = self.slope * by_value + self.offset
        settled = np.isin(self.facet[self.question], facets)
        square = mean * mean
        high, low = (self.slope[settled] + self.offset[settled]) ** 2, self.offset[settled] ** 2
        square[settled] = low + by_value[settled] * (high - low)
        p = mean @ belief.intents
        ratio = np.maximum(square @ belief.intents - p * p, 0.0) / np.maximum(p, 1e-12)
        return np.add.reduceat(ratio, self.starts)
