"""A text as it tells what was asked: what somebody cannot have, to "any allergies?", what fails, where somebody goes.

"I can't have nuts" is nuts where that is what is asked for; elsewhere such words exclude what they name: "I can't have
tuna, make it ham". "To the island" says of where somebody starts that it is not the island, and the other way round.
What follows from a denial, the rules for options know. It knows no domain.
"""

from __future__ import annotations

import re

from .out_of_order import broken_as_told
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
_GOES = re.compile(
    r"\b(?:start|starting|leave|leaving|depart|departing|travel|travelling|sail|sailing|fly|flying|go|going|ride|"
    r"riding|drive|driving|cross|crossing|board|move|moving|set (?:off|out))\b"
)
"""Questions about a way: "do you start from home?"; not "did you hear of it from a friend?"."""
_TO = (
    # "to", "back to", "towards"; not "close to"
    r"(?<!close )(?<!next )(?<!near )(?<!nearest )(?<!opposite )"
    r"\b(?:to|towards?|bound for|headed for|heading for|make it to|be (?:on|in|at)|arrive (?:on|in|at)|reach)"
)
_FROM = r"\b(?:from|leaving|departing)"


def as_told(text: str, question: PendingQuestion) -> str:
    """The text as it answers one question: what somebody cannot have as what they have, the other end of a way denied.

    >>> asked = PendingQuestion("ask", "Any allergies?", "choice", ())
    >>> as_told("I can't have nuts", asked), as_told("I'm not allergic to nuts", asked)
    ('I have nuts', "I'm not allergic to nuts")
    >>> from .questions import Option
    >>> sides = (Option("here", "mainland"), Option("there", "island"))
    >>> as_told("to the island", PendingQuestion("ask", "Do you start from the mainland?", "choice", sides))
    'not the island'
    """
    if question.kind != "choice":
        return text
    return broken_as_told(_bound_for(_averse(text, question), question), question)


def _averse(text: str, question: PendingQuestion) -> str:
    """The text with what somebody cannot have told as what they have, where it is asked what that is."""
    about = _ABOUT_AVERSIONS.search(f"{question.text} {question.about}")
    return _MAKES_ILL.sub(r"have \1", _AVERSE.sub("have", text)) if about else text


def _bound_for(text: str, question: PendingQuestion) -> str:
    """The text with the other end of a way denied, where a question asks for one end of it."""
    asked = question.text.lower()
    if _GOES.search(asked) is None:
        return text
    names = "|".join(re.escape(name) for option in question.options for name in option.names)
    starts = re.search(r"\bfrom\b", asked) is not None
    ends = re.search(rf"\bto (?:the |an? )?(?:{names.lower()})\b|\bwhere to\b|\bto\?", asked) is not None
    if starts == ends:
        return text
    other = _TO if starts else _FROM
    return re.sub(rf"{other} (?=(?:the |an? )?(?:{names})\b)", "not ", text, flags=re.IGNORECASE)
