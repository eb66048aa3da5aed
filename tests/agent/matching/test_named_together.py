"""Rows of names in a message, of which each is wanted."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.named_together import NamedTogether
from edgewise.agent.matching.questions import Option, PendingQuestion

KIND = PendingQuestion(
    "kind",
    "Which one?",
    "choice",
    (
        Option("tea", "Tea"),
        Option("cocoa", "Cocoa", ("chocolate", "Ovaltine")),
        Option("coffee", "Coffee"),
        Option("else", "something else", ("tea and coffee", "a juice")),
    ),
)
SIZE = PendingQuestion("size", "Which size?", "choice", (Option("small", "small"), Option("large", "large")))
NAMES = NamedTogether([KIND], [SIZE])


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("tea and cocoa", ["tea", "cocoa"]),
        ("a large tea and a small cocoa please", ["a large tea please", "a small cocoa please"]),
        ("Tea, cocoa and coffee!", ["Tea!", "cocoa!", "coffee!"]),
        ("one tea, and then two cocoas", None),  # "cocoas" is no name that is listed
        ("both of them, tea and then cocoa", ["tea", "cocoa"]),
        ("a tea & a cocoa, both large", ["a tea, large", "a cocoa, large"]),
        ("is the tea as well as the cocoa hot?", ["is the tea hot?", "is the cocoa hot?"]),
        ("how hot is the tea and how hot is the cocoa?", ["how hot is the tea?", "how hot is cocoa?"]),
        ("how hot is the tea? And the cocoa?", ["how hot is the tea?", "how hot is the cocoa?"]),
        ("is tea hot, and what about cocoa", None),
        ("tea and Ovaltine", ["tea", "Ovaltine"]),
        ("a tea for Luca and a cocoa for Ben", ["a tea for Luca", "a cocoa for Ben"]),
        (
            "tea for my older sister, cocoa for him, both large",
            ["tea for my older sister, large", "cocoa for him, large"],
        ),
        ("for Luca a tea, and for Ben a cocoa", ["for Luca a tea", "for Ben a cocoa"]),
        ("tea for the two of us, and cocoa", None),
        ("my order for Friday: a tea and a cocoa", ["my order for Friday: a tea", "my order for Friday: a cocoa"]),
        ("a tea and a chocolate", ["a tea", "a chocolate"]),
    ],
)
def test_each_name_of_a_row_stands_alone(text, each):
    row = NAMES.row(text)
    assert (row and [row.alone(name) for name in row.names]) == each


@pytest.mark.parametrize(
    "text",
    [
        "tea",
        "two teas please",
        "tea or cocoa",
        "not tea and cocoa",
        "a mixture of tea and cocoa",
        "tea with coffee and cocoa",
        "what is the difference between tea and cocoa",
        "tea and chocolate",  # may be one thing
        "tea and coffee",  # is the name of one
        "tea and tea",
        "I had a coffee. Now a tea and a cocoa",  # which of the three is wanted is not plain
        "large and small",
        "",
    ],
)
def test_what_is_one_thing_or_set_against_another_is_no_row(text):
    assert NAMES.row(text) is None


def test_where_no_names_are_wishes_of_their_own_nothing_is_a_row():
    assert NamedTogether([], [KIND, SIZE]).row("tea and cocoa") is None


def test_a_long_message_is_searched_in_no_time():
    assert NAMES.row("a tea, " * 20_000) is None
    assert NAMES.row("large " * 20_000) is None
    assert NAMES.row(f"tea{' ' * 50_000},{' ' * 50_000}") is None
