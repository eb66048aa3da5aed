"""Options that are named only to say that they are not so."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.not_so import not_so, without_repute
from edgewise.agent.matching.questions import Option, PendingQuestion

WHO = PendingQuestion(
    "who",
    "Who signed the lease?",
    "choice",
    (Option("none", "nobody", ("no one",)), Option("owner", "the owner", ("landlord", "housing office"))),
)
TAKES = PendingQuestion(
    "takes", "Do they take anything?", "choice", (Option("none", "nothing"), Option("drops", "eye drops"))
)
SIZE = PendingQuestion(
    "size", "Which size would you like?", "choice", (Option("small", "small"), Option("large", "large"))
)


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("the landlord refused", WHO, "owner"),
        ("the housing office turned us down", WHO, "owner"),
        ("my landlord hasn't seen it", WHO, "owner"),
        ("the owner will sign it on Monday", WHO, "owner"),
        ("it's still with the housing office", WHO, "owner"),
        ("if I ask the owner he'll sign", WHO, "owner"),
        ("the owner signed something else", WHO, "owner"),
        ("will the landlord sign?", WHO, "owner"),
        ("my landlord is still thinking about it", WHO, "owner"),
        ("the housing office decides next week", WHO, "owner"),
        ("I stopped the eye drops", TAKES, "drops"),
        ("she used to take eye drops", TAKES, "drops"),
        ("eye drops would be an idea", TAKES, "drops"),
        ("eye drops until the optician changed them", TAKES, "drops"),
        ("it was the landlord until the house was sold", WHO, "owner"),
    ],
)
def test_what_is_named_and_not_so(text, question, option):
    assert not_so(text, question, option)


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("the landlord", WHO, "owner"),
        ("the owner signed it, my flatmate refused", WHO, "owner"),
        ("the housing office, if I remember right", WHO, "owner"),
        ("the owner signed it in May", WHO, "owner"),
        ("eye drops, and I stopped the pills", TAKES, "drops"),
        ("eye drops", TAKES, "drops"),
        ("eye drops until Friday", TAKES, "drops"),
        ("the large one would be nice", SIZE, "large"),
        ("if there is one, large", SIZE, "large"),
        ("the owner refused", WHO, "none"),
    ],
)
def test_what_is_named_and_so(text, question, option):
    assert not not_so(text, question, option)


PAPERS = PendingQuestion(
    "papers",
    "Do you have the form, the stamp or neither?",
    "choice",
    (Option("form", "the form"), Option("stamp", "the stamp"), Option("neither", "neither")),
)


@pytest.mark.parametrize("text", ["I lost the form", "left my form at home", "forgot the form again"])
def test_what_is_lost_is_not_there(text):
    assert not_so(text, PAPERS, "form")
    assert not not_so("I have the form here", PAPERS, "form")


PILLS = PendingQuestion(
    "pills",
    "Do they take anything else?",
    "choice",
    (Option("none", "nothing else"), Option("thinner", "a blood thinner", ("warfarin",))),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("can I take paracetamol with warfarin", True),
        ("may she have one while she is on warfarin", True),
        ("can I take warfarin with food", False),
        ("is it safe to take warfarin", False),
    ],
)
def test_what_is_asked_beside_something_leaves_that_as_it_is(text, told):
    assert not_so(text, PILLS, "thinner") is not told


def test_what_is_called_lost_is_so_when_it_is_lost():
    key = PendingQuestion("key", "Is the key lost?", "choice", (Option("lost", "lost"), Option("stuck", "stuck")))
    assert not not_so("I lost my key", key, "lost")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the cupboard passes for a kitchen", "the cupboard"),
        ("he says it's considered safe", "he says it"),
        ("my aunt's flat is classed as empty, she lives there", "my aunt's flat, she lives there"),
        ("it is safe", "it is safe"),
        ("I have considered it", "I have considered it"),
        ("considered safe", "considered safe"),
    ],
)
def test_what_something_counts_as_counts_for_nothing(text, left):
    assert without_repute(text).strip() == left


def test_what_something_counts_as_may_be_what_was_asked():
    assert without_repute("it counts as new", "Is it classed as new or used?") == "it counts as new"
