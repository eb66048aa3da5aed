"""Who cannot do something has trouble doing it, whatever word denies."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.leaning import leaning
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_facts
from edgewise.agent.words.plain_words import plain_text
from edgewise.agent.words.valence import trouble_told

BREATHING = "Does it have trouble breathing?"
WALKING = "Is it hard for him to walk?"


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        (BREATHING, "he cannot breathe", 1),
        (BREATHING, "he's not breathing", 1),
        (BREATHING, "he stopped breathing", 1),
        (BREATHING, "it can barely breathe", 1),
        (BREATHING, "she's struggling to breathe", 1),
        (BREATHING, "not breathing well", 1),
        (BREATHING, "he breathes fine", -1),
        (BREATHING, "no trouble, he can breathe", -1),
        (BREATHING, "breathing as usual", -1),
        (BREATHING, "he isn't breathing badly", 0),
        (BREATHING, "I don't know if he can breathe", 0),
        (BREATHING, "he cannot bark", 0),
        (WALKING, "he can't really walk", 1),
        (WALKING, "he walks normally", -1),
        ("Can he walk?", "he cannot walk", 0),
    ],
)
def test_trouble_is_told_by_what_cannot_be_done(question: str, reply: str, told: int) -> None:
    assert trouble_told(plain_text(reply), question) == told


def test_a_reply_that_denies_with_every_word_leans_to_a_yes() -> None:
    lean = leaning(plain_text("he cannot breathe"), BREATHING)
    assert lean.yes > lean.no


def test_it_is_heard_where_nobody_asked() -> None:
    options = (Option("yes", "yes"), Option("no", "no"))
    asked = PendingQuestion(id="ask", text=BREATHING, kind="yesno", options=options, about="breathing")
    heard = read_facts("my dog ate chocolate and he cannot breathe", [asked])
    assert heard["ask"].best == "yes"
