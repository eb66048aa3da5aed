"""An amount told to a question for a yes or a no: "I'm 34" to "over 18?", "39.2" to "a fever?".

"By Friday" is a no to "by tomorrow?": days are counted from today. What counts as a fever is general knowledge of the
body, in either scale; between that and what is normal nothing is told. Who says yes or no besides, denies, or is asked
what was, is left to other rules. It knows no domain.
"""

from __future__ import annotations

import math
import re
from datetime import date

from ..amounts.dates import WEEKDAYS
from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..words.plain_words import PlainText, plain_text
from ..words.polarity import polarity

__all__ = ["compared_with", "day_told", "fever_told"]

_AGE = re.compile(r"\b(?:old|older|younger|age|aged|years|adult|minor|birthday|born)\b")
_COMPARES = re.compile(
    # "are you over 18?", "is it at least 2 m?"
    r"\b(?:over|under|above|below|at least|more|less|fewer|older|younger|than|"
    # "18 or older?", "is it within 3 km?", "has she turned 16?"
    r"or (?:older|over|younger|under|more|less)|up to|exceed|minimum|maximum|within|between|turned|reached|last|past)\b"
)
"""Questions that compare."""


def compared_with(reply: str | PlainText, question: str, *, now: date | None = None) -> float:
    """How a figure in the reply answers a question that compares with a figure: +1 yes, -1 no, 0 neither."""
    asked_text = plain_text(question)
    if not _COMPARES.search(asked_text.bare):
        return 0.0
    asked = amounts(asked_text, now=now)
    if not asked:
        return 0.0
    limit = asked[0]
    unit = limit.unit or ("year" if _AGE.search(asked_text.plain) or limit.value in (16, 18, 21, 65) else None)
    read = plain_text(reply) if isinstance(reply, str) else reply
    said = amounts(read, unit, now=now)
    if not said:
        return 0.0
    return _inside(said[0], limit)


def _inside(said: Quantity, limit: Quantity) -> float:
    low, high = limit.low, limit.high
    if low == high:  # "18 or older" and the like set a range; "turned 18" means at least
        low, high = limit.value, math.inf
    middle = said.value if math.isfinite(said.value) else said.low
    if math.isinf(said.high) and said.low >= low:
        middle = said.low
    return 1.0 if low <= middle < high or (middle == high and limit.low == 0.0) else -1.0


_ASKS_OF_FEVER = re.compile(
    # "does he have a fever", "are you feverish", "is she running a temperature", "is her temperature high"
    r"\b(?:fever|feverish|febrile|high temperature|running a temperature|"
    r"(?:have|has|got|had) a temperature|temperature (?:\w+ )?(?:high|raised|elevated|up))\b"
)
_NO_FEVER_ASKED = re.compile(
    # "is the fever gone", "are you over the fever", "without fever", "has the fever come down", "over 39"
    r"\b(?:gone|over|passed|without|no|not|down|better|stopped|under|below|above|free|normal|how|hay|after|before|"
    r"more|less|at least|fallen|dropped|broken|still)\b|\d"
)
_NORMAL, _FEVER, _HOTTEST = 37.5, 38.0, 43.0
"""Degrees Celsius: below the first there is no fever, from the second on there is; nobody has more than the last."""
_COLDEST = 34.0
_SCALE = re.compile(r"^(?:degree_Celsius|degree_Fahrenheit)?$")


def fever_told(reply: PlainText, question: str) -> float:
    """+1 where the one temperature of a reply is a fever that was asked for, -1 where it is none, else 0.

    >>> [fever_told(plain_text(said), "Does he have a fever?") for said in ("39.2", "98.4 F", "for 3 days", "37.7")]
    [1.0, -1.0, 0.0, 0.0]
    """
    asked = plain_text(question).bare
    if not _ASKS_OF_FEVER.search(asked) or _NO_FEVER_ASKED.search(asked):
        return 0.0
    said = [degrees for one in amounts(reply) if (degrees := _degrees(one)) is not None]
    if len(said) != 1:
        return 0.0
    return 1.0 if said[0] >= _FEVER else -1.0 if said[0] < _NORMAL else 0.0


def _degrees(amount: Quantity) -> float | None:
    """A body's temperature in degrees Celsius; None where it cannot be one."""
    if not _SCALE.match(amount.unit or "") or amount.low == float("-inf"):
        return None
    celsius = amount.value if amount.value < 60 else (amount.value - 32) / 1.8
    return celsius if _COLDEST <= celsius <= _HOTTEST else None


_DAY = rf"(?:today|tonight|tomorrow|the day after tomorrow|the weekend|next week|{'|'.join(WEEKDAYS)})"
_ASKS_A_DAY = re.compile(
    # "do you need it by tomorrow", "is it for Friday", "will you come today"; not "will you stay until Friday"
    rf"\b(?P<how>by|before|on|for) (?:this |next )?(?P<day>{_DAY})\b|\b(?P<bare>today|tomorrow)$"
)
_WAS = re.compile(r"\b(?:did|was|were|has|have been|had|since)\b")
_COUNTED = "In how many days?"
_NEEDS = r"(?:i|we) (?:only )?(?:need|want|would like) (?:it|them)(?: back)?"
_SAYS_A_DAY = re.compile(
    # "by Friday", "I need it on Friday", "in three days"; not "since Friday", "not before Friday"
    rf"^(?:(?:well|oh|um|hm+|maybe|only|just|rather|i think|{_NEEDS}|it (?:is|can be)|by|on|for|this|next|in) )*"
    rf"(?P<day>{_DAY}|(?:\w+ ){{1,2}}(?:days|weeks)(?: time)?)"
    # "Friday will do", "Friday morning at the latest"
    r"(?: (?:please|thanks|(?:will|would) do|(?:is|would be) (?:fine|ok|okay|good|great|enough|(?:early|soon) enough)|"
    r"at the latest|morning|afternoon|evening|night|or so|maybe|i think))*$"
)


def day_told(reply: str | PlainText, question: str, *, now: date | None = None) -> float:
    """+1 where a reply names a day that says yes to a question for one, -1 where it is a later one, 0 elsewhere."""
    asked = plain_text(question).bare
    read = plain_text(reply) if isinstance(reply, str) else reply
    wanted, said = _ASKS_A_DAY.search(asked), _SAYS_A_DAY.match(read.bare)
    if wanted is None or said is None or _WAS.search(asked) or polarity(read).explicit:
        return 0.0
    limit, told = _days(wanted["day"] or wanted["bare"], now), _days(f"in {said['day']}", now)
    if limit is None or told is None:
        return 0.0
    how = wanted["how"] or "by"
    fits = told == limit if how in ("on", "for") else told < limit if how == "before" else told <= limit
    return 1.0 if fits else -1.0


def _days(day: str, now: date | None) -> float | None:
    """How many days from today a day is."""
    found = amounts(day, "day", now=now, asked=_COUNTED)
    return found[0].low if found else None
