"""Where clauses end in words without punctuation: "he's fine he's breathing well he's just got this rash".

Who dictates or types fast leaves it out, after a no as well: "no she takes warfarin" denies no warfarin. It knows the
words that begin a clause of their own, and those after which they do not.
"""

from __future__ import annotations

import re

__all__ = ["parted", "paused"]

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


_NO_SHE_IS = re.compile(
    # "no she takes it", "nope it's on two walls", "no my mother has one"; not "no more", "no he", "no its own"
    r"^(?P<no>\W*(?:no|nope|nah))\s+"
    r"(?P<rest>(?:he|she|it|they|we|i|(?:my|our|his|her|their) (?!own\b)\w+)(?:['\u2019](?:s|re|m|ve)|\s+[a-z]+)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DENIES = re.compile(
    # "no he hates it", "no we had that last time"
    r"\b(?:no|not|never|none|nothing|nor|neither|without|cannot|hates?|dislikes?|loathes?|avoids?|refused?s?|stopped|quit|"
    r"used|had|was|were|did|but|except|allergic)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


def paused(text: str) -> str:
    """The text with a comma after the no that a whole clause follows, unless that denies something, too.

    >>> paused("no she takes warfarin"), paused("no he hates salami"), paused("no warfarin")
    ('no, she takes warfarin', 'no he hates salami', 'no warfarin')
    """
    found = _NO_SHE_IS.match(text)
    return text if found is None or _DENIES.search(found["rest"]) else f"{found['no']}, {found['rest']}"
