"""Amounts that are put together: so many of one, one and another."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.quantities import amounts


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
        ("60 kg plus the frame 15 kg", 75),
        ("12 kilos of sand and 8 kilos of lime", 20),
        ("30 kg of tiles plus a 5 kg box", 35),
        ("it was 30 kg at first, now 45 kg", 45),
        ("I wrote 30 kg but it's 45 kg", 45),
        ("three quarter of a tonne", 750),
        ("2e3 N", 203.943),
        ("14st 3lb", 90.2645),
        ("two hundredweight", 101.605),
        ("2 US tons", 2000),
        ("20 daN", 20.3943),
        ("500 lbf", 226.796),
        ("twice 15 kg", 30),
        ("three times 20 kilos", 60),
    ],
)
def test_one_weight_is_said(text, value):
    (found,) = amounts(text, "kilogram")
    assert found.value == pytest.approx(value, rel=1e-4)


def test_what_is_not_added_stays_apart():
    assert [q.value for q in amounts("40 kg of sand and 3 m of board", "kilogram")] == [40]
    assert [q.value for q in amounts("40 kg and 10 kg", "kilogram")] == [40, 10]
    assert [q.value for q in amounts("it was 30 kg and 5 kg came on top", "kilogram")][:1] == [30]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("90 euros a night", "day"),
        ("we pay 90 euros a week", "day"),
        ("2x6", "meter"),
        ("4 metres by 5", "meter"),
        ("it is held at one end", "meter"),
        ("one wall only", "meter"),
        ("five people", "money"),
        ("three of us", "money"),
    ],
)
def test_figures_of_other_things_are_no_amounts(text, unit):
    assert amounts(text, unit) == ()


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("one", "meter", 1),
        ("one and a half", "meter", 1.5),
        ("one, please", "meter", 1),
        ("a night", "day", 1),
        ("90 euros a night", "money", 90),
        ("4 x 2 m", "meter", 8),
        ("2x6 boards, 3 m long", "meter", 3),
    ],
)
def test_an_amount_beside_them_is_one(text, unit, value):
    assert [q.value for q in amounts(text, unit)] == pytest.approx([value])


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


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("4 metres, plus a trailer of 3", [7]),
        ("4 m plus a 3 metre trailer", [7]),
        ("2 m and another 3 m", [2, 3]),
        ("7 m plus 2 doors", [7]),
    ],
)
def test_a_length_grows_by_what_is_plus(text, metres):
    assert [q.value for q in amounts(text, "meter")] == metres
