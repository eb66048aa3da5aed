"""What a reply takes of a menu: one by its place, several together; nothing where it leaves the choice or says more."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.menu_picks import miscounted, taken
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read


def menu(*names: str) -> PendingQuestion:
    options = (*(Option(name, name) for name in names), Option("none", "something else"))
    return PendingQuestion("ask", "Which of these do you mean?", "choice", options)


TWO = menu("a refund", "delivery")
FOUR = menu("opening hours", "a refund", "delivery", "a broken item")
ALL = ("opening hours", "a refund", "delivery", "a broken item")


@pytest.mark.parametrize(
    "text", ["both", "Both!", "yes, both of them please", "I'd like both", "all", "1 and 2", "1 & 2", "the first two",
             "the refund and delivery", "I need both a refund and delivery", "tell me about both", "one and two"]
)  # fmt: skip
def test_two_are_taken_together(text: str) -> None:
    assert taken(text, TWO) == ("a refund", "delivery")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all of the above", ALL),
        ("all four of them", ALL),
        ("everything please", ALL),
        ("the last two", ALL[2:]),
        ("first three please", ALL[:3]),
        ("1, 3", ("opening hours", "delivery")),
        ("option 3 and option 1", ("opening hours", "delivery")),
        ("the second one and the third one", ("a refund", "delivery")),
        ("b and d", ("a refund", "a broken item")),
        ("the refund, delivery and opening hours", ALL[:3]),
    ],
)
def test_some_of_several_are_taken_as_they_stand_there(text: str, found: tuple[str, ...]) -> None:
    assert taken(text, FOUR) == found


@pytest.mark.parametrize(
    "text", ["2", "2.", "#2", "2)", "option 2 please", "number 2", "the second", "2nd", "the second one"]
)
def test_one_is_taken_by_its_place(text: str) -> None:
    assert taken(text, FOUR) == ("a refund",)


def test_the_last_place_is_none_of_them() -> None:
    assert taken("5", FOUR) == ("none",) and taken("the third", TWO) == ("none",)
    assert taken("1 and 5", FOUR) == ()


@pytest.mark.parametrize(
    "text", ["either", "either one", "any", "1 or 2", "1-3", "1 to 3", "1/2", "1 2", "not both", "both?", "not 1", "6",
             "0", "no, 2", "2 and 7", "a second one", "two", "a", "delivery", "a refund or delivery", "neither", "",
             "refund and not delivery", "refund and something else", "they both broke", "none of them", "all three",
             "both of you are rude", "the first five"]
)  # fmt: skip
def test_what_leaves_the_choice_or_says_more_takes_none(text: str) -> None:
    assert taken(text, FOUR) == ()


def test_both_is_no_choice_among_four_nor_a_figure_that_something_is_called() -> None:
    assert taken("both", FOUR) == ()
    assert taken("2", menu("2 tickets", "3 tickets", "a refund")) == ()
    assert taken("the first", menu("delivery", "first aid", "a refund")) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("both", True),
        ("all three of them please", True),
        ("all four", False),
        ("the first two", False),
        ("they both broke", False),
        ("none of the three", False),
    ],
)
def test_both_of_four_is_miscounted(text: str, found: bool) -> None:
    assert miscounted(text, FOUR) is found


def test_what_is_miscounted_is_asked_again() -> None:
    """Bug: "both", of a menu of four, was something else, and called a person."""
    read = answer_read("both of them please", FOUR, None, menu=True)
    assert read.best != "other" and read.confidence < 0.6
