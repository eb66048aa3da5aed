"""scipy's solvers with types: the one place that knows that scipy carries none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import scipy.linalg
import scipy.optimize
import scipy.sparse
from numpy.typing import NDArray

__all__ = ["Features", "cross", "dense", "factor", "lower_solve", "minimise", "solve", "take", "times"]

Array = NDArray[np.float64]
Features = NDArray[np.float32] | scipy.sparse.csr_array
"""Dense rows, or sparse ones."""

_linalg = cast(Any, scipy.linalg)
_optimize = cast(Any, scipy.optimize)
_sparse = cast(Any, scipy.sparse)


def minimise(objective: Callable[[Array], tuple[float, Array]], start: Array, steps: int) -> Array:
    """Return the minimum that L-BFGS finds; the objective gives its value and gradient."""
    found = _optimize.minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return np.asarray(found.x, dtype=np.float64)


def factor(matrix: Array) -> Array:
    """Return the lower Cholesky factor of a positive definite matrix."""
    return np.asarray(_linalg.cholesky(matrix, lower=True, check_finite=False), dtype=np.float64)


def solve(lower: Array, right: NDArray[np.floating]) -> Array:
    """Solve ``L L' x = right``."""
    return np.asarray(_linalg.cho_solve((lower, True), right, check_finite=False), dtype=np.float64)


def lower_solve(lower: NDArray[np.floating], right: NDArray[np.floating]) -> NDArray[np.floating]:
    """Solve ``L x = right`` by substitution, in the precision of both."""
    return np.asarray(_linalg.solve_triangular(lower, right, lower=True, check_finite=False))


def cross(left: Features, right: Features) -> Array:
    """Return ``left' right``, dense."""
    return dense(cast(Any, left).T @ right)


def take(x: Features, start: int, stop: int) -> Features:
    """Return rows ``start`` to ``stop``."""
    return cast(Any, x)[start:stop]


def times(left: Features, right: Features) -> Array:
    """Return ``left right'``, dense."""
    return dense(cast(Any, left) @ cast(Any, right).T)


def dense(x: object) -> Array:
    """Return a dense float64 copy of dense or sparse rows."""
    untyped = cast(Any, x)
    return np.array(untyped.toarray() if _sparse.issparse(untyped) else untyped, dtype=np.float64)
