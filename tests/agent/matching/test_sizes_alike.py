"""A size that is told by a thing."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.sizes_alike import sized_by_a_thing

OPTIONS = (Option("small", "small", ("little",)), Option("large", "large", ("big", "huge")))
BOX = PendingQuestion("box", "Small or large?", "choice", (*OPTIONS, Option("else", "another size")))


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("a box big as a door", True),
        ("as big as my car please", True),
        ("the size of a house", True),
        ("as big as possible", False),
        ("as big as the last one", False),
        ("a large one, as big as a wheel", False),
        ("a big one", False),
        ("small, as long as my brother can lift it", False),
    ],
)
def test_what_is_as_big_as_a_thing_is_no_plain_size(text, alike):
    assert sized_by_a_thing(text, BOX, "large") is alike


def test_where_there_are_no_other_sizes_it_is_one_of_them():
    bare = PendingQuestion("box", "Small or large?", "choice", OPTIONS)
    assert not sized_by_a_thing("a box big as a door", bare, "large")
