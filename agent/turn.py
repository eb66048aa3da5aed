"""One pure step: what happened, and what to do about it.

``step(mind, state, event) -> Step(state, decision)`` is deterministic: no clock, no model, no store, no randomness
but the seed in the state. A reader has already turned text into `Heard`; the graph executes what comes back.
All of the policy lives below, in `beliefs.policy`; here it is decided who deals with an event: the policy, a
control, a person, or nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from ..beliefs.belief.profile import decayed
from ..beliefs.language.reserved import INTENT
from .deciding.choosing import Pressure, Step, close, decide
from .deciding.handoff import hand_over
from .deciding.wording import courtesy_words, settled_words
from .memory.contradicted import contradicted
from .memory.hearing import absorb
from .memory.heeding import names_a_turn
from .memory.passed_over import may_be_asked_again
from .memory.resuming import forget_request
from .rights.control_words import control_in_words
from .rights.controls import apply_control, still_asking
from .rights.person import act_as_person
from .rights.profile_controls import profile_of, with_profile
from .state.decision import COURTESY, Decision, told
from .state.dialogue import DialogueState, line
from .state.events import Acted, AnswerLost, Controlled, Event, Said, Trouble, Unusable
from .state.heard import Heard
from .state.mind import Mind
from .words.courtesy import COURTESIES

__all__ = ["arbitrate", "step", "understood", "update"]

REMARKS = ("belief", "contest", "explore", "person", "profile", "repeat", "reset", "values", "what_if", "why")
"""Controls whose words say nothing about what is wanted."""

INFORMING = ("belief", "contest", "outcome", "profile", "repeat", "what_if", "why")
"""Controls that a call may use while a person has the word: they answer nothing that was asked."""

PROBLEMS = {
    "empty": "I did not get any words. What can I do for you?",
    "too_long": "That is too long for me to read carefully. Please tell me the gist in a few sentences.",
    "not_text": "I could not read that as text. Please write it in words.",
}


def step(mind: Mind, state: DialogueState, event: Event) -> Step:
    """Take one turn."""
    event = understood(mind, state, event)
    return arbitrate(mind, update(mind, state, event), event)


def understood(mind: Mind, state: DialogueState, event: Event) -> Event:
    """The event with the control that its words ask for, so that it stands by itself without the words."""
    if not isinstance(event, Said) or event.control is not None:
        return event
    control = control_in_words(mind.model, state, event.heard)
    return event if control is None else replace(event, control=control)


def update(mind: Mind, state: DialogueState, event: Event) -> DialogueState:
    """Take in what happened: the transcript and the evidence, nothing decided."""
    if isinstance(event, Said):
        remark = event.control is not None and event.control.name in REMARKS
        return absorb(mind, _aged(state, event.day), event.heard, remark=remark)
    if isinstance(event, Trouble):
        return line({**state, "turn": state["turn"] + 1}, "user", event.text)
    if isinstance(event, Unusable):
        return {**state, "turn": state["turn"] + 1}
    if isinstance(event, Controlled):
        return _aged({**state, "turn": state["turn"] + 1}, event.day)
    if isinstance(event, Acted):
        return {**state, "mail": max(state["mail"], event.mail)}
    return state


def arbitrate(mind: Mind, state: DialogueState, event: Event) -> Step:
    """Choose the act, in a state that has taken the event in."""
    if isinstance(event, Acted):
        return act_as_person(mind, state, event.act)
    if isinstance(event, AnswerLost):
        return _answer_lost(mind, state)
    if state["status"] == "with_person" and not (isinstance(event, Controlled) and event.control.name in INFORMING):
        return Step(state, Decision(act="silent", text="", reason="with_person"))
    if isinstance(event, Trouble):
        return decide(mind, state, Pressure(failed=event.detail))
    if isinstance(event, Unusable):
        return _unusable(state, event)
    if isinstance(event, Controlled):
        return apply_control(mind, state, event.control)
    return _replied(mind, state, event)


def _replied(mind: Mind, state: DialogueState, said: Said) -> Step:
    """What a message leads to; what it says otherwise than a person settled counts for nothing, but does not vanish."""
    if said.control is not None and said.control.name in REMARKS:
        return apply_control(mind, state, said.control)
    against = contradicted(mind, state, said.heard)
    if any(against.values()):
        return decide(mind, state, Pressure(contradicted=True))
    state = {**state, "notices": [*state["notices"], *(settled_words(mind.domain, facet) for facet in against)]}
    if said.control is not None:
        return apply_control(mind, state, said.control)
    if _is_courtesy(said.heard):
        return close(state, _courteous(mind, state, said.heard))
    if "drop" in said.heard.acts:
        return close(_left(state), told("What can I do for you?", "dropped"))
    return _decided(mind, state)


def _decided(mind: Mind, state: DialogueState) -> Step:
    """What the policy decides; that there is a turn to another wish is said only where something about it follows."""
    taken = decide(mind, state)
    told_of = [words for words in state["notices"] if not names_a_turn(words)]
    if len(told_of) == len(state["notices"]) or _is_about_a_wish(mind, state, taken.decision):
        return taken
    return decide(mind, cast(DialogueState, {**state, "notices": told_of}))


def _is_about_a_wish(mind: Mind, state: DialogueState, decision: Decision) -> bool:
    """Whether a decision answers, or asks for a fact that was not asked for before."""
    asked = mind.domain.questions.get(decision.question or "")
    again = may_be_asked_again(state["asked"], str(decision.question))
    return decision.act in ("answer", "refuse") or (asked is not None and asked.about != INTENT and not again)


def _left(state: DialogueState) -> DialogueState:
    """Without what was wanted, and with nothing asked; facts stay."""
    asked = [name for name in state["asked"] if name != state["pending"]]
    return {**forget_request(state), "pending": None, "asked": asked, "questions_used": 0}


def _unusable(state: DialogueState, event: Unusable) -> Step:
    """Say what was wrong; an open question stays open."""
    text, options = PROBLEMS[event.problem], ()
    last = state["last"]
    if state["pending"] is not None and last is not None:
        text, options = f"{text.split('. ')[0].rstrip('.')}. {last['text']}", tuple(last["options"])
    return close(state, told(text, event.problem, options))


def _answer_lost(mind: Mind, state: DialogueState) -> Step:
    """The answer that was decided on could not be had: say so, and let a person give it. Nothing is made up.

    Where the turn had handed over already, that reason stays: it may be the graver one.
    """
    record = dict(state["last"]["rationale"]) if state["last"] else {}
    given = state["handoff"]
    if given is None:
        record["sentence"] = "I hand over because the answer could not be had."
    decision = Decision(
        act="escalate",
        text=f"I know what you need, but I could not get the answer just now. I'll ask {mind.domain.escalation.to}.",
        reason="answer_failed",
        escalation="model_failed" if given is None else str(given["reason"]),
        rationale=record,  # pyright: ignore[reportArgumentType]
    )
    return close(hand_over(mind.domain, state, decision), decision)


def _aged(state: DialogueState, day: float) -> DialogueState:
    """The profile as of today."""
    profile = profile_of(state)
    return state if profile is None or day <= profile.day else with_profile(state, decayed(profile, day))


def _courteous(mind: Mind, state: DialogueState, heard: Heard) -> Decision:
    """What is said back to a courtesy; who was asked something is asked it again, unless they take their leave."""
    acts = set(heard.acts)
    waits = state["pending"] is not None and "bye" not in acts
    words = courtesy_words(mind.domain, acts, first=state["last"] is None, waits=waits)
    decision = told(words.text, COURTESY, words.options)
    return still_asking(mind, state, decision) if waits else decision


def _is_courtesy(heard: Heard) -> bool:
    return set(heard.acts) <= COURTESIES and bool(heard.acts) and heard.intents is None
