"""Ordinals where a place in a row is asked for: "the third" of "On which floor?", "29th" of "In which week?".

Elsewhere "the second" is one of a list, or a moment. It knows words, and no domain.
"""

from __future__ import annotations

import re

from .number_words import TENS

__all__ = ["birthdays_read", "ordinals_read"]

_PLACES = "week|month|year|day|floor|storey|level|grade|class|row|hour|trimester|chapter|lap|gear"
_ASKS = re.compile(rf"\b(?:which|what) (?P<place>{_PLACES})\b")
_WORDS: tuple[str, ...] = tuple(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_NTH = (
    # "the 29th", "the 29 th"
    r"\b(?:(?P<digits>\d{1,3}) ?(?:st|nd|rd|th)|"
    # "the third", "the twenty-third week"
    rf"(?:(?P<tens>{'|'.join(TENS)}) ?-? ?)?(?P<word>{'|'.join(_WORDS[1:])}))\b"
)
_ORDINAL = re.compile(rf"{_NTH}(?: (?P<next>\w+))?")
_BIRTHDAY = re.compile(
    # "he just had his fourth birthday", "since her 70th birthday"
    rf"\b(?:(?P<had>had|celebrated|passed|past|since|after)(?: \w+){{0,2}}? )?{_NTH} birthday\b"
    # "her first birthday is on Friday"
    r"(?P<coming> (?:is (?!over|behind)|comes|will be|coming)[^.,;!?]*)?"
)
_FLOORS = frozenset({"floor", "storey", "level"})
_GROUND = re.compile(
    # "the ground floor", "at street level"; not "one above the ground floor"
    r"(?<!above )(?<!below )(?<!above the )(?<!below the )\b(?:ground|street) (?:- )?(?:floor|storey|level)\b|"
    # "on the ground"; not "on the ground that it is too far"
    r"^(?:(?:well|it is|i live|we live|we are|on|at|the|just) )*ground(?= *[,.!]*$)"
)
"""The floor that counts as none."""
_GO_ON = frozenset(
    "now of i please in already by when then and or but this next on maybe today tomorrow she he it we so".split()
)
"""What may follow an ordinal that says where in the row; "the third trimester" is another row."""


def ordinals_read(plain: str, asked: str) -> str:
    """A plain text with its ordinals as figures, where the question asks for a place in a row.

    >>> ordinals_read("the third floor", "On which floor do you live?")
    'the 3 floor'
    >>> ordinals_read("ground floor", "On which floor do you live?")
    '0 floor'
    >>> ordinals_read("the third", "Which do you mean?")
    'the third'
    """
    row = _ASKS.search(asked.lower())
    if row is None:
        return plain
    plain = _GROUND.sub(f"0 {row['place']}", plain) if row["place"] in _FLOORS else plain
    return _ORDINAL.sub(lambda found: _figure(found, row["place"]), plain)


def _figure(found: re.Match[str], row: str) -> str:
    """The ordinal as a figure where it is one of the row that is asked for."""
    after = found["next"]
    if after and after not in _GO_ON and after.removesuffix("s") != row:
        return found[0]
    value = _value(found)
    return f"{value} {after}" if after else f"{value}"


def _value(found: re.Match[str]) -> int:
    return int(found["digits"] or TENS.get(found["tens"] or "", 0) + _WORDS.index(str(found["word"])))


def birthdays_read(plain: str) -> str:
    """A plain text with birthdays as the age that somebody has.

    >>> birthdays_read("he just had his fourth birthday"), birthdays_read("70th birthday is on friday")
    ('he just is 4 years old', 'is 69 years old')
    """
    return _BIRTHDAY.sub(_aged, plain)


def _aged(found: re.Match[str]) -> str:
    if not found["had"] and not found["coming"]:
        return found[0]
    return f"is {_value(found) - (not found['had'])} years old"
