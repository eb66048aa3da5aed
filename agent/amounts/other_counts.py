"""Numbers of something else than a question counts: pets where rooms are asked for, a phone number, a plate, a gate.

It says when not to hear a number. What may stand for what is asked ("four of us" for four tickets) is left in.
"""

from __future__ import annotations

import re

from .number_words import read_number
from .units import unit_named

__all__ = ["without_other_counts"]

_PEOPLE = "people|persons?|adults?|kids?|children|child|bab(?:y|ies)|sons?|daughters?|friends?|guests?|visitors?"
_PETS = "cats?|dogs?|pets?|kittens?|pupp(?:y|ies)|rabbits?|hamsters?|budgies?|parrots?|goldfish|horses?|pon(?:y|ies)"
_PLACES_AND_TIMES = "(?:bed)?rooms?|floors?|storeys?|kilomet(?:re|er)s?|km|miles?|days?|nights?|weeks?|months?|hours?"
_ABOUT_PLACES = re.compile(rf"\b(?:how many|which|what) (?:{_PLACES_AND_TIMES})\b")
"""Questions that no number of people answers, nor of animals."""
_ABOUT_PEOPLE = re.compile(rf"\bhow many (?:\w+ )?(?:{_PEOPLE})\b|\bhow many (?:are|of) you\b")
_COUNTED_PEOPLE = re.compile(rf"^(?:(?!of\b)\w+ )?(?:{_PEOPLE}|of us)\b")
_COUNTED_PETS = re.compile(rf"^(?:(?!of\b)\w+ )?(?:{_PETS})\b")
_ANIMALS = re.compile(rf"\b(?:{_PETS}|animals?)\b")
_DIGITS = r"\+? ?\d[\d ./()-]{3,}\d"
"""As many as a telephone number has."""
_TO_REACH = re.compile(
    # "my phone is 555 2210", "call me on 555 2210", "postcode 12345"
    rf"\b(?:(?:phone|mobile|cell|telephone|tel|fax|post ?code|zip)(?: (?:number|no|code))?(?: (?:is|was|:|\.))*|"
    rf"(?:call|ring|reach|text|phone) (?:me |us )?(?:back )?(?:on|at|under)) (?P<digits>{_DIGITS})|"
    # "my booking number is 12"
    r"\b(?:account|booking|order|customer|reference|invoice|card|contract|policy) (?:number|no|code)"
    r"(?: (?:is|was|:|\.))* (?P<number>\d[\d ./()-]*)|"
    # "number plate AB 12 CDE", "the registration is WX61 ABC", "plate AB 12 CDE"; not "a plate of 7 metres"
    r"\b(?:(?:number|licen[cs]e) plate|plate (?:number|no)|registration|reg)(?: (?:number|no))?(?: (?:is|:|\.))* "
    r"(?:[a-z]{1,3} ?)?\d+(?: [a-z]{3}\b)?|\bplate (?!of\b)[a-z]{2,3} ?\d+ [a-z]{3}\b"
)
"""Where somebody is reached, and under which number something is kept."""
_LABELLED = re.compile(
    # "flight BA 117", "on the number 9 bus", "gate 5", "in year four", "flat 4", "a size 5"
    r"\b(?P<label>flight|gate|terminal|platform|row|seat|bus|train|tram|room|flat|apartment|house|junction|exit|page|"
    r"chapter|grade|form|class|year|size|number)(?: (?:number|no))?"
    r"(?: (?!in|on|at|to|is|it|of|by|or|up|no|we|my|us|a|i)[a-z]{1,2})? $"
)
"""Words before a number that only tells one thing from others of its kind."""
_ABOUT_TIME = re.compile(r"^(?:and |so )?(?:when\b|how (?:old|long ago)\b)")
"""Questions that no such name answers, though they speak of what has it: "when did your flight land?"."""
_MEASURES_IT = frozenset("by x \u00d7 square sq cubic and or to - % percent".split())
"""Words after a number by which it is an amount for all that: "house 9 by 7 metres"."""


def without_other_counts(plain: str, asked: str) -> str:
    """A plain text without numbers that count something else than a question does.

    >>> without_other_counts("we have 2 cats", "How many rooms is it?")
    'we have , cats'
    >>> without_other_counts("there are 4 of us", "How many tickets do you need?")
    'there are 4 of us'
    """
    asked = asked.lower()
    if "number" not in asked:
        plain = _TO_REACH.sub(" , ", plain)
    pets = (_ABOUT_PLACES.search(asked) or _ABOUT_PEOPLE.search(asked)) and not _ANIMALS.search(asked)
    people = _ABOUT_PLACES.search(asked) and not _ABOUT_PEOPLE.search(asked)
    others = [pattern for pattern, no in ((_COUNTED_PETS, pets), (_COUNTED_PEOPLE, people)) if no]
    return _without(plain, others, asked)


def _without(plain: str, others: list[re.Pattern[str]], asked: str) -> str:
    """A plain text without numbers before what a pattern finds, nor those that are a label."""
    tokens, kept = plain.split(), list[str]()
    i = 0
    while i < len(tokens):
        number = read_number(tokens, i)
        end = i if number is None else number.end
        other = end > i and any(pattern.match(" ".join(tokens[end : end + 3])) for pattern in others)
        other = other or (end > i and _is_label(tokens, i, end, asked))
        kept += [","] if other else tokens[i : max(end, i + 1)]
        i = max(end, i + 1)
    return " ".join(kept)


def _is_label(tokens: list[str], start: int, end: int, asked: str) -> bool:
    """Whether a number is the name of one of many, which a question does not ask for, and measures nothing itself."""
    found = _LABELLED.search(" ".join([*tokens[max(0, start - 3) : start], ""]))
    if found is None or (found["label"] in asked and not _ABOUT_TIME.search(asked)):
        return False
    after = tokens[end] if end < len(tokens) else ""
    a_year = found["label"] == "year" and re.fullmatch(r"\d{4}", tokens[start]) is not None
    return not a_year and after not in _MEASURES_IT and (len(after) < 2 or unit_named(after) is None)
