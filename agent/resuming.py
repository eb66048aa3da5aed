"""What was wanted last, once it was served: a leaning that fades, and that comes into force again.

It does so where a message asks for nothing new: a fact is put right or taken back, or it is asked for somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..beliefs.evidence import Evidence, said
from .dialogue import DialogueState
from .heard import Heard
from .mind import ledger_of
from .retractions import TAKES_BACK
from .turning import TURNS

__all__ = ["CARRIED", "LEANING", "resumed", "still_wanted"]

CARRIED = 0.3
"""How much of what was wanted last is still expected of the next message: "and for a child?" goes on with it."""

RESUMED = 0.98
"""How much is expected where a fact is put right after the answer: "sorry, I meant the small one"."""

CLEAR = 0.8
"""A message says what is wanted when one intent has more than this share of its likelihood."""

LEANING = "carried"
"""Key of what is still expected of a request that was served."""


def still_wanted(state: DialogueState, heard: Heard, items: Sequence[Evidence]) -> list[Evidence]:
    """The ledger; with what was wanted last in force again where nothing new is asked for.

    Then a fact is put right, or it is asked for somebody else: "and for me?".
    """
    ledger = ledger_of(state)
    told = {item.key for item in ledger} & {item.key for item in items if item.statement.kind in ("answer", "claim")}
    shares = np.exp(np.array(heard.intents if heard.intents is not None else [0.0, 0.0]))
    put_right = bool(told) and shares.max() <= CLEAR * shares.sum()
    turned = heard.intents is None and not {*TURNS.values(), TAKES_BACK}.isdisjoint(heard.acts)
    return resumed(ledger) if state["pending"] is None and (put_right or turned) else ledger


def resumed(ledger: Sequence[Evidence]) -> list[Evidence]:
    """The ledger with what was wanted last in force again."""
    return [_in_force(item) if item.key == LEANING else item for item in ledger]


def _in_force(leaning: Evidence) -> Evidence:
    """What faded to a leaning, as it was: ``log((1 - c) + c x)`` with another share ``c``."""
    odds = (np.exp(np.array(leaning.statement.intents)) - (1 - CARRIED)) / CARRIED
    again = np.log((1 - RESUMED) + RESUMED * np.maximum(odds, 0.0))
    return leaning.model_copy(update={"statement": said(again.tolist())})
