"""Options that go by an amount, and replies with one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.agent.matching.option_amounts import amount_fit
from edgewise.agent.matching.options import match_options
from edgewise.agent.matching.picked import picked_option
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.words.plain_words import plain_text

SIZES = (Option("small", "small", ("26 cm",)), Option("large", "large", ("32 cm",)), Option("another", "another size"))
ASKED = PendingQuestion(id="size", text="Small or large?", kind="choice", options=SIZES)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("260 millimetres", [True, False, False]),
        ("0.32 m", [False, True, False]),
        ("the one that's 3.2 decimetres across", [False, True, False]),
        ("a whole metre across", [False, False, False]),
        ("the small one", None),
        ("bigger than 26 cm", None),
        ("26", None),
        ("3 kg", None),
        ("16 cm from the middle out, so 32 across", [False, True, False]),
        ("13 cm each half, that makes 26", [True, False, False]),
        ("26 cm. no sorry, 32", [False, True, False]),
        ("two pieces of 10 cm, so twenty", [False, False, False]),
        ("26 cm, so one", None),
        ("26 cm, it is for 2", [True, False, False]),
        ("there are 26 of us, so 32", None),
    ],
)
def test_an_amount_is_an_option_in_any_unit(text, fits):
    found = amount_fit(plain_text(text), SIZES)
    assert found is None if fits is None else np.array_equal(found, fits)


def test_an_amount_that_is_nobodys_is_what_is_not_listed():
    assert [picked_option(text, ASKED).best for text in ("260 mm", "a metre across", "the large")] == [
        "small",
        "another",
        "large",
    ]
    assert picked_option("a metre across", replace(ASKED, options=SIZES[:2])) is None
    assert picked_option("I would like the one that is 26 cm wide", ASKED) is None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the thirty-two one", "large"),
        ("twenty six please", "small"),
        ("large, there are twenty-six of us", "large"),  # what is named goes before a figure
        ("the thirty-two one, or the twenty-six one", None),
        ("forty-five", None),
        ("Twenty six, please!", "small"),
        ("my train is in at twenty-six minutes past six", None),
        ("there will be thirty-two of us", None),
    ],
)
def test_a_figure_in_words_is_the_option_that_has_it(text, option):
    named = match_options(text, SIZES).named
    assert [o.id for o, share in zip(SIZES, named, strict=True) if share > 0.8] == ([option] if option else [])
