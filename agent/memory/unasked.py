"""Questions that count as not asked, because nobody has had the chance to answer them, or the answer was withdrawn.

A question is asked once. One that a person, a control or a fault cut off was neither answered nor passed over; left
among what was asked it could never come up again, and the session would be handed over for ever. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from ...beliefs.belief.model import Model
from ...beliefs.language.reserved import INTENT, OWN_VALUES
from ...beliefs.values.tradeoffs import is_trade_off
from ..state.dialogue import DialogueState
from .passed_over import own_name

__all__ = ["asked_about", "unasked"]


def unasked(state: DialogueState, questions: Collection[str] = ()) -> DialogueState:
    """The state with no question open: that one may be asked anew, and so may others that are named.

    Of these it is forgotten, too, that they were passed over; of the open one it is not, or it could be put off for
    ever.
    """
    pending = state["pending"]
    asked = [name for name in state["asked"] if name != pending and own_name(name) not in questions]
    return {**state, "asked": asked, "pending": None}


def asked_about(model: Model, state: DialogueState, facet: str) -> set[str]:
    """Questions about one thing that were asked: menus about the intent, choices about the user's own values."""
    asked = {own_name(name) for name in state["asked"]}
    if facet == OWN_VALUES:
        return {name for name in asked if is_trade_off(name)}
    if facet == INTENT:
        return {name for name in asked if name not in model.question_index and not is_trade_off(name)}
    return {name for name in asked & set(model.domain.questions) if model.domain.questions[name].about == facet}
