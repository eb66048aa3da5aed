"""Answer tables of all facet questions at once, over any set of hypotheses, without summing a facet out.

Shapes: answers A, questions Q, intents I, hypotheses N; W is one row for each value of each question's facet.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from .belief import Belief
from .hypotheses import Grid
from .model import Conditionals, Model
from .problem import Array, Mask

__all__ = ["AskTables", "Moments"]

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Moments:
    """Answer probabilities given the intent, with the facets summed out: first and second moment, ``[W, I]``."""

    mean: Array
    square: Array
    """Of the probability given the whole hypothesis, averaged over what the intent leaves open."""


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
    settled: Mask
    """Whether hypotheses settle the row's facet, ``[W]``."""
    kept: MutableMapping[Conditionals, Moments]
    """Moments per shared conditionals, for as long as those live."""

    @classmethod
    def of(cls, model: Model, settled: Collection[int]) -> AskTables:
        """Stack the tables of a model's facet questions; hypotheses have values of the facets ``settled``."""
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
            settled=np.repeat(np.array([q.facet in settled for q in model.questions], dtype=np.bool_), sizes),
            kept=WeakKeyDictionary(),
        )

    def at(self, belief: Belief, grid: Grid, asks: Indices) -> Array:
        """``P(a | q, h)`` of the questions ``asks``, ``[A, Q', N]``.

        In a hypothesis that settles the facet, ``b_k(a|i)`` above is one for its value and zero for the others.
        """
        place = np.full(len(self.facet), -1, dtype=np.intp)
        place[asks] = np.arange(len(asks))
        rows = np.flatnonzero(place[self.question] >= 0)
        told = self.moments(belief).mean[rows[:, None], grid.intents]
        inside = np.flatnonzero(self.settled[rows])
        if len(inside):
            mine = rows[inside]
            true = grid.values[self.facet[self.question[mine]]] == self.answer[mine, None]
            told[inside] = self.slope[mine[:, None], grid.intents] * true + self.offset[mine[:, None], grid.intents]
        out = self.rest[:, asks[:, None], grid.intents]
        out[self.answer[rows], place[self.question[rows]]] = told
        return out

    def spread(self, belief: Belief) -> Array:
        """How much answers depend on the hypothesis, ``sum_a Var[P(a|q,h)] / P(a|q)``, ``[Q]``.

        Twice the information gain to second order, without a logarithm: enough to tell which questions to look at.
        """
        moments = self.moments(belief)
        p = moments.mean @ belief.intents
        ratio = np.maximum(moments.square @ belief.intents - p * p, 0.0) / np.maximum(p, 1e-12)
        return np.add.reduceat(ratio, self.starts)

    def moments(self, belief: Belief) -> Moments:
        """Answer probabilities given the intent: kept per shared conditionals, with what changed put in."""
        if belief.shared not in self.kept:
            self.kept[belief.shared] = self._moments(belief.shared.values[self.rows], slice(None))
        whole = self.kept[belief.shared]
        mine = np.flatnonzero(np.isin(self.facet[self.question], list(belief.changed)))
        if not len(mine):
            return whole
        now = np.concatenate([belief.conditional(k) for k in self.facet[np.unique(self.question[mine])]])
        part = self._moments(now, mine)
        mean, square = whole.mean.copy(), whole.square.copy()
        mean[mine], square[mine] = part.mean, part.square
        return Moments(mean, square)

    def _moments(self, by_value: Array, rows: Indices | slice) -> Moments:
        slope, offset = self.slope[rows], self.offset[rows]
        mean = slope * by_value + offset
        within = offset**2 + by_value * ((slope + offset) ** 2 - offset**2)
        return Moments(mean, np.where(self.settled[rows, None], within, mean * mean))
