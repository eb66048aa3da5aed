from __future__ import annotations

from datetime import date

import pytest
from edgewise.agent.amounts.dates import date_at, period_at
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.words.plain_words import plain_text

NOW = date(2026, 11, 21)


def found(text):
    tokens = plain_text(text).plain.split()
    return next((one.day for i in range(len(tokens)) if (one := date_at(tokens, i, NOW)) is not None), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("born 7 June 1961", date(1961, 6, 7)),
        ("June 7th, 1961", date(1961, 6, 7)),
        ("the 7th of June 1961", date(1961, 6, 7)),
        ("1961-06-07", date(1961, 6, 7)),
        ("7.6.1961", date(1961, 6, 7)),
        ("07/06/61", date(1961, 6, 7)),
        ("06/17/2011", date(2011, 6, 17)),
        ("since 2 November", date(2026, 11, 2)),
        ("since 2 December", date(2025, 12, 2)),
        ("7 may be 8", date(2026, 5, 7)),
        ("since the 12th", date(2026, 11, 12)),
        ("since the 24th", date(2026, 10, 24)),
    ],
)
def test_a_date(text, day):
    assert found(text) == day


@pytest.mark.parametrize(
    "text", ["12 or 13", "31 February 2020", "2 x 4", "1-0-1", "7 June 2031", "1 / 2 / 4000", "3.5", "the 5th"]
)
def test_no_date(text):
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since march", date(2026, 3, 1), date(2026, 3, 31)),
        ("since late august", date(2026, 8, 21), date(2026, 8, 31)),
        ("on and off since the spring", date(2026, 3, 1), date(2026, 6, 1)),
        ("since last christmas", date(2025, 12, 25), date(2025, 12, 27)),
    ],
)
def test_a_time_of_the_year(text, first, last):
    tokens = text.split()
    period = period_at(tokens, len(tokens) - 1, NOW)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["i may", "we march", "spring rolls", "the end of may be"])
def test_words_that_are_no_time_of_the_year(text):
    tokens = text.split()
    assert all(period_at(tokens, i, NOW) is None for i in range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("born 7 June 1961", 65),
        ("date of birth 7/6/61", 65),
        ("year of birth 1990", 36),
        ("born in nineteen sixty", 66),
    ],
)
def test_a_date_of_birth_is_an_age(text, years):
    assert int(amounts(text, "year", now=NOW, asked="How old are you?")[0].value) == years


def test_how_long_since_then():
    assert round(amounts("since the 1st of November", "day", now=NOW)[0].value) == 20


def test_a_meal_of_another_day_was_then():
    found = amounts("since lunch on Monday", "day", now=NOW)
    assert round(found[0].value) == 5
