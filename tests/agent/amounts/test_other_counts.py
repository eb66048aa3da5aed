"""Numbers of something else than a question counts."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.other_counts import without_other_counts
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply

BINS = (Option("few", "few", (), 1, 3), Option("some", "some", (), 3, 6), Option("many", "many", (), 6, 1000))
ROOMS = PendingQuestion("rooms", "How many rooms is your home?", "number", BINS, "rooms")
DAYS = PendingQuestion("days", "In how many days is the move?", "number", BINS, "days")
TICKETS = PendingQuestion("tickets", "How many tickets do you need?", "number", BINS)
METRES = PendingQuestion("metres", "How long is your vehicle?", "number", BINS, "metres")
GUESTS = PendingQuestion("guests", "How many people are coming?", "number", BINS)
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
