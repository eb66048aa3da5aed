"""What a question's own ways of answering teach: the answer that they have in common, and nothing beyond them."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion, ReplyReading
from edgewise.agent.models.encoder import HashEncoder
from edgewise.agent.replies.taught import PLAIN, as_taught, texts_taught

PLACE = PendingQuestion(
    id="place",
    text="Where will it stand?",
    kind="choice",
    options=(
        Option(
            "dry", "in a dry room", ("the office", "the bedroom"), examples=("upstairs on the carpet", "in the attic")
        ),
        Option(
            "wet",
            "where it gets wet",
            ("the shower", "the laundry"),
            examples=("where the floor is hosed", "by the pool"),
        ),
    ),
)


def reading(dry: float, wet: float) -> ReplyReading:
    shares = {"dry": dry, "wet": wet, "unsure": 0.1, "withheld": 0.05, "other": 0.85 - dry - wet}
    logs = {name: float(np.log(share)) for name, share in shares.items()}
    return ReplyReading("place", logs, {}, frozenset({"reply"}), max(shares.values()))


def share(read: ReplyReading, name: str) -> float:
    return float(np.exp(read.log_likelihood[name]))


@pytest.mark.parametrize(
    ("text", "option"), [("on the carpet in the attic", "dry"), ("the floor by the pool is hosed", "wet")]
)
def test_a_reply_like_the_examples_of_one_answer_speaks_for_it(text: str, option: str) -> None:
    before = reading(0.4, 0.4)
    assert share(as_taught(text, PLACE, before, HashEncoder()), option) > share(before, option)


def test_whether_it_is_an_answer_at_all_stays_as_it_was_read() -> None:
    before = reading(0.5, 0.2)
    after = as_taught("where the floor is hosed", PLACE, before, HashEncoder())
    assert share(after, "dry") + share(after, "wet") == pytest.approx(0.7)
    assert all(after.log_likelihood[name] == before.log_likelihood[name] for name in ("unsure", "withheld", "other"))
    assert after.confidence == pytest.approx(max(share(after, name) for name in after.log_likelihood))


def test_what_is_plain_stands() -> None:
    plain = reading(0.02, 0.8)
    assert (
        as_taught(
            "in the attic", PLACE, ReplyReading("place", plain.log_likelihood, {}, frozenset(), PLAIN), HashEncoder()
        ).best
        == "wet"
    )


def test_answers_are_as_likely_as_one_another_however_many_ways_each_has() -> None:
    dry, wet = PLACE.options
    many = Option("dry", dry.name, (*dry.synonyms, *(f"room {n}" for n in range(40))), examples=dry.examples)
    lopsided = PendingQuestion(id="place", text=PLACE.text, kind="choice", options=(many, wet))
    told = as_taught("zzz", lopsided, reading(0.4, 0.4), HashEncoder())
    assert share(told, "dry") < 0.7 and share(told, "wet") > 0.1


@pytest.mark.parametrize(
    "options",
    [
        (Option("mars", "Mars"), Option("venus", "Venus")),  # too few ways
        (*PLACE.options, Option("else", "something else", ("a", "b", "c"))),  # what is not listed has no examples
    ],
)
def test_a_question_that_teaches_nothing_leaves_the_reading_alone(options: tuple[Option, ...]) -> None:
    question = PendingQuestion(id="place", text=PLACE.text, kind="choice", options=options)
    before = reading(0.4, 0.4)
    assert texts_taught(question) == [] and as_taught("by the pool", question, before, HashEncoder()) is before


def test_an_empty_reply_teaches_nothing() -> None:
    before = reading(0.4, 0.4)
    assert as_taught("  ", PLACE, before, HashEncoder()) is before
