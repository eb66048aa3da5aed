"""Denials that leave something open, and those that leave nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.agent.matching.left_open import leaves_open, unsettled
from edgewise.agent.matching.questions import Option, PendingQuestion, ReplyReading, dealt
from edgewise.agent.replies.weighing import read_reply

DANGER = PendingQuestion(
    "danger",
    "Is anybody in danger right now?",
    "yesno",
    (Option("yes", "yes", examples=("only when he drinks",)), Option("no", "no", examples=("not yet", "we are safe"))),
)
TOXIC = PendingQuestion(
    "toxic",
    "Does it hold anything poisonous or flammable?",
    "yesno",
    (Option("yes", "yes"), Option("no", "no", ("harmless",))),
)
SIGNS = PendingQuestion(
    "signs",
    "Is there any of these - a swelling, bleeding, or a burn?",
    "yesno",
    (Option("yes", "yes", examples=("it will not stop bleeding",)), Option("no", "no", examples=("just a bump",))),
)
TAKES = PendingQuestion(
    "takes",
    "What else do they take?",
    "choice",
    (Option("nothing", "nothing else", ("nothing",)), Option("drops", "eye drops"), Option("rest", "something else")),
)
PAID = PendingQuestion("paid", "Have you paid any of it?", "yesno", (Option("yes", "yes"), Option("no", "no")))
LID = PendingQuestion("lid", "Would you like any sauce?", "yesno", (Option("yes", "yes"), Option("no", "no")))
AGE = PendingQuestion(
    "age",
    "How old is the person who will take it?",
    "number",
    (Option("child", "child", (), 0, 18), Option("adult", "adult", (), 18, 120)),
    "years",
)


FADES = PendingQuestion(
    "fades",
    "Is there a rash that stays?",
    "yesno",
    (Option("yes", "yes"), Option("no", "no", ("it goes away if pressed",))),
)


@pytest.mark.parametrize(
    "text", ["it doesn't go away if pressed", "no no, red spots, and they don't go away if pressed"]
)
def test_who_denies_what_makes_it_harmless_says_no_no(text):
    assert leaves_open(text, FADES, "no")


@pytest.mark.parametrize("text", ["it goes away if pressed", "no rash at all", "there isn't anything that stays"])
def test_who_says_what_makes_it_harmless_says_no(text):
    assert not leaves_open(text, FADES, "no")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("not unless she goes home", DANGER),
        ("not while the neighbours are in", DANGER),
        ("no, not until he's back from work", DANGER),
        ("not as long as I stay quiet", DANGER),
        ("not this minute, tonight maybe", DANGER),
        ("not more than usual", DANGER),
        ("not physically", DANGER),
        ("I hope not", DANGER),
        ("I can't say that we are not", DANGER),
        ("it's not impossible", DANGER),
        ("can't be ruled out", DANGER),
        ("harmless as long as nobody lights it", TOXIC),
        ("not very poisonous", TOXIC),
        ("not particularly flammable", TOXIC),
        ("less poisonous than petrol", TOXIC),
        ("nothing too bad", TOXIC),
        ("not by itself", TOXIC),
        ("not in those quantities", TOXIC),
        ("not for grown-ups", TOXIC),
        ("I would not call it harmless", TOXIC),
        ("everything is harmless except the solvent", TOXIC),
        ("nothing you would want to swallow", TOXIC),
        ("hardly any bleeding", SIGNS),
        ("not a lot of swelling", SIGNS),
        ("no, well, maybe a little", SIGNS),
        ("no no yes", SIGNS),
        ("never had it swell so before", SIGNS),
        ("no allergies", SIGNS),
        ("not married", SIGNS),
        ("no, nothing. she did hold her arm for an hour after the fall, but that's only stiffness", SIGNS),
        ("no, not one. she did call me by my gran's name at tea, but she's always a bit like that", SIGNS),
        ("none of these. he was sick over the table at breakfast, but it's probably the eggs", SIGNS),
    ],
)
def test_a_no_that_leaves_a_yes_open(text, question):
    assert leaves_open(text, question, "no")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("no", DANGER),
        ("not at all", DANGER),
        ("no, nobody, thank you", DANGER),
        ("not that I know of", DANGER),
        ("not really", DANGER),
        ("not yet", DANGER),  # an answer that the domain gives
        ("we are safe", DANGER),
        ("not in the least", TOXIC),
        ("not to my knowledge", TOXIC),
        ("no, yeast and sugar", TOXIC),
        ("no, when I looked there was nothing", TOXIC),
        ("no, just salt", TOXIC),
        ("none of those", SIGNS),
        ("no bleeding", SIGNS),
        ("no burn and no swelling", SIGNS),
        ("no idea", SIGNS),
        ("nope, only a scratch", SIGNS),
        ("no, he's six", SIGNS),
        ("not yet", PAID),
        ("not until Monday", PAID),
        ("not unless it's free", LID),
        ("not very spicy", LID),
    ],
)
def test_a_no_that_is_one(text, question):
    assert not leaves_open(text, question, "no")


@pytest.mark.parametrize(
    "text",
    [
        "nothing strong",
        "nothing new, just the usual",
        "not nothing",
        "nothing since Monday",
        "yes",
        "a few things",
        "nothing if you ignore the syrup",
    ],
)
def test_a_nothing_that_is_not_quite_nothing(text):
    assert leaves_open(text, TAKES, "nothing")


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        "nothing at all",
        "no, nothing, thanks",
        "nothing else",
        "nothing that I know of",
        "nope, nothing",
        "nothing yet",
        "nothing, knock on wood",
        "nothing these days",
        "nothing, fingers crossed",
    ],
)
def test_a_nothing_that_is_nothing(text):
    assert not leaves_open(text, TAKES, "nothing")


def test_what_is_named_only_to_deny_it_is_not_the_answer():
    assert leaves_open("not an adult", AGE, "adult")
    assert not leaves_open("more than 30 adult years", AGE, "adult")
    assert not leaves_open("an adult, not a child", AGE, "adult")
    assert not leaves_open("eye drops, not the pills", TAKES, "drops")


@pytest.mark.parametrize(
    "text",
    [
        "looks odd but I don't think it's poisonous",
        "I don't think so, although it smells strange",
        "not really, just a bit itchy",
        "I can't smell since my cold",
        "not really, maybe slightly itchy",
    ],
)
def test_a_sign_beside_a_denial_leaves_it_open(text):
    assert leaves_open(text, TOXIC, "no")


@pytest.mark.parametrize(
    "text",
    ["not really", "I can't smell anything", "I don't think so", "looks fine, I don't think so", "smells ok, no"],
)
def test_a_denial_without_a_sign_is_one(text):
    assert not leaves_open(text, TOXIC, "no")


def test_both_of_the_others_are_not_neither():
    card = PendingQuestion(
        "card",
        "Do you have a ticket, a pass, or neither?",
        "choice",
        (Option("ticket", "ticket"), Option("pass", "pass"), Option("neither", "neither")),
    )
    assert leaves_open("both", card, "neither")
    assert not leaves_open("neither", card, "neither")


NEAR = PendingQuestion(
    "near",
    "Which animals come near it?",
    "choice",
    (
        Option("none", "none", ("no animals",)),
        Option("cat", "cat", ("cats",)),
        Option("hens", "hens"),
        Option("ox", "ox"),
    ),
    several=True,
)


@pytest.mark.parametrize(
    ("text", "best"),
    [("no cats", "none"), ("not cats", "cat"), ("no hens either", "none"), ("no cats or hens", "none")],
)
def test_to_deny_some_of_several_is_not_to_deny_all(text, best):
    assert leaves_open(text, NEAR, best)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("none", "none"),
        ("no animals", "none"),
        ("no cats, nothing at all", "none"),
        ("no cats, no hens, no ox", "none"),
        ("hens but no cats", "hens"),
        ("no, cats", "cat"),
    ],
)
def test_who_denies_all_or_names_one_has_answered(text, best):
    assert not leaves_open(text, NEAR, best)


def test_a_lesser_one_is_left_open_where_nobody_asked_for_a_grave_one():
    ill = PendingQuestion("ill", "Do you have a heart condition?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    grave = PendingQuestion("grave", "Is it a serious one?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    assert leaves_open("not a serious one", ill, "no")
    assert leaves_open("nothing major", ill, "no")
    assert not leaves_open("not a serious one", grave, "no")
    assert not leaves_open("not one", ill, "no")
    assert not leaves_open("nothing like that", ill, "no")


def test_what_may_have_been_done_is_no_wish():
    asked = PendingQuestion(
        "ate", "Could it have eaten anything bad?", "yesno", (Option("yes", "yes"), Option("no", "no"))
    )
    assert leaves_open("not impossible", asked, "no")
    assert not leaves_open("not that I know of", asked, "no")
    assert not leaves_open("not impossible", LID, "no")


def test_only_a_denial_is_left_open():
    assert not leaves_open("not unless she goes home", DANGER, "yes")


@pytest.mark.parametrize(("question", "best"), [(DANGER, "no"), (TAKES, "nothing")])
def test_what_is_left_open_settles_nothing(question, best):
    sure = read_reply("no, nothing", question)
    told = dealt(question.outcomes, {best}, 0.99)
    found = unsettled(question, ReplyReading(question.id, told, sure.captured, sure.acts, 0.99))
    shares = np.exp([found.log_likelihood[name] for name in question.outcomes])
    assert shares.sum() == pytest.approx(1)
    assert shares.max() < 0.5
    assert found.best != best


def test_a_yes_that_is_left_open_speaks_for_no_more_than_a_no():
    """ "It burns, but it's only a little" is no reason to believe that nothing burns."""
    sure = read_reply("yes", DANGER)
    found = unsettled(DANGER, replace(sure, log_likelihood=dealt(DANGER.outcomes, {"yes"}, 0.99)))
    assert found.log_likelihood["yes"] == pytest.approx(found.log_likelihood["no"])
    assert found.log_likelihood["yes"] < np.log(0.5)


LISTED = PendingQuestion(
    "signs",
    "Is there any of these - a stiff neck, blood, or a rash that does not fade?",
    "yesno",
    (Option("yes", "yes"), Option("no", "no")),
)


@pytest.mark.parametrize("said", ["only a rash that stays, none of the others", "the neck a bit, the rest no"])
def test_who_has_none_of_the_others_has_one(said):
    assert leaves_open(said, LISTED, "no")


@pytest.mark.parametrize("said", ["none of those", "just a headache, nothing else", "no, she is resting now"])
def test_who_has_nothing_else_may_have_none(said):
    assert not leaves_open(said, LISTED, "no")


@pytest.mark.parametrize(
    ("text", "best", "opens"),
    [
        ("I always used to have the small one but not today", "small", True),
        ("the small one as always", "small", False),
        ("not the large one today", "small", False),
    ],
)
def test_an_option_that_is_meant_no_longer_is_left_open(text, best, opens):
    size = PendingQuestion("size", "Which size?", "choice", (Option("small", "small"), Option("large", "large")))
    assert leaves_open(text, size, best) is opens


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("the older one is 12, the younger one 9", True),
        ("12 for the first and 40 for the second", True),
        ("the first is 12 and the other is 12", False),
        ("he is 12, I am the second to ask", False),
        ("12", False),
    ],
)
def test_an_amount_for_each_of_two_is_left_open(text, opens):
    load = PendingQuestion("load", "How heavy?", "number", (Option("child", "light", (), 0, 50),), "kg")
    assert leaves_open("one carries 20 kg and the other one 600", load, "child")
    assert leaves_open(text, AGE, "child") is opens


@pytest.mark.parametrize(
    "text", ["harmless as a rattlesnake", "as safe as an open razor", "fine as a lamb if you feed it"]
)
def test_a_word_for_a_no_beside_what_is_none_leaves_it_open(text):
    assert leaves_open(text, TOXIC, "no")


@pytest.mark.parametrize("text", ["harmless as a lamb", "it's as safe as a house", "fine, the same as the last time"])
def test_a_usual_simile_is_a_no(text):
    assert not leaves_open(text, TOXIC, "no")


BEARS = PendingQuestion(
    "bears", "What does it bear?", "choice", (Option("goods", "only goods", ("crates",)), Option("people", "people"))
)


@pytest.mark.parametrize(
    "text",
    ["nobody gets up there, well, the roofer does", "no one but our caretaker", "nobody goes on it though my boys do"],
)
def test_nobody_but_somebody_is_somebody(text):
    assert leaves_open(text, BEARS, "goods")


@pytest.mark.parametrize("text", ["nobody gets up there", "nobody, only my crates", "crates, nobody goes near it"])
def test_nobody_is_nobody(text):
    assert not leaves_open(text, BEARS, "goods")


@pytest.mark.parametrize(
    "text",
    [
        "everything",
        "a bit of everything really",
        "pretty much everything",
        "you name it",
        "something so I don't bleed too much",
        "a tablet when I can't sleep",
        "something or I don't sleep",
        "just the ones my heart won't beat without",
        "thyroxine, none of the others",
        "only my thyroid one, none of those",
    ],
)
def test_what_there_is_beside_a_denial_is_no_nothing(text: str) -> None:
    assert leaves_open(text, TAKES, "nothing")


@pytest.mark.parametrize(
    "text",
    [
        "everything is fine",
        "nothing, so I don't get side effects",
        "the doctor said I shouldn't take anything",
        "I've looked, none of those",
        "well, none of those",
        "my heart is fine so I don't take anything",
        "only water, nothing else",
    ],
)
def test_a_nothing_with_a_reason_is_a_nothing(text: str) -> None:
    assert not leaves_open(text, TAKES, "nothing")
