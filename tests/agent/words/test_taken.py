"""What was taken already, and what is over."""

from __future__ import annotations

import pytest
from edgewise.agent.words.taken import is_over, tells_as_much


@pytest.mark.parametrize(
    ("clause", "so"),
    [
        ("she had codeine at noon", True),
        ("two codeine since lunch", True),
        ("codeine an hour ago, how many more", True),
        ("can I take codeine", False),
        ("how often is codeine given", False),
        ("I took codeine last month", False),
        ("had a cold since noon, how much codeine", False),
    ],
)
def test_only_who_tells_of_taking_took_it(clause: str, so: bool) -> None:
    assert tells_as_much(clause, "I took codeine at ten") is so
    assert tells_as_much(clause, "codeine")  # no way to tell of taking


def test_what_was_stopped_is_over() -> None:
    assert is_over("he came off the codeine")
    assert is_over("I have had it before")
    assert not is_over("I had it before breakfast")
