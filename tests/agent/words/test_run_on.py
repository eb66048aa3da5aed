"""Clauses in words without punctuation."""

from __future__ import annotations

import pytest
from edgewise.agent.words.run_on import parted, paused


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        (
            "no shes all right shes drinking well shes got spots that stay when I press",
            ["no shes all right", "shes drinking well", "shes got spots that stay when I press"],
        ),
        (
            "I took one at nine there is a bit of blood in it they are both pale",
            ["I took one at nine", "there is a bit of blood in it", "they are both pale"],
        ),
        ("she is fine she is eating", ["she is fine she is eating"]),  # few words are one clause
        ("what do I have to do in the middle of the night if he is hot", None),
        ("call the doctor in the morning or at night whenever she has a high fever", None),
        ("I think that it is all right by now because he has had his tea", None),
    ],
)
def test_a_clause_ends_where_the_next_begins(clause: str, parts: list[str] | None) -> None:
    assert parted(clause) == (parts or [clause])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("no she takes warfarin", "no, she takes warfarin"),
        ("Nope it's on two walls", "Nope, it's on two walls"),
        ("no my mother\u2019s on warfarin", "no, my mother\u2019s on warfarin"),
        *(
            (text, text)
            for text in ("no warfarin", "no he hates salami", "no it isn't", "no we had that", "no, he is", "yes he is")
        ),
    ],
)
def test_a_clause_of_its_own_after_a_no_is_not_what_it_denies(text, read):
    assert paused(text) == read
