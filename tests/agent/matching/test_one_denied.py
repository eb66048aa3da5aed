"""One thing denied by name, and another told in the same breath."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.one_denied import one_denied
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.plain_words import plain_text

YES_NO = (Option("yes", "yes"), Option("no", "no"))
LEAVES = PendingQuestion("leaves", "Are there yellow leaves, spots or a white bloom on it?", "yesno", YES_NO)
TASTED = PendingQuestion("tasted", "Could it have eaten anything bad - bones, foil, string?", "yesno", YES_NO)
FROST = PendingQuestion("frost", "Has it had frost?", "yesno", YES_NO)


def plainly(text: str) -> str:
    return plain_text(text).plain


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("no spots but the leaves are going yellow", LEAVES),
        ("no yellow leaves, just a few spots", LEAVES),
        ("there's no bloom, though two leaves have spots", LEAVES),
        ("no spots, but something sticky underneath", LEAVES),
        ("no bones but a reel of string went missing", TASTED),
        ("not bones, but he chewed the foil", TASTED),
        ("no foil, but I found a torn toy", TASTED),
        ("no caterpillars but lots of spots", LEAVES),
        ("no greenfly, but some of them fell off", LEAVES),
    ],
)
def test_another_thing_of_the_same_question_is_told(text: str, question: PendingQuestion) -> None:
    assert one_denied(plainly(text), question)
    reading = read_reply(text, question)
    assert reading.best == "no" or reading.log_likelihood["yes"] > reading.log_likelihood["no"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("no", LEAVES),
        ("no idea, but I can look", LEAVES),
        ("no spots", LEAVES),
        ("no spots and no yellow leaves", LEAVES),
        ("no spots, no bloom, nothing", LEAVES),
        ("no spots, the leaves are fine", LEAVES),
        ("no spots, and the bloom is gone", LEAVES),
        ("no, but I water it a lot", LEAVES),
        ("no frost, but it was windy", FROST),
        ("yes, but no spots", LEAVES),
    ],
)
def test_a_denial_of_it_all_stays_one(text: str, question: PendingQuestion) -> None:
    assert not one_denied(plainly(text), question)
