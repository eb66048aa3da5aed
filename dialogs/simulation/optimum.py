"""Regret against the optimum: what exact planning would have earned with the same users, where it can be computed.

The agent is held against one that differs in its planner alone: exact backward induction (`beliefs.optimal`) from
every belief that it meets, on the same users, draw for draw, and without words. An agent that talks in words is so
also charged for what it misread. Problems that are too large are told with their size, never guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...agent.state.mind import Mind
from ...beliefs.deciding.choice import Stance
from ...beliefs.errors import DomainTooLarge
from .judging import Columns

if TYPE_CHECKING:
    from .settings import Setting

__all__ = ["MOST_EPISODES", "MOST_STATES", "Optimum", "optimum_of", "too_large"]

MOST_STATES = 200_000
"""States of a problem that is solved at each belief: about a second for the largest."""
MOST_EPISODES = 10_000
"""Dialogues that are held against the optimum, the first ones."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """What the same users would have met with exact planning, or why that is not known."""

    regret: Columns
    """One column, ``optimal_regret``, of the first dialogues; empty where it is not computable."""
    reason: str = ""


def optimum_of(setting: Setting, mind: Mind, columns: Columns) -> Optimum:
    """Let exact planning serve the users of the first dialogues."""
    reason = too_large(mind, setting.context)
    if reason:
        return Optimum({}, reason)
    from .batch import simulated

    changes = {"planner": "optimal", "fidelity": "belief", "episodes": min(len(columns["act"]), MOST_EPISODES)}
    try:
        best = simulated(setting.model_copy(update=changes))
    except DomainTooLarge as error:  # menus that only later beliefs offer may still make a problem too large
        return Optimum({}, error.message)
    return Optimum({"optimal_regret": best["regret"].astype(np.float64)})


def too_large(mind: Mind, context: str | None = None) -> str:
    """Why a domain is not solved exactly; nothing where it is."""
    problem = mind.policy.template(Stance(context)).problem
    answers, questions, _ = problem.answers.shape
    states = (answers + 1) ** questions
    if states <= MOST_STATES:
        return ""
    return f"{questions} questions of {answers} answers make {states:.3g} states; {MOST_STATES:,} are solved exactly"
