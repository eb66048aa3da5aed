"""Fair timing on a shared machine: one core, processor time, medians; and what this core can do at best."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Limits", "limits", "median_us", "one_core"]


def one_core() -> None:
    """Pin this process and its children to one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def median_us(work: Callable[[], object], samples: int = 15, least_s: float = 2e-3, most_s: float = 0.5) -> float:
    """Median processor time of one call in microseconds; a sample is as many calls as fill ``least_s``."""
    start = time.process_time()
    work()
    first = time.process_time() - start
    calls = max(1, round(least_s / max(first, 1e-7)))
    taken: list[float] = []
    deadline = time.process_time() + most_s
    while len(taken) < samples and (len(taken) < 3 or time.process_time() < deadline):
        start = time.process_time()
        for _ in range(calls):
            work()
        taken.append((time.process_time() - start) / calls)
    return float(np.median(taken)) * 1e6


@dataclass(frozen=True)
class Limits:
    """What one core of this machine does at best, measured in this run."""

    gflops64: float
    gflops32: float
    read_gb_s: float
    """Reading an array far larger than the caches."""
    cached_gb_s: float
    """Reading an array of 600 kB again and again."""
    log_ns: float
    """One logarithm in float64, from cache to cache."""
    exp_ns: float

    def product_us(self, batch: int, rows: int, size: int, itemsize: int = 8) -> float:
        """Least time of ``[batch, size] @ [size, rows]``: arithmetic or reading the matrix, whichever is longer."""
        flops = 2.0 * batch * rows * size / ((self.gflops64 if itemsize == 8 else self.gflops32) * 1e3)
        held = rows * size * itemsize
        read = held / ((self.cached_gb_s if held < 900_000 else self.read_gb_s) * 1e3)
        return max(flops, read)


def limits(quick: bool = False) -> Limits:
    """Measure the limits."""
    rng = np.random.default_rng(0)
    side = 512 if quick else 1024
    square = rng.random((side, side))
    single = square.astype(np.float32)
    large = rng.random((2_000 if quick else 20_000, 1_000))
    small, vector = rng.random((500, 150)), rng.random(1_000)
    some, out = rng.random(20_000) + 0.1, np.empty(20_000)
    return Limits(
        gflops64=2e-3 * side**3 / median_us(lambda: square @ square),
        gflops32=2e-3 * side**3 / median_us(lambda: single @ single),
        read_gb_s=large.nbytes * 1e-3 / median_us(lambda: large @ vector),
        cached_gb_s=small.nbytes * 1e-3 / median_us(lambda: small @ vector[:150]),
        log_ns=median_us(lambda: np.log(some, out=out)) / 20,
        exp_ns=median_us(lambda: np.exp(some, out=out)) / 20,
    )
