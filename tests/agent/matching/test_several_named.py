"""Replies that name several options."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import NOT_AN_ANSWER, UNSURE, Option, PendingQuestion, sure_of
from edgewise.agent.matching.several_named import settles_on, torn, two_at_once


def menu(text, *names):
    return PendingQuestion("ask", text, "choice", tuple(Option(name, name) for name in names))


FAULT = menu("What is broken?", "lamp", "fuse", "switch")
TOPPING = menu("Which one would you like?", "ham", "tuna", "olives")
PAIN = menu("How bad is it?", "mild", "moderate", "severe")
TAKES = menu("What does she take?", "aspirin", "iron", "insulin")


@pytest.mark.parametrize(
    ("question", "text", "best"),
    [
        (FAULT, "we suspected the lamp, but it's the fuse", "fuse"),
        (FAULT, "the lamp is fine, it's the switch", "switch"),
        (FAULT, "it's the switch, the fuse looks all right", "switch"),
        (FAULT, "lamp fine, fuse fine, the switch sparks", "switch"),
        (FAULT, "they changed the lamp last month, so the fuse", "fuse"),
        (TOPPING, "normally tuna, today olives", "olives"),
        (TOPPING, "I had the ham last time, so tuna", "tuna"),
        (TOPPING, "tuna is too salty, olives then", "olives"),
        (TOPPING, "ham is fine, tuna is too dear", "ham"),
        (TOPPING, "oh, the tuna has bones. olives", "olives"),
        (TOPPING, "my son had the ham, the tuna then", "tuna"),
        (TOPPING, "ham at first, then we changed to olives", "olives"),
        (TOPPING, "we speak of ham and tuna here, olives", "olives"),
        (TAKES, "she was switched from aspirin to iron", "iron"),
        (PAIN, "it looked mild, but it's severe", "severe"),
        (PAIN, "it was severe, now it is moderate", "moderate"),
        (PAIN, "mild yesterday, severe today", "severe"),
        (TAKES, "aspirin, her sister takes iron", "aspirin"),
        (TAKES, "she stopped the aspirin, it's iron now", "iron"),
    ],
)
def test_one_that_the_others_are_set_apart_from(question, text, best):
    found = settles_on(text, question)
    assert found is not None and found.best == best
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (PAIN, "mild, but severe at night"),
        (PAIN, "mild at rest and severe on the stairs"),
        (PAIN, "it's severe"),
        (TAKES, "he wants her switched from aspirin to iron"),
        (TAKES, "aspirin, not changed to iron yet"),
        (PAIN, "on the stairs it gets severe, mild"),
        (TAKES, "she gets her iron from the clinic, insulin"),
        (TOPPING, "ham if there is any, tuna"),
        (TOPPING, "we like ham and tuna"),
        (TAKES, "iron today, insulin yesterday"),
        (TAKES, "usually iron, sometimes insulin"),
        (TAKES, "she takes iron and her insulin"),
        (FAULT, "the lamp flickers, the fuse is hot"),
        (FAULT, "I thought it was the lamp, is it the fuse?"),
        (TOPPING, "tuna is fine, I work with ham"),
        (TOPPING, "ham for me, olives for my wife"),
    ],
)
def test_none_where_nothing_sets_the_others_apart(question, text):
    assert settles_on(text, question) is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("both the lamp and the fuse", NOT_AN_ANSWER), ("lamp, switch", NOT_AN_ANSWER), ("the lamp or the fuse", UNSURE)],
)
def test_two_at_once_are_neither_alone(text, outcome):
    found = two_at_once(text, FAULT)
    assert found is not None and found.best == outcome
    shares = [np.exp(found.log_likelihood[name]) for name in ("lamp", "fuse", "switch")]
    assert sorted(shares)[1] == pytest.approx(max(shares)) and min(shares) < 0.05
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["the lamp", "the lamp, not the fuse", "the lamp in the hall and the fuse", "lamp or fuse?"]
)
def test_not_two_at_once(text):
    assert two_at_once(text, FAULT) is None


def reading(question, best, sure):
    return sure_of(question, {best}, sure)


def test_who_names_two_in_ways_that_nobody_understands_settles_nothing():
    found = torn("the lamp flickers, the fuse is hot", FAULT, reading(FAULT, "fuse", 0.97))
    assert found.best == "fuse" and found.confidence < 0.5
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("text", ["the fuse is hot", "the fuse, not the lamp", "the other thing"])
def test_who_names_one_is_read_as_before(text):
    read = reading(FAULT, "fuse", 0.97)
    assert torn(text, FAULT, read) is read
