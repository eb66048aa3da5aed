import math
from datetime import date

import pytest
from edgewise.agent.amounts.counting import counted
from edgewise.agent.amounts.number_words import read_number
from edgewise.agent.amounts.quantities import amounts
from edgewise.agent.amounts.quantity import Quantity
from edgewise.agent.amounts.units import canonical_unit, convert, dimension
from edgewise.agent.matching.bins import bin_mass, bins_from_options, number_question
from edgewise.agent.words.plain_words import plain_text
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = date(2026, 11, 20)
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(n: int) -> str:
    """English for 0 to 999,999, written independently of the parser."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return ONES[n // 100] + " hundred" + (f" and {spelt(n % 100)}" if n % 100 else "")
    rest = n % 1000
    return spelt(n // 1000) + " thousand" + (f" {'and ' if rest < 100 else ''}{spelt(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_number_words_mean_their_number(n):
    tokens = plain_text(spelt(n)).plain.split()
    number = read_number(tokens, 0)
    assert number is not None
    assert number.value == n
    assert number.end == len(tokens)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("two and a half", "kilogram", 2.5),
        ("6 ft 2", "centimeter", 187.96),
        ("5'8\"", "centimeter", 172.72),
        ("1m65", "centimeter", 165),
        ("one metre seventy", "centimeter", 170),
        ("1,5 m", "centimeter", 150),
        ("fifteen stone 4", "kilogram", 97.07),
        ("12 stone", "kilogram", 76.2),
        ("half a litre", "milliliter", 500),
        ("a dozen", None, 12),
        ("four score and seven", None, 87),
        ("two score", None, 40),
        ("a score of six", None, 6),
        ("half a dozen", None, 6),
        ("18 months old", "year", 1.5),
        ("an hour and a half", "minute", 90),
        ("1h30", "minute", 90),
        ("1,200", "money", 1200),
        ("10 000", "money", 10000),
        ("18.000 €", "money", 18000),
        ("1.5k", "money", 1500),
        ("a quarter of a million", "money", 250000),
        ("three quarters of a mile", "meter", 1207.0),
        ("3/4 of a mile", "meter", 1207.0),
        ("2 1/2 cups", "milliliter", 591.47),
        ("minus 5 degrees", "degree_Celsius", -5),
        ("120°F", "degree_Celsius", 48.889),
        ("50 miles per hour", "kilometer/hour", 80.467),
        ("sixteen ounces", "milliliter", 473.18),
        ("sixteen ounces", "gram", 453.59),
        ("12 kN", "kilonewton", 12),
        ("about 6 glasses of 250 ml", "liter", 1.5),
        ("no, I meant 12, not 2", "year", 12),
        ("300, no sorry, 30 kg", "kilogram", 30),
        ("thirtyfive", "year", 35),
        ("fourty", "year", 40),
        ("she turned 4 in May", "year", 4),
    ],
)
def test_exact_amounts(text, unit, value):
    assert amounts(text, unit, now=NOW)[0].value == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("between 20 and 30", "year", 20, 30),
        ("20 to 25 kg", "kilogram", 20, 25),
        ("30-40k", "money", 30000, 40000),
        ("3 or 4 days", "day", 3, 4),
        ("over 65", "year", 65, math.inf),
        ("65+ years", "year", 65, math.inf),
        ("three times or more", None, 3, math.inf),
        ("under a year", "year", 0, 1),
        ("up to 2 kg", "kilogram", 0, 2),
        ("fifty bucks tops", "money", 0, 50),
        ("in her forties", "year", 40, 49.99),
        ("late 20s", "year", 26, 29.99),
        ("early thirties", "year", 30, 33.99),
        ("born in 1990", "year", 35, 36.99),
        ("six figures", "money", 100_000, 1_000_000),
    ],
)
def test_ranges(text, unit, low, high):
    found = amounts(text, unit, now=NOW)[0]
    assert found.low == pytest.approx(low, abs=1e-6)
    assert found.high == pytest.approx(high, abs=1e-6)


def test_about_is_kept_as_approximate():
    assert amounts("about 80 kg", "kilogram")[0].approximate
    assert not amounts("80 kg", "kilogram")[0].approximate


def test_amounts_of_another_dimension_are_left_out():
    assert amounts("80 kg", "year") == ()
    assert [q.value for q in amounts("34 years and 80 kg", "kilogram")] == [80]


def test_pronouns_are_no_numbers():
    assert amounts("the second one") == ()
    assert amounts("no one") == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("just me", 1),
        ("me and my girlfriend", 2),
        ("two adults and a baby", 3),
        ("for me and three friends", 4),
        ("twins", 2),
        ("between three and five", None),
        ("five, six if my aunt comes", None),
        ("two adults, one kid", 3),
        ("no kids", 0),
        ("I don't have any", 0),
        ("we haven't got a single one", 0),
        ("there isn't a single chair", 0),
        ("not one single cat", 0),
        ("a single one", 1),
        ("not only a single one", 1),
        ("I don't want a single room", 1),
    ],
)
def test_counting_without_a_figure(text, count):
    assert counted(plain_text(text).plain.split()) == count


def test_counting_says_nothing_about_other_talk():
    assert counted("what time is it".split()) is None


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        ("0-12 years|12-65 years|65+ years", [(0, 12), (12, 65), (65, None)]),
        ("0-12|13-17|18-64|65+", [(0, 13), (13, 18), (18, 65), (65, None)]),
        ("under 18|18-64|65 or older", [(0, 18), (18, 65), (65, None)]),
        ("none|1-2|3+", [(0, 1), (1, 3), (3, None)]),
        ("<100|100-500|500+", [(0, 100), (100, 500), (500, None)]),
        ("less than 24 hours|1-3 days|4-7 days", [(0, 24), (24, 96), (96, 168)]),
        ("$0-50|$50-100|$100+", [(0, 50), (50, 100), (100, None)]),
    ],
)
def test_bins_are_read_from_options(options, edges):
    bins = bins_from_options(options.split("|"))
    assert bins is not None
    for option, (low, high) in zip(bins, edges, strict=True):
        assert option.low == pytest.approx(low)
        assert (option.high is None) == (high is None)
        assert high is None or option.high == pytest.approx(high)


@pytest.mark.parametrize(
    "options", ["red|blue", "iPhone 12|iPhone 13", "first class|second class", "size 8|size 10", "one-way|round trip"]
)
def test_names_are_no_bins(options):
    assert bins_from_options(options.split("|")) is None


def test_more_than_ten_leaves_ten_to_the_bin_below():
    bins = bins_from_options(["0-3 years", "4-10 years", "more than 10 years"])
    assert bins is not None
    assert bin_mass(Quantity(10, "year", 10, 10), bins).argmax() == 1


def test_an_age_needs_no_unit():
    question = number_question("a", "How old are you?", ["under 18", "18-30", "over 30"])
    assert question is not None
    assert question.unit == "year"


BINS = bins_from_options(["0-10 m", "10-30 m", "30-100 m", "100+ m"]) or ()


@settings(max_examples=60)
@given(st.floats(0, 1000), st.floats(0, 1000), st.booleans())
def test_mass_is_a_probability(a, b, approximate):
    low, high = sorted((a, b))
    mass = bin_mass(Quantity((low + high) / 2, "meter", low, high, approximate), BINS)
    assert (mass >= 0).all()
    assert mass.sum() <= 1 + 1e-9
    assert not approximate or low != high or mass.sum() > 0.49


@given(st.floats(0.5, 900))
def test_an_exact_amount_lies_in_the_bin_that_contains_it(value):
    mass = bin_mass(Quantity(value, "meter", value, value), BINS)
    expected = [o.low <= value and (o.high is None or value < o.high) for o in BINS]
    assert (mass > 0.5).tolist() == expected


def test_a_range_spreads_over_bins():
    mass = bin_mass(Quantity(20, "meter", 5, 35), BINS)
    assert mass[:3] == pytest.approx([5 / 30, 20 / 30, 5 / 30])


@given(
    st.floats(-50, 500),
    st.sampled_from([("kilogram", "pound"), ("degree_Celsius", "degree_Fahrenheit"), ("mile", "meter")]),
)
def test_conversion_there_and_back(value, pair):
    there = convert(value, *pair)
    assert there is not None
    assert convert(there, pair[1], pair[0]) == pytest.approx(value, abs=1e-6)


def test_units_know_their_dimension():
    assert canonical_unit("kg") == "kilogram"
    assert dimension(canonical_unit("yrs")) == "time"
    assert canonical_unit("people") is None
    assert convert(1.0, "kilogram", "meter") is None
    assert convert(1.0, "money", "meter") is None


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text):
    for unit in (None, "year", "kilogram"):
        for quantity in amounts(text, unit, now=NOW):
            assert not math.isnan(quantity.value)
            assert quantity.low <= quantity.high


def test_a_unit_set_against_another_belongs_to_the_figure_before() -> None:
    (told,) = amounts("three and a half. months, not years!", "year")
    assert told.value == pytest.approx(3.5 / 12, rel=1e-3)
    assert amounts("she is 12. years ago she was ill", "year")[0].value == 12


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one eighty-five", 185),
        ("two forty please", 240),
        ("seven fifty a month", 750),
        ("a good dozen", 12),
        ("at two thirty", 2),
        ("two fifty kilo bags", 2),
        ("six ten-year-olds", 6),
        ("twenty five", 25),
        ("ten fifteen", 10),
    ],
)
def test_hundreds_that_are_not_named(text, value):
    tokens = plain_text(text).plain.split()
    number = next(n for i in range(len(tokens)) if (n := read_number(tokens, i)) is not None)
    assert number.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("five, no six", 6),
        ("five. sorry, six", 6),
        ("20, wait, 30", 30),
        ("seven or rather eight", 8),
        ("me, my wife, no kids", 2),
        ("two adults and no dogs, one cat", 3),
    ],
)
def test_a_count_that_is_put_right(text, value):
    assert counted(plain_text(text).plain.split()) == value


@pytest.mark.parametrize("text", ["45 +/- 5 kg", "45 kg, give or take 5", "45 plus or minus 5 kg", "45 \u00b1 5 kg"])
def test_how_far_off_an_amount_may_be_is_none(text):
    assert [amount.value for amount in amounts(text, "kilogram")] == [45]


@pytest.mark.parametrize(
    ("text", "value"),
    [("it's 3 in fact", 3), ("4 in total", 4), ("100 in wide", 2.54), ("100 in", 2.54), ("6 ft 2 in", 1.8796)],
)
def test_an_in_that_is_no_inch(text, value):
    assert amounts(text, "meter")[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("less than 100 kg", True), ("over 3 m", True), ("up to 3 m", True), ("2 to 3 m", False), ("0 kg", False)],
)
def test_an_amount_with_an_open_end_is_said_to_have_one(text: str, is_open: bool) -> None:
    """Half of "less than 100 kg" is no weight that anybody told."""
    assert [amount.open for amount in amounts(text)] == [is_open]


def test_a_figure_after_a_no_takes_the_place_of_the_one_before():
    assert [q.value for q in amounts("82 kg? no, 92", "kilogram")] == [92]


def test_what_stands_for_a_loose_time_is_whole_and_an_exact_one_stays() -> None:
    days = "In how many days is the move?"
    (loose,) = amounts("end of next month", "day", asked=days, now=date(2026, 6, 1))
    assert loose.value != round(loose.value) and loose.typical == round(loose.value)
    (exact,) = amounts("in 2.5 days", "day", asked=days)
    assert exact.typical == 2.5
    (length,) = amounts("between 10 and 15 metres", canonical_unit("metres"))
    assert length.typical == length.value == 12.5
