"""Asking a batch of people about findings until a label is clear enough: belief, score, stopping, all at once.

The score of a question is a weighted mean of its expected information about the label and the expected rise of
the top probability: the first keeps the search broad while nothing is clear, the second is what the diagnosis is
paid by. Both count an answer "unknown" for what it tells, which is often nothing, so a question that few people
can answer scores low by itself. Knows tables and arrays; what is a good policy is found elsewhere, from data.
Axis order: answers A, questions Q, labels I, batch B, steps T.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..arrays import TINY, Array, Mask
from .learning import ANSWERS, Codes, Learned, normalised

__all__ = ["Inquiry", "Patients", "Policy", "Transcript", "inquire"]

_CHUNK = 512
"""Dialogues to score at a time: bounds memory at ``A x chunk x shortlist x I`` numbers."""
_LAST = len(ANSWERS) - 1


@dataclass(frozen=True)
class Policy:
    """What to ask and when to stop."""

    focus: float = 1.0
    """Weight of the expected rise in top probability, against one of information in nats."""
    sure: float = 0.9
    """Stop once the top probability reaches this."""
    worth: float = 0.0
    """Stop once the best question scores below this."""
    shortlist: int = 32
    """How many of the most informative questions have their rise computed."""
    at_random: bool = False
    """Ask anything: the baseline that shows what choosing is worth."""


@dataclass(frozen=True, eq=False)
class Patients:
    """A batch of people who answer."""

    volunteered: Codes
    """``[B, Q]``: answer code, -1 for nothing said."""
    answers: Codes
    """``[B, Q]``: what each would answer to each question."""


@dataclass(frozen=True, eq=False)
class Transcript:
    """What happened; after a dialogue's end its last belief is repeated and nothing is asked."""

    belief: Array
    """``[T + 1, B, I]``; T is the most that may be asked, or the number of findings where that is less."""
    asked: NDArray[np.intp]
    """``[T, B]``, -1 when nothing was asked."""
    reply: NDArray[np.intp]
    """``[T, B]``, -1 when nothing was asked."""
    score: Array
    """Score of the best question at each step, ``[T, B]``; 0 when there was none."""
    questions: NDArray[np.intp]
    """``[B]``."""

    @property
    def final(self) -> Array:
        """Beliefs at the end, ``[B, I]``."""
        return self.belief[-1]


@dataclass(frozen=True, eq=False)
class Inquiry:
    """A learned model laid out for scoring every question by one matrix product."""

    learned: Learned
    product: Array = field(init=False)
    """``[I, A Q]``: all answers but the last, then the conditional entropies."""
    log_answers: Array = field(init=False)
    """``[A, Q, I]``."""

    def __post_init__(self) -> None:
        answers = self.learned.answers
        log = np.log(answers)
        entropy = -(answers * log).sum(axis=0)
        stacked = np.concatenate([*answers[:_LAST], entropy], axis=0)
        object.__setattr__(self, "log_answers", log)
        object.__setattr__(self, "product", np.ascontiguousarray(stacked.T))

    def gain(self, belief: Array) -> Array:
        """Return the expected information about the label, ``[B, Q]``, in nats.

        ``gain = H(answer) - sum_i b_i H(answer | i)``, the last answer's probability by one minus the others'.
        """
        count = len(self.learned.findings)
        parts = (belief @ self.product).reshape(len(belief), len(ANSWERS), count)
        known, expected = parts[:, :_LAST], parts[:, _LAST]
        rest = np.maximum(1.0 - known.sum(axis=1), TINY)
        entropy = -(known * np.log(np.maximum(known, TINY))).sum(axis=1) - rest * np.log(rest)
        return np.maximum(entropy - expected, 0.0)

    def rise(self, belief: Array, candidates: NDArray[np.intp]) -> Array:
        """Return the expected rise of the top probability, ``[B, C]``: ``sum_a max_i b_i L_aqi - max_i b_i``."""
        expected = np.zeros(candidates.shape)
        for table in self.learned.answers:
            expected += (table[candidates] * belief[:, None, :]).max(axis=2)
        return np.maximum(expected - belief.max(axis=1, keepdims=True), 0.0)

    def scores(self, belief: Array, open_: Mask, policy: Policy) -> Array:
        """Return the score of every question, ``[B, Q]``; minus infinity where it may not be asked."""
        chunks = [slice(at, at + _CHUNK) for at in range(0, len(belief), _CHUNK)]
        return np.concatenate([self._scores(belief[part], open_[part], policy) for part in chunks])

    def _scores(self, belief: Array, open_: Mask, policy: Policy) -> Array:
        gain = np.where(open_, self.gain(belief), -np.inf)
        if policy.focus == 0.0 or gain.size == 0:
            return gain
        short = min(policy.shortlist, gain.shape[1])
        candidates = np.argpartition(-gain, short - 1, axis=1)[:, :short]
        scored = np.full(gain.shape, -np.inf)
        rise = self.rise(belief, candidates)
        value = (np.take_along_axis(gain, candidates, axis=1) + policy.focus * rise) / (1.0 + policy.focus)
        np.put_along_axis(scored, candidates, value, axis=1)
        return scored


def inquire(
    inquiry: Inquiry, patients: Patients, policy: Policy, most: int, rng: np.random.Generator | None = None
) -> Transcript:
    """Ask up to ``most`` questions of everyone, and stop each dialogue by the policy."""
    score = inquiry.learned.start(patients.volunteered)
    size, count = score.shape
    most = min(most, len(inquiry.learned.findings))  # nothing is asked twice
    beliefs = np.empty((most + 1, size, count))
    beliefs[0] = normalised(score)
    asked, reply = np.full((2, most, size), -1, dtype=np.intp)
    best = np.zeros((most, size))
    active = np.arange(size, dtype=np.intp)
    open_ = patients.volunteered < 0
    for step in range(most):
        chosen = _choose(inquiry, beliefs[step, active], open_[active], policy, rng)
        best[step, active] = chosen.score
        going = _going(beliefs[step, active], chosen.score, policy)
        active, question = active[going], chosen.question[going]
        answer = patients.answers[active, question].astype(np.intp)
        asked[step, active], reply[step, active] = question, answer
        open_[active, question] = False
        score[active] += inquiry.log_answers[answer, question]
        beliefs[step + 1] = beliefs[step]
        beliefs[step + 1, active] = normalised(score[active])
    return Transcript(beliefs, asked, reply, best, (asked >= 0).sum(axis=0))


@dataclass(frozen=True, eq=False)
class _Chosen:
    question: NDArray[np.intp]
    score: Array


def _choose(inquiry: Inquiry, belief: Array, open_: Mask, policy: Policy, rng: np.random.Generator | None) -> _Chosen:
    if policy.at_random:
        draw = (rng or np.random.default_rng(0)).random(open_.shape)
        scores = np.where(open_, draw, -np.inf)
    else:
        scores = inquiry.scores(belief, open_, policy) if len(belief) else np.zeros(open_.shape)
    if not open_.shape[1]:
        return _Chosen(np.zeros(len(belief), dtype=np.intp), np.full(len(belief), -np.inf))
    question = scores.argmax(axis=1)
    return _Chosen(question, scores[np.arange(len(belief)), question])


def _going(belief: Array, score: Array, policy: Policy) -> Mask:
    """Dialogues that go on: unsure still, and with a question worth its while."""
    return (belief.max(axis=1) < policy.sure) & np.isfinite(score) & (score >= policy.worth)
