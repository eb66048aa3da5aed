"""How many of what: times beside people, parts of what was counted, stays from one day to another."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.reading.listening import Listener
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.state.heard import Told, Utterance
from edgewise.agent.words.speech_acts import speech_acts
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import parse_domain

GUESTS = PendingQuestion(
    "guests",
    "How many people will come?",
    "number",
    (Option("few", "few", low=1, high=5.5), Option("many", "many", low=5.5, high=50)),
)
NIGHTS = PendingQuestion(
    "nights",
    "For how many nights?",
    "number",
    (Option("short", "short", low=1, high=7), Option("long", "long", low=7, high=90)),
    "nights",
)


def amount(text: str, question: PendingQuestion) -> float | None:
    found = read_reply(text, question).captured.get(question.id)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("3 people, 2 weeks", 3.0),
        ("six of us, four adults and two kids", 6.0),
        ("five people, three of them children", 5.0),
        ("we are 3, soon 4", 3.0),
        ("two adults and a child", 3.0),
        ("me and my sister", 2.0),
        ("four nights", None),
    ],
)
def test_people_are_counted_once_and_nights_not_among_them(text: str, people: float | None) -> None:
    assert amount(text, GUESTS) == people


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("from tuesday to friday", 3.0),
        ("Friday till Monday", 3.0),
        ("2nd to 5th of August", 3.0),
        ("just the weekend", 2.0),
        ("four nights", 4.0),
    ],
)
def test_a_stay_has_as_many_nights_as_there_are_between_its_days(text: str, nights: float) -> None:
    assert amount(text, NIGHTS) == nights


@pytest.mark.parametrize(
    ("text", "wants"),
    [("book it for 3 persons", False), ("for one person please", False), ("I want to talk to a person", True)],
)
def test_so_many_persons_are_none_to_talk_to(text: str, wants: bool) -> None:
    assert ("human" in speech_acts(text)) is wants


ROPE = """
name: ropes
intents: {strength: [how much does the rope hold, is the rope strong enough], hours: [when are you open]}
facets:
  length: {unit: m, bins: {short: [0, 10], long: [10, 100]}}
  load: {unit: kg, bins: {light: [0, 50], heavy: [50, 500]}}
questions:
  ask-length: {about: length, text: "How long is the rope, in metres?"}
  ask-load: {about: load, text: "What will it hold, in kilograms?"}
"""


@pytest.mark.parametrize(
    ("text", "told"), [("20 m", {"ask-length"}), ("no, 80 kg", {"ask-load"}), ("20 litres", set()), ("why 20 m", set())]
)
def test_an_amount_alone_after_an_answer_puts_right_the_one_of_its_kind(text: str, told: set[str]) -> None:
    listener = Listener(compile_domain(parse_domain(ROPE)))
    before = (Told(facet="length", value="short", amount=5.0), Told(facet="load", value="light", amount=20.0))
    spoken = listener.spoken(Utterance(text=text, history=("how much does it hold",), served=True, told=before))
    assert set(listener.late.told(spoken, None)) == told


RIDER = """
name: frames
intents: {frame: [which frame fits me]}
facets:
  height: {unit: cm, bins: {short: [80, 165], tall: [165, 230]}, of: person}
  weight: {unit: kg, bins: {light: [0, 70], heavy: [70, 200]}, of: person}
  needed: {unit: days, bins: {soon: [0, 7], later: [7, 365]}}
questions:
  ask-height: {about: height, text: How tall is whoever will ride it?}
  ask-weight: {about: weight, text: How heavy are they?}
  ask-needed: {about: needed, text: When do you need it?}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("and my son, he is 1 m 40", {"ask-height": "short"}),
        ("and for my husband, 1.85 m", {"ask-height": "tall"}),
        ("what about my daughter, 35 kilos", {"ask-weight": "light"}),
        ("and for my daughter? she is 10 months old", {}),
        ("and for my daughter?", {}),
        ("and for my daughter? she is 12", {}),
    ],
)
def test_an_amount_of_somebody_who_is_turned_to_is_the_one_of_its_kind(text: str, told: dict[str, str]) -> None:
    listener = Listener(compile_domain(parse_domain(RIDER)))
    before = (
        Told(facet="height", value="tall", amount=183.0),
        Told(facet="weight", value="heavy", amount=80.0),
        Told(facet="needed", value="soon", amount=2.0),
    )
    spoken = listener.spoken(Utterance(text=text, history=("I am six foot and 80 kg",), served=True, told=before))
    assert {name: found.best for name, found in listener.late.told(spoken, None).items()} == told
