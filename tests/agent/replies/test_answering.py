"""What a message answers, every rule in its turn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion, ReplyReading
from edgewise.agent.models.encoder import load_encoder
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.replies.answering import answer_read, left_open
from edgewise.beliefs.loading import load_domain
from edgewise.dialogs.evaluation.replies import judge

PLAN = PendingQuestion(
    "plan",
    "Which plan are you on?",
    "choice",
    (Option("basic", "basic"), Option("plus", "plus"), Option("pro", "pro", ("professional",))),
)
FUMES = PendingQuestion("fumes", "Are there any fumes?", "yesno", (Option("yes", "yes"), Option("no", "no")))
PATIENT = PendingQuestion("ill", "Is the patient pregnant?", "yesno", (Option("yes", "yes"), Option("no", "no")))

ENGINEERING = Path(__file__).parents[3] / "examples" / "engineering" / "domain.yaml"


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.fixture(scope="module")
def use():
    return facet_question(load_domain(ENGINEERING), "ask-use")


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("the professional one", PLAN, "pro"),
        ("pro, then I downgraded to plus", PLAN, "plus"),
        ("anything but pro, and not basic", PLAN, "plus"),
        ("no we have pro", PLAN, "pro"),
        ("no my wife is on plus", PLAN, "plus"),
        ("nope, none at all", FUMES, "no"),
        ("afraid so", FUMES, "yes"),
        ("it's for my sister, she is, I'm not", PATIENT, "yes"),
    ],
)
def test_rules_alone_read_what_is_plain(text, question, answer):
    assert answer_read(text, question, None).best == answer


@pytest.mark.parametrize("text", ["not unless you heat it", "my wife is, I'm not"])
def test_what_leaves_the_answer_open_settles_nothing(text):
    question = FUMES if "heat" in text else PATIENT
    assert answer_read(text, question, None).confidence < 0.5


def test_a_name_on_a_menu_of_wishes_is_looked_for_in_what_was_said_before():
    asked = PendingQuestion("menu", "Which of these do you mean?", "choice", PLAN.options)
    alone = answer_read("as I said", asked, None, menu=True)
    again = answer_read("as I said", asked, None, menu=True, history=("something about pro",))
    assert alone.log_likelihood.keys() == again.log_likelihood.keys()
    assert NOT_AN_ANSWER in again.log_likelihood


def test_a_bank_is_read_as_a_dialogue_is():
    from edgewise.agent.replies.bank import BankReply

    row = BankReply("Which plan are you on?", ("basic", "plus"), "basic, no, sorry, plus", "plus")
    (judged,) = judge([row], None)
    assert judged.right
    assert judged.confidence == pytest.approx(answer_read(row.reply, row.pending, None).confidence)


def test_what_is_denied_in_part_is_open():
    no = ReplyReading("fumes", {"yes": -3.0, "no": -0.1}, confidence=0.9)
    assert left_open("not unless you heat it", FUMES, no)
    assert not left_open("no", FUMES, no)


@pytest.mark.parametrize("text", ["no pro", "no we hate pro", "no she isn't on pro", "no he was on pro"])
def test_a_no_without_a_pause_denies_what_it_stands_before_and_what_is_denied_after_it(text):
    assert answer_read(text, PLAN, None).best != "pro"


@pytest.mark.parametrize(
    "text",
    [
        "the ships in their glass boxes, and well, every school class comes in right beneath it",
        "cheese all year, and at the fair the fiddler and the accordion sit up there as well",
        "boxes! and at Easter the three kids on their mattresses",
        "only boxes. and me on top, obviously, when I go and fetch them",
    ],
)
def test_a_clause_that_tells_of_people_is_no_answer_that_there_are_only_things(text, use, encoder):
    assert np.exp(answer_read(text, use, encoder).log_likelihood["people"]) > 0.9


@pytest.mark.parametrize("text", ["only things, the drum", "boxes, my brother's, in the cellar"])
def test_a_clause_about_things_leaves_it_at_things(text, use, encoder):
    assert answer_read(text, use, encoder).best == "things"
