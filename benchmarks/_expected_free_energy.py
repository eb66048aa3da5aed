"""The one-step expected-free-energy rule, with `pymdp`'s own functions, where `inferactively-pymdp` is installed.

    -G(ask q)     = I(H; A_q) - weight cost_q
    -G(respond r) = weight E[value_r]

The act with the largest -G is taken. Which weight to give preferences is not said by the theory: it is an option.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from edgewise.beliefs.arrays import Array, Indices, Mask
from edgewise.beliefs.planning.lookahead import compiled, top
from edgewise.beliefs.planning.planning import PlanBatch, Ranked, askable, ranked, single
from edgewise.beliefs.planning.problem import Plan, Problem, Situation

__all__ = ["ExpectedFreeEnergy", "available"]


def available() -> bool:
    """Whether `pymdp` can be imported."""
    return find_spec("pymdp") is not None and find_spec("jax") is not None


@lru_cache(maxsize=1)
def _gains() -> Any:
    """Gain of every question at every belief, ``(beliefs [B, N], answers [Q, A, N]) -> [B, Q]``, compiled once."""
    import jax
    from pymdp.control import compute_expected_obs, compute_info_gain

    def one(belief: Any, table: Any) -> Any:
        seen = compute_expected_obs([belief], [table], [[0]])
        return compute_info_gain([belief], seen, [table], [[0]])

    return jax.jit(jax.vmap(jax.vmap(one, in_axes=(None, 0)), in_axes=(0, None)))


@dataclass(frozen=True)
class ExpectedFreeEnergy:
    """Ask or respond, whichever has the least expected free energy one step ahead."""

    weight: float = 1.0

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation."""
        return self._ranked(problem, *single(situation)).plan(depth=1)

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on ``beliefs [B, N]``."""
        return self._ranked(problem, beliefs, open_, budget).batch()

    def _ranked(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> Ranked:
        tables = compiled(problem)
        now, information = tables.respond(beliefs), tables.information(beliefs)
        # Padded to a power of two: every new batch size would be compiled anew.
        size = 1 << max(0, len(beliefs) - 1).bit_length()
        padded = np.concatenate([beliefs, np.full((size - len(beliefs), beliefs.shape[1]), 1 / beliefs.shape[1])])
        gain = np.asarray(_gains()(padded, tables.by_question), dtype=np.float64)[: len(beliefs)]
        value = np.where(askable(information, open_, budget), gain / self.weight - tables.costs, -np.inf)
        chosen = top(value, value.shape[1])
        return ranked(now, chosen, np.take_along_axis(value, chosen, axis=1), gain)
