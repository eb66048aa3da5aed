"""Arrays as the mathematics here writes them: their types, logarithms near zero, work in blocks.

Knows numbers alone: what an axis stands for is said where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FLOOR",
    "TINY",
    "Array",
    "Indices",
    "Mask",
    "blocks",
    "compact",
    "normed",
    "safe_log",
    "shares_of",
    "surprisal",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]

BLOCK = 1 << 16
"""Numbers in a block of work: small enough for the second-level cache, large enough to hide Python."""

TINY = 1e-300
"""Below this a probability is zero for the logarithm; keeps ``log`` finite without changing any sum."""

FLOOR = -1e3
"""Least log-likelihood that evidence may give a state: e^-1000 is zero, but never minus infinity."""


def safe_log(p: Array) -> Array:
    """Natural logarithm with ``log 0 = -inf`` and no warning."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def surprisal(p: Array) -> Array:
    """``-p log p`` with ``0 log 0 = 0``."""
    out = np.maximum(p, TINY)
    np.log(out, out=out)
    out *= p
    return np.negative(out, out=out)


def normed(log_likelihood: NDArray[np.floating]) -> Array:
    """Log-likelihoods ``[..., I]`` moved so that they are logarithms of shares."""
    given = np.asarray(log_likelihood, dtype=np.float64)
    return given - np.logaddexp.reduce(given, axis=-1, keepdims=True)


def shares_of(log_likelihood: NDArray[np.floating]) -> Array:
    """Log-likelihoods ``[..., I]`` as shares of one."""
    return np.exp(normed(log_likelihood))


def blocks(count: int, each: int, least: int = 1) -> Iterable[slice]:
    """Slices of ``count`` things, ``each`` numbers a piece, that fit a block of work.

    A slice has ``least`` things all the same: a matrix product of fewer rows would wait for memory.
    """
    step = max(least, BLOCK // max(each, 1))
    return (slice(start, min(start + step, count)) for start in range(0, count, step))


def compact(x: Array) -> Array:
    """Return an array that was broadcast over its last axis with that axis of length 1 again."""
    return x[..., :1] if x.shape[-1] > 1 and x.strides[-1] == 0 else x
