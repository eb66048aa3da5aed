"""What is so at times or under a condition alone, where answers exclude each other."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.at_times import only_at_times
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

DRY = PendingQuestion(
    "dry",
    "Will the lamp hang in a dry room, or where it gets wet?",
    "choice",
    (Option("dry", "in a dry room", ("dry", "bone dry")), Option("wet", "where it gets wet", ("wet", "damp"))),
)
BEARS = PendingQuestion(
    "bears",
    "What does it bear?",
    "choice",
    (Option("goods", "only goods", ("crates", "tins")), Option("people", "people"), Option("cars", "cars")),
)
TAKES = PendingQuestion(
    "takes",
    "What do they take?",
    "choice",
    (Option("none", "nothing", ("none",)), Option("drops", "eye drops"), Option("pills", "pills", ("tablets",))),
)
BASE = PendingQuestion(
    "base", "Which base would you like?", "choice", (Option("thin", "thin"), Option("thick", "thick"))
)


@pytest.mark.parametrize(
    ("text", "question", "best"),
    [
        ("dry unless the gutter overflows", DRY, "dry"),
        ("dry so long as nobody leaves the window open", DRY, "dry"),
        ("it's dry whenever it isn't snowing", DRY, "dry"),
        ("dry if somebody empties the bucket", DRY, "dry"),
        ("dry once the tiles are on", DRY, "dry"),
        ("dry till the river comes up, till the snow goes", DRY, "dry"),
        ("generally dry", DRY, "dry"),
        ("dry, most of the time", DRY, "dry"),
        ("dry in July, a lake in November", DRY, "dry"),
        ("dry on sunny days", DRY, "dry"),
        ("dry for the most part", DRY, "dry"),
        ("dry except when the river comes up", DRY, "dry"),
        ("dry, apart from on market days", DRY, "dry"),
        ("bone dry, only when we hose the boats there is water everywhere", DRY, "dry"),
        ("dry, as ever, except that the left gutter came down", DRY, "dry"),
        ("dry save that there is a hole above it", DRY, "dry"),
        ("crates for the time being", BEARS, "goods"),
        ("crates until the gym opens, then the gym", BEARS, "goods"),
        ("tins mainly", BEARS, "goods"),
        ("sacks at first, people later on", BEARS, "goods"),
        ("usually nothing", TAKES, "none"),
    ],
)
def test_some_of_the_time_is_not_always(text: str, question: PendingQuestion, best: str) -> None:
    assert only_at_times(text, question, best)
    assert answer_read(text, question, None).log_likelihood[best] < np.log(0.5)


@pytest.mark.parametrize(
    ("text", "question", "best"),
    [
        ("dry", DRY, "dry"),
        ("dry all year round, even in winter", DRY, "dry"),
        ("dry in summer and winter", DRY, "dry"),
        ("dry, as long as I can remember", DRY, "dry"),
        ("dry if you must know", DRY, "dry"),
        ("dry, if I'm not mistaken", DRY, "dry"),
        ("dry, in the winter garden", DRY, "dry"),
        ("we did the gutter in May and it's dry", DRY, "dry"),
        ("dry except in winter", DRY, "wet"),
        ("only when it is dry do we open it", DRY, "dry"),
        ("crates, nobody goes near it", BEARS, "goods"),
        ("only crates, apples mostly", BEARS, "goods"),  # which crates
        ("tablets in summer", TAKES, "pills"),  # what is taken at times is taken
        ("drops at night", TAKES, "drops"),
        ("thin unless it costs more", BASE, "thin"),  # a wish may have its conditions
    ],
)
def test_what_holds_holds(text: str, question: PendingQuestion, best: str) -> None:
    assert not only_at_times(text, question, best)
