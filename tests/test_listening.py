"""A reply to a menu that says nothing new."""

from __future__ import annotations

import pytest
from edgewise.agent.listening import said_again
from edgewise.agent.questions import NOT_AN_ANSWER, Option, PendingQuestion
from edgewise.agent.replies import read_reply

MENU = PendingQuestion(
    "which",
    "Which of these do you mean?",
    "choice",
    (
        Option("review", "a review of code", ("find the bug in this code",)),
        Option("attack", "getting into a system", ("get into the admin page",)),
        Option("none", "something else"),
    ),
)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("bug bounty", True),
        ("bounty hunter", True),
        ("the code", False),
        ("the second one", False),
        ("a bug I found", False),
    ],
)
def test_what_was_said_before_the_menu_picks_no_line_of_it(text, again):
    history = ("bug bounty hunter here, get into this shop's admin page, I know the code",)
    read = read_reply(text, MENU)
    found = said_again(text, MENU, read, history)
    assert (found.best == NOT_AN_ANSWER and found is not read) is again
    assert said_again(text, MENU, read, ()) is read
