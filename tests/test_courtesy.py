"""What is nothing but courtesy, and what only begins with it."""

import pytest
from edgewise.agent.courtesy import courtesies
from edgewise.agent.session import Agent


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Thanks, that's all", {"thanks", "bye"}),
        ("thank you so much, you've been very helpful!", {"thanks", "acknowledge"}),
        ("ok", {"acknowledge"}),
        ("alright, got it", {"acknowledge"}),
        ("no, nothing else", {"bye"}),
        ("nope, that'll be everything for today, cheers", {"bye", "thanks"}),
        ("Good evening, how are you?", {"greet"}),
        ("hey there", {"greet"}),
        ("perfect, have a lovely weekend", {"acknowledge", "bye"}),
        ("never mind", {"acknowledge"}),
    ],
)
def test_courtesy_is_heard(text: str, acts: set[str]) -> None:
    assert courtesies(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "yes",
        "please",
        "ok, my card is gone",
        "thanks, one more thing: when are you open?",
        "that's all wrong",
        "good card for travel",
        "hello, I cannot log in",
        "nothing else works",
        "that is it? nothing I can do?",
        "I have to go to Spain, does it work there",
        "fine for parking",
    ],
)
def test_what_says_more_is_no_courtesy(text: str) -> None:
    assert courtesies(text) == frozenset()


def test_a_talk_ends_without_another_question(shop: Agent) -> None:
    session = shop.session("polite")
    assert session.say("when are you open").act == "answer"
    said = [session.say(text) for text in ("ok great", "no thanks, that's all", "thank you, bye")]
    assert [turn.act for turn in said] == ["tell"] * 3
    assert [turn.text for turn in said] == [
        "Is there anything else?",
        "You are welcome. Goodbye.",
        "You are welcome. Goodbye.",
    ]


def test_before_anything_was_said_an_ok_is_greeted(shop: Agent) -> None:
    assert shop.session("quiet").say("ok").text == shop.session("loud").say("hello").text


@pytest.fixture
def shop() -> Agent:
    return Agent.load(
        """
name: shop
intents:
  opening: {examples: [when are you open, are you open on Sunday], answer: From 9 to 17.}
  refund: {examples: [I want my money back, how do I return this], answer: At the counter.}
"""
    )
