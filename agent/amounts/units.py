"""Units as people write them, and conversion between them by pint, which is loaded at its first use.

It knows the everyday names; anything else that pint can parse is accepted where the question's own unit has
the same dimension. Money has no exchange rates: amounts of money are compared as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pint import UnitRegistry

__all__ = ["MONEY", "canonical_unit", "convert", "dimension", "in_print", "no_inch", "singular", "unit_named"]

MONEY = "money"
GRAVITY = 9.80665
"""Newtons that a kilogram weighs: people give a load in either."""
_EACH = {"people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot"}
_NO_PLURALS, _LONG_PLURALS = ("ss", "us", "is"), ("ches", "shes", "sses", "xes", "zes")
_AFTER_IN = frozenset(
    "fact total all the my our this that it one case front each every reality truth theory there here a an".split()
)
_AKIN = {"mass": "force"}
_TABLE = """
millimeter length mm mil millimetre millimetres millimeter millimeters
centimeter length cm cms centimetre centimetres centimeter centimeters cmtr centis
decimeter length dm decimetre decimetres decimeter decimeters
meter length m metre metres meter meters mtr mtrs
kilometer length km kms kilometre kilometres kilometer kilometers klick klicks k
inch length inch inches in " ''
foot length foot feet ft ' fts
yard length yard yards yd yds
mile length mile miles mi
milligram mass mg mgs milligram milligrams milligramme milligrammes
gram mass g gr gram grams gramme grammes gms gm
kilogram mass kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes kilograms
tonne mass tonne tonnes ton tons t
pound mass lb lbs pound pounds pnds #
ounce mass oz ounce ounces
stone mass stone stones st
long_hundredweight mass hundredweight hundredweights cwt
milliliter volume ml mls millilitre millilitres milliliter milliliters cc
centiliter volume cl centilitre centilitres centiliter centiliters
deciliter volume dl decilitre decilitres deciliter deciliters
liter volume l litre litres liter liters ltr ltrs
gallon volume gallon gallons gal
quart volume quart quarts qt
pint volume pint pints
cup volume cup cups cupful
tablespoon volume tablespoon tablespoons tbsp tbs
teaspoon volume teaspoon teaspoons tsp
meter**3 volume m**3 m^3 m3 m³ cbm
centimeter**3 volume cm**3 cm^3 cm3 cm³ ccm
foot**3 volume ft**3 ft^3 ft3 cuft
inch**3 volume in**3 in^3 in3
yard**3 volume yd**3 yd^3 yd3
millisecond time ms millisecond milliseconds msec
second time second seconds sec secs s
minute time minute minutes min mins m
hour time hour hours hr hrs h
day time day days d night nights
week time week weeks wk wks w weekly
fortnight time fortnight fortnights
month time month months mo mos mth mths m
year time year years yr yrs y yo
decade time decade decades
century time century centuries
degree_Celsius temperature c celsius centigrade °c degc degrees degree °
degree_Fahrenheit temperature f fahrenheit farenheit °f degf
kelvin temperature kelvin kelvins k
kilometer/hour speed kph kmh km/h kmph
mile/hour speed mph
meter/second speed m/s mps
knot speed knot knots kn kt kts
kilobyte data kb kilobyte kilobytes
megabyte data mb meg megs megabyte megabytes
gigabyte data gb gig gigs gigabyte gigabytes g
terabyte data tb terabyte terabytes
megabit/second rate mbps mbit mbits mb/s
gigabit/second rate gbps gbit gb/s
watt power watt watts w
kilowatt power kilowatt kilowatts kw
megawatt power mw megawatt megawatts
horsepower power hp horsepower bhp
joule energy joule joules j
kilojoule energy kj
kilocalorie energy kcal kcals calorie calories cal cals
kilowatt_hour energy kwh
volt voltage volt volts v
ampere current amp amps ampere amperes a
milliampere current ma milliamps
newton force newton newtons n
kilonewton force kn kilonewton kilonewtons
decanewton force dan decanewton decanewtons
force_kilogram force kgf kp kilopond
force_pound force lbf
kip force kip kips
pascal pressure pascal pascals pa
kilopascal pressure kpa
megapascal pressure mpa
bar pressure bar bars
psi pressure psi
hertz frequency hertz hz
kilohertz frequency khz
megahertz frequency mhz
gigahertz frequency ghz
kilometer**2 area sqkm km2 km² km^2
meter**2 area sqm m2 m² m**2 m^2
foot**2 area sqft ft2 ft**2 ft^2
acre area acre acres
hectare area hectare hectares ha
rpm rotation rpm revs
percent share percent % pct percentage per_cent
degree angle degree degrees deg °
money money dollar dollars usd $ buck bucks euro euros eur € quid pound pounds gbp £ cent cents chf franc francs \
inr rupee rupees ₹ yen jpy ¥ aud cad sek nok dkk kronor krona kroner pln zloty peso pesos rand zar real reais yuan \
rmb cny krw won sgd hkd nzd
"""


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    names: dict[str, list[tuple[str, str]]] = {}
    for line in _TABLE.replace("\\\n", "").strip().splitlines():
        canonical, kind, *aliases = line.split()
        for alias in (*aliases, canonical):
            names.setdefault(alias, []).append((canonical, kind))
    return names


@cache
def _dimensions() -> dict[str, str]:
    return {canonical: kind for entries in _names().values() for canonical, kind in entries}


@cache
def _registry() -> UnitRegistry[float]:
    from pint import UnitRegistry

    return UnitRegistry(autoconvert_offset_to_baseunit=True)


@lru_cache(maxsize=4096)
def _pint_dimension(unit: str) -> str | None:
    try:
        return str(_registry().Unit(unit).dimensionality)
    except Exception:  # pint raises a dozen kinds of errors on words that are no units
        return None


def dimension(unit: str | None) -> str | None:
    """What a canonical unit measures ("length", "time", ...), None for things that are only counted."""
    return None if unit is None else _dimensions().get(unit)


def no_inch(words: Sequence[str]) -> bool:
    """Whether an "in" is no inch by what follows it: "it's 5 in fact"."""
    return len(words) > 1 and words[0] == "in" and words[1] in _AFTER_IN


@lru_cache(maxsize=4096)
def canonical_unit(name: str | None) -> str | None:
    """The unit that a question's or option's unit text means; counted things ("people") come back as None."""
    if name is None or not name.strip():
        return None
    key = name.strip().lower()
    found = _names().get(key) or _names().get(key.replace(" ", ""))
    if found:
        preferred = [u for u, kind in found if kind != "length" or key != "k"]
        return preferred[0] if preferred else found[0][0]
    if any(character.isupper() for character in name[1:]) or "/" in name:
        return name.strip() if _pint_dimension(name.strip()) not in (None, "dimensionless") else None
    return None


def unit_named(word: str, expected: str | None = None) -> str | None:
    """The unit a word names, taken in the expected unit's dimension where it has several meanings."""
    found = _names().get(word)
    if found is None:
        if expected and 1 < len(word) < 12 and word[0].isalpha() and _dimensions().get(expected) is None:
            same = _pint_dimension(word)
            return word if same is not None and same == _pint_dimension(expected) else None
        return None
    wanted = dimension(expected)
    if wanted == "temperature" and word in ("degrees", "degree", "°"):
        return expected
    for kind in (wanted, _AKIN.get(wanted or "")):
        same = next((canonical for canonical, measured in found if measured == kind), None)
        if same is not None:
            return same
    if word in ("k", "m", "c", "f", "g", "a", "v", "w", "h", "d", "s", "j", "n", "t", "l", "y", "in", "'", '"'):
        return found[0][0] if word in ("m", "g", "l", "'", '"') else None
    return found[0][0]


@lru_cache(maxsize=65536)
def convert(value: float, source: str | None, target: str | None) -> float | None:
    """The same amount in another unit, or None where the two measure different things."""
    if source is None or target is None or source == target:
        return value
    if source == "decade":  # to pint a logarithmic unit
        value, source = 10.0 * value, "year"
    if source == "ounce" and dimension(target) == "volume":
        source = "fluid_ounce"
    if MONEY in (source, target) or "percent" in (source, target):
        return None
    if dimension(source) == "force" and dimension(target) == "mass":
        newtons = convert(value, source, "newton")
        return None if newtons is None else convert(newtons / GRAVITY, "kilogram", target)
    try:
        quantity = cast(Any, _registry()).Quantity(value, source)  # pint's generics say nothing here
        return float(quantity.to(target).magnitude)
    except Exception:  # incompatible, or no unit at all
        return None


def in_print(unit: str) -> str:
    """A unit as it is printed: ``m**3`` as m³."""
    return unit.replace("**2", "²").replace("**3", "³").replace(" * ", "·")


def singular(plural: str) -> str:
    """One of what a plain plural names: "nights" are each a night, "people" a person; any other word stays."""
    if plural in _EACH:
        return _EACH[plural]
    short = len(plural) < 4 or not plural.isalpha() or not set("aeiou") & set(plural)  # "lbs", "km/s", "mbps"
    if short or not plural.endswith("s") or plural.endswith(_NO_PLURALS):
        return plural
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return plural[: -2 if plural.endswith(_LONG_PLURALS) else -1]
