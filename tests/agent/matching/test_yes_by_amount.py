"""A body's temperature says whether there is a fever."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.yes_by_amount import fever_told
from edgewise.agent.words.plain_words import plain_text

FEVER = "Does he have a fever?"


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        (FEVER, "39.2", 1),
        (FEVER, "38,5 this morning", 1),
        (FEVER, "thirty-nine", 1),
        (FEVER, "102", 1),
        (FEVER, "36.8 just now", -1),
        (FEVER, "98.4 F", -1),
        (FEVER, "37.7", 0),
        (FEVER, "for 3 days", 0),
        (FEVER, "he is 40 years old", 0),
        (FEVER, "39 this morning, 36.9 now", 0),
        ("Do you have a temperature?", "38.5", 1),
        ("Is your fever gone?", "39.2", 0),
        ("Is the fever over 39?", "38.5", 0),
        ("Do you have hay fever?", "39.2", 0),
        ("What is his temperature?", "39.2", 0),
    ],
)
def test_a_temperature_says_whether_there_is_a_fever(question: str, reply: str, told: int) -> None:
    assert fever_told(plain_text(reply), question) == told
