"""Messages of several parts."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.words.segments import (
    asked_beside,
    asks,
    each_beside,
    least_shares,
    segments,
    several,
)


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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the machine swallowed my card and won't give it back", ()),
        ("the 120 has not come. not in dollars and not in euros either", ()),
        ("my card is gone and can't you raise my limit?", ("my card is gone", "can't you raise my limit?")),
        ("my card is gone and my limit is too low", ("my card is gone", "my limit is too low")),
    ],
)
def test_what_goes_on_about_the_part_before_it_is_no_request_of_its_own(text, parts):
    assert segments(text) == parts
