"""Whether an answer is a surprise: of the reading, not of the world.

What is rare happens, and an honest answer that tells it is no sign that something was misunderstood. A surprise is an
answer that was improbable because of what was heard, or that speaks for what the domain holds impossible.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Array
from .answers import Contrast, answer_probabilities
from .belief import Belief
from .model import AskModel

__all__ = ["surprising"]

IMPROBABLE = 0.03
"""An answer that was given less than this probability may be a surprise."""

AGAINST = 3.0
"""By how much what was heard has to have made less of what explains it."""

EXPLAINS = 0.5
"""States that explain an answer give it this share, at least, of the probability that the best of them gives it."""


def surprising(belief: Belief, start: Belief, question: AskModel | Contrast, outcome: int) -> bool:
    """Whether an answer was improbable, and what explains it far less probable than it was from the ``start``."""
    if answer_probabilities(belief, question)[outcome] >= IMPROBABLE:
        return False
    likely = question.table[outcome]
    explains = likely >= EXPLAINS * likely.max()
    now, before = (float(_states(at, question)[explains].sum()) for at in (belief, start))
    return AGAINST * now <= before


def _states(belief: Belief, question: AskModel | Contrast) -> Array:
    """Probabilities over what a question's answers depend on, ``[V, I]`` or ``[I]``."""
    if isinstance(question, Contrast):
        return belief.intents
    return np.multiply(belief.conditional(question.facet), belief.intents)
