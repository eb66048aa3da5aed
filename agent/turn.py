"""One pure step: what happened, and what to do about it.

``step(mind, state, event) -> Step(state, decision)`` is deterministic: no clock, no model, no store, no randomness
but the seed in the state. A reader has already turned text into `Heard`; the graph executes what comes back.
All of the policy lives below, in `beliefs.policy`; here the dialogue is kept: what was asked, what is pending,
which request is being served, who has the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ..beliefs.choice import Choice, Progress, Stance
from ..beliefs.domain import Domain, Mode
from ..beliefs.rationale import plain
from .asking import pending_question
from .controls import control_for, reply_to_control
from .decision import Decision, told
from .dialogue import DialogueState, Moment
from .handoff import hand_over
from .heard import Captured, Heard
from .hearing import Mind, absorb, belief_of, line, next_request
from .wording import ask_words, assumption_words, greeting_words, refusal_words, response_words

__all__ = ["Mind", "Said", "Step", "Trouble", "arbitrate", "step", "update"]


@dataclass(frozen=True)
class Said:
    """A message was read."""

    heard: Heard


@dataclass(frozen=True)
class Trouble:
    """Something that the agent relies on failed: a reader, an answer function, a model."""

    detail: str
    text: str = ""
    """What the user wrote, when that much is known."""


@dataclass(frozen=True)
class Step:
    """A state, and what was decided in it."""

    state: DialogueState
    decision: Decision


def step(mind: Mind, state: DialogueState, event: Said | Trouble) -> Step:
    """Take one turn."""
    return arbitrate(mind, update(mind, state, event), event)


def update(mind: Mind, state: DialogueState, event: Said | Trouble) -> DialogueState:
    """Take in what was said: the transcript and the evidence, nothing decided."""
    if isinstance(event, Trouble):
        return line({**state, "turn": state["turn"] + 1}, "user", event.text)
    return absorb(mind, state, event.heard)


def arbitrate(mind: Mind, state: DialogueState, event: Said | Trouble) -> Step:
    """Choose the act, in a state that has taken the event in."""
    if state["status"] == "with_person":
        return Step(state, Decision(act="silent", text="", reason="with_person"))
    if isinstance(event, Trouble):
        return _decide(mind, state, failed=event.detail)
    control = control_for(mind, state, event.heard)
    if control is not None:
        answered = reply_to_control(mind, state, control)
        if answered.answer_now or answered.wants_person:
            return _decide(mind, answered.state, answer_now=answered.answer_now, wants_person=answered.wants_person)
        return _close(answered.state, answered.decision or told("", control))
    if _only_greets(event.heard):
        words = greeting_words(mind.domain)
        return _close(state, told(words.text, "greeting", words.options))
    return _decide(mind, state)


def _decide(
    mind: Mind,
    state: DialogueState,
    *,
    answer_now: bool = False,
    wants_person: bool = False,
    failed: str | None = None,
    served: tuple[Decision, ...] = (),
) -> Step:
    """Ask the policy; serve the requests of a compound message one after another."""
    progress = Progress(
        asked=frozenset(state["asked"]),
        questions_left=max(0, mind.domain.budget.questions - state["questions_used"]),
        surprises=state["surprises"],
        wants_person=wants_person,
        answer_now=answer_now,
        failed=failed,
        served=tuple(state["served"]),
        requests=tuple(state["requests"]),
    )
    choice = mind.policy.decide(
        belief_of(mind, state),
        progress,
        stance_of(state),
        seed=state["seed"] + state["turn"],
        deadline_s=mind.deadline_s,
    )
    decision = _worded(mind, state, choice).model_copy(update={"also": served})
    if choice.act == "ask":
        return _close(_asking(state, choice), decision)
    if choice.act == "escalate":
        return _close(hand_over(mind.domain, state, decision), decision)
    if choice.remaining and decision.intent is not None:
        rest = cast(DialogueState, {**state, "served": [*state["served"], decision.intent]})
        alone = decision.model_copy(update={"also": ()})
        return _decide(mind, rest, answer_now=answer_now, served=(*served, alone))
    return _close(next_request(mind, state), decision)


def stance_of(state: DialogueState) -> Stance:
    """Whose values count in this dialogue."""
    return Stance(state["context"], state["weights"] or None, cast("Mode | None", state["mode"]))


def _worded(mind: Mind, state: DialogueState, choice: Choice) -> Decision:
    """Dress a choice in the domain's words."""
    domain = mind.domain
    record = choice.rationale.to_json()
    top = choice.rationale.intents[0].of.id if choice.rationale.intents else None
    asked = pending_question(mind.policy.model, choice.question) if choice.question is not None else None
    words = ask_words(asked) if asked is not None else None
    return Decision(
        act=choice.act,
        text=words.text if words else _text(domain, state, choice),
        options=words.options if words else (),
        reason=choice.reason,
        question=asked.id if asked else None,
        response=choice.response,
        intent=top,
        escalation=choice.escalation,
        assumptions=dict(choice.assumptions),
        refusal=plain(choice.refusal) if choice.refusal is not None else None,
        rationale=record,
    )


def _text(domain: Domain, state: DialogueState, choice: Choice) -> str:
    if choice.act == "refuse" or choice.response is None:
        return refusal_words(domain, choice)
    captured = {facet: Captured.model_validate(amount) for facet, amount in state["captured"].items()}
    known = {s.facet.id: s.of.id for s in reversed(_by_probability(choice)) if s.facet is not None}
    text = response_words(domain, choice.response, captured, known)
    return " ".join(part for part in (text, assumption_words(domain, choice.assumptions)) if part)


def _by_probability(choice: Choice):
    return sorted(choice.rationale.facets, key=lambda share: -share.probability)


def _asking(state: DialogueState, choice: Choice) -> DialogueState:
    assert choice.question is not None, "an ask has a question"
    name = choice.question.id
    return {
        **state,
        "pending": name,
        "asked": [*state["asked"], name],
        "questions_used": state["questions_used"] + 1,
    }


def _close(state: DialogueState, decision: Decision) -> Step:
    """Write the turn into the transcript."""
    texts = [part.text for part in (*decision.also, decision) if part.text]
    spoken = line(state, "agent", "\n".join(texts)) if texts else state
    if decision.act == "tell":
        return Step(spoken, decision)
    moment = Moment(
        act=decision.act,
        text=decision.text,
        question=decision.question,
        response=decision.response,
        options=list(decision.options),
        rationale=dict(decision.rationale),
    )
    return Step({**spoken, "last": moment}, decision)


def _only_greets(heard: Heard) -> bool:
    return set(heard.acts) <= {"greet", "thanks", "bye"} and bool(heard.acts) and heard.intents is None
