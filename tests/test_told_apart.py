"""What is said of both and taken back for one of them."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.told_apart import told_apart
from edgewise.agent.replies.answering import answer_read

ROPE = PendingQuestion(
    "rope",
    "Is the rope tied at both ends, or at one end only?",
    "choice",
    (Option("both", "at both ends", ("on both sides", "at each end")), Option("one", "at one end", ("one end",))),
)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("tied on both sides: the left end has a knot and the right end hangs loose", True),
        ("on both sides, one end is round the tree, the other one lies on the ground", True),
        ("at each end, but the left one came off", True),
        ("on both sides, except that on the right it slipped", True),
        ("on both sides: a knot on the left and a knot on the right", False),
        ("on both sides: the left end has a knot and the right end has a knot, too", False),
        ("on both sides, but I do not know how well", False),
        ("on both sides. One of my brothers did it, the other one watched", False),
        ("at both ends", False),
    ],
)
def test_what_is_taken_back_for_one_of_two(text, apart):
    assert told_apart(text, ROPE, "both") is apart
    assert not told_apart(text, ROPE, "one")


def test_what_is_told_apart_is_asked_again():
    reply = answer_read("on both sides, but the left one came off", ROPE, None)
    assert reply.confidence < 0.6
    assert answer_read("on both sides", ROPE, None).best == "both"
