"""Clauses in words without punctuation."""

from __future__ import annotations

import pytest
from edgewise.agent.words.run_on import parted


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
