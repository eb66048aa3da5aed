"""What is said of both and taken back for one of them."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion
from edgewise.agent.matching.told_apart import in_portions, told_apart
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


INK = PendingQuestion(
    "ink", "Which ink is it - red, blue or green?", "choice", tuple(Option(n, n) for n in ("red", "blue", "green"))
)
DRY = PendingQuestion("dry", "Are they dry already?", "yesno", (Option("yes", "yes"), Option("no", "no")))


@pytest.mark.parametrize(
    ("text", "question", "apart"),
    [
        ("half of them red, half blue", INK, True),
        ("most are red, one is green", INK, True),
        ("half red half blue", INK, True),
        ("the big ones are red and the rest are green", INK, True),
        ("the big one is, the small ones aren't", DRY, True),
        ("some are and some aren't", DRY, True),
        ("most people take red, I take blue", INK, False),
        ("the old one was red, the new one is blue", INK, False),
        ("one red and one more red", INK, False),
        ("half of them were stolen, so only the blue", INK, False),
        ("the big one is, and the small ones are too", DRY, False),
        ("most of them are not, sorry", DRY, False),
    ],
)
def test_what_holds_for_some_alone_is_no_answer_for_all(text, question, apart):
    assert in_portions(text, question) is apart
    if apart:
        reply = answer_read(text, question, None)
        assert reply.best == NOT_AN_ANSWER if question is INK else reply.confidence < 0.5
