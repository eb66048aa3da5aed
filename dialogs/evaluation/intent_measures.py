"""Fits a head for an evaluation and measures it: calibration, out of scope, and what asking adds.

Prices and thresholds come from held-out parts of the training messages. Rows n, intents I; class ``I`` is out of
scope. This module knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ...agent.intents.calibration import (
    auroc,
    coverage_curve,
    expected_calibration_error,
    matthews,
    reliability_bins,
)
from ...agent.intents.ensemble import Examples
from ...agent.intents.head import fit_cached_head
from ...agent.intents.out_of_scope import OUTSIDE_SHARE, OutsideModel
from ...agent.models.encoder import Encoder
from ...agent.models.encoder_network import Vectors
from .clarify import MenuPlanner, MenuPolicy, MenuThreshold, simulate_menus
from .intent_data import Messages
from .intent_report import Clarified, Measured, OutOfScope

__all__ = [
    "FittedHead",
    "FittedReading",
    "ReadMessages",
    "Users",
    "fit_reading",
    "measure",
    "read_messages",
    "spoken",
    "tune_cost",
]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

CHEAPEST, DEAREST = 0.002, 0.1
"""Prices of a question that are considered, in accuracy."""
UNPAYABLE = 1.0
"""A price at which nothing is asked: the dearest that a small budget may need."""
USUAL_COST = 0.04
PLAIN_THRESHOLD = 0.95
REPEATS = 5
"""Simulated users a message: their mistakes are chance, and a mean is less so."""
TUNING_ROWS = 20_000


@dataclass(frozen=True)
class Users:
    """How much may be asked, and how often an answer is a random other one."""

    questions: int = 5
    error: float = 0.05
    seed: int = 0
    mean: float | None = None
    """Questions a message to spend on average; None for what a textbook system would ask."""


class FittedHead(Protocol):
    """What is measured: the encoder's head, or a language model in its place."""

    @property
    def held_out(self) -> NDArray[np.float32]:
        """Log posterior of each training message from a reading that had not seen it, ``[n, I]``."""
        ...

    @property
    def reference(self) -> NDArray[np.float32]:
        """The same from a plain reading, ``[n, I]``."""
        ...

    @property
    def tested(self) -> Labels:
        """Rows that ``held_out`` is fair to."""
        ...

    @property
    def outside(self) -> OutsideModel:
        """The model of what lies outside, with its threshold."""
        ...

    def log_likelihood(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """``[n, I + 1]``."""
        ...

    def log_posterior(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """``[n, I]``."""
        ...


@dataclass(frozen=True, eq=False)
class FittedReading:
    """A head, the names of its intents, and what it was fitted on."""

    head: FittedHead
    names: tuple[str, ...]
    labels: Labels
    """Of the training messages, ``[n]``."""


@dataclass(frozen=True, eq=False)
class ReadMessages:
    """Test messages as the head reads them."""

    truth: Labels
    """``[n]``; class ``I`` is out of scope."""
    log_posterior: Array
    """Given that one of the intents is meant, ``[n, I]``."""
    log_ratio: Array
    """``log P(x | outside) / P(x | inside)``, ``[n]``."""


def fit_reading(encoder: Encoder, inside: Messages, outside: Messages, seed: int) -> FittedReading:
    """Fit a head on labelled messages, and on those known to be out of scope where there are any."""
    names = tuple(sorted(set(inside.labels)))
    index = {name: i for i, name in enumerate(names)}
    labels = np.array([index[label] for label in inside.labels], dtype=np.int64)
    head = fit_cached_head(
        encoder.encode(inside.texts),
        labels,
        len(names),
        texts=inside.texts,
        descriptions=_examples(encoder, [spoken(name) for name in names], np.arange(len(names))),
        others=_examples(encoder, outside.texts, np.zeros(len(outside.texts), np.int64)) if outside.texts else None,
        seed=seed,
    )
    return FittedReading(head, names, labels)


def spoken(label: str) -> str:
    """Turn an identifier into words: ``lost_or_stolenCard`` is "lost or stolen card"."""
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)).lower().split())


def _examples(encoder: Encoder, texts: Sequence[str], labels: Labels) -> Examples:
    return Examples(encoder.encode(texts), labels, int(labels.max()) + 1, tuple(texts))


def read_messages(encoder: Encoder, fitted: FittedReading, messages: Messages) -> ReadMessages:
    """Read messages; a label that was not trained on is out of scope."""
    index = {name: i for i, name in enumerate(fitted.names)}
    truth = np.array([index.get(label, len(index)) for label in messages.labels], dtype=np.int64)
    vectors = encoder.encode(messages.texts)
    likelihood = fitted.head.log_likelihood(vectors, messages.texts)
    posterior = fitted.head.log_posterior(vectors, messages.texts)
    return ReadMessages(truth, posterior, likelihood[:, -1])


def measure(fitted: FittedReading, read: ReadMessages, users: Users) -> Measured:
    """Measure everything on the test messages; only prices and thresholds come from training."""
    inside = read.truth < len(fitted.names)
    posterior = np.exp(read.log_posterior[inside])
    confidence = posterior.max(axis=1)
    correct = posterior.argmax(axis=1) == read.truth[inside]
    cost = tune_cost(fitted, users)
    beliefs = _beliefs(read, not bool(inside.all()))
    hidden = None if inside.all() else len(fitted.names)
    return Measured(
        intents=len(fitted.names),
        accuracy=float(correct.mean()) if len(correct) else 0.0,
        ece=expected_calibration_error(confidence, correct),
        reliability=reliability_bins(confidence, correct),
        coverage=coverage_curve(confidence, correct),
        out_of_scope=_outside(fitted, read),
        clarified=_clarified(beliefs, read.truth, MenuPlanner(cost, users.error, hidden=hidden), users),
        plain_menus=_clarified(beliefs, read.truth, MenuThreshold(PLAIN_THRESHOLD, hidden), users),
        question_cost=cost,
        questions=users.questions,
        user_error=users.error,
    )


def tune_cost(fitted: FittedReading, users: Users) -> float:
    """Return the lowest price at which planning keeps to a budget of questions, on held-out training messages.

    The budget is the users' own or the effort of a textbook system, which is the logistic member alone, calibrated,
    with plain menus: what better reading and planning save is spent on accuracy.
    """
    rows = fitted.head.tested
    if len(rows) < 2 or users.questions == 0:
        return USUAL_COST
    rows = np.random.default_rng(users.seed).permutation(rows)[:TUNING_ROWS]
    truth = fitted.labels[rows]

    def effort(log_p: NDArray[np.float32], policy: MenuPolicy) -> float:
        return _clarified(np.exp(log_p[rows].astype(np.float64)), truth, policy, users, repeats=3).questions

    budget = users.mean
    if budget is None:
        budget = effort(fitted.head.reference, MenuThreshold(PLAIN_THRESHOLD))
    low, high = np.log(CHEAPEST), np.log(DEAREST if users.mean is None else UNPAYABLE)
    for _ in range(9):
        middle = (low + high) / 2.0
        if effort(fitted.head.held_out, MenuPlanner(float(np.exp(middle)), users.error)) > budget:
            low = middle
        else:
            high = middle
    return float(np.exp(high))


def _clarified(beliefs: Array, truth: Labels, policy: MenuPolicy, users: Users, repeats: int = REPEATS) -> Clarified:
    rng = np.random.default_rng([users.seed, 1])
    right, asked = 0.0, 0.0
    for _ in range(repeats):
        outcomes = simulate_menus(beliefs, truth, policy, budget=users.questions, user_error=users.error, rng=rng)
        right += float((outcomes.chosen == truth).mean()) / repeats
        asked += float(outcomes.asked.mean()) / repeats
    return Clarified(right, asked)


def _beliefs(read: ReadMessages, outside: bool) -> Array:
    """Beliefs over the intents, and over out of scope where the setting has it, which no menu can offer."""
    posterior = np.exp(read.log_posterior)
    if not outside:
        return posterior
    odds = np.log(OUTSIDE_SHARE / (1.0 - OUTSIDE_SHARE)) + read.log_ratio
    share = 1.0 / (1.0 + np.exp(-odds))
    return np.column_stack([posterior * (1.0 - share)[:, None], share])


def _outside(fitted: FittedReading, read: ReadMessages) -> OutOfScope:
    classes = len(fitted.names)
    outside = read.truth == classes
    rejected = read.log_ratio > fitted.head.outside.threshold
    predicted = np.where(rejected, classes, read.log_posterior.argmax(axis=1))
    right = predicted == read.truth
    return OutOfScope(
        count=int(outside.sum()),
        auroc=auroc(read.log_ratio, outside),
        train_auroc=fitted.head.outside.auroc,
        in_scope_accuracy=float(right[~outside].mean()) if not outside.all() else None,
        recall=float(right[outside].mean()) if outside.any() else None,
        mcc=matthews(read.truth, predicted, classes + 1),
    )
