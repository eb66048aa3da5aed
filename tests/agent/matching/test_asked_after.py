"""Things that somebody asks after and tells nothing of."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.asked_after import asked_after, asks_of_one
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.session import Agent
from edgewise.beliefs.loading import parse_domain

OPTIONS = (Option("none", "none"), Option("nuts", "nuts"), Option("milk", "milk", ("dairy",)))
ALLERGIES = PendingQuestion("ask", "Do you have any allergies - nuts, milk?", "choice", OPTIONS)
CAKE = PendingQuestion("ask", "Which cake would you like?", "choice", OPTIONS)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("do you use nuts?", True),
        ("hello, does your cake contain milk? I want a slice", True),
        ("is there milk in it?", True),
        ("are nuts in there?", True),
        ("do you have something without dairy?", True),
        ("do you use nuts? I'm allergic to nuts", False),
        ("do you use nuts? I'm allergic", False),
        ("do you have something for my nuts allergy?", False),
        ("can I have it with milk?", False),
        ("is there a problem with nuts?", False),
        ("is it ok with nuts?", False),
        ("nuts", False),
        ("what about milk?", False),
    ],
)
def test_who_asks_after_a_thing_does_not_say_that_they_have_it(text, after):
    assert asked_after(text, ALLERGIES) is after
    assert not asked_after(text, CAKE)  # who asks for a cake with nuts may want it


def test_what_about_is_no_answer_to_what_somebody_has():
    assert asked_after("and what about milk?", ALLERGIES, reply=True)
    assert not asked_after("what about my milk allergy?", ALLERGIES, reply=True)
    assert not asked_after("what about the nuts", CAKE, reply=True)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("are nuts dear?", True),
        ("how fat is milk?", True),
        ("is milk fine?", False),
        ("how about nuts?", False),
        ("nuts", False),
    ],
)
def test_who_asks_something_of_an_option_chooses_none(text, asks):
    assert asks_of_one(text, CAKE) is asks


SHOP = """
name: cakes
intents: {cake: [I want a cake, a slice of cake please], hours: [when are you open, when do you close]}
facets: {allergy: {values: [none, nuts, milk], prior: {none: 0.8}}}
questions: {ask: {about: allergy, text: "Do you have any allergies - nuts, milk?", reliability: 0.99}}
objectives: {helpfulness: {}, safety: {limit: {at_most: 0.2}}}
responses:
  slice:
    for: cake
    text: Here it is.
    values:
      safety: [{when: {intent: cake, allergy: [nuts, milk]}, value: -1}, 0]
      helpfulness: [{when: {intent: cake}, value: 1}, -1]
  open: {for: hours, text: From nine.}
"""


def test_what_was_only_asked_after_is_asked_about():
    agent = Agent.load(parse_domain(SHOP))
    asks, replies = agent.session("a"), agent.session("b")
    assert asks.say("do you use nuts? I want a cake").act == "ask"
    assert asks.say("none").text == "Here it is."
    replies.say("I want a cake")
    assert replies.say("what about nuts?").act == "ask"
    assert replies.say("no").text == "Here it is."
