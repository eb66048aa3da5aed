"""Random inquiry problems of the three families that planners are measured on.

*even*: yes/no truths with the same noise and cost everywhere. *uneven*: priors, noise and costs differ from question
to question, near misses earn something and some decisions are risky. *trap*: the decision is the XOR of two of three
bits, so that single answers are worth nothing, and cheap accurate questions about the third bit are
worthless. Everything follows from the seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from edgewise.beliefs.planning.problem import Problem, Situation

__all__ = ["Instance", "even", "trap", "uneven"]


@dataclass(frozen=True, eq=False)
class Instance:
    """A problem with where its dialogues start."""

    problem: Problem
    start: Situation


def _answers(yes: np.ndarray, wrong: np.ndarray, unknown: np.ndarray, answers: int) -> np.ndarray:
    """``[A, Q, N]`` with the last answer 'unknown'; ``yes [A-1, Q, N]`` is the distribution of the truth."""
    said = (1 - wrong)[:, None] * yes + wrong[:, None] * (1 - yes) / max(1, answers - 2)
    return np.concatenate([(1 - unknown)[:, None] * said, np.broadcast_to(unknown[:, None], yes[:1].shape)])


def _instance(answers: np.ndarray, costs: np.ndarray, values: np.ndarray, prior: np.ndarray) -> Instance:
    q = len(costs)
    problem = Problem(answers=answers, costs=costs, values=values, fallback=len(values) - 1, gamma=0.98)
    return Instance(problem, Situation(prior, np.ones(q, bool), q))


def even(seed: int, n: int = 8, q: int = 10, a: int = 3) -> Instance:
    """The same noise and cost everywhere; ``n`` intents, ``q`` questions, ``a`` answers."""
    rng = np.random.default_rng([seed, 1, n])
    truth = rng.integers(0, a - 1, size=(q, n))
    one_hot = (truth[None] == np.arange(a - 1)[:, None, None]).astype(float)
    values = np.concatenate([2 * np.eye(n) - 1, np.zeros((1, n))])
    answers = _answers(one_hot, np.full(q, 0.1), np.full(q, 0.1), a)
    return _instance(answers, np.full(q, 0.02), values, rng.dirichlet(np.ones(n)))


def uneven(seed: int, n: int = 8, q: int = 10, a: int = 3) -> Instance:
    """Noise, costs and priors differ; near misses earn something, some decisions are risky."""
    rng = np.random.default_rng([seed, 2, n])
    rates = 0.1 + (1 - 0.1 * (a - 1)) * rng.dirichlet(np.ones(a - 1), size=q)
    truth = (rng.random((q, n, 1)) > rates.cumsum(axis=1)[:, None, :-1]).sum(axis=2)
    one_hot = (truth[None] == np.arange(a - 1)[:, None, None]).astype(float)
    answers = _answers(one_hot, rng.uniform(0.02, 0.2, q), rng.uniform(0.0, 0.4, q), a)
    costs = np.exp(rng.uniform(np.log(0.005), np.log(0.06), q))
    third = np.arange(n) * 3 // n
    near = third[:, None] == third[None]
    risky = rng.random(n) < 0.2
    values = np.where(near, 0.4, np.where(risky[:, None], -3.0, -1.0))
    np.fill_diagonal(values, 1.0)
    prior = rng.permutation(1.0 / np.arange(1, n + 1))
    return _instance(answers, costs, np.concatenate([values, np.full((1, n), 0.1)]), prior / prior.sum())


def trap(seed: int, n: int = 8, q: int = 10, a: int = 3) -> Instance:
    """Value only in pairs of questions: eight intents, ten questions and three answers whatever is asked."""
    rng = np.random.default_rng([seed, 3, n])
    bits = (np.arange(8)[None] >> np.arange(3)[:, None]) & 1
    xor = bits[0] ^ bits[1]
    # Three noisy-ish looks at each relevant bit, three cheap sharp looks at the worthless one, one at the XOR.
    truth = np.concatenate(
        [np.repeat(bits[:1], 3, 0), np.repeat(bits[1:2], 3, 0), np.repeat(bits[2:], 3, 0), xor[None]]
    )
    kind = np.array([0] * 6 + [1] * 3 + [2])
    wrong = np.choose(kind, [rng.uniform(0.03, 0.15, q), rng.uniform(0.0, 0.03, q), rng.uniform(0.25, 0.35, q)])
    unknown = np.choose(kind, [rng.uniform(0.0, 0.2, q), np.zeros(q), rng.uniform(0.0, 0.2, q)])
    costs = np.choose(kind, [rng.uniform(0.01, 0.04, q), np.full(q, 0.005), rng.uniform(0.01, 0.04, q)])
    one_hot = (truth[None] == np.arange(2)[:, None, None]).astype(float)
    order = rng.permutation(q)
    values = np.stack([np.where(xor == 0, 1.0, -1.0), np.where(xor == 1, 1.0, -1.0), np.zeros(8)])
    prior = rng.dirichlet(np.full(8, 5.0))
    return _instance(_answers(one_hot, wrong, unknown, 3)[:, order], costs[order], values, prior)
