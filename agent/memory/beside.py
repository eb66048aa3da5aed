"""What is asked for beside something else: what is served first, and whether the open question stays open.

It knows what was heard and what is under way, and not how anything is answered.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...beliefs.belief.model import Model
from ..state.dialogue import DialogueState, said_by_user
from ..state.heard import Heard
from ..state.mind import Mind, belief_of
from ..state.settled import is_answer
from ..words.segments import asks
from ..words.speech_acts import speech_acts

__all__ = ["asked_beside", "left_unanswered", "requests_in_turn"]


def asked_beside(state: DialogueState, heard: Heard) -> bool:
    """Whether a message asks for something beside the open question, which stays open and is put again at no cost.

    It answers nothing, and says nothing of what is under way: "how old are they?" - "when do you open?".
    """
    open_ = heard.question is not None and heard.question == state["pending"]
    return open_ and bool(heard.requests) and heard.intents is None and not is_answer(heard.reply)


def left_unanswered(state: DialogueState) -> bool:
    """Whether the user's last message asks for something, where all that is said back is a question put again."""
    last = said_by_user(state)[-1]
    return asks(last) and not speech_acts(last) & {"unsure", "withheld"}  # "how should I know?"


def requests_in_turn(mind: Mind, state: DialogueState, heard: Heard) -> list[str]:
    """What is to be served, in order: what a message asks for beside something comes before what is under way."""
    beside = heard.question is not None and (is_answer(heard.reply) or asked_beside(state, heard))
    if not beside or {*heard.requests} <= heard.reply.keys():
        return _dangers_first(mind.model, heard.requests)  # a reply that takes several of a menu takes no other
    under_way = [r for r in state["requests"] if r not in state["served"]] or [belief_of(mind, state).top(1)[0][0]]
    new = [request for request in heard.requests if request not in under_way]
    return _dangers_first(mind.model, [*new, *under_way]) if new else []


def _dangers_first(model: Model, requests: Iterable[str]) -> list[str]:
    """Several requests in the order of serving: as they were said, but first those that a red flag names."""
    flagged = {intent for flag in model.domain.escalation.red_flags for intent in flag.intent}
    return sorted(requests, key=lambda request: request not in flagged)
