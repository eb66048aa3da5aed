"""Numbers of something else than a question counts: pets and people where rooms are asked for, a phone number, a plate.

It says when not to hear a number. What may stand for what is asked ("four of us" for four tickets) is left in.
"""

from __future__ import annotations

import re

from .number_words import read_number

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
    return _without(plain, others) if others else plain


def _without(plain: str, others: list[re.Pattern[str]]) -> str:
    """A plain text without numbers before what a pattern finds."""
    tokens, kept = plain.split(), list[str]()
    i = 0
    while i < len(tokens):
        number = read_number(tokens, i)
        end = i if number is None else number.end
        other = end > i and any(pattern.match(" ".join(tokens[end : end + 3])) for pattern in others)
        kept += [","] if other else tokens[i : max(end, i + 1)]
        i = max(end, i + 1)
    return " ".join(kept)
