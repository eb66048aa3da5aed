"""Shards that are walked together: which ones, and that nobody can tell afterwards."""

from __future__ import annotations

import numpy as np
from edgewise.dialogs.simulation.pool import cohort_of
from edgewise.dialogs.simulation.shards import Shard
from edgewise.dialogs.simulation.walking import _groups, walked
from simulated import clinic, clinic_mind


def shards(count: int, size: int = 10) -> list[Shard]:
    return [Shard(n, n * size, size) for n in range(count)]


def numbers(groups) -> list[list[int]]:
    return [[shard.number for shard in group] for group in groups]


def test_the_first_are_soon_done_and_later_ones_are_many_at_once():
    assert numbers(_groups(shards(8), 1000)) == [[0], [1, 2], [3, 4, 5, 6], [7]]
    assert numbers(_groups(shards(8), 20)) == [[0], [1, 2], [3, 4], [5, 6], [7]]
    assert numbers(_groups(shards(3), 1)) == [[0], [1], [2]]


def test_shards_with_a_gap_between_them_are_not_walked_together():
    some = [shard for shard in shards(8) if shard.number not in (2, 5)]
    assert numbers(_groups(some, 1000)) == [[0], [1], [3, 4], [6, 7]]


def test_a_shard_holds_the_same_whatever_was_walked_with_it():
    found = {made.shard.number: made.columns for made in walked(cohort_of(clinic(), clinic_mind()), shards(7, 40))}
    alone = next(walked(cohort_of(clinic(), clinic_mind()), [Shard(5, 200, 40)], 7)).columns
    assert set(found) == set(range(7))
    assert all(
        np.array_equal(found[5][name], alone[name]) and found[5][name].dtype == alone[name].dtype for name in alone
    )
    assert found[5]["path"].shape == alone["path"].shape
