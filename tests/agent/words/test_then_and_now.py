"""What holds now beside what held before."""

from __future__ import annotations

import pytest
from edgewise.agent.words.then_and_now import as_of_now, no_longer_so


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("last year it was 3 m, now it is 2", "now it is 2"),
        ("a big one today, last time I had the little one", "a big one today"),
        ("it used to be a balcony, but now it only holds pots", "now it only holds pots"),
        ("30 kg at the moment. it used to be 200", "30 kg at the moment"),
        ("years ago I took iron, these days nothing", "these days nothing"),
    ],
)
def test_what_holds_now_is_kept(text, now):
    assert as_of_now(text) == now


@pytest.mark.parametrize(
    "text",
    [
        "it was large last time",
        "I used to take iron, but not any more",
        "I took heparin until last week, now nothing",
        "I usually take iron, today I took nothing",
        "it hurt yesterday, now it is fine",
        "it is fine now",
        "now a small one please",
        "",
    ],
)
def test_other_words_stay_as_they_are(text):
    assert as_of_now(text) == text


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("I used to take the small one but not today", True),
        ("normally the large one, not this time though", True),
        ("on two hooks. well, one of them came off at easter", True),
        ("two legs, although the back one has snapped", True),
        ("on two hooks, well above the floor", False),
        ("not today", False),
        ("I used to take the small one", False),
    ],
)
def test_what_is_said_to_hold_no_longer(text, over):
    assert no_longer_so(text) is over
