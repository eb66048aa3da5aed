"""From what was heard to evidence in force: the dialogue's memory.

Evidence about one thing has one key, so saying it again adds nothing and correcting it replaces it. Readings of
the user's own requests belong to one request and give way to the next; facts stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, cast

import numpy as np

from ..beliefs.answers import Contrast, answer_probabilities, contrast, outcomes
from ..beliefs.belief import Belief, prior_belief
from ..beliefs.domain import Domain
from ..beliefs.evidence import (
    Evidence,
    Statement,
    answered,
    claimed,
    from_json,
    picked,
    posterior,
    said,
    to_json,
    with_evidence,
)
from ..beliefs.model import INTENT, UNSURE, WITHHELD, AskModel, Model
from ..beliefs.policy import Policy
from .dialogue import DialogueState, Json, Line
from .heard import Heard
from .questions import NOT_AN_ANSWER

__all__ = ["Mind", "absorb", "belief_of", "line", "next_request", "question_named"]

SURPRISING = 0.03
"""An answer that was given less than this probability is a surprise."""

CARRIED = 0.3
"""How much of what was wanted last is still expected of the next message: "and for a child?" goes on with it."""

MOST_LINES = 400
"""Lines of transcript that the state keeps; the audit log has them all."""


@dataclass(frozen=True, eq=False)
class Mind:
    """What does not change from turn to turn."""

    policy: Policy
    deadline_s: float | None = None

    @property
    def model(self) -> Model:
        """The compiled domain."""
        return self.policy.model

    @property
    def domain(self) -> Domain:
        """The completed domain."""
        return self.policy.model.domain


def question_named(model: Model, name: str) -> AskModel | Contrast:
    """Find a question by the id that the state keeps; a generated menu's id names its readings."""
    if name in model.question_index:
        return model.question(name)
    written = model.domain.questions.get(name)
    if written is not None and written.about == INTENT:
        return contrast(model, written.among or model.intents, name=name)
    return contrast(model, name.removeprefix("which:").split("|"))


def line(state: DialogueState, role: Literal["user", "agent", "operator"], text: str) -> DialogueState:
    """The state with one more line of transcript."""
    new = Line(role=role, text=text, turn=state["turn"])
    return {**state, "lines": [*state["lines"], new][-MOST_LINES:]}


def belief_of(mind: Mind, state: DialogueState) -> Belief:
    """The belief that the ledger amounts to, now."""
    return posterior(prior_belief(mind.model), _ledger(state), turn=state["turn"])


def absorb(mind: Mind, state: DialogueState, heard: Heard) -> DialogueState:
    """Take a message into the ledger and the transcript; decide nothing."""
    state = line({**state, "turn": state["turn"] + 1}, "user" if heard.source == "user" else "operator", heard.text)
    if state["status"] == "with_person":
        return state
    if "change_subject" in heard.acts:
        state = _forget_request(state)
    return {
        **state,
        "surprises": _surprises(mind, state, heard),
        "ledger": _written([*_ledger(state)], _evidence(mind, state, heard)),
        "pending": None if heard.question or heard.intents is not None else state["pending"],
        "captured": {**state["captured"], **{k: v.model_dump(mode="json") for k, v in heard.captured.items()}},
        "requests": list(heard.requests) or state["requests"],
        "served": [] if heard.requests else state["served"],
    }


def next_request(mind: Mind, state: DialogueState) -> DialogueState:
    """Close a request that was served: what was wanted fades to a leaning, what is known stays."""
    belief, prior = belief_of(mind, state), mind.model.prior
    leaning = np.log((1 - CARRIED) + CARRIED * belief.intents / np.maximum(prior, 1e-300))
    kept = _forget_request(state)
    carried = Evidence(key="carried", source="system", turn=state["turn"], statement=said(leaning))
    return {
        **kept,
        "request": state["request"] + 1,
        "ledger": _written(_ledger(kept), [carried]),
        "asked": [name for name in state["asked"] if name in mind.model.question_index],
        "questions_used": 0,
        "pending": None,
        "requests": [],
        "served": [],
        "surprises": 0,
    }


def _forget_request(state: DialogueState) -> DialogueState:
    """Drop what was heard about the present request; facts stay."""
    kept = [item for item in _ledger(state) if item.statement.kind not in ("said", "pick")]
    return {**state, "ledger": [cast(Json, to_json(item)) for item in kept], "requests": [], "served": []}


def _ledger(state: DialogueState) -> list[Evidence]:
    return [from_json(item) for item in state["ledger"]]


def _written(ledger: Sequence[Evidence], items: Sequence[Evidence]) -> list[Json]:
    for item in items:
        ledger = with_evidence(ledger, item)
    return [cast(Json, to_json(item)) for item in ledger]


def _evidence(mind: Mind, state: DialogueState, heard: Heard) -> list[Evidence]:
    """One entry for the reply, one for each fact, one for what the message asks for."""
    found = {_fact_key(facet): claimed(facet, values) for facet, values in heard.facts.items()}
    if heard.question is not None and _is_answer(heard.reply):
        key, statement = _answer(mind.model, heard.question, heard.reply)
        found[key] = statement
    if heard.intents is not None:
        found[f"say:{state['turn']}"] = said(heard.intents, same=_mark(heard.text))
    return [Evidence(key=k, source=heard.source, turn=state["turn"], statement=s) for k, s in found.items()]


def _answer(model: Model, name: str, reply: Mapping[str, float]) -> tuple[str, Statement]:
    """The ledger's key and statement for an answer; who does not want to pick a reading is unsure of it."""
    question = question_named(model, name)
    names = outcomes(model, question)
    told = {outcome: ll for outcome, ll in reply.items() if outcome in names}
    if isinstance(question, AskModel):
        return _fact_key(model.facets[question.facet].id), answered(name, told)
    if WITHHELD in reply:
        told[UNSURE] = float(np.logaddexp(told.get(UNSURE, -np.inf), reply[WITHHELD]))
    members = [model.intents[m] for m in question.members]
    declared = name if name in model.domain.questions else ""
    return f"menu:{name}", picked(members, told, declared)


def _surprises(mind: Mind, state: DialogueState, heard: Heard) -> int:
    """Surprising replies in a row, this one included."""
    if heard.question is None or not _is_answer(heard.reply):
        return state["surprises"]
    question = question_named(mind.model, heard.question)
    expected = dict(
        zip(outcomes(mind.model, question), answer_probabilities(belief_of(mind, state), question), strict=True)
    )
    best = max(heard.reply, key=heard.reply.__getitem__)
    return state["surprises"] + 1 if expected.get(best, 1.0) < SURPRISING else 0


def _is_answer(reply: Mapping[str, float]) -> bool:
    """Whether a message more likely answers the question than not."""
    if not reply:
        return False
    weights = {name: np.exp(ll) for name, ll in reply.items()}
    return weights.get(NOT_AN_ANSWER, 0.0) <= 0.5 * sum(weights.values())


def _fact_key(facet: str) -> str:
    return f"facet:{facet}"


def _mark(text: str) -> str:
    """Equal for messages that say the same in the same words, whatever their case and spacing."""
    return blake2b(" ".join(text.casefold().split()).encode(), digest_size=8).hexdigest()
