"""Yes and no that come with a condition."""

from __future__ import annotations

import pytest
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.plain_words import plain_text
from edgewise.agent.words.polarity import leaning, polarity
from edgewise.agent.words.questions import Option, PendingQuestion

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


def test_just_in_case_is_no_yes_by_that():
    assert polarity("just in case").yes == 0


TOLD = PendingQuestion("told", "Have you told the neighbours?", "yesno", HURTS.options)
HAD = PendingQuestion("had", "Have you had the flu?", "yesno", HURTS.options)
LEAK = PendingQuestion("leak", "Is there a leak or a damp patch?", "yesno", HURTS.options)


@pytest.mark.parametrize("text", ["will do", "I'm about to", "I will tomorrow", "not yet, going to do it now", "on it"])
def test_who_is_going_to_has_not_yet(text):
    assert leaning(plain_text(text), TOLD.text).no > leaning(plain_text(text), TOLD.text).yes
    assert read_reply(text, TOLD).best == "no"


def test_who_will_is_no_answer_to_what_is():
    assert leaning(plain_text("will do"), LEAK.text) == polarity("will do")


def test_a_deed_may_be_somebody_elses_an_illness_may_not():
    assert read_reply("my husband did", TOLD).best == "yes"
    assert read_reply("my husband did", HAD).best == "no"


@pytest.mark.parametrize("text", ["only a damp patch", "just a leak", "only the patch"])
def test_only_one_of_what_is_asked_for_is_a_yes(text):
    assert read_reply(text, LEAK).best == "yes"


@pytest.mark.parametrize("text", ["only from the gutter", "just near the window", "only behind the wardrobe"])
def test_where_it_is_alone_it_is(text):
    assert polarity(text).yes > polarity(text).no


def test_where_it_is_after_where_it_is_not_is_a_yes():
    noise = "Is there a noise?"
    assert leaning(plain_text("not in the house, but on the stairs"), noise).yes > 0
    assert leaning(plain_text("not inside but outside, yes"), noise).yes > 0
    hall = "Is the noise in the hall?"
    assert leaning(plain_text("not in the hall but in the attic"), hall) == polarity("not in the hall but in the attic")
