"""Sharpening learned tables for telling labels apart: naive Bayes trained on what it will be used for.

Findings hang together within a label, so counted tables count shared evidence twice. `refine` moves them to
lower the mean log loss of the label over the beliefs that a dialogue passes through, and holds each log
likelihood ratio to the counted one by a quadratic penalty. The answer tables stay conditional probabilities,
so that information and expected values computed from them stay exact. No sampling but of rows; one seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array
from .inquiry import Inquiry, Patients, Policy, Transcript, inquire
from .learning import ANSWERS, Learned, Records, normalised

__all__ = ["Refinement", "refine"]

_LEFT_TO_COUNT = 1e-8
_PATH = Policy(focus=0.0, sure=1.0)
"""The dialogues to train on: the most informative question at each step."""


@dataclass(frozen=True)
class Refinement:
    """How far tables may move from what was counted, and how long to look."""

    hold: float = 3.0
    """Weight of the quadratic penalty on each log table entry; the log loss is summed over rows."""
    steps: int = 60
    rate: float = 0.05
    batch: int = 1500
    """Rows in one step."""
    rows: int = 4000
    """Rows to train on at most: the counts use them all, and the refinement is a small correction."""
    tied: bool = False
    """Whether what is told unasked keeps the table of what is answered: what a domain file can hold."""


@dataclass(frozen=True, eq=False)
class _Paths:
    """Evidence of dialogues, in the order in which it came."""

    label: NDArray[np.intp]
    told: tuple[Array, ...]
    """One indicator ``[N, Q]`` for each answer."""
    asked: NDArray[np.intp]
    reply: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class _Shift:
    """What is being learned: additions to log tables."""

    answers: Array
    volunteered: Array
    prior: Array

    @property
    def parts(self) -> Mapping[str, Array]:
        return {"answers": self.answers, "volunteered": self.volunteered, "prior": self.prior}


def refine(learned: Learned, records: Records, most: int, how: Refinement, seed: int = 0) -> Learned:
    """Return the model with its tables sharpened on dialogues of up to ``most`` questions.

    Minimises ``sum_n mean_t -ln b_nt(label_n) + hold/2 |shift|^2`` by Adam; a softmax over the answers keeps
    the answer tables probabilities.
    """
    if not (len(records) and learned.findings):
        return learned  # nothing to sharpen
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(records))[: how.rows]
    paths = _walk(learned, records.rows(rows), most)
    shift = _Shift(np.zeros_like(learned.answers), np.zeros_like(learned.answers), np.zeros_like(learned.prior))
    moments = {name: _Adam(np.zeros_like(part), np.zeros_like(part)) for name, part in shift.parts.items()}
    for step in range(1, how.steps + 1):
        chosen = _batch(len(rows), how.batch, rng)
        slope = _slope(_shifted(learned, shift, how.tied), paths, chosen, how.tied)
        scale = len(records) / len(chosen)
        for name, part in shift.parts.items():
            moments[name].move(part, scale * slope.parts[name] + how.hold * part, how.rate, step)
    return _shifted(learned, shift, how.tied)


def _batch(count: int, size: int, rng: np.random.Generator) -> NDArray[np.intp]:
    return np.arange(count) if count <= size else rng.choice(count, size, replace=False)


def _walk(learned: Learned, records: Records, most: int) -> _Paths:
    transcript: Transcript = inquire(Inquiry(learned), Patients(records.volunteered, records.hidden), _PATH, most)
    told = tuple((records.volunteered == code).astype(np.float64) for code in range(len(ANSWERS)))
    return _Paths(records.label, told, transcript.asked, transcript.reply)


def _shifted(learned: Learned, shift: _Shift, tied: bool) -> Learned:
    moved = normalised(np.moveaxis(np.log(learned.answers) + shift.answers, 0, -1))
    answers = np.ascontiguousarray(np.moveaxis(moved, -1, 0))
    volunteered = answers if tied else learned.volunteered * np.exp(shift.volunteered)
    prior = normalised(np.log(learned.prior) + shift.prior)
    return Learned(learned.labels, learned.findings, prior, answers, volunteered)


def _slope(learned: Learned, paths: _Paths, chosen: NDArray[np.intp], tied: bool) -> _Shift:
    """Return the slope of the summed loss in every log table entry.

    Evidence that came at step s is part of every belief from then on, so its slope is the sum of the residuals
    ``b_t - [label]`` over t >= s.
    """
    told = [part[chosen] for part in paths.told]
    asked, reply = paths.asked[:, chosen], paths.reply[:, chosen]
    later = _residuals(learned, told, asked, reply, paths.label[chosen])
    answers = np.zeros_like(learned.answers)
    for step, (question, answer) in enumerate(zip(asked, reply, strict=True)):
        open_ = question >= 0
        np.add.at(answers, (answer[open_], question[open_]), later[step + 1, open_])
    volunteered = np.stack([part.T @ later[0] for part in told])
    if tied:
        answers += volunteered
    answers -= learned.answers * answers.sum(axis=0)
    return _Shift(answers, volunteered, later[0].sum(axis=0))


def _residuals(
    learned: Learned, told: list[Array], asked: NDArray[np.intp], reply: NDArray[np.intp], label: NDArray[np.intp]
) -> Array:
    """Return the residuals of each belief, summed from each step to the end, ``[T + 1, B, I]``."""
    log, unasked = np.log(learned.answers), np.log(learned.volunteered)
    score = np.log(learned.prior) + sum(part @ unasked[code] for code, part in enumerate(told))
    truth = np.eye(len(learned.labels))[label]
    residual = np.empty((len(asked) + 1, *score.shape))
    residual[0] = normalised(score) - truth
    for step, (question, answer) in enumerate(zip(asked, reply, strict=True)):
        score = score + np.where((question >= 0)[:, None], log[answer, question], 0.0)
        residual[step + 1] = normalised(score) - truth
    return residual[::-1].cumsum(axis=0)[::-1] / len(residual)


@dataclass(frozen=True, eq=False)
class _Adam:
    """Running moments of one slope, changed in place."""

    first: Array
    second: Array

    def move(self, part: Array, slope: Array, rate: float, step: int) -> None:
        """Move ``part`` downhill by one step."""
        self.first[...] = 0.9 * self.first + 0.1 * slope
        self.second[...] = 0.99 * self.second + 0.01 * slope**2
        mean, size = self.first / (1 - 0.9**step), np.sqrt(self.second / (1 - 0.99**step))
        part -= rate * mean / (size + _LEFT_TO_COUNT)
