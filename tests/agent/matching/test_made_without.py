"""An option that is wanted without something."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.facts import speaks_about
from edgewise.agent.matching.made_without import made_without
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

CAKE = PendingQuestion(
    "cake",
    "Which cake - apple, plum or lemon?",
    "choice",
    (
        Option("apple", "apple"),
        Option("plum", "plum", ("plum cake",)),
        Option("lemon", "lemon"),
        Option("else", "another cake", ("carrot", "no sugar", "without sugar", "sugar free")),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a plum cake with no sugar please", 3),
        ("the apple one without sugar", 3),
        ("sugar free lemon", 3),
        ("the plum one without cream", None),
        ("no sugar for me, thanks. a plum cake", None),
        ("no carrot, the plum one", None),
        ("plum, it need not be sugar free", None),
        ("is the apple one without sugar?", None),
    ],
)
def test_what_is_made_without_something_is_another_one(text, found):
    assert made_without(text, CAKE) == found
    if found is not None:
        assert answer_read(text, CAKE, None).best == "else"
        assert speaks_about(text, CAKE) == "another cake"
