"""Dates of the calendar in plain words: "3 May 1950", "May 3rd", "12 / 03 / 2020", "1950 - 05 - 03", "14.02.2026".

And times of the year: "since March", "since late August", "since spring", "since Christmas". A date without a year is
the last one that there was. Where day and month may be told either way it is the day first. It knows no question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["MONTHS", "WEEKDAYS", "Dated", "Period", "date_at", "day_of_month", "in_full", "month_named", "period_at"]

MONTHS: tuple[str, ...] = tuple(
    "january february march april may june july august september october november december".split()
)
WEEKDAYS: tuple[str, ...] = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = {name[:size]: i for i, name in enumerate(MONTHS, start=1) for size in (3, 4, len(name)) if size <= len(name)}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATORS = ("/", "-")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)?\d\d)")
_SKIPPED = frozenset("of , . the".split())
_SEASONS = {
    "spring": (3, 1, 92), "summer": (6, 1, 92), "autumn": (9, 1, 91), "winter": (12, 1, 90), "easter": (4, 1, 20),
    "christmas": (12, 25, 2), "xmas": (12, 25, 2), "halloween": (10, 31, 1),
}  # fmt: skip
"""First month, first day and number of days, north of the equator."""
_PARTS = {
    "start": (0.0, 0.33), "beginning": (0.0, 0.33), "early": (0.0, 0.33), "middle": (0.33, 0.66), "mid": (0.33, 0.66),
    "end": (0.66, 1.0), "late": (0.66, 1.0),
}  # fmt: skip
_LEADS = frozenset("since from last in during".split())
_BETWEEN = frozenset("the of last early mid late start beginning middle end - before about around".split())


@dataclass(frozen=True)
class Dated:
    """A date found in tokens up to `end`."""

    end: int
    day: date


@dataclass(frozen=True)
class Period:
    """A time of the year found in tokens up to `end`."""

    end: int
    first: date
    last: date


def day_of_month(tokens: Sequence[str], i: int) -> int | None:
    """The day of a month that stands at token ``i``: "3", "3rd"."""
    found = _DAY.fullmatch(tokens[i]) if i < len(tokens) else None
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def month_named(tokens: Sequence[str], i: int) -> int | None:
    """The month that stands there, by its whole name or the first letters of it."""
    return _MONTHS.get(tokens[i]) if i < len(tokens) else None


def date_at(tokens: Sequence[str], i: int, now: date) -> Dated | None:
    """The date that begins at token ``i``, if one does; dates to come are none.

    >>> date_at("since 3 may 1950".split(), 1, date(2026, 1, 1)).day.isoformat()
    '1950-05-03'
    """
    found = _in_figures(tokens, i, now) or _with_name(tokens, i, now) or _day_alone(tokens, i, now)
    return found if found is not None and found.day <= now else None


def period_at(tokens: Sequence[str], i: int, now: date) -> Period | None:
    """The last month, season or feast that is told of at token ``i`` as when something was: "since late August".

    >>> period_at("since the end of march".split(), 4, date(2026, 6, 1)).first.isoformat()
    '2026-03-21'
    """
    word = tokens[i]
    j = i - 1
    while j >= 0 and tokens[j] in _BETWEEN and tokens[j] != "last":
        j -= 1
    if j < 0 or tokens[j] not in _LEADS or not (word in _SEASONS or word in _MONTHS):
        return None
    month, day, days = _SEASONS.get(word) or (_MONTHS[word], 1, 30)
    first = date(now.year, month, day)
    first = first if first <= now else first.replace(year=now.year - 1)
    low, high = next((_PARTS[token] for token in reversed(tokens[j:i]) if token in _PARTS), (0.0, 1.0))
    last = first + timedelta(days=round(high * days))
    return Period(i + 1, first + timedelta(days=round(low * days)), min(last, now))


def _in_figures(tokens: Sequence[str], i: int, now: date) -> Dated | None:
    dotted = _DOTTED.fullmatch(tokens[i])
    if dotted is not None:
        day, month, year = dotted.groups()
        return _dated(i + 1, in_full(year, now), month, day)
    row = tokens[i : i + 5]
    if len(row) < 5 or row[1] not in _SEPARATORS or row[3] != row[1]:
        return None
    first, middle, last = row[0], row[2], row[4]
    if not all(re.fullmatch(r"\d{1,4}", part) for part in (first, middle, last)):
        return None
    if len(first) == 4:
        return _dated(i + 5, int(first), middle, last)
    told = len(last) == 4 or (len(last) == 2 and row[1] == "/")
    return _dated(i + 5, in_full(last, now), middle, first) if told else None


def in_full(year: str, now: date) -> int:
    """A year of two figures or four."""
    return int(year) if len(year) != 2 else int(year) + (2000 if int(year) <= now.year % 100 else 1900)


def _dated(end: int, year: int, month: str, day: str) -> Dated | None:
    """The date of figures, day and month swapped where they fit no other way; None where they are none."""
    for m, d in ((int(month), int(day)), (int(day), int(month))):
        try:
            return Dated(end, date(year, m, d))
        except ValueError:
            continue
    return None


def _with_name(tokens: Sequence[str], i: int, now: date) -> Dated | None:
    """A date with its month in words: "3rd of May", "May 3, 1950"."""
    places = [j for j in range(i, min(i + 6, len(tokens))) if tokens[j] not in _SKIPPED][:3]
    if len(places) < 2 or places[0] != i:
        return None
    first, second = tokens[places[0]], tokens[places[1]]
    named, other = (second, first) if second in _MONTHS else (first, second)
    day = _DAY.fullmatch(other)
    if named not in _MONTHS or day is None or not 1 <= int(day[1]) <= 31:
        return None
    told = tokens[places[2]] if len(places) > 2 and _YEAR.fullmatch(tokens[places[2]]) else None
    end = places[2] + 1 if told else places[1] + 1
    return _of_year(end, int(told) if told else None, _MONTHS[named], int(day[1]), now)


def _day_alone(tokens: Sequence[str], i: int, now: date) -> Dated | None:
    """The last day of that number: "since the 5th"."""
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", tokens[i])
    if day is None or not {"since", "from"} & {*tokens[max(0, i - 2) : i]} or not 1 <= int(day[1]) <= 28:
        return None
    found = now.replace(day=int(day[1]))
    return Dated(i + 1, found if found <= now else (found.replace(day=1) - timedelta(days=1)).replace(day=found.day))


def _of_year(end: int, year: int | None, month: int, day: int, now: date) -> Dated | None:
    try:
        found = date(year or now.year, month, day)
        return Dated(end, found if year or found <= now else found.replace(year=now.year - 1))
    except ValueError:
        return None
