"""The arithmetic that all planners share: respond, rank questions by information, look one answer ahead.

`compiled` lays a problem's arrays out once for batches of beliefs. Shapes: a batch of beliefs is ``[M, N]``; answers
A, questions Q, responses R, chosen questions K. All of it is exact float64 arithmetic on whatever hypotheses
it is given; `Compiled.restricted` drops hypotheses, which is for ranking questions and never for admitting an act.
This module knows nothing of depth, policies or deadlines.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from ..arrays import TINY, Array, Indices, Mask
from ..kept import kept
from ..values.tails import SLACK
from .guards import Guard, guard_of
from .problem import Limit, Problem

__all__ = [
    "Compiled",
    "Expected",
    "Information",
    "Responses",
    "admissible",
    "compiled",
    "top",
]

SLAB = 1 << 15
"""Answer tables of up to this size are laid out question by question."""


@dataclass(frozen=True, eq=False)
class Responses:
    """The best admissible response at each belief."""

    value: Array
    """``V_0(b)``, ``[M]``."""
    index: Indices


@dataclass(frozen=True, eq=False)
class Expected:
    """Values of a batch of beliefs."""

    now: Array
    """``V_0``, ``[M]``."""
    ideal: Array
    """Value if all were known, ``[M]``."""
    groups: Array
    """Probability that each response would be the best if all were known, ``[G, M]``."""


@dataclass(frozen=True, eq=False)
class Information:
    """What each question would tell."""

    gain: Array
    """Mutual information with the hypothesis, in nats, ``[M, Q]``."""
    applies: Mask
    """Whether the question's own condition holds with probability one half or more, ``[M, Q]``."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A problem's arrays laid out for batches of beliefs."""

    by_question: Array
    """``P(a | q, h)``, ``[Q, A, N]``."""
    table: Array
    """``[N, A Q]``: answers but the last, then the conditional entropy ``H(A_q | h)``, answer-major."""
    values: Array
    """``[N, R]``."""
    ideal: Array
    """Value of the best response that would be admissible if the hypothesis were known, ``[N]``."""
    best: Indices
    """That response, ``[N]``."""
    summary: Array
    """Rows that a leaf needs of a belief in one product: values ``[R]``, the ideal, then one row for each response
    that is some hypothesis' best, marking those hypotheses ``[G]``; ``[R + 1 + G, N]``."""
    costs: Array
    gamma: float
    curiosity: float
    fallback: int
    guards: tuple[Guard, ...]
    applies: Array | None
    """``[N, Q]``."""
    closes: Mask | None
    """``[Q, A, Q]``; see `Problem`."""

    @property
    def efficiency(self) -> Array:
        """What one question costs in all, its price and its delay, ``[Q]``: what a gain is divided by."""
        return self.costs + (1.0 - self.gamma) + 1e-6

    def respond(self, belief: Array) -> Responses:
        """Best admissible response, ``belief [M, N]``; where nothing else is admissible, the fallback."""
        expected = belief @ self.values
        for guard in self.guards:
            blocked = guard.tails(belief) > guard.bound + SLACK
            expected[:, guard.risky] = np.where(blocked, -np.inf, expected[:, guard.risky])
        index = expected.argmax(axis=1)
        return Responses(expected[np.arange(len(belief)), index], index)

    def expected(self, belief: Array) -> Expected:
        """Values of beliefs laid out hypotheses first, ``belief [N, M]``: what a leaf needs of them, and fast."""
        r = self.values.shape[1]
        product = self.summary @ belief
        values = product[:r]
        for guard in self.guards:
            blocked = guard.tails(belief.T).T > guard.bound + SLACK
            values[guard.risky] = np.where(blocked, -np.inf, values[guard.risky])
        return Expected(values.max(axis=0), product[r], product[r + 1 :])

    def information(self, belief: Array) -> Information:
        """Gain of every question, ``I = H(A_q) - sum_h b(h) H(A_q | h)``, ``belief [M, N]`` normalised."""
        m, q = len(belief), len(self.costs)
        product = (belief @ self.table).reshape(m, self.by_question.shape[1], q)
        known = product[:, :-1]
        last = np.maximum(1.0 - known.sum(axis=1), TINY)
        known = np.maximum(known, TINY)
        uncertain = (known * np.log(known)).sum(axis=1) + last * np.log(last)
        gain = np.maximum(-uncertain - product[:, -1], 0.0)
        holds = np.ones((m, q), bool) if self.applies is None else belief @ self.applies >= 0.5 - SLACK
        return Information(gain, holds)

    def children(self, belief: Array, chosen: Indices) -> tuple[Array, Array]:
        """Answer probabilities ``[M, K, A]`` and posteriors ``[M, K, A, N]`` of questions ``chosen [M, K]``."""
        joint = self.by_question[chosen]
        joint *= belief[:, None, None, :]
        mass = joint.sum(axis=-1)
        joint /= np.where(mass > 0.0, mass, 1.0)[..., None]
        return mass, joint

    def after(self, open_: Mask, chosen: Indices) -> Mask:
        """Questions still open after each answer to ``chosen [M]``, of those ``open_ [M, Q]``: ``[M, A, Q]``."""
        left = np.repeat(open_[:, None], self.by_question.shape[1], axis=1)
        left[np.arange(len(chosen)), :, chosen] = False
        return left if self.closes is None else left & ~self.closes[chosen]

    def restricted(self, hypotheses: Indices, questions: Indices, responses: Indices) -> Compiled:
        """The same problem over fewer hypotheses, questions and responses: for ranking only."""
        q, last = len(self.costs), self.by_question.shape[1] - 1
        answers = self.by_question.transpose(1, 0, 2).take(hypotheses, axis=2).take(questions, axis=1)
        known = answers[:last].reshape(-1, len(hypotheses))
        spread = self.table.T[last * q :].take(hypotheses, axis=1).take(questions, axis=0)
        return Compiled(
            by_question=_by_question(answers),
            table=np.concatenate([known, spread]).T,
            values=self.values[hypotheses][:, responses],
            ideal=self.ideal[hypotheses],
            best=np.zeros(len(hypotheses), dtype=np.intp),
            summary=_summary(self.values[hypotheses][:, responses].T, self.ideal[hypotheses], self.best[hypotheses]),
            costs=self.costs[questions],
            gamma=self.gamma,
            curiosity=self.curiosity,
            fallback=int(np.flatnonzero(responses == self.fallback)[0]),
            guards=tuple(guard.restricted(hypotheses, responses) for guard in self.guards),
            applies=None if self.applies is None else self.applies[hypotheses][:, questions],
            closes=None if self.closes is None else self.closes[questions][:, :, questions],
        )


def _by_question(answers: Array) -> Array:
    """``[A, Q, N] -> [Q, A, N]``; a small table is copied, so that children of one question are one slab."""
    turned = answers.transpose(1, 0, 2)
    return np.ascontiguousarray(turned) if answers.size <= SLAB else turned


@kept
def compiled(problem: Problem) -> Compiled:
    """Lay a problem out."""
    a, q, n = problem.answers.shape
    spread = problem.spread
    if spread is None:
        spread = -(problem.answers * np.log(np.maximum(problem.answers, TINY))).sum(axis=0)
    table = np.concatenate([problem.answers[:-1].reshape((a - 1) * q, n), spread])
    guards = [guard_of(limit, problem.fallback) for limit in problem.limits]
    worth = _worth(problem)
    return Compiled(
        by_question=_by_question(problem.answers),
        table=table.T,
        values=worth.by_hypothesis,
        ideal=worth.ideal,
        best=worth.best,
        summary=worth.summary,
        costs=np.asarray(problem.costs, dtype=np.float64),
        gamma=problem.gamma,
        curiosity=problem.curiosity,
        fallback=problem.fallback,
        guards=tuple(guard for guard in guards if guard is not None),
        applies=None if problem.applies is None else np.ascontiguousarray(problem.applies.T),
        closes=problem.closes,
    )


@dataclass(frozen=True, eq=False)
class _Worth:
    """What follows from values and limits alone."""

    values: Array
    """As given: for as long as this is kept, no other array has its identity."""
    limits: tuple[Limit, ...]
    by_hypothesis: Array
    ideal: Array
    best: Indices
    summary: Array


_WORTHS: OrderedDict[tuple[int, ...], _Worth] = OrderedDict()
MOST_WORTHS = 16


def _worth(problem: Problem) -> _Worth:
    """Compile values under limits, once: problems of one domain share them from turn to turn."""
    key = (id(problem.values), problem.fallback, *map(id, problem.limits))
    found = _WORTHS.get(key)
    if found is None:
        found = _WORTHS[key] = _valued(problem)
        if len(_WORTHS) > MOST_WORTHS:
            with suppress(KeyError):  # another thread was faster
                _WORTHS.popitem(last=False)
    return found


def _valued(problem: Problem) -> _Worth:
    allowed = np.ones(problem.values.shape, bool)
    for limit in problem.limits:
        allowed &= limit.losses <= limit.bound + SLACK
    allowed[problem.fallback] = True
    whole = np.where(allowed, problem.values, -np.inf)
    ideal, best = whole.max(axis=0), whole.argmax(axis=0)
    by_hypothesis = np.ascontiguousarray(problem.values.T)
    return _Worth(problem.values, problem.limits, by_hypothesis, ideal, best, _summary(problem.values, ideal, best))


def _summary(values: Array, ideal: Array, best: Indices) -> Array:
    groups = np.unique(best)[:, None] == best[None]
    return np.ascontiguousarray(np.concatenate([values, ideal[None], groups.astype(np.float64)]))


def admissible(problem: Problem, belief: Array) -> Mask:
    """Which responses keep every limit, ``belief [..., N] -> [..., R]``: exact, on the whole belief."""
    kept = np.ones((*belief.shape[:-1], len(problem.values)), bool)
    for guard in compiled(problem).guards:
        kept[..., guard.risky] &= guard.tails(belief) <= guard.bound + SLACK
    return kept


def top(score: Array, count: int) -> Indices:
    """Indices of the ``count`` largest along the last axis, best first, ties to the lower index."""
    # Rounding makes ties survive a different batch size, whose sums may differ in the last bit.
    return np.argsort(-np.round(score, 12), axis=-1, kind="stable")[..., :count]
