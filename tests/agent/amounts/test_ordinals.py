"""Ordinals that answer where in a row something is."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.ordinals import birthdays_read, ordinals_read
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply

LESSON = "In which lesson of the course are you?"
ROW = PendingQuestion(
    "row",
    "In which row do you sit?",
    "number",
    (Option("front", "at the front", (), 1, 10), Option("back", "at the back", (), 10, 40)),
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("the third row", "the 3 row"),
        ("23rd", "23"),
        ("row b , the twenty third", "row b , the 23"),
        ("the third seat", "the third seat"),
        ("second of the two", "2 of the two"),
    ],
)
def test_ordinals_of_the_row_that_is_asked_for_are_figures(text: str, read: str) -> None:
    assert ordinals_read(text, ROW.text) == read
    assert ordinals_read(text, "Which of these do you mean?") == text


def test_they_answer() -> None:
    assert read_reply("in the third", ROW).best == "front"
    assert read_reply("21st row", ROW).best == "back"


FLOOR = PendingQuestion(
    "floor",
    "On which floor is it?",
    "number",
    (Option("low", "low", (), 0, 3), Option("high", "high", (), 3, 40)),
)


@pytest.mark.parametrize("text", ["ground floor", "it's on the ground floor", "at street level", "on the ground"])
def test_the_ground_floor_is_floor_nought(text: str) -> None:
    assert read_reply(text, FLOOR).best == "low"


def test_what_is_counted_from_the_ground_is_not_on_it() -> None:
    assert ordinals_read("four above the ground floor", FLOOR.text) == "four above the ground floor"
    assert ordinals_read("the ground is wet", FLOOR.text) == "the ground is wet"
    assert ordinals_read("ground floor", ROW.text) == "ground floor"


AGE = PendingQuestion(
    "age",
    "How old is the person?",
    "number",
    (Option("child", "a child", (), 0, 12), Option("more", "more than that", (), 12, 120)),
)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("he just had his fourth birthday", 4),
        ("we celebrated her 70th birthday last week", 70),
        ("since my twenty-first birthday", 21),
        ("her first birthday will be on Friday", 0),
    ],
)
def test_a_birthday_tells_an_age(text: str, years: int) -> None:
    said = read_reply(text, AGE)
    assert said.captured["age"].value == years and said.best == ("child" if years < 12 else "more")


@pytest.mark.parametrize(
    "text", ["it was a birthday, the fourth", "for his fourth birthday party", "on the 4th of may"]
)
def test_other_birthdays_tell_none(text: str) -> None:
    assert birthdays_read(text) == text
