"""Policies to compare the agent with, on the same cases and with the same reader.

Each is what somebody would build first: answer always, decline always, decline at alarm words, ask for the most
information, or add everything up into one reward. They stand in the place of `Policy` in the same loop, so whatever
differs in the results comes from the decision alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..beliefs.belief import Belief
from ..beliefs.choice import DOMAIN_STANCE, START, Choice, Progress, Stance
from ..beliefs.defaults import HELPFULNESS
from ..beliefs.domain import Domain, Escalation
from ..beliefs.lens import Lens
from ..beliefs.model import Model, compile_domain
from ..beliefs.planning import Threshold
from ..beliefs.policy import Policy
from ..beliefs.problem import Plan
from ..beliefs.record import Case, Deed

__all__ = ["FULL", "POLICIES", "AlwaysAnswer", "AlwaysRefuse", "KeywordFilter", "MostInformation", "make_policy"]

FULL = "full agent"
LEAST_BITS = 0.1
"""The gain at which the information policy stops asking."""


class AlwaysAnswer(Policy):
    """The answer that is expected to help most, at once; no limit counts, nothing is asked."""

    def __init__(self, model: Model) -> None:
        """Compile; nothing is planned."""
        super().__init__(model, Threshold(), wobble=None)
        objectives = list(model.domain.objectives)
        self._helps = objectives.index(HELPFULNESS) if HELPFULNESS in objectives else 0

    def decide(
        self,
        belief: Belief,
        progress: Progress = START,
        stance: Stance = DOMAIN_STANCE,
        *,
        seed: int = 0,
        deadline_s: float | None = None,
    ) -> Choice:
        """Answer."""
        choice = super().decide(belief, _quiet(progress), stance, seed=seed)
        return self.forced(choice, belief, stance, "answer")

    def forced(self, choice: Choice, belief: Belief, stance: Stance, kind: str) -> Choice:
        """The most helpful response of a kind in place of what was chosen."""
        responses = self.model.domain.responses
        worth = self.rules(stance).arbiter.values.expected(belief)[:, self._helps]
        kinds = np.array([response.kind == kind for response in responses.values()])
        found = list(responses)[int(np.where(kinds, worth, -np.inf).argmax())] if kinds.any() else None
        bare = replace(choice, question=None, refusal=None, escalation=None, assumptions={}, shown=())
        return replace(bare, act="answer" if kind == "answer" else "refuse", response=found)


class AlwaysRefuse(AlwaysAnswer):
    """Decline, whatever is asked."""

    def decide(
        self,
        belief: Belief,
        progress: Progress = START,
        stance: Stance = DOMAIN_STANCE,
        *,
        seed: int = 0,
        deadline_s: float | None = None,
    ) -> Choice:
        """Decline."""
        choice = Policy.decide(self, belief, _quiet(progress), stance, seed=seed)
        return self.forced(choice, belief, stance, "refuse")


class KeywordFilter(AlwaysAnswer):
    """Decline once an alarm word was said, else answer."""

    def __init__(self, model: Model, words: tuple[str, ...]) -> None:
        """Take the alarm words."""
        super().__init__(model)
        self.words = tuple(word.casefold() for word in words)
        self.alarmed = False

    def listen(self, said: tuple[str, ...]) -> None:
        """Look at everything that the user said."""
        text = " ".join(said).casefold()
        self.alarmed = any(word in text for word in self.words)

    def decide(
        self,
        belief: Belief,
        progress: Progress = START,
        stance: Stance = DOMAIN_STANCE,
        *,
        seed: int = 0,
        deadline_s: float | None = None,
    ) -> Choice:
        """Decline or answer."""
        choice = Policy.decide(self, belief, _quiet(progress), stance, seed=seed)
        return self.forced(choice, belief, stance, "refuse" if self.alarmed else "answer")


class MostInformation(Policy):
    """Ask whatever tells most until nothing tells a tenth of a bit, then give the best response within the limits."""

    def __init__(self, model: Model) -> None:
        """Compile with the threshold planner."""
        least = LEAST_BITS * float(np.log(2))
        super().__init__(model, Threshold(confidence=1.0, least=least), wobble=None)

    def _settling(self, case: Case, lens: Lens, plan: Plan, left: int) -> Plan:
        """Information is all that counts."""
        return plan

    def _deed(self, case: Case, progress: Progress, chance: object) -> Deed:
        return super()._deed(case, progress, None)


def _quiet(progress: Progress) -> Progress:
    """Nothing may be asked, nobody is called."""
    return replace(progress, questions_left=0, wants_person=False, surprises=0)


def _summed(model: Model, _: tuple[str, ...]) -> Policy:
    """One weighted sum: limits and tiers are gone, everything is added up."""
    domain = model.domain
    objectives = {
        name: objective.model_copy(update={"limit": None, "tier": 0, "slack": 0.0, "caution": 0.0})
        for name, objective in domain.objectives.items()
    }
    bare = Escalation(to=domain.escalation.to, other_above=domain.escalation.other_above)
    changes = {"objectives": objectives, "scoring": "linear", "mode": "steer", "escalation": bare}
    contexts = {key: context.model_copy(update={"limits": {}}) for key, context in domain.contexts.items()}
    summed: Domain = domain.model_copy(update={**changes, "contexts": contexts})
    return Policy(compile_domain(summed), wobble=None)


POLICIES: dict[str, Callable[[Model, tuple[str, ...]], Policy]] = {
    "always answer": lambda model, words: AlwaysAnswer(model),
    "always refuse": lambda model, words: AlwaysRefuse(model),
    "keyword filter": KeywordFilter,
    "information gain": lambda model, words: MostInformation(model),
    "scalar reward": _summed,
    FULL: lambda model, words: Policy(model),
}
"""By the name that is shown; the agent itself comes last."""


def make_policy(name: str, model: Model, words: tuple[str, ...] = ()) -> Policy:
    """A policy by its name."""
    return POLICIES[name](model, words)
