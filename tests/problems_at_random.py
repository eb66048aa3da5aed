"""Small random decision problems that several planner tests share."""

from __future__ import annotations

import numpy as np
from edgewise.beliefs.planning.problem import Limit, Problem, Situation


def problem(seed: int, n: int = 6, q: int = 4, a: int = 3, r: int = 5, **changes: object) -> Problem:
    """A random problem; the last response is the fallback, worth 0 and without loss."""
    rng = np.random.default_rng(seed)
    answers = rng.dirichlet(np.full(a, 0.4), size=(q, n)).transpose(2, 0, 1)
    values = np.concatenate([rng.uniform(-1, 1, size=(r - 1, n)), np.zeros((1, n))])
    base: dict[str, object] = {
        "answers": answers,
        "costs": rng.uniform(0.005, 0.05, q),
        "values": values,
        "fallback": r - 1,
    }
    return Problem(**(base | changes))  # type: ignore[arg-type]


def limited(seed: int, **changes: object) -> Problem:
    """A random problem with two hard limits that bite, and a condition on one question."""
    rng = np.random.default_rng(seed + 10_000)
    plain = problem(seed, **changes)  # type: ignore[arg-type]
    losses = np.where(rng.random(plain.values.shape) < 0.3, rng.uniform(0, 1, plain.values.shape), 0.0)
    losses[plain.fallback] = 0.0
    applies = np.ones((len(plain.costs), plain.values.shape[1]))
    applies[0] = rng.random(plain.values.shape[1]) < 0.5
    limits = (Limit(losses, 0.9, 0.4), Limit(losses, 0.0, 0.1))
    return problem(seed, limits=limits, applies=applies, **changes)  # type: ignore[arg-type]


def rivalling(seed: int, q: int = 4, a: int = 3, **changes: object) -> Problem:
    """A random problem whose first two questions are about one thing: all answers but the last close the other."""
    closes = np.zeros((q, a, q), bool)
    closes[0, : a - 1, 1] = closes[1, : a - 1, 0] = True
    return limited(seed, q=q, a=a, closes=closes, **changes)


def situation(of: Problem, seed: int, budget: int = 3) -> Situation:
    """A random belief with some questions already asked."""
    rng = np.random.default_rng(seed + 20_000)
    open_ = rng.random(len(of.costs)) < 0.8
    return Situation(rng.dirichlet(np.full(of.values.shape[1], 0.5)), open_, budget)
