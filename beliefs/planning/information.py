"""Information: how much the answer to each question is expected to tell, in closed form.

``I(S; A_q) = H(A_q) - sum_{i,v} b(i) b_k(v|i) H(A_q|i,v)`` on the whole state and
``I(Intent; A_q) = H(A_q) - sum_i b(i) H(A_q|i)`` on the intent alone, for all questions and a batch of beliefs
at once, with no loop over either and no posterior. Everything is in nats; `bits` is for the screen. What a question
costs and whether it may be asked are not this module's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import DTypeLike, NDArray

from ..arrays import Array, blocks, compact, surprisal
from ..belief.belief import Belief
from ..belief.model import Conditionals
from ..kept import kept
from .predictive import AskGroup, Asks, compile_asks, contract, table

__all__ = ["Gains", "IntentQuestions", "bits", "gain"]

Real = NDArray[np.floating]

LEAST = 1e-37
"""Stands for zero under a logarithm, in single precision too; ``p ln p`` of it is nothing."""

PRODUCT = 256
"""Least rows of a product that is done in parts."""


@dataclass(frozen=True, eq=False)
class Gains:
    """Expected information of every facet question, in nats."""

    state: Array
    """About intent and facet together, ``[..., Q]``."""
    intent: Array
    """About the intent alone, ``[..., Q]``; never more than `state`."""


def bits(nats: Array) -> Array:
    """Nats to bits."""
    return nats / np.log(2.0)


def gain(belief: Belief) -> Gains:
    """Expected information of all of the model's facet questions at once.

    Conditionals that many beliefs share are tabulated once; only facets that evidence spoke about are new.
    """
    asks = _asks(belief.model)
    batch, intents = belief.intents.shape[:-1], belief.intents.reshape(-1, belief.intents.shape[-1])
    result = Gains(np.zeros((len(intents), asks.count)), np.zeros((len(intents), asks.count)))
    if len(belief.changed) < len(belief.model.facets):
        for group, made in zip(asks.groups, _tables(belief.shared, asks), strict=True):
            _score(group, made, belief.shared.values, intents, result)
    if belief.changed:
        _changed(belief, asks, intents, result)
    return Gains(result.state.reshape(*batch, -1), result.intent.reshape(*batch, -1))


_asks = kept(compile_asks)
_tabulated: WeakKeyDictionary[Conditionals, tuple[Array | None, ...]] = WeakKeyDictionary()


def _tables(shared: Conditionals, asks: Asks) -> tuple[Array | None, ...]:
    """Tables of conditionals that have no batch axis, kept as long as the conditionals are."""
    if shared not in _tabulated:
        values = compact(shared.values)
        _tabulated[shared] = tuple(table(group, values) if values.ndim == 2 else None for group in asks.groups)
    return _tabulated[shared]


def _changed(belief: Belief, asks: Asks, intents: Array, result: Gains) -> None:
    """Write the gains of questions about changed facets over those of the shared conditionals."""
    parts = _alike(belief)
    sizes = [part.shape[1] for part in parts]
    groups = asks.about(tuple(belief.changed), sizes)
    batch, width = max(len(part) for part in parts), max(part.shape[-1] for part in parts)
    expected = [np.empty((len(intents), group.columns, len(group.questions))) for group in groups]
    for rows in blocks(batch, sum(sizes) * width) if batch > 1 else (slice(None),):
        values = _stacked(parts, rows, width)
        for group, out in zip(groups, expected, strict=True):
            contract(group, values, intents[rows], out[rows])
    for group, each in zip(groups, expected, strict=True):
        _gains(group, each, intents, result, slice(None))


def _alike(belief: Belief) -> list[Array]:
    """The changed facets' conditionals with one batch axis, ``[B|1, V, I|1]``."""
    batch = belief.intents.shape[:-1]
    parts = [(part, part.shape[-2:]) for part in belief.changed.values()]
    return [
        part[None] if part.ndim == 2 else np.broadcast_to(part, (*batch, *shape)).reshape(-1, *shape)
        for part, shape in parts
    ]


def _stacked(log_parts: Sequence[Array], rows: slice, width: int) -> Array:
    """Some of the batch, one facet under another: ``b(v|i)``, ``[B|1, T', I|1]``."""
    if all(part.shape == (1, part.shape[1], width) for part in log_parts):
        whole = np.concatenate(log_parts, axis=1)
        return np.exp(whole, out=whole)
    some, start = [part[rows] if len(part) > 1 else part for part in log_parts], 0
    out = np.empty((max(len(part) for part in some), sum(part.shape[1] for part in some), width))
    for part in some:
        np.exp(part, out=out[:, start : start + part.shape[1]])
        start += part.shape[1]
    return out


def _score(group: AskGroup, made: Array | None, values: Array, intents: Array, result: Gains) -> None:
    """Write a group's gains at its questions, from its table or else from conditionals with a batch axis."""
    each, least = (values.size // len(intents), 1) if made is None else (made[..., 0].size, PRODUCT)
    for rows in blocks(len(intents), each, least):
        some = intents[rows]
        if made is None:
            expected = np.empty((len(some), group.columns, len(group.questions)))
            contract(group, values.reshape(-1, *values.shape[-2:])[rows], some, expected)
        else:
            expected = _product(some, made)
        _gains(group, expected, some, result, rows)


def _product(intents: Array, made: Array) -> Array:
    """``[B, I]`` times ``[K, G, I|1]``: ``[B|1, K, G]``."""
    if made.shape[-1] == 1:
        return made[None, ..., 0]
    return (intents @ made.reshape(-1, made.shape[-1]).T).reshape(len(intents), *made.shape[:-1])


def _gains(group: AskGroup, expected: Array, intents: Array, result: Gains, rows: slice) -> None:
    """Turn expected columns ``[B|1, K, G]`` into gains."""
    size, fixed = group.size, _product(intents, group.fixed)
    noise = expected[:, size + 1] if len(group.noise) else fixed[:, 3]
    total = surprisal(expected[:, :size]).sum(axis=1) + surprisal(fixed[:, :2]).sum(axis=1)
    result.state[rows, group.questions] = np.maximum(total - noise, 0.0)
    result.intent[rows, group.questions] = np.maximum(total + expected[:, size] - fixed[:, 2], 0.0)


@dataclass(frozen=True, eq=False)
class IntentQuestions:
    """Questions whose answers depend on the intent alone, as one matrix.

    Columns are ``P(a|q,i)`` answer by answer without the last, which is one minus the others, then ``-H(A_q|i)``;
    gain is one product of beliefs and this matrix. Shapes: answers A, questions Q, intents I last.
    """

    columns: Real
    """``[(A - 1) Q + Q, I]``."""
    answers: int
    """A: the most answers that any question has; missing ones have probability zero."""

    @staticmethod
    def of(tables: Sequence[Array] | Array, dtype: DTypeLike = np.float64) -> IntentQuestions:
        """Lay out answer tables ``P(a|i)``, each ``[A_q, I]`` (or all of them, ``[Q, A, I]``)."""
        answers, size = max(len(each) for each in tables), tables[0].shape[-1]
        out = np.zeros((answers, len(tables), size), dtype=dtype)
        for position, each in enumerate(tables):
            out[answers - len(each) :, position] = each
            out[-1, position] = -surprisal(each).sum(axis=0)
        return IntentQuestions(out.reshape(-1, size), answers)

    @property
    def count(self) -> int:
        """Q."""
        return len(self.columns) // self.answers

    def gain(self, intents: Real) -> Real:
        """Expected information about the intent, ``[..., Q]``."""
        if intents.ndim == 1:
            return self._gain(self.columns @ intents)
        flat = intents.reshape(-1, intents.shape[-1])
        out = np.empty((len(flat), self.count), dtype=self.columns.dtype)
        for rows in blocks(len(flat), len(self.columns), PRODUCT):
            out[rows] = self._gain(flat[rows] @ self.columns.T)
        return out.reshape(*intents.shape[:-1], self.count)

    def _gain(self, product: Real) -> Real:
        """``-sum_a P ln P - E[H(A|i)]`` from the product, in its own memory."""
        parts = product.reshape(*product.shape[:-1], self.answers, self.count)
        out = parts[..., -1, :].copy()
        np.subtract(1, parts[..., :-1, :].sum(axis=-2), out=parts[..., -1, :])
        np.maximum(parts, LEAST, out=parts)
        logs = np.log(parts)
        logs *= parts
        out -= logs.sum(axis=-2)
        return np.maximum(out, 0, out=out)
