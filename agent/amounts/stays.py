"""How long a stay is that is told by its first and its last day: "from Monday to Thursday", "3rd to 6th of May".

It counts nights where a question asks for them, and days otherwise. It knows days of the week and of a month, and no
year: nobody stays for one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from .dates import WEEKDAYS
from .months import day_of_month, month_named

__all__ = ["asks_for_nights", "stay_at"]

_TO = frozenset("to till until through thru - \u2013 \u2014".split())
_WEEKEND = (["the", "weekend"], ["a", "weekend"], ["one", "weekend"])
_NIGHTS = re.compile(r"\bnights?\b")


def asks_for_nights(asked: str) -> bool:
    """Whether a question asks for how many nights.

    >>> asks_for_nights("For how many nights?"), asks_for_nights("Since when?")
    (True, False)
    """
    return _NIGHTS.search(asked.lower()) is not None


def stay_at(tokens: Sequence[str], i: int) -> tuple[int, float] | None:
    """Where a stay that begins at token ``i`` ends there, and how many nights it has; None where none does.

    >>> stay_at("from monday to thursday".split(), 1), stay_at("3rd to 6th of may".split(), 0)
    ((4, 3.0), (5, 3.0))
    """
    if list(tokens[i : i + 2]) in _WEEKEND:
        return i + 2, 2.0
    if tokens[i + 1 : i + 2] == [] or tokens[i + 1] not in _TO or i + 2 >= len(tokens):
        return None
    if tokens[i] in WEEKDAYS and tokens[i + 2] in WEEKDAYS:
        return i + 3, float((WEEKDAYS.index(tokens[i + 2]) - WEEKDAYS.index(tokens[i])) % 7 or 7)
    first, last = day_of_month(tokens, i), day_of_month(tokens, i + 2)
    j = i + 3 + int(list(tokens[i + 3 : i + 4]) == ["of"])
    before = i > 0 and month_named(tokens, i - 1) is not None
    month = month_named(tokens, i - 1) if before else month_named(tokens, j)
    if first is None or last is None or first == last or month is None:
        return None
    length = calendar.monthrange(2001, month)[1]
    return (i + 3 if before else j + 1), float((last - first) % length)
