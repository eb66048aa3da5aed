"""What an agent has in mind: its policy, and from a dialogue's ledger the belief that it amounts to.

Beliefs and decisions are remembered by what they follow from. Nothing here hears or decides.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import cast

from ...beliefs.belief.answers import Contrast, contrast, on_menu
from ...beliefs.belief.belief import Belief
from ...beliefs.belief.contexts import prior_in
from ...beliefs.belief.evidence import Evidence, from_json, to_json, with_evidence
from ...beliefs.belief.ledger import drifts, goes_on, gone_on, posterior
from ...beliefs.belief.model import AskModel, Model
from ...beliefs.belief.profile import UserProfile, profiled
from ...beliefs.deciding.choice import Choice, Stance
from ...beliefs.deciding.policy import Policy
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import INTENT
from ...beliefs.values.tradeoffs import bare_trade_off, is_trade_off, named_trade_off
from .dialogue import DialogueState, Json
from .recent import Grounds, Recent

__all__ = [
    "Mind",
    "belief_of",
    "fact_key",
    "ledger_of",
    "question_at",
    "question_named",
    "unprofiled",
    "wish_key",
    "written",
]

MOST_SAID = 12
"""Readings of messages that one request keeps, the latest ones."""

WISH = "say:"

MOST_BELIEFS = 512
MOST_CHOICES = 512


@dataclass(frozen=True, eq=False)
class Mind:
    """What does not change from turn to turn."""

    policy: Policy
    deadline_s: float | None = None
    folded: Recent[bytes, Belief] = field(default_factory=lambda: Recent[bytes, Belief](MOST_BELIEFS), repr=False)
    """Beliefs by what they follow from: a turn asks for the same one several times."""
    chosen: Recent[Grounds, Choice] = field(default_factory=lambda: Recent[Grounds, Choice](MOST_CHOICES), repr=False)
    """Decisions by what they follow from: sessions that stand where others stood share them."""

    @property
    def model(self) -> Model:
        """The compiled domain."""
        return self.policy.model

    @property
    def domain(self) -> Domain:
        """The completed domain."""
        return self.policy.model.domain

    @cached_property
    def vocabulary(self) -> str:
        """What a stored dialogue may name, as digests of the intents in their order, of the bins, of the rest."""
        domain = self.domain
        numbers = {k: facet for k, facet in domain.facets.items() if facet.kind == "number"}
        bins = {k: [(v, at.low, at.high) for v, at in facet.values.items()] for k, facet in numbers.items()}
        asked = {name: (question.about, question.among) for name, question in domain.questions.items()}
        rest = [
            {k: [*facet.values] for k, facet in domain.facets.items()},
            asked,
            [*domain.objectives],
            [*domain.profiles],
        ]
        return "-".join(map(_digest, (self.model.intents, bins, rest)))


def _digest(names: object) -> str:
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()[:8]


def belief_of(mind: Mind, state: DialogueState) -> Belief:
    """The belief that the ledger amounts to, now."""
    profile = None if state["exploring"] else state["profile"]
    # Version 2 of the format writes equal things equally; later ones also write who else refers to them.
    now = state["turn"] if drifts(mind.model) else 0
    key = marshal.dumps((state["ledger"], now, profile, state["context"]), 2)

    def folded() -> Belief:
        ledger = ledger_of(state)
        if goes_on(mind.model, ledger):
            return gone_on(belief_of(mind, {**state, "ledger": state["ledger"][:-1]}), ledger)
        return posterior(_prior(mind.model, profile, state["context"]), ledger, turn=state["turn"])

    return mind.folded.get(key, folded)


def unprofiled(mind: Mind, state: DialogueState) -> Belief | None:
    """What is believed without the user's own profile, which they may edit; None where it has no say."""
    profile = state["profile"]
    if profile is None or state["exploring"] or not UserProfile.model_validate(profile).enabled:
        return None
    return belief_of(mind, {**state, "profile": None})


def _prior(model: Model, profile: Json | None, context: str | None) -> Belief:
    """What is believed before anything is said: the prior in this context, sharpened by the user's profile."""
    prior = prior_in(model, context)
    if profile is None:
        return prior
    user = UserProfile.model_validate(profile)
    return profiled(prior, user, user.day)


def question_named(model: Model, name: str) -> AskModel | Contrast:
    """Find a question by the id that the state keeps; a generated menu's id names its readings."""
    if name in model.question_index:
        return model.question(name)
    if is_trade_off(name):
        return bare_trade_off(model, name)
    written = model.domain.questions.get(name)
    if written is not None and written.about == INTENT:
        return contrast(model, written.among or model.intents, name=name)
    return contrast(model, on_menu(name))


def question_at(mind: Mind, state: DialogueState, name: str) -> AskModel | Contrast:
    """Find a question by its id, with what its answers tell now: a trade-off's depend on what is at stake."""
    if not is_trade_off(name):
        return question_named(mind.model, name)
    rules = mind.policy.rules(Stance(state["context"], mode="steer")).arbiter
    return named_trade_off(rules, belief_of(mind, state), name)


def ledger_of(state: DialogueState) -> list[Evidence]:
    """The evidence in force."""
    return [_entry(marshal.dumps(item, 2)) for item in state["ledger"]]


@lru_cache(maxsize=256)
def _entry(item: bytes) -> Evidence:
    """One entry: a turn reads the same ones several times, and entries never change."""
    return from_json(marshal.loads(item))


def written(ledger: Sequence[Evidence], items: Sequence[Evidence]) -> list[Json]:
    """The ledger with more entries, as the state keeps it; old readings of messages are dropped beyond a number."""
    for item in items:
        ledger = with_evidence(ledger, item)
    heard = [item.key for item in ledger if item.key.startswith(WISH)]
    dropped = set(heard[:-MOST_SAID])
    return [cast(Json, to_json(item)) for item in ledger if item.key not in dropped]


def wish_key(state: DialogueState) -> str:
    """The ledger's key of what the message of this turn says is wanted."""
    return f"{WISH}{state['turn']}"


def fact_key(facet: str) -> str:
    """The ledger's key of what is known about a facet."""
    return f"facet:{facet}"
