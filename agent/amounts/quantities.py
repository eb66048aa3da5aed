"""Amounts in free words: numbers, units, ranges, "at least", "nearly", "in her forties", "since 2019".

`amounts` finds what a text says in the unit a question asks for. It knows nothing about questions' options
(see `bins`) and nothing about yes or no. Units are converted by pint, loaded at the first conversion.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..words.persons import only_seems
from ..words.plain_words import PlainText, plain_text
from .ages import ages_told
from .counting import counts_things
from .number_words import Number, literal, read_number
from .passing_by import asks_ahead, goes_past, since_then
from .products import product
from .quantity import Mention, Quantity, compared, only_blurs
from .sides import a_side, one_of_sides, said_of
from .spans import asks_for_nights, loose_spans
from .sums import added, each, each_of_several
from .times_of_day import without_times_of_day
from .unit_places import UnitAt, beside_figures, smaller_part, unit_at
from .units import convert, dimension, unit_named

__all__ = ["amounts", "filled_up", "unfit_amount"]

MOST_BESIDE = 5
"""Words beside an amount up to which a reply is taken to be that amount."""
_SIDES = {"area": ("length",), "volume": ("length", "area")}
"""What is multiplied to get what is asked for."""


_CURRENCY = frozenset("$ € £ ¥ ₹ usd eur gbp".split())
_CORRECTED = re.compile(
    r"\b(?:no wait|wait|i meant|i mean|sorry|correction|so|scratch that|make that|make it|or rather|rather|actually|"
    r"instead|should be|oops)\b|"
    # "82 kg? no, 92"
    r"[,.?!-] no ,"
)

_ONCE = re.compile(
    r"\b(?:was|were|said|wrote|thought|used to be|old \w+ is)\b(?! (?:\w+ ){0,2}(?:long|high|wide|born))"
)
_NOW = re.compile(r"\bnow\b|\bbut (?:in fact |really )?(?:it|that|he|she|they) (?:is|are)\b")


_RESTS = frozenset("on upon between under across".split())
"""What stands before things that something rests on, and not before an amount."""


def _number_with_unit(tokens: Sequence[str], i: int, expected: str | None) -> Mention | None:
    number = read_number(tokens, i, fuzzy=True)
    if number is None and tokens[i] in ("a", "an") and i + 1 < len(tokens) and not _priced(tokens, i):
        j = i + 1 + int(tokens[i + 1] in ("whole", "full", "good", "single", "solid"))
        name = unit_named(tokens[j], expected) if j < len(tokens) and len(tokens[j]) > 2 else None
        number = Number(1.0, 1.0, 1.0, j, words=True) if name else None
    if number is None:
        return None
    if expected == "kilometer" and tokens[number.end - 1] == "k":  # "20k" on a road is no 20,000
        number = Number(number.value / 1e3, number.low / 1e3, number.high / 1e3, number.end)
    if (
        number.words
        and tokens[max(0, i - 1)] in _RESTS
        and tokens[number.end : number.end + 1] in (["stones"], ["feet"])
    ):
        return None  # "it lies on two stones", "it stands on four feet"
    unit = unit_at(tokens, number.end, expected)
    value, low, high, end = number.value, number.low, number.high, unit.end
    if i > 0 and tokens[i - 1] in _CURRENCY and unit.name in (None, "meter", "gram"):
        unit = UnitAt("money", number.end)
    if dimension(expected) == "money" and tokens[number.end : number.end + 1] == ["m"]:
        value, low, high, unit = value * 1e6, low * 1e6, high * 1e6, UnitAt("money", number.end + 1)
    if unit.name:
        more, end = smaller_part(tokens, unit.end, unit.name)
        value, low, high = value + more, low + more, high + more
    quantity = Quantity(value, unit.name, low, high)
    return Mention(i, max(end, unit.end), quantity, unit.name is None)


def _priced(tokens: Sequence[str], i: int) -> bool:
    """Whether a figure or a sum of money stands before: "100 euros a night" tells of no night."""
    before, earlier = ["", "", *tokens[:i]][-1], ["", "", *tokens[:i]][-2]
    measured = dimension(unit_named(before, "money")) == "money" or (
        literal(earlier) is not None and unit_named(before)
    )
    return literal(before) is not None or bool(measured)


def _sign(tokens: Sequence[str], mention: Mention) -> Mention:
    before = tokens[mention.start - 1] if mention.start else ""
    earlier = tokens[mention.start - 2] if mention.start > 1 else ""
    if before == "minus" or (before == "-" and literal(earlier) is None and not earlier.isalpha()):
        q = mention.quantity
        return replace(mention, start=mention.start - 1, quantity=replace(q, value=-q.value, low=-q.high, high=-q.low))
    return mention


def _range_from(tokens: Sequence[str], first: Mention, expected: str | None) -> Mention:
    """Join "20 to 30", "between 20 and 30", "3 or 4" into one mention."""
    j = first.end
    up = tuple(tokens[j : j + 2]) == ("up", "to")
    link = "to" if up else tokens[j] if j < len(tokens) else ""
    between = "between" in tokens[max(0, first.start - 2) : first.start]
    if not (link in ("to", "-", "\u2013", "\u2014", "till", "until", "or", "through") or (link == "and" and between)):
        return first
    j += int(up)
    k = j + 1 + int(tokens[j + 1 : j + 2] in (["maybe"], ["even"], ["perhaps"], ["at"], ["$"], ["€"], ["£"]))
    second = _number_with_unit(tokens, k, expected) if k < len(tokens) else None
    if second is None:
        return first
    a, b = first.quantity, second.quantity
    if first.bare:
        a = replace(a, unit=b.unit)
        scale = _suffix_scale(tokens, second, a.value, b.value)
        a = replace(a, value=a.value * scale, low=a.low * scale, high=a.high * scale)
    other = replace(b, unit=a.unit) if second.bare else b.within(a.unit)
    if other is None or other.value < a.value:
        return first
    joined = Quantity((a.value + other.value) / 2, a.unit, a.value, other.value)
    return Mention(first.start, second.end, joined, first.bare and second.bare)


def _suffix_scale(tokens: Sequence[str], second: Mention, a: float, b: float) -> float:
    """The "k" of "30-40k" belongs to both numbers."""
    scaled = [s for s in ("k", "thousand", "million") if s in tokens[second.start : second.end]]
    if not scaled or a >= b / 50:
        return 1.0
    return 1e6 if scaled[0] == "million" else 1e3


def _mentions(tokens: Sequence[str], expected: str | None, now: date, asked: str = "") -> list[Mention]:
    found: list[Mention] = []
    loose = loose_spans(tokens, expected, now, ahead=asks_ahead(asked), nights=asks_for_nights(asked))
    spans = {span.start: span for span in loose}
    i = 0
    while i < len(tokens):
        if i in spans:
            s = spans[i]
            quantity = Quantity(s.value, s.unit, s.low, s.high, approximate=True)
            found += [] if math.isnan(s.value) else [Mention(i, s.end, quantity, bare=False)]
            i = s.end
            continue
        mention = _number_with_unit(tokens, i, expected)
        if mention is None:
            i += 1
            continue
        if tokens[mention.end : mention.end + 1] in (["figures"], ["figure"], ["digits"]) and mention.bare:
            digits = int(min(max(mention.quantity.value, 1), 12))
            mention = replace(mention, quantity=Quantity(3 * 10 ** (digits - 1), None, 10 ** (digits - 1), 10**digits))
        gathered = product(tokens, mention, expected, _number_with_unit)
        mention = gathered or each(tokens, mention, expected, _number_with_unit) or mention
        mention = added(tokens, mention, expected, _number_with_unit)
        mention = compared(tokens, _range_from(tokens, _sign(tokens, mention), expected))
        found.append(mention)
        i = max(mention.end, i + 1)
    return each_of_several(tokens, found, expected, asked)


def _negated(tokens: Sequence[str], mention: Mention) -> bool:
    before = tokens[max(0, mention.start - 2) : mention.start]
    return before[-1:] == ["not"] or (before[:1] == ["not"] and before[1:] in (["just"], ["exactly"], ["my"]))


def _not_withdrawn(tokens: Sequence[str], found: list[Mention]) -> list[Mention]:
    """Drop amounts that were denied ("not 2"), corrected ("2, sorry, 12") or are past ("it was 2, now 12")."""
    kept = [m for m in found if not _negated(tokens, m) and not only_blurs(tokens, m.start)]
    for i in range(len(kept) - 1, 0, -1):
        before = " ".join(tokens[max(0, kept[i - 1].start - 5) : kept[i - 1].start]) + " "
        between = " ".join(tokens[kept[i - 1].end : kept[i].start]) + " "
        if _CORRECTED.search(between) or (_ONCE.search(before) and _NOW.search(between)):
            return kept[i:]
    return kept


def _no_loose_figures(tokens: Sequence[str], found: list[Mention], unit: str | None, asked: str) -> list[Mention]:
    """Leave out figures without a unit beside an amount that has the right one, or one of a side of what is asked.

    In "two 2x4s, 8 feet long" the 8 feet are the length, and in "20 square metres, 2.5 high" nothing is a volume. Times
    are left alone, unless one to come is asked for: "twice a day" is a figure, and no day, but "booking 27, for Friday"
    is on Friday.
    """
    if dimension(unit) == "time" and not asks_ahead(asked):
        return found
    exact = dimension(unit) != "time"
    kinds = {dimension(m.quantity.unit) for m in found if not m.bare and (m.quantity.exact or not exact)}
    telling = {dimension(unit), *_SIDES.get(dimension(unit) or "", ())}
    if dimension(unit) == "length":
        found = [m for m in found if not one_of_sides(tokens, m)]
    return [m for m in found if not m.bare] if dimension(unit) and kinds & telling else found


def amounts(
    text: str | PlainText, unit: str | None = None, *, now: date | None = None, asked: str = ""
) -> tuple[Quantity, ...]:
    """The amounts a text states, in order, those of another dimension than `unit` left out.

    Args:
        text: free words.
        unit: canonical unit that is expected; amounts without a unit are taken to be in it.
        now: today, for years of birth and "since 2019".
        asked: the question; where it asks how long something is, how wide it is is left out, and so is what is left
            where it asks what has passed.
    """
    read = plain_text(text) if isinstance(text, str) else text
    tokens = without_times_of_day(beside_figures(read.plain.split()), unit, asked)
    expected_kind = dimension(unit)
    kept = _not_withdrawn(tokens, _mentions(tokens, unit, now or date.today(), asked))
    kept = [m for m in kept if not only_seems(tokens[: m.start], asked) and not goes_past(tokens, m, asked)]
    kept = ages_told(tokens, since_then(tokens, kept, asked), asked)
    kept = _no_loose_figures(tokens, said_of(tokens, kept, asked), unit, asked)
    result: list[Quantity] = []
    for mention in kept:
        quantity = replace(mention.quantity, text=" ".join(tokens[mention.start : mention.end]))
        if unit is None:
            result.append(quantity)
            continue
        if mention.bare and expected_kind is not None and counts_things(tokens, mention.start, mention.end):
            continue
        if mention.bare and expected_kind in _SIDES and a_side(tokens, mention):
            continue
        if mention.bare:
            quantity = replace(quantity, unit=unit)
        elif expected_kind is None and dimension(quantity.unit) is not None and not _pint_unit(unit):
            continue
        converted = quantity.within(unit)
        if converted is not None:
            result.append(converted)
    return tuple(result)


def unfit_amount(text: str, unit: str | None) -> Quantity | None:
    """An amount of something else than `unit` measures, where nothing that it does measure is said.

    "20 square metres" is no answer to how many cubic metres. Where more is said than an amount, it may well be
    something else altogether, and nothing comes back.
    """
    read, kind = plain_text(text), dimension(unit)
    tokens = read.plain.split()
    if kind is None or read.asks or amounts(read, unit):
        return None
    found = [m for m in _mentions(tokens, unit, date.today()) if not m.bare and m.quantity.exact]
    spoken = sum(token.isalpha() for token in tokens) - sum(
        token.isalpha() for m in found for token in tokens[m.start : m.end]
    )
    return found[0].quantity if found and spoken <= MOST_BESIDE else None


def filled_up(before: str, text: str, unit: str | None) -> str | None:
    """Two messages as one, where the second gives the side that the first left out; None of any others.

    >>> filled_up("5 by 3 metres", "2.4 high", "meter**3"), filled_up("5 by 3 metres", "36 cubic metres", "meter**3")
    ('5 by 3 metres, 2.4 high', None)
    """
    both = f"{before}, {text}"
    if amounts(before, unit) or amounts(text, unit) or not amounts(text):
        return None
    return both if len(amounts(both, unit)) == 1 else None


def _pint_unit(unit: str | None) -> bool:
    return convert(1.0, unit, unit) is not None and dimension(unit) is not None
