"""Messages that drop what went before."""

from __future__ import annotations

import pytest
from edgewise.agent.words.dropping import drops, moved_on


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
