"""Learning a model from records of people: what was told unasked, what a question would have brought to light.

A record is a label with two maps from findings to yes, no or unknown: the *volunteered* ones, and the *hidden*
ones that a question reveals; anything else is answered "unknown". `fit` counts, and smooths each label's table
towards the table of all labels together. It knows nothing of files, policies or domains; `refining` sharpens
the tables for telling labels apart. Axis order: answers A, findings Q, labels I, rows N.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Mask

__all__ = [
    "ANSWERS",
    "UNKNOWN",
    "Answer",
    "Codes",
    "Learned",
    "Record",
    "Records",
    "Smoothing",
    "Split",
    "encode",
    "fit",
    "normalised",
    "splits",
]

Answer = Literal["yes", "no", "unknown"]
Codes = NDArray[np.int8]

ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")
UNKNOWN = 2
"""The answer to a question about a finding that the record does not mention."""
_NOTHING = -1
_BACKGROUND = np.array([0.1, 0.1, 0.8])
"""Where a finding's pooled table starts, with the weight of one row: nothing mentioned."""


class Record(Protocol):
    """One person."""

    @property
    def label(self) -> str:
        """What was the matter."""
        ...

    @property
    def volunteered(self) -> Mapping[str, Answer]:
        """What the person says unasked."""
        ...

    @property
    def hidden(self) -> Mapping[str, Answer]:
        """What the person answers when asked."""
        ...


@dataclass(frozen=True, eq=False)
class Records:
    """Records as arrays, over a fixed list of labels and findings."""

    labels: tuple[str, ...]
    findings: tuple[str, ...]
    label: NDArray[np.intp]
    """``[N]``; -1 for a label that is not in the list."""
    volunteered: Codes
    """``[N, Q]``: index into `ANSWERS`, or -1 where nothing was said."""
    hidden: Codes
    """``[N, Q]``: the answer that a question would get."""
    unlisted: NDArray[np.intp]
    """``[N]``: how many findings that are not in the list a question would have brought to light."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.label)

    @property
    def askable(self) -> Mask:
        """Findings that were not told already, ``[N, Q]``."""
        return self.volunteered == _NOTHING

    def rows(self, chosen: NDArray[np.intp] | Mask) -> Records:
        """Return some of the rows."""
        parts = (self.label[chosen], self.volunteered[chosen], self.hidden[chosen], self.unlisted[chosen])
        return Records(self.labels, self.findings, *parts)


@dataclass(frozen=True)
class Smoothing:
    """How many rows' worth of all labels' table is mixed into the table of one."""

    rows: float = 6.0


@dataclass(frozen=True, eq=False)
class Learned:
    """A fitted model. One label is one intent, one finding is one yes/no facet with one question."""

    labels: tuple[str, ...]
    findings: tuple[str, ...]
    prior: Array
    """``P(label)``, ``[I]``."""
    answers: Array
    """``P(answer | finding asked, label)``, ``[A, Q, I]``; sums to one over A."""
    volunteered: Array
    """Likelihood of a finding that was told unasked, ``[A, Q, I]``; positive, its scale is free."""

    def start(self, volunteered: Codes) -> Array:
        """Return ``ln P(label, volunteered)`` up to a constant of each row, ``[N, I]``."""
        told = np.log(self.volunteered)
        score = np.log(self.prior) + np.zeros((len(volunteered), 1))
        for code in range(len(ANSWERS)):
            score += (volunteered == code).astype(np.float64) @ told[code]
        return score


@dataclass(frozen=True, eq=False)
class Split:
    """One fold of a cross-validation, as row indices."""

    train: NDArray[np.intp]
    test: NDArray[np.intp]


def encode(
    rows: Sequence[Record], labels: Sequence[str] | None = None, findings: Sequence[str] | None = None
) -> Records:
    """Turn records into arrays; labels and findings that are not given are those that occur, sorted."""
    known = tuple(labels if labels is not None else sorted({row.label for row in rows}))
    seen = {name for row in rows for part in (row.volunteered, row.hidden) for name in part}
    names = tuple(findings if findings is not None else sorted(seen))
    place, column = {name: i for i, name in enumerate(known)}, {name: i for i, name in enumerate(names)}
    volunteered = np.full((len(rows), len(names)), _NOTHING, dtype=np.int8)
    hidden = np.full((len(rows), len(names)), UNKNOWN, dtype=np.int8)
    for n, row in enumerate(rows):
        _write(volunteered[n], row.volunteered, column)
        _write(hidden[n], row.hidden, column)
    label = np.array([place.get(row.label, -1) for row in rows], dtype=np.intp)
    unlisted = np.array([sum(_beyond(row, column)) for row in rows], dtype=np.intp)
    return Records(known, names, label, volunteered, hidden, unlisted)


def _beyond(row: Record, column: Mapping[str, int]) -> Iterator[bool]:
    for name, answer in row.hidden.items():
        yield name not in column and name not in row.volunteered and answer != ANSWERS[UNKNOWN]


def _write(codes: Codes, said: Mapping[str, Answer], column: Mapping[str, int]) -> None:
    for name, answer in said.items():
        if name in column:
            codes[column[name]] = ANSWERS.index(answer)


def fit(records: Records, smoothing: Smoothing | None = None) -> Learned:
    """Count and smooth: ``P(a|q,i) = (n_aqi + s P(a|q)) / (n_i + s)``, told and asked counted alike.

    A finding that was told unasked counts as the answer that a question about it would have got: on few rows
    two tables of half the counts each serve worse than one.
    """
    strength = (smoothing or Smoothing()).rows
    labelled = np.eye(len(records.labels))[records.label]
    state = np.where(records.askable, records.hidden, records.volunteered)
    counts = np.stack([(state == code).astype(np.float64).T @ labelled for code in range(len(ANSWERS))])
    size = labelled.sum(axis=0)
    pooled = (counts.sum(axis=2) + _BACKGROUND[:, None]) / (size.sum() + 1.0)
    table = (counts + strength * pooled[:, :, None]) / (size + strength)
    prior = (size + 1.0) / (size.sum() + len(size))
    return Learned(records.labels, records.findings, prior, table, table)


def normalised(score: Array) -> Array:
    """Return probabilities over the last axis from unnormalised logarithms."""
    weight = np.exp(score - score.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True)


def splits(label: NDArray[np.intp], folds: int, rng: np.random.Generator) -> Iterator[Split]:
    """Yield the folds of one cross-validation, each with every label's share of the rows."""
    order = rng.permutation(len(label))
    ranked = order[np.argsort(label[order], kind="stable")]
    fold = np.empty(len(label), dtype=np.intp)
    fold[ranked] = np.arange(len(label)) % folds
    for k in range(folds):
        yield Split(np.flatnonzero(fold != k), np.flatnonzero(fold == k))
