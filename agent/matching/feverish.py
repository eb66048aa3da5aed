"""A temperature told to a question whether somebody is feverish: "39.2" is a yes, "36.8 just now" is a no.

General knowledge of the body alone: what counts as a fever, in either scale. Between that and what is normal nothing is
told. It knows no domain.
"""

from __future__ import annotations

import re

from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..words.plain_words import PlainText, plain_text

__all__ = ["fever_told"]

_ASKED = re.compile(
    # "does he have a fever", "are you feverish", "is she running a temperature", "is her temperature high"
    r"\b(?:fever|feverish|febrile|high temperature|running a temperature|"
    r"(?:have|has|got|had) a temperature|temperature (?:\w+ )?(?:high|raised|elevated|up))\b"
)
_TURNS = re.compile(
    # "is the fever gone", "are you over the fever", "without fever", "has the fever come down", "over 39"
    r"\b(?:gone|over|passed|without|no|not|down|better|stopped|under|below|above|free|normal|how|hay|after|before|"
    r"more|less|at least|fallen|dropped|broken|still)\b|\d"
)
_NORMAL, _FEVER, _MOST = 37.5, 38.0, 43.0
"""Degrees Celsius: below the first there is no fever, from the second on there is; nobody has more than the last."""
_LEAST = 34.0
_SCALE = re.compile(r"^(?:degree_Celsius|degree_Fahrenheit)?$")


def fever_told(reply: PlainText, question: str) -> float:
    """+1 where the one temperature of a reply is a fever that was asked for, -1 where it is none, else 0.

    >>> [fever_told(plain_text(said), "Does he have a fever?") for said in ("39.2", "98.4 F", "for 3 days", "37.7")]
    [1.0, -1.0, 0.0, 0.0]
    """
    asked = plain_text(question).bare
    if not _ASKED.search(asked) or _TURNS.search(asked):
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
    return celsius if _LEAST <= celsius <= _MOST else None
