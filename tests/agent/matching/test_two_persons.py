"""A yes or no of two persons in one reply."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.two_persons import for_another, of_one, said_of_two, without_own_health

YES_NO = (Option("yes", "yes"), Option("no", "no"))
PATIENT = PendingQuestion("patient", "Does the person who gets it have asthma?", "yesno", YES_NO)
USER = PendingQuestion("user", "Do you have asthma?", "yesno", YES_NO)
ANYBODY = PendingQuestion("anybody", "Does anybody in the house have asthma?", "yesno", YES_NO)


@pytest.mark.parametrize(
    ("text", "of_patient", "of_user"),
    [
        ("my husband does, I don't", "open", "no"),
        ("not me, my brother has", "open", "no"),
        ("I'm a man, my daughter is the asthmatic one", "open", "no"),
        ("it's for my husband and he does, I don't", "yes", "yes"),
        ("I'm not the one taking it, my son is, and he does", "yes", "yes"),
        ("my mother has it, I do not, and the spray is for me", "no", "no"),
        ("she doesn't, I do", "open", "yes"),
        ("it's for her, she doesn't, I do", "no", "no"),
    ],
)
def test_which_of_two_persons_counts(text, of_patient, of_user):
    assert said_of_two(text, PATIENT) == of_patient
    assert said_of_two(text, USER) == of_user
    assert said_of_two(text, ANYBODY) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes, he does",
        "she doesn't, I'm sure",
        "I'm not sure whether she does",
        "I don't think he has",
        "she is 34 and has no asthma",
        "he is only twelve. I'm not a doctor",
        "I'm her husband, and no, she doesn't",
        "",
    ],
)
def test_who_tells_of_one_person_is_read_by_others(text):
    assert said_of_two(text, PATIENT) is None


TOGETHER, HUSBAND, ALONE = ["can we dive here"], ["can my husband dive here"], ["can I dive here"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my sister does", "open"),
        ("I haven't, but my sister has", "open"),
        ("not me, but the others", "open"),
        ("I do, he doesn't", "open"),
        ("not all of us", "open"),
        ("she hasn't", "open"),
        ("no, none of us", None),
        ("no", None),
        ("no, we don't", None),
        ("my sister is 50", None),
        ("I don't", None),
    ],
)
def test_one_of_those_who_come_together_does_not_answer_for_all(text, told):
    assert said_of_two(text, USER, TOGETHER) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my husband does", "yes"),
        ("my brother does", "open"),
        ("no, I don't", "open"),
        ("I don't, but he does", "yes"),
        ("no", None),
        ("he hasn't", None),
        ("I don't think so", None),
        ("I don't know", None),
    ],
)
def test_you_is_the_one_whom_it_is_for(text, told):
    assert said_of_two(text, USER, HUSBAND) == told


def test_who_asks_for_themselves_is_asked_about_themselves():
    assert said_of_two("I haven't, but my sister has", USER, ALONE) == "no"
    assert said_of_two("my sister does", USER, ALONE) is None


def test_what_one_of_two_takes_is_not_forgotten_where_both_come():
    takes = PendingQuestion("takes", "Do you take anything?", "choice", (Option("none", "nothing"),))
    text = "I take nothing, my sister takes warfarin"
    assert of_one(text, takes, TOGETHER) is None
    assert of_one(text, takes, ALONE) == "i take nothing"
    assert of_one("my husband takes warfarin, I take nothing", takes, HUSBAND) == "my husband takes warfarin"


def test_for_whom_it_is():
    assert for_another("it's for my dad, he takes digoxin")
    assert not for_another("the digoxin is my dad's, this is for me")
    assert not for_another("he takes digoxin")


TAKES = PendingQuestion("takes", "Do they take anything else?", "choice", (Option("none", "nothing"),))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("it's for my dad, he takes digoxin, I take nothing", "it is for my dad, he takes digoxin"),
        ("what may she take, my mum is on heparin, I'm on nothing", "what may she take, my mum is on heparin"),
        ("something for my knee, my husband takes heparin, I don't", "something for my knee, i do not"),
        ("he takes digoxin, I don't take anything", None),
        ("my son has the digoxin, not me", None),
    ],
)
def test_only_what_is_told_of_the_one_who_was_asked_about_is_kept(text, kept):
    assert of_one(text, TAKES) == kept


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        "my wife says I take nothing",
        "he takes digoxin, nothing else",
        "I don't know what to do, my dad takes heparin and feels dizzy",
        "she takes nothing, I take heparin",
        "",
    ],
)
def test_who_tells_of_one_alone_is_left_whole(text):
    assert of_one(text, TAKES) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("I'm all right, it's my daughter who can't get her breath", "it is my daughter who can not get her breath"),
        ("no, I'm fine thanks. he wheezes at night", "he wheezes at night"),
        ("nothing wrong with me. her breathing whistles", "her breathing whistles"),
        ("not me, but our son is short of breath", "but our son is short of breath"),
        ("I'm fine and so is he", None),
        ("I'm fine, she is too", None),
        ("I'm well, it's only my head", None),
        ("my wife wheezes", None),
    ],
)
def test_who_is_well_tells_of_the_one_who_is_not(text, kept):
    assert without_own_health(text, PATIENT) == (kept or text)
    assert without_own_health(text, USER) == text
