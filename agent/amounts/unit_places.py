"""The unit beside a number: "20 kg", "6 ft 2", "15 square metres", "40 newtons per metre".

Or named apart from it: "nine or so. weeks, that is", "in months? fourteen"; that is put beside the figure first. A unit
that goes on to say something else ("40. weeks pregnant", "34, weeks ago") belongs to no figure before it. It knows
where a unit stands and how far it goes; numbers are read in `number_words`, what units measure in `units`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .number_words import read_number
from .units import dimension, no_inch, unit_named

__all__ = ["UnitAt", "beside_figures", "smaller_part", "unit_at"]

_COMPOUND = {
    ("foot", "inch"): 12, ("stone", "pound"): 14, ("pound", "ounce"): 16, ("hour", "minute"): 60,
    ("minute", "second"): 60, ("year", "month"): 12, ("week", "day"): 7, ("meter", "centimeter"): 100,
    ("month", "week"): 5, ("day", "hour"): 24, ("month", "day"): 31, ("kilogram", "gram"): 1000,
}  # fmt: skip
_LARGE = frozenset(large for large, _ in _COMPOUND)
_JOINED_UNITS = (
    ("kilometer/hour", re.compile(r"^(?:km|kms|kilometers?|kilometres?|k) ?(?:/|per|an?) ?(?:h|hr|hour)\b")),
    ("mile/hour", re.compile(r"^(?:mi|miles?) (?:/|per|an?) ?(?:h|hr|hour)\b")),
    ("meter/second", re.compile(r"^(?:m|met(?:er|re)s?) (?:/|per|a) ?(?:s|sec|second)\b")),
    ("megabit/second", re.compile(r"^(?:mb|mbit|megabits?) (?:/|per|a) ?(?:s|sec|second)\b")),
    ("degree_Celsius", re.compile(r"^(?:°|degrees?|deg) (?:c\b|celsius|centigrade)")),
    ("degree_Fahrenheit", re.compile(r"^(?:°|degrees?|deg) (?:f\b|fahrenheit|farenheit)")),
    ("kilometer**2", re.compile(r"^(?:sq|square) (?:\. )?(?:km\b|kilomet(?:er|re)s?)")),
    ("meter**2", re.compile(r"^(?:sq|square) (?:\. )?(?:m\b|met(?:er|re)s?)")),
    ("foot**2", re.compile(r"^(?:sq|square) (?:\. )?(?:ft\b|foot|feet)")),
    *((f"{unit}**3", re.compile(rf"^(?:(?:cu|cubic) (?:\. )?(?:{names})\b|(?:{names}) (?:\^ |\* \* )?3\b(?! [a-z]))"))
      for unit, names in (("meter", "m|met(?:er|re)s?"), ("centimeter", "cm|centimet(?:er|re)s?"),
                          ("foot", "ft|foot|feet"), ("inch", "in|inch(?:es)?"), ("yard", "yds?|yards?"))),
    ("fluid_ounce", re.compile(r"^(?:fl|fluid) (?:\. )?(?:oz|ounces?)")),
    ("foot", re.compile(r"^' (?!')")),
    ("inch", re.compile(r"^(?:\"|' ')")),
)  # fmt: skip
_BEFORE_UNITS = frozenset("- of whole full odd more us uk imperial metric running linear".split())
_PER = frozenset("/ per a an each every".split())
_APART = frozenset("from away off in above below apart along up out".split())
"""What follows a distance that is not shared out: "80 kg a metre from the wall"."""


_PARTS = {"half": 0.5, "quarter": 0.25}
_AND_HALF = re.compile(
    # "a metre and a half", "6 ft, a quarter"
    r"(?P<all>(?:and|, and|,)? ?a (?P<part>half|quarter))\b|"
    # "a metre and half", "one metre and the half of one"; not "a metre and half a foot"
    r"(?P<also>and (?:the )?(?P<rest>half|quarter)(?: of (?:one|it|another))?)(?= [.,;:!?]|$)"
)


@dataclass(frozen=True)
class UnitAt:
    """A unit in tokens up to `end`; no name where none stands there."""

    name: str | None
    end: int


def unit_at(tokens: Sequence[str], i: int, expected: str | None) -> UnitAt:
    """The unit named at token `i`, skipping a hyphen, "of a" or "metric"; "kg per metre" is a unit of its own."""
    j = i + int(i < len(tokens) and tokens[i] in _BEFORE_UNITS)
    j += int(tokens[i:j] == ["of"] and tokens[j : j + 1] in (["a"], ["an"], ["one"]))  # "0.26 of a metre"
    rest = " ".join(tokens[j : j + 5])
    for name, pattern in _JOINED_UNITS:
        found = pattern.match(rest)
        a_length = name == "kilometer/hour" or (name == "foot**3" and rest[:2] != "cu")
        if found and not (a_length and dimension(expected) == "length"):  # "6 foot 3"
            return UnitAt(name, j + len(found.group().split()))
    name = unit_named(tokens[j], expected) if j < len(tokens) else None
    unit = name is not None and not no_inch(tokens[j : j + 2])
    return _spread(tokens, UnitAt(name, j + 1)) if unit else UnitAt(None, i)


def _spread(tokens: Sequence[str], unit: UnitAt) -> UnitAt:
    """The unit with what it is spread over: "kg / m", "newtons per square metre", "kilos a metre"."""
    j = unit.end
    if j + 1 >= len(tokens) or tokens[j] not in _PER:
        return unit
    over = unit_at(tokens, j + 1, "meter")
    apart = tokens[j] in ("a", "an") and tokens[over.end : over.end + 1] and tokens[over.end] in _APART
    if over.name is None or apart or dimension(over.name) not in ("length", "area", "volume"):
        return unit
    return UnitAt(f"{unit.name}/{over.name}", over.end)


def _and_half(tokens: Sequence[str], end: int, unit: str) -> tuple[float, int] | None:
    """What "and a half" adds, and where it ends."""
    found = _AND_HALF.match(" ".join(tokens[end : end + 7]))
    if found is None or (found["all"] and unit not in _LARGE and found["all"] != "and a half"):
        return None
    return _PARTS[found["part"] or found["rest"]], end + len((found["all"] or found["also"]).split())


def smaller_part(tokens: Sequence[str], end: int, unit: str) -> tuple[float, int]:
    """What a smaller unit adds: the "2 inches" of "6 ft 2", in the larger unit, and where it ends."""
    half = _and_half(tokens, end, unit)
    if half is not None or unit not in _LARGE:
        return half or (0.0, end)
    j = end + int(tokens[end : end + 1] in (["and"], [","]))
    if tokens[j : j + 1] == ["and"]:
        j += 1
    if j >= len(tokens):
        return 0.0, end
    number = read_number(tokens, j, fuzzy=True)
    if number is None:
        return 0.0, end
    for (large, small), count in _COMPOUND.items():
        if large != unit or not 0 <= number.value < count:
            continue
        named = unit_at(tokens, number.end, small)
        if named.name == small:
            return number.value / count, named.end
        whole = number.value == int(number.value)
        bare_allowed = whole and (unit == "hour" or (unit in ("foot", "stone", "meter") and j == end))
        if named.name is None and bare_allowed and (unit not in ("meter", "hour") or number.value >= 10):
            return number.value / count, number.end
    return 0.0, end


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
