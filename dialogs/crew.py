"""Workers: processes that hold one compiled setting and take work from it.

Two kinds of work: steps of the tree of histories (belief fidelity) and whole shards (text fidelity). What comes back
does not depend on who did it. With one worker everything happens in this process.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..agent.turn import Mind
from .histories import Expander, Grown, Told, expand, grow_here
from .settings import Setting, mind_of
from .shards import Shard

if TYPE_CHECKING:
    from .talk import Spoken

__all__ = ["Crew", "cores", "crew"]

LEAST = 8
"""Fewer steps than this are not worth sending away."""

_mind: Mind | None = None
_setting: Setting | None = None


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """Some workers, or none."""

    def __init__(self, setting: Setting, mind: Mind, pool: ProcessPoolExecutor | None, workers: int) -> None:
        """Take a pool whose processes were started with the setting."""
        self.setting, self.mind, self.pool, self.workers = setting, mind, pool, workers

    @property
    def expander(self) -> Expander:
        """Takes steps of the tree of histories."""
        here = grow_here(self.mind)
        pool = self.pool
        if pool is None:
            return here

        def spread(told: Sequence[Told]) -> list[Grown]:
            if len(told) < LEAST:
                return here(told)
            step = -(-len(told) // (4 * self.workers))
            parts = [told[at : at + step] for at in range(0, len(told), step)]
            return [node for part in pool.map(_expand, parts) for node in part]

        return spread

    def talked(self, shards: Sequence[Shard], batch: int) -> Iterator[tuple[Shard, Spoken]]:
        """Shards of dialogues in words, in the order in which they are done."""
        if self.pool is None:
            from .talk import talk

            for shard in shards:
                yield shard, talk(self.setting, self.mind, shard, batch)
            return
        waiting = {self.pool.submit(_talk, shard, batch): shard for shard in shards}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


@contextmanager
def crew(setting: Setting, workers: int) -> Generator[Crew, None, None]:
    """Start workers, and end them whatever happens."""
    mind = mind_of(setting)
    if workers <= 1:
        yield Crew(setting, mind, None, 1)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(setting.model_dump_json(by_alias=True),))
    try:
        yield Crew(setting, mind, pool, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(setting: str) -> None:
    """Compile the setting once a process; one thread each, or they get in each other's way."""
    global _mind, _setting
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _setting = Setting.model_validate_json(setting)
    _mind = mind_of(_setting)


def _expand(told: Sequence[Told]) -> list[Grown]:
    assert _mind is not None, "the process was started with a setting"
    return [expand(_mind, one) for one in told]


def _talk(shard: Shard, batch: int) -> Spoken:
    from .talk import talk

    assert _mind is not None and _setting is not None, "the process was started with a setting"
    return talk(_setting, _mind, shard, batch)
