"""The Ray engine: the same shards, made by the machines of a Ray cluster (the extra `ray`).

Each process of the cluster compiles the setting once and keeps a tree of histories of its own: a shard needs nothing
from another. Settings travel as bytes, shards come back as arrays. What is lost with a machine is made again, and since
a shard is the same whoever makes it, nobody can tell. The only module that imports Ray.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from itertools import islice
from typing import Protocol, cast

from ...beliefs.errors import DialogError
from .cohort import Cohort
from .pool import cohort_of, spoken
from .settings import Setting, mind_of
from .shards import Made, Shard
from .walking import walked

__all__ = ["RayCrew", "ray_crew"]

RETRIES = 16
"""How often a shard is begun again when the process or the machine that makes it is lost."""

AHEAD = 4
"""Shards a processor that are sent ahead: enough to keep it busy, few enough not to fill the object store."""


class _Remote(Protocol):
    """A function that the cluster runs."""

    def remote(self, *args: object) -> object:
        """Have it run; what comes back is a promise."""
        ...


class _Ray(Protocol):
    """What is used of Ray, whose own types say less."""

    def is_initialized(self) -> bool: ...
    def init(self, *, log_to_driver: bool, logging_level: int) -> object: ...
    def shutdown(self) -> None: ...
    def cluster_resources(self) -> dict[str, float]: ...
    def remote(self, *, num_cpus: int, max_retries: int) -> Callable[[Callable[..., Made]], _Remote]: ...
    def put(self, value: bytes) -> object: ...
    def wait(self, promised: list[object]) -> tuple[list[object], list[object]]: ...
    def get(self, promised: object) -> Made: ...


class _Errors(Protocol):
    """What Ray raises."""

    RayError: type[Exception]
    RayTaskError: type[Exception]


class RayCrew:
    """A cluster."""

    def __init__(self, ray: _Ray, setting: Setting) -> None:
        """Take the cluster that this process is connected to."""
        self.ray, self.setting = ray, setting
        self.cohort = cohort_of(setting, mind_of(setting))

    def made(self, shards: Sequence[Shard], batch: int | None = None) -> Iterator[Made]:
        """Shards as they are done.

        Raises:
            DialogError: A shard was lost again and again.
        """
        ray = self.ray
        make = ray.remote(num_cpus=1, max_retries=RETRIES)(_make)
        setting = ray.put(self.setting.model_dump_json(by_alias=True).encode())
        rest, under_way = iter(shards), list[object]()
        while True:
            room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1))) - len(under_way)
            under_way += [make.remote(setting, shard, batch) for shard in islice(rest, max(room, 0))]
            if not under_way:
                return
            done, under_way = ray.wait(under_way)
            yield _taken(ray, done[0])


def _taken(ray: _Ray, promised: object) -> Made:
    """The shard that was promised; what went wrong in making it goes wrong here."""
    errors = cast(_Errors, import_module("ray.exceptions"))
    try:
        return ray.get(promised)
    except errors.RayTaskError as error:
        raise cast(Exception, getattr(error, "cause", error)) from None
    except errors.RayError as error:
        raise DialogError(
            f"the cluster lost a shard {RETRIES} times: {type(error).__name__}",
            hint="finished shards are kept; mend the cluster and run the same command to go on",
        ) from error


@contextmanager
def ray_crew(setting: Setting) -> Generator[RayCrew, None, None]:
    """Join the cluster that ``RAY_ADDRESS`` or ``ray start`` names, or else start one of this machine alone.

    Raises:
        DialogError: Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # before the import: nothing is told to anybody
    try:
        ray = cast(_Ray, import_module("ray"))
    except ImportError as error:
        raise DialogError("Ray is not installed", hint="pip install 'edgewise[ray]'") from error
    own = not ray.is_initialized()
    if own:
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
    try:
        yield RayCrew(ray, setting)
    finally:
        if own:
            ray.shutdown()


def _make(setting: bytes, shard: Shard, batch: int | None) -> Made:
    """Make one shard, in a process of the cluster."""
    cohort = _cohort(setting)
    if _setting(setting).fidelity == "text":
        return spoken(_setting(setting), cohort.histories.mind, shard, batch)
    return next(walked(cohort, [shard], batch))


@lru_cache(maxsize=1)
def _setting(told: bytes) -> Setting:
    return Setting.model_validate_json(told)


@lru_cache(maxsize=1)
def _cohort(told: bytes) -> Cohort:
    """What this process decided so far, kept from shard to shard."""
    setting = _setting(told)
    return cohort_of(setting, mind_of(setting))
