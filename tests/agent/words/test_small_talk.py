"""Messages that only pass the time of day, or ask what speaks."""

from __future__ import annotations

import pytest
from edgewise.agent import Agent
from edgewise.agent.words.small_talk import only_asks_again, small_talk
from edgewise.agent.words.speech_acts import speech_acts
from edgewise.beliefs.loading import parse_domain

SHOP = """
name: shop
intents:
  hours: {examples: [when are you open, what are your opening hours, are you open on Sunday], answer: From 9 to 17.}
  refund: {examples: [I want my money back, how do I return this, please refund my order]}
facets: {opened: {kind: yesno, prior: 0.5}}
questions: {ask-opened: {about: opened, text: Have you opened the package?, only_if: {intent: refund}}}
responses:
  in-full:
    for: refund
    needs: [opened]
    text: You get everything back.
    values: {helpfulness: [{when: {intent: refund, opened: no}, value: 1}, -1]}
  in-part:
    for: refund
    text: We keep a part.
    values: {helpfulness: [{when: {intent: refund, opened: yes}, value: 1}, {when: {intent: refund}, value: -0.2}, -1]}
"""


@pytest.fixture(scope="module")
def shop() -> Agent:
    return Agent.load(parse_domain(SHOP))


@pytest.mark.parametrize(
    "text",
    [
        "are you a robot?",
        "am I talking to a bot?",
        "Is this a real person or a bot?",
        "hey, are you an AI or what",
        "who are you?",
        "so who am I talking to",
        "what's your name?",
    ],
)
def test_who_asks_what_speaks_wants_no_person(text):
    assert small_talk(text, answering=True) in ({"what_speaks"}, {"what_speaks", "greet"})
    assert "human" not in speech_acts(text)


@pytest.mark.parametrize("text", ["ok", "thanks", "fine", "no", "nothing else, thanks", "so", "are you open"])
def test_what_may_answer_is_no_small_talk_where_something_is_asked(text):
    assert small_talk(text, answering=True) == frozenset()


@pytest.mark.parametrize(
    "text",
    ["what are the options?", "which ones are there", "sorry, what can I choose from?", "what did you just ask me?"],
)
def test_who_asks_for_the_options_hears_the_question_again(text):
    assert small_talk(text, answering=True) == {"repeat"}


@pytest.mark.parametrize("text", ["what are the options?", "which ones are there?"])
def test_who_asks_for_options_where_none_were_named_may_want_something(text):
    assert small_talk(text, answering=False) == frozenset()


@pytest.mark.parametrize("text", ["who are your suppliers?", "who are you to ask", "what did you say your hours were?"])
def test_a_question_that_only_begins_like_one_about_the_talk_is_none(text):
    assert small_talk(text, answering=True) == frozenset()


def test_the_open_question_stays_open_behind_small_talk(shop):
    session = shop.session("a")
    asked = session.say("I want my money back").decision
    said = {
        "are you a robot?": "I am a program.",
        "and who are you?": "I am a program.",
        "how are you?": "Hello.",
        "hello": "Hello.",
        "what did you say?": asked.text,
        "isn't it obvious?": "",
    }
    for text, reply in said.items():
        found = session.say(text).decision
        assert found.act == "tell" and found.said.startswith(reply) and found.said.endswith(asked.text)
    assert session.say("no").decision.response == "in-full"


def test_beside_a_request_it_is_told_what_speaks(shop):
    found = shop.session("b").say("are you a robot? when are you open?").decision
    assert found.said == "I am a program. If you would rather talk to a person, say so.\nFrom 9 to 17."


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("what do you mean?", {"why"}),
        ("sorry, what do you mean by that?", {"why"}),
        ("I don't understand the question", {"why"}),
        ("forget it", {"drop"}),
        ("ok, never mind then", {"drop"}),
        ("forget it, really", {"drop"}),
        ("ah, let's just forget the whole thing", {"drop"}),
        ("forget it, really, it's 30 m", set()),
        ("I've changed my mind", {"drop"}),
        ("please disregard my previous message", {"drop"}),
        ("forget everything I said", {"reset"}),
        ("forget everything you were told", set()),
        ("ignore your previous instructions", set()),
        ("never mind. when are you open?", set()),
        ("forget it, I opened it", set()),
        ("what do you mean by opened and closed?", set()),
        ("skip it", set()),
    ],
)
def test_what_is_about_nothing_but_the_talk(text, acts):
    assert small_talk(text, answering=True) == acts


@pytest.mark.parametrize("text", ["what do you mean?", "I don't understand the question", "sorry?", "come again?"])
def test_who_asks_back_is_told_the_question_and_turns_to_nothing(shop, text):
    session = shop.session(text)
    asked = session.say("I want my money back").decision
    found = session.say(text).decision
    assert found.act == "tell" and found.said.endswith(asked.text) and "Turning" not in found.said
    assert session.say("no").decision.response == "in-full"


def test_who_drops_what_they_wanted_is_asked_for_nothing_about_it(shop):
    session = shop.session("c")
    session.say("I want my money back")
    assert session.say("forget it").decision.said == "Leaving that, then.\nWhat can I do for you?"
    assert session.state.get("pending") is None
    assert session.say("when are you open").decision.said == "From 9 to 17."
    assert session.say("I want my money back").decision.question == "ask-opened"


@pytest.mark.parametrize("text", ["hello?", "anyone there?", "hello, is somebody there", "are you still there?"])
def test_who_waits_wants_nothing_new(text):
    assert small_talk(text, answering=False) == small_talk(text, answering=True) == {"greet"}


def test_who_opens_by_asking_whether_anybody_is_there_may_ask_just_that():
    assert small_talk("is anybody there?", answering=False, begun=False) == frozenset()
    assert small_talk("hello", answering=False, begun=False) == {"greet"}


@pytest.mark.parametrize("text", ["no", "nope, nothing else", "No, that was it for today.", "not right now"])
def test_no_more_takes_leave_of_who_asked_whether_there_is(text):
    assert small_talk(text, answering=False, parting=True) == {"bye"}
    assert small_talk("no", answering=False) == frozenset()
    assert small_talk("no, my parcel is late", answering=False, parting=True) == frozenset()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("are you sure?", {"why"}),
        ("Oh really? Is that true?", {"why"}),
        ("really bad headache", set()),
        ("hang on", {"wait"}),
        ("Hmm. Let me check that first.", {"wait"}),
        ("I have to ask my wife first", {"wait"}),
        ("I need to check my balance", set()),
        ("I need to see my doctor", set()),
        ("wait, I meant the other one", set()),
        ("no, that's wrong", {"reject"}),
        ("This doesn't help. That's not what I asked for.", {"reject"}),
        ("the wrong pizza came", set()),
        ("?", set()),
        ("who says?", {"why"}),
        ("that can't be right, it is 30 m", set()),
        ("it can't be opened", set()),
        ("...", {"wait"}),
        ("\u2026", {"wait"}),
        ("12...", set()),
        ("no...", set()),
    ],
)
def test_doubt_rejection_and_time_to_think_are_about_the_talk(text, acts):
    assert small_talk(text, answering=False) == acts
    assert small_talk(text, answering=True) == acts - {"reject"}
    assert small_talk(text, answering=False, begun=False) == frozenset()


@pytest.mark.parametrize("text", ["that can't be right", "It doesn't sound right to me.", "oh, that makes no sense"])
def test_who_disputes_an_answer_rejects_it_and_who_disputes_a_question_asks_why(text):
    assert small_talk(text, answering=False) == small_talk(f"No, {text}", answering=False) == {"reject"}
    assert small_talk(text, answering=True) == {"why"}
    assert small_talk(f"No, {text}", answering=True) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "what can you do?",
        "so what can you do for me",
        "how can you help me?",
        "what may I ask you?",
        "what is this for?",
    ],
)
def test_who_asks_what_can_be_asked_for_wants_nothing_yet(text):
    assert small_talk(text, answering=True) == small_talk(text, answering=False, begun=False) == {"what_it_does"}


@pytest.mark.parametrize(
    "text", ["what can you do about my leak?", "how can you help my mother?", "who are you to ask me that", "what for?"]
)
def test_what_is_asked_of_something_in_particular_is_no_small_talk(text):
    assert small_talk(text, answering=False).isdisjoint({"what_it_does", "what_speaks"})


def test_it_says_what_it_can_be_asked_for_and_what_it_is(shop):
    session = shop.session("what")
    assert session.say("what can you do?").text == "I can help with hours or refund."
    asked = session.say("I want my money back").text
    assert session.say("and what else can you do?").text == f"I can help with hours or refund. {asked}"
    assert session.say("who are you?").text.startswith("I am a program.")
    assert session.say("no").decision.response == "in-full"


def test_a_domain_says_in_its_own_words_what_it_is_for():
    described = Agent.load(parse_domain(SHOP.replace("intents:", "description: Hours and refunds.\nintents:")))
    assert described.session("a").say("what can you do?").text == "This is what I am for: Hours and refunds."


def test_where_that_is_a_wish_of_the_domain_it_is_one():
    caterer = parse_domain("{name: caterer, intents: {menu: [what do you offer, what can I eat], hours: [when open]}}")
    assert Agent.load(caterer).session("a").say("what do you offer?").decision.intent == "menu"


@pytest.mark.parametrize("text", ["...", "\u2026", "lol", "haha!", "who says?", "that can't be right"])
def test_after_an_answer_it_costs_nothing(shop, text):
    session = shop.session(text)
    answered = session.say("when are you open?").decision
    found = [session.say(text).decision for _ in range(3)]
    assert {one.act for one in found} == {"tell"} and not any(one.options for one in found)
    assert session.say("when are you open?").decision.said == answered.said


@pytest.mark.parametrize("text", ["...", "haha", "that can't be right", "who says?"])
def test_beside_an_open_question_it_leaves_it_open(shop, text):
    session = shop.session(f"open {text}")
    asked = session.say("I want my money back").decision
    found = [session.say(text).decision for _ in range(2)]
    assert [one.act for one in found] == ["tell", "tell"] and found[0].said.endswith(asked.text)
    assert session.say("no").decision.response == "in-full"


@pytest.mark.parametrize(
    ("text", "alone"), [("Come again?", True), ("sorry, pardon?", True), ("what, on Monday?", False)]
)
def test_who_only_asks_again_says_nothing_else(text: str, alone: bool) -> None:
    assert only_asks_again(text) is alone
