"""Amounts that belong together: "4 x 2 m", "four 25 kg sacks", "12 kg each, four of them", "40 kg plus 10 kg".

It finds no numbers itself, and multiplies only what weighs or fills: two boards of 8 feet are no board of 16.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .quantity import Mention, NumberAt, Quantity
from .units import dimension

__all__ = ["added", "each", "each_of_several"]


_OF = ("of", "x", "at", "\u00d7", "à")
_APIECE = ("each", "apiece")
_PLUS = re.compile(r"(?:of (?:[a-z]+ ){1,2}?)?(?:, )?(?:plus|\+|and another) ")
_LONGER = re.compile(r"(?:, )?(?:plus|\+) ")
"""What makes a length longer; "2 m and another 2 m" may be two things."""
_THING_OF = re.compile(r"(?:an?|the|my|our) [a-z]+ of ")
_AND_OF = re.compile(r"of (?:[a-z]+ ){1,2}?and ")
_ADDS_UP = ("mass", "force", "volume")


def each(tokens: Sequence[str], first: Mention, expected: str | None, number_at: NumberAt) -> Mention | None:
    """Multiply "6 glasses of 250 ml", "4 x 2 m" and "four 25 kg sacks"."""
    j = first.end
    if not first.bare or expected is None or j + 1 >= len(tokens):
        return None
    if tokens[first.start] == "twice" or (tokens[j] == "times" and _whole(first)):
        again = number_at(tokens, j + int(tokens[j] == "times"), expected)
        return (
            _times(first, again) if again is not None and not again.bare and dimension(expected) in _ADDS_UP else None
        )
    packed = number_at(tokens, j, expected) if _whole(first) and dimension(expected) in _ADDS_UP else None
    if packed is not None and not packed.bare and _things(tokens, packed.end):
        return _times(first, packed)
    j += int(tokens[j].isalpha() and tokens[j] != "x" and tokens[j + 1] in _OF)
    if tokens[j] not in _OF or (tokens[j] in ("of", "at") and j == first.end) or j + 1 >= len(tokens):
        return None
    second = number_at(tokens, j + 1, expected)
    return None if second is None or second.bare else _times(first, second)


def added(tokens: Sequence[str], first: Mention, expected: str | None, number_at: NumberAt) -> Mention:
    """Add up "40 kg plus 10 kg", "20 kg and another 5 kg", "20 kg of sand and 5 kg of lime", "4 m plus one of 3"."""
    longer = dimension(expected) == "length" and _LONGER.match(" ".join(tokens[first.end : first.end + 3]))
    if first.bare or not (longer or dimension(expected) in _ADDS_UP):
        return first
    q, second = first.quantity, _more(tokens, first.end, expected, number_at)
    more = None if second is None else second.quantity if second.bare else second.quantity.within(q.unit)
    if second is None or more is None:
        return first
    total = replace(q, value=q.value + more.value, low=q.low + more.low, high=q.high + more.high)
    return added(tokens, Mention(first.start, second.end, total, bare=False), expected, number_at)


def _more(tokens: Sequence[str], i: int, expected: str | None, number_at: NumberAt) -> Mention | None:
    """What is added to an amount that ends at token ``i``; after "plus" it may have a name: "plus the shelf 10 kg"."""
    rest = " ".join(tokens[i : i + 8])
    plus, also = _PLUS.match(rest), _AND_OF.match(rest)
    linked = plus or also
    if linked is None:
        return None
    j = i + len(linked[0].split())
    thing = _THING_OF.match(" ".join(tokens[j : j + 4])) if plus else None
    if thing is not None:
        return number_at(tokens, j + len(thing[0].split()), expected)
    places = range(j, min(j + (3 if plus else 1), len(tokens)))
    found = next((m for k in places if (m := number_at(tokens, k, expected)) is not None and not m.bare), None)
    of = found is not None and list(tokens[found.end : found.end + 1]) == ["of"]
    return found if plus or of else None


def each_of_several(
    tokens: Sequence[str], found: Sequence[Mention], expected: str | None, asked: str = ""
) -> list[Mention]:
    """Multiply "12 kg each" by the one count that stands beside it: "four of them, 12 kg each".

    Where one of what is counted is asked about, each of them is the answer: "How heavy is the box?" "4 boxes, 12 kg
    each".
    """
    one = next((m for m in found if not m.bare and tokens[m.end : m.end + 1] and tokens[m.end] in _APIECE), None)
    counts = [m for m in found if m.bare and _whole(m)]
    if one is None or len(counts) != 1 or dimension(expected) not in _ADDS_UP:
        return list(found)
    if _asks_of_one(tokens[counts[0].end : counts[0].end + 1], asked):
        return [m for m in found if m is not counts[0]]
    return [_times(counts[0], one) if m is one else m for m in found if m is not counts[0]]


def _asks_of_one(counted: Sequence[str], asked: str) -> bool:
    """Whether a question is about one of what is counted: "the box", where boxes are."""
    words = set(re.findall(r"[a-z]+", asked.lower()))
    return any(
        word not in words and not words.isdisjoint((word.removesuffix("s"), word.removesuffix("es")))
        for word in counted
    )


def _times(count: Mention, one: Mention) -> Mention:
    n, q = count.quantity.value, one.quantity
    total: Quantity = replace(q, value=n * q.value, low=n * q.low, high=n * q.high)
    return Mention(min(count.start, one.start), max(count.end, one.end), total, bare=False)


def _whole(mention: Mention) -> bool:
    """Whether a number counts: two or more of something."""
    q = mention.quantity
    return mention.bare and q.exact and q.value >= 2 and q.value == int(q.value)


def _things(tokens: Sequence[str], i: int) -> bool:
    """Whether a word for several things stands there."""
    return i < len(tokens) and len(tokens[i]) > 3 and tokens[i].isalpha() and tokens[i].endswith("s")
