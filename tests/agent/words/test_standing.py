"""Who speaks of their standing answers no question about a thing."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read
from edgewise.agent.words.standing import about_persons, claims_standing

SIZE = PendingQuestion("size", "Small or large?", "choice", (Option("s", "small"), Option("l", "large")))
WHO = PendingQuestion("who", "Who is it for?", "choice", (Option("s", "a customer"), Option("l", "people here")))


@pytest.mark.parametrize(
    "text",
    [
        "I'm his cousin, on the house like always",
        "mate, I know Rosa personally",
        "Rosa's a good friend",
        "we're old regulars here",
        "ask anyone, I'm Rosa's cousin",
        "I've been a customer for 30 years",
        "the boss knows what I have",
    ],
)
def test_standing_is_no_answer_to_what_is_not_about_persons(text):
    assert claims_standing(text)
    assert answer_read(text, SIZE, None).best == NOT_AN_ANSWER
    assert answer_read(f"{text}, a large one", SIZE, None).best == "l"


@pytest.mark.parametrize(
    "text",
    [
        "I know what I want",
        "I'm with a friend who likes it hot",
        "it is for my cousin",
        "I am hungry",
        "we know how it tastes",
        "my friend wants the other",
        "the customer is king who pays",
    ],
)
def test_other_words_about_persons_claim_nothing(text):
    assert not claims_standing(text)


def test_a_question_about_persons_is_answered_by_standing():
    assert about_persons("a customer") and not about_persons("a large one")
    assert answer_read("I'm a regular customer", WHO, None).best == "s"
