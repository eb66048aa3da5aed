"""Yes and no that the question turns."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.leaning import leaning
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.plain_words import plain_text
from edgewise.agent.words.polarity import polarity

YES_NO = (Option("yes", "yes"), Option("no", "no"))
TOLD = PendingQuestion("told", "Have you told the neighbours?", "yesno", YES_NO)
HAD = PendingQuestion("had", "Have you had the flu?", "yesno", YES_NO)
LEAK = PendingQuestion("leak", "Is there a leak or a damp patch?", "yesno", YES_NO)


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


def test_where_it_is_after_where_it_is_not_is_a_yes():
    noise = "Is there a noise?"
    assert leaning(plain_text("not in the house, but on the stairs"), noise).yes > 0
    assert leaning(plain_text("not inside but outside, yes"), noise).yes > 0
    hall = "Is the noise in the hall?"
    assert leaning(plain_text("not in the hall but in the attic"), hall) == polarity("not in the hall but in the attic")
