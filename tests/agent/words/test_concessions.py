"""What is granted after a denial: read by itself, and a no no longer where it says something."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.models.encoder import load_encoder
from edgewise.agent.models.memo import Memo
from edgewise.agent.replies import answering
from edgewise.agent.replies.answering import answer_read
from edgewise.agent.words.concessions import all_it_is, conceded

POLAR = (Option("yes", "yes"), Option("no", "no"))
HARM = PendingQuestion("harm", "Is there anything in it that burns or poisons?", "yesno", POLAR)
PILLS = PendingQuestion(
    "pills",
    "Which medicines do you take?",
    "choice",
    (Option("none", "nothing"), Option("thinner", "a blood thinner", ("warfarin",)), Option("aspirin", "aspirin")),
)
PLACE = PendingQuestion(
    "place",
    "Will it stand in a dry room, or where it gets wet?",
    "choice",
    (Option("dry", "dry"), Option("wet", "wet")),
)
WISH = PendingQuestion("wish", "Would you like anything to drink?", "yesno", POLAR)


@cache
def encoder() -> Memo:
    return Memo(load_encoder(device="cpu"))


def read(text: str, asked: PendingQuestion = HARM) -> str:
    return answer_read(text, asked, encoder()).best


@pytest.mark.parametrize(
    ("text", "what", "marked"),
    [
        ("nothing bad. mind you, it did burn through the tray", "it did burn through the tray", True),
        ("no, although it burns a little", "it burns a little", True),
        ("nope, it stings your eyes though", "it stings your eyes", True),
        ("nothing, to be fair it does get rather hot", "it does get rather hot", True),
        ("none at all. it turned the spoon black", "it turned the spoon black", False),
    ],
)
def test_what_follows_a_denial_is_found(text, what, marked):
    found = conceded(text)
    assert found is not None
    assert (found.what, found.marked) == (what, marked)


@pytest.mark.parametrize(
    "text",
    ["no", "no, not at all", "no, but thanks", "yes, it burns a little", "it burns though", "nothing, only salt"],
)
def test_where_nothing_is_conceded_nothing_is_found(text):
    assert conceded(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "nothing bad. mind you, it burned a hole into the tray",
        "no, although it does burn your fingers a little",
        "nope. well, it is poisonous if you drink it",
        "no, it burns your skin though",
    ],
)
def test_a_no_that_grants_a_yes_is_left_open(text):
    reply = answer_read(text, HARM, encoder())
    assert reply.best != "no"
    assert max(reply.log_likelihood.values()) < -0.6  # asked about again, not taken for a yes


@pytest.mark.parametrize(
    "text", ["no, but thanks for asking", "nothing at all, it's only water though", "no. nothing. just salt and flour"]
)
def test_a_no_that_grants_nothing_stays_one(text):
    assert read(text) == "no"


def test_a_thousand_concessions_are_read_once(monkeypatch):
    read, times = answering.read_reply, []
    monkeypatch.setattr(answering, "read_reply", lambda *given, **more: times.append(1) or read(*given, **more))
    answer_read("no, but it does burn, " * 300, HARM, encoder())
    assert len(times) <= 2


def test_a_medicine_after_nothing_is_not_lost():
    assert read("no, well, my warfarin of course", PILLS) != "none"
    assert read("nothing, I'm never ill", PILLS) == "none"


def test_another_answer_that_is_granted_leaves_the_first_one_open():
    assert read("dry. mind you, the rain comes in through the roof", PLACE) != "dry"
    assert read("a dry one, though it's a bit small", PLACE) == "dry"


def test_what_is_wished_for_after_a_no_takes_nothing_back():
    assert read("no, but it would be nice to sit outside", WISH) == "no"


def test_a_denial_said_again_is_not_what_is_granted():
    assert conceded("no. well, I say no. it does smoke a bit").what == "it does smoke a bit"
    assert conceded("no. no. nothing like that at all").what == "nothing like that at all"


HEART = PendingQuestion("heart", "Do you have a heart condition?", "yesno", POLAR)
DRUNK = PendingQuestion("drunk", "Have you drunk alcohol today?", "yesno", POLAR)
OTHERS = PendingQuestion("others", "Are there any other guests?", "yesno", POLAR)
COFFEE = PendingQuestion("coffee", "Would you like any cake?", "yesno", POLAR)
SHARED = PendingQuestion("shared", "Is this a joint account?", "yesno", POLAR)
CALLED = PendingQuestion("called", "May somebody ring you up?", "yesno", POLAR)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("no, just a stent", "a stent"),
        ("only a murmur", "a murmur"),
        ("no wine, just beer", "beer"),
        ("no, I only had two", "two"),
        ("not any more, I had a bypass", "i had a bypass"),
        ("peroxide only", "peroxide"),
        ("not just him", None),
        ("no, not yet", None),
        ("no", None),
        ("", None),
    ],
)
def test_what_a_text_says_is_all_there_is(text, what):
    assert all_it_is(text) == what


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("no, just a small bypass", HEART),
        ("only a pacemaker", HEART),
        ("not any more, I had a valve done", HEART),
        ("no, only three beers", DRUNK),
        ("no beer, just wine", DRUNK),
        ("not really, just one", DRUNK),
    ],
)
def test_a_no_with_just_a_yes_beside_it_is_left_open(text, asked):
    reply = answer_read(text, asked, encoder())
    assert max(reply.log_likelihood.values()) < -0.6


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("no, just tired", HEART),
        ("no, I'm only here to relax", HEART),
        ("no, just a cold", HEART),
        ("no, only water", DRUNK),
        ("just coffee, no", DRUNK),
        ("no, just one", OTHERS),
        ("no, just a coffee", COFFEE),
        ("no it's just mine", SHARED),
        ("no, only by post", CALLED),
    ],
)
def test_a_no_with_just_something_else_beside_it_stays_one(text, asked):
    assert read(text, asked) == "no"


def test_what_the_user_came_with_is_no_news():
    came = ["I have a pacemaker that itches"]
    assert answer_read("no, just the pacemaker", HEART, encoder(), history=came).best == "no"
    assert answer_read("no, just the pacemaker", HEART, encoder(), history=["hello"]).best != "no"


def test_who_denies_the_whole_list_has_denied_it():
    assert all_it_is("none of those, he only holds his ear") is None
    assert all_it_is("none of them, just a stent") is None


def test_what_the_domain_gives_as_a_no_is_one():
    own = (Option("yes", "yes"), Option("no", "no", examples=("only my pacemaker",)))
    told = PendingQuestion("heart", "Do you have a heart condition?", "yesno", own)
    assert read("no, only my pacemaker", told) == "no"


NEAR = PendingQuestion(
    "near",
    "Which animals come near it - cats, dogs, hens?",
    "choice",
    (
        Option("none", "none", examples=("only the robin",)),
        Option("cat", "cat"),
        Option("dog", "dog"),
        Option("hens", "hens"),
    ),
    several=True,
)


@pytest.mark.parametrize("text", ["only goats", "just a cow", "only sheep"])
def test_what_there_is_just_of_and_is_not_listed_is_not_none(text):
    assert max(answer_read(text, NEAR, encoder()).log_likelihood.values()) < -0.6


@pytest.mark.parametrize(
    ("text", "told"), [("only hens", "hens"), ("none", "none"), ("only the robin", "none"), ("just the dog", "dog")]
)
def test_what_is_listed_or_given_as_none_is_that(text, told):
    assert read(text, NEAR) == told


def test_a_bare_name_that_is_not_listed_is_not_none():
    assert answer_read("goats", NEAR, encoder()).log_likelihood["none"] < np.log(0.25)


def test_just_something_may_be_the_line_for_the_rest():
    rest = (*PILLS.options, Option("rest", "something else"))
    assert read("only vitamins", PendingQuestion("pills", PILLS.text, "choice", rest)) in ("none", "rest")
