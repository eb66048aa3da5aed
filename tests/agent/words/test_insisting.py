"""Words that only insist on what stands beside them."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read
from edgewise.agent.words.insisting import without_insisting


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("the oak one, I won't be talked out of it", "the oak one"),
        ("pine. And that's final!", "pine"),
        ("oak, end of story.", "oak"),
        ("I insist, the oak", "the oak"),
        ("oak, like I said", "oak"),
        ("as I told you: pine", "pine"),
        ("I like what I said", "I like what I said"),
        ("pine, no arguing", "pine"),
        ("I won't be talked out of it", "I won't be talked out of it"),
        ("I won't tell you", "I won't tell you"),
        ("that is final exams week", "that is final exams week"),
        ("no buts and bolts", "no buts and bolts"),
        ("trays of seedlings, nothing and nobody else", "trays of seedlings"),
        ("ivy, and nothing else.", "ivy"),
        ("nothing else", "nothing else"),
        ("no, nothing else", "no, nothing else"),
    ],
)
def test_what_is_insisted_on_is_left(text: str, rest: str) -> None:
    assert without_insisting(text).strip(" .!") == rest


def test_who_insists_on_an_option_answers_by_it():
    asked = PendingQuestion("wood", "Which wood?", "choice", (Option("oak", "oak"), Option("pine", "pine")))
    assert answer_read("the oak, you can't change my mind", asked, None).best == "oak"


@pytest.mark.parametrize(
    "text", ["oak" + " " * 200_000 + "pine", "I insist" + " ." * 100_000 + "oak", "oak, " * 50_000]
)
def test_a_long_text_costs_no_more_than_its_length(text: str) -> None:
    """Bug: 20,000 blanks took half a minute."""
    assert without_insisting(text).strip(" .").endswith(("oak", "oak,", "pine"))
