"""What an amount comes to where it was told in the user's own unit."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.own_units import CURRENCIES, came_to
from edgewise.agent.matching.questions import Option, PendingQuestion

SPAN = PendingQuestion("span", "How far apart are the supports?", "number", (), "m")
AGE = PendingQuestion("age", "How old are they?", "number", (), "years")
SIZE = PendingQuestion(
    "size", "Small or large?", "choice", (Option("s", "small", ("26 cm",)), Option("l", "large", ("32 cm",)))
)


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("12 feet", SPAN, ["12 feet is 3.66 m."]),
        ("it spans 2 km", SPAN, ["2 km is 2,000 m."]),
        ("4 m, no wait, 10 feet", SPAN, ["10 feet is 3.05 m."]),
        ("3.5 m", SPAN, []),
        ("between 2 and 3 feet", SPAN, []),
        ("8 months", AGE, []),
        ("the 10 inch one please", SIZE, ["10 inch: small."]),
        ("the large one", SIZE, []),
        ("40 cm", SIZE, []),
    ],
)
def test_what_it_comes_to(text, question, said):
    assert came_to(text, [question]) == said


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("my limit is 500 euro and he wants 480 POUNDS", True),
        ("500 euros, no, 600 euros", False),
        ("pounds or euros?", False),
    ],
)
def test_two_currencies_are_not_changed(text, mixed):
    assert came_to(text, []) == ([CURRENCIES] if mixed else [])
