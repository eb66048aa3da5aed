"""Messages that drop what went before, and messages of several parts."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.words.segments import (
    asked_beside,
    asks,
    drops,
    each_beside,
    least_shares,
    moved_on,
    segments,
    several,
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("never mind. when are you open", "when are you open"),
        ("no, that was silly, forget I asked. when are you open", "when are you open"),
        ("it's a daft idea, ignore that I said that. what does it cost", "what does it cost"),
        ("I forget what I said, was it the large one", None),
        ("that is awful, what can I do", None),
        ("ok forget that, how late are you open tonight?", "how late are you open tonight?"),
        ("actually leave the shelf. how do I turn psi into bar?", "how do I turn psi into bar?"),
        ("hold on, drop that. what exactly is clickjacking?", "what exactly is clickjacking?"),
        ("forget it and tell me, do you deliver today?", None),
        ("never mind its size. when is the next eclipse", "when is the next eclipse"),
        ("forget my last question. when are you open", "when are you open"),
        ("actually leave the heater for now. whats 7/16 of an inch in mm", "whats 7/16 of an inch in mm"),
        ("scratch that, he rang. what's 7/16 of an inch in mm instead", "what's 7/16 of an inch in mm instead"),
        (
            "scrap it, we have one now. other thing: code for pictures of members?",
            "other thing: code for pictures of members?",
        ),
        (
            "I can't find my keys, never mind. could you send a locksmith to my aunt",
            "could you send a locksmith to my aunt",
        ),
        (
            "the bell is broken, so forget it! another thing, the gate. is it yours",
            "another thing, the gate. is it yours",
        ),
        ("my bell is broken, forget it. it rings again", None),
        ("I never mind. it is fine", None),
        ("scratch that, 43", None),
        ("scratch that, there is blood", None),
        ("never mind", None),
        ("wait, forget that, it's 35", None),
        ("I leave the house at nine, will it be here?", None),
        ("what do I do when I forget that", None),
        ("leave the veranda. how warm is a greenhouse", "how warm is a greenhouse"),
        ("skip the history, what does it cost today", "what does it cost today"),
        ("drop the deck. I want to know how deep a post goes", "I want to know how deep a post goes"),
        ("cancel my order. is there a fee for that", "is there a fee for that"),
        ("skip the capers. could I get some rocket", None),
        ("ditch the feta, I'd like goat's cheese", None),
        ("bin the garlic. is it as good with chilli instead", None),
        ("nah never mind the gate. how high is a stile", "how high is a stile"),
        ("you know what, forget the gate, how high is a stile", "how high is a stile"),
        ("change of plan, when do you open tomorrow?", "when do you open tomorrow?"),
        ("sod the gate, how high is a stile", "how high is a stile"),
        ("don't worry about the gate. how high is a stile", "how high is a stile"),
        ("no more gate questions. how high is a stile", "how high is a stile"),
        ("we won't be doing the gate after all. how high is a stile", "how high is a stile"),
        ("I don't need the gate any more, how high is a stile", "how high is a stile"),
        ("I've decided against a gate. how high is a stile", "how high is a stile"),
        ("I don't want the gate to swing. how heavy is it", None),
        ("don't worry about the olives, can I have capers", None),
        ("don't worry about the rain, it is dry in there", None),
        ("leave the gate open. when will he be here", None),
        ("leave that to my husband. when will he be here", None),
        ("leave the parcel with number six, when will it come", None),
        ("drop my keys off. how late is somebody there", None),
    ],
)
def test_what_is_asked_for_instead(text, rest):
    assert moved_on(text) == rest


def test_a_long_run_of_small_words_costs_nothing():
    assert moved_on("no ok so well " * 2000) is None


def test_parts_have_words_enough_to_be_requests():
    assert segments("block my card and tell me the fees abroad") == ("block my card", "tell me the fees abroad")
    assert segments("yes and no") == ()


def test_a_part_that_only_states_needs_more_to_be_a_request_of_its_own():
    parts = ("my daily limit is 500", "pounds or euros, whatever it counts in", "and when does it come")
    least = least_shares(parts)
    assert least[0] == least[1] > least[2]
    shares = np.array([[0.99, 0.005, 0.005], [0.05, 0.9, 0.05], [0.9, 0.05, 0.05]])
    assert several(np.log(shares), 2, least) is None
    asked = several(np.log(shares), 2, least_shares(("raise my limit now", "do euros count too?")[:2] + parts[2:]))
    assert asked is not None and asked.intents == (0, 1)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("my son says you'd be killed at once on Mercury. how far off is it anyway", "how far off is it anyway"),
        ("just guess, I won't tell anyone: how far is that system", "how far is that system"),
        ("he pulled it, got me wondering how far it is", None),
        ("how big is Jupiter", None),
        ("how big is it? and when does it rise?", None),
        ("my card is gone. please help me", None),
    ],
)
def test_the_question_beside_a_story(text, question):
    found = asked_beside(text)
    assert (found.question if found else None) == question


@pytest.mark.parametrize(
    "text",
    [
        "ignore me, it's here",
        "that can wait",
        "I've changed my mind. when do you close",
        "park that",
        "ok, enough of that. when do you close",
        "right, enough questions, I want one",
        "leave the veranda",
        "forget the calzone",
        "cancel my order",
        "skip the history, what does it cost today",
    ],
)
def test_words_that_drop_what_was_asked(text):
    assert drops(text)


@pytest.mark.parametrize(
    "text", ["enough cheese for two please", "there is not enough of it", "enough is there for us"]
)
def test_enough_may_be_an_amount(text):
    assert not drops(text)


@pytest.mark.parametrize(
    "text",
    ["skip the capers", "leave the gate open", "leave that to me", "leave the hall light on", "leave her alone"],
)
def test_a_part_that_is_left_out_and_how_something_is_left_drop_nothing(text):
    assert not drops(text)


def test_where_nothing_asks_each_sentence_stands_beside_the_others():
    found = each_beside("My mother is here for a week. A big one with ham for us. Quick!")
    assert [(one.question, one.story, one.asks) for one in found] == [
        ("My mother is here for a week.", "A big one with ham for us.", False),
        ("A big one with ham for us.", "My mother is here for a week.", False),
    ]
    assert [one.asks for one in each_beside("My mother is here. How late do you close?")] == [True]
    assert each_beside("A big one with ham") == ()
    assert each_beside("One for me now. " * 9) == ()


def test_a_part_may_point_at_what_the_story_tells():
    back, alone = (
        each_beside("People send in photos. How do I keep those?"),
        each_beside("It is dark. How far is Mars?"),
    )
    assert [one.points for one in (*back, *alone)] == [True, False]


def test_what_one_asks_oneself_is_no_question():
    text = "mars. no, what am I saying, the one with the rings, saturn"
    assert not asks(text)
    assert asked_beside(text) is None
