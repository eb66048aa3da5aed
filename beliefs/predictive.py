"""What users would answer: predictive tables of all facet questions at once.

A question's answers follow ``P(a|v,i) = base[a,i] + lift[i] [a=v]`` because a mistaken answer is equally likely
to be any other value (`AskModel.confusion`), so ``P(a|i) = base[a,i] + lift[i] b(a|i)`` needs no table over pairs of
values. Questions are laid out side by side in a few `AskGroup`s of equal shape: the same number of values, and
constants that differ between intents or not (then their last axis is 1). Axes: batch B, columns K or values V,
questions of a group G, intents I last; sums over values then run along whole planes. Knows answers and their
entropies, not what to do with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .model import TINY, AskModel, Model, blocks, compact, surprisal
from .problem import Array

__all__ = ["AskGroup", "Asks", "compile_asks", "contract", "table"]

Index = NDArray[np.intp]

REMEMBERED = 256
"""How many selections of facets keep their compiled groups."""


@dataclass(frozen=True, eq=False)
class AskGroup:
    """Questions of equal shape. The last axis of an array is 1 where no intent differs."""

    questions: Index
    """Positions among the model's questions, ``[G]``."""
    facets: Index
    """Facet of each question, ``[G]``."""
    rows: Index
    """Where the facet's values stand, ``[V, G]``."""
    base: Array
    """``[V|1, G, I|1]``, at least `TINY`, so that no logarithm needs a guard; 1 where values do not differ."""
    lift: Array
    """``[G, I|1]``."""
    rest: Array
    """``P(unsure|i)`` and ``P(withheld|i)``, ``[2, G, I|1]``."""
    noise: Array
    """``H(A|i,v)``, ``[V|1, G, I|1]`` likewise."""

    @property
    def size(self) -> int:
        """Values of each facet."""
        return len(self.rows)

    @property
    def common(self) -> bool:
        """Whether noise and missing answers are constants: then they need no columns of their own."""
        return self.noise.shape[::2] == (1, 1)

    @property
    def columns(self) -> int:
        """Values and ``H(A|i)``; unless they are constants also `rest` and ``H(A|i, .)``."""
        return self.size + (1 if self.common else 4)

    def take(self, chosen: Index | slice, rows: Index | None = None) -> AskGroup:
        """Return the group of only the chosen questions, with their values at other rows if given."""
        return AskGroup(
            questions=self.questions[chosen],
            facets=self.facets[chosen],
            rows=self.rows[:, chosen] if rows is None else rows,
            base=self.base[:, chosen],
            lift=self.lift[chosen],
            rest=self.rest[:, chosen],
            noise=self.noise[:, chosen],
        )


_Selections = dict[tuple[int, ...], tuple[AskGroup, ...]]


@dataclass(frozen=True, eq=False)
class Asks:
    """All questions about facets, in groups."""

    groups: tuple[AskGroup, ...]
    count: int
    """How many questions the model has."""
    _about: dict[tuple[int, ...], tuple[AskGroup, ...]] = field(
        default_factory=dict[tuple[int, ...], "tuple[AskGroup, ...]"]
    )

    def about(self, facets: tuple[int, ...], sizes: Sequence[int]) -> tuple[AskGroup, ...]:
        """Return the questions about these facets, whose values stand one facet under another in this order."""
        if facets not in self._about:
            if len(self._about) >= REMEMBERED:
                self._about.clear()
            self._about[facets] = tuple(self._select(facets, sizes))
        return self._about[facets]

    def _select(self, facets: tuple[int, ...], sizes: Sequence[int]) -> Iterator[AskGroup]:
        starts = dict(zip(facets, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))
        for group in self.groups:
            chosen = np.flatnonzero(np.isin(group.facets, facets))
            if len(chosen):
                first = np.array([starts[int(facet)] for facet in group.facets[chosen]], dtype=np.intp)
                yield group.take(chosen, first + np.arange(group.size)[:, None])


def compile_asks(model: Model) -> Asks:
    """Lay the model's questions out in groups of equal shape."""
    buckets: dict[tuple[int, int, int], list[tuple[int, _Row]]] = {}
    for position, question in enumerate(model.questions):
        row = _row(question)
        buckets.setdefault((row.size, *row.base.shape), []).append((position, row))
    return Asks(tuple(_group(model, members) for members in buckets.values()), len(model.questions))


@dataclass(frozen=True, eq=False)
class _Row:
    """The constants of one question."""

    size: int
    base: Array
    lift: Array
    rest: Array
    noise: Array


def _row(question: AskModel) -> _Row:
    """Constants of one question; ``[.., 1]`` if nothing about it differs between intents."""
    size = question.guise.shape[0]
    slip = (1 - question.reliability) / (size - 1) if size > 1 else 0.0
    parts = (question.unsure[None], question.withheld[None], question.candor[None], question.guise)
    width = max(compact(part).shape[-1] for part in parts)
    unsure, withheld, candor, guise = (part[:, :width] for part in parts)
    told = (1 - unsure - withheld) * candor
    lift = told * ((question.reliability if size > 1 else 1.0) - slip)
    base = np.maximum(told * slip + (1 - candor) * guise, TINY)
    rest = np.concatenate([unsure * candor, withheld * candor])
    fixed = surprisal(base).sum(axis=0) + surprisal(rest).sum(axis=0)
    noise = fixed - surprisal(base) + surprisal(base + lift)
    flat = bool(np.ptp(base, axis=0).max() < 1e-15)
    return _Row(size, base[:1] if flat else base, lift, rest, noise[:1] if flat else noise)


def _group(model: Model, members: list[tuple[int, _Row]]) -> AskGroup:
    positions = [position for position, _ in members]
    facets = np.array([model.questions[position].facet for position in positions], dtype=np.intp)
    rows = model.starts[facets] + np.arange(members[0][1].size)[:, None]
    return AskGroup(
        questions=np.array(positions, dtype=np.intp),
        facets=facets,
        rows=rows,
        base=np.stack([row.base for _, row in members], axis=1),
        lift=np.concatenate([row.lift for _, row in members]),
        rest=np.stack([row.rest for _, row in members], axis=1),
        noise=np.stack([row.noise for _, row in members], axis=1),
    )


def table(group: AskGroup, log_values: Array) -> Array:
    """Predictive table of one belief's conditionals ``[T, I|1]``: ``[K, G, I|1]``.

    Columns are ``P(a|i)`` of the values, ``H(A|i)``, and unless they are constants ``P(unsure|i)``,
    ``P(withheld|i)`` and ``sum_v b(v|i) H(A|i,v)``; a belief over intents times this table is all that the
    gain needs.
    """
    width = max(log_values.shape[-1], group.base.shape[-1])
    out = np.empty((group.columns, len(group.questions), width))
    for part in blocks(len(group.questions), group.columns * width):
        _fill(group.take(part), log_values[None], out[None, :, part])
    return out


def contract(group: AskGroup, log_values: Array, intents: Array) -> Array:
    """Table times belief for a batch of both, block by block, never held as a whole: ``[B, K, G]``.

    ``log_values`` is ``[B, T, I|1]`` and ``intents`` ``[B, I]``.
    """
    count, width = len(group.questions), max(log_values.shape[-1], group.base.shape[-1])
    out = np.empty((len(intents), group.columns, count))
    for part in blocks(count, group.columns * width):
        some = group.take(part)
        for rows in blocks(len(intents), len(some.questions) * group.columns * width):
            scratch = np.empty((*out[rows, :, part].shape, width))
            _fill(some, log_values[rows], scratch)
            out[rows, :, part] = _weigh(scratch, intents[rows])
    return out


def _weigh(columns: Array, intents: Array) -> Array:
    """``[B, K, G, I|1]`` times ``[B, I]``: ``[B, K, G]``."""
    if columns.shape[-1] == 1:
        return columns[..., 0]
    flat = columns.reshape(len(columns), -1, columns.shape[-1])
    return np.matmul(flat, intents[..., None]).reshape(columns.shape[:-1])


def _fill(group: AskGroup, log_values: Array, out: Array) -> None:
    """Write the table's columns into ``out``, ``[B, K, G, I]``."""
    size = group.size
    values = _exp_rows(log_values, group.rows)
    if not group.common:
        out[:, size + 1 : size + 3] = group.rest
        out[:, size + 3] = (values * group.noise).sum(axis=1) if len(group.noise) > 1 else group.noise[0]
    told = out[:, :size]
    np.multiply(values, group.lift, out=told)
    told += group.base
    # The values are not needed again: their memory serves for the logarithms.
    room = values if values.shape == told.shape else np.empty(told.shape)
    np.log(told, out=room)
    room *= told
    np.subtract(surprisal(group.rest).sum(axis=0), room.sum(axis=1), out=out[:, size])


def _exp_rows(x: Array, rows: Index) -> Array:
    """``[B, T, I] -> [B, V, G, I]``, without a copy before where facets follow one another."""
    size, count = rows.shape
    first = int(rows[0, 0])
    if np.array_equal(rows.T.ravel(), np.arange(first, first + rows.size)):
        facets = x[:, first : first + rows.size].reshape(len(x), count, size, x.shape[-1])
        return np.exp(facets.swapaxes(1, 2), order="C")
    return np.exp(x[:, rows])
