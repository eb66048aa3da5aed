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
from .model import TINY, Conditionals, Model
from .problem import Array, Mask

__all__ = ["AskTables", "Moments", "Told", "entropy"]

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Moments:
    """Answer probabilities given the intent, with the facets summed out: first and second moment, ``[W, I]``."""

    mean: Array
    square: Array
    """Of the probability given the whole hypothesis, averaged over what the intent leaves open."""


@dataclass(frozen=True, eq=False)
class Told:
    """How questions are answered in each hypothesis."""

    answers: Array
    """``P(a | q, h)``, ``[A, Q', N]``."""
    spread: Array
    """``H(A_q | h)`` in nats, ``[Q', N]``."""


@dataclass(frozen=True, eq=False)
class _Known:
    """What follows from conditionals alone, for all questions."""

    moments: Moments
    told: Told
    """Over the intents, ``[A, Q, I]``."""


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
    kept: MutableMapping[Conditionals, _Known]
    """Per shared conditionals, for as long as those live."""

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

    def at(self, belief: Belief, grid: Grid, asks: Indices) -> Told:
        """How the questions ``asks`` are answered in each hypothesis.

        In a hypothesis that settles the facet, ``b_k(a|i)`` above is one for its value and zero for the others.
        """
        told = self._known(belief).told
        answers, spread = told.answers.take(asks, axis=1), told.spread.take(asks, axis=0)
        heard = [at for at, q in enumerate(map(int, asks)) if self.model.questions[q].facet in belief.changed]
        if heard:
            answers[:, heard] = self._answers(belief, asks[heard])
            spread[heard] = entropy(answers[:, heard])
        out = Told(_spread_out(answers, grid.intents), _spread_out(spread, grid.intents))
        inside = [at for at, q in enumerate(map(int, asks)) if self.settled[self.starts[q]]]
        if inside:
            self._settle(out, grid, asks, inside)
        return out

    def _settle(self, out: Told, grid: Grid, asks: Indices, inside: list[int]) -> None:
        """Put in the questions, at these places, about facets that hypotheses settle."""
        for at in inside:
            question = self.model.questions[int(asks[at])]
            start, values = int(self.starts[asks[at]]), len(self.model.facets[question.facet].values)
            rows = slice(start, start + values)
            true = grid.values[question.facet] == np.arange(values)[:, None]
            out.answers[:values, at] = self.slope[rows].take(grid.intents, axis=1) * true + self.offset[rows].take(
                grid.intents, axis=1
            )
        out.spread[inside] = entropy(out.answers[:, inside])

    def _answers(self, belief: Belief, asks: Indices) -> Array:
        """``P(a | q, i)`` of some questions, with the facets summed out, ``[A, Q', I]``."""
        out = self.rest.take(asks, axis=1)
        for at, q in enumerate(map(int, asks)):
            facet = self.model.questions[q].facet
            rows = slice(self.starts[q], self.starts[q] + len(self.model.facets[facet].values))
            out[: rows.stop - rows.start, at] = self.slope[rows] * belief.conditional(facet) + self.offset[rows]
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
        whole = self._known(belief).moments
        mine = np.flatnonzero(np.isin(self.facet[self.question], list(belief.changed)))
        if not len(mine):
            return whole
        now = np.concatenate([belief.conditional(k) for k in self.facet[np.unique(self.question[mine])]])
        part = self._moments(now, mine)
        mean, square = whole.mean.copy(), whole.square.copy()
        mean[mine], square[mine] = part.mean, part.square
        return Moments(mean, square)

    def _known(self, belief: Belief) -> _Known:
        known = self.kept.get(belief.shared)
        if known is None:
            moments = self._moments(belief.shared.values[self.rows], slice(None))
            answers = self.rest.copy()
            answers[self.answer, self.question] = moments.mean
            known = self.kept[belief.shared] = _Known(moments, Told(answers, entropy(answers)))
        return known

    def _moments(self, by_value: Array, rows: Indices | slice) -> Moments:
        slope, offset = self.slope[rows], self.offset[rows]
        mean = slope * by_value + offset
        within = offset**2 + by_value * ((slope + offset) ** 2 - offset**2)
        return Moments(mean, np.where(self.settled[rows, None], within, mean * mean))


def entropy(answers: Array) -> Array:
    """Of the first axis, in nats; what never happens adds nothing."""
    return -(answers * np.log(np.maximum(answers, TINY))).sum(axis=0)


def _spread_out(by_intent: Array, intents: Indices) -> Array:
    """From intents to hypotheses, ``[..., I] -> [..., N]``."""
    return by_intent.take(intents, axis=-1)
