"""What only says once more what was said before."""

from __future__ import annotations

import pytest
from edgewise.agent.words.repeating import only_repeats

SAID = ["What heater for the parlour? It's a dry room now.", "We hose it out at six, but there are boxes in it"]


@pytest.mark.parametrize(
    "text",
    [
        "Dry.",
        "dry, I told you it's dry!",
        "How often do I have to say boxes?",
        "It is a dry room. Put down dry.",
        "DRY DRY DRY",
        "dry, super dry, I promise",
        "boxes, definitely",
        "Dry, I told you, the boxes stand there all day.",
        "I'm asking about the boxes, not the kids",
    ],
)
def test_saying_it_again_adds_nothing(text: str) -> None:
    assert only_repeats(text, SAID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "no, I told you",
        "only boxes",
        "just boxes",
        "dry, the hose is for the yard outside",
        "bone dry",
        "a dry room upstairs",
        "dry, I told you, the hose is gone",
        "boxes, as I said: nobody sleeps there any more",
        "60",
    ],
)
def test_a_reason_or_a_new_word_does(text: str) -> None:
    assert not only_repeats(text, SAID)


def test_nothing_was_said_before() -> None:
    assert not only_repeats("dry", [])
