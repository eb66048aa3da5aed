"""A size that is told by a thing."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.sizes_alike import sized_by_a_thing, without_its_like
from edgewise.agent.replies.answering import answer_read

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


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("enormous, a giant one, big as a door", "else"),
        ("a little one, as big as my hand", "small"),
        ("large, the size of a table", "large"),
    ],
)
def test_a_size_that_is_named_beside_a_thing_is_meant(text, size):
    others = Option("else", "another size", ("enormous", "giant"))
    asked = PendingQuestion("box", "Small or large?", "choice", (*OPTIONS, others))
    told = answer_read(text, asked, None).log_likelihood
    assert np.exp(told[size]) > 0.9


def test_without_a_size_beside_it_the_thing_is_all_there_is():
    assert without_its_like("big as a door", BOX) == "big as a door"
    assert without_its_like("a big one", BOX) == "a big one"
