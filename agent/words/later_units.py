"""A unit that is named after its figure: "nine or so. weeks, that is", "in months? fourteen", "half a. year, not month".

It puts the unit beside the figure, so that who reads amounts finds both together. It knows the words by which people add a
unit; a unit that goes on to say something else ("40. weeks pregnant", "34, weeks ago") belongs to no figure before it.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from .number_words import read_number
from .units import unit_named

__all__ = ["beside_figures"]

_SOFT = r"(?: (?:and a bit|and a half|and change|and counting|or so|or thereabouts|or something|ish|- ish|odd|roughly|give or take|i think|i guess|i reckon|i would say))*"
_BREAK = r"(?: (?:[.,;:()\u2013\u2014-]|well|oh|uh|um|erm?|no|sorry|actually|wait|but|though|and|make))+"
_FILL = r"(?: (?:(?:that|this|it|those|they) (?:is|are|was|were|would be)|i (?:mean|meant|should say|should have said)|(?:we are )?(?:talking|speaking)|(?:and )?counting|(?:if you )?(?:count|counted|measured|measure|reckon|think)(?: (?:it|that|them|him|her))?|as|in|of|that|all|just|only|mind|mind you|not \w+ but))*"
_TAIL = r"(?: ?(?:,|that is|i mean|i meant|i should say|i should add|mind you|mind|though|obviously|of course|naturally|clearly|sorry|before you ask|old|now|tops|not \w+|in case you wondered|by the way|thanks|please))*"
_LATER = re.compile(rf"^{_SOFT}{_BREAK}{_FILL} (?P<unit>[a-z]{{2,}}){_TAIL}(?= [.,;:!?)]| and | but |$)")
_FIRST = re.compile(
    r"^(?:counting |counted |measured |if you count |that is )?(?:in )?(?P<unit>[a-z]{3,}) ?[,:?.\u2013\u2014-]+ (?:(?:then|well|about|nearly|almost|only|just|(?:he|she|it|that|they|i)(?: is| am| are| would be)?) )*$"
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
