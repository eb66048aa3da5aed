"""Turning to somebody or something else: what was told of the one before is no fact about the next."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.facts import speaks_about
from edgewise.agent.matching.questions import PendingQuestion
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.reading.listening import Listener
from edgewise.agent.reading.recorded import Recorder
from edgewise.agent.session import Agent
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Captured, Heard, Utterance
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.agent.words.going_on import SAME_AGAIN
from edgewise.agent.words.turning import Turn, turns_to
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.loading import parse_domain

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
        ("and I have a cold myself", WIFE, Turn("person", alone=False)),
        ("can she take the same?", ME, Turn("person", alone=False)),
        ("and something for her, please", ME, Turn("person", alone=False)),
        ("great, and now one with salt", NOBODY, Turn("thing", alone=False)),
        ("and for the cellar?", ["a heater for my study"], Turn("thing", alone=False)),
        ("Next one, another experiment for them: a metal powder", NOBODY, Turn("thing", alone=False)),
        ("ok forget about that. Something different: how do I do the lava lamp", NOBODY, Turn("thing", alone=False)),
        ("thanks! a new shelf now: two metres of oak", NOBODY, Turn("thing", alone=False)),
        ("and for a kitten?", ["worm tablets for my cat", "four kilos"], Turn("person", alone=True)),
        ("and the puppy?", ["my dog needs worming"], Turn("person", alone=True)),
        ("my dog ate a sausage", ["our cat chewed on a lily"], Turn("person", alone=False)),
        ("what do I need in the loft", ["a heater for my study, 40 m3"], Turn("thing", alone=False)),
    ],
)
def test_words_that_turn(text, history, turn):
    assert turns_to(text, history) == turn


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("and for me?", []),
        ("and for my dog?", ["my dog needs worming", "25 kg"]),
        ("how often does the dog need it", ["my dog needs worming"]),
        ("my dog is asleep now", ["what do I do with a burn"]),
        ("and for me?", ["my head hurts, I could not walk the dog"]),
        ("and for me?", ME),
        ("and for her?", WIFE),
        ("and my wife?", WIFE),
        ("how much can she take", WIFE),
        ("and I have a cold too", ME),
        ("is that enough for her?", WIFE),
        ("and how often?", WIFE),
        ("what about ibuprofen?", WIFE),
        ("now my tooth hurts", ME),
        ("something else", NOBODY),
        ("another question: when are you open", NOBODY),
        ("next time, tell me more", NOBODY),
        ("something else: how heavy may it be", NOBODY),
        ("and for the cellar?", NOBODY),
        ("is that enough for the cellar?", ["a heater for my study"]),
        ("and for my study in winter?", ["a heater for my study"]),
        ("what do I need for the moment", ["a heater for my study"]),
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
    turned = absorb(mind, state, Recorder(Listener(mind.model)).heard(spoken, [-1.0, -1.0, -1.0], None))
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


BEAMS = """
name: beams
intents: {sag: [how far does the shelf sag], heat: [how big a radiator for the hall]}
facets:
  load: {values: {light: {}, heavy: {}}, of: thing}
questions: {ask-load: {about: load, only_if: {intent: sag}}}
"""


def _served(text: str, wanted: list[float]) -> Heard:
    listener = Listener(compile_domain(parse_domain(BEAMS)))
    told = Utterance(text=text, history=("how far does the shelf sag",), served=True)
    return Recorder(listener).heard(listener.spoken(told), wanted, None)


def test_a_clear_wish_about_something_new_leaves_the_thing_before():
    assert "another_thing" in _served("a radiator for the hall", [-9.0, -0.1, -9.0]).acts
    assert "another_thing" not in _served("how far does the shelf sag with snow", [-0.1, -9.0, -9.0]).acts
    assert "another_thing" not in _served("a radiator for the hall", [-1.0, -1.0, -9.0]).acts


def test_the_same_again_wants_what_was_wanted():
    heard = _served("the same again please", [-1.0, -1.0, -1.0])
    assert (heard.acts, heard.intents) == ((SAME_AGAIN,), None)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("it's not my daughter, it's my niece", True),
        ("sorry, not for me but for my wife", True),
        ("not my daughter's fault", False),
        ("it's not my daughter who gives it", False),
    ],
)
def test_who_means_somebody_else_turns_even_in_a_reply(text, turns):
    assert (turns_to(text, ["my daughter has a fever"], answering=True) is not None) is turns


@pytest.mark.parametrize(("text", "again"), [("a light load", True), ("it is hot", False)])
def test_a_fact_that_was_asked_for_wants_what_was_wanted(text, again):
    mind = Mind(Policy(compile_domain(parse_domain(BEAMS))))
    leaning = {
        "key": "carried",
        "source": "system",
        "turn": 1,
        "statement": {"kind": "said", "intents": [0.5, -0.3, -0.3]},
    }
    state = {**new_dialogue("s"), "ledger": [leaning]}
    facts = {"load": {"light": 0.0, "heavy": -9.0}} if again else {}
    after = absorb(mind, state, Heard(text=text, intents=(-1.0, -1.0, -1.0), facts=facts))
    assert bool(belief_of(mind, after).intents[0] > belief_of(mind, state).intents[0]) is again


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("and my mum, she is 80, the sauna?", False),
        ("what about my mum, the pool please", False),
        ("and my mum, the same?", True),
        ("and my mum, she is 80", True),
    ],
)
def test_what_is_named_last_is_what_is_wanted_of_the_next_one(text, alone):
    turn = turns_to(text, ["can I use the sauna", "and I want to swim"])
    assert turn is not None and turn.alone is alone


BATHS = """
name: baths
intents: {sauna: [can I use the sauna, is the sauna hot], pool: [I want to swim, can I use the pool]}
facets: {age: {kind: number, bins: {child: [0, 14], adult: [14, 75], old: [75, .inf]}, unit: years, of: person}}
questions: {ask-age: {about: age, text: How old are you?}}
responses:
  hot: {for: sauna, text: Hot., values: {helpfulness: [{when: {intent: sauna, age: adult}, value: 1}, -1]}}
  warm: {for: sauna, text: Warm., values: {helpfulness: [{when: {intent: sauna, age: [child, old]}, value: 1}, -1]}}
  swim: {for: pool, text: Swim.}
"""


def test_what_is_told_of_the_next_one_answers_what_is_asked_of_them():
    agent = Agent.load(parse_domain(BATHS))
    for text, said in (("and my mum, she is 80, the sauna?", "Warm."), ("and my husband? he's 50", "Hot.")):
        session = agent.session(text)
        session.say("can I use the sauna")
        assert session.say("40").text == "Hot."
        assert session.say(text).text.endswith(said)
