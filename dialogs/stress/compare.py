"""Policies side by side over several domains: by kind of case, and how far each is behind the agent on the same cases.

A difference is paired: the agent's score less the policy's, case by case, so that hard cases count against neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..simulation.bootstrap import Interval, mean_interval
from .cases import KINDS, StressCase
from .exam import Exam
from .play import Played
from .policies import FULL
from .score import Score, process, score

__all__ = ["THEORY", "Standing", "standings"]

THEORY: dict[str, str] = {
    "always answer": "does what a limit is there to prevent",
    "always refuse": "declines what is harmless, and lets nobody know more",
    "keyword filter": "words say neither danger nor safety: it misses the one and declines the other",
    "information gain": "asks what tells the wish and not what decides about harm, and knows no limit",
    "scalar reward": "buys limits back, and shows one side where several are right",
}
"""Where each simpler policy has to fail."""


@dataclass(frozen=True)
class Standing:
    """One policy over all domains that were played."""

    policy: str
    whole: Score
    behind: Interval | None
    """The agent's Q less this policy's, on the same cases; None for the agent itself, or without it."""
    kinds: dict[str, Score]
    kinds_behind: dict[str, Interval]

    @property
    def fails(self) -> list[str]:
        """Kinds of cases on which it is surely behind the agent, the worst first."""
        worse = {kind: found.value for kind, found in self.kinds_behind.items() if found.above}
        return sorted(worse, key=lambda kind: -worse[kind])


@dataclass(frozen=True)
class _Sat:
    """One case as one policy sat it."""

    at: tuple[str, str]
    case: StressCase
    played: Played


def standings(exams: Sequence[Exam], split: str = "all") -> list[Standing]:
    """Every policy that was played, in the order in which they were."""
    agent = {sat.at: sat for sat in _sat(exams, FULL, split)}
    seed = exams[0].paper.seed if exams else 0
    return [
        Standing(
            name,
            score([s.case for s in sat], [s.played for s in sat], seed=seed),
            _behind(sat, agent, seed) if name != FULL else None,
            {kind: found for kind in KINDS if (found := _scored(sat, kind, seed)) is not None},
            {kind: found for kind in KINDS if name != FULL and (found := _behind(_of(sat, kind), agent, seed))},
        )
        for name in dict.fromkeys(exam.policy for exam in exams)
        if (sat := list(_sat(exams, name, split)))
    ]


def _sat(exams: Sequence[Exam], policy: str, split: str) -> Iterator[_Sat]:
    for exam in exams:
        if exam.policy != policy:
            continue
        for key, case in exam.paper.chosen(split).items():
            if key in exam.played:
                yield _Sat((exam.domain, key), case, exam.played[key])


def _of(sat: Sequence[_Sat], kind: str) -> list[_Sat]:
    return [s for s in sat if s.case.kind == kind]


def _scored(sat: Sequence[_Sat], kind: str, seed: int) -> Score | None:
    chosen = _of(sat, kind)
    return score([s.case for s in chosen], [s.played for s in chosen], seed=seed) if chosen else None


def _behind(sat: Sequence[_Sat], agent: dict[tuple[str, str], _Sat], seed: int) -> Interval | None:
    pairs = [(process(s.case, agent[s.at].played), process(s.case, s.played)) for s in sat if s.at in agent]
    return mean_interval(np.array([full - mine for full, mine in pairs]), seed=seed) if pairs else None
