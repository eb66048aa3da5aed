"""What somebody says they need not be told is not what they want."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.words.ruled_out import RuledOut, ruled_out, still_wanted


@pytest.mark.parametrize(
    ("text", "rest", "wishes"),
    [
        ("Uranus. not its size and not its moons", "Uranus", ("its size", "its moons")),
        ("no need to send me a new card. how do I get my limit up", "how do I get my limit up", ("a new card",)),
        ("the small one. not the price, how heavy is it", "the small one. how heavy is it", ("the price",)),
        ("you needn't tell me when the bus goes, just the fare", "the fare", ("when the bus goes",)),
        ("I don\u2019t want to know how it ends but how it begins", "how it begins", ("how it ends",)),
        ("I already know when you open. is there parking", "is there parking", ("when you open",)),
        ("don't tell me to wait, where is my order", "where is my order", ("wait",)),
        ("I'm not asking for a refund. is it repaired", "is it repaired", ("for a refund",)),
        ("how big is it, nor tell me who found it", "how big is it", ("who found it",)),
        ("don't tell me what it costs nor when it comes. is it red", "is it red", ("what it costs", "when it comes")),
        ("I don't care who made it, nor do I want to know why. how old is it", "how old is it", ("who made it", "why")),
    ],
)
def test_a_wish_is_ruled_out(text: str, rest: str, wishes: tuple[str, ...]):
    found = ruled_out(text)
    assert found.rest == rest
    assert tuple(wish.removeprefix("to ") for wish in found.wishes) == wishes


@pytest.mark.parametrize(
    "text",
    [
        "I don't know how far it is",
        "don't ask me why but how far is it",
        "I don't want to pay twice",
        "don't tell me again that it is in the post",
        "don't tell me you are closed on Sunday",
        "do you know how long it takes",
        "why not the small one",
        "not the large ones, please",
        "not the bus that leaves at nine",
        "I can't remember what my PIN is",
        "it does not work, what now",
        "I have no car nor the money for one",
        "it won't ring nor tell me the time",
        "",
    ],
)
def test_other_words_rule_out_nothing(text: str):
    assert ruled_out(text) == RuledOut(text)


def test_what_is_ruled_out_is_wanted_least_unless_the_rest_asks_for_it():
    price, hours = np.log([0.9, 0.06, 0.04]), np.log([0.05, 0.9, 0.05])
    out = RuledOut("is there a discount", ("what it costs",))
    open_rest = np.log([0.45, 0.15, 0.4])
    assert still_wanted(out, np.stack([open_rest, price]), 2).argmax() == 2
    assert still_wanted(out, np.stack([price, price]), 2).argmax() == 0
    assert still_wanted(out, np.stack([price, hours]), 2).argmin() == 1


def test_where_hardly_a_word_is_left_all_else_is_as_likely():
    wanted = still_wanted(RuledOut("Uranus", ("its size",)), np.log([[0.9, 0.05, 0.05], [0.9, 0.05, 0.05]]), 2)
    assert wanted[0] < wanted[1] == wanted[2]


def test_a_message_that_was_not_understood_rules_out_nothing_known():
    unclear = np.log([[0.5, 0.3, 0.2], [0.4, 0.3, 0.3]])
    np.testing.assert_allclose(still_wanted(RuledOut("what is it then", ("how it goes",)), unclear, 2), unclear[0])
