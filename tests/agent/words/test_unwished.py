"""A wish that is withdrawn, or turned from, while it is served."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion, ReplyReading
from edgewise.agent.reading.spoken import Spoken
from edgewise.agent.reading.withdrawing import turned_to_another, withdrawal
from edgewise.agent.state.heard import Utterance
from edgewise.agent.words.unwished import unwished

WANTED = ["I want to cancel the move"]
DAYS = PendingQuestion(
    "days",
    "In how many days is it?",
    "number",
    (Option("soon", "soon", (), 0, 7), Option("later", "later", (), 7, 99)),
    "days",
)
SIZE = PendingQuestion("size", "Large or small?", "choice", (Option("large", "large"), Option("small", "small")))
ALSO = PendingQuestion("also", "Shall we cancel the boxes, too?", "yesno", (Option("yes", "yes"), Option("no", "no")))


@pytest.mark.parametrize(
    "text",
    [
        "I changed my mind, we still want the van",
        "never mind, we'll keep it",
        "no wait, don't cancel",
        "please don't cancel the move!",
        "I don't want to cancel any more",
    ],
)
def test_a_wish_is_withdrawn(text):
    told = withdrawal(Utterance(text=text, pending=DAYS, history=tuple(WANTED)))
    assert told is not None and told.acts == {"drop"}
    assert withdrawal(Utterance(text=text, history=tuple(WANTED), served=True)) is None
    assert withdrawal(Utterance(text=text)) is None


@pytest.mark.parametrize(("text", "rest"), [("no, not cancel, just a later date", "just a later date")])
def test_what_is_wanted_instead_is_a_wish_of_its_own(text, rest):
    told = withdrawal(Utterance(text=text, pending=DAYS, history=tuple(WANTED)))
    assert told is not None and told.wish == rest and "change_subject" in told.acts and told.asked is None


@pytest.mark.parametrize(
    "text",
    [
        "not sure",
        "I don't know",
        "not today",
        "I changed my mind, I still want the large one",
        "I don't take it",
        "we never cancel things",
        "it does not work",
        "not long",
    ],
)
def test_what_is_denied_of_a_fact_withdraws_nothing(text):
    assert unwished(text, [*WANTED, "I want it to work", "can I take it today"]) is None


def test_what_may_answer_the_open_question_withdraws_nothing():
    said = ("please cancel the large one",)
    assert withdrawal(Utterance(text="don't cancel the large", pending=SIZE, history=said)) is None
    assert withdrawal(Utterance(text="no, don't cancel them", pending=ALSO, history=said)) is None
    assert withdrawal(Utterance(text="not cancel, 5 days", pending=DAYS, history=said)) is None


@pytest.mark.parametrize(
    ("text", "answered", "wanted", "turns"),
    [
        ("sorry, I meant postpone", 0.3, 0.95, True),
        ("sorry, I meant the bigger kind", 0.6, 0.95, False),
        ("sorry, I meant that thing", 0.3, 0.4, False),
        ("postpone", 0.3, 0.95, False),
    ],
)
def test_who_meant_something_else_wants_that(text, answered, wanted, turns):
    rest = log((1 - answered) / 4)
    reply = ReplyReading(
        "size",
        {"large": log(answered), "small": rest, "unsure": rest, "withheld": rest, "other": rest},
        {},
        frozenset({"reply"}),
        answered,
    )
    spoken = Spoken(
        Utterance(text=text, pending=SIZE, history=tuple(WANTED)), frozenset({"correct"}), SIZE, reply=reply
    )
    told = turned_to_another(spoken, np.log([wanted, (1 - wanted) / 2, (1 - wanted) / 2]))
    assert (told.reply is None) is turns and ("change_subject" in told.acts) is turns
