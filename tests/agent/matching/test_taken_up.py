"""Replies that take up the question's own words: what was done or is so was said to be, whatever is told after it."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.taken_up import taken_up, turned_down
from edgewise.agent.replies.answering import answer_read

YES_NO = (Option("yes", "yes"), Option("no", "no"))


def asked(text: str) -> PendingQuestion:
    return PendingQuestion("q", text, "yesno", YES_NO)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Have you opened the package?", "I opened it and it is broken"),
        ("Have you opened the package?", "sadly it's open"),
        ("Have you opened the package?", "I've opened it but only a bit"),
        ("Have you restarted it?", "restarted, no change"),
        ("Did you install the update?", "I installed it but it doesn't work"),
        ("Is the screen cracked?", "cracked all over, no picture"),
        ("Is the screen cracked?", "it's cracked and doesn't light up"),
        ("Has the child swallowed any of it?", "he swallowed a bit but isn't sick"),
        ("Does it leak?", "leaks when it's not upright"),
        ("Have they been vaccinated?", "they were vaccinated but not against that"),
    ],
)
def test_what_is_told_after_it_denies_nothing(question: str, reply: str) -> None:
    assert taken_up(reply, asked(question))
    assert answer_read(reply, asked(question), None).best == "yes"


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Have you opened the package?", "opened? no"),
        ("Have you opened the package?", "no, opened by the postman"),
        ("Have you opened the package?", "I have yet to open it"),
        ("Have you opened the package?", "I opened the wrong one of two parcels"),
        ("Have you opened the package?", "my wife opened it"),
        ("Have you opened the package?", "before I opened it"),
        ("Have you opened the package?", "if I open it"),
        ("Have you opened the package?", "unopened"),
        ("Is the screen cracked?", "nothing cracked"),
        ("Is the screen cracked?", "it was cracked"),
        ("Is the screen cracked?", "it almost cracked"),
        ("Do you smoke?", "I smoked twenty years ago"),
        ("Are you allergic to nuts?", "allergic to cats"),
        ("Does it make or use anything toxic?", "it makes a mess"),
        ("Is it held at both ends, or at one?", "it is held"),
        ("Is it not cracked?", "cracked"),
        ("Did she swallow it?", "I swallowed it"),
    ],
)
def test_what_may_be_otherwise_is_not_taken_for_said(question: str, reply: str) -> None:
    assert not taken_up(reply, asked(question))


@pytest.mark.parametrize(
    ("reply", "no"),
    [
        ("unglazed", True),
        ("they're all unglazed", True),
        ("without glaze", True),
        ("no, without any glaze", True),
        ("not unglazed", False),
        ("some are unglazed", False),
        ("the big one is unglazed", False),
        ("glazed without lead", False),
        ("I can't do without glaze", False),
        ("they were unglazed", False),
    ],
)
def test_a_word_may_be_turned_down_in_itself(reply: str, no: bool) -> None:
    options = (Option("yes", "yes"), Option("no", "no"))
    asked = PendingQuestion("glazed", "Are they glazed already?", "yesno", options)
    assert turned_down(reply, asked) is no
    assert not no or answer_read(reply, asked, None).best == "no"
