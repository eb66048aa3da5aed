"""Amounts that are put together: so many of one, one and another."""

from __future__ import annotations

import pytest
from edgewise.agent.quantities import amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 x 12 kg", 48),
        ("four sacks of 25 kg", 100),
        ("four 25 kg sacks", 100),
        ("4 boxes at 12 kilos", 48),
        ("12 kg each, four of them", 48),
        ("four of them, 12 kg each", 48),
        ("40 kg plus 10 kg for the board", 50),
        ("20 kg and another 5 kg", 25),
        ("a tonne and a half", 1500),
        ("14st 3lb", 90.2645),
        ("two hundredweight", 101.605),
        ("2 US tons", 2000),
        ("20 daN", 20.3943),
        ("500 lbf", 226.796),
    ],
)
def test_one_weight_is_said(text, value):
    (found,) = amounts(text, "kilogram")
    assert found.value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize("text", ["60 kg/m", "30 kg per metre", "30 kilos a metre", "2 kN per square metre"])
def test_what_is_spread_over_something_is_no_weight(text):
    assert amounts(text, "kilogram") == ()


def test_a_weight_at_a_distance_is_a_weight():
    (found,) = amounts("80 kg a metre from the wall", "kilogram")
    assert found.value == 80


@pytest.mark.parametrize(("text", "value"), [("two 2x4s, 8 feet long", 2.4384), ("2.4 metres, 2x4s", 2.4)])
def test_a_length_beside_the_size_of_the_timber(text, value):
    (found,) = amounts(text, "meter")
    assert found.value == pytest.approx(value)
