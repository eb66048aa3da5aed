"""Options of which several may hold at once: what is named beside another counts for each of them.

"Warfarin and losartan" is both, and so is "books, and the kids climb on it". An option that says that there is nothing
else ("only books") holds beside no other. It knows names and shares; which of several weighs most is for a belief.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from .at_times import excludes_others
from .options import match_options
from .questions import PendingQuestion, ReplyReading, sure_of

__all__ = ["all_told", "alone", "named_together", "told_together"]

SURE = 0.93
"""Probability of what is named, all together."""
HELD = 0.25
"""Probability from which a reading speaks for an option beside others."""


def named_together(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reading of a text that names two options or more and denies none of them.

    Where only one may hold, one that is named beside "only books" is there as well: "me and my books".

    >>> from .questions import Option
    >>> bag = tuple(Option(name, name) for name in ("keys", "money", "phone"))
    >>> asked = PendingQuestion("ask", "What did you take?", "choice", bag, several=True)
    >>> told = named_together("the keys and my phone, no money", asked).log_likelihood
    >>> [name for name, ll in told.items() if ll > -1]
    ['keys', 'phone']
    """
    match = match_options(text, question.options)
    named = [question.options[place].id for place in match.fully]
    told = set(named) - alone(question)
    beside = not question.several and len(told) == 1 < len(named)
    return told_together(question, told) if beside or (question.several and len(told) > 1) else None


def all_told(question: PendingQuestion, reading: ReplyReading, more: Collection[str]) -> ReplyReading | None:
    """A reading with more options that the same words tell of, None where they are one alone."""
    options = {option.id for option in question.options}
    held = {name for name, ll in reading.log_likelihood.items() if name in options and ll >= np.log(HELD)}
    told = {*held, *more} - alone(question)
    return told_together(question, told) if question.several and len(told) > 1 else None


def told_together(question: PendingQuestion, told: Collection[str]) -> ReplyReading:
    """The reading of words that tell of some options alike."""
    return sure_of(question, told, SURE)


@lru_cache(maxsize=256)
def alone(question: PendingQuestion) -> frozenset[str]:
    """Options of a choice that say that there is nothing else."""
    return frozenset(o.id for o in question.options if question.kind == "choice" and excludes_others(o))
