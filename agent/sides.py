"""Which side of a thing a length belongs to: the 3 m of "3 m long and 20 cm wide" where its length is asked for.

It knows the words for sides and reads no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .quantity import Mention
from .units import dimension

__all__ = ["said_of"]

_SIDES = (
    frozenset("long length lengthwise span spans spanning far apart between".split()),
    frozenset("wide width broad breadth across".split()),
    frozenset("thick thickness".split()),
    frozenset("deep depth".split()),
    frozenset("high height tall".split()),
)
_ALL = {word for side in _SIDES for word in side}
_LINKS = frozenset("in of is are : = the".split())


def said_of(tokens: Sequence[str], found: list[Mention], asked: str) -> list[Mention]:
    """Leave out lengths of other sides than those asked for, if anything remains."""
    wanted = {side for side in _SIDES if not side.isdisjoint(re.findall(r"[a-z]+", asked.lower()))}
    if not wanted or len(found) < 2:
        return found
    kept = [m for m in found if (side := _side(tokens, m)) is None or side in wanted]
    return kept or found


def _side(tokens: Sequence[str], mention: Mention) -> frozenset[str] | None:
    """The side whose word stands right after a length, or before it: "20 cm wide", "a width of 20 cm"."""
    if mention.bare or dimension(mention.quantity.unit) != "length":
        return None
    after = [t for t in tokens[mention.end : mention.end + 2] if t not in _LINKS][:1]
    before = [t for t in tokens[max(0, mention.start - 2) : mention.start] if t not in _LINKS][-1:]
    word = next((t for t in (*after, *before) if t in _ALL), None)
    return next((side for side in _SIDES if word in side), None)
