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
from functools import cached_property

import numpy as np

from ..arrays import TINY, Array, Indices, blocks, compact, surprisal
from ..belief.model import AskModel, Model

__all__ = ["AskGroup", "Asks", "compile_asks", "contract", "table"]


REMEMBERED = 64
"""How many selections of facets keep their compiled groups."""


@dataclass(frozen=True, eq=False)
class AskGroup:
    """Questions of equal shape. An axis G or I is 1 where nothing differs along it."""

    questions: Indices
    """Positions among the model's questions, ``[G]``."""
    facets: Indices
    """Facet of each question, ``[G]``."""
    rows: Indices
    """Where the facet's values stand, ``[V, G]``."""
    base: Array
    """``[V|1, G|1, I|1]``, at least `TINY`, so that no logarithm needs a guard; 1 where values do not differ."""
    lift: Array
    """``[G|1, I|1]``."""
    fixed: Array
    """What no belief about facets changes: ``P(unsure|i)``, ``P(withheld|i)``, their part of ``H(A|i)``, and, where
    values do not differ, ``H(A|i,v)``: ``[4|3, G|1, I|1]``."""
    noise: Array
    """``H(A|i,v)``, ``[V, G|1, I|1]`` where values differ, else ``[0, ...]``."""

    @property
    def size(self) -> int:
        """Values of each facet."""
        return len(self.rows)

    @cached_property
    def span(self) -> slice | None:
        """All rows at once, where the values stand one question under another."""
        first, rows = int(self.rows[0, 0]), self.rows.T.ravel()
        together = np.array_equal(rows, np.arange(first, first + len(rows)))
        return slice(first, first + len(rows)) if together else None

    @property
    def columns(self) -> int:
        """Values, their part of ``-H(A|i)``, and ``H(A|i, .)`` unless it is fixed."""
        return self.size + 1 + bool(len(self.noise))

    def take(self, chosen: Indices | slice, rows: Indices | None = None) -> AskGroup:
        """Return the group of only the chosen questions, with their values at other rows if given."""
        return AskGroup(
            questions=self.questions[chosen],
            facets=self.facets[chosen],
            rows=self.rows[:, chosen] if rows is None else rows,
            base=_some(self.base, chosen),
            lift=_some(self.lift, chosen),
            fixed=_some(self.fixed, chosen),
            noise=_some(self.noise, chosen),
        )


def _some(constants: Array, chosen: Indices | slice) -> Array:
    """Chosen questions of ``[..., G|1, I|1]``."""
    return constants[..., chosen, :] if constants.shape[-2] > 1 else constants


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
    fixed: Array
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
    missing = surprisal(rest).sum(axis=0)
    noise = surprisal(base).sum(axis=0) + missing - surprisal(base) + surprisal(base + lift)
    flat = bool(np.ptp(base, axis=0).max() < 1e-15)
    fixed = np.stack([*rest, missing, *noise[:1]] if flat else [*rest, missing])
    if flat:  # Copies, so that what is left out is freed.
        base, noise = base[:1].copy(), noise[:0].copy()
    return _Row(size, base, lift, fixed, noise)


def _group(model: Model, members: list[tuple[int, _Row]]) -> AskGroup:
    positions = [position for position, _ in members]
    facets = np.array([model.questions[position].facet for position in positions], dtype=np.intp)
    return AskGroup(
        questions=np.array(positions, dtype=np.intp),
        facets=facets,
        rows=model.starts[facets] + np.arange(members[0][1].size)[:, None],
        base=_beside([row.base for _, row in members]),
        lift=_beside([row.lift for _, row in members])[0],
        fixed=_beside([row.fixed for _, row in members]),
        noise=_beside([row.noise for _, row in members]),
    )


def _beside(parts: Sequence[Array]) -> Array:
    """``[.., I|1]`` of each question side by side, ``[.., G|1, I|1]``: one for all where no question differs."""
    alike = all(np.array_equal(part, parts[0]) for part in parts)
    return parts[0][..., None, :] if alike else np.stack(parts, axis=-2)


def table(group: AskGroup, values: Array) -> Array:
    """Predictive table of one belief's conditionals ``b(v|i)``, ``[T, I|1]``: ``[K, G, I|1]``.

    Columns are ``P(a|i)`` of the values, their part of ``-H(A|i)``, and ``sum_v b(v|i) H(A|i,v)`` where values
    differ in it; a belief over intents times this table, and times `AskGroup.fixed`, is all that the gain needs.
    """
    size, count, width = group.size, len(group.questions), max(values.shape[-1], group.base.shape[-1])
    out = np.empty((group.columns, count, width))
    for part in blocks(count, size * width):
        some = group.take(part)
        picked, told = _picked(values[None], some)[0].swapaxes(0, 1), out[:size, part]
        if len(some.noise):
            (picked * some.noise).sum(axis=0, out=out[size + 1, part])
        np.multiply(picked, some.lift, out=told)
        told += some.base
        _x_log_x(told).sum(axis=0, out=out[size, part])
    return out


def contract(group: AskGroup, values: Array, intents: Array, out: Array) -> None:
    """Table times belief for a batch of both, never held as a whole: write ``[B, K, G]``.

    ``values`` is ``b(v|i)``, ``[B|1, T, I|1]``, and ``intents`` ``[B, I]``.
    """
    size, count, width = group.size, len(group.questions), max(values.shape[-1], group.base.shape[-1])
    for part in blocks(count, len(values) * size * width):
        some = group.take(part) if part.stop - part.start < count else group
        picked = _picked(values, some)
        told = picked * some.lift[:, None]
        told += some.base.swapaxes(0, 1)
        out[:, :size, part] = _weigh(told, intents).swapaxes(1, 2)
        out[:, size, part] = _weigh(_x_log_x(told), intents).sum(axis=2)
        if len(some.noise):
            out[:, size + 1, part] = _weigh(picked * some.noise.swapaxes(0, 1), intents).sum(axis=2)


def _weigh(x: Array, intents: Array) -> Array:
    """``[B|1, G, V, I|1]`` times ``[B, I]``: ``[B|1, G, V]``."""
    if x.shape[-1] == 1:
        return x[..., 0]
    if len(x) == 1:
        return (intents @ x.reshape(-1, x.shape[-1]).T).reshape(-1, *x.shape[1:-1])
    return np.matmul(x.reshape(len(x), -1, x.shape[-1]), intents[..., None]).reshape(x.shape[:-1])


def _x_log_x(x: Array) -> Array:
    out = np.log(x)
    out *= x
    return out


def _picked(values: Array, group: AskGroup) -> Array:
    """``[B, T, I] -> [B, G, V, I]``, without a copy where facets follow one another."""
    if group.span is None:
        return values[:, group.rows.T]
    return values[:, group.span].reshape(len(values), -1, group.size, values.shape[-1])
