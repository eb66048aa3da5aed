"""What the words of a language model must keep: the answer, the request, numbers and facts; and nothing beside them."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.reading.asking import facet_question, pending_question
from edgewise.beliefs.belief.answers import contrast
from edgewise.beliefs.loading import parse_domain
from edgewise.dialogs.scripts.script import Means
from edgewise.dialogs.simulation.meaning import Meaning, strays
from edgewise.dialogs.simulation.personas import STYLES
from edgewise.dialogs.simulation.phrases import OUTSIDE, VAGUE_WORDS, phrase
from edgewise.dialogs.simulation.users import Remark
from numpy.random import default_rng
from simulated import clinic_mind

MODEL = clinic_mind().model
DOMAIN = MODEL.domain
AGE, ALARM = facet_question(DOMAIN, "ask-age"), facet_question(DOMAIN, "ask-alarm")
MENU = pending_question(MODEL, contrast(MODEL, ["dose", "hours", "refill"]))
CHOICE = PendingQuestion(
    "q", "Which?", "choice", (Option("a", "the red one", ("crimson",)), Option("b", "the blue one", ("navy",)))
)
COLOURS = parse_domain(
    "name: c\nintents: {buy: {examples: [buy paint]}, sell: {examples: [sell my car]}}\n"
    "facets: {colour: {values: {red: {name: red}, blue: {name: blue}}}}\nquestions: {ask: {about: colour}}\n"
)


def answer(question: PendingQuestion, outcome: str, core: str, said: str, retracted: str = "") -> str:
    remark = Remark(core, Means(answer=outcome), core=core, retracted=retracted)
    return strays(said, Meaning(DOMAIN, question, remark))


def opening(intent: str, core: str, said: str) -> str:
    return strays(said, Meaning(DOMAIN, None, Remark(core, Means(intent=(intent,) if intent else ()), core=core)))


@pytest.mark.parametrize(
    ("question", "outcome", "core", "said"),
    [
        (CHOICE, "a", "the red one", "Oh, I would take the red one!"),
        (CHOICE, "a", "the red one", "crimson, if you please"),
        (ALARM, "yes", "yes", "yeah it really is"),
        (ALARM, "no", "nope", "No, it isn't."),
        (AGE, "adult", "about 34", "I turned 34 last week"),
        (CHOICE, "unsure", "I'm not sure", "honestly I don't know"),
        (ALARM, "withheld", "that's private", "I'd rather not say, sorry"),
        (MENU, "none", "none of these", "It is something else entirely."),
        (MENU, "hours", "opening hours", "the opening hours please"),
    ],
)
def test_answers_in_other_words_that_mean_the_same(question, outcome, core, said):
    assert answer(question, outcome, core, said) == ""


@pytest.mark.parametrize(
    ("question", "outcome", "core", "said", "wrong"),
    [
        (CHOICE, "a", "the red one", "the blue one", "answer"),
        (CHOICE, "a", "the red one", "the red one or the blue one", "answer"),
        (CHOICE, "a", "the red one", "that one", "answer"),
        (CHOICE, "unsure", "I'm not sure", "I don't know, the red one", "answer"),
        (CHOICE, "unsure", "I'm not sure", "I know it well", "answer"),
        (CHOICE, "withheld", "that's private", "go on", "answer"),
        (ALARM, "yes", "yes", "no", "answer"),
        (ALARM, "yes", "yes", "yes and no", "answer"),
        (ALARM, "no", "no", "not sure", "answer"),
        (ALARM, "yes", "yes", "that's not right", "answer"),
        (ALARM, "no", "no", "it is", "answer"),
        (ALARM, "no", "no", "not 3 times", "number"),
        (AGE, "adult", "about 34", "about 35", "number"),
        (AGE, "adult", "about 34", "I am an adult", "number"),
        (AGE, "adult", "about 34", "34, or twelve", "number"),
        (MENU, "none", "none of these", "the opening hours, none other", "answer"),
        (MENU, "hours", "opening hours", "a refill", "answer"),
        (CHOICE, "a", "the red one", "", "empty"),
        (CHOICE, "a", "the red one", "the red one " * 40, "length"),
        (CHOICE, "a", "the red one", "the red one<|im_end|>", "marks"),
        (CHOICE, "a", "the red one", "User: the red one", "marks"),
        (CHOICE, "a", "the red one", "the red one\x1b[2J", "marks"),
        (CHOICE, "a", "the red one", "the red one {{]", "garbled"),
        (CHOICE, "a", "the red one", "the red one \ufffd", "garbled"),
        (CHOICE, "a", "the red one", "the red one. How can I help?", "machine"),
    ],
)
def test_words_that_say_something_else_are_told(question, outcome, core, said, wrong):
    assert answer(question, outcome, core, said) == wrong


def test_what_is_taken_back_may_be_named():
    core = "the blue one. No wait, I meant the red one"
    assert answer(CHOICE, "a", core, "the blue one, no, the red one", "b") == ""
    assert answer(CHOICE, "a", core, "the blue one", "b") == "answer"


@pytest.mark.parametrize(
    ("intent", "core", "said", "wrong"),
    [
        ("dose", "how many tablets", "hey, how many of these tablets should one take", ""),
        ("dose", "how many tablets", "so what dose is fine", ""),
        ("dose", "how many tablets", "when are you open", "request"),
        ("dose", "how many tablets", "don't tell me how many tablets", "request"),
        ("dose", "how many tablets", "good morning to you", "request"),
        ("dose", "how many tablets", "how many tablets, for my 9 year old", "number"),
        ("other", "Tell me a joke about a parrot.", "got a parrot joke?", ""),
        ("other", "Tell me a joke about a parrot.", "renew my prescription", "request"),
        ("", "Hello, I need some help please.", "Hi! Could you help me?", ""),
        ("", "Hello, I need some help please.", "Hi, help me, closing time?", "request"),
        ("", "Hello, I need some help please.", "what", "request"),
    ],
)
def test_openings_keep_what_they_ask_for(intent, core, said, wrong):
    assert opening(intent, core, said) == wrong


@pytest.mark.parametrize(
    ("facts", "core", "said", "wrong"),
    [
        ({}, "buy paint", "I want to buy paint", ""),
        ({}, "buy paint", "I want to buy red paint", "fact"),
        ({"colour": "red"}, "buy paint. By the way, colour: red.", "I want to buy paint, a red one", ""),
        ({"colour": "red"}, "buy paint. By the way, colour: red.", "I want to buy paint", "fact"),
        ({"colour": "red"}, "buy paint. By the way, colour: red.", "buy paint, blue", "fact"),
    ],
)
def test_hidden_facts_stay_hidden_and_told_ones_are_told(facts, core, said, wrong):
    remark = Remark(core, Means(intent=("buy",), facts=facts), core=core)
    assert strays(said, Meaning(COLOURS, None, remark)) == wrong


@pytest.mark.parametrize("question", [AGE, ALARM, MENU, CHOICE], ids=lambda q: q.id)
def test_the_phrase_grammars_own_words_pass(question):
    """The check turns down nothing that is known to mean what it says."""
    outcomes = [option.id for option in question.options] + ["unsure", "withheld"]
    for outcome in outcomes:
        for style in ((), *((one,) for one in STYLES if one not in ("misspelt", "hostile", "jailbreaking"))):
            for seed in range(15):
                said = phrase(question, outcome, style, default_rng(seed))
                assert answer(question, outcome, said.core, said.text, said.retracted) == "", said


def test_openings_of_the_grammar_pass():
    for key, intent in DOMAIN.intents.items():
        for text in intent.examples:
            assert opening(key, text, text) == ""
    assert [opening("", text, text) for text in VAGUE_WORDS] == [""] * len(VAGUE_WORDS)
    assert [opening("other", text, text) for text in OUTSIDE] == [""] * len(OUTSIDE)
