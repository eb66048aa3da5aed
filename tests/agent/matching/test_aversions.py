"""What somebody cannot have, and whether that is what is asked for."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.as_told import as_told
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

OPTIONS = (Option("none", "none", ("not allergic",)), Option("nuts", "nuts"), Option("milk", "milk", ("dairy",)))
ALLERGIES = PendingQuestion("ask", "Has the guest any allergies?", "choice", OPTIONS, several=True)
DRINKS = PendingQuestion("ask", "Which would you like?", "choice", OPTIONS[1:])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I can't have nuts", "nuts"),
        ("she's badly allergic to dairy", "milk"),
        ("he must not eat nuts", "nuts"),
        ("I'm not allergic", "none"),
    ],
)
def test_what_one_cannot_have_is_what_is_asked_for(text: str, told: str) -> None:
    assert answer_read(text, ALLERGIES, None).best == told


def test_elsewhere_it_is_excluded() -> None:
    assert as_told("I can't have nuts", DRINKS) == "I can't have nuts"
    assert answer_read("I can't have nuts", DRINKS, None).best != "nuts"


@pytest.mark.parametrize("text", ["I'm not allergic to nuts", "never reacts to milk"])
def test_a_denied_aversion_stays_one(text: str) -> None:
    assert as_told(text, ALLERGIES) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [("dairy makes me ill", "milk"), ("he gets hives from nuts", "nuts"), ("nuts make my lips swell", "nuts")],
)
def test_what_makes_one_ill_is_not_had(text: str, told: str) -> None:
    assert answer_read(text, ALLERGIES, None).best == told
    assert as_told("it makes me sick", ALLERGIES) == "it makes me sick"
