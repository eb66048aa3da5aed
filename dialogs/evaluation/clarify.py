"""Clarifying by menus, many dialogues at once: which readings to offer, and when to stop asking.

A menu shows a set S of at most four readings and "something else". A user whose reading is ``i`` gives the right
outcome with probability ``1 - e`` and otherwise any of the ``|S|`` other outcomes, each with ``e / |S|``. The policy
plans over that model exactly: with unnormalised belief ``u`` and price ``c`` of a question

    W_0(u) = max_i u_i
    W_d(u) = max(W_0(u), max_S sum_a W_{d-1}(u * L_a^S) - c sum(u))

on the likeliest readings, and every update is Bayes on the whole belief. Axes: dialogues N, readings K, kept
readings M, answers A. This module knows nothing of texts, heads or domains.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["MenuPlanner", "MenuPolicy", "MenuThreshold", "Outcomes", "answer_likelihoods", "simulate_menus"]

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]

SIZE = 4
CHUNK = 64
"""Dialogues planned together: bounds the memory of the last level."""
SHAPES: tuple[tuple[int, ...], ...] = ((0, 1, 2, 3), (1, 2, 3, 4))
"""Menus that are compared, by rank of their readings. Smaller ones never won: more options spread mistakes thinner."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How simulated clarifications ended, ``[N]`` each."""

    chosen: Indices
    asked: Indices
    belief: Array
    """The last belief of each dialogue, ``[N, K]``."""


class MenuPolicy(Protocol):
    """Chooses the next menu of each dialogue."""

    def choose(self, beliefs: Array, left: int) -> Indices:
        """Return the readings to offer, ``[N, 4]``, padded with -1; a row of -1 stops asking."""
        ...


@dataclass(frozen=True)
class MenuThreshold:
    """The plain policy: the four likeliest readings, while the likeliest is under a threshold."""

    threshold: float = 0.95
    hidden: int | None = None
    """A reading that no menu can offer (out of scope)."""

    def choose(self, beliefs: Array, left: int) -> Indices:
        """Return the top readings where the top is under the threshold."""
        ranked = _ranked(beliefs, self.hidden)[:, :SIZE]
        menus = np.full((len(beliefs), SIZE), -1, dtype=np.int64)
        unsure = (beliefs.max(axis=1) < self.threshold) & (left > 0)
        menus[unsure, : ranked.shape[1]] = ranked[unsure]
        return menus


@dataclass(frozen=True)
class MenuPlanner:
    """Plans ``depth`` questions ahead and asks while that is worth ``cost`` a question."""

    cost: float
    user_error: float = 0.05
    depth: int = 2
    kept: int = 9
    """Readings kept while planning; the mass of the others stays, but cannot be offered."""
    hidden: int | None = None
    shapes: tuple[tuple[int, ...], ...] = field(default=SHAPES)

    def choose(self, beliefs: Array, left: int) -> Indices:
        """Return the menu of the best plan, or none where stopping is best."""
        menus = np.full((len(beliefs), SIZE), -1, dtype=np.int64)
        # A question is worth at most the doubt that is left, so the sure ones need no plan.
        rows = np.flatnonzero(1.0 - beliefs.max(axis=1) > self.cost) if left > 0 else np.zeros(0, dtype=np.int64)
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            menus[part] = self._plan(beliefs[part], min(left, self.depth))
        return menus

    def _plan(self, beliefs: Array, depth: int) -> Indices:
        ranked = _ranked(beliefs, self.hidden)[:, : self.kept]
        top = np.take_along_axis(beliefs, ranked, axis=1)
        rest = np.maximum(beliefs.sum(axis=1) - top.sum(axis=1), 0.0)
        best = _unoffered(beliefs, ranked)
        values = _menu_values(_State(top, rest, best), self, depth)
        choice = values.argmax(axis=1)
        worth = values[np.arange(len(values)), choice] > beliefs.max(axis=1) + 1e-12
        return _menus(ranked, choice, worth, _usable(self.shapes, top.shape[1]))


@dataclass(frozen=True, eq=False)
class _State:
    """An unnormalised belief in short: the kept readings, the mass of the rest, the likeliest of the rest."""

    top: Array
    rest: Array
    best: Array

    @property
    def mass(self) -> Array:
        return self.top.sum(axis=-1) + self.rest

    @property
    def sure(self) -> Array:
        return np.maximum(self.top.max(axis=-1), self.best)


def _menu_values(state: _State, policy: MenuPlanner, depth: int) -> Array:
    """Value of asking each menu and then going on for ``depth - 1`` questions, ``[N, S]``."""
    shapes = _usable(policy.shapes, state.top.shape[-1])
    paid = policy.cost * state.mass
    values = [_after(state, shape, policy, depth) - paid for shape in shapes]
    return np.stack(values, axis=1)


def _after(state: _State, shape: tuple[int, ...], policy: MenuPlanner, depth: int) -> Array:
    """Sum over answers of the value of the belief after it, ``[N]``."""
    table = answer_likelihoods(shape, state.top.shape[-1] + 1, policy.user_error)
    count = len(table)
    top = (state.top[:, None, :] * table[None, :, :-1]).reshape(-1, state.top.shape[-1])
    scale = table[:, -1]
    rest = (state.rest[:, None] * scale).reshape(-1)
    best = (state.best[:, None] * scale).reshape(-1)
    after = _State(top, rest, best)
    value = after.sure
    if depth > 1:
        value = np.maximum(value, _deeper(after, policy, depth - 1, value))
    return value.reshape(-1, count).sum(axis=1)


def _deeper(state: _State, policy: MenuPlanner, depth: int, value: Array) -> Array:
    """Value of going on where it can pay at all: where the doubt is over the price."""
    value = value.copy()
    open_ = np.flatnonzero(state.mass - value > policy.cost * state.mass)
    if len(open_):
        top = -np.sort(-state.top[open_], axis=1)
        values = _menu_values(_State(top, state.rest[open_], state.best[open_]), policy, depth)
        value[open_] = values.max(axis=1)
    return value


@lru_cache(maxsize=256)
def answer_likelihoods(shape: tuple[int, ...], readings: int, user_error: float) -> Array:
    """``P(answer | reading)`` of a menu, ``[A, K]``: one row an offered reading, then "something else"."""
    table = np.full((len(shape) + 1, readings), user_error / len(shape))
    table[-1] = 1.0 - user_error
    for row, reading in enumerate(shape):
        table[-1, reading] = user_error / len(shape)
        table[row, reading] = 1.0 - user_error
    table.setflags(write=False)
    return table


def simulate_menus(
    beliefs: Array, truth: Indices, policy: MenuPolicy, *, budget: int, user_error: float, rng: np.random.Generator
) -> Outcomes:
    """Let simulated users answer the policy's menus, up to ``budget`` each; answer the likeliest reading."""
    belief = beliefs.astype(np.float64).copy()
    asked = np.zeros(len(belief), dtype=np.int64)
    for left in range(budget, 0, -1):
        menus = policy.choose(belief, left)
        rows = np.flatnonzero(menus[:, 0] >= 0)
        if not len(rows):
            break
        answers = _answers(menus[rows], truth[rows], user_error, rng)
        belief[rows] = _updated(belief[rows], menus[rows], answers, user_error)
        asked[rows] += 1
    return Outcomes(belief.argmax(axis=1), asked, belief)


def _answers(menus: Indices, truth: Indices, user_error: float, rng: np.random.Generator) -> Indices:
    """What users say: the place in the menu, or its size for "something else"."""
    sizes: Indices = np.count_nonzero(menus >= 0, axis=1)
    hit: Mask = np.equal(menus, truth[:, None])
    right: Indices = np.where(np.any(hit, axis=1), np.argmax(hit, axis=1), sizes)
    wrong: Mask = rng.random(len(menus)) < user_error
    shift = 1 + np.floor(rng.random(len(menus)) * sizes).astype(np.int64)
    return np.where(wrong, (right + shift) % (sizes + 1), right)


def _updated(belief: Array, menus: Indices, answers: Indices, user_error: float) -> Array:
    """Exact posterior after one answer each, ``[N, K]``."""
    sizes = (menus >= 0).sum(axis=1)
    other = user_error / sizes
    elsewhere = answers == sizes
    likelihood = np.where(elsewhere, 1.0 - user_error, other)[:, None].repeat(belief.shape[1], axis=1)
    rows, places = np.nonzero(menus >= 0)
    right = answers[rows] == places
    likelihood[rows, menus[rows, places]] = np.where(right, 1.0 - user_error, other[rows])
    posterior = belief * likelihood
    mass = posterior.sum(axis=1, keepdims=True)
    # An answer that nothing explains (a careful user, belief exactly 0 or 1) leaves the belief as it was.
    return np.where(mass > 0, posterior / np.where(mass > 0, mass, 1.0), belief)


def _ranked(beliefs: Array, hidden: int | None) -> Indices:
    shown = beliefs.copy()
    if hidden is not None:
        shown[:, hidden] = -1.0
    ranked = np.argsort(-shown, axis=1, kind="stable")
    return ranked[:, :-1] if hidden is not None else ranked


def _unoffered(beliefs: Array, ranked: Indices) -> Array:
    rest = beliefs.copy()
    np.put_along_axis(rest, ranked, 0.0, axis=1)
    return rest.max(axis=1)


def _usable(shapes: tuple[tuple[int, ...], ...], count: int) -> list[tuple[int, ...]]:
    """Menus that a belief over few readings can fill; at least the one that offers them all."""
    fitting = [shape for shape in shapes if max(shape) < count]
    return fitting or [tuple(range(min(count, SIZE)))]


def _menus(ranked: Indices, choice: Indices, worth: Mask, shapes: list[tuple[int, ...]]) -> Indices:
    menus = np.full((len(ranked), SIZE), -1, dtype=np.int64)
    for number, shape in enumerate(shapes):
        rows = np.flatnonzero(worth & (choice == number))
        menus[rows[:, None], np.arange(len(shape))] = ranked[rows][:, list(shape)]
    return menus
