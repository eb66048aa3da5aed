"""Choosing dialogues by an expression."""

from __future__ import annotations

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.scripts.selecting import selects

NAMES = ("Adult headache", "smoke", "slow")


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        ("adult", True),
        ("ADULT and smoke", True),
        ("child or smoke", True),
        ("smoke and not slow", False),
        ("not (child or fever)", True),
        ("child and slow or smoke", True),
        ("child and (slow or smoke)", False),
    ],
)
def test_expressions_hold_as_they_read(expression: str, held: bool):
    assert selects(expression, NAMES) is held


@pytest.mark.parametrize("expression", ["", "and", "(smoke", "smoke slow", "smoke or"])
def test_what_is_no_expression_is_told(expression: str):
    with pytest.raises(DialogError):
        selects(expression, NAMES)
