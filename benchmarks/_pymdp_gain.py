"""Time pymdp's information gain; run by an interpreter that has pymdp, which need not have Edgewise."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
sys.path.insert(0, str(Path(__file__).parent))

import jax
import jax.numpy as jnp
import numpy as np
from _measure import median_us
from pymdp.control import compute_expected_obs, compute_info_gain, update_posterior_policies


def functions_us(belief: np.ndarray, tables: np.ndarray) -> float:
    """Pymdp's own functions, mapped over questions and compiled: ``tables`` is ``[Q, A, I]``."""

    def one(qs: jax.Array, table: jax.Array) -> jax.Array:
        qo = compute_expected_obs([qs], [table], [[0]])
        return compute_info_gain([qs], qo, [table], [[0]])

    every = jax.jit(jax.vmap(one, in_axes=(None, 0)))
    b, a = jnp.asarray(belief), jnp.asarray(tables)
    return median_us(lambda: every(b, a).block_until_ready())


def agent_us(belief: np.ndarray, tables: np.ndarray) -> float:
    """One policy a question: the question is a factor of the state that the policy sets."""
    questions, answers, intents = tables.shape
    qs = [jnp.asarray(belief), jnp.full(questions, 1.0 / questions)]
    a = [jnp.asarray(tables.transpose(1, 2, 0))]
    ask = jnp.broadcast_to(jnp.eye(questions)[:, None, :], (questions,) * 3)
    b = [jnp.eye(intents)[..., None], ask]
    policies = jnp.stack([jnp.zeros(questions, int), jnp.arange(questions)], -1)[:, None]
    flat = jnp.full(questions, 1.0 / questions)

    def scores(qs: list[jax.Array], a: list[jax.Array], b: list[jax.Array]) -> jax.Array:
        c = [jnp.zeros(answers)]
        deps = [[0], [1]]
        return update_posterior_policies(policies, qs, a, b, c, flat, None, None, [[0, 1]], deps, use_utility=False)[1]

    compiled = jax.jit(scores)
    return median_us(lambda: compiled(qs, a, b).block_until_ready(), samples=5)


if __name__ == "__main__":
    intents, questions, answers = map(int, sys.argv[1:4])
    rng = np.random.default_rng(0)
    tables = rng.dirichlet(np.ones(answers), (questions, intents)).transpose(0, 2, 1).astype(np.float32)
    belief = rng.dirichlet(np.ones(intents)).astype(np.float32)
    print(json.dumps({"functions": functions_us(belief, tables), "agent": agent_us(belief, tables)}))
