"""Which side of a thing a length belongs to."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.quantities import amounts

LONG, WIDE = "How long is the span?", "How wide is it?"


@pytest.mark.parametrize(
    ("text", "asked", "values"),
    [
        ("20 cm wide and 3 m long", LONG, [3.0]),
        ("3 m long, 20 cm wide", WIDE, [0.2]),
        ("a width of 20 cm, 3 m long", LONG, [3.0]),
        ("20 cm wide", LONG, [0.2]),
        ("20 cm wide and 3 m long", "", [0.2, 3.0]),
        ("it's 2 metres wide and 7 long", LONG, [7.0]),
        ("2.1 wide, 3 high, 7.2 long", LONG, [7.2]),
        ("7 long, 2 wide", WIDE, [2.0]),
        ("2 wide", LONG, [2.0]),
        ("2400 mm free between two walls", LONG, [2.4]),
        ("7 metres with a 3 m trailer", LONG, [7.0, 3.0]),
    ],
)
def test_the_side_that_was_asked_for_is_kept(text, asked, values):
    assert [q.value for q in amounts(text, "meter", asked=asked)] == pytest.approx(values)
