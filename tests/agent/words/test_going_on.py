"""Going on with what was spoken of: once more, with another amount, or with nothing of it."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.new_amounts import only_amounts
from edgewise.agent.words.going_on import anew, recalls, same_again


@pytest.mark.parametrize("text", ["the same again please", "same again", "one more of those", "ok, the same as before"])
def test_the_same_is_asked_for_again(text):
    assert same_again(text)


@pytest.mark.parametrize(
    "text", ["the same but small", "the same for my son", "one more thing", "same problem here", ""]
)
def test_what_is_not_all_the_same_is_something_new(text):
    assert not same_again(text)


@pytest.mark.parametrize("text", ["it was a big one", "well, I ordered a margherita", "those were for my sister"])
def test_who_tells_what_was_asks_for_nothing(text):
    assert recalls(text)


@pytest.mark.parametrize(
    "text",
    ["it was small, I want a big one", "it was a big one?", "it is a big one", "I order one", "a big one please"],
)
def test_who_tells_what_is_or_wants_something_recalls_nothing(text):
    assert not recalls(text)


def test_a_wish_that_speaks_of_nothing_that_was_spoken_of_is_about_something_new():
    said = ["how far does the shelf sag", "2 m and 30 kg"]
    assert anew("how big a radiator for the garage", said)
    assert not anew("how far does it sag with snow on top", said)
    assert not anew("how big a shelf may I build", said)
    assert not anew("and how much", said)
    assert not anew("and in the middle?", said)
    assert not anew("what about oak instead of pine", said)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("and with 12 kg?", True),
        ("what if it were 5 m wide", True),
        ("how about 3 litres", True),
        ("and 3 feet in metres?", False),
        ("12 kg", False),
        ("and with 12 kg is it safe", False),
        ("", False),
    ],
)
def test_what_goes_on_with_an_amount_alone(text, only):
    assert only_amounts(text) is only
