"""What was wanted last is wanted again where a message only tells what the answer took for granted."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.memory.resuming import forget_request, only_tells
from edgewise.agent.session import Agent
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import belief_of
from edgewise.beliefs.loading import parse_domain

LESSONS = """
name: lessons
intents:
  join: [I want to join the swimming lessons, can she have a place in a course, we need a place for our girl]
  hours: {examples: [when are you open, what time do you close, are you open on Friday], answer: From 7 to 20.}
  lost: {examples: [he lost his goggles, have you found a towel, where is the lost property], answer: In the box.}
facets:
  age: {name: the age, bins: {child: [0, 16], adult: [16, 100]}, unit: years, of: person, prior: {adult: 0.1}}
questions:
  ask-age: {about: age, text: How old is the swimmer?, cost: 0.3, reliability: 0.99}
responses:
  children:
    for: join
    needs: [age]
    text: On Monday.
    values: {helpfulness: [{when: {intent: join, age: child}, value: 1}, {when: {intent: join}, value: -0.5}, -1]}
  adults:
    for: join
    needs: [age]
    text: On Tuesday.
    values: {helpfulness: [{when: {intent: join, age: adult}, value: 1}, {when: {intent: join}, value: -0.5}, -1]}
"""


@pytest.fixture(scope="module")
def lessons() -> Agent:
    return Agent.load(parse_domain(LESSONS))


@pytest.mark.parametrize(
    "text", ["she's 34", "34", "thirty, I mean thirty-four", "34 years", "no, she is 34", "I'm 34"]
)
def test_what_an_answer_took_for_granted_may_be_told_after_it(lessons: Agent, text: str) -> None:
    session = lessons.session(f"told {text}")
    first = session.say("I want to join the swimming lessons")
    assert first.text == "On Monday. This assumes that the age is child."
    turn = session.say(text)
    assert (turn.act, turn.text) == ("answer", "On Tuesday.")


@pytest.mark.parametrize(
    ("text", "response"),
    [("when are you open?", "From 7 to 20."), ("have you found a towel?", "In the box."), ("thanks, bye", None)],
)
def test_another_wish_after_it_is_another_wish(lessons: Agent, text: str, response: str | None) -> None:
    session = lessons.session(f"else {text}")
    session.say("I want to join the swimming lessons")
    turn = session.say(text)
    assert turn.text == response if response else turn.act == "tell"


def test_a_figure_after_an_answer_that_took_nothing_for_granted_tells_nothing(lessons: Agent) -> None:
    session = lessons.session("figure")
    session.say("when are you open?")
    assert session.say("34").text != "On Tuesday."


def test_what_is_wanted_fades_once_however_often_a_fact_is_put_right(lessons: Agent) -> None:
    session = lessons.session("often")
    session.say("I want to join the swimming lessons, she is 8")
    faded = belief_of(lessons.mind, session.say("9 years").state).intents
    for _ in range(20):
        turn = session.say("34 years")
        assert turn.text.endswith("On Tuesday.")
        assert session.say("8 years").text.endswith("On Monday.")
    assert belief_of(lessons.mind, turn.state).intents == pytest.approx(faded, abs=0.01)
    assert session.say("when are you open?").text == "From 7 to 20."


@pytest.mark.parametrize(
    ("text", "acts", "shares", "tells"),
    [
        ("thirty-four", ("inform",), (0.05, 0.2, 0.05, 0.7), True),
        ("actually thirty-four", ("correct", "inform"), (0.05, 0.2, 0.05, 0.7), True),
        ("34, when are you open", ("inform",), (0.05, 0.4, 0.05, 0.5), False),
        ("34, I said", ("inform",), (0.05, 0.3, 0.05, 0.6), False),
        ("I hear she is 34 and the mayor", ("inform",), (0.02, 0.02, 0.01, 0.95), False),
        ("is 34 too old?", ("inform",), (0.05, 0.2, 0.05, 0.7), False),
        ("I want a song for a girl of 34", ("inform",), (0.05, 0.2, 0.05, 0.7), False),
        ("never mind, 34", ("change_subject", "inform"), (0.05, 0.2, 0.05, 0.7), False),
    ],
)
def test_a_fact_of_what_was_wanted_in_words_of_no_wish_only_tells(lessons: Agent, text, acts, shares, tells) -> None:
    state = lessons.session(f"only {text}").say("I want to join the swimming lessons").state
    intents = tuple(np.log(shares).tolist())
    heard = Heard(text=text, acts=acts, intents=intents, facts={"age": {"child": -6.0, "adult": 0.0}})
    assert only_tells(lessons.mind.model, state, heard) is tells
    assert not only_tells(lessons.mind.model, state, heard.model_copy(update={"facts": {}}))
    assert not only_tells(lessons.mind.model, new_dialogue("new"), heard)
    assert not only_tells(lessons.mind.model, forget_request(state), heard)
