"""Questions that nobody worded: plain, and in grammar."""

from __future__ import annotations

import pytest
from edgewise.agent.deciding.wording import response_words
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.state.heard import Captured
from edgewise.beliefs.language.domain import Domain


@pytest.mark.parametrize(
    ("facet", "asked"),
    [
        ({"name": "the caller's profession", "values": ["lay", "doctor"]}, "What is the caller's profession?"),
        ({"name": "colour", "values": ["red", "blue"]}, "Which colour?"),
        ({"name": "how bad it is", "values": ["mild", "severe"]}, "Can you tell me how bad it is?"),
        ({"name": "insured", "kind": "yesno"}, "Does this apply: insured?"),
        ({"name": "the room", "unit": "m**3", "bins": {"low": [0, 50], "high": [50, 90]}}, "What is the room (in m³)?"),
    ],
)
def test_a_question_without_words_of_its_own(facet: dict[str, object], asked: str) -> None:
    assert facet_question(domain_with(facet), "ask-it").text == asked


def test_a_unit_is_printed_as_people_write_it() -> None:
    domain = domain_with({"unit": "m**3", "bins": {"low": [0, 50], "high": [50, 90]}})
    told = {"it": Captured(amount=60, unit="m**3")}
    assert response_words(domain, "heat", told, {}) == "A heater for 60 m³."


def domain_with(facet: dict[str, object]) -> Domain:
    return Domain.model_validate(
        {
            "name": "d",
            "intents": {"size": {"examples": ["size a heater"]}},
            "facets": {"it": facet},
            "questions": {"ask-it": {"about": "it"}},
            "responses": {"heat": {"for": "size", "text": "A heater for {it}."}},
        }
    )
