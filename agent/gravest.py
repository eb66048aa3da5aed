"""What a message tells of a facet of which several values may hold at once: the gravest of them counts.

Whoever takes a blood thinner and a blood pressure tablet takes a blood thinner, in whatever order they say it. What is
graver is what could break a limit, so it follows from the domain's own values and is nobody's guess.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..beliefs.choice import Stance
from ..beliefs.stakes import gravest
from .dialogue import DialogueState
from .heard import Heard
from .mind import Mind

__all__ = ["with_gravest"]

HELD = 0.4
"""Likelihood from which a value is told beside the likeliest, as a share of that one's."""


def with_gravest(mind: Mind, state: DialogueState, heard: Heard) -> Heard:
    """A message, what it tells of several values that may hold at once being told of the gravest."""
    question = mind.domain.questions.get(heard.question or "")
    facts = {facet: _gravest(mind, state, facet, told) for facet, told in heard.facts.items()}
    reply = heard.reply if question is None else _gravest(mind, state, question.about, heard.reply)
    same = reply is heard.reply and all(facts[facet] is told for facet, told in heard.facts.items())
    return heard if same else heard.model_copy(update={"facts": facts, "reply": reply})


def _gravest(mind: Mind, state: DialogueState, facet: str, told: Mapping[str, float]) -> Mapping[str, float]:
    """Log-likelihoods of a facet's values."""
    if facet not in mind.domain.facets or not mind.domain.facets[facet].several or not told:
        return told
    names, position = mind.model.facet(facet).values, mind.model.facet_index[facet]
    least = max(told.values()) + np.log(HELD)
    held = [place for place, name in enumerate(names) if told.get(name, -np.inf) >= least]
    rules = mind.policy.rules(Stance(state["context"])).arbiter
    worst = gravest(rules, position, held)
    if len(worst) == len(held):
        return told
    total = float(np.logaddexp.reduce([told[names[place]] for place in held]))
    lesser = {names[place]: min(told.values()) for place in held}
    return {**told, **lesser, **{names[place]: total - float(np.log(len(worst))) for place in worst}}
