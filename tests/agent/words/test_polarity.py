"""Yes and no that come with a condition."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.polarity import polarity

HURTS = PendingQuestion("pain", "Does it hurt?", "yesno", (Option("yes", "yes"), Option("no", "no")))


@pytest.mark.parametrize(
    "text",
    [
        "only in the evenings", "just when I walk", "only if I press on it", "well, only at work", "mostly after meals",
        "just a tad", "it does, only on stairs", "only every other day", "not only at night", "just now and then",
    ],
)  # fmt: skip
def test_a_yes_under_a_condition_is_a_yes(text):
    assert polarity(text).yes > polarity(text).no
    assert read_reply(text, HURTS).best == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "no, only at night it did",
        "just not at night",
        "only a check-up",
        "not at night",
        "just at all not",
        "only my pride",
    ],
)
def test_what_is_no_condition_is_no_yes(text):
    assert polarity(text).yes <= polarity(text).no


@pytest.mark.parametrize("text", ["beyond a shadow of a doubt", "beyond any doubt", "no prob", "sure, no probs at all"])
def test_no_doubt_and_no_problem_are_no_denial(text):
    assert polarity(text).yes > polarity(text).no


@pytest.mark.parametrize("text", ["I doubt it", "no, probs tomorrow", "no, probably not", "as if", "by post instead"])
def test_doubts_and_denials_stay_what_they_are(text):
    assert polarity(text).no > polarity(text).yes


def test_just_in_case_is_no_yes_by_that():
    assert polarity("just in case").yes == 0


@pytest.mark.parametrize("text", ["only from the gutter", "just near the window", "only behind the wardrobe"])
def test_where_it_is_alone_it_is(text):
    assert polarity(text).yes > polarity(text).no
