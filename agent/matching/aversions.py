"""What somebody cannot have, where that is what is asked for: "I can't have nuts" is nuts, to "any allergies?".

Elsewhere such words exclude what they name: "I can't have tuna, make it ham". It knows words of aversion and no domain.
"""

from __future__ import annotations

import re

from .questions import PendingQuestion

__all__ = ["as_told"]

_ABOUT_AVERSIONS = re.compile(
    # "any allergies?", "what do you avoid?", "is there anything you can't eat?"
    r"\b(?:allerg\w+|intoleran\w+|avoid|react to|"
    r"(?:can(?:not|'t)|do(?:es)? not|don'?t|must not) (?:\w+ )?(?:eat|have|take|tolerate))\b",
    re.IGNORECASE,
)
_AVERSE = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:"
    # "allergic to", "badly intolerant to"; not "not allergic to"
    r"(?:allergic|intolerant|sensitive) (?:to|of)|"
    # "can't have", "must not eat", "cannot tolerate"
    r"(?:can ?not|can['\u2019]?t|can no longer|must ?n[o'\u2019]?t|may not|am not allowed(?: to)?|not allowed to) "
    r"(?:have|eat|take|drink|tolerate|stomach|touch|do)|"
    # "I get hives from", "he comes out in a rash from"
    r"(?:gets?|got|(?:comes?|breaks?) out in) (?:\w+ ){0,2}?(?:hives|rash|rashes|spots|itch\w*|swelling|sick|ill) "
    r"from|"
    # "I react badly to", "has to avoid"
    r"reacts? (?:badly |strongly )?to|(?:have to |has to |must )?avoid(?:s|ing)?)\b",
    re.IGNORECASE,
)
"""Words before what somebody cannot have."""


_MAKES_ILL = re.compile(
    # "cheese makes me ill", "cashews make my lips swell"; not "it makes me sick"
    r"\b(?!it\b|this\b|that\b|what\b|which\b|not\b|they\b)(\w+) (?:makes?|made|gives?|gave) "
    r"(?:me|him|her|us|them|my \w+|his \w+|her \w+) "
    r"(?:really |very |so |terribly )?"
    r"(?:ill|sick|poorly|itch\w*|swell\w*|hives|(?:a |bad )?(?:rash\w*|cramps|tummy ache)|wheez\w*|vomit)\b",
    re.IGNORECASE,
)


def as_told(text: str, question: PendingQuestion) -> str:
    """The text with what somebody cannot have told as what they have, where it is asked what that is.

    >>> asked = PendingQuestion("ask", "Any allergies?", "choice", ())
    >>> as_told("I can't have nuts", asked), as_told("I'm not allergic to nuts", asked)
    ('I have nuts', "I'm not allergic to nuts")
    """
    about = question.kind == "choice" and _ABOUT_AVERSIONS.search(f"{question.text} {question.about}")
    return _MAKES_ILL.sub(r"have \1", _AVERSE.sub("have", text)) if about else text
