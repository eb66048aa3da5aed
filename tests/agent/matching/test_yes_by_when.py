"""A day to a question whether something is to be by another one."""

from __future__ import annotations

from datetime import date

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.yes_by_amount import day_told
from edgewise.agent.replies.weighing import read_reply

SUNDAY = date(2026, 11, 22)
HURRY = PendingQuestion(
    "hurry", "Do you need it back by tomorrow?", "yesno", (Option("yes", "yes"), Option("no", "no"))
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("by Friday", "no"),
        ("I need it on Friday", "no"),
        ("in 3 days", "no"),
        ("next week is fine", "no"),
        ("by Monday", "yes"),
        ("today please", "yes"),
        ("yes, by Friday", "yes"),
    ],
)
def test_a_later_day_says_no_to_an_earlier_one(text, meant):
    assert read_reply(text, HURRY, now=SUNDAY).best == meant


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (HURRY.text, "not before Friday", 0),
        (HURRY.text, "since Friday", 0),
        (HURRY.text, "I work on Fridays and like it", 0),
        ("Will you stay until Friday?", "until Sunday", 0),
        ("Did it come on Friday?", "on Tuesday", 0),
        ("Do you have a ticket?", "on Tuesday", 0),
        ("Is it for Friday?", "for Friday", 1),
        ("Is it for Friday?", "Thursday", -1),
        ("Is it before Friday?", "on Friday", -1),
        ("Will you come today?", "tomorrow morning", -1),
    ],
)
def test_only_a_day_to_a_question_for_one_is_counted(asked, text, told):
    assert day_told(text, asked, now=SUNDAY) == told
