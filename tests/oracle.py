"""Brute force over the joint state: slow, obvious, and written from the domain's own numbers, not from arrays."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

import numpy as np
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.language.domain import Domain, Facet

State = tuple[str, ...]
"""An intent and one value of every facet."""


def spread(weights: dict[str, float], values: list[str]) -> dict[str, float]:
    total = sum(weights.get(value, 0.0) for value in values)
    return {value: weights.get(value, 0.0) / total if total > 0 else 1 / len(values) for value in values}


@dataclass
class Oracle:
    """The joint distribution as a dictionary from state to probability."""

    domain: Domain
    p: dict[State, float]
    known: dict[tuple[str, str, str, str], float] = field(default_factory=dict)
    """Answer probabilities that were worked out before."""

    @staticmethod
    def prior(model: Model) -> Oracle:
        domain = model.domain
        total = sum(intent.prior for intent in domain.intents.values())
        p: dict[State, float] = {}
        for intent, spec in domain.intents.items():
            for values in itertools.product(*(facet.values for facet in domain.facets.values())):
                weight = spec.prior / total
                for facet, value in zip(domain.facets.values(), values, strict=True):
                    given = facet.prior_given.get(intent) or facet.prior
                    weight *= spread(given, list(facet.values))[value]
                p[(intent, *values)] = weight
        return Oracle(domain, p)

    def position(self, facet: str) -> int:
        return 1 + list(self.domain.facets).index(facet)

    def answer(self, question: str, outcome: str, state: State) -> float:
        """``P(outcome | state)`` of a question about a facet."""
        key = (question, outcome, state[0], state[self.position(self.domain.questions[question].about)])
        if key not in self.known:
            self.known[key] = self._answer(*key)
        return self.known[key]

    def _answer(self, question: str, outcome: str, intent: str, value: str) -> float:
        """The answer model, straight from its definition."""
        ask = self.domain.questions[question]
        facet = self.domain.facets[ask.about]
        values = list(facet.values)
        unsure = ask.unsure_given.get(intent, ask.unsure)
        withheld = ask.withheld_given.get(intent, ask.withheld)
        candor = facet.candor_given.get(intent, facet.candor)
        if outcome == "unsure":
            return candor * unsure
        if outcome == "withheld":
            return candor * withheld
        guise = spread(facet.guise_given.get(intent) or facet.guise, values)[outcome]
        return candor * (1 - unsure - withheld) * heard(ask.reliability, outcome, value, facet) + (1 - candor) * guise

    def outcomes(self, question: str) -> list[str]:
        return [*self.domain.facets[self.domain.questions[question].about].values, "unsure", "withheld"]

    def condition(self, likelihood: dict[State, float]) -> Oracle:
        joint = {state: p * likelihood[state] for state, p in self.p.items()}
        total = sum(joint.values())
        return Oracle(self.domain, {state: p / total for state, p in joint.items()}, self.known)

    def reply(self, question: str, soft: dict[str, float]) -> Oracle:
        """Condition on a soft reply: outcome -> likelihood."""
        return self.condition(
            {s: sum(weight * self.answer(question, a, s) for a, weight in soft.items()) for s in self.p}
        )

    def pick(self, members: list[str], outcome: str, slip: float, unsure: float) -> Oracle:
        """Condition on the answer to "which of these do you mean?"."""
        return self.condition({s: picked(members, outcome, s[0], slip, unsure) for s in self.p})

    def soft_pick(self, members: list[str], soft: dict[str, float], slip: float = 0.02, unsure: float = 0.02) -> Oracle:
        """Condition on a soft reply to it; the defaults are those of a generated menu."""
        return self.condition(
            {s: sum(w * picked(members, a, s[0], slip, unsure) for a, w in soft.items()) for s in self.p}
        )

    def marginal(self, axis: int) -> dict[str, float]:
        out: dict[str, float] = {}
        for state, p in self.p.items():
            out[state[axis]] = out.get(state[axis], 0.0) + p
        return out

    def intents(self) -> np.ndarray:
        marginal = self.marginal(0)
        return np.array([marginal[intent] for intent in self.domain.intents])

    def facet(self, name: str) -> np.ndarray:
        marginal = self.marginal(self.position(name))
        return np.array([marginal[value] for value in self.domain.facets[name].values])

    def entropy(self) -> float:
        return entropy(list(self.p.values()))

    def gain(self, question: str) -> tuple[float, float]:
        """Expected fall in entropy of (intent, facet) and of the intent: enumerated, posterior by posterior."""
        at = self.position(self.domain.questions[question].about)
        state, intent = self._pair(at), list(self.marginal(0).values())
        told, told_intent = entropy(state), entropy(intent)
        for outcome in self.outcomes(question):
            weight = sum(p * self.answer(question, outcome, s) for s, p in self.p.items())
            if weight > 0:
                after = self.reply(question, {outcome: 1.0})
                told -= weight * entropy(after._pair(at))
                told_intent -= weight * entropy(list(after.marginal(0).values()))
        return told, told_intent

    def answers(self, question: str) -> list[float]:
        return [sum(p * self.answer(question, a, s) for s, p in self.p.items()) for a in self.outcomes(question)]

    def _pair(self, at: int) -> list[float]:
        out: dict[tuple[str, str], float] = {}
        for state, p in self.p.items():
            out[(state[0], state[at])] = out.get((state[0], state[at]), 0.0) + p
        return list(out.values())


def heard(reliability: float, outcome: str, value: str, facet: Facet) -> float:
    if len(facet.values) == 1:
        return 1.0
    return reliability if outcome == value else (1 - reliability) / (len(facet.values) - 1)


def picked(members: list[str], outcome: str, intent: str, slip: float, unsure: float) -> float:
    if outcome == "unsure":
        return unsure
    right = intent if intent in members else "none"
    return (1 - unsure) * (1 - slip if outcome == right else slip / len(members))


def entropy(p: list[float]) -> float:
    return -sum(x * math.log(x) for x in p if x > 0)
