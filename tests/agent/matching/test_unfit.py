"""Amounts of something else than was asked for: said so, and asked once more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edgewise.agent.amounts.quantities import unfit_amount
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.unfit import misses
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.memory.passed_over import MISSED
from edgewise.agent.reading.listening import Listener
from edgewise.agent.reading.recorded import Recorder
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Utterance
from edgewise.agent.state.mind import Mind
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.loading import parse_domain

ROOM = PendingQuestion("ask", "How large is it, in cubic metres?", "number", (), "m**3")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20 square metres", "That is an area, not a volume."),
        ("it's about 20 m2", "That is an area, not a volume."),
        ("3.5 m by 4 m", "That is an area, not a volume."),
        ("2.5 m high", "That is a length, not a volume."),
        ("12 kg", "That is a weight, not a volume."),
        ("60 kg per metre", "That is not a volume."),
    ],
)
def test_it_says_what_the_amount_is(text, words):
    assert misses(text, ROOM) == words


LOAD = PendingQuestion(
    "ask", "How heavy is it?", "number", (Option("a", "a", low=20, high=60), Option("b", "b", low=60, high=200)), "kg"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("400 kg", "I can only go by 20 to 200 kg here."),
        ("about 5", "I can only go by 20 to 200 kg here."),
        ("12 metres", "That is a length, not a weight."),
        ("82 kg", None),
        ("200", None),
        ("over 150 kg", None),
        ("not 82 kg", None),
    ],
)
def test_it_says_what_is_possible_where_an_amount_fits_nothing(text, words):
    assert misses(text, LOAD) == words


DAMAGE = PendingQuestion(
    "ask",
    "Is anything else wrong - a crack, a bent fork?",
    "choice",
    (Option("nothing", "nothing else"), Option("bent", "bent"), Option("crack", "crack", ("a hairline",))),
)


@pytest.mark.parametrize(
    ("text", "open_"),
    [("yes", True), ("yes there is", True), ("I'm afraid so", True), ("yes, a crack", False), ("no", False)],
)
def test_a_bare_yes_names_none_of_several_things(text, open_):
    assert (misses(text, DAMAGE) is not None) is open_


def test_a_yes_is_an_answer_where_there_is_one_thing_to_say_yes_to_or_an_option_is_one():
    one = replace(DAMAGE, options=DAMAGE.options[:2])
    other = replace(DAMAGE, options=(*DAMAGE.options, Option("often", "yes, often")))
    assert misses("yes", one) is None and misses("yes", other) is None
    meant = replace(DAMAGE, options=(*DAMAGE.options[:2], replace(DAMAGE.options[2], replies=("yes",))))
    assert misses("yes", meant) is None


@pytest.mark.parametrize(
    "text",
    ["60", "60 m3", "60000 litres", "4 by 5 by 3 metres", "no idea", "how many psi is one bar?", "a big one",
     "the architect who drew it in 1990 only ever wrote down that it has 20 square metres"],
)  # fmt: skip
def test_what_fits_or_may_be_something_else_is_left_alone(text):
    assert misses(text, ROOM) is None


def test_only_numbers_with_a_unit_can_be_missed():
    assert misses("20 square metres", None) is None
    assert misses("20 square metres", PendingQuestion("ask", "How many people?", "number", (), "people")) is None
    assert unfit_amount("20 square metres", None) is None


def _mind() -> Mind:
    domain = """
name: rooms
intents: {heat: [how do I heat it], light: [how do I light it]}
facets: {size: {kind: number, unit: m**3, bins: {small: [0, 40], large: [40, .inf]}}}
questions: {ask-size: {about: size, text: How large is it?}}
"""
    return Mind(Policy(compile_domain(parse_domain(domain))))


def test_the_question_is_put_once_more_and_the_wish_stands():
    mind = _mind()
    state = {**new_dialogue("s"), "pending": "ask-size", "asked": ["ask-size"]}
    listener = Listener(mind.model)
    spoken = listener.spoken(Utterance(text="20 square metres", pending=listener.questions["ask-size"]))
    heard = Recorder(listener).heard(spoken, [-1.0] * len(mind.model.intents), None)
    assert (heard.acts, heard.intents, heard.reply) == (("unfit",), None, {})
    after = absorb(mind, state, heard)
    assert after["asked"] == [MISSED + "ask-size"]
    assert after["notices"] == ["That is an area, not a volume."]
    again = absorb(mind, {**after, "pending": "ask-size", "asked": [*after["asked"], "ask-size"]}, heard)
    assert "ask-size" in again["asked"]  # the second time it is over
