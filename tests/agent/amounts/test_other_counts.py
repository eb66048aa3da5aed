"""Numbers of something else than a question counts."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.other_counts import without_other_counts
from edgewise.agent.matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply

BINS = (Option("few", "few", (), 1, 3), Option("some", "some", (), 3, 6), Option("many", "many", (), 6, 1000))
ROOMS = PendingQuestion("rooms", "How many rooms is your home?", "number", BINS, "rooms")
DAYS = PendingQuestion("days", "In how many days is the move?", "number", BINS, "days")
TICKETS = PendingQuestion("tickets", "How many tickets do you need?", "number", BINS)
METRES = PendingQuestion("metres", "How long is your vehicle?", "number", BINS, "metres")
GUESTS = PendingQuestion("guests", "How many people are coming?", "number", BINS)
AGE = PendingQuestion("age", "How old is your child?", "number", BINS, "years")
LANDED = PendingQuestion("landed", "When did your flight land?", "number", BINS, "days")
PETS = PendingQuestion("pets", "How many pets live in your rooms?", "number", BINS)


@pytest.mark.parametrize(
    ("asked", "text", "meant"),
    [
        (ROOMS, "we have 2 cats", NOT_AN_ANSWER),
        (ROOMS, "there are 4 of us", NOT_AN_ANSWER),
        (ROOMS, "two small children", NOT_AN_ANSWER),
        (METRES, "plate AB 12 CDE", NOT_AN_ANSWER),
        (METRES, "the reg is WX61 ABC, 5 metres", "some"),
        (METRES, "a plate of 7 metres", "many"),
        (METRES, "a 6-berth", NOT_AN_ANSWER),
        (METRES, "7 - I think", "many"),
        (DAYS, "my phone is 555 2210", NOT_AN_ANSWER),
        (DAYS, "call me on 0555 2210", NOT_AN_ANSWER),
        (DAYS, "I am 71 years old", NOT_AN_ANSWER),
        (GUESTS, "2 dogs", NOT_AN_ANSWER),
        (ROOMS, "2", "few"),
        (ROOMS, "4 of them", "some"),
        (ROOMS, "4 rooms, and there are 2 of us", "some"),
        (ROOMS, "we have 4 bedrooms", "some"),
        (TICKETS, "there are 4 of us", "some"),
        (GUESTS, "2 adults", "few"),
        (GUESTS, "4 of us", "some"),
        (PETS, "2 cats", "few"),
        (DAYS, "4 days, my phone is 555 2210", "some"),
    ],
)
def test_what_counts_something_else_is_no_answer(asked, text, meant):
    assert read_reply(text, asked).best == meant


def test_a_phone_of_so_much_is_no_number_to_reach_somebody():
    assert without_other_counts("my phone is 3 years old", "How many days?") == "my phone is 3 years old"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (AGE, "he's in year four"),
        (AGE, "class 2b"),
        (AGE, "she just went into grade 3"),
        (LANDED, "flight BA 117"),
        (LANDED, "it was gate 5"),
        (LANDED, "seat 4C"),
        (METRES, "we are in house 12"),
        (METRES, "take the number 9 bus"),
        (DAYS, "the one on platform 3"),
    ],
)
def test_the_number_that_tells_one_thing_from_others_is_no_amount(asked, text):
    read = read_reply(text, asked)
    assert not read.captured and read.best in SPECIAL_OUTCOMES


@pytest.mark.parametrize(
    ("asked", "text", "meant"),
    [
        (AGE, "four, he's in year one", "some"),
        (AGE, "four", "some"),
        (LANDED, "the flight was 4 days ago", "some"),
        (LANDED, "flight 117, 2 days ago", "few"),
        (METRES, "a bus 9 metres long", "many"),
        (METRES, "the house 9 metres", "many"),
        (ROOMS, "it has a room for guests and 3 rooms", "some"),
    ],
)
def test_what_is_measured_beside_such_a_name_stays(asked, text, meant):
    assert read_reply(text, asked).best == meant


def test_a_label_that_is_asked_for_stays():
    assert without_other_counts("gate 5", "Which gate is it?") == "gate 5"
