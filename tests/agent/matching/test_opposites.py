"""Options that are each other's denial, said in other words than their names."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.opposites import affirmed
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read


def asked(*names):
    return PendingQuestion("swim", "Can you swim?", "choice", tuple(Option(name, name) for name in names))


SWIM = asked("can-swim", "cannot-swim")


@pytest.mark.parametrize("text", ["I swim well", "I'm a good swimmer", "yes, I swim every day", "we swim"])
def test_who_does_it_picks_what_the_other_denies(text):
    assert answer_read(text, SWIM, None).best == "can-swim"


@pytest.mark.parametrize(
    "text",
    [
        "I swim badly",
        "my son swims",
        "I don't swim",
        "can I swim there?",
        "I swim like a stone",
        "I want to swim",
        "well",
    ],
)
def test_who_says_more_or_less_is_left_to_others(text):
    assert affirmed(text, SWIM) is None


def test_only_a_pair_of_opposites_is_read_so():
    assert affirmed("I swim well", asked("can swim", "cannot float")) is None
    assert affirmed("I swim well", asked("swim", "cannot swim", "float")) is None
