"""What a message tells of a facet of which several values may hold at once: the gravest of them counts.

Whoever takes a blood thinner and a blood pressure tablet takes a blood thinner, in whatever order they say it. What is
graver is what could break a limit, so it follows from the domain's own values and is nobody's guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...beliefs.deciding.choice import Stance
from ...beliefs.refusing.stakes import graver, gravest
from ...beliefs.values.arbitration import Arbiter
from ..state.dialogue import DialogueState
from ..state.heard import Heard
from ..state.mind import Mind
from .either import expected

__all__ = ["with_gravest"]

HELD = 0.4
"""Likelihood from which a value is told beside the likeliest, as a share of that one's."""

MORE = 0.1
"""Least likelihood of what is graver than all that was told in passing: to name one thing is not to say that there is
no other."""


def with_gravest(mind: Mind, state: DialogueState, heard: Heard) -> Heard:
    """A message, what it tells of several values that may hold at once being told of the gravest."""
    rules = mind.policy.rules(Stance(state["context"])).arbiter
    question = mind.domain.questions.get(heard.question or "")
    facts = {facet: _open_to_more(rules, facet, _gravest(rules, facet, told)) for facet, told in heard.facts.items()}
    facts = {facet: _as_likely(mind, state, facet, told) for facet, told in facts.items()}
    reply = heard.reply
    if question is not None:
        reply = _as_likely(mind, state, question.about, _gravest(rules, question.about, reply))
    same = reply is heard.reply and all(facts[facet] is told for facet, told in heard.facts.items())
    return heard if same else heard.model_copy(update={"facts": facts, "reply": reply})


def _gravest(rules: Arbiter, facet: str, told: Mapping[str, float]) -> Mapping[str, float]:
    """Log-likelihoods of a facet's values, those of all that are told moved to the gravest of them."""
    held = _held(rules, facet, told)
    worst = _worst(rules, facet, held) if held else held
    if len(worst) == len(held):
        return told
    total = float(np.logaddexp.reduce([told[name] for name in held])) - float(np.log(len(worst)))
    return {**told, **dict.fromkeys(held, min(told.values())), **dict.fromkeys(worst, total)}


def _as_likely(mind: Mind, state: DialogueState, facet: str, told: Mapping[str, float]) -> Mapping[str, float]:
    """Log-likelihoods that leave the values that are told as likely as one another, however rare one of them is."""
    names = _held(mind.policy.rules(Stance(state["context"])).arbiter, facet, told)
    if len(names) < 2:
        return told
    position = mind.model.facet_index[facet]
    before = dict(zip(mind.model.facets[position].values, expected(mind, state, position), strict=True))
    most = max(before[name] for name in names)
    more = {name: told[name] + float(np.log(most / before[name])) for name in names}
    return {name: ll - max(more.values()) for name, ll in {**told, **more}.items()}


def _open_to_more(rules: Arbiter, facet: str, told: Mapping[str, float]) -> Mapping[str, float]:
    """Log-likelihoods of a facet's values, with something left for what is graver than those that are told."""
    held = _held(rules, facet, told)
    if not held:
        return told
    position, names = _place(rules, facet)
    least = max(told.values()) + float(np.log(MORE))
    places = [names.index(name) for name in held]
    worse = [n for i, n in enumerate(names) if any(graver(rules, position, i, place) for place in places)]
    raised = {name: least for name in worse if told.get(name, -np.inf) < least and name not in held}
    return {**told, **raised} if raised else told


def _held(rules: Arbiter, facet: str, told: Mapping[str, float]) -> list[str]:
    """The values that are told, where several may hold; of any other facet none."""
    domain = rules.values.model.domain
    if not told or facet not in domain.facets or not domain.facets[facet].several:
        return []
    least = max(told.values()) + float(np.log(HELD))
    return [name for name in _place(rules, facet)[1] if told.get(name, -np.inf) >= least]


def _worst(rules: Arbiter, facet: str, held: Sequence[str]) -> list[str]:
    position, names = _place(rules, facet)
    return [names[place] for place in gravest(rules, position, [names.index(name) for name in held])]


def _place(rules: Arbiter, facet: str) -> tuple[int, tuple[str, ...]]:
    """A facet's position and its values."""
    position = rules.values.model.facet_index[facet]
    return position, rules.values.model.facets[position].values
