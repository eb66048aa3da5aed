"""What no longer does what it is for, where it is asked what is broken and elsewhere."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.as_told import as_told
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

PARTS = (Option("brakes", "brakes"), Option("gears", "gears"), Option("tyre", "tyre"), Option("chain", "chain"))
BROKEN = PendingQuestion("ask", "What is broken: the brakes, the gears, a tyre or the chain?", "choice", PARTS)
MENDED = PendingQuestion("ask", "What needs mending?", "choice", PARTS)
CHECKED = PendingQuestion("ask", "What did you check?", "choice", PARTS)


@pytest.mark.parametrize("asked", [BROKEN, MENDED])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the brakes stopped working", "brakes"),
        ("the gears don't shift any more", "gears"),
        ("my front tyre won't hold air", "tyre"),
        ("the chain came off", "chain"),
        ("the gears have given up", "gears"),
    ],
)
def test_what_no_longer_works_is_what_is_broken(asked: PendingQuestion, text: str, told: str) -> None:
    reading = answer_read(text, asked, None)
    assert reading.best == told and reading.confidence > 0.8


@pytest.mark.parametrize(
    "text", ["it is not the brakes", "the brakes are not broken", "the chain does not leak", "the gears don't need it"]
)
def test_what_is_sound_is_not_broken(text: str) -> None:
    assert as_told(text, BROKEN) == text


def test_elsewhere_it_is_no_answer() -> None:
    assert as_told("the chain came off", CHECKED) == "the chain came off"
