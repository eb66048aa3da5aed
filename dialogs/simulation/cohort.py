"""The cohort: many dialogues at once without words, one decision for all that have the same history.

No loop over episodes anywhere: at each step the dialogues that are still open stand on nodes of the tree of histories;
the agent decides once a node, the users' answers are drawn for all of them. The decisions are those of a live turn,
the users are those of the text simulation, draw for draw. Shapes: episodes B, steps D.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .hidden import Answers, Hidden, draw
from .histories import ACTS, NONE, Histories
from .judging import ABANDONED, Columns, Ended, Judge
from .personas import Cast

__all__ = ["REPORTED", "Cohort", "Walk"]

REPORTED = 10_000
"""Episodes whose histories are kept in full, for reports."""

ASK = ACTS.index("ask")

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Walk:
    """The histories of a batch."""

    last: Ints
    """The node where each ended, ``[B]``: the tree knows how it came there."""
    outcomes: NDArray[np.int16]
    """What was answered at each step, `NONE` after the end, ``[B, D]``: with its opening, the name of its history."""
    left: NDArray[np.bool_]
    """Whether the user left without a response, ``[B]``."""


@dataclass(frozen=True, eq=False)
class Cohort:
    """One domain's users and one agent's policy."""

    histories: Histories
    cast: Cast
    judge: Judge
    """The users are those of its domain, also where the agent believes other things of them."""
    seed: int = 0
    reported: int = REPORTED
    """Of so many first episodes the decisions are kept in full."""

    def run(self, start: int, count: int) -> Columns:
        """Episodes ``start`` to ``start + count``, judged."""
        layout = self._answers_of().layout
        hidden = draw(self.judge.model, self.cast, self.seed, start, count, layout)
        walk = self.walk(hidden, kept=start < self.reported)
        return {**self.judge.columns(hidden, self.ended(walk)), "path": walk.outcomes}

    def walk(self, hidden: Hidden, *, kept: bool = True) -> Walk:
        """Let every user talk to the agent until it responds or they leave; new decisions are kept in full or not."""
        answers = self._answers_of()
        patience = np.array([persona.patience for persona in self.cast.personas.values()])[hidden.persona]
        size = len(hidden)
        at, node = np.arange(size), self.histories.roots(hidden.opening, kept=kept)
        menus, left = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_)
        last = node.copy()
        given: list[NDArray[np.int16]] = []
        while True:
            asks = self.histories.column("act")[node] == ASK
            leaves = asks & (len(given) >= patience[at])
            left[at[leaves]] = True
            on = np.flatnonzero(asks & ~leaves)
            at, node = at[on], node[on]
            outcome = self._answers(answers, hidden, at, node, menus)
            given.append(np.full(size, NONE, dtype=np.int16))
            given[-1][at] = outcome
            if not len(at):
                return Walk(last, np.stack(given, axis=1), left)
            menus[at] += self.histories.column("menu")[node] > 0
            node = self.histories.after(node, outcome, kept=kept)
            last[at] = node

    def _answers_of(self) -> Answers:
        return Answers(self.histories.mind.model, self.cast, self.judge.model)

    def _answers(self, answers: Answers, hidden: Hidden, at: Ints, node: Ints, menus: Ints) -> Ints:
        """What each user answers to the question they were asked: a loop over questions, not over users."""
        asked = self.histories.column("question")[node].astype(np.int64)
        out = np.zeros(len(at), dtype=np.int64)
        for question in np.flatnonzero(np.bincount(asked)):
            mine = np.flatnonzero(asked == question)
            out[mine] = answers.sample(self.histories.questions[int(question)], hidden, at[mine], menus[at[mine]])
        return out

    def ended(self, walk: Walk) -> Ended:
        """How each episode went: all of it is known of the node where it ended."""
        histories, last = self.histories, walk.last

        def final(name: str) -> Ints:
            return histories.column(name)[last].astype(np.int64)

        steps = final("steps")
        return Ended(
            act=np.where(walk.left, ABANDONED, final("act")),
            response=np.where(walk.left, NONE, final("response")),
            questions=steps,
            cost=histories.column("cost_so_far")[last],
            gain=histories.column("gain_so_far")[last],
            intent=final("intent"),
            sure=histories.column("sure")[last],
            recognised=(steps > 0) | (histories.column("withheld_so_far")[last] > 0),
            unstable=final("unstable_so_far"),
            decisions=steps + 1,
            without=self._without(last),
            shown=np.where(walk.left, 0, final("shown")),
        )

    def _without(self, last: Ints) -> Ints:
        """What would have been given instead of each question before these nodes, ``[B, D]``, the last first."""
        best, parents = self.histories.column("best_now").astype(np.int64), self.histories.parents
        node, found = parents[last], [np.full(len(last), NONE, dtype=np.int64)]
        while (on := node != NONE).any():
            found.append(np.where(on, best[node], NONE))
            node = np.where(on, parents[node], NONE)
        return np.stack(found, axis=1)
