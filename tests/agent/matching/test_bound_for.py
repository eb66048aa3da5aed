"""Where somebody goes is not where they start."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.as_told import as_told
from edgewise.agent.matching.facts import speaks_about
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

SIDES = (Option("here", "mainland", ("Oban",)), Option("there", "island", ("Sandray",)))
FROM = PendingQuestion("from", "Do you start from the mainland or from the island?", "choice", SIDES)
TO = PendingQuestion("to", "Do you want to go to the mainland or to the island?", "choice", SIDES)
HEARD = PendingQuestion(
    "heard",
    "Did you hear of us from a friend or from the radio?",
    "choice",
    (Option("a", "friend"), Option("b", "radio")),
)


@pytest.mark.parametrize(
    ("asked", "text", "meant"),
    [
        (FROM, "to the island", "here"),
        (FROM, "back to the mainland", "there"),
        (FROM, "towards Oban", "there"),
        (FROM, "from Oban to Sandray", "here"),
        (FROM, "I need to be on the island by noon", "here"),
        (FROM, "from the island", "there"),
        (FROM, "we're on the island", "there"),
        (FROM, "close to the island", "there"),
        (TO, "to the island", "there"),
        (TO, "from the island", "here"),
    ],
)
def test_the_other_end_of_a_way_is_denied(asked, text, meant):
    assert answer_read(text, asked, None).best == meant


def test_a_way_is_asked_about_where_somebody_goes():
    assert as_told("I talked to a friend", HEARD) == "I talked to a friend"
    assert as_told("two tickets to the pier", FROM) == "two tickets to the pier"


def test_where_somebody_goes_tells_not_unasked_that_they_start_there():
    assert speaks_about(as_told("when does the ferry to the island leave", FROM), FROM) is None
