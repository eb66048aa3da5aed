"""Answer tables of all facet questions at once, over any set of hypotheses, without summing a facet out.

Shapes: answers A, questions Q, intents I, hypotheses N; W is one row for each value of each question's facet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from ..arrays import TINY, Array, Indices, Mask
from ..belief.belief import Belief
from ..belief.hypotheses import Grid
from ..belief.model import Conditionals, Model

__all__ = ["AskTables", "Moments", "Told", "entropy"]


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
    """``H(A_q | h)`` in nats, ``[Q', N]``; given the intent alone where the facet decides nothing."""


@dataclass(frozen=True, eq=False)
class _Known:
    """What follows from conditionals alone, for all questions."""

    moments: Moments
    told: Told
    """Over the intents, ``[A, Q, I]``."""


@dataclass(frozen=True, eq=False)
class _Own:
    """How one question is answered where its facet is known, over value and intent, the intent last."""

    answers: Array
    """``[A', V I]``."""
    spread: Array
    """``[V I]``."""

    @classmethod
    def of(cls, slope: Array, offset: Array, rest: Array) -> _Own:
        """From a question's ``slope`` and ``offset [V, I]`` and the ``rest [A, I]`` of its answers."""
        values, intents = slope.shape
        told = slope[:, None] * np.eye(values)[:, :, None] + offset[:, None]
        missing = np.broadcast_to(rest[values : values + 2, None], (2, values, intents))
        answers = np.concatenate([told, missing]).reshape(values + 2, -1)
        return cls(answers, entropy(answers))


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
    inside: Mapping[int, _Own]
    """The questions about facets that hypotheses settle."""
    decides: Mask
    """Whether what to do depends on a question's facet, ``[Q, I]``: elsewhere its answer tells of the intent alone."""
    kept: MutableMapping[Conditionals, _Known]
    """Per shared conditionals, for as long as those live."""

    @classmethod
    def of(cls, model: Model, settled: Collection[int], decides: Mask | None = None) -> AskTables:
        """Stack the tables of a model's facet questions.

        Args:
            model: The compiled domain.
            settled: Facets of which hypotheses have values.
            decides: Whether what to do depends on a facet where an intent is meant, ``[K, I]``; everywhere by default.
        """
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
        everywhere: Mask = np.ones((len(sizes), len(model.intents)), dtype=np.bool_)
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
            inside={
                q: _Own.of(slope[starts[q] : starts[q + 1]], offset[starts[q] : starts[q + 1]], rest[:, q])
                for q, question in enumerate(model.questions)
                if question.facet in settled
            },
            decides=everywhere if decides is None else decides[[q.facet for q in model.questions]],
            kept=WeakKeyDictionary(),
        )

    def at(self, belief: Belief, grid: Grid, asks: Indices) -> Told:
        """How the questions ``asks`` are answered in each hypothesis.

        In a hypothesis that settles the facet, ``b_k(a|i)`` above is one for its value and zero for the others; one
        that leaves it open knows no more of it than its intent does.
        """
        told = self._known(belief).told
        answers, spread = told.answers.take(asks, axis=1), told.spread.take(asks, axis=0)
        heard = [at for at, q in enumerate(map(int, asks)) if self.model.questions[q].facet in belief.changed]
        if heard:
            answers[:, heard] = self._answers(belief, asks[heard])
            spread[heard] = entropy(answers[:, heard])
        inside = [(at, q) for at, q in enumerate(map(int, asks)) if q in self.inside]
        if len(inside) < len(asks) or grid.open is not None:
            out = Told(answers.take(grid.intents, axis=2), spread.take(grid.intents, axis=1))
        else:
            shape = (len(asks), len(grid.intents))
            out = Told(np.zeros((len(answers), *shape)), spread.take(grid.intents, axis=1))
        for at, q in inside:
            own, facet = self.inside[q], int(self.facet[q])
            state = grid.values[facet] * len(self.model.intents) + grid.intents
            here = slice(None) if grid.open is None else np.flatnonzero(~grid.open[facet])
            out.answers[: len(own.answers), at, here] = own.answers.take(state[here], axis=1)
            telling = np.flatnonzero(self.decides[q][grid.intents] & (True if grid.open is None else ~grid.open[facet]))
            out.spread[at, telling] = own.spread.take(state[telling])
        return out

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
