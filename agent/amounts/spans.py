"""Spans of life and time that are said without a number: "in her forties", "a toddler", "since Monday".

Each comes back as a loose range of years or days. The small tables are common usage, not law: they are wide,
and the bins of a question weigh them softly. A stay is told by its first and its last day, "Monday to Thursday": in
nights where a question asks for them, and in no years, for nobody stays that long.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .coming import coming_at
from .dates import MONTHS, WEEKDAYS, date_at, day_of_month, in_full, month_named, period_at
from .number_words import literal, read_number
from .units import dimension

__all__ = ["Span", "asks_for_nights", "loose_spans", "passing_time", "stay_at"]

_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_PART = {"early": (0, 3.99), "mid": (3, 6.99), "middle": (3, 6.99), "late": (6, 9.99)}
_LIFE = {
    "newborn": (0.0, 0.1), "neonate": (0.0, 0.1), "infant": (0.0, 1.0), "baby": (0.0, 1.5), "toddler": (1.0, 3.9),
    "preschooler": (3.0, 5.9), "kindergartner": (5.0, 6.5), "schoolchild": (6.0, 12.0), "tween": (9.0, 12.9),
    "teenager": (13.0, 19.9), "teen": (13.0, 19.9), "teens": (13.0, 19.9), "adolescent": (12.5, 18.0),
    "pensioner": (66.0, 90.0), "octogenarian": (80.0, 89.9), "septuagenarian": (70.0, 79.9),
    "nonagenarian": (90.0, 99.9), "centenarian": (100.0, 110.0), "sexagenarian": (60.0, 69.9),
    "elderly": (66.0, 95.0), "retired": (64.0, 90.0), "retiree": (64.0, 90.0), "adult": (18.0, 64.0),
    "kid": (3.0, 11.9), "child": (2.0, 11.9), "minor": (5.0, 17.9),
}  # fmt: skip
_RECENT_DAYS = {
    "today": (0.0, 0.9), "this morning": (0.1, 0.6), "this afternoon": (0.05, 0.4), "this evening": (0.02, 0.3),
    "tonight": (0.02, 0.2), "just now": (0.0, 0.05), "last night": (0.7, 1.5), "yesterday": (1.0, 1.9),
    "breakfast": (0.1, 0.6), "lunch": (0.05, 0.4), "overnight": (0.5, 1.0), "all night": (0.3, 0.6),
    "a weekend": (2.0, 3.0), "last weekend": (1.0, 9.0), "the weekend": (1.0, 6.0),
    "last week": (5.0, 13.0), "this week": (1.0, 6.0),
    "last month": (15.0, 50.0),
    "this month": (7.0, 31.0), "this year": (31.0, 365.0), "last year": (200.0, 700.0),
    "all day": (0.4, 1.0), "all week": (5.0, 7.5),
    "all summer": (60.0, 100.0), "the other day": (2.0, 6.0), "long time": (60.0, 4000.0),
    "ages": (30.0, 4000.0), "forever": (60.0, 8000.0), "all my life": (3000.0, 25000.0),
    "childhood": (4000.0, 20000.0), "birth": (4000.0, 25000.0), "not long": (0.1, 4.0), "a while": (5.0, 100.0),
}  # fmt: skip
_LIFELONG, _SINCE = frozenset({"birth", "childhood"}), frozenset({"since", "from"})
"""What lasts since then; a year of birth does not."""
_MEALS = frozenset({"breakfast", "lunch"})
_OTHER_DAYS = frozenset({*WEEKDAYS, "yesterday"})
"""Days of which a meal may be told: "since lunch on Tuesday"."""
_PLURALS = {
    "seconds": (2.0, 60.0, 1 / 86400), "minutes": (2.0, 60.0, 1 / 1440), "hours": (2.0, 24.0, 1 / 24),
    "days": (2.0, 7.0, 1.0), "nights": (2.0, 7.0, 1.0), "weeks": (2.0, 8.0, 7.0), "months": (2.0, 12.0, 30.44),
    "years": (2.0, 20.0, 365.25), "decades": (20.0, 60.0, 365.25),
}  # fmt: skip

_TO = frozenset("to till until through thru - \u2013 \u2014".split())
_WEEKEND = (["the", "weekend"], ["a", "weekend"], ["one", "weekend"])
_NIGHTS = re.compile(r"\bnights?\b")


@dataclass(frozen=True)
class Span:
    """A loose range found in tokens `[start, end)`."""

    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str


def _decade(tokens: Sequence[str], i: int) -> Span | None:
    tens = _DECADES.get(tokens[i])
    end = i + 1
    if tens is None:
        digits = literal(tokens[i])
        j = i + 1 + int(tokens[i + 1 : i + 2] == ["'"])
        if digits is None or digits % 10 or not 10 <= digits <= 90 or tokens[j : j + 1] != ["s"]:
            return None
        tens, end = int(digits), j + 1
    j = i - 1 - int(tokens[i - 1 : i] in (["-"], ["'"])) if i else -1
    low, high = _PART.get(tokens[j], (0, 9.99)) if j >= 0 else (0, 9.99)
    return Span(i, end, tens + (low + high) / 2, tens + low, tens + high, "year")


def _month_of(tokens: Sequence[str], i: int) -> int | None:
    for token in tokens[max(0, i - 4) : i]:
        for number, name in enumerate(MONTHS, start=1):
            if len(token) >= 3 and name.startswith(token):
                return number
    return None


def _year(tokens: Sequence[str], i: int, now: date) -> Span | None:
    """A year of birth, or a year since which something lasts, as years before now."""
    text, end = tokens[i], i + 1
    spelt = read_number(tokens, i) if text in ("nineteen", "twenty", "two") else None
    if spelt is not None and spelt.value == int(spelt.value):
        text, end = str(int(spelt.value)), spelt.end
    year = int(text) if re.fullmatch(r"(19|20)\d\d", text) else None
    shortened = tokens[i - 1 : i] == ["'"] or tokens[max(0, i - 2) : i] == ["born", "in"]
    if year is None and shortened and re.fullmatch(r"\d\d", text):
        year = in_full(text, now)
    if year is None or not 1900 <= year <= now.year:
        return None
    month = _month_of(tokens, i)
    age = now.year - year - int(month is not None and month > now.month)
    low = age if month else max(0, age - 1)
    return Span(i, end, float(age), float(low), age + 0.99, "year")


def _dated(tokens: Sequence[str], i: int, now: date) -> Span | None:
    """How long ago a date was, or a time of the year."""
    found = date_at(tokens, i, now)
    if found is not None:
        days = float((now - found.day).days)
        return Span(i, found.end, days, days, days + 0.99, "day")
    period = period_at(tokens, i, now)
    if period is None or re.fullmatch(r"(?:19|20)\d\d", " ".join(tokens[period.end : period.end + 1])):
        return None
    low, high = float((now - period.last).days), float((now - period.first).days) + 0.99
    return Span(i, period.end, (low + high) / 2, low, high, "day")


def _recent(tokens: Sequence[str], i: int, now: date) -> Span | None:
    for length in (3, 2, 1):
        phrase = " ".join(tokens[i : i + length])
        since = phrase not in _LIFELONG or not _SINCE.isdisjoint(tokens[max(0, i - 2) : i])
        since = since and not (phrase in _MEALS and not _OTHER_DAYS.isdisjoint(tokens[i + 1 : i + 4]))
        if len(tokens[i : i + length]) == length and phrase in _RECENT_DAYS and since:
            low, high = _RECENT_DAYS[phrase]
            return Span(i, i + length, math.sqrt(max(low, 0.1) * high), low, high, "day")
    if tokens[i] in WEEKDAYS:
        back = (now.weekday() - WEEKDAYS.index(tokens[i])) % 7 or 7
        return Span(i, i + 1, float(back), back - 0.6, back + 0.6, "day")
    if tokens[i] in _PLURALS and literal(tokens[i - 1] if i else "") is None:
        low, high, days = _PLURALS[tokens[i]]
        return Span(i, i + 1, math.sqrt(low * high) * days, low * days, high * days, "day")
    return None


def _life(tokens: Sequence[str], i: int) -> Span | None:
    if tokens[i : i + 2] == ["middle", "aged"] or tokens[i : i + 3] == ["middle", "-", "aged"]:
        return Span(i, i + 2, 50.0, 40.0, 62.0, "year")
    found = _LIFE.get(tokens[i]) or _LIFE.get(tokens[i].removesuffix("s"))
    return Span(i, i + 1, sum(found) / 2, *found, "year") if found else None


def passing_time(words: str) -> bool:
    """Whether the words of an amount are a day or a time by themselves, which are said of much else as well.

    >>> passing_time("sunday"), passing_time("hours"), passing_time("a few hours"), passing_time("baby")
    (True, True, False, False)
    """
    return words in _RECENT_DAYS or words in _PLURALS or words in WEEKDAYS


def asks_for_nights(asked: str) -> bool:
    """Whether a question asks for how many nights.

    >>> asks_for_nights("For how many nights?"), asks_for_nights("Since when?")
    (True, False)
    """
    return _NIGHTS.search(asked.lower()) is not None


def stay_at(tokens: Sequence[str], i: int) -> tuple[int, float] | None:
    """Where a stay that begins at token ``i`` ends there, and how many nights it has; None where none does.

    >>> stay_at("from monday to thursday".split(), 1), stay_at("3rd to 6th of may".split(), 0)
    ((4, 3.0), (5, 3.0))
    """
    if list(tokens[i : i + 2]) in _WEEKEND:
        return i + 2, 2.0
    if tokens[i + 1 : i + 2] == [] or tokens[i + 1] not in _TO or i + 2 >= len(tokens):
        return None
    if tokens[i] in WEEKDAYS and tokens[i + 2] in WEEKDAYS:
        return i + 3, float((WEEKDAYS.index(tokens[i + 2]) - WEEKDAYS.index(tokens[i])) % 7 or 7)
    first, last = day_of_month(tokens, i), day_of_month(tokens, i + 2)
    j = i + 3 + int(list(tokens[i + 3 : i + 4]) == ["of"])
    before = i > 0 and month_named(tokens, i - 1) is not None
    month = month_named(tokens, i - 1) if before else month_named(tokens, j)
    if first is None or last is None or first == last or month is None:
        return None
    length = calendar.monthrange(2001, month)[1]
    return (i + 3 if before else j + 1), float((last - first) % length)


def loose_spans(
    tokens: Sequence[str], expected: str | None, now: date, *, ahead: bool = False, nights: bool = False
) -> tuple[Span, ...]:
    """Spans in the text, sought only where the question asks for a time.

    ``ahead`` where it asks for one to come, ``nights`` where it asks how long somebody stays. A date that may be
    either of two days is a span without a value.
    """
    if dimension(expected) != "time":
        return ()
    found: list[Span] = []
    i = 0
    while i < len(tokens):
        stay = stay_at(tokens, i) if nights else None
        if stay is not None:
            found.append(Span(i, stay[0], stay[1], stay[1], stay[1], "day"))
            i = stay[0]
            continue
        if ahead and (day := coming_at(tokens, i, now)) is not None:
            found.append(Span(i, day.end, day.days, day.low, day.high, "day"))
            i = day.end
            continue
        span = _decade(tokens, i) or _dated(tokens, i, now) or _year(tokens, i, now)
        if span is None and expected == "year":
            span = _life(tokens, i)
        span = span or _recent(tokens, i, now)
        if span is not None:
            found.append(span)
        i = span.end if span else i + 1
    return tuple(found)
