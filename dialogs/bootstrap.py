"""Bootstrap intervals of statistics of rows, exact in distribution and quick however many rows there are.

Rows that are equal are counted once: resampling n rows is then a multinomial draw over the different ones. A
statistic gets weights and sums; it never sees single resampled rows. Shapes: rows N, different rows U, resamples S.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..beliefs.problem import Array

__all__ = ["RESAMPLES", "Among", "Interval", "Statistic", "interval", "mean_interval", "mean_of"]

RESAMPLES = 500
LEVEL = 0.95
MOST_CELLS = 4_000_000
"""Numbers in one table of weights: more resamples are drawn a table at a time."""
MOST_DRAWS = 40_000_000
"""Numbers in all tables; more different rows get fewer resamples, never fewer than `LEAST`."""
LEAST = 100

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

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def interval(
    columns: Mapping[str, NDArray[np.generic]],
    statistic: Statistic,
    *,
    seed: int = 0,
    among: Among | None = None,
    centred: bool = False,
) -> Interval | None:
    """A statistic over rows; None where it is undefined.

    Args:
        columns: Name -> one number a row.
        statistic: What is asked for.
        seed: Of the resamples.
        among: For a share: the rows that it is a share of. Where none or all of them hold, every resample says the
            same; the interval is the exact one then, up to ``1 - .025 ** (1 / n)`` or down from there.
        centred: Whether resamples are moved to the statistic: rows that are drawn twice bias some, as they would
            pairs that have to agree.
    """
    names = list(columns)
    rows = np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in names])
    if not len(rows):
        return None
    different, counts = _counted(rows)
    parts = {name: different[:, position] for position, name in enumerate(names)}
    value = float(statistic(parts, counts[None].astype(np.float64))[0])
    if np.isnan(value):
        return None
    if among is not None and value in (0.0, 1.0):
        return _sure(value, float(counts @ among(parts)), len(rows))
    resamples = int(np.clip(MOST_DRAWS // len(different), LEAST, RESAMPLES))
    step, rng = max(1, MOST_CELLS // len(different)), np.random.default_rng(seed)
    drawn = [
        statistic(parts, rng.multinomial(len(rows), counts / len(rows), size=min(step, resamples - at)).astype(float))
        for at in range(0, resamples, step)
    ]
    found = np.concatenate(drawn)
    found = found[~np.isnan(found)]
    if centred and len(found):
        found = np.clip(found - found.mean() + value, 0.0, 1.0)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(found) else (value, value)
    return Interval(value, min(float(low), value), max(float(high), value), len(rows))


def _sure(value: float, trials: float, count: int) -> Interval:
    """The exact interval (Clopper and Pearson) of a share that is 0 or 1."""
    bound = ((1 - LEVEL) / 2) ** (1 / trials)
    return Interval(value, 0.0, 1 - bound, count) if value == 0.0 else Interval(value, bound, 1.0, count)


def mean_interval(values: NDArray[np.generic], *, seed: int = 0) -> Interval | None:
    """The mean of some numbers."""
    return interval({"x": values}, mean_of("x"), seed=seed)


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
