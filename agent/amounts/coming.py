"""How many days it is until a day that is told: "tomorrow", "on Friday", "24 December", "24/11", "the 24th".

For questions that ask ahead. A day that has passed comes back as so many days less than none. Figures that may be day
and month either way tell nothing of when it is, and are no count of days either.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .dates import WEEKDAYS, day_of_month, month_named
from .units import unit_named

__all__ = ["Coming", "coming_at", "tells_a_day"]

_PHRASES = {
    "today": (0.0, 0.9), "tonight": (0.02, 0.9), "this morning": (0.0, 0.5), "this afternoon": (0.02, 0.6),
    "this evening": (0.02, 0.9), "right now": (0.0, 0.1), "the day after tomorrow": (2.0, 2.9),
    "day after tomorrow": (2.0, 2.9), "tomorrow": (1.0, 1.9), "this week": (1.0, 6.0), "this weekend": (1.0, 7.0),
    "the weekend": (1.0, 7.0), "next weekend": (4.0, 13.0), "next week": (3.0, 13.0), "this month": (2.0, 30.0),
    "next month": (14.0, 61.0), "this year": (20.0, 365.0), "next year": (32.0, 730.0),
    "yesterday": (-1.9, -1.0), "the day before yesterday": (-2.9, -2.0), "day before yesterday": (-2.9, -2.0),
    "last night": (-1.5, -0.5), "last weekend": (-9.0, -1.0), "last week": (-13.0, -1.0), "last month": (-61.0, -1.0),
    "last year": (-730.0, -1.0),
}  # fmt: skip
_YEAR = re.compile(r"20\d\d")
_DOTTED = re.compile(
    # "24.11", "5.12.26", "24.11.2026"; not "2.5"
    r"(\d{1,2})\.(\d{1,2}(?=\.)|\d\d)(?:\.((?:20)?\d\d))?"
)
_YEAR_FIRST = re.compile(r"(20\d\d) ([/-]) (\d{1,2}) \2 (\d{1,2})$")
_SLASHED = re.compile(
    # "24 / 11", "24 / 11 / 26", "24 - 11 - 2026"; not "2 - 3"
    r"(\d{1,2}) (?:/ (\d{1,2})(?: / ((?:20)?\d\d))?|- (\d{1,2}) - ((?:20)\d\d))(?![\w.])"
)
_ORDINAL = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)")
_BEFORE_A_DAY = frozenset({"the", "on", *WEEKDAYS})
_AFTER_A_DAY = frozenset(", . ! ? ; at please then and or in if with for we i to it by around about".split())
"""What follows the day of a month that stands without its month; "the 2nd boat" is no day."""
_WAS = frozenset({"was", "were"})
_MONTHS_AHEAD = 4
"""Months within which there is a day of every number."""
_LATELY = 60
"""Days after which a date that "was" is rather one to come."""


_LEADS_TO_TODAY = frozenset("is are for on".split())
"""Before a day of which something is told; who "wants to cancel today" may say when they want it."""
_LEADS_ELSEWHERE = frozenset("to till until by before after since from".split())
"""Before another day: "move my crossing to Friday", "I am ill until Friday"."""
_DONE = re.compile(
    # "I booked it on Friday", "we paid for it"; not "I need it on Friday"
    r"\b(?:(?!need\b|exceed\b|proceed\b)\w{3,}ed|bought|paid|rang|wrote|made|got|lost|told|was|were|had|did)\b"
)
"""What somebody did, or what was."""


@dataclass(frozen=True)
class Coming:
    """A day found in tokens up to `end`: so many days from now, NaN where figures may be either of two days."""

    end: int
    days: float
    low: float
    high: float


def coming_at(tokens: Sequence[str], i: int, now: date) -> Coming | None:
    """The day that is told at token ``i``, if one is.

    >>> coming_at("tomorrow at 8".split(), 0, date(2026, 11, 22)).low
    1.0
    >>> coming_at("sunday 22 november".split(), 0, date(2026, 11, 22)).days
    0.0
    """
    for length in (4, 3, 2, 1):
        phrase = " ".join(tokens[i : i + length])
        if len(tokens[i : i + length]) == length and phrase in _PHRASES:
            low, high = _PHRASES[phrase]
            return Coming(i + length, (low + high) / 2, low, high)
    if tokens[i] in WEEKDAYS:
        return _on_weekday(tokens, i, now)
    return _in_figures(tokens, i, now) or _with_month(tokens, i, now) or _day_alone(tokens, i, now)


def tells_a_day(clause: str, now: date) -> bool:
    """Whether a clause tells of a day to come, and of nothing that was done: "my flight on Friday".

    >>> [tells_a_day(text, date(2026, 11, 22)) for text in ("my flight tomorrow", "we booked it for friday")]
    [True, False]
    """
    tokens = clause.split()
    days = [(i, day) for i in range(len(tokens)) if (day := coming_at(tokens, i, now)) is not None]
    days = [(["", *tokens][i], day) for i, day in days if _LEADS_ELSEWHERE.isdisjoint(tokens[max(0, i - 2) : i])]
    told = any(day.high >= 1 or (day.high > 0 and before in _LEADS_TO_TODAY) for before, day in days)
    return told and not _DONE.search(clause)


def _on_weekday(tokens: Sequence[str], i: int, now: date) -> Coming:
    """A day of the week; where its date stands beside it, that date."""
    j = i + 1
    while j < len(tokens) and tokens[j] in (",", "the"):
        j += 1
    found = coming_at(tokens, j, now) if j < len(tokens) and tokens[j][0].isdigit() else None
    if found is not None:
        return found
    back = (now.weekday() - WEEKDAYS.index(tokens[i])) % 7 or 7
    if list(tokens[i - 1 : i]) == ["last"]:
        return Coming(i + 1, -float(back), -float(back), 0.1 - back)
    days = (7 - back) or 7
    return Coming(i + 1, float(days), float(days), days + (7.9 if list(tokens[i - 1 : i]) == ["next"] else 0.9))


def _until(end: int, day: date, now: date) -> Coming:
    days = float((day - now).days)
    return Coming(end, days, days, days + 0.9)


def _in_figures(tokens: Sequence[str], i: int, now: date) -> Coming | None:
    """A date in figures, with its year or without: the one day to come that they may be."""
    found = _figures(tokens, i)
    if found is None or _goes_on(tokens, found[0]):
        return None
    end, told = found
    was = _said_to_be_past(tokens, i)
    days = {day for year, month, number in told if (day := _day(year, month, number, now, was=was)) is not None}
    days = {day for day in days if day >= now} or days
    if not days:
        return None
    return _until(end, days.pop(), now) if len(days) == 1 else Coming(end, math.nan, math.nan, math.nan)


def _figures(tokens: Sequence[str], i: int) -> tuple[int, list[tuple[int | None, int, int]]] | None:
    """Where a date in figures ends, and what it may be: year, if told, month and day of the month."""
    dotted = _DOTTED.fullmatch(tokens[i])
    if dotted is not None:
        return i + 1, [(_in_full(dotted[3]), int(dotted[2]), int(dotted[1]))]
    row = " ".join(tokens[i : i + 5])
    written = _YEAR_FIRST.match(row)
    if written is not None:
        return i + 5, [(int(written[1]), int(written[3]), int(written[4]))]
    written = _SLASHED.match(row)
    if written is None:
        return None
    first, second, year = int(written[1]), int(written[2] or written[4]), _in_full(written[3] or written[5])
    return i + len(written[0].split()), [(year, second, first), (year, first, second)]


def _in_full(year: str | None) -> int | None:
    return None if not year else int(year) + (2000 if len(year) == 2 else 0)


def _goes_on(tokens: Sequence[str], end: int) -> bool:
    """Whether a unit follows a figure, so that it is no date: "1/2 a day"."""
    after = tokens[end] if end < len(tokens) else ""
    return after in ("a", "an", "of") or unit_named(after) is not None


def _day(year: int | None, month: int, number: int, now: date, *, was: bool) -> date | None:
    """The day of figures; without a year the next there will be, or the last where it ``was``. None where none is."""
    try:
        found = date(year or now.year, month, number)
        past = was and (now - found).days < _LATELY
        return found if year or found >= now or past else found.replace(year=now.year + 1)
    except ValueError:
        return None


def _said_to_be_past(tokens: Sequence[str], i: int) -> bool:
    return not _WAS.isdisjoint(tokens[max(0, i - 4) : i])


def _with_month(tokens: Sequence[str], i: int, now: date) -> Coming | None:
    """A date with its month in words: "24 December", "the 3rd of May 2027"."""
    number, j = day_of_month(tokens, i), i + 1
    j += int(list(tokens[j : j + 1]) == ["of"])
    month = month_named(tokens, j if number else i)
    if number is None and month is not None:
        number, j = day_of_month(tokens, i + 1), i + 1
    if number is None or month is None:
        return None
    end, k = j + 1, j + 1 + int(list(tokens[j + 1 : j + 2]) == [","])
    year = int(tokens[k]) if k < len(tokens) and _YEAR.fullmatch(tokens[k]) else None
    found = _day(year, month, number, now, was=_said_to_be_past(tokens, i))
    return None if found is None else _until(k + 1 if year else end, found, now)


def _day_alone(tokens: Sequence[str], i: int, now: date) -> Coming | None:
    """The next day of that number: "the 24th"."""
    found = _ORDINAL.fullmatch(tokens[i])
    beside = i > 0 and tokens[i - 1] in _BEFORE_A_DAY and {*tokens[i + 1 : i + 2]} <= _AFTER_A_DAY
    if found is None or not (beside or (len(tokens) == 1)):
        return None
    months = (divmod(now.month - 1 + ahead, 12) for ahead in range(_MONTHS_AHEAD))
    days = (_day(now.year + years, month + 1, int(found[1]), now, was=False) for years, month in months)
    return next((_until(i + 1, day, now) for day in days if day is not None and day >= now), None)
