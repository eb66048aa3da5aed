"""Values and tails by enumeration of the joint state: slow and obvious."""

from __future__ import annotations

from edgewise.beliefs.belief.belief import Belief
from edgewise.beliefs.language.domain import Case
from edgewise.beliefs.values.limits import bounds

__all__ = ["brute_cvar", "keeps_limits", "states", "value_in"]


def states(belief: Belief) -> list[tuple[dict[str, str], float]]:
    """Every joint state with its probability, multiplied out one by one."""
    model = belief.model
    found: list[tuple[dict[str, str], float]] = [
        ({"intent": intent}, float(p)) for intent, p in zip(model.intents, belief.intents, strict=True)
    ]
    for k, facet in enumerate(model.facets):
        table = belief.conditional(k)
        found = [
            ({**state, facet.id: value}, p * float(table[v, model.intent_index[state["intent"]]]))
            for state, p in found
            for v, value in enumerate(facet.values)
        ]
    return found


def value_in(cases: tuple[Case, ...], state: dict[str, str]) -> float:
    for case in cases:
        when = case.when
        if when is None:
            return case.value
        if (not when.intent or state["intent"] in when.intent) and all(
            state[facet] in admitted for facet, admitted in when.facets.items()
        ):
            return case.value
    return 0.0


def brute_cvar(outcomes: list[tuple[float, float]], alpha: float) -> float:
    """The mean loss over the worst ``1 - alpha``, taken off the sorted outcomes until it is used up."""
    left = tail = 1 - alpha
    total = 0.0
    for loss, p in sorted(outcomes, reverse=True):
        taken = min(p, left)
        total, left = total + taken * loss, left - taken
    return total / tail if left < 1e-9 else total / (tail - left)


def keeps_limits(belief: Belief, response: str, context: str | None) -> bool:
    """Whether a response keeps every limit in force."""
    domain, every = belief.model.domain, states(belief)
    names = list(domain.objectives)
    for bound in bounds(belief.model, context):
        cases = domain.responses[response].values.get(names[bound.objective], ())
        if brute_cvar([(-value_in(cases, state), p) for state, p in every], bound.alpha) > bound.at_most + 1e-7:
            return False
    return True
