"""The cohort: many dialogues at once without words, one decision for all that have the same history.

No loop over episodes anywhere: at each step the dialogues that are still open stand on nodes of the tree of histories;
the agent decides once a node, the users' answers are drawn for all of them. The decisions are those of a live turn,
the users are those of the text simulation, draw for draw. Shapes: episodes B, steps D.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..beliefs.problem import Array
from .hidden import Answers, Hidden, draw
from .histories import ACTS, NONE, Histories
from .judging import ABANDONED, Columns, Ended, Judge
from .personas import Cast

__all__ = ["Cohort", "Walk"]

ASK = ACTS.index("ask")

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Walk:
    """The histories of a batch."""

    nodes: Ints
    """Node at each step, `NONE` after the end, ``[B, D]``."""
    outcomes: Ints
    """What was answered there, `NONE` where nothing was, ``[B, D]``."""
    left: NDArray[np.bool_]
    """Whether the user left without a response, ``[B]``."""


@dataclass(frozen=True, eq=False)
class Cohort:
    """One domain's users and one agent's policy."""

    histories: Histories
    cast: Cast
    judge: Judge
    seed: int = 0

    def run(self, start: int, count: int) -> Columns:
        """Episodes ``start`` to ``start + count``, judged."""
        hidden = draw(self.histories.mind.model, self.cast, self.seed, start, count)
        walk = self.walk(hidden)
        return {**self.judge.columns(hidden, self.ended(walk)), "path": _path(walk)}

    def walk(self, hidden: Hidden) -> Walk:
        """Let every user talk to the agent until it responds or they leave."""
        answers = Answers(self.histories.mind.model, self.cast)
        patience = np.array([persona.patience for persona in self.cast.personas.values()])[hidden.persona]
        size = len(hidden)
        at, node = np.arange(size), self.histories.roots(hidden.opening)
        menus, left = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_)
        nodes: list[Ints] = []
        given: list[Ints] = []
        while True:
            nodes.append(_spread(size, at, node))
            asks = self.histories.column("act")[node] == ASK
            leaves = asks & (len(nodes) > patience[at])
            left[at[leaves]] = True
            at, node = at[asks & ~leaves], node[asks & ~leaves]
            outcome = self._answers(answers, hidden, at, node, menus)
            given.append(_spread(size, at, outcome))
            if not len(at):
                return Walk(np.stack(nodes, axis=1), np.stack(given, axis=1), left)
            menus[at] += self.histories.column("menu")[node] > 0
            node = self.histories.after(node, outcome)

    def _answers(self, answers: Answers, hidden: Hidden, at: Ints, node: Ints, menus: Ints) -> Ints:
        """What each user answers to the question they were asked: a loop over questions, not over users."""
        asked = self.histories.column("question")[node].astype(np.int64)
        out = np.zeros(len(at), dtype=np.int64)
        for question in np.unique(asked):
            mine = np.flatnonzero(asked == question)
            out[mine] = answers.sample(self.histories.questions[int(question)], hidden, at[mine], menus[at[mine]])
        return out

    def ended(self, walk: Walk) -> Ended:
        """How each episode went, summed over its nodes."""
        on = walk.nodes != NONE
        last = walk.nodes[np.arange(len(on)), on.sum(axis=1) - 1]
        asked = walk.outcomes != NONE

        def summed(name: str, where: NDArray[np.bool_]) -> Array:
            column, total = self.histories.column(name), np.zeros(len(on))
            for nodes, counts in zip(walk.nodes.T, where.T, strict=True):
                total += np.where(counts, column[nodes], 0.0)
            return total

        def final(name: str) -> Ints:
            return self.histories.column(name)[last].astype(np.int64)

        without = self.histories.column("best_now")[walk.nodes]
        return Ended(
            act=np.where(walk.left, ABANDONED, final("act")),
            response=np.where(walk.left, NONE, final("response")),
            questions=asked.sum(axis=1),
            cost=summed("cost", asked),
            gain=summed("gain", asked),
            intent=final("intent"),
            sure=self.histories.column("sure")[last],
            recognised=asked.any(axis=1) | (summed("withheld", on) > 0),
            unstable=summed("unstable", on).astype(np.int64),
            decisions=on.sum(axis=1),
            without=np.where(asked, without, NONE).astype(np.int64),
            shown=np.where(walk.left, 0, final("shown")),
        )


def _spread(size: int, at: Ints, values: Ints) -> Ints:
    out = np.full(size, NONE, dtype=np.int64)
    out[at] = values
    return out


def _path(walk: Walk) -> NDArray[np.int16]:
    """The answers of each episode, ``[B, D]``: with its opening, the name of its history."""
    return walk.outcomes.astype(np.int16)
