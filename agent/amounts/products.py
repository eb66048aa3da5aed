"""Areas and volumes told by their sides: "4 by 5 metres", "20 sqm, 3 m high".

Sides that do not come to what is asked for give an amount of what they do come to, so that the caller leaves it out:
"5 by 4 metres" is no volume. It finds no numbers itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .quantity import Mention, NumberAt, Quantity
from .units import convert, dimension

__all__ = ["product"]

_POWER = re.compile(r"(meter|centimeter|foot|inch|yard)\*\*([23])$")
_BETWEEN = frozenset(
    "long wide high deep tall broad and , . with a ceiling ceilings of at is are : - \u00d7 x by times * length width "
    "height breadth depth the it up roof walls about".split()
)
_SAYS_SIDE = (["high"], ["tall"], ["deep"], ["wide"], ["long"])
MOST_BETWEEN = 7
EXPONENT = {"length": 1, "area": 2}


def product(tokens: Sequence[str], first: Mention, expected: str | None, number_at: NumberAt) -> Mention | None:
    """Multiply the sides that start with ``first`` where an area or a volume is asked for.

    Returns:
        The product, in the unit of what it measures; None where there is nothing to multiply.
    """
    asked = _POWER.match(expected or "")
    if asked is None or _exponent(first) == 0:
        return None
    side, power = asked[1], int(asked[2])
    parts = [first]
    while sum(map(_exponent, parts)) < power:
        after = _next(tokens, parts[-1].end, side, number_at, linked=first.bare)
        if after is None or _exponent(after) == 0:
            break
        parts.append(after)
    total = sum(map(_exponent, parts))
    if len(parts) == 1 or total > power:
        return None
    value = _value(parts, side)
    return (
        None
        if value is None
        else Mention(first.start, parts[-1].end, Quantity(value, f"{side}**{total}", value, value), bare=False)
    )


def _next(tokens: Sequence[str], i: int, side: str, number_at: NumberAt, *, linked: bool) -> Mention | None:
    """The next side, across "by", "long" and such; after a bare number only "by" or a word of size leads on."""
    for j in range(i, min(i + MOST_BETWEEN, len(tokens))):
        if j > i:
            found = number_at(tokens, j, side)
            if found is not None and tokens[j] not in ("a", "an"):
                named = set(tokens[i:j]) - {",", "and", "-"} or tokens[found.end : found.end + 1] in _SAYS_SIDE
                return found if not linked or named else None
        if tokens[j] not in _BETWEEN:
            return None
    return None


def _exponent(part: Mention) -> int:
    """1 for a length or a bare number, 2 for an area, 0 for anything else."""
    return 1 if part.quantity.unit is None else EXPONENT.get(dimension(part.quantity.unit) or "", 0)


def _value(parts: Sequence[Mention], side: str) -> float | None:
    """The product in powers of the side's unit; a bare number is in the unit of the side named last."""
    named = [p.quantity.unit for p in parts if p.quantity.unit is not None and _exponent(p) == 1]
    value = 1.0
    for part in parts:
        unit = part.quantity.unit or (named[-1] if named else side)
        one = convert(part.quantity.value, unit, side if _exponent(part) == 1 else f"{side}**2")
        if one is None:
            return None
        value *= one
    return value
