"""What is nothing but courtesy, and what only begins with it."""

import pytest
from edgewise.agent.reading.readers import named_reader
from edgewise.agent.session import Agent
from edgewise.agent.state.heard import Utterance
from edgewise.agent.words.courtesy import courtesies
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import parse_domain


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
        ("muchas gracias, adios", {"thanks", "bye"}),
        ("danke, tschüss", {"thanks", "bye"}),
        ("Merci beaucoup 😀", {"thanks"}),
        ("great, that was everything, cheers doc", {"acknowledge", "bye", "thanks"}),
        ("☀️ have a nice day", {"bye"}),
        ("ok, I'll do that then", {"acknowledge"}),
        ("let me try that, thank you", {"acknowledge", "thanks"}),
        ("we're on our way", {"acknowledge"}),
        ("I'll be right over, see you in ten minutes", {"acknowledge", "bye"}),
        ("oh dear", {"acknowledge"}),
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
        "merci, and the price?",
        "😀",
        "danke, my mate needs one too",
        "that was all wrong",
        "I'll come on Friday",
        "I'll try ibuprofen",
        "I'm going to Mars",
        "I am coming down with a cold",
        "I tried that",
        "oh dear, it bleeds",
    ],
)
def test_what_says_more_is_no_courtesy(text: str) -> None:
    assert courtesies(text) == frozenset()


def test_courtesy_tells_no_fact() -> None:
    described = (
        "name: bench\nintents: {sit: [can I sit on it]}\nfacets: {who: {values: {me: [myself], mate: [my mate]}}}\n"
    )
    model = compile_domain(parse_domain(described + "questions: {ask: {about: who}}\n"))
    thanked, told = named_reader(model).read(
        [Utterance(text=text) for text in ("cheers mate, bye", "my mate sits there")]
    )
    assert not thanked.facts and told.facts


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


@pytest.mark.parametrize("text", ["I'll do that", "I'm on my way", "ok, we'll come over right away"])
def test_who_will_do_as_told_is_not_asked_what_they_mean(shop: Agent, text: str) -> None:
    session = shop.session(text)
    session.say("when are you open")
    assert session.say(text).text == "Is there anything else?"


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
