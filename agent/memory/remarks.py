"""What a dialogue came to by a message, so that it can be said how the message was taken; see `heeding` for the words.

It compares the dialogue before and after, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from ...beliefs.language.reserved import OTHER
from ..matching.own_units import came_to
from ..reading.asking import facet_question
from ..state.dialogue import DialogueState
from ..state.heard import Heard
from ..state.mind import Mind, belief_of, fact_key, ledger_of
from .heeding import Context, taken_as

__all__ = ["remarks"]


def remarks(
    mind: Mind, before: DialogueState, after: DialogueState, heard: Heard, *, told: Collection[str]
) -> list[str]:
    """Sentences on how a message was taken; none while a person has the word.

    Args:
        mind: The compiled domain.
        before: The dialogue that the message came into.
        after: The dialogue with it.
        heard: The message.
        told: Keys of the evidence in it.
    """
    if before["status"] != "open":
        return []
    asked = [q.id for q in mind.model.questions if fact_key(mind.model.facets[q.facet].id) in told]
    context = Context(
        known={item.key for item in ledger_of(before)},
        told=told,
        first=before["turn"] == 0,
        wish="" if before["turn"] == 0 else _new_wish(mind, before, after, heard),
        waiting=before["pending"] is not None,
        amounts=came_to(heard.text, [facet_question(mind.domain, name) for name in asked]),
    )
    return taken_as(heard, context)


def _new_wish(mind: Mind, before: DialogueState, after: DialogueState, heard: Heard) -> str:
    """The name of what is wanted now, where it was not before and the message says so."""
    (wish, share), *_ = belief_of(mind, after).top(1)
    last = before["last"]
    response = mind.domain.responses.get(last["response"] or "") if last is not None else None
    if heard.intents is None or wish == OTHER or share < 0.5:
        return ""
    served = response.intents if response is not None else ()
    (waited, surely), *_ = belief_of(mind, before).top(1)
    earlier = [*served, *([waited] if before["pending"] is not None and surely >= 0.5 else [])]
    return "" if not earlier or wish in earlier else mind.domain.intents[wish].name
