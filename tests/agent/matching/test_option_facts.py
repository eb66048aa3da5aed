"""What a text names of the options of a question that nobody asked."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.option_facts import named_at_once
from edgewise.agent.matching.questions import Option, PendingQuestion

PLACE = PendingQuestion(
    "place",
    "Will it stand in a dry room, or where it gets wet?",
    "choice",
    (
        Option("dry", "in a dry room", ("dry", "living room")),
        Option("wet", "where it gets wet", ("over the bath", "bathroom", "the laundry")),
    ),
)
DRINKS = PendingQuestion(
    "drinks", "Tea or milk?", "choice", (Option("tea", "tea"), Option("milk", "milk")), several=True
)
RAIN = PendingQuestion("rain", "Does it rain?", "yesno", (Option("yes", "yes", ("it rains",)), Option("no", "no")))


@pytest.mark.parametrize(
    "text",
    [
        "on the wall over the bath please. The room is dry",
        "for our bathroom, and it is dry in there",
        "the living room is next to the laundry",
        "dry, but it is a bathroom",
    ],
)
def test_two_options_of_which_one_alone_can_hold_are_both_spoken_of(text):
    assert set(named_at_once(text, PLACE)) == {"dry", "wet"}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("for our bathroom", PLACE),
        ("it is dry there, no bathroom", PLACE),
        ("what does it cost", PLACE),
        ("tea and milk please", DRINKS),
        ("it rains, yes and no", RAIN),
    ],
)
def test_one_option_one_denied_or_several_that_may_hold_are_no_conflict(text, question):
    assert named_at_once(text, question) == ()
