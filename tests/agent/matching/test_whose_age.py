"""An age that leaves open whose it is."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.whose_age import whose_age
from edgewise.agent.replies.answering import answer_read

BINS = (
    Option("child", "child", low=0, high=14),
    Option("adult", "adult", low=14, high=75),
    Option("old", "old", low=75, high=120),
)
YOU = PendingQuestion("you", "How old are you?", "number", BINS, "years")
DIVER = PendingQuestion("diver", "How old is the person who dives?", "number", BINS, "years")
TOGETHER, SON = ["can we dive"], ["can my son dive"]


@pytest.mark.parametrize(
    "text",
    [
        "38 and 8",
        "there are three of us, 20, 30 and 80",
        "one is 45 and the other one 12",
        "a 9-year-old and a 40-year-old",
        "me: 40, my mum: 78",
        "we're 50 & 7",
    ],
)
def test_two_ages_that_do_not_come_to_the_same(text):
    assert whose_age(text, YOU, TOGETHER)
    assert whose_age(text, DIVER, TOGETHER)


@pytest.mark.parametrize(
    "text",
    [
        "40",
        "40 and 41",
        "40, and I weigh 9 stone",
        "38, with 2 kids",
        "12 years, 14 months",
        "17 or 18",
        "13, 14 in March",
        "13 and a half",
        "12, no, 20",
        "36, 12 weeks pregnant",
        "both of us are 80",
        "sixty-six",
        "two and a half",
        "two and three quarters",
        "a hundred and two",
        "30 months, so two and a half",
        "six, year one",
        "three score years and ten plus one, so 71",
        "38 and 2 kids",
        "",
    ],
)
def test_one_age_is_nobody_elses(text):
    assert not whose_age(text, YOU, TOGETHER)
    assert not whose_age(text, DIVER, TOGETHER)


def test_the_age_of_whom_it_is_for_is_known_where_a_text_says_so():
    assert not whose_age("my mum is 78 but I'm 41", YOU, ["can I dive"])
    assert not whose_age("gran is 81 but it's for our boy, he's 9", DIVER)
    assert whose_age("my mum is 78, I'm 41", YOU, TOGETHER)


@pytest.mark.parametrize("asked", [YOU, DIVER])
def test_the_writers_own_age_is_not_that_of_somebody_else(asked):
    assert whose_age("I'm 40", asked, SON)
    assert not whose_age("he's 9", asked, SON)
    assert not whose_age("40", asked, SON)
    assert not whose_age("I'm 40 and so is he", asked, ["can my husband dive"])
    assert not whose_age("I'm 40", asked, ["can I dive"])


def test_nothing_but_an_age_is_left_open():
    load = PendingQuestion("load", "How heavy is it?", "number", BINS, "kg")
    assert not whose_age("40 and 9", load, TOGETHER)


def test_what_leaves_open_whose_age_it_is_settles_nothing():
    reply = answer_read("38 and 8", YOU, None, history=TOGETHER)
    assert max(reply.log_likelihood.values()) < np.log(0.5)
    assert not reply.captured
