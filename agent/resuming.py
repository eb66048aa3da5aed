"""What was wanted last, once it was served: a leaning that fades, and that comes into force again.

It does so where a message asks for nothing new: a fact is put right or taken back, or it is asked for somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..beliefs.evidence import Evidence, said
from ..beliefs.model import Model
from .dialogue import DialogueState
from .heard import Heard
from .matching.retractions import TAKES_BACK
from .mind import fact_key, ledger_of
from .words.going_on import SAME_AGAIN
from .words.turning import TURNS

__all__ = ["CARRIED", "LEANING", "resumed", "still_wanted"]

CARRIED = 0.3
"""How much of what was wanted last is still expected of the next message: "and for a child?" goes on with it."""

RESUMED = 0.98
"""How much is expected where a fact is put right after the answer: "sorry, I meant the small one"."""

CLEAR = 0.8
"""A message says what is wanted when one intent has more than this share of its likelihood."""

LEANING = "carried"
"""Key of what is still expected of a request that was served."""


def still_wanted(model: Model, state: DialogueState, heard: Heard, items: Sequence[Evidence]) -> list[Evidence]:
    """The ledger; with what was wanted last in force again where nothing new is asked for.

    Then a fact is put right, or one is told that the last answer took for granted, or it is asked for somebody else:
    "and for me?".
    """
    ledger = ledger_of(state)
    known = {item.key for item in ledger} | _asked_for(model, ledger)
    told = known & {item.key for item in items if item.statement.kind in ("answer", "claim")}
    shares = np.exp(np.array(heard.intents if heard.intents is not None else [0.0, 0.0]))
    clear = heard.intents is not None and shares.max() > CLEAR * shares.sum()
    put_right = bool(told) and not clear
    turned = not clear and not {*TURNS.values(), SAME_AGAIN, TAKES_BACK}.isdisjoint(heard.acts)
    only_told = heard.intents is None and bool(items)
    return resumed(ledger) if state["pending"] is None and (put_right or turned or only_told) else ledger


def _asked_for(model: Model, ledger: Sequence[Evidence]) -> set[str]:
    """Keys of the facts that are asked for by name where what was wanted last is wanted."""
    leaning = next((item.statement.intents for item in ledger if item.key == LEANING), None)
    if leaning is None:
        return set()
    last = model.intents[int(np.argmax(leaning))]
    rules = [(q.about, q.only_if) for q in model.domain.questions.values()]
    return {fact_key(about) for about, rule in rules if rule is not None and last in rule.intent}


def resumed(ledger: Sequence[Evidence]) -> list[Evidence]:
    """The ledger with what was wanted last in force again."""
    return [_in_force(item) if item.key == LEANING else item for item in ledger]


def _in_force(leaning: Evidence) -> Evidence:
    """What faded to a leaning, as it was: ``log((1 - c) + c x)`` with another share ``c``."""
    odds = (np.exp(np.array(leaning.statement.intents)) - (1 - CARRIED)) / CARRIED
    again = np.log((1 - RESUMED) + RESUMED * np.maximum(odds, 0.0))
    return leaning.model_copy(update={"statement": said(again.tolist())})
