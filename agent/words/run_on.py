"""Where clauses end in words without punctuation: "he's fine he's breathing well he's just got this rash".

Who dictates or types fast leaves it out. It knows the words that begin a clause of their own, and those after which
they do not.
"""

from __future__ import annotations

import re

__all__ = ["parted"]

MOST_WORDS = 10
"""Words that one clause may well have."""

_NOT_AFTER = "".join(
    rf"(?<!\b{word})"
    for word in (
        "if when whether because that who what how so and or as than think thinks say says said know where why until "
        "unless after before while whenever once since like hope sure no nope nah but only just do does "
        "did can could may might should shall will would must is are am was were have has"
    ).split()
)
_BEGINS = re.compile(
    # "he's fine / he's breathing", "she has slept / she has a rash", "I took one / there is blood"; not "if he is hot"
    rf"{_NOT_AFTER}\s+(?=(?:(?:he|she|there)(?:'?s|\s+(?:is|has|had|was|got|can|can'?t|just|keeps|does|did))|it's|it\s+is|"
    r"i(?:'?m|'?ve|\s+(?:am|have|had|can|can'?t|was|feel|took))|they(?:'?re|'?ve|\s+(?:are|have|had)))\b)",
    re.IGNORECASE,
)


def parted(clause: str) -> list[str]:
    """The clauses of words that hold no punctuation; few words are one.

    >>> parted("no hes fine hes breathing ok hes just got this rash that stays")
    ['no hes fine', 'hes breathing ok', 'hes just got this rash that stays']
    >>> parted("what should I do in the night if he is too hard to wake up")
    ['what should I do in the night if he is too hard to wake up']
    """
    return _BEGINS.split(clause) if len(clause.split()) > MOST_WORDS else [clause]
