"""Simulated users: what they say is what they mean, seeded, in every style; held-out examples stay out."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.reading.asking import facet_question, pending_question
from edgewise.agent.replies.weighing import read_reply
from edgewise.beliefs.belief.answers import contrast
from edgewise.dialogs.simulation.hidden import VAGUE, Answers, draw
from edgewise.dialogs.simulation.personas import STYLES, Cast, Persona
from edgewise.dialogs.simulation.phrases import OUTSIDE, VAGUE_WORDS, Phrased, begun, names_another, phrase, styled
from edgewise.dialogs.simulation.users import User, held_out
from simulated import clinic, clinic_mind

MODEL = clinic_mind().model
AGE, ALARM = facet_question(MODEL.domain, "ask-age"), facet_question(MODEL.domain, "ask-alarm")
MENU = pending_question(MODEL, contrast(MODEL, ["dose", "hours", "refill"]))
CHOICE = PendingQuestion(
    "q", "Which?", "choice", (Option("a", "the red one", ("crimson",)), Option("b", "the blue one", ("navy",)))
)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("style", [(), *((one,) for one in STYLES)])
@pytest.mark.parametrize("question", [AGE, ALARM, MENU, CHOICE], ids=lambda q: q.id)
def test_in_every_style_the_words_mean_the_outcome(question, style):
    """The check that tells a simulator's mistake finds none in the grammar's own phrases."""
    for option in question.options:
        for seed in range(40):
            said = phrase(question, option.id, style, rng(seed))
            assert said.meant == option.id
            assert not names_another(question, said), said


def test_the_check_finds_words_that_name_another_option():
    assert names_another(CHOICE, Phrased("the blue one", "a"))
    assert names_another(CHOICE, Phrased("I'd say navy", "a"))
    assert not names_another(CHOICE, Phrased("the blue one. No wait, I meant the red one", "a", retracted="b"))
    assert not names_another(CHOICE, Phrased("I don't know", "unsure"))


@pytest.mark.parametrize("question", [AGE, ALARM, CHOICE], ids=lambda q: q.id)
@pytest.mark.parametrize("style", [(), ("terse",), ("chatty",), ("off-menu",)])
def test_the_reply_reader_understands_most_of_them(question, style):
    """Two independent pieces of code: the grammar that says it, the reader that reads it."""
    outcomes = [option.id for option in question.options] + ["unsure", "withheld"]
    read = [
        read_reply(phrase(question, outcome, style, rng(seed)).text, question).best == outcome
        for outcome in outcomes
        for seed in range(12)
    ]
    assert np.mean(read) > 0.85


def test_numbers_lie_inside_their_bin():
    for seed in range(200):
        adult = phrase(AGE, "adult", ("terse",), rng(seed)).text
        child = phrase(AGE, "child", ("terse",), rng(seed)).text
        assert 12 <= float(adult) < 120
        assert 0 <= float(child) < 12


def test_styles_show():
    long = "my prescription medicine"
    assert any(styled(long, ("misspelt",), rng(seed)) != long for seed in range(5))
    assert sorted(styled(long, ("misspelt",), rng(1))) == sorted(long)
    assert len(styled("yes", ("chatty",), rng())) > 20
    assert begun(long, (), rng()) == long
    assert all(begun(long, ("indirect",), rng(seed)).endswith(long) for seed in range(5))
    assert len({phrase(CHOICE, "a", ("indirect",), rng(seed)).text for seed in range(20)}) == 4
    assert any("rules" in styled("yes", ("jailbreaking",), rng(seed)) for seed in range(20))


def test_held_out_examples_are_never_the_readers():
    parts = held_out(clinic().domain, 0.3, 7)
    for key, intent in clinic().domain.intents.items():
        kept, said = set(parts.domain.intents[key].examples), set(parts.phrases[key])
        assert kept
        assert said
        assert not kept & said
        assert kept | said == set(intent.examples)
    assert held_out(clinic().domain, 0.3, 7).phrases == parts.phrases


def user(row: int, **persona: object) -> User:
    cast = Cast(personas={"one": Persona.model_validate(persona)})
    hidden = draw(MODEL, cast, 0, 0, 50)
    return User(clinic_mind(), cast, hidden, row, Answers(MODEL, cast), held_out(clinic().domain, 0.3, 0).phrases)


def test_a_user_is_the_same_every_time_and_says_what_it_wants():
    for row in range(20):
        first, again = user(row).opens(), user(row).opens()
        assert first == again
        one = user(row)
        if one.hidden.opening[row] == VAGUE:
            assert first.text in VAGUE_WORDS
        elif one.intent != "other":
            assert first.text in one.phrases[one.intent]
            assert first.means.intent == (one.intent,)
        else:
            assert first.text in OUTSIDE


def test_openings_of_a_persona_come_first():
    one = user(0, intent="dose", clarity=1, opening={"dose": ["my own words"]})
    assert one.opens().text == "my own words"


def test_volunteered_facts_are_true():
    for row in range(20):
        one = user(row, intent="dose", clarity=1, style="volunteers")
        facts = one.opens().means.facts
        assert all(one.facts()[facet] == value for facet, value in facts.items())


def test_truth_is_known():
    one = user(3, intent="dose", facets={"age": "child"})
    assert one.truly("ask-age", "child")
    assert not one.truly("ask-age", "adult")
    assert not one.truly("ask-age", "unsure")
    assert one.truly("which:hours|dose", "dose")
    assert one.truly("which:hours|refill", "none")
    assert not one.truly("which:hours|dose", "hours")
