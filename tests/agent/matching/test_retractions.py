"""What a message takes back of what was told some turns before."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.retractions import Held, retraction
from edgewise.agent.memory.hearing import absorb, utterance_in
from edgewise.agent.reading.listening import Listener
from edgewise.agent.reading.recorded import Recorder
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Captured, Heard, Told, Utterance
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.loading import parse_domain

AGE = Held(PendingQuestion("ask-age", "How old are they?", "number", (), "year", about="the age"), "adult", 52.0)
MEDICINES = Held(
    PendingQuestion(
        "ask-medicines",
        "Do they take anything else?",
        "choice",
        (
            Option("none", "nothing else", ("nothing",)),
            Option("thinner", "a blood thinner", ("heparin", "warfarin")),
            Option("heart", "heart tablets", ("digoxin",)),
        ),
        about="other medicines",
    ),
    "thinner",
)
PREGNANT = Held(
    PendingQuestion(
        "ask-pregnant",
        "Is she pregnant?",
        "yesno",
        (Option("yes", "yes", ("expecting",)), Option("no", "no")),
        about="a pregnancy",
    ),
    "yes",
)
WEIGHT = Held(
    PendingQuestion("ask-load", "How heavy is it?", "number", (), "kilogram", about="the load"), "light", 30.0
)
ALL = (AGE, MEDICINES, PREGNANT, WEIGHT)


@pytest.mark.parametrize(
    ("text", "question", "rest"),
    [
        ("scrap the heparin", "ask-medicines", ""),
        ("oh please ignore the heparin, that's my dad's", "ask-medicines", ""),
        ("hang on, forget what I told you about the medicines, I take digoxin", "ask-medicines", "I take digoxin"),
        ("I lied about my age, I'm 15", "ask-age", "I'm 15"),
        ("I wasn't quite honest about the medicines. it's digoxin", "ask-medicines", "it's digoxin"),
        ("what I said earlier about the pregnancy was wrong", "ask-pregnant", ""),
        ("the 52 was a typo, 25", "ask-age", "25"),
        ("my age was wrong", "ask-age", ""),
        ("I got the age wrong: she is 7", "ask-age", "she is 7"),
        ("I take back what I said about the load", "ask-load", ""),
        ("the heparin is my uncle's", "ask-medicines", ""),
    ],
)
def test_what_is_named_is_taken_back(text, question, rest):
    found = retraction(text, ALL)
    assert found is not None
    assert (found.questions, found.rest) == ((question,), rest)


@pytest.mark.parametrize(
    ("text", "question", "rest"),
    [
        ("it was 25 not 52", "ask-age", "it was 25"),
        ("not 52, 25", "ask-age", "25"),
        ("digoxin, not heparin", "ask-medicines", "digoxin"),
        ("not heparin but digoxin", "ask-medicines", "digoxin"),
        ("weeks, not years", "ask-age", "52 week"),
        ("stones I mean, not kilos", "ask-load", "30 stone"),
    ],
)
def test_one_thing_instead_of_another_is_told_to_its_question(text, question, rest):
    found = retraction(text, ALL)
    assert found is not None
    assert (found.questions, found.rest) == ((question,), rest)


@pytest.mark.parametrize(
    ("text", "question", "rest"),
    [
        ("it's my sister who is pregnant, I'm not", "ask-pregnant", ""),
        ("it's my sister who is pregnant, I'm not. the tablets are for me", "ask-pregnant", "no"),
        ("it's for my sister who is pregnant, I'm not", "ask-pregnant", "yes"),
        ("my husband takes the warfarin, not me", "ask-medicines", ""),
        ("that was my mother's heparin, I don't take anything", "ask-medicines", "I don't take anything"),
        ("it's for my mother, the heparin is my mother's, I don't take anything", "ask-medicines", ""),
    ],
)
def test_what_is_so_of_somebody_else_is_taken_back(text, question, rest):
    found = retraction(text, ALL)
    assert found is not None
    assert (found.questions, found.rest) == ((question,), rest)


@pytest.mark.parametrize(
    "text",
    [
        "forget it",
        "don't forget the heparin",
        "I forgot my heparin this morning",
        "can I skip the heparin today?",
        "I'm not 52",
        "the heparin is wrong for me",
        "I take digoxin, not aspirin",
        "I am 52 and not ill",
        "my mother is not pregnant",
        "ignore the noise",
        "I don't take heparin",
        "",
    ],
)
def test_other_words_take_nothing_back(text):
    assert retraction(text, ALL) is None


@pytest.mark.parametrize(
    ("text", "question", "rest"),
    [
        ("oh no that's my husband's", "ask-age", ""),
        ("that isn't mine, it's my dad's. I'm 40", "ask-age", "it's my dad's. I'm 40"),
        ("about the medicines: that was wrong", "ask-medicines", ""),
        ("14, I meant, for the age", "ask-age", "14, I meant, for the age"),
        ("sorry, the load should be 80 kg", "ask-load", "sorry, the load should be 80 kg"),
        ("the 30 was in pounds", "ask-load", "30 pound"),
        ("years? I meant 52 months, it's for my baby", "ask-age", "52 month"),
    ],
)
def test_what_was_told_last_or_is_named_beside_a_figure_is_put_right(text, question, rest):
    found = retraction(text, ALL)
    assert found is not None
    assert (found.questions, found.rest) == ((question,), rest)


def test_a_figure_puts_right_a_figure_where_none_is_asked_for():
    found = retraction("no, 14, sorry", (MEDICINES, AGE), pending=PREGNANT.question)
    assert found is not None
    assert (found.questions, found.rest) == (("ask-age",), "14")
    assert retraction("no, 14, sorry", (MEDICINES, AGE), pending=WEIGHT.question) is None
    assert retraction("14", (MEDICINES, AGE), pending=PREGNANT.question) is None


def test_the_other_one_is_the_other_of_two_or_is_asked_for_again():
    two = Held(PendingQuestion("ask-size", "Which?", "choice", (Option("s", "small"), Option("l", "large"))), "s")
    found = retraction("no, the other one", (two, AGE), pending=AGE.question)
    assert found is not None and (found.questions, found.rest) == (("ask-size",), "large")
    found = retraction("sorry, the other", (MEDICINES, two), pending=AGE.question)
    assert found is not None and (found.questions, found.rest) == (("ask-medicines",), "")
    assert retraction("the other one", (two,), pending=AGE.question) is None
    assert retraction("no, the other one", (two,)) is None


def test_a_short_answer_is_named_by_its_own_words():
    other = Held(MEDICINES.question, "none", said="ibuprofen")
    found = retraction("scrap the ibuprofen", (other,))
    assert found is not None
    assert found.questions == ("ask-medicines",)
    assert retraction("scrap the vitamins", (other,)) is None
    instead = retraction("not ibuprofen, naproxen", (other,))
    assert instead is not None and instead.rest == "naproxen"


def test_nothing_is_taken_back_where_nothing_was_told():
    assert retraction("forget the heparin", ()) is None
    assert retraction("it was 25 not 52", (MEDICINES,)) is None


def test_an_amount_that_was_told_twice_leaves_both_open():
    other = Held(PendingQuestion("ask-guests", "How many?", "number", (), about="the guests"), "many", 52.0)
    found = retraction("it was 25 not 52", (AGE, other))
    assert found is not None
    assert (found.questions, found.rest) == (("ask-age", "ask-guests"), "")


def test_what_was_only_spoken_of_gives_way_to_what_is_told_instead():
    said = ("an experiment with mercury",)
    found = retraction("forget the mercury, we only use water", (), said)
    assert found is not None
    assert (found.questions, found.rest) == ((), "we only use water")
    assert retraction("forget the lead, we only use water", (), said) is None


def _mind() -> Mind:
    domain = """
name: doses
intents: {dose: [how much may I take], cold: [what helps against a cold]}
facets:
  age: {kind: number, unit: years, bins: {child: [0, 12], adult: [12, .inf]}, name: the age}
  drug: {values: {none: {name: nothing else}, heparin: {}, digoxin: {}}, name: other medicines}
questions: {ask-age: {about: age}, ask-drug: {about: drug}}
"""
    return Mind(Policy(compile_domain(parse_domain(domain))))


def _told(mind: Mind):
    told = Heard(
        text="I'm 30 and on heparin",
        intents=(0.0, -5.0, -5.0),
        facts={"age": {"adult": 0.0, "child": -9.0}, "drug": {"heparin": 0.0, "digoxin": -9.0, "none": -9.0}},
        captured={"age": Captured(amount=30, unit="years")},
    )
    return {**absorb(mind, new_dialogue("s"), told), "asked": ["ask-age", "ask-drug"]}


def test_a_message_comes_with_what_was_told():
    mind = _mind()
    found = utterance_in(mind.model, _told(mind), "hello").told
    assert found == (Told(facet="drug", value="heparin"), Told(facet="age", value="adult", amount=30.0))


def test_a_message_that_told_one_thing_alone_comes_with_it():
    mind = _mind()
    told = Heard(text="the blue ones", facts={"drug": {"heparin": 0.0, "digoxin": -9.0, "none": -9.0}})
    state = absorb(mind, new_dialogue("s"), told)
    assert utterance_in(mind.model, state, "hello").told == (Told(facet="drug", value="heparin", said="the blue ones"),)


def test_what_is_taken_back_is_unknown_and_may_be_asked_again():
    mind = _mind()
    state, listener = _told(mind), Listener(mind.model)
    spoken = listener.spoken(utterance_in(mind.model, state, "oh, forget the heparin"))
    heard = Recorder(listener).heard(spoken, [-1.0, -1.0, -1.0], None)
    after = absorb(mind, state, heard)
    assert (heard.taken_back, heard.intents) == (("drug",), None)
    assert after["asked"] == ["ask-age"]
    assert belief_of(mind, after).facet(1) == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert belief_of(mind, after).facet(0)[1] > 0.9


def test_an_amount_taken_back_is_no_longer_captured():
    mind = _mind()
    state, listener = _told(mind), Listener(mind.model)
    spoken = listener.spoken(utterance_in(mind.model, state, "ignore what I said about my age"))
    assert absorb(mind, state, Recorder(listener).heard(spoken, [-1.0, -1.0, -1.0], None))["captured"] == {}


def test_what_is_taken_back_tells_nothing_and_the_rest_does():
    mind = _mind()
    told = utterance_in(mind.model, _told(mind), "forget the heparin, I take digoxin")
    spoken = Listener(mind.model).spoken(told)
    assert (spoken.telling, spoken.asked.id if spoken.asked else None) == ("I take digoxin", "ask-drug")


def test_a_new_wish_takes_back_what_it_names_on_the_way():
    mind = _mind()
    told = utterance_in(mind.model, _told(mind), "never mind the heparin, what helps against a cold?")
    spoken = Listener(mind.model).spoken(told)
    assert (spoken.gone, spoken.telling) == (frozenset({"drug"}), "what helps against a cold?")


def test_without_anything_told_a_message_is_as_it_was():
    spoken = Listener(_mind().model).spoken(Utterance(text="forget the heparin, I take digoxin"))
    assert spoken.gone == frozenset()


def test_what_asks_for_something_else_after_a_thing_is_dropped_is_a_wish():
    mind = _mind()
    told = utterance_in(mind.model, _told(mind), "well, ignore the heparin. she has a cold, what helps against that")
    spoken = Listener(mind.model).spoken(told)
    assert (spoken.asked, "change_subject" in spoken.acts, spoken.gone) == (None, True, frozenset({"drug"}))
