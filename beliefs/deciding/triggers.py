"""When a person has to decide, whatever the values say: each trigger with its reason.

Triggers are rules over the belief and the dialogue's progress; escalation by value needs none of them. They are
looked at in the order below and the first that holds is the one named. How an odd first message gets an ordinary
chance before it counts as out of scope is the policy's affair.
"""

from __future__ import annotations

from ..acts import EscalationReason
from ..belief.belief import Belief
from ..belief.conditions import probability
from ..language.reserved import OTHER
from .choice import Progress

__all__ = ["find_trigger", "out_of_scope"]

CERTAIN = 1 - 1e-9
"""Short of one by no more than rounding."""


def find_trigger(belief: Belief, progress: Progress) -> EscalationReason | None:
    """The first trigger that calls for a person at once."""
    escalation = belief.model.domain.escalation
    if progress.wants_person:
        return "asked_for_person"
    if progress.failed is not None:
        return "model_failed"
    if any(_exceeds(probability(belief, flag), escalation.red_flag_above) for flag in escalation.red_flags):
        return "red_flag"
    if any(not progress.unread.isdisjoint(flag.facets) for flag in escalation.red_flags):
        return "constraint_unresolved"  # what is said of a danger and cannot be read is for somebody who can
    if progress.contradicted:
        return "contradicted"
    if progress.surprises >= escalation.surprises:
        return "surprise"
    return None


def out_of_scope(belief: Belief) -> bool:
    """Whether the built-in intent is too probable."""
    place = belief.model.intent_index.get(OTHER)
    return place is not None and _exceeds(float(belief.intents[place]), belief.model.domain.escalation.other_above)


def _exceeds(p: float, above: float) -> bool:
    """Whether a probability is above a threshold; what is certain is above any.

    At the threshold it is not: a yes/no of which nothing is known stands at one half, as the default threshold does.
    """
    return p > above or p >= CERTAIN
