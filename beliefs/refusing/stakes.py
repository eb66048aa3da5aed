"""What is at stake where a limit removes a response: what could settle it or bring it about, how likely it is safe.

Knows nothing of what is worth doing about it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Array
from ..belief.answers import Contrast
from ..belief.belief import Belief
from ..belief.joints import Joints
from ..belief.model import AskModel
from ..planning.lens import Lens
from ..values.arbitration import Arbiter
from ..values.tails import SLACK

__all__ = ["applies", "graver", "gravest", "may_be_safe", "settles"]


def settles(rules: Arbiter, belief: Belief, response: int | None, question: AskModel | Contrast) -> bool:
    """Whether a question is about something that the limits on a response depend on."""
    if response is None:
        return False
    groups = [rules.values.group_of(response, bound.objective) for bound in rules.bounds]
    if not isinstance(question, Contrast):
        return any(question.facet in group.facets for group, _ in groups)
    losses = [group.table[:, column].reshape(-1, len(belief.model.intents)) for group, column in groups]
    facts = [belief.conditional(facet) for facet in {facet for group, _ in groups for facet in group.facets}]
    return any(map(_by_intent, (*losses, *facts)))


def _by_intent(table: Array) -> bool:
    """Whether a table over something and the intent, ``[..., I]``, is another where something else is wanted."""
    return bool((np.ptp(table, axis=-1) > SLACK).any())


def may_be_safe(rules: Arbiter, belief: Belief, response: int) -> bool:
    """Whether, for each limit, the states in which a response keeps it hold half of the belief or more."""
    joints, least = Joints(belief), 1.0
    for bound in rules.bounds:
        for group in rules.values.groups:
            for p in np.flatnonzero((group.responses == response) & (group.objectives == bound.objective)):
                fine = -group.table[:, p] <= bound.at_most
                least = min(least, float(joints(group.facets) @ fine))
    return least >= 0.5


def graver(rules: Arbiter, facet: int, one: int, other: int, intents: Sequence[int] | None = None) -> bool:
    """Whether one value of a facet can bring a response over a limit that keeps it with another, all else alike.

    Args:
        rules: what is within the limits.
        facet: position of the facet.
        one: position of the value that may be graver.
        other: position of the value that it is held against.
        intents: positions of what may be wanted; anything, when not given.
    """
    wanted = slice(None) if intents is None else list(intents)
    for bound in rules.bounds:
        for group in rules.values.groups:
            limited = np.flatnonzero(group.objectives == bound.objective)
            if facet not in group.facets or not len(limited):
                continue
            model = rules.values.model
            shape = [*(len(model.facets[f].values) for f in group.facets), len(model.intents), -1]
            fine = (-group.table[:, limited] <= bound.at_most + SLACK).reshape(shape)[..., wanted, :]
            axis = group.facets.index(facet)
            if (fine.take(other, axis) & ~fine.take(one, axis)).any():
                return True
    return False


def gravest(rules: Arbiter, facet: int, values: Sequence[int]) -> list[int]:
    """Those of some values of a facet that no other of them is graver than, unless it is the other way round, too."""
    return [
        one
        for one in values
        if not any(graver(rules, facet, other, one) and not graver(rules, facet, one, other) for other in values)
    ]


def applies(lens: Lens, question: AskModel | Contrast) -> bool:
    """Whether a question's own condition holds with probability one half or more."""
    if lens.problem.applies is None:
        return True
    return bool(lens.problem.applies[lens.questions.index(question)] @ lens.situation.belief >= 0.5)
