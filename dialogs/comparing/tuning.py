"""Searching settings by successive halving: many variants on few users, the better half on more, and so on.

What is sought is not one winner but a front: no variant on it is beaten in success, questions and harm at once by
another. Fronts are peeled off until as many variants are left as go on; within a front success decides. All variants
are judged by the limits and values of the domain as it is: searching a limit does not change what counts as harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..simulation.judging import Columns
from ..simulation.settings import Setting
from .comparing import played

__all__ = ["Trial", "grid", "layers", "tune"]

KEEP = 0.5
"""Share of the variants that go on to twice as many users."""
FEWEST = 50
"""Users of the first round, at the least."""


@dataclass(frozen=True)
class Trial:
    """A variant with what it reached on the users of its last round."""

    variant: str
    episodes: int
    success: float
    questions: float
    harm: float
    on_front: bool = True

    @property
    def goals(self) -> tuple[float, float, float]:
        """More is better in each."""
        return self.success, -self.questions, -self.harm


def grid(space: Mapping[str, Sequence[str]], most: int, seed: int) -> list[str]:
    """Every combination of the values of each key, or ``most`` of them drawn without repetition."""
    every = [
        " ".join(f"{key}={value}" for key, value in zip(space, row, strict=True)) for row in product(*space.values())
    ]
    if len(every) <= most:
        return every
    drawn = np.random.default_rng(seed).permutation(len(every))[:most]
    return [every[int(place)] for place in np.sort(drawn)]


def tune(
    base: Setting,
    variants: Sequence[str],
    *,
    workers: int = 1,
    watch: Callable[[int, int], None] | None = None,
) -> list[Trial]:
    """The variants of the last round, the front first; the last round has all of the setting's users."""
    rounds = max(1, int(np.ceil(np.log2(max(len(variants), 2)))))
    left = list(variants)
    trials: list[Trial] = []
    for number in range(rounds):
        episodes = max(min(FEWEST, base.episodes), base.episodes // 2 ** (rounds - 1 - number))
        if watch is not None:
            watch(len(left), episodes)
        setting = base.model_copy(update={"episodes": episodes})
        trials = [_trial(one, played(setting, one, workers=workers).columns) for one in left]
        if number + 1 < rounds:
            keep = max(min(len(left), 4), round(KEEP * len(left)))
            left = [trials[place].variant for place in _best(trials, keep)]
    rank = layers(np.array([trial.goals for trial in trials]))
    found = [replace(trial, on_front=bool(level == 0)) for trial, level in zip(trials, rank, strict=True)]
    return sorted(found, key=lambda trial: (not trial.on_front, trial.questions, -trial.success))


def layers(goals: NDArray[np.float64]) -> NDArray[np.int64]:
    """The front that each point is on, 0 the best; ``goals [N, G]``, more is better."""
    above = (goals[:, None] >= goals[None]).all(axis=2) & (goals[:, None] > goals[None]).any(axis=2)
    rank = np.full(len(goals), -1, dtype=np.int64)
    level = 0
    while (rank < 0).any():
        open_ = rank < 0
        beaten = (above & open_[:, None]).any(axis=0)
        rank[open_ & ~beaten] = level
        level += 1
    return rank


def _best(trials: Sequence[Trial], count: int) -> list[int]:
    rank = layers(np.array([trial.goals for trial in trials]))
    order = sorted(range(len(trials)), key=lambda place: (int(rank[place]), -trials[place].success, place))
    return sorted(order[:count])


def _trial(variant: str, columns: Columns) -> Trial:
    success, questions, harm = (
        float(columns[name].mean(dtype=np.float64)) for name in ("success", "questions", "harm")
    )
    return Trial(variant, len(columns["act"]), success, questions, harm)
