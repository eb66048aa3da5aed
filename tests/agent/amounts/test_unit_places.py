"""A unit that is named after, or before, its figure."""

import pytest
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.amounts.unit_places import beside_figures
from edgewise.agent.amounts.units import convert
from edgewise.agent.words.plain_words import plain_text


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("eight or so. weeks, I should add", 8, "week"),
        ("seven... months that is", 7, "month"),
        ("thirteen, in months", 13, "month"),
        ("he's about 17, well, months", 17, "month"),
        ("four (days)", 4, "day"),
        ("ten, if you count in weeks", 10, "week"),
        ("in weeks: nine", 9, "week"),
        ("she's 31 in months", 31, "month"),
        ("sixty counted in weeks", 60, "week"),
        ("in months he's 20", 20, "month"),
        ("half a. year, not month", 0.5, "year"),
        ("6. years, not months", 6, "year"),
    ],
)
def test_a_unit_said_apart_belongs_to_its_figure(text, amount, unit):
    said = amounts(text, "year")[0].value
    assert said == pytest.approx(convert(amount, unit, "year"))


@pytest.mark.parametrize(
    "text",
    [
        "40. weeks pregnant with twins",
        "33, weeks ago I would have said 32",
        "5, off school for weeks",
        "8, not weeks",
        "9. in months past he grew",
    ],
)
def test_a_unit_that_goes_on_belongs_to_no_figure_before_it(text):
    assert amounts(text, "year")[0].value == float(text.split(",")[0].split(".")[0])


def test_a_length_in_centimetres_said_late_is_one():
    assert amounts("a hundred and twenty, that's centimetres of course", "meter")[0].value == pytest.approx(1.2)


@pytest.mark.parametrize("text", ["2 m", "ten", "", "between 3 and 4 kg", "6 ft 2, roughly"])
def test_what_has_its_unit_stays(text):
    tokens = plain_text(text).plain.split()
    assert beside_figures(tokens) == tokens


@pytest.mark.parametrize("text", ["could easily pass for 20", "she looks like a teenager", "built like an adult"])
def test_an_age_that_somebody_only_looks_is_none(text):
    assert amounts(text, "year", asked="How old is he?") == ()
    assert amounts(f"{text}, but he is 9", "year", asked="How old is he?")[0].value == 9


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("one meter and the half of one", [1.5]),
        ("a metre and half", [1.5]),
        ("a metre and a half of oak", [1.5]),
        ("0.26 of a metre", [0.26]),
        ("2 m and half a foot", [2, 0.1524]),
        ("5 of one kind", []),
    ],
)
def test_a_part_of_a_unit_is_said_in_many_ways(text, metres):
    assert [said.value for said in amounts(text, "meter")] == pytest.approx(metres)
