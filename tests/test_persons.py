"""Whose figure it is."""

from __future__ import annotations

import pytest
from edgewise.agent.persons import without_others


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        ("my mother is 70 , i am 41", "How old are you?", "i am 41"),
        ("my son says it is hot on mercury", "Which body do you mean?", "my son says it is hot on mercury"),
        ("my mother is 70", "How old is the patient?", "my mother is 70"),
    ],
)
def test_others_are_left_out_only_where_the_user_is_asked_about(text, asked, left):
    assert without_others(text, asked) == left
