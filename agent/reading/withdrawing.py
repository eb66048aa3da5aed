"""Messages that withdraw the wish that is served, or turn from it to another: none of it is carried out after them.

A word that an open question asks about is denied in answer to it, and an option or an amount that is named answers it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import shares_of
from ..matching.options import match_options
from ..matching.questions import SPECIAL_OUTCOMES, PendingQuestion
from ..replies.weighing import read_reply
from ..state.heard import Utterance
from ..words.plain_words import plain_text, stem
from ..words.signs import SpeechAct
from ..words.slips import MEANT
from ..words.unwished import unwished
from .spoken import Spoken
from .wishes import CLEARLY, MOVES_ON

__all__ = ["says_amount", "turned_to_another", "withdrawal"]

ANSWERS = 0.5
"""Probability of an answer from which words are no other wish."""
DROPS: frozenset[SpeechAct] = frozenset({"drop"})
INSTEAD: frozenset[SpeechAct] = frozenset({*MOVES_ON, "inform"})


def withdrawal(utterance: Utterance) -> Spoken | None:
    """A message that withdraws what was wanted, with what is wanted instead as its wish; None of any other."""
    found = None if utterance.served else unwished(utterance.text, utterance.history)
    if found is None or (utterance.pending is not None and _may_answer(found.verb, utterance, found.rest)):
        return None
    if not found.rest:
        return Spoken(utterance, DROPS, None)
    return Spoken(utterance, INSTEAD, None, found.rest, rest=found.rest)


def turned_to_another(spoken: Spoken, wanted: NDArray[np.floating]) -> Spoken:
    """A reply that answers nothing and says that another wish was meant as just that: "sorry, I meant postpone".

    Args:
        spoken: The message with its reply and facts; any other message comes back as it is.
        wanted: Log-likelihood of the whole message per intent, ``[I]``.
    """
    asked, reply = spoken.asked, spoken.reply
    if asked is None or reply is None or spoken.facts or MEANT.match(spoken.utterance.text) is None:
        return spoken
    told = max((ll for name, ll in reply.log_likelihood.items() if name not in SPECIAL_OUTCOMES), default=-np.inf)
    turns = float(shares_of(wanted)[:-1].max()) >= CLEARLY and float(np.exp(told)) < ANSWERS
    return replace(spoken, acts=spoken.acts | MOVES_ON, asked=None, reply=None) if turns else spoken


def _may_answer(verb: str, utterance: Utterance, rest: str) -> bool:
    """Whether words that would withdraw a wish may answer the open question."""
    asked = utterance.pending
    if asked is None:
        return False
    names = [asked.text, *(name for option in asked.options for name in option.names)]
    if verb and stem(verb) in {stem(word) for name in names for word in plain_text(name).words}:
        return True
    return _names_one(utterance.text, asked) or (bool(rest) and says_amount(rest, asked))


def _names_one(text: str, asked: PendingQuestion) -> bool:
    return asked.kind == "choice" and bool(match_options(text, asked.options).fully)


def says_amount(text: str, asked: PendingQuestion) -> bool:
    """Whether words give an amount of what is asked for."""
    return asked.kind == "number" and bool(read_reply(text, asked).captured)
