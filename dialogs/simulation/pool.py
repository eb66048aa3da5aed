"""The crew of this machine: its processes, or this process alone.

Two kinds of work: steps of the tree of histories (belief fidelity) and whole shards (text fidelity). What comes back
does not depend on who did it. With one worker everything happens in this process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from ...agent.state.mind import Mind
from ...beliefs.errors import DialogError
from .cohort import Cohort
from .histories import Expander, Grown, Histories, Told, expand, grow_here
from .judging import Judge
from .settings import Setting, mind_of
from .shards import Made, Shard, compressed
from .walking import walked

__all__ = ["BATCH", "Pool", "cohort_of", "pool_crew", "spoken"]

BATCH = 64
"""Dialogues in words that are under way together, unless told otherwise."""

LEAST = 8
"""Fewer steps than this are not worth sending away."""

_mind: Mind | None = None
_setting: Setting | None = None


class Pool:
    """Processes of this machine, or this process alone."""

    def __init__(self, setting: Setting, mind: Mind, pool: ProcessPoolExecutor | None, workers: int) -> None:
        """Take a pool whose processes have the setting."""
        self.setting, self.mind, self.pool, self.workers = setting, mind, pool, workers
        self.cohort = cohort_of(setting, mind, self._expander())

    def made(self, shards: Sequence[Shard], batch: int | None = None) -> Iterator[Made]:
        """Shards without words together, those with words each by one process, as they are done."""
        if self.setting.fidelity == "belief":
            yield from walked(self.cohort, shards, batch)
        elif self.pool is None:
            yield from (spoken(self.setting, self.mind, shard, batch) for shard in shards)
        else:
            waiting = [self.pool.submit(_talk, shard, batch) for shard in shards]
            yield from (done.result() for done in as_completed(waiting))

    def _expander(self) -> Expander:
        here, pool = grow_here(self.mind), self.pool
        if pool is None:
            return here

        def spread(told: Sequence[Told]) -> list[Grown]:
            if len(told) < LEAST:
                return here(told)
            step = -(-len(told) // (4 * self.workers))
            parts = [told[at : at + step] for at in range(0, len(told), step)]
            return [node for part in pool.map(_expand, parts) for node in part]

        return spread


def cohort_of(setting: Setting, mind: Mind, expander: Expander | None = None) -> Cohort:
    """The cohort of a setting, nothing decided yet."""
    histories = Histories(mind, setting.seed, setting.context, expander)
    return Cohort(histories, setting.cast, Judge(mind.policy, setting.context), setting.seed)


def spoken(setting: Setting, mind: Mind, shard: Shard, batch: int | None = None) -> Made:
    """Make a shard in words."""
    from .talk import talk

    found = talk(setting, mind, shard, batch or BATCH)
    return Made(shard, found.columns, compressed(found.transcripts))


@contextmanager
def pool_crew(setting: Setting, workers: int) -> Generator[Pool, None, None]:
    """Start so many processes, none where one is enough, and end them whatever happens.

    Raises:
        DialogError: A process was killed.
    """
    mind = mind_of(setting)
    if workers <= 1:
        yield Pool(setting, mind, None, 1)
        return
    pool = _started(setting, mind, workers)
    try:
        yield Pool(setting, mind, pool, workers)
    except BrokenProcessPool as error:
        raise DialogError(
            "a worker process was killed, perhaps for want of memory",
            hint="finished shards are kept; run the same command to go on, with fewer --workers",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _started(setting: Setting, mind: Mind, workers: int) -> ProcessPoolExecutor:
    """Processes that are ready for work."""
    if _forks(setting):
        pool = _pool(workers, "fork", _inherit, (setting, mind))
    else:
        pool = _pool(workers, "spawn", _start, (setting.model_dump_json(by_alias=True),))
    with warnings.catch_warnings():
        # Newer Pythons warn of any thread, also of numpy's own, which look after themselves in a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        wait([pool.submit(_idle) for _ in range(workers)])
    return pool


def _pool(workers: int, method: str, begin: Callable[..., None], told: tuple[object, ...]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=begin, initargs=told)


def _forks(setting: Setting) -> bool:
    """Whether a fork is safe here: it imports and compiles nothing anew, but copies no thread."""
    alone = threading.active_count() == 1 and "torch" not in sys.modules
    return sys.platform == "linux" and setting.fidelity == "belief" and alone


def _start(setting: str) -> None:
    """Compile the setting once a process; one thread each, or they get in each other's way."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    read = Setting.model_validate_json(setting)
    _inherit(read, mind_of(read))


def _inherit(setting: Setting, mind: Mind) -> None:
    """Keep the setting, and end with the parent, however that ends."""
    global _mind, _setting
    _setting, _mind = setting, mind
    # What is there now stays: looking through it for cycles again and again would copy every page of it.
    gc.freeze()
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker has a parent"

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _idle() -> None:
    """Nothing: a process that answers has started."""


def _expand(told: Sequence[Told]) -> list[Grown]:
    assert _mind is not None, "the process has the setting"
    return [expand(_mind, one) for one in told]


def _talk(shard: Shard, batch: int | None) -> Made:
    assert _mind is not None and _setting is not None, "the process has the setting"
    return spoken(_setting, _mind, shard, batch)
