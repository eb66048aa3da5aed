"""A dialogue that goes on after its domain was changed: what still means the same is kept, the rest is forgotten.

A dialogue's ledger speaks in the names of the domain and in the order of its intents. A host that starts again with an
intent more, a value renamed or other bins would read it wrongly, or not at all. Knows the names that a state may hold;
of the domain as it was it knows no more than a digest of them.
"""

from __future__ import annotations

from math import inf
from typing import cast

from ...beliefs.belief.answers import is_menu
from ...beliefs.belief.evidence import Evidence, to_json
from ...beliefs.belief.model import Model
from ...beliefs.deciding.pluralism import panel_of
from ...beliefs.errors import EdgewiseError
from ...beliefs.language.reserved import UNSURE, WITHHELD
from ...beliefs.values.tradeoffs import between, is_trade_off
from ..memory.passed_over import own_name
from ..state.dialogue import DialogueState, Json, without_later
from ..state.heard import Captured
from ..state.mind import Mind, fact_key, ledger_of
from .choosing import stance_of

__all__ = ["fitted"]

ASKED_ANEW = "What I can help with has changed meanwhile; please tell me again what you need."


def fitted(mind: Mind, state: DialogueState) -> DialogueState:
    """The dialogue in the names of this domain.

    A context or a mode that is no more gives way to the domain's own. Facts stay where facet, values, bins and
    question are as they were. What was heard of the present request stays only where the intents do, because its
    likelihoods are in their order; who was asked something is told so.
    """
    state = _with_settings(mind, _without_lost_choices(mind, state))
    here, then = mind.vocabulary, state.get("vocabulary")
    if then is None or then == here:
        return state
    model, changed = mind.model, [one != other for one, other in zip(then.split("-"), here.split("-"), strict=True)]
    same, moved = not changed[0], changed[1]
    kept = [item for item in ledger_of(state) if _still_said(model, state, item, same=same, moved=moved)]
    known = {item.key for item in kept}
    asked = [name for name in state["asked"] if _still_asked(model, name, same)]
    pending = state["pending"]
    lost = pending is not None and not _still_asked(model, pending, same)
    return {
        **without_later(state),
        "vocabulary": here,
        "ledger": [cast(Json, to_json(item)) for item in kept],
        "captured": {name: amount for name, amount in state["captured"].items() if fact_key(name) in known},
        "asked": asked,
        "pending": None if lost else pending,
        "requests": state["requests"] if same else [],
        "served": state["served"] if same else [],
        "weights": {name: weight for name, weight in state["weights"].items() if name in model.domain.objectives},
        "notices": [*state["notices"], *([ASKED_ANEW] if lost and not same else [])],
    }


def _with_settings(mind: Mind, state: DialogueState) -> DialogueState:
    """Without a context that is gone, and without a way of deciding whose people are gone: the domain's own count."""
    if state["context"] is not None and state["context"] not in mind.domain.contexts:
        state = {**state, "context": None}
    if state["mode"] is None:
        return state
    try:
        panel_of(mind.model, stance_of(state))
    except EdgewiseError:
        return {**state, "mode": None}
    return state


def _without_lost_choices(mind: Mind, state: DialogueState) -> DialogueState:
    """Without questions that chose between two answers of which one is gone."""
    lost = {name for name in state["asked"] if is_trade_off(name) and not _has_both(mind, name)}
    if not lost:
        return state
    pending = None if state["pending"] in lost else state["pending"]
    return {**state, "asked": [name for name in state["asked"] if name not in lost], "pending": pending}


def _has_both(mind: Mind, choice: str) -> bool:
    return set(between(choice)) <= set(mind.domain.responses)


def _still_asked(model: Model, question: str, same: bool) -> bool:
    """Whether a question is there still; a menu is as long as the intents are the same."""
    name = own_name(question)
    return name in model.question_index or (same and (name in model.domain.questions or is_menu(name)))


def _still_said(model: Model, state: DialogueState, item: Evidence, *, same: bool, moved: bool) -> bool:
    """Whether an entry says in this domain what it said in the other."""
    statement = item.statement
    if statement.kind in ("said", "pick"):
        return same
    asked = model.domain.questions.get(statement.question)
    name = statement.facet or ("" if asked is None else asked.about)
    if name not in model.facet_index:
        return False
    told = set(statement.outcomes) - {UNSURE, WITHHELD}
    return told <= set(model.facet(name).values) and not (moved and _moved(model, state, item, name))


def _moved(model: Model, state: DialogueState, item: Evidence, facet: str) -> bool:
    """Whether a number may lie in another bin now than the one that was thought of."""
    declared, told = model.domain.facets.get(facet), state["captured"].get(facet)
    if declared is None or declared.kind != "number":
        return False
    outcomes = item.statement.outcomes
    then = declared.values.get(max(outcomes, key=outcomes.__getitem__))
    if told is None or then is None or then.low is None or then.high is None:
        return True
    amount = cast("float | None", told["amount"])
    low, high = (amount, amount) if amount is not None else Captured.model_validate(told).bounds or (-inf, inf)
    return not then.low <= low <= high < then.high
