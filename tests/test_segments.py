"""Messages that drop what went before, and messages of several parts."""

from __future__ import annotations

import pytest
from edgewise.agent.segments import moved_on, segments


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("never mind. when are you open", "when are you open"),
        ("ok forget that, how late are you open tonight?", "how late are you open tonight?"),
        ("actually leave the shelf. how do I turn psi into bar?", "how do I turn psi into bar?"),
        ("hold on, drop that. what exactly is clickjacking?", "what exactly is clickjacking?"),
        ("forget it and tell me, do you deliver today?", None),
        ("never mind", None),
        ("wait, forget that, it's 35", None),
        ("I leave the house at nine, will it be here?", None),
        ("what do I do when I forget that", None),
    ],
)
def test_what_is_asked_for_instead(text, rest):
    assert moved_on(text) == rest


def test_a_long_run_of_small_words_costs_nothing():
    assert moved_on("no ok so well " * 2000) is None


def test_parts_have_words_enough_to_be_requests():
    assert segments("block my card and tell me the fees abroad") == ("block my card", "tell me the fees abroad")
    assert segments("yes and no") == ()
