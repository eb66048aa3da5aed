from __future__ import annotations

from datetime import date

import pytest
from edgewise.agent.amounts.quantities import amounts

AGE = "How old is the person who will take it?"
NOW = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("he'll be 12 in April", 11),
        ("she turns eighteen next month", 17),
        ("two on Sunday", 1),
        ("sixteen come next spring", 15),
        ("he thinks he's 40, he's 14", 14),
        ("she likes to think that she is 30 but she's 13", 13),
        ("I think she's 12", 12),
        ("her mother believes he is 11", 11),
        ("my boy is going to be 12 soon", 11),
        ("he was 12 in April", 12),
        ("she turned 18 on Sunday", 18),
        ("he'll be 40 or so", 40),
        ("three years older than our boy, who is ten", 13),
        ("she's 6 years younger than her brother of 20", 14),
        ("he is older by four years than my wife, who is 67", 71),
    ],
)
def test_an_age_is_what_it_is_today(text, years):
    assert [int(amount.value) for amount in amounts(text, "year", now=NOW, asked=AGE)][:1] == [years]


@pytest.mark.parametrize(
    "text",
    [
        "two years older than my sister",
        "a year younger than him",
        "her birthday is 3 May",
        "tablets all day",
        "nothing else",
    ],
)
def test_a_difference_and_a_birthday_are_no_age(text):
    assert amounts(text, "year", now=NOW, asked=AGE) == ()


def test_what_is_yet_to_come_is_left_alone_where_no_age_is_asked_for():
    assert amounts("it will be 40 kg in March", "kilogram", asked="How heavy is it?")[0].value == 40
