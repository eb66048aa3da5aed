"""How many, said without a figure: "just me", "me and my girlfriend", "twins", "two adults and a baby".

It is for questions that count people or things; it knows nothing of units.
"""

# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from .number_words import read_number

__all__ = ["counted"]

_NONE = re.compile(
    r"^(?:none|nobody|no one|nothing|never|not any|not one|zip|nada|no|zero)(?: (?:at all|\w+))?(?: yet)?$"
    r"|\b(?:do|does|did|have|has|had|am|is|are|was|were|will|can) not (?:have|own|got|want|take|use|need|know of|had|"
    r"been|bringing|drink|eat)?\s*(?:any|a single|one)?\b|\bhave never\b|\bnot a single\b|\bnone\b|\bno \w+s\b|\bhave no\b"
)
_ALONE = re.compile(r"\b(?:just|only) (?:me|myself|the one|one|us one)\b|\balone\b|\bby myself\b|\bon my own\b|^me$|"
                    r"^myself$|^single\b|\ba single\b|\bsolo\b|\bjust the one\b|\bonly child\b|\bfirst time\b")  # fmt: skip
_ONE_THING = re.compile(r"^(?:just |only |maybe |probably )?(?:an?|a single) (?!lot|few|couple|bit|ton|dozen|hundred|thousand|million|pair|handful|"
                        r"load|bunch|number|little|quarter|half|third|day|week|month|year|while|person|human|different)\w+$")  # fmt: skip
_GROUPS = {"twins": 2, "triplets": 3, "quadruplets": 4, "both": 2, "duo": 2, "trio": 3, "pair": 2, "couple": 2}
_ONE_EACH = frozenset("a an one my his her our the another".split())
_TIMES_OF_DAY = frozenset("morning afternoon evening night day lunch breakfast dinner weekend week".split())
_LINKS = frozenset("and plus with & , +".split())


def counted(tokens: Sequence[str]) -> float | None:
    """The number of things a reply counts up, None if it counts nothing.

    Figures are only summed where the words link several items; a lone figure is left to `quantities`.
    """
    words = " ".join(t for t in tokens if t.isalnum())
    linked = any(token in _LINKS for token in tokens)
    total, items, i = 0.0, 0, 0
    while i < len(tokens):
        number = read_number(tokens, i, fuzzy=True)
        if number is not None:
            total, items, i = total + number.value, items + 1, max(number.end, i + 1)
        elif tokens[i] in _GROUPS:
            total, items, i = total + _GROUPS[tokens[i]], items + 1, i + 1
        elif tokens[i] in ("me", "myself"):
            total, items, i = total + 1, items + 1, i + 1
        elif (
            tokens[i] in _ONE_EACH
            and i + 1 < len(tokens)
            and tokens[i + 1].isalpha()
            and tokens[i + 1] not in _TIMES_OF_DAY
        ):
            total, items, i = total + 1, items + 1, i + 2
        else:
            i += 1
    if linked and items > 1:
        return total
    if _ALONE.search(words):
        return 1.0
    if _ONE_THING.match(words):
        return 1.0
    groups = [_GROUPS[token] for token in tokens if token in _GROUPS]
    if groups:
        return float(groups[0])
    return 0.0 if _NONE.search(words) else None
