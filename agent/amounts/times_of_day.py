"""Times of day where days are asked for: the 8 of "tomorrow at 8", and the 18:00, are no days.

Nor are those for whom something is ("today for 2"), and "the later one", where a time to come is asked for. It says
when not to hear a number; days themselves are for `coming` and `spans`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import month_named
from .passing_by import asks_ahead
from .units import unit_named

__all__ = ["without_times_of_day"]

_DAYS_OR_MORE = frozenset({"day", "week", "month"})
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ON_THE_CLOCK = re.compile(
    # "8 am", "8.30 p.m.", "eight o'clock"
    rf"\b{_HOUR}(?:[.:]\d\d| : \d\d)? "
    # "8 in the morning"
    r"(?:(?:am|pm|a \. m|p \. m)\b(?: \.)?|o'? ?clock\b|in the (?:morning|afternoon|evening)\b|at night\b)|"
    # "18:00", "half past eight", "quarter to 8", "ten past 8"; not "ten to twelve days"
    rf"\b\d{{1,2}} : [0-5]\d\b|\b(?:(?:half|quarter|{_HOUR}) past|quarter to) {_HOUR}\b"
)
_AT = re.compile(
    rf"\bat (?:about |around |exactly )?{_HOUR}(?:[.:]\d\d| : \d\d)?\b(?: or {_HOUR}\b)?(?! [/-] \d)"
    r"(?P<after>(?: -)?(?: \w+)?)"
)
"""An hour, unless a unit follows: "at 8", "at 8 or 9"."""
_DOTTED = re.compile(
    # "the 18.00", "10.30"; not the date "24.11"
    r"(?<![\d.])\d{1,2}\.(?:00|1[3-9]|[2-5]\d)(?![.\d])(?P<after>(?: -)?(?: \w+)?)|"
    # "the 10.12 boat"
    r"(?<=\bthe )\d{1,2}\.\d\d(?P<goes> (?:boat|ferry|ship|train|bus|coach|flight|plane|sailing|crossing|one)\b)"
)
"""An hour and minutes that no date is written so."""
_FOR = re.compile(rf"\bfor {_HOUR}\b(?![.:]\d| [/:.-] \d)(?P<after>(?: -)?(?: \w+)?)")
"""For whom something is, unless a unit or a month follows: "for two"."""
_ONE = re.compile(
    # "the one at noon", "the later one", "another one"; not "one", "a day or one"
    r"\b(?:the|this|that|an?|another|any|which) "
    r"(?:(?!day\b|days\b|week\b|weeks\b|or\b)[a-z]+ )?one\b(?P<after>(?: \w+)?)"
)


def without_times_of_day(tokens: Sequence[str], unit: str | None, asked: str) -> list[str]:
    """Tokens without times of day, where days, weeks or months are asked for.

    >>> without_times_of_day("the 8 am boat tomorrow".split(), "day", "When do you sail?")
    ['the', ',', 'boat', 'tomorrow']
    """
    if unit not in _DAYS_OR_MORE:
        return list(tokens)
    plain = _ON_THE_CLOCK.sub(",", " ".join(tokens))
    for pattern in (_DOTTED, _AT, _FOR, _ONE) if asks_ahead(asked) else (_AT,) if unit == "day" else ():
        plain = pattern.sub(_unless_measured, plain)
    return plain.split()


def _unless_measured(found: re.Match[str]) -> str:
    """A pause in place of a number, or the number as it is where its unit follows, or a month: "at 8 weeks"."""
    rest = next((part for part in found.groups() if part), "")
    after = rest.strip(" -")
    measured = after and (unit_named(after) is not None or month_named([after], 0) is not None)
    return found[0] if measured else f",{rest}"
