"""What a reply to a menu says once more."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.picked import said_again
from edgewise.agent.matching.questions import UNSURE, Option, PendingQuestion, ReplyReading

MENU = PendingQuestion(
    "which", "Which do you mean?", "choice", (Option("abroad", "paying abroad"), Option("fraud", "a strange payment"))
)
HISTORY = ["There is a ferry from Dubrovnik on my statement. I have not been on a ferry. I have a cat."]


def reading() -> ReplyReading:
    told = {"abroad": -0.3, "fraud": -2.0, "unsure": -3.0, "withheld": -5.0, "other": -3.0}
    return ReplyReading("which", told, {}, frozenset({"reply"}), 0.7)


@pytest.mark.parametrize(
    "text", ["No ferry. No Dubrovnik.", "never on a ferry, ask the cat", "I haven't been on that Dubrovnik ferry"]
)
def test_who_denies_once_more_picks_no_line(text: str) -> None:
    """Bug: "never been to Leeds" was taken for a question about paying abroad."""
    assert said_again(text, MENU, reading(), HISTORY).best == UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "a strange payment, I was on no ferry",  # names a line
        "no, I pay in shops at home",  # says something else
        "never",  # too little
        "the ferry to Dubrovnik, what does that cost",  # denies nothing
    ],
)
def test_what_says_more_is_read_as_it_was(text: str) -> None:
    assert said_again(text, MENU, reading(), HISTORY).best == "abroad"
