"""Whether a message answers at all: by what answers the question, and by what else is said in the domain."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from edgewise.agent import Agent
from edgewise.agent.amounts.quantity import Quantity
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion, ReplyReading
from edgewise.agent.models.encoder import HashEncoder
from edgewise.agent.replies.whether import Elsewhere

LICENCE = PendingQuestion(
    "licence",
    "Which licence do you have?",
    "choice",
    (Option("open", "open water", ("the first course",)), Option("wreck", "advanced", ("the wreck course",))),
)
PERIOD = PendingQuestion(
    "period", "When do you come?", "choice", (Option("am", "before noon"), Option("pm", "in the afternoon"))
)
FLIES = PendingQuestion("flies", "Do you fly tomorrow?", "yesno", (Option("yes", "yes"), Option("no", "no")))
DAYS = PendingQuestion("days", "How many days?", "number", (Option("few", "few", (), None, 3.0),), "day")
WISHES = ("I want to go snorkelling", "is there a snorkelling trip", "what does a dive cost")
ENCODER = HashEncoder()


def reading(question: PendingQuestion, none: float = 0.05) -> ReplyReading:
    names = question.outcomes
    shares = dict.fromkeys(names, 0.1 / (len(names) - 2))
    shares |= {names[0]: 0.9 - none, NOT_AN_ANSWER: none}
    total = sum(shares.values())
    return ReplyReading(question.id, {name: math.log(p / total) for name, p in shares.items()}, {}, frozenset(), 0.85)


def none_in(text: str, question: PendingQuestion = LICENCE, none: float = 0.05) -> float:
    found = Elsewhere(WISHES, (LICENCE, PERIOD, FLIES, DAYS)).weighed(text, question, reading(question, none), ENCODER)
    assert sum(map(math.exp, found.log_likelihood.values())) == pytest.approx(1)
    return math.exp(found.log_likelihood[NOT_AN_ANSWER])


@pytest.mark.parametrize("text", ["and is there a snorkelling trip?", "in the late afternoon", "some dive cost"])
def test_what_is_nearer_to_a_wish_or_to_another_question_is_hardly_an_answer(text: str) -> None:
    assert none_in(text) > 0.5


@pytest.mark.parametrize("text", ["some kind of first course", "one for the wrecks, a course"])
def test_what_is_nearer_to_a_way_to_answer_is_one(text: str) -> None:
    assert none_in(text) < 0.2


def test_what_is_read_counts_as_well() -> None:
    assert none_in("a course", none=0.001) < none_in("a course", none=0.3) < none_in("a course", none=0.6)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("yes, and is there a snorkelling trip?", FLIES),  # a yes is a yes, whatever is said beside it
        ("open water, and is there a snorkelling trip?", LICENCE),  # so is a name
        ("a trip or so", DAYS),  # what asks nothing and is but a little like a wish may be some amount
        ("", LICENCE),
    ],
)
def test_what_is_plain_by_itself_stays_as_it_was_read(text: str, question: PendingQuestion) -> None:
    before = reading(question)
    assert Elsewhere(WISHES, (LICENCE, FLIES)).weighed(text, question, before, ENCODER) is before


def test_a_wish_is_no_amount_whatever_day_it_names_and_an_amount_is_one() -> None:
    assert none_in("is there a snorkelling trip", DAYS) > 0.9
    for words, stays in (("sunday", False), ("a few", True)):
        said = replace(reading(DAYS), captured={"days": Quantity(1.0, "day", 0.5, 1.5, approximate=True, text=words)})
        text = f"is there a snorkelling trip on {words}"
        weighed = Elsewhere(WISHES, (LICENCE,)).weighed(text, DAYS, said, ENCODER)
        assert (weighed is said) == stays


def test_which_answer_it_is_stays_as_it_was_read() -> None:
    before = reading(LICENCE)
    after = Elsewhere(WISHES, (LICENCE,)).weighed("and is there a snorkelling trip?", LICENCE, before, ENCODER)
    gaps = [ll - before.log_likelihood[name] for name, ll in after.log_likelihood.items() if name != NOT_AN_ANSWER]
    assert np.ptp(gaps) == pytest.approx(0, abs=1e-9)
    assert after.confidence == pytest.approx(math.exp(max(after.log_likelihood.values())))


def test_a_domain_with_nothing_else_in_it_judges_by_the_words_alone() -> None:
    before = reading(LICENCE)
    assert Elsewhere((), (LICENCE,)).weighed("a trip", LICENCE, before, ENCODER) is before


DIVES = """
name: dives
intents:
  dive: [can we join a dive, I want to dive with you, is there a place on the boat to dive]
  snorkel: [I want to go snorkelling, is there a snorkelling trip, can we just snorkel]
facets:
  licence: {of: person, values: [none, open-water, advanced]}
questions:
  ask-licence: {about: licence, text: "Which licence do you have - none, open water or advanced?"}
responses:
  trial: {for: dive, text: A trial dive., values: {helpfulness: [{when: {licence: none}, value: 1}, {value: -1}]}}
  reef: {for: dive, text: The reef., values: {helpfulness: [{when: {licence: none}, value: -1}, {value: 1}]}}
  snorkel: {for: snorkel, text: The boat leaves at ten.}
"""


def test_a_reply_that_asks_for_something_else_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "dives.yaml").write_text(DIVES, encoding="utf-8")
    session = Agent.load(tmp_path / "dives.yaml").session("a")
    assert session.say("can we join a dive").decision.question == "ask-licence"
    session.say("ok and snorkelling then?")
    assert session.state["captured"] == {}
    assert not any(one["key"] == "facet:licence" for one in session.state["ledger"])
    session.say("I want to join a dive, I'm advanced")
    assert any(one["key"] == "facet:licence" for one in session.state["ledger"])
