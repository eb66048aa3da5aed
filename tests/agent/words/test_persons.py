"""Whose figure it is."""

from __future__ import annotations

import pytest
from edgewise.agent.words.persons import meant_part, of_whom_it_is_for, without_others
from edgewise.agent.words.plain_words import plain_text


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        ("my mother is 70 , i am 41", "How old are you?", "i am 41"),
        ("my son says it is hot on mercury", "Which body do you mean?", "my son says it is hot on mercury"),
        ("my mother is 70", "How old is the patient?", "my mother is 70"),
    ],
)
def test_others_are_left_out_only_where_the_user_is_asked_about(text, asked, left):
    assert without_others(text, asked) == left


ASKED_AGE = "How old is the person who will take it?"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I'm 33, she's 7", "she is 7"),
        ("I am 41 and the boy is 3", "the boy is 3"),
        ("she's 8, I'm her dad and 39", "she is 8"),
        ("I'm her aunt, 50, she's eleven", "she is eleven"),
        ("not me, I'm 40, it's for my father who is 81", "not me , it is for my father who is 81"),
        ("my girl is 4 but it's for me, 29", "it is for me , 29"),
        ("my husband is 70 but I'm 44", "i am 44"),
        ("I'm 35", "i am 35"),
        ("my 6 year old", "my 6 year old"),
        ("he is 5, I'm his mother", "he is 5 , i am his mother"),
        ("my uncle is 77 but it's for my niece, she's 5", "it is for my niece , she is 5"),
        ("the drops are for my aunt, she's 80, and mum is 55", "the drops are for my aunt , she is 80"),
        ("dad's 80 but the drops are for me, I'm 41", "the drops are for me , i am 41"),
        ("my mum (66) asks for my brother of 15", "asks for my brother of 15"),
        ("I'm 33 and need something for my boy, 3", "need something for my boy , 3"),
    ],
)
def test_the_age_of_the_one_whom_it_is_for(text, meant):
    assert meant_part(plain_text(text), ASKED_AGE).plain == meant


def test_who_is_asked_for_an_age_of_their_own_tells_their_own():
    assert meant_part(plain_text("my mum is 70 but I'm 41"), "How old are you?").plain == "i am 41"


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        ("i am 34 and my horse is 9", "How old is your horse?", "and my horse is 9"),
        ("i weigh 80 kilos , she weighs 20", "How much does your dog weigh?", "she weighs 20"),
        ("i am 34", "How old is the person who will take it?", "i am 34"),
        ("i am 34", "What is your age?", "i am 34"),
        ("i am not sure", "How old is your horse?", "i am not sure"),
    ],
)
def test_the_users_own_figures_are_not_those_of_what_is_theirs(text, asked, left):
    assert without_others(text, asked).strip(" ,") == left
    assert meant_part(plain_text(text), asked).plain.strip(" ,") == left


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("can my son take it? I take heparin myself", "can my son take it"),
        ("my mother has a cold. may I take her syrup? my mother is 70", None),
        ("my husband takes heparin. what can I take for my own back?", "what can i take for my own back"),
        ("my husband takes heparin. what can I take for my back?", "what can i take for my back"),
        ("my husband takes heparin. what can I take to my old aunt for her back?", None),
        ("my sister is pregnant and I have a cold, what can I take", "i have a cold , what can i take"),
        ("my son is ill, how much can I give him", None),
        ("I take heparin, can I take syrup?", None),
        ("my wife is pregnant, what can I take for her cough", None),
        ("dad takes heparin. what can I take for my back?", "what can i take for my back"),
        ("can mum take it? I take heparin myself", "can mum take it"),
        ("what can I take to mum for her back? dad takes heparin", None),
        ("", None),
    ],
)
def test_what_is_told_of_somebody_beside_is_left_out(text, rest):
    assert of_whom_it_is_for(text) == (text if rest is None else rest)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I'm 46 but I need it for my niece", "i need it for my niece"),
        ("it's for my granddad, I'm 31", "it is for my granddad"),
        ("for my stepson, I'm 37", "for my stepson"),
        ("it's my cousin that has to take it, I'm 51", "it is my cousin that has to take it"),
        ("I'm his aunt, I'm 52", "i am his aunt"),
        ("I'm 29, she's my sister", "she is my sister"),
        ("I'm 63, it's for my twin sister", "i am 63 , it is for my twin sister"),
        ("I'm 58 and it's for my wife, she's the same age", "i am 58 and it is for my wife , she is the same age"),
        ("I'm 44, it's for me", "i am 44 , it is for me"),
        ("for my wife, 50", "for my wife , 50"),
    ],
)
def test_an_own_age_is_not_that_of_somebody_else(text, meant):
    assert meant_part(plain_text(text), ASKED_AGE).plain == meant


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        ("they are disc brakes", "Which brakes do you have?", "they are disc brakes"),
        ("they are taking tablets", "What tablets do you take?", ""),
        ("they are pregnant", "Are you pregnant?", ""),
    ],
)
def test_they_may_be_the_things_that_are_asked_for(text, asked, left):
    assert without_others(text, asked) == left
