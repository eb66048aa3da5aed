"""Placeholders: what a check lets through is what is filled, in every text that is shown."""

from __future__ import annotations

from typing import Any

import pytest
from edgewise.agent.deciding.wording import greeting_words
from edgewise.agent.reading.asking import facet_question, why_ask
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Captured, Heard
from edgewise.agent.state.mind import Mind
from edgewise.agent.turn import step
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.placeholders import fill, formatted, names_in, placeholders

WORDS: dict[str, Any] = {
    "name": "clinic",
    "welcome": "Hello, or ask {to}.",
    "intents": {"dose": {"examples": ["how much may I take"], "name": "a dose"}, "rest": ["may I rest"]},
    "facets": {
        "age": {"kind": "number", "unit": "years", "bins": {"child": [0, 18], "adult": [18, 120]}},
        "mood": {"values": ["calm", "restless"]},
    },
    "questions": {"ask-age": {"about": "age", "text": "How old? Say it to {to}.", "why": "{to} wants to know."}},
    "responses": {
        "give": {"for": "dose", "text": "{{{intent}}} at {age}, {mood}, says {to}."},
        "stay": {"for": "rest", "text": "Yes."},
    },
    "escalation": {"to": "the nurse"},
}


def clinic(**changes: Any) -> Domain:
    return Domain.model_validate(WORDS | changes)


def flaws(domain: Domain) -> list[str]:
    return [f"{flaw.path}: {flaw.message}" for flaw in check(domain) if "it is assumed" not in flaw.message]


def test_what_is_shown_is_filled_with_amounts_values_and_names() -> None:
    mind = Mind(Policy(compile_domain(clinic())))
    told = Heard(
        text="how much may I take, I'm 30 and calm",
        intents=(0.0, -9.0, -9.0),
        facts={"age": {"adult": 0.0, "child": -30.0}, "mood": {"calm": 0.0, "restless": -30.0}},
        captured={"age": Captured(amount=30, unit="years")},
    )
    turn = step(mind, new_dialogue("a"), Said(told))
    assert turn.decision.text.startswith("{a dose} at 30 years, calm, says the nurse.")


def test_a_question_its_reason_and_the_welcome_name_who_takes_over() -> None:
    domain = clinic()
    assert facet_question(domain, "ask-age").text == "How old? Say it to the nurse."
    assert why_ask(domain, "ask-age") == "the nurse wants to know."
    assert greeting_words(domain).text == "Hello, or ask the nurse."
    assert flaws(domain) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"welcome": "Hello {age}."}, "welcome: the placeholder {age} cannot be filled here"),
        (
            {"questions": {"ask-age": {"about": "age", "why": "{mood} matters."}}},
            "questions.ask-age.why: the placeholder {mood} cannot be filled here",
        ),
        (
            {"responses": {"give": {"for": "dose", "text": "At {age:.1f}."}}},
            "responses.give.text: the placeholder {age:.1f} asks for a format, and none is carried out",
        ),
        (
            {"responses": {"give": {"for": "dose", "text": "At {aeg}."}}},
            "responses.give.text: the placeholder {aeg} names no facet",
        ),
        ({"responses": {"give": {"for": "dose", "text": "At {age."}}}, "responses.give.text: the braces do not match"),
    ],
)
def test_what_could_not_be_filled_is_refused_where_it_stands(changes: dict[str, Any], told: str) -> None:
    assert told in flaws(clinic(**changes))


def test_text_is_read_as_python_reads_it() -> None:
    assert placeholders("{{no}} {age} and {weight:.1f}") == ("age", "weight")
    assert formatted("{age} {weight:.1f} {who!r}") == ("{weight:.1f}", "{who!r}")
    assert fill("{{x}} {y}", str.upper) == "{x} Y"


def test_text_that_no_check_has_seen_is_said_as_it_stands() -> None:
    assert (fill("half {a brace", str.upper), names_in("half {a brace")) == ("half {a brace", frozenset())
