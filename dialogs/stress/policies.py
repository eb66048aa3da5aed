"""Policies to compare the agent with, on the same cases and with the same reader.

Each is what somebody would build first: answer always, decline always, decline at alarm words, ask what tells most
about the wish, or add everything up into one reward. They stand in the place of `Policy` in the same loop, so whatever
differs in the results comes from the decision alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...beliefs.acts import ResponseKind
from ...beliefs.arrays import Array
from ...beliefs.belief.answers import Contrast
from ...beliefs.belief.belief import Belief
from ...beliefs.belief.model import AskModel, Model, compile_domain
from ...beliefs.deciding.choice import DOMAIN_STANCE, START, Choice, Progress, Stance
from ...beliefs.deciding.policy import Policy
from ...beliefs.language.defaults import HELPFULNESS
from ...beliefs.language.domain import Domain, Escalation
from ...beliefs.language.reserved import OTHER
from ...beliefs.planning.lens import Lens
from ...beliefs.planning.planning import Threshold

__all__ = [
    "FULL",
    "POLICIES",
    "KeywordFilter",
    "MostInformation",
    "OneKind",
    "intent_gains",
    "make_policy",
]

FULL = "full agent"
LEAST_BITS = 0.1
"""The gain at which the information policy stops asking."""


class OneKind(Policy):
    """The response of one kind that is expected to help most, at once; no limit counts, nothing is asked."""

    def __init__(self, model: Model, kind: ResponseKind) -> None:
        """Compile; nothing is planned."""
        super().__init__(model, Threshold(), wobble=None)
        objectives = list(model.domain.objectives)
        self.kind: ResponseKind = kind
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
        """Put the most helpful response of the kind in place of what was chosen."""
        choice = super().decide(belief, _quiet(progress), stance, seed=seed)
        responses = self.model.domain.responses
        worth = self.rules(stance).arbiter.values.expected(belief)[:, self._helps]
        kinds = np.array([response.kind == self.kind for response in responses.values()])
        found = list(responses)[int(np.where(kinds, worth, -np.inf).argmax())] if kinds.any() else None
        bare = replace(choice, question=None, refusal=None, escalation=None, assumptions={}, shown=())
        return replace(bare, act="answer" if self.kind == "answer" else "refuse", response=found)


class KeywordFilter(OneKind):
    """Decline once an alarm word was said, else answer."""

    def __init__(self, model: Model, words: tuple[str, ...]) -> None:
        """Take the alarm words."""
        super().__init__(model, "answer")
        self.words = tuple(word.casefold() for word in words)

    def listen(self, said: tuple[str, ...]) -> None:
        """Look at everything that the user said."""
        text = " ".join(said).casefold()
        self.kind = "refuse" if any(word in text for word in self.words) else "answer"


class MostInformation(Policy):
    """Information gain as textbooks have it.

    Ask what tells most about the wish, stop below a tenth of a bit, and then give what is worth most, all objectives
    added up, if the most probable wish is the wish. No limits, no tails.
    """

    def __init__(self, model: Model) -> None:
        """Take the limits away; nothing is planned."""
        super().__init__(compile_domain(_added_up(model.domain)), Threshold(), wobble=None)

    def decide(
        self,
        belief: Belief,
        progress: Progress = START,
        stance: Stance = DOMAIN_STANCE,
        *,
        seed: int = 0,
        deadline_s: float | None = None,
    ) -> Choice:
        """Ask or respond."""
        asked = self._telling(belief, progress, stance)
        queue = [name for name in progress.requests if name not in progress.served and name != OTHER]
        wish = queue[0] if queue else belief.top(1)[0][0]
        certain = belief if asked is not None else _given(belief, self.model.intent_index[wish])
        choice = super().decide(certain, _quiet(progress), stance, seed=seed)
        bare = replace(choice, refusal=None, assumptions={}, shown=())
        return bare if asked is None else replace(bare, act="ask", question=asked, response=None, escalation=None)

    def _telling(self, belief: Belief, progress: Progress, stance: Stance) -> AskModel | Contrast | None:
        """The question that tells most about the intent, if one tells enough."""
        if progress.questions_left <= 0 or progress.answer_now:
            return None
        lens = self.rules(stance).lens(belief, progress.asked, progress.questions_left, progress.served)
        if not len(lens.questions):
            return None
        gains = np.where(lens.situation.open, intent_gains(lens), -1.0)
        best = int(gains.argmax())
        return lens.questions[best] if gains[best] > LEAST_BITS * np.log(2) else None


def intent_gains(lens: Lens) -> Array:
    """``I(Intent; A_q) = H(A_q) - sum_i b(i) H(A_q | i)`` of each question in view, in nats, ``[Q]``."""
    weights = np.zeros((len(lens.intents), int(lens.intents.max()) + 1))
    weights[np.arange(len(lens.intents)), lens.intents] = lens.situation.belief
    answers = lens.problem.answers @ weights  # [A, Q, I]: P(a | q, i) b(i)
    mass = weights.sum(axis=0)
    told = answers.sum(axis=2)
    return _entropy(told).sum(axis=0) - (_entropy(answers / np.maximum(mass, 1e-300)).sum(axis=0) @ mass)


def _entropy(p: Array) -> Array:
    return -p * np.log(np.maximum(p, 1e-300))


def _given(belief: Belief, intent: int) -> Belief:
    """The belief, were this what is wanted."""
    sure = np.full(belief.log_intents.shape, -np.inf)
    sure[intent] = 0.0
    return Belief(belief.model, sure, belief.shared, belief.log_evidence, belief.changed)


def _quiet(progress: Progress) -> Progress:
    """Nothing may be asked, nobody is called."""
    return replace(progress, questions_left=0, wants_person=False, surprises=0)


def _added_up(domain: Domain) -> Domain:
    """The domain with one weighted sum in place of limits, tiers and the sides of several people."""
    objectives = {
        name: objective.model_copy(update={"limit": None, "tier": 0, "slack": 0.0, "caution": 0.0})
        for name, objective in domain.objectives.items()
    }
    bare = Escalation(to=domain.escalation.to, other_above=domain.escalation.other_above)
    changes = {"objectives": objectives, "scoring": "linear", "mode": "steer", "escalation": bare}
    contexts = {key: context.model_copy(update={"limits": {}}) for key, context in domain.contexts.items()}
    return domain.model_copy(update={**changes, "contexts": contexts})


POLICIES: dict[str, Callable[[Model, tuple[str, ...]], Policy]] = {
    "always answer": lambda model, words: OneKind(model, "answer"),
    "always refuse": lambda model, words: OneKind(model, "refuse"),
    "keyword filter": KeywordFilter,
    "information gain": lambda model, words: MostInformation(model),
    "scalar reward": lambda model, words: Policy(compile_domain(_added_up(model.domain)), wobble=None),
    FULL: lambda model, words: Policy(model),
}
"""By the name that is shown; the agent itself comes last."""


def make_policy(name: str, model: Model, words: tuple[str, ...] = ()) -> Policy:
    """A policy by its name."""
    return POLICIES[name](model, words)
