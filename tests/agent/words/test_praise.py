"""Praise and blame answer whether something is liked or good, and nothing else."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.leaning import leaning
from edgewise.agent.words.plain_words import plain_text
from edgewise.agent.words.praise import praise_told

BOSS = "Do you get on with your boss?"
HOTEL = "Did you enjoy your stay?"


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        (BOSS, "she's great", 1),
        (BOSS, "couldn't wish for a better one", 1),
        (BOSS, "not bad at all", 1),
        (BOSS, "he's horrible", -1),
        (BOSS, "not exactly pleasant", -1),
        (BOSS, "he is tall", 0),
        (BOSS, "good morning", 0),
        (BOSS, "great question", 0),
        (BOSS, "he was great until he was promoted", 0),
        (BOSS, "lovely at work, awful at parties", 0),
        (BOSS, "is he any good?", 0),
        (HOTEL, "best week ever", 1),
        (HOTEL, "never again", -1),
        (HOTEL, "we want our money back", -1),
        (HOTEL, "it could have been better", -1),
        ("Would you like a coffee?", "that would be awful", 0),
        ("Is there a good time to call?", "the line was terrible", 0),
        ("Is the door open?", "it's a lovely door", 0),
    ],
)
def test_praise_and_blame_answer_whether_something_is_liked(question: str, reply: str, told: int) -> None:
    assert praise_told(plain_text(reply), question) == told


def test_praise_that_denies_leans_to_a_yes() -> None:
    lean = leaning(plain_text("couldn't be better"), "Are you happy with the room?")
    assert lean.yes > lean.no
