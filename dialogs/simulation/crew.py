"""Crews: who makes the shards of a simulation. The processes of this machine, or those of a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from .cohort import Cohort
from .pool import pool_crew
from .settings import Setting
from .shards import Made, Shard

__all__ = ["Crew", "Engine", "cores", "crew"]

Engine = Literal["processes", "ray"]


class Crew(Protocol):
    """Whoever makes shards."""

    @property
    def cohort(self) -> Cohort:
        """The cohort of this process, with what it decided itself."""
        ...

    def made(self, shards: Sequence[Shard], batch: int | None = None) -> Iterator[Made]:
        """Make shards, in any order; ``batch`` episodes are under way together."""
        ...


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def crew(setting: Setting, workers: int, engine: Engine = "processes") -> AbstractContextManager[Crew]:
    """Start a crew, and end it whatever happens; a cluster has as many workers as it has.

    Raises:
        DialogError: A process was killed, or the engine is not installed.
    """
    if engine == "ray":
        from .ray_engine import ray_crew

        return ray_crew(setting)
    return pool_crew(setting, workers)
