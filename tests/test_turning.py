"""Turning to somebody or something else: what was told of the one before is no fact about the next."""

from __future__ import annotations

import pytest
from edgewise.agent.dialogue import new_dialogue
from edgewise.agent.facts import speaks_about
from edgewise.agent.heard import Captured, Heard, Utterance
from edgewise.agent.hearing import absorb
from edgewise.agent.listening import Listener
from edgewise.agent.mind import Mind, belief_of
from edgewise.agent.questions import PendingQuestion
from edgewise.agent.turning import Turn, turns_to
from edgewise.beliefs.loading import parse_domain
from edgewise.beliefs.model import compile_domain
from edgewise.beliefs.policy import Policy

WIFE, ME, NOBODY = ["how much may my wife take"], ["something for my headache"], ["the dose, please"]


@pytest.mark.parametrize(
    ("text", "history", "turn"),
    [
        ("and for me?", WIFE, Turn("person", alone=True)),
        ("ok thanks. and for my husband?", WIFE, Turn("person", alone=True)),
        ("what about my son, he is 8", ME, Turn("person", alone=True)),
        ("and for a 5 year old?", NOBODY, Turn("person", alone=True)),
        ("and my son has a fever, what helps him", ME, Turn("person", alone=False)),
        ("can my mum take it with her water tablets", ME, Turn("person", alone=False)),
        ("and the other shelf?", NOBODY, Turn("thing", alone=True)),
        ("now the second room, how big a radiator", NOBODY, Turn("thing", alone=False)),
    ],
)
def test_words_that_turn(text, history, turn):
    assert turns_to(text, history) == turn


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("and for me?", []),
        ("and for me?", ME),
        ("and for her?", WIFE),
        ("and my wife?", WIFE),
        ("and how often?", WIFE),
        ("what about ibuprofen?", WIFE),
        ("now my tooth hurts", ME),
        ("something else", NOBODY),
    ],
)
def test_words_that_do_not(text, history):
    assert turns_to(text, history) is None


def test_a_relative_named_in_a_reply_turns_nothing():
    assert turns_to("nothing, my wife has some ramipril", ME, answering=True) is None


def _mind() -> Mind:
    domain = """
name: doses
intents: {dose: [how much may I take], cold: [what helps against a cold]}
facets:
  age: {kind: number, unit: years, bins: {child: [0, 12], adult: [12, .inf]}, of: person}
  season: [summer, winter]
questions: {ask-age: {about: age}, ask-season: {about: season}}
"""
    return Mind(Policy(compile_domain(parse_domain(domain))))


def test_facts_of_a_person_are_left_behind_and_others_stay():
    mind = _mind()
    told = Heard(
        text="I'm 30 and it is summer",
        intents=(0.0, -5.0, -5.0),
        facts={"age": {"adult": 0.0, "child": -9.0}, "season": {"summer": 0.0, "winter": -9.0}},
        captured={"age": Captured(amount=30)},
    )
    state = {**absorb(mind, new_dialogue("s"), told), "asked": ["ask-age", "ask-season"]}
    spoken = Listener(mind.model).spoken(Utterance(text="and for my son?", history=("I'm 30 and it is summer",)))
    turned = absorb(mind, state, Listener(mind.model).heard(spoken, [-1.0, -1.0, -1.0], None))
    belief = belief_of(mind, turned)
    assert spoken.acts == {"another_person"}
    assert belief.facet(0) == pytest.approx([0.5, 0.5])
    assert belief.facet(1)[0] > 0.9
    assert (turned["asked"], turned["captured"]) == (["ask-season"], {})
    assert belief.intents == pytest.approx(belief_of(mind, state).intents)


@pytest.mark.parametrize(
    "text", ["my son is 5 and has a fever", "my daughter (4) is hot", "he is 8?", "our baby is 9 months"]
)
def test_the_age_of_a_relative_is_told(text):
    assert speaks_about(text, PendingQuestion("q", "How old is the patient?", "number", (), "years"))


@pytest.mark.parametrize("text", ["I am 5 months pregnant", "my son is 5 foot tall", "my sister has 3 kids"])
def test_other_numbers_beside_relatives_are_no_age(text):
    assert speaks_about(text, PendingQuestion("q", "How old is the patient?", "number", (), "years")) is None
