"""What a user may always do: ask why, see the belief, put right, decide now, start over, ask for a person.

Controls are pure transitions of the dialogue, the same in every surface. None of them can pass a hard limit: they
change what is asked and shown, never what is admissible.
"""

from __future__ import annotations

from dataclasses import dataclass

from .decision import Decision, told
from .dialogue import DialogueState
from .heard import Heard
from .hearing import Mind, belief_of

__all__ = ["Controlled", "control_for", "reply_to_control"]

CONTROLS = ("human", "just_answer", "why", "explain_belief", "reset")
"""Speech acts that are controls, the most urgent first."""


@dataclass(frozen=True)
class Controlled:
    """What a control did."""

    state: DialogueState
    decision: Decision | None = None
    answer_now: bool = False
    wants_person: bool = False


def control_for(mind: Mind, state: DialogueState, heard: Heard) -> str | None:
    """The control that a message asks for, if any."""
    return next((name for name in CONTROLS if name in heard.acts), None)


def reply_to_control(mind: Mind, state: DialogueState, name: str) -> Controlled:
    """Carry a control out."""
    if name in ("human", "just_answer"):
        return Controlled(state, answer_now=name == "just_answer", wants_person=name == "human")
    text = _why(state) if name == "why" else _belief(mind, state)
    return Controlled(state, told(text, name))


def _why(state: DialogueState) -> str:
    if state["last"] is None:
        return "I have not decided anything yet."
    return str(state["last"]["rationale"].get("sentence", ""))


def _belief(mind: Mind, state: DialogueState) -> str:
    belief = belief_of(mind, state)
    parts = [f"{mind.domain.intents[intent].name} ({p:.0%})" for intent, p in belief.top(3)]
    return f"I think that you want: {', '.join(parts)}."
