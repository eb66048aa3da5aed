"""What is at stake where a limit removes a response: which questions could settle it, and how likely it is safe.

Knows nothing of what is worth doing about it.
"""

from __future__ import annotations

import numpy as np

from .answers import Contrast
from .arbitration import Arbiter
from .belief import Belief
from .lens import Lens
from .model import AskModel
from .values import Joints

__all__ = ["applies", "may_be_safe", "settles"]


def settles(rules: Arbiter, response: int | None, question: AskModel | Contrast) -> bool:
    """Whether a question is about something that the limits on a response depend on; the intent always is."""
    if response is None:
        return False
    if isinstance(question, Contrast):
        return True
    limited = {bound.objective for bound in rules.bounds}
    return any(
        question.facet in group.facets
        for group in rules.values.groups
        if any(r == response and o in limited for r, o in zip(group.responses, group.objectives, strict=True))
    )


def may_be_safe(rules: Arbiter, belief: Belief, response: int) -> bool:
    """Whether, for each limit, the states in which a response keeps it hold half of the belief or more."""
    joints, least = Joints(belief), 1.0
    for bound in rules.bounds:
        for group in rules.values.groups:
            for p in np.flatnonzero((group.responses == response) & (group.objectives == bound.objective)):
                fine = -group.table[:, p] <= bound.at_most
                least = min(least, float(joints(group.facets) @ fine))
    return least >= 0.5


def applies(lens: Lens, question: AskModel | Contrast) -> bool:
    """Whether a question's own condition holds with probability one half or more."""
    if lens.problem.applies is None:
        return True
    return bool(lens.problem.applies[lens.questions.index(question)] @ lens.situation.belief >= 0.5)
