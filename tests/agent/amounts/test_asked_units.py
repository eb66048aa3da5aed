"""The unit that somebody asks for an answer in."""

from __future__ import annotations

import pytest
from edgewise.agent.amounts.asked_units import asked_unit, unit_words


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("how far is Saturn, in light years and not in kilometres", "light year"),
        ("how many AU out is saturn? not miles, I dont do miles", "AU"),
        ("how far is Mercury, in miles please", "mile"),
        ("how many light minutes is the sun away", "light minute"),
        ("how wide is it in feet", "foot"),
        ("how many km is it, not miles", None),
        ("is it 400 miles away", None),
        ("how far is it", None),
        ("how heavy is it in pounds", None),
    ],
)
def test_which_unit_is_asked_for(text, unit):
    assert asked_unit(text, "km") == unit


def test_it_is_said_which_unit_the_numbers_come_in():
    assert unit_words("psi", "bar") == "You ask for psi; my numbers are in bar."
    assert unit_words("foot", "km") == "You ask for feet; my numbers are in km."
    assert unit_words("light minute", "m**3") == "You ask for light minutes; my numbers are in m³."
