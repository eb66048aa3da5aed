"""Who will use what is asked for, by what a user said so far."""

from __future__ import annotations

import pytest
from edgewise.agent.words.company import company


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("can we use the pool", "together"),
        ("my wife and I want to dive", "together"),
        ("a boat for the three of us", "together"),
        ("may I take my daughter to the pool", "together"),
        ("how much can my brother take", "another"),
        ("what may she eat", "another"),
        ("can I use the pool", ""),
        ("can I take my dad's tablets", ""),
        ("what can we do about it", ""),
        ("my brother is ill, what can I take", ""),
        ("only me", "alone"),
    ],
)
def test_who_will_use_it(text, who):
    assert company([text]) == who


def test_what_is_only_for_somebody_is_not_done_by_them():
    assert company(["a tent for my son"]) == "another"
    assert company(["a tent for my son"], doing=True) == ""


def test_the_last_word_counts_and_replies_that_say_nothing_do_not():
    assert company(["can we dive", "tomorrow"]) == "together"
    assert company(["can we dive", "it's just me after all"]) == "alone"
