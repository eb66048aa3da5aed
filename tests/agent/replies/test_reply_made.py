"""Replies made up: each has a label that its question knows, and the same words mean yes here and no there."""

import random
from collections import defaultdict

import pytest
from edgewise.agent.matching.questions import SPECIAL_OUTCOMES
from edgewise.agent.replies.bank import outcome_index
from edgewise.agent.replies.facets import Facets, Menu, State, read_facets
from edgewise.agent.replies.made import asked_of_option, dressed, made_replies

SMALL = Facets(
    (State(("oven",), ("Is the {} on?",), ("Is the {} off?",), ("it glows",), ("stone cold",)),),
    (Menu(("Which wood?",), {"oak": ("acorns",), "pine": ("needles",), "birch": ("white bark",)}),),
    {"unsure": ("ask {who}",), "withheld": ("not telling",), "other": ("why?",), "who": ("my {kin}",), "kin": ("mum",)},
)


@pytest.fixture(scope="module")
def made():
    return made_replies(read_facets())


def test_the_same_seed_makes_the_same_rows(made):
    assert made == made_replies(read_facets())
    assert made != made_replies(read_facets(), seed=1)


def test_there_are_many_and_none_twice(made):
    assert len(made) > 15_000
    assert len(set(made)) == len(made)


def test_every_label_is_an_outcome_and_no_blank_is_left(made):
    for row in made:
        outcome_index(row)
        assert row.reply.strip() and row.question.strip()
        assert "{" not in row.reply + row.question, row


def test_what_is_said_means_the_contrary_where_the_contrary_is_asked():
    rows = [row for row in made_replies(SMALL, times=40, share=0.0) if "oven" in row.question.lower()]
    labels = defaultdict(set)
    for row in rows:
        so = "glows" in row.reply.lower()
        cold = "cold" in row.reply.lower()
        if so or cold:  # else mistyped
            labels[" on" in row.question, so].add(row.label)
    assert labels == {(True, True): {"yes"}, (True, False): {"no"}, (False, True): {"no"}, (False, False): {"yes"}}


def test_a_clue_means_its_option_where_that_is_offered_and_other_where_not():
    rows = [row for row in made_replies(SMALL, times=30, share=0.0) if row.reply == "needles"]
    menus = [row for row in rows if row.options != ("yes", "no")]
    assert {row.label for row in menus if "pine" in row.options} == {"pine"}
    assert {row.label for row in menus if "pine" not in row.options} == {"other"}
    after = [row for row in rows if row.options == ("yes", "no")]
    assert all((row.label == "yes") == ("pine" in row.question.lower()) for row in after)
    assert after


def test_ways_of_not_answering_have_their_blanks_filled():
    rows = [row for row in made_replies(SMALL, times=9, share=1.0) if row.label in SPECIAL_OUTCOMES]
    assert {"unsure", "withheld", "other"} == {row.label for row in rows}
    assert any("ask my mum" in row.reply for row in rows if row.label == "unsure")


def test_dressing_keeps_plain_words_most_of_the_time():
    said = [dressed("it hums along nicely", random.Random(seed)) for seed in range(300)]
    assert 0.4 < sum(text == "it hums along nicely" for text in said) / 300 < 0.95
    assert len(set(said)) > 20


def test_a_question_after_an_option_names_it():
    for seed in range(40):
        assert "pine" in asked_of_option("Which wood?", "pine", random.Random(seed)).lower()
