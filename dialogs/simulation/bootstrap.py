"""Bootstrap intervals of statistics of rows, exact in distribution and quick however many rows there are.

Rows that are equal are counted once: resampling n rows is then a multinomial draw over the different ones. A
statistic gets weights and sums; it never sees single resampled rows. Shapes: rows N, different rows U, resamples S.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import Array

__all__ = [
    "FEWEST",
    "RESAMPLES",
    "Among",
    "Interval",
    "Statistic",
    "exact",
    "interval",
    "mean_interval",
    "mean_of",
    "share_interval",
]

RESAMPLES = 500
LEVEL = 0.95
MOST_CELLS = 4_000_000
"""Numbers in one table of weights: more resamples are drawn a table at a time."""
MOST_DRAWS = 40_000_000
"""Numbers in all tables; more different rows get fewer resamples, never fewer than `LEAST`."""
LEAST = 100
FEWEST = 6
"""Rows that a difference needs to be sure at 95 %: of five even all on one side are chance in 1 of 16 times."""

Statistic = Callable[[Mapping[str, Array], Array], Array]
"""Columns of the different rows ``[U]`` and weights ``[S, U]`` -> the statistic ``[S]``; NaN where undefined."""

Among = Callable[[Mapping[str, Array]], Array]
"""Columns of the different rows ``[U]`` -> 1 for those that a share is of, else 0, ``[U]``."""


@dataclass(frozen=True)
class Interval:
    """A statistic with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    count: int
    """Rows that it rests on."""

    @property
    def above(self) -> bool:
        """Whether it surely is: above 0, and from rows enough to say so."""
        return self.low > 0 and self.count >= FEWEST

    @property
    def below(self) -> bool:
        """The same, below 0."""
        return self.high < 0 and self.count >= FEWEST

    def __str__(self) -> str:
        return f"{self.value:z.3f} [{self.low:z.3f}, {self.high:z.3f}]"


def interval(
    columns: Mapping[str, NDArray[np.generic]],
    statistic: Statistic,
    *,
    seed: int = 0,
    among: Among | None = None,
    tries: int = 0,
    norm: Statistic | None = None,
) -> Interval | None:
    """A statistic over rows; None where it is undefined.

    Args:
        columns: Name -> one number a row.
        statistic: What is asked for.
        seed: Of the resamples.
        among: For a share, or a mean of numbers from 0 to 1: the rows that it is of. All 0 or all 1: see `exact`.
        tries: Of how likely so many all succeed: resamples are moved to the statistic, since rows that are drawn twice
            agree; where all succeed, the interval is that of a share to this power.
        norm: For a distance, which chance alone makes larger than none: how large a difference of weights is. The truth
            is no nearer than the statistic less that of resamples (triangle inequality); the interval begins there.
    """
    rows = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns.values()])
    if not len(rows):
        return None
    different, counts = _counted(rows)
    parts = {name: different[:, position] for position, name in enumerate(columns)}
    value = float(statistic(parts, counts[None].astype(np.float64))[0])
    if np.isnan(value):
        return None
    if among is not None and value in (0.0, 1.0):
        return Interval(value, *exact(value, float(counts @ among(parts))), len(rows))
    found, noise = _resampled(parts, counts, statistic, norm, np.random.default_rng(seed))
    if tries and value == 1.0:
        return Interval(value, exact(value, len(rows))[0] ** tries, 1.0, len(rows))
    if tries and len(found):
        found = np.clip(found - found.mean() + value, 0.0, 1.0)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(found) else (value, value)
    if len(noise):
        low = max(0.0, value - np.quantile(noise, (1 + LEVEL) / 2))
    return Interval(value, min(float(low), value), max(float(high), value), len(rows))


def _resampled(
    parts: Mapping[str, Array],
    counts: NDArray[np.int64],
    statistic: Statistic,
    norm: Statistic | None,
    rng: np.random.Generator,
) -> tuple[Array, Array]:
    """The statistic of resamples where it is defined, and the norm of how far their weights are from the rows'."""
    different, total = len(counts), int(counts.sum())
    resamples = int(np.clip(MOST_DRAWS // different, LEAST, RESAMPLES))
    step = max(1, MOST_CELLS // different)
    drawn: list[Array] = []
    noise: list[Array] = [np.empty(0)]
    for at in range(0, resamples, step):
        weights = rng.multinomial(total, counts / total, size=min(step, resamples - at)).astype(float)
        drawn.append(statistic(parts, weights))
        if norm is not None:
            noise.append(norm(parts, (weights - counts) / total))
    found = np.concatenate(drawn)
    return found[~np.isnan(found)], np.concatenate(noise)


def exact(value: float, trials: float) -> tuple[float, float]:
    """The exact interval (Clopper and Pearson) of a share that is 0 or 1: to ``1 - .025 ** (1 / n)``, or from there."""
    bound = ((1 - LEVEL) / 2) ** (1 / trials)
    return (0.0, 1 - bound) if value == 0.0 else (bound, 1.0)


def mean_interval(values: NDArray[np.generic], *, seed: int = 0) -> Interval | None:
    """The mean of some numbers."""
    return interval({"x": values}, mean_of("x"), seed=seed)


def share_interval(values: NDArray[np.generic], *, seed: int = 0) -> Interval | None:
    """The mean of some numbers from 0 to 1, of a share's as a rule."""
    return interval({"x": values}, mean_of("x"), seed=seed, among=lambda rows: np.ones_like(rows["x"]))


def mean_of(name: str) -> Statistic:
    """The mean of a column."""
    return lambda rows, weights: weights @ rows[name] / weights.sum(axis=1)


def _counted(rows: Array) -> tuple[Array, NDArray[np.int64]]:
    """The different rows and how often each is there."""
    if rows.shape[1] == 1:
        values, counts = np.unique(rows[:, 0], return_counts=True)
        return values[:, None], counts
    order = np.lexsort(rows.T)
    new = np.concatenate([[True], (np.diff(rows[order], axis=0) != 0).any(axis=1)])
    return rows[order[new]], np.diff(np.append(np.flatnonzero(new), len(rows)))
