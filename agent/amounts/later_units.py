"""A unit named after its figure: "nine or so. weeks, that is", "in months? fourteen", "half a. year, not month".

It puts the unit beside the figure, so that who reads amounts finds both together. It knows the words by which people
add a unit; a unit that goes on to say something else ("40. weeks pregnant", "34, weeks ago") belongs to no figure
before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .number_words import read_number
from .units import unit_named

__all__ = ["beside_figures"]

_SOFT = (
    # "nine and a bit", "forty or so", "twelve-ish", "60 odd"
    r"(?: (?:and a bit|and a half|and change|and counting|or so|or thereabouts|or something|ish|- ish|odd|roughly|"
    # "60 give or take", "ten I think", "eight I would say"
    r"give or take|i think|i guess|i reckon|i would say))*"
)
"""What blurs a figure."""
_BREAK = r"(?: (?:[.,;:()\u2013\u2014-]|well|oh|uh|um|erm?|no|sorry|actually|wait|but|though|and|make))+"
_FILL = (
    # "nine. that is weeks", "nine, I mean weeks"
    r"(?: (?:(?:that|this|it|those|they) (?:is|are|was|were|would be)|i (?:mean|meant|should say|should have said)|"
    # "nine, we are talking weeks", "nine, counting in weeks", "nine, if you count it in weeks"
    r"(?:we are )?(?:talking|speaking)|(?:and )?counting|"
    r"(?:if you )?(?:count|counted|measured|measure|reckon|think)(?: (?:it|that|them|him|her))?|"
    # "nine, as in weeks", "nine, not days but weeks"
    r"as|in|of|that|all|just|only|mind|mind you|not \w+ but))*"
)
"""What leads on to a unit."""
_TAIL = (
    # "nine. weeks, that is", "nine. weeks I should say", "nine. weeks, obviously"
    r"(?: ?(?:,|that is|i mean|i meant|i should say|i should add|mind you|mind|though|obviously|of course|naturally|"
    # "nine. weeks, not days", "nine. weeks, in case you wondered", "nine. weeks, thanks"
    r"clearly|sorry|before you ask|old|now|tops|not \w+|in case you wondered|by the way|thanks|please))*"
)
"""What may follow a unit that is said for the figure before it."""
_LATER = re.compile(
    # "nine or so. weeks, that is"; not "40. weeks pregnant"
    rf"^{_SOFT}(?:{_BREAK}{_FILL}|"
    # "42 in months", "50 counted in weeks"; not "18 in March"
    rf" (?:(?:if (?:you|we) )?(?:count|counted|measured|measure)(?: (?:it|that|them|him|her))? )?in)"
    rf" (?P<unit>[a-z]{{2,}}){_TAIL}(?= [.,;:!?)]| and | but |$)"
)
_FIRST = re.compile(
    # "in months? fourteen", "counting in weeks: about nine", "years, he is nearly twelve", "in months he is 30"
    r"^(?:counting |counted |measured |if you count |that is )?(?:in )?"
    r"(?P<unit>(?<=in )[a-z]{3,}(?= (?:he|she|it|that|they|i) )|[a-z]{3,}(?= ?[,:?.\u2013\u2014-]))"
    r"(?: ?[,:?.\u2013\u2014-]+)? "
    r"(?:(?:then|well|about|nearly|almost|only|just|(?:he|she|it|that|they|i)(?: is| am| are| would be)?) )*$"
)
_ENDS = frozenset(". , ; ! ? )".split())


def beside_figures(tokens: Sequence[str]) -> list[str]:
    """The tokens with each unit that is named apart from its figure put beside it.

    >>> " ".join(beside_figures("nine or so . weeks , that is".split()))
    'nine weeks or so .'
    """
    told = list(tokens)
    i = 0
    while i < len(told):
        number = read_number(told, i)
        if number is None:
            i += 1
            continue
        told = _joined(told, i, number.end)
        i = max(number.end, i + 1)
    return told


def _joined(tokens: list[str], start: int, end: int) -> list[str]:
    """The tokens with the unit of the figure at ``[start, end)`` beside it, if it is named elsewhere."""
    rest = " ".join(["", *tokens[end:]])
    later = _LATER.match(rest)
    if later is not None and _measures(later["unit"]):
        soft = later[0][: later.start("unit")].split()
        gone = rest[later.end() :].split()
        return [*tokens[:end], later["unit"], *_without_links(soft), ".", *gone]
    first = _FIRST.match(" ".join([*tokens[:start], ""])) if start else None
    if first is not None and _measures(first["unit"]) and (not rest or rest.split()[0] in _ENDS):
        return [*tokens[start:end], first["unit"], *tokens[end:]]
    return tokens


def _without_links(words: Sequence[str]) -> list[str]:
    """What blurs a figure, without what led on to its unit."""
    found = re.match(_SOFT, " ".join(["", *words]))
    return [] if found is None else found[0].split()


def _measures(word: str) -> bool:
    return word != "in" and unit_named(word) is not None
