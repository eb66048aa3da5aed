"""An amount or a range of amounts, and the words around it that open or blur it: "over", "nearly", "or so".

It finds no numbers: that is for `quantities`.
"""

# One rule or row of a table a line, however long.

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .units import convert, dimension, unit_named

__all__ = ["Mention", "NumberAt", "Quantity", "compared", "only_blurs"]

LOOSE = 5.0
"""A time that is told no more exactly than this, in its own unit, has no fractions."""


@dataclass(frozen=True)
class Quantity:
    """An amount, or a range of amounts, in one unit.

    `value` is the exact number where one was said, else a typical amount of the range; `[low, high]` is what
    the words allow, infinite where open.
    """

    value: float
    unit: str | None = None
    low: float = math.nan
    high: float = math.nan
    approximate: bool = False
    text: str = ""

    @property
    def exact(self) -> bool:
        """Whether one number was said, not a range of them."""
        return self.low == self.high

    @property
    def open(self) -> bool:
        """Whether the words leave an end open, so that no amount of them is typical: "less than 100 kg"."""
        return math.isinf(self.low) or math.isinf(self.high) or (self.low <= 0 < self.value and not self.exact)

    @property
    def typical(self) -> float:
        """The amount that stands for what was said: a whole one of a loose time, for nothing is in 37.5 days."""
        loose = dimension(self.unit) == "time" and min(self.high - self.low, self.value) >= LOOSE
        return float(round(self.value) if loose else self.value)

    def within(self, unit: str | None) -> Quantity | None:
        """The same amount in another unit; None where the units do not measure the same."""
        edges = [convert(edge, self.unit, unit) for edge in (self.value, self.low, self.high)]
        if any(edge is None for edge in edges):
            return None
        value, low, high = (edge for edge in edges if edge is not None)
        return replace(self, value=value, low=low, high=high, unit=unit or self.unit)


@dataclass(frozen=True)
class Mention:
    """An amount found in tokens `[start, end)`."""

    start: int
    end: int
    quantity: Quantity
    bare: bool
    """No unit was said."""


NumberAt = Callable[[Sequence[str], int, str | None], Mention | None]
"""Reads the number at a token, with its unit."""


_OVER = re.compile(
    r"(?:(?<!no )(?<!not )more than|(?<!not )over|above|at least|at the very least|(?:older|bigger|greater|larger|"
    r"longer|higher|heavier|taller) than|beyond|past|north of|upwards of|exceeding|exceeds|minimum|no less than|"
    r"not less than|not under|min|>(?: =)?|≥|in excess of|from) (?:the age of |about |around |a good |well )?$"
)
_UNDER = re.compile(
    r"(?:less than|under|below|up to|at most|at the most|no more than|not more than|(?:younger|smaller|shorter|"
    r"lighter|lower|lesser) than|fewer than|max|maximum|a maximum of|<(?: =)?|≤|within|not over|not even|not yet|"
    r"south of|not quite) (?:the age of |about |around |a |an )?$"
)
_NEARLY = re.compile(
    r"(?:nearly|almost|just under|just shy of|going on|coming up to|coming up on|turning|turns|about to turn|"
    r"close to being|soon to be|just below|a bit under|slightly under|slightly less than|a little under|not quite) "
    r"(?:a |an )?$"
)
_JUST_OVER = re.compile(r"(?:just over|just above|a bit over|slightly over|slightly more than|a little over|"
                        r"a bit more than|just turned|just past) (?:a |an )?$")  # fmt: skip
_ABOUT = re.compile(
    r"(?:about|around|approx|approximately|roughly|circa|ca|~|≈|maybe|perhaps|like|some|probably|near|close to|"
    r"say|something like|more or less|i think|i guess|guess|ish) (?:\. )?(?:a |an )?$"
)
_MORE_AFTER = re.compile(r"^(?:\+|plus\b(?! \d)|"
                         r"or (?:more|over|older|above|higher|greater|longer|up)|and (?:up|over|above|"
                         r"older|more|counting|beyond)|upwards|at least|minimum)")  # fmt: skip
_LESS_AFTER = re.compile(r"^(?:or (?:less|under|fewer|younger|below|lower|smaller|shorter)|and (?:under|below|younger)|"
                         r"tops|max\b|maximum|at most|at the most|at the very most)")  # fmt: skip
_ABOUT_AFTER = re.compile(
    r"^(?:or so|or thereabouts|- ?ish|ish|give or take|approx|roughly|more or less|i think|i guess|or something)"
)


def compared(tokens: Sequence[str], mention: Mention) -> Mention:
    """Apply "over", "at most", "nearly", "about", "or more" around an amount."""
    before = " ".join(tokens[max(0, mention.start - 6) : mention.start]) + " "
    before = re.sub(r"[$€£] $", "", before)
    after = " ".join(tokens[mention.end : mention.end + 4])
    if mention.bare and re.match(r"[a-z]{3,} (?:or|and|plus|at) ", after):
        after = after.split(" ", 1)[1]  # "three times or more"
    q = mention.quantity
    margin = max(abs(q.value) * 0.1, 1e-9)
    if _JUST_OVER.search(before):
        changed = replace(q, low=q.value, high=q.value + margin)
    elif _NEARLY.search(before):
        changed = replace(q, low=q.value - margin, high=_before(q.value), value=q.value - margin / 4)
    elif mention.bare and after.startswith("+ ") and (unit := unit_named(tokens[mention.end + 1])):
        return Mention(mention.start, mention.end + 2, replace(q, unit=unit, high=math.inf), bare=False)
    elif q.low == q.high and (_OVER.search(before) or _MORE_AFTER.match(after)):
        changed = replace(q, low=q.value, high=math.inf)
    elif q.low == q.high and (_UNDER.search(before) or _LESS_AFTER.match(after)):
        top = q.value if _LESS_AFTER.match(after) or "to " in before[-6:] else _before(q.value)
        changed = replace(q, low=-math.inf if q.value <= 0 else 0.0, high=top, value=q.value / 2)
    elif after.startswith("something") and q.value % 10 == 0:
        changed = replace(q, low=q.value, high=q.value + 9, value=q.value + 4.5)
    elif _ABOUT.search(before) or _ABOUT_AFTER.match(after):
        changed = replace(q, approximate=True)
    else:
        return mention
    return replace(mention, quantity=changed)


def only_blurs(tokens: Sequence[str], start: int) -> bool:
    """Whether the number at a token says how far another one may be off: the 5 of "45 +/- 5", "45 give or take 5"."""
    before = tokens[max(0, start - 3) : start]
    if tokens[start] in ("-", "minus"):
        before = tokens[max(0, start - 2) : start + 1]
    return list(before) in (["+", "/", "-"], ["give", "or", "take"], ["plus", "or", "minus"]) or before[-1:] == [
        "\u00b1"
    ]


def _before(value: float) -> float:
    """The largest number under a value, for bins that are closed below and open above."""
    return math.nextafter(value, -math.inf)
