import pytest
from edgewise.agent.matching.vague_amounts import times_a_day, vague_bin
from edgewise.agent.replies.bank import question_from
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.plain_words import plain_text

FAR = question_from("How far do you live from the shop?", ("under 5 km", "5-20 km", "over 20 km"))
LONG = question_from("How long have you been waiting?", ("under 10 minutes", "10-30 minutes", "over 30 minutes"))
AGE = question_from("How old is the child?", ("0-5 years", "6-12 years", "13-17 years"))
PAY = question_from("How much do you want to spend?", ("0-50 EUR", "50-200 EUR", "200+ EUR"))
FULL = question_from("What percentage of the tank is left?", ("under 20%", "20-80%", "over 80%"))
DOSES = question_from("How often do you take it?", ("once a day", "twice a day", "three times a day"))
PEOPLE = question_from("How many people are coming?", ("1", "2", "3", "4 or more"))
LAND = question_from("How much land is it?", ("under 1 ha", "1-10 ha", "over 10 ha"))
SUGAR = question_from("How much sugar, in grams?", ("0-50", "51-150", "over 150"))


@pytest.mark.parametrize(
    ("question", "text", "bin_"),
    [
        (FAR, "just around the corner", 0),
        (FAR, "on the other side of the country", 2),
        (LONG, "I just got here", 0),
        (LONG, "an eternity", 2),
        (AGE, "she goes to kindergarten", 0),
        (PAY, "money is no object", 2),
        (FULL, "nearly empty", 0),
        (FULL, "fully charged", 2),
        (PAY, "the lowest possible", 0),
        (FAR, "a stone's throw away", 0),
        (FAR, "a stones throw", 0),
        (FAR, "I threw a stone", None),
        (LONG, "donkey's years", 2),
        (LONG, "donkeys years", 2),
        (LONG, "the donkey is late", None),
        (PEOPLE, "a hat-trick of us", 2),
        (PEOPLE, "a hat and a trick", None),
        (LONG, "purple", None),
        (AGE, "an eternity", None),
    ],
)
def test_an_amount_without_a_number(question, text, bin_):
    assert vague_bin(plain_text(text), question) == bin_


@pytest.mark.parametrize(
    ("text", "bin_"), [("just at bedtime", 0), ("morning and evening", 1), ("every twelve hours", 1)]
)
def test_times_a_day(text, bin_):
    assert times_a_day(plain_text(text), DOSES) == bin_
    assert times_a_day(plain_text(text), AGE) is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (PEOPLE, "my wife and I", "2"),
        (PEOPLE, "my parents and me", "3"),
        (PEOPLE, "a few, three I think", "3"),
        (PEOPLE, "one only, and there's always a queue", "1"),
        (LAND, "two square kilometres", "over 10 ha"),
        (SUGAR, "half a kilo", "over 150"),
        (FULL, "half", "20-80%"),
        (
            question_from("How old is it?", ("under 5 years", "5-15 years", "over 15 years")),
            "two decades",
            "over 15 years",
        ),
        (question_from("How many cigarettes a day?", ("0", "1-10", "11-20", "more than 20")), "a pack", "11-20"),
        (question_from("How much rent do you pay?", ("under 500", "500-1000")), "no comment", "withheld"),
        (question_from("How many eggs are left?", ("0-3", "4-6")), "I don't want to look now", "unsure"),
    ],
)
def test_amounts_that_used_to_be_misread(question, text, expected):
    assert read_reply(text, question).best == expected


DAILY = question_from("How many times a day do you take it?", ("0-1", "2-3", "4 or more"))


@pytest.mark.parametrize(
    ("text", "bin_"),
    [
        ("every eight hours", 1),
        ("every 4h", 2),
        ("every three to four hours", 2),
        ("hourly", 2),
        ("every other hour", 2),
        ("every 24 hours", 0),
        ("every second day", 0),
        ("each evening", 0),
        ("with every meal", 1),
        ("eight", None),
    ],
)
def test_hours_between_are_times_a_day(text, bin_):
    assert times_a_day(plain_text(text), DAILY) == bin_


def test_hours_between_are_no_times_a_day_where_such_were_not_asked():
    assert times_a_day(plain_text("every eight hours"), PEOPLE) is None
