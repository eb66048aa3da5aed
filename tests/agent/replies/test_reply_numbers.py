"""Figures that answer a question about an age, and figures that do not."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.numbers import amount_said
from edgewise.agent.replies.weighing import read_reply

AGE = PendingQuestion(
    "age",
    "How old is the person who will take it?",
    "number",
    (
        Option("baby", "baby", (), 0, 2),
        Option("child", "child", (), 2, 18),
        Option("adult", "adult", (), 18, 120),
    ),
    "years",
)
SPAN = PendingQuestion("span", "How long has it been there?", "number", AGE.options, "years")


@pytest.mark.parametrize(
    "text",
    ["38.5", "it was 39.4 this morning", "four days ago", "for two weeks now", "30 weeks pregnant", "since 3 days"],
)
def test_how_long_or_how_hot_is_no_age(text):
    assert not amount_said(text, AGE)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("38", "adult"),
        ("3.5", "child"),
        ("born three weeks ago", "baby"),
        ("5 weeks", "baby"),
        ("6, and it has been going on for two weeks", "child"),
        ("I'm 38, she's 5", "child"),
        ("he's 4 and it started three days ago", "child"),
    ],
)
def test_an_age_is_one(text, best):
    assert read_reply(text, AGE).best == best


def test_how_long_is_how_long_where_that_was_asked():
    assert amount_said("for 3 years now", SPAN)


def test_who_never_did_gives_no_time():
    asked = PendingQuestion(
        "last",
        "How long ago was the last inspection?",
        "number",
        (Option("new", "new", (), 0, 12), Option("old", "old", (), 12, 400)),
        "months",
    )
    assert not amount_said("never had one", asked)
    assert not amount_said("we never booked one", asked)
    assert amount_said("one month", asked)
    assert amount_said("last weekend", asked)
