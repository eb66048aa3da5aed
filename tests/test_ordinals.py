"""Ordinals that answer where in a row something is."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.ordinals import ordinals_read
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
