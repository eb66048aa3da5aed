"""Questions that nobody worded: plain, and in grammar."""

from __future__ import annotations

import pytest
import yaml
from edgewise.agent.deciding.wording import response_words
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.replies.answering import answer_read
from edgewise.agent.state.heard import Captured
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import parse_domain


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


def test_what_the_question_calls_an_answer_names_it_too() -> None:
    clay = {"values": {"red": "terracotta", "porcelain": "white clay", "grey": "grey clay"}}
    text = "Which clay is it - red, grey or porcelain?"
    intents = {"fire": ["can you fire it"], "buy": ["I want some clay"]}
    written = {
        "name": "kiln",
        "intents": intents,
        "facets": {"clay": clay},
        "questions": {"ask": {"about": "clay", "text": text}},
    }
    domain = parse_domain(yaml.safe_dump(written))
    options = {option.id: option.synonyms for option in facet_question(domain, "ask").options}
    assert options == {"red": (), "porcelain": ("porcelain",), "grey": ()}
    asked = facet_question(domain, "ask")
    assert answer_read("porcelain", asked, None).best == "porcelain"
    assert answer_read("not porcelain", asked, None).log_likelihood["porcelain"] < -3


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
