"""A reply that names one option in words of the domain's own."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.named import named_option
from edgewise.agent.questions import Option, PendingQuestion

MEDICINES = PendingQuestion(
    "ask",
    "Do they take anything else?",
    "choice",
    (
        Option("nothing", "nothing else"),
        Option("thinner", "blood thinner", ("warfarin", "apixaban")),
        Option("pressure", "blood pressure", ("ramipril",)),
    ),
)
ALARM = PendingQuestion(
    "alarm",
    "Is there a stiff neck, or blood?",
    "yesno",
    (Option("yes", "yes", ("neck is stiff", "there is blood")), Option("no", "no", ("none of these", "not stiff"))),
)


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("she's on warfarin", MEDICINES, "thinner"),
        ("Apixaban, for her heart.", MEDICINES, "thinner"),
        ("ramipril every morning", MEDICINES, "pressure"),
        ("her neck is stiff, none of the others", ALARM, "yes"),
        ("there is blood", ALARM, "yes"),
        ("none of these, thanks", ALARM, "no"),
    ],
)
def test_one_option_in_its_own_words(text, question, option):
    found = named_option(text, question)
    assert found is not None
    assert found.best == option
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("warfarin and ramipril", MEDICINES),
        ("not warfarin", MEDICINES),
        ("is it warfarin?", MEDICINES),
        ("I don't know, warfarin maybe", MEDICINES),
        ("a heart pill", MEDICINES),
        ("I never said there is blood", ALARM),
        ("a headache", ALARM),
        ("34", PendingQuestion("age", "How old?", "number", (), "years")),
    ],
)
def test_what_is_not_as_plain_as_that_is_left_to_the_reader(text, question):
    assert named_option(text, question) is None
