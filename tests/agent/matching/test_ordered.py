"""Options that lie in an order."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.ordered import beyond, furthest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.words.plain_words import plain_text


def menu(*names):
    return PendingQuestion("ask", "Which one?", "choice", tuple(Option(name, name) for name in names))


SLOTS = menu("10:30", "08:15", "16:00")
DAYS = menu("Thursday", "Tuesday", "Sunday")
LENGTHS = menu("an hour", "half an hour", "two hours")
PAIN = menu("mild", "moderate", "severe")
TWO = menu("small", "large")
NAMES = menu("oak", "pine", "beech")


@pytest.mark.parametrize(
    ("question", "text", "best"),
    [
        (SLOTS, "the earliest one please", "08:15"),
        (SLOTS, "as late as possible", "16:00"),
        (DAYS, "as soon as you can", "Tuesday"),
        (DAYS, "the latest", "Sunday"),
        (LENGTHS, "I'll take the shortest", "half an hour"),
        (LENGTHS, "the longest you have", "two hours"),
        (PAIN, "the worst", "severe"),
        (TWO, "the bigger of the two", "large"),
        (TWO, "the smaller one", "small"),
    ],
)
def test_an_end_of_the_order(question, text, best):
    found = furthest(text, question)
    assert found is not None and found.best == best


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (NAMES, "the hardest"),
        (PAIN, "the bigger one"),
        (SLOTS, "not the earliest"),
        (SLOTS, "what is the earliest?"),
        (SLOTS, "my earliest memory is of trains"),
        (TWO, "large"),
        (DAYS, "the longest"),
    ],
)
def test_no_end_of_an_order(question, text):
    assert furthest(text, question) is None


@pytest.mark.parametrize(
    ("question", "text", "named", "left"),
    [
        (PAIN, "worse than mild", 0, {1, 2}),
        (PAIN, "less than moderate", 1, {0}),
        (DAYS, "later than Thursday", 0, {2}),
        (SLOTS, "earlier than 10:30", 0, {1}),
        (NAMES, "harder than pine", 1, set()),
        (PAIN, "not mild", 0, set()),
    ],
)
def test_the_side_that_a_comparison_points_to(question, text, named, left):
    assert beyond(plain_text(text), question, [named]) == left
