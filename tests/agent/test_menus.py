"""A menu that is answered by place, or by several of its lines at once, with the real encoder."""

from __future__ import annotations

from functools import cache

import pytest
from edgewise.agent.session import Agent, Session
from edgewise.beliefs.language.domain import Domain

SHOP = {
    "name": "shop",
    "intents": {
        "opening": {"examples": ["when are you open", "what are your opening hours"], "answer": "From 9 to 17."},
        "refund": {"examples": ["I want my money back", "how do I return this"], "answer": "Within 30 days."},
        "delivery": {"examples": ["where is my parcel", "my order has not arrived"], "answer": "It is on its way."},
    },
}


@cache
def agent() -> Agent:
    return Agent.load(Domain.model_validate(SHOP))


def at_the_menu(name: str) -> Session:
    """A session in which all three were just offered, in the order of the file."""
    session = agent().session(name)
    asked = session.say("hello, can you help me with something?")
    while asked.act == "tell":
        asked = session.say("I have a question")
    assert asked.act == "ask" and asked.options[:3] == ("opening", "refund", "delivery")
    return session


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("2", ["Within 30 days."]),
        ("option 1", ["From 9 to 17."]),
        ("the third", ["It is on its way."]),
        ("the last two", ["Within 30 days.", "It is on its way."]),
        ("1 and 3", ["From 9 to 17.", "It is on its way."]),
        ("refund and opening", ["From 9 to 17.", "Within 30 days."]),
        ("all of them please", ["From 9 to 17.", "Within 30 days.", "It is on its way."]),
    ],
)
def test_what_is_taken_is_answered_one_after_the_other(reply: str, said: list[str]) -> None:
    """Bug: of several lines one was answered, if any; "option 1" was for the most part none of them."""
    turn = at_the_menu(reply).say(reply)
    assert turn.act == "answer"
    assert [sentence for sentence in turn.text.splitlines() if sentence in said] == said
    assert len([answer for answer in ("9 to 17", "30 days", "on its way") if answer in turn.text]) == len(said)


def test_when_both_are_answered_the_request_is_over() -> None:
    session = at_the_menu("over")
    session.say("the first two")
    assert session.say("thanks").act == "tell"
    assert "on its way" in session.say("where is my parcel?").text
