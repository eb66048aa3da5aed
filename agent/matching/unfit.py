"""A reply that gives an amount of something else than was asked for, or one beyond all that it may be.

Square metres where cubic metres are due; 400 kg where at most 200 can be carried. Nor does a bare yes say which of
several things it is.

It says what is wrong with the amount; that the question is put once more is for others. It converts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..amounts.quantities import amounts, filled_up, unfit_amount
from ..amounts.units import canonical_unit, dimension, in_print
from ..words.plain_words import plain_text
from .option_facts import only_denies
from .options import remainder_option
from .questions import PendingQuestion

__all__ = ["misses", "told_in_two"]

_CALLED = {"mass": "a weight", "time": "a length of time", "money": "money", "data": "data", "energy": "energy"}

_ASSENTS = re.compile(
    # "well, yes", "I am afraid so"
    r"(?:(?:oh|well|um|uh|sadly|unfortunately|actually) )*"
    r"(?:yes|yep|yeah|sure|definitely|indeed|of course|(?:i am |i )?afraid so|there (?:is|are))"
    # "yes please", "yes, there is", "yes it has"
    r"(?: (?:please|thanks|sadly|unfortunately|indeed|there (?:is|are)|it (?:is|does|has)|i (?:do|have|am)))*"
)
"""Assenting and nothing else."""
_FEWEST = 2


def misses(text: str, question: PendingQuestion | None) -> str | None:
    """What is wrong with the only amount that a reply gives, or with a bare yes; None where nothing is.

    >>> from .questions import PendingQuestion
    >>> misses("20 square metres", PendingQuestion("ask", "How large is the room?", "number", (), "m**3"))
    'That is an area, not a volume.'
    """
    if question is not None and question.kind == "choice":
        return "A yes leaves open which of them it is." if _only_assents(text, question) else None
    if question is None or question.kind != "number":
        return None
    unit = canonical_unit(question.unit)
    said = unfit_amount(text, unit)
    if said is None:
        return _beyond(text, question)
    wanted, given = _called(dimension(unit)), _called(dimension(said.unit))
    if wanted is None or given == wanted:  # "not 82 kg" is a weight like any other
        return None
    return f"That is not {wanted}." if given is None else f"That is {given}, not {wanted}."


def told_in_two(before: Sequence[str], text: str, question: PendingQuestion | None) -> str | None:
    """A reply with the message ``before`` it, where both together give the amount that is asked for."""
    if question is None or question.kind != "number" or not before:
        return None
    return filled_up(before[-1], text, canonical_unit(question.unit))


def _only_assents(text: str, question: PendingQuestion) -> bool:
    """Whether a reply is a bare yes to a question with several things to say yes to."""
    rest = remainder_option(question.options)
    named = [option for place, option in enumerate(question.options) if place != rest and not only_denies(option.name)]
    ways = [way for o in named for way in (*o.ways, *o.replies)]
    said = [plain_text(way).words for way in ways]
    words = plain_text(text).words
    means = any(way == words or way[:1] == ("yes",) for way in said)
    return len(named) >= _FEWEST and not means and _ASSENTS.fullmatch(" ".join(words)) is not None


def _beyond(text: str, question: PendingQuestion) -> str | None:
    """What may be said where the only amount in a reply lies below or above all that may be said.

    >>> from .questions import Option
    >>> bins = (Option("light", "light", low=20, high=60), Option("heavy", "heavy", low=60, high=200))
    >>> _beyond("400 kg", PendingQuestion("ask", "How much do you weigh?", "number", bins, "kg"))
    'I can only go by 20 to 200 kg here.'
    """
    said = amounts(text, canonical_unit(question.unit), asked=question.text)
    lows, highs = [option.low for option in question.options], [option.high for option in question.options]
    low = None if None in lows else min((edge for edge in lows if edge is not None), default=None)
    high = None if None in highs else max((edge for edge in highs if edge is not None), default=None)
    if len(said) != 1 or not ((low is not None and said[0].high < low) or (high is not None and said[0].low > high)):
        return None
    unit = f" {in_print(question.unit)}" if question.unit else ""
    possible = f"{low:g} to {high:g}" if low is not None and high is not None else ""
    possible = possible or (f"up to {high:g}" if high is not None else f"{low:g} and more")
    return f"I can only go by {possible}{unit} here."


def _called(kind: str | None) -> str | None:
    if kind is None:
        return None
    return _CALLED.get(kind, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}")
