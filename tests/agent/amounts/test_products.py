"""Areas and volumes told by their sides, and units of volume and force where a cube or a mass is asked for."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.amounts.units import canonical_unit, convert, unit_named


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60 m3", 60),
        ("60 cubic metres", 60),
        ("60000 litres", 60),
        ("2 cubic centimetres", 2e-6),
        ("2100 cubic feet", 59.4654),
        ("about 60", 60),
        ("5 by 4 by 3 metres", 60),
        ("5x4x2.5", 50),
        ("500 cm by 4 m by 3 m", 60),
        ("20 sqm, 3 m high", 60),
        ("3 metres high and 20 square metres", 60),
        ("5 m long, 4 m wide and 2.5 m high", 50),
        ("60, 3 windows", 60),
    ],
)
def test_a_volume_in_any_words(text, value):
    (found,) = amounts(text, canonical_unit("m**3"))
    assert found.value == pytest.approx(value, rel=1e-4)
    assert found.unit == "meter**3"


@pytest.mark.parametrize("text", ["20 square metres", "5 by 4 metres", "3 m", "16 kg"])
def test_what_is_no_volume_is_left_out(text):
    assert amounts(text, "meter**3") == ()


@pytest.mark.parametrize(("text", "value"), [("4 by 5 metres", 20), ("4 m x 5 m", 20), ("20 sqm", 20), ("6 by 5", 30)])
def test_an_area(text, value):
    assert [q.value for q in amounts(text, "meter**2")] == [value]


@pytest.mark.parametrize(("text", "value"), [("6 foot 3", 1.905), ("6 ft 3", 1.905), ("5 feet 11 inches", 1.8034)])
def test_feet_and_inches_are_no_cubic_feet_where_a_length_is_asked_for(text, value):
    assert [q.value for q in amounts(text, "meter")] == [pytest.approx(value)]


def test_a_ceiling_is_a_side():
    assert [q.value for q in amounts("3 by 2.5 and the ceiling is at 2.4", "meter**3")] == [pytest.approx(18)]


def test_a_length_is_not_multiplied():
    assert amounts("5 by 4 metres", "meter") == ()


def test_a_force_where_a_mass_is_asked_for_is_what_it_weighs():
    assert unit_named("kn", "kilogram") == "kilonewton"
    assert convert(1, "kilonewton", "kilogram") == pytest.approx(101.97, rel=1e-3)
    assert [round(q.value) for q in amounts("1000 N", "kilogram")] == [102]
    assert unit_named("kn", "mile/hour") == "knot"
