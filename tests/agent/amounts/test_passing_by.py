"""Figures that go past what was asked for: what is left, and how much at a time."""

from __future__ import annotations

from datetime import date

import pytest
from edgewise.agent.amounts.passing_by import asks_ahead
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply

NOW = date(2026, 11, 21)  # a Saturday


def values(text: str, unit: str, asked: str) -> list[float]:
    return [q.value for q in amounts(text, unit, now=NOW, asked=asked)]


@pytest.mark.parametrize(
    ("text", "unit", "asked"),
    [
        ("due in three weeks", "week", "How many weeks along is the mare?"),
        ("three weeks to go", "week", "How many weeks along is the mare?"),
        ("another three weeks", "week", "How many weeks along is the mare?"),
        ("two days left", "day", "How long has the dough been resting?"),
        ("two days before the wedding", "day", "How long has the dough been resting?"),
        ("it will be baked in two days", "day", "How long has the dough been resting?"),
        ("three weeks ago", "week", "In how many weeks is the show?"),
        ("in three weeks", "week", "How many weeks ago was the show?"),
        ("9000 a year", "kilometer", "How many kilometres has the van done?"),
        ("200 km per week", "kilometer", "How many kilometres has the van done?"),
    ],
)
def test_what_is_left_and_what_comes_at_a_time_is_left_out(text: str, unit: str, asked: str) -> None:
    assert values(text, unit, asked) == []
    assert values(text, unit, "") != []


@pytest.mark.parametrize(
    ("text", "unit", "asked", "value"),
    [
        ("three weeks", "week", "How many weeks along is the mare?", 3),
        ("three weeks before she foals", "week", "How long until she foals?", 3),
        ("9000 a year", "kilometer", "How many kilometres do you drive a year?", 9000),
        ("20 minutes", "minute", "How long does it take?", 20),
        ("three hours ago", "hour", "How many hours before the operation did he eat?", 3),
        ("in three weeks", "week", "In how many weeks is the show?", 3),
        ("in the last three weeks", "week", "How many weeks have passed?", 3),
        ("9000 km", "kilometer", "How many kilometres has the van done?", 9000),
    ],
)
def test_what_is_asked_for_stays(text: str, unit: str, asked: str, value: float) -> None:
    assert values(text, unit, asked) == [value]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tomorrow", 1, 2),
        ("the day after tomorrow", 2, 3),
        ("tonight", 0, 1),
        ("on Tuesday", 3, 4),
        ("next month", 9, 70),
        ("24 December", 33, 34),
        ("on the 5th of January", 45, 46),
        ("March 1st", 100, 101),
    ],
)
def test_a_day_to_come_is_counted_forward(text: str, low: float, high: float) -> None:
    (said,) = amounts(text, "day", now=NOW, asked="When do you leave?")
    assert low <= said.value < high


def test_a_day_that_was_is_counted_back() -> None:
    assert not asks_ahead("How long ago was the last service?")
    (said,) = amounts("on Tuesday", "day", now=NOW, asked="How long has it been broken?")
    assert 3 <= said.value < 5


def test_each_of_what_is_asked_about_is_the_answer() -> None:
    assert values("3 crates, 12 kg each", "kilogram", "How heavy is the crate?") == [12]
    assert values("3 crates, 12 kg each", "kilogram", "How heavy is the load?") == [36]
    assert values("3 crates, 12 kg each", "kilogram", "How heavy are the crates?") == [36]


def test_thousands_on_the_clock_are_thousands() -> None:
    bins = (Option("new", "new", (), 0, 20000), Option("old", "old", (), 20000, 900000))
    clock = PendingQuestion("clock", "How many kilometres has the van done?", "number", bins, "km")
    run = PendingQuestion("run", "How far do you run?", "number", bins, "km")
    assert read_reply("80k", clock).best == "old"
    assert read_reply("80k", run).best == "new"


def test_plus_a_figure_leaves_nothing_open() -> None:
    assert amounts("31 plus 2", "week", now=NOW)[0].exact
    assert not amounts("31 plus", "week", now=NOW)[0].exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("we were away for 12 days and got back 2 days ago", 2),
        ("after a 14 day cruise, 3 days ago", 3),
        ("I have waited for 3 hours, we landed ten days ago", 10),
        ("she was ill for 9 days, and the last time was 5 days or so ago", 5),
        ("10 days in the hills, and home yesterday", 1.5),
    ],
)
def test_when_it_was_counts_for_more_than_how_long_something_took(text: str, value: float) -> None:
    told = values(text, "day", "When did your flight land?")
    assert len(told) == 1 and told[0] == pytest.approx(value, abs=0.5)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("12 days", "When did your flight land?", 12),
        ("about 3 days", "How long ago did it start?", 3),
        ("12 days, until 2 days ago", "How long did it last?", 12),
        ("8 days, and it ended 2 days ago", "How long have you been ill?", 8),
    ],
)
def test_how_long_it_took_stays_where_it_is_asked_for_or_all_that_is_said(text: str, asked: str, value: float) -> None:
    assert values(text, "day", asked)[0] == value
