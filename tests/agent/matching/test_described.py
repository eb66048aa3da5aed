"""What describes an option that is named beside it."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.described import named_apart, undescribed
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.answering import answer_read

PLANETS = ("Mars", "Jupiter", "Saturn")
REST = Option("rest", "something else", ("Ceres", "Titan"))
BODY = PendingQuestion("body", "Which body?", "choice", (*(Option(name.lower(), name) for name in PLANETS), REST))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ceres, the one between Mars and Jupiter, as it says on the poster", "rest"),
        ("Titan (that big one beside Saturn)", "rest"),
        ("Mars, which is next to Jupiter", "mars"),
        ("he says the orange one where the probe went down, Titan, he's got it on his pyjamas", "rest"),
        ("the striped one, Jupiter, my gran had it in her telescope", "jupiter"),
    ],
)
def test_what_describes_a_name_names_no_other(text: str, read: str) -> None:
    """Bug: what stands "between Mars and Jupiter" was Mars by one half."""
    assert answer_read(text, BODY, None).best == read


@pytest.mark.parametrize(
    "text",
    [
        "Mars, or the one beside Jupiter",
        "Mars, the other one too",
        "Ceres Brown, the one who taught us",
        "Mars is the one between Ceres and me",
    ],
)
def test_what_says_more_stays(text: str) -> None:
    assert undescribed(text, BODY) == text


@pytest.mark.parametrize(
    "text",
    [
        "the orange one, Titan, or else the red one",  # more than one thing
        "the red one, Mars, and Saturn beside it",  # another name besides
        "my teacher, Anna, says so",  # no option
        "Mars",  # nothing apart
        "it's not the moon, Titan, is it",  # a denial
    ],
)
def test_only_a_name_that_stands_apart_and_alone_counts(text: str) -> None:
    assert named_apart(text, BODY) is None


def test_only_a_menu_has_names() -> None:
    asked = PendingQuestion("spots", "Has it spots?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    assert undescribed("Mars, the one next to Jupiter", asked) == "Mars, the one next to Jupiter"
    assert named_apart("the red one, Mars, I think", asked) is None
