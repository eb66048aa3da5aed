"""Which side of a thing a length belongs to: the 3 m of "3 m long and 20 cm wide" where its length is asked for.

And that a figure beside "by" is one side of several. It knows the words for sides and the shape of a product.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .number_words import read_number
from .quantity import Mention
from .units import dimension, unit_named

__all__ = ["a_side", "one_of_sides", "said_of", "side_told"]

_SIDES = (
    frozenset("long length lengthwise span spans spanning far apart between".split()),
    frozenset("wide width broad breadth across".split()),
    frozenset("thick thickness".split()),
    frozenset("deep depth".split()),
    frozenset("high height tall".split()),
)
_ALL = {word for side in _SIDES for word in side}
_BY = ("x", "by", "\u00d7", "*")
_LINKS = frozenset("in of is are : = the".split())


def one_of_sides(tokens: Sequence[str], mention: Mention) -> bool:
    """Whether a figure is one side of several: "2x4" is a board, and no length."""
    before, after = tokens[max(0, mention.start - 2) : mention.start], tokens[mention.end : mention.end + 2]
    led = len(before) > 1 and before[1] in _BY and read_number(before, 0) is not None
    return led or (len(after) > 1 and after[0] in _BY and read_number(after, 1) is not None)


def side_told(words: Sequence[str], asked: str) -> bool:
    """Whether a length is said of the side that is asked for: "3.2 m long" where a length is."""
    wanted = {word for side in _wanted(asked) for word in side}
    return any(
        word in wanted and dimension(unit_named(before, "meter")) == "length" for before, word in pairwise(words)
    )


def _wanted(asked: str) -> set[frozenset[str]]:
    """The sides that a question asks for."""
    return {side for side in _SIDES if not side.isdisjoint(re.findall(r"[a-z]+", asked.lower()))}


def said_of(tokens: Sequence[str], found: list[Mention], asked: str) -> list[Mention]:
    """Leave out lengths of other sides than those asked for, and all others beside one that is said of those.

    "7 long and 2 m wide" is 7 long; of "2 m wide" alone it is left.
    """
    wanted = _wanted(asked)
    if not wanted or len(found) < 2:
        return found
    told = [m for m in found if _side(tokens, m) in wanted]
    return told or [m for m in found if _side(tokens, m) is None] or found


def a_side(tokens: Sequence[str], mention: Mention) -> bool:
    """Whether a figure is said of one side of a thing: the 2.4 of "2.4 high" is no volume."""
    return _named(tokens, mention) is not None


def _side(tokens: Sequence[str], mention: Mention) -> frozenset[str] | None:
    """The side that a length is said of."""
    if not mention.bare and dimension(mention.quantity.unit) != "length":
        return None
    led = tokens[max(0, mention.start - 1) : mention.start]
    return None if mention.bare and list(led) == ["between"] else _named(tokens, mention)  # "between two walls"


def _named(tokens: Sequence[str], mention: Mention) -> frozenset[str] | None:
    """The side whose word stands right after an amount, or before it: "20 cm wide", "a width of 20 cm"."""
    after = [t for t in tokens[mention.end : mention.end + 2] if t not in _LINKS][:1]
    before = [t for t in tokens[max(0, mention.start - 2) : mention.start] if t not in _LINKS][-1:]
    word = next((t for t in (*after, *before) if t in _ALL), None)
    return next((side for side in _SIDES if word in side), None)
