"""The unit that somebody asks for an answer in: "in miles please", "how many light minutes", "not km".

It reads the words of a request and converts nothing. Units that only astronomers use are known here by their names.
"""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .units import canonical_unit, dimension, in_print, unit_named

__all__ = ["asked_unit", "unit_words"]

_FAR = {"au": "AU", "aus": "AU", "parsec": "parsec", "parsecs": "parsec"}
_MANY = {"AU": "AU", "foot": "feet", "hertz": "hertz", "inch": "inches", "psi": "psi", "stone": "stone"}
_LIGHT = re.compile(r"\blight ?-? ?(years?|hours?|minutes?|seconds?)\b")
_DENIED = re.compile(r"\b(?:not|no|do not do|never|without|instead of|rather than|than)(?: in)?$")
_BEFORE = re.compile(r"(?:\d|\b(?:a|an|per|every))$")


def asked_unit(text: str, unit: str) -> str | None:
    """The first unit of the same kind as ``unit`` that a text asks for; None where it asks for none, or for that one.

    >>> asked_unit("how wide is it in miles, not kilometres", "km"), asked_unit("how many km is it", "km")
    ('mile', None)
    """
    own = canonical_unit(unit)
    plain = plain_text(text).plain
    if dimension(own) == "length" and (light := _LIGHT.search(plain)) is not None:
        return f"light {light[1].removesuffix('s')}"
    words = plain.split()
    for i, word in enumerate(words):
        before = " ".join(words[max(0, i - 3) : i])
        meant = _named(word, own)
        if meant is not None and not _DENIED.search(before) and not _BEFORE.search(before):
            return None if meant == own else meant
    return None


def unit_words(asked: str, unit: str) -> str:
    """That a number comes in another unit than the one that was asked for."""
    return f"You ask for {_MANY.get(asked, f'{asked}s').replace('_', ' ')}; my numbers are in {in_print(unit)}."


def _named(word: str, own: str | None) -> str | None:
    if dimension(own) == "length" and word in _FAR:
        return _FAR[word]
    found = unit_named(word, own) if len(word) > 1 and word != "in" else None
    return found if found is not None and dimension(found) == dimension(own) else None
