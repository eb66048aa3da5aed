"""Options that go by an amount ("small, 26 cm"): which of them an amount in a reply is, in whatever unit it comes.

A figure that a reply comes to, or puts right, without saying the unit again has the unit of the one before: "13 cm from
the middle, so 26". It knows amounts and of words only those that reckon; where the options tell of no amounts, or the
reply of none, it says nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..amounts.number_words import read_number
from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..amounts.units import convert, dimension, unit_named
from ..words.plain_words import PlainText
from .questions import Option

__all__ = ["amount_fit", "figure_fit", "measures"]

CLOSE = 0.05
"""Amounts that differ by no more than this share are the same."""
_ENDS = re.compile(r"(?: (?:ones?|please|thanks|then))*(?: ?[,.;!?]|$)")
"""How a clause ends on a figure that counts nothing: not "twenty-six minutes past six"."""
MOST_COUNTED = 12
"""Figures up to it may count something else: "two small ones"."""
_COMES_TO = re.compile(
    r"\b(?:so|makes|gives|means|meant|mean|no|sorry|rather|wait|actually|(?:that|which|it) is)\b"
    r"(?: (?:no|sorry|wait|it is|that is|that makes|about|say|[,.;:!-]))* "
    r"(?P<figure>(?!one\b)[\w .-]+?)"
    r"(?: (?:across|wide|long|tall|in (?:all|total|diameter)|altogether|overall|then|please|[.!]))*$"
)
"""What a reply ends on that reckons or thinks again."""


def amount_fit(read: PlainText, options: Sequence[Option]) -> NDArray[np.bool_] | None:
    """Which options have the amount that a reply ends on, ``[n]``, none where it is no option's; else None.

    Only where two options or more go by amounts of one kind, so that a number beside them can be none of theirs.
    """
    known = [_amounts(option.names) for option in options]
    if sum(map(bool, known)) < 2:
        return None
    last = _come_to(read.plain)
    told = [last] if last else [amount for amount in amounts(read.raw, None) if amount.unit is not None]
    if not told or _open(told[-1]):
        return None
    fits = [[_same(told[-1], amount) for amount in own] for own in known]
    if all(fit is None for row in fits for fit in row):
        return None
    return np.array([any(row) for row in fits], dtype=np.bool_)


def figure_fit(read: PlainText, options: Sequence[Option]) -> NDArray[np.bool_] | None:
    """Which options have the one figure that a reply names without its unit: "the thirty-two one"."""
    known = [_amounts(option.names) for option in options]
    figures = {
        amount.value
        for amount in amounts(read.raw, None)
        if amount.exact and amount.value > MOST_COUNTED and _ENDS.match(read.plain.partition(amount.text)[2])
    }
    fits = np.array([any(amount.value in figures for amount in own) for own in known], dtype=np.bool_)
    return fits if len(figures) == 1 and fits.any() else None


def measures(words: Sequence[str], i: int) -> bool:
    """Whether a word is the unit of the number before it and names nothing: "twenty foot" goes on no foot.

    >>> measures(("twenty", "foot", "long"), 1), measures(("we", "come", "on", "foot"), 3)
    (True, False)
    """
    unit = unit_named(words[i]) if i and len(words[i]) > 2 else None
    if dimension(unit) not in ("length", "mass"):
        return False
    number = read_number(words, i - 1)
    return number is not None and number.end == i


def _come_to(plain: str) -> Quantity | None:
    """The bare figure that a text ends on, in the unit of the amount before it."""
    found = _COMES_TO.search(plain)
    if found is None:
        return None
    units = [amount.unit for amount in amounts(plain[: found.start()], None) if amount.unit is not None]
    figure = next(iter(amounts(found["figure"], None)), None)
    if figure is None or not units or figure.unit is not None or figure.text != found["figure"]:
        return None
    return replace(figure, unit=units[-1])


def _open(amount: Quantity) -> bool:
    """Whether an amount has one edge alone: who wants "longer than a day" wants no day."""
    return not amount.exact and (math.isinf(amount.high) or amount.low <= 0)


@lru_cache(maxsize=4096)
def _amounts(names: tuple[str, ...]) -> tuple[Quantity, ...]:
    return tuple(amount for name in names for amount in amounts(name, None) if amount.unit is not None)


def _same(told: Quantity, known: Quantity) -> bool | None:
    """Whether two amounts are the same; None where they measure different things."""
    value = convert(float(told.value), told.unit, known.unit)
    return None if value is None else abs(value - known.value) <= CLOSE * abs(known.value)
