"""Options that go by an amount ("small, 26 cm"): which of them an amount in a reply is, in whatever unit it comes.

It knows amounts and nothing of words; where the options tell of no amounts, or the reply of none, it says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .plain_words import PlainText
from .quantities import Quantity, amounts
from .questions import Option
from .units import convert

__all__ = ["amount_fit"]

CLOSE = 0.05
"""Amounts that differ by no more than this share are the same."""


def amount_fit(read: PlainText, options: Sequence[Option]) -> NDArray[np.bool_] | None:
    """Which options have the amount that a reply ends on, ``[n]``, none where it is no option's; else None.

    Only where two options or more go by amounts of one kind, so that a number beside them can be none of theirs.
    """
    known = [_amounts((option.name, *option.synonyms)) for option in options]
    if sum(map(bool, known)) < 2:
        return None
    told = [amount for amount in amounts(read.raw, None) if amount.unit is not None]
    if not told:
        return None
    fits = [[_same(told[-1], amount) for amount in own] for own in known]
    if all(fit is None for row in fits for fit in row):
        return None
    return np.array([any(row) for row in fits], dtype=np.bool_)


@lru_cache(maxsize=4096)
def _amounts(names: tuple[str, ...]) -> tuple[Quantity, ...]:
    return tuple(amount for name in names for amount in amounts(name, None) if amount.unit is not None)


def _same(told: Quantity, known: Quantity) -> bool | None:
    """Whether two amounts are the same; None where they measure different things."""
    value = convert(float(told.value), told.unit, known.unit)
    return None if value is None else abs(value - known.value) <= CLOSE * abs(known.value)
