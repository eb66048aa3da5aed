"""Days to come, by their name, their date or figures, and times of day beside them."""

from __future__ import annotations

from datetime import date

import pytest
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.matching.facts import speaks_about
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.unfit import misses
from edgewise.agent.replies.numbers import amount_said
from edgewise.agent.replies.weighing import read_reply

NOW = date(2026, 11, 22)
"""A Sunday."""
BINS = (Option("today", "today", low=0, high=1), Option("soon", "soon", low=1, high=7),
        Option("ahead", "ahead", low=7, high=400))  # fmt: skip
WHEN = PendingQuestion("when", "When is your crossing?", "number", BINS, "days")


def days(text, asked=WHEN.text):
    return [int(q.low) for q in amounts(text, "day", now=NOW, asked=asked)]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("today at 8", 0), ("tomorrow, 8 am", 1), ("today, the 18:00", 0), ("the eight o'clock boat tomorrow", 1),
        ("november 24th at 8", 2), ("booking 27, for wednesday", 3), ("today for 2", 0), ("we are 4, tomorrow", 1),
        ("friday, 27 november at 8.30", 5), ("the 2nd boat tomorrow", 1),
        ("the 10.12 boat tomorrow", 1), ("at 8 or 9 tomorrow", 1),
    ],
)  # fmt: skip
def test_a_day_is_told_whatever_number_stands_beside_it(text, until):
    assert days(text) == [until]


@pytest.mark.parametrize(
    "text",
    [
        "3pm",
        "the 3 o'clock",
        "for two",
        "the cheap one",
        "the later one",
        "at half past 9",
        "the 18.00",
        "8 in the morning",
    ],
)
def test_a_time_of_day_and_for_whom_it_is_are_no_days(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("24/11", 2), ("24.11.", 2), ("11/24", 2), ("2026-11-24", 2), ("24/11/26", 2), ("for 24.11", 2),
        ("sunday 22 november", 0), ("sunday the 22nd", 0), ("the 24th", 2), ("november 24, 2027", 367), ("5.12.", 13),
        ("for 3 december", 11), ("next friday", 5), ("in 10 days", 10), ("10", 10), ("for 3 days", 3),
        ("at 8 weeks", 56),
        ("a day or two", 1), ("in 1.5 weeks", 10), ("20 november", 363),
    ],
)  # fmt: skip
def test_a_date_in_figures_is_a_date_and_a_count_stays_one(text, until):
    assert days(text) == [until]


@pytest.mark.parametrize(
    "text", ["it was yesterday", "it was last friday", "last sunday", "24/11/25", "it was on 20 november"]
)
def test_what_has_passed_is_before_today(text):
    assert amounts(text, "day", now=NOW, asked=WHEN.text)[0].high < 0


def test_figures_that_may_be_two_days_are_none():
    assert days("5/12") == [] and days("11/11") == [354]


def test_what_has_passed_is_beyond_what_may_be_said():
    assert misses("it was yesterday", WHEN) == "I can only go by 0 to 400 days here."
    assert read_reply("we booked it yesterday, for 3 december", WHEN, now=NOW).best == "ahead"
    assert not amount_said("3pm", WHEN)


@pytest.mark.parametrize(
    ("text", "lasting"),
    [
        ("yesterday at 8", [1]),
        ("ten to twelve days", [10]),
        ("2 to 3 days", [2]),
        ("3 days, 8 am to 8 pm", [3]),
        ("for two", [2]),
    ],
)
def test_how_long_something_lasts_is_no_day_to_come(text, lasting):
    assert days(text, "For how many days have you had it?") == lasting


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I want to cancel my crossing tomorrow", True),
        ("cancel my crossing on 3 december", True),
        ("what about the crossing on 24/11", True),
        ("our crossing is today, can I cancel", True),
        ("I want to cancel my crossing today", False),  # when they want it, perhaps
        ("can I move my crossing to friday", False),
        ("I booked my crossing today", False),
        ("I lost my bag on the crossing yesterday", False),
        ("cancel the crossing, I am ill until friday", False),
        ("can I have a massage tomorrow", False),
    ],
)
def test_a_day_is_told_of_what_is_asked_about(text, told):
    assert (speaks_about(text, WHEN, now=NOW) is not None) is told
