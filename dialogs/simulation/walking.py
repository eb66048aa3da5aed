"""Shards of a cohort: many are walked together, so that a level of the tree of histories is large, then cut apart.

What a shard holds depends neither on its neighbours nor on how many were under way together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .cohort import Cohort
from .histories import NONE
from .judging import Columns
from .shards import Made, Shard

__all__ = ["TOGETHER", "walked"]

TOGETHER = 1 << 17
"""The most episodes under way together, unless told otherwise: some 150 MiB."""


def walked(cohort: Cohort, shards: Sequence[Shard], batch: int | None = None) -> Iterator[Made]:
    """Walk shards, ``batch`` episodes at a time; else ever more, so that the first are soon done."""
    for group in _groups(shards, batch or TOGETHER):
        first, end = group[0].start, group[-1].start + group[-1].count
        most = batch or end - first
        whole = _joined([cohort.run(at, min(most, end - at)) for at in range(first, end, most)])
        for shard in group:
            yield Made(shard, _cut(whole, shard.start - first, shard.count))


def _groups(shards: Sequence[Shard], most: int) -> Iterator[list[Shard]]:
    """Shards that follow one another: one, two, four and so on, but no more than ``most`` episodes hold."""
    at, size = 0, 1
    while at < len(shards):
        group = [shards[at]]
        for shard in shards[at + 1 : at + size]:
            if shard.start != group[-1].start + group[-1].count or shard.start + shard.count - group[0].start > most:
                break
            group.append(shard)
        yield group
        at, size = at + len(group), 2 * size


def _joined(parts: Sequence[Columns]) -> Columns:
    """Parts one after another; paths are as wide as the widest."""
    width = max(part["path"].shape[1] for part in parts)
    fitted = [{**part, "path": _fitted(part["path"], width)} for part in parts]
    return {name: np.concatenate([part[name] for part in fitted]) for name in parts[0]}


def _cut(whole: Columns, start: int, count: int) -> Columns:
    """Some episodes; paths are as wide as their own longest, whoever else was under way."""
    part = {name: np.ascontiguousarray(column[start : start + count]) for name, column in whole.items()}
    used = np.flatnonzero((part["path"] != NONE).any(axis=0))
    return {**part, "path": _fitted(part["path"], int(used[-1]) + 1 if len(used) else 1)}


def _fitted(path: NDArray[np.generic], width: int) -> NDArray[np.generic]:
    out = np.full((len(path), width), NONE, dtype=np.int16)
    kept = min(width, path.shape[1])
    out[:, :kept] = path[:, :kept]
    return out
