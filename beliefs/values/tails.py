"""Conditional value at risk (CVaR) of a loss, exactly, for many responses and many beliefs at once.

With loss ``l_r(h)`` and tail mass ``t = 1 - alpha``, the CVaR is the mean loss over the worst ``t`` of the
belief; an atom that straddles the edge counts in part. Summation by parts over the distinct levels
``l_1 > ... > l_K`` gives

    CVaR_alpha(l_r | b) = l_K + sum_{k<K} min(P_b(l_r >= l_k), t) (l_k - l_{k+1}) / t

in which every term is non-negative and ties need no care. The events ``{l_r >= l_k}`` are columns of zeros
and ones, shared between responses, so a batch of beliefs costs two matrix products and one minimum. Where the
losses are too varied for that, sorted order and a running sum are used.

Shapes: responses R, hypotheses N last, any leading axes on beliefs. A belief need not be normalised: its sum
is divided out. A belief with no mass at all gets the worst loss. This module knows nothing of limits or acts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..arrays import Array, Indices

__all__ = ["SLACK", "Tails", "cvar"]

SLACK = 1e-9
"""A tail this little above its bound is rounding, not a breach."""

COLUMNS_PER_RESPONSE = 24
"""Beyond this many distinct events per response a running sum is cheaper than a wider matrix product."""


@dataclass(frozen=True, eq=False)
class Tails:
    """Losses compiled for one tail level: call it with beliefs ``[..., N]`` and get CVaRs ``[..., R]``."""

    alpha: float
    floor: Array
    """Smallest loss of each response, ``[R]``."""
    worst: Array
    """Largest loss of each response, ``[R]``: no belief has a larger CVaR."""
    events: Array
    """Indicator of each distinct event that a loss reaches a level, ``[N, E]``."""
    steps: Array
    """Drop from each level to the next over the tail mass, on the event's row, ``[E, R]``."""
    losses: Array
    """The losses as given, ``[R, N]``."""
    order: Indices | None = None
    """Descending order of each row of losses, ``[R, N]``: present where the running sum is used."""

    @classmethod
    def of(cls, losses: Array, alpha: float) -> Tails:
        """Compile ``losses [R, N]`` for the tail level ``alpha`` in [0, 1)."""
        losses = _checked(losses, alpha)
        levels = [np.unique(row)[::-1] for row in losses]
        floor, worst = losses.min(axis=1), losses.max(axis=1)
        if sum(len(level) - 1 for level in levels) > COLUMNS_PER_RESPONSE * len(losses):
            none = np.zeros((losses.shape[1], 0))
            order = np.argsort(-losses, axis=1, kind="stable")
            return cls(alpha, floor, worst, none, np.zeros((0, len(losses))), losses, order)
        events, steps = _events(losses, levels, 1.0 - alpha)
        return cls(alpha, floor, worst, events, steps, losses)

    def __call__(self, belief: Array) -> Array:
        """CVaR of every response, ``belief [..., N] -> [..., R]``."""
        mass = belief.sum(axis=-1, keepdims=True)
        safe = np.where(mass > 0.0, mass, 1.0)
        found = self._by_events(belief / safe) if self.order is None else self._by_order(belief / safe)
        # Rounding must never report less than the best or more than the worst that can happen.
        return np.where(mass > 0.0, np.clip(found, self.floor, self.worst), self.worst)

    def restricted(self, keep: Indices) -> Tails:
        """The same losses over the hypotheses in ``keep`` only: for ranking, never for admitting an act."""
        order = None if self.order is None else np.argsort(-self.losses[:, keep], axis=1, kind="stable")
        return replace(self, events=self.events[keep], losses=self.losses[:, keep], order=order)

    def thinned(self, responses: Indices) -> Tails:
        """The same losses of some responses only."""
        return replace(
            self,
            floor=self.floor[responses],
            worst=self.worst[responses],
            steps=self.steps[:, responses],
            losses=self.losses[responses],
            order=None if self.order is None else self.order[responses],
        )

    def _by_events(self, belief: Array) -> Array:
        return self.floor + np.minimum(belief @ self.events, 1.0 - self.alpha) @ self.steps

    def _by_order(self, belief: Array) -> Array:
        assert self.order is not None
        tail = 1.0 - self.alpha
        sums = np.minimum(np.cumsum(belief[..., self.order], axis=-1), tail)
        ordered = np.take_along_axis(self.losses, self.order, axis=1)
        drops = -np.diff(ordered, axis=1)
        return ordered[:, -1] + np.einsum("...rn,rn->...r", sums[..., :-1], drops) / tail


def cvar(losses: Array, belief: Array, alpha: float) -> Array:
    """CVaR at level ``alpha`` of ``losses [R, N]`` under ``belief [..., N]``: the result is ``[..., R]``."""
    return Tails.of(losses, alpha)(belief)


def _checked(losses: Array, alpha: float) -> Array:
    losses = np.asarray(losses, dtype=np.float64)
    if losses.ndim != 2 or losses.shape[1] == 0:
        raise ValueError(f"losses must be [R, N] with at least one hypothesis, not {losses.shape}")
    if not 0.0 <= alpha < 1.0:
        raise ValueError(f"the tail level alpha must lie in [0, 1), not {alpha!r}")
    if not np.isfinite(losses).all():
        raise ValueError("losses must be finite")
    return losses


def _events(losses: Array, levels: list[Array], tail: float) -> tuple[Array, Array]:
    """Distinct events ``[N, E]``, and what each adds per unit of probability to each response, ``[E, R]``."""
    rows: dict[bytes, int] = {}
    columns: list[Array] = []
    entries: list[tuple[int, int, float]] = []
    for r, level in enumerate(levels):
        for high, low in pairwise(level):
            reached = losses[r] >= high
            event = rows.setdefault(reached.tobytes(), len(columns))
            if event == len(columns):
                columns.append(reached.astype(np.float64))
            entries.append((event, r, (high - low) / tail))
    steps = np.zeros((len(columns), len(losses)))
    for event, r, step in entries:
        steps[event, r] += step
    events = np.stack(columns, axis=1) if columns else np.zeros((losses.shape[1], 0))
    return np.ascontiguousarray(events), steps
