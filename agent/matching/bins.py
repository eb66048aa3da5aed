"""Bins of a number question: reading them from option texts, and the mass an amount puts on each.

Bins are half-open, ``[low, high)``. An exact amount lies in one bin; an approximate one has a width; a range
spreads evenly; an open range ("over 65") decays away from its edge. It knows nothing of replies as such.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..amounts.number_words import read_number
from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..amounts.units import canonical_unit, dimension, unit_named
from ..words.plain_words import plain_text
from .questions import Option, PendingQuestion

__all__ = ["bin_mass", "bins_from_options", "number_question", "plausible_unit"]

_BIN_WORDS = frozenset(
    "less than more over under up to at least most between and or from below above about older younger fewer "
    "greater higher lower longer shorter plus than years year old of age the a an no not none zero only around "
    "approx roughly in total per times time max maximum min minimum within exactly".split()
)
_STRICT = re.compile(
    # "more than 10", "over 65", ">65"; not ">=65"
    r"\b(?:more|older|longer|greater|higher|heavier|taller|bigger|larger|faster) than\b|"
    r"\bover\b|\babove\b|>(?!=)|\bexceed"
)
"""Names of bins whose edge belongs to the bin below."""
_BELOW = re.compile(
    # "under 5 degrees", "10 or colder", "up to 20"
    r"\b(?:under|below|less|lower|colder|cooler|up to|or (?:less|below|colder))\b|<"
)
_OR_MORE = re.compile(
    # "10 or more", "65 and over", "65+"
    r"\bor (?:more|over|above|older|equal)|\band (?:over|above)|\+"
)


def _is_bin(name: str) -> bool:
    """Whether an option's text is an amount and nothing else."""
    plain = re.sub(r"\([^)]*\)", "", name)
    tokens = plain_text(plain).plain.split()
    if not tokens:
        return False
    if tokens in (["none"], ["zero"], ["never"]):
        return True
    i, numbers, rest = 0, 0, list[str]()
    while i < len(tokens):
        number = read_number(tokens, i)
        if number is not None:
            numbers, i = numbers + 1, max(number.end, i + 1)
            continue
        if tokens[i].isalpha() and tokens[i] not in _BIN_WORDS and unit_named(tokens[i]) is None:
            rest.append(tokens[i])
        i += 1
    single_unit = any(t in ("a", "an") for t in tokens) and any(unit_named(t) for t in tokens if len(t) > 2)
    starts_with_number = read_number(tokens, 0) is not None or tokens[0] in _BIN_WORDS or not tokens[0].isalpha()
    return (numbers > 0 or single_unit) and starts_with_number and len(rest) <= (1 if numbers else 0)


def _question_unit(names: Sequence[str]) -> tuple[str | None, str | None]:
    """The unit the options share: (as written, canonical); the first one named."""
    for name in names:
        found = amounts(name)
        for quantity in found:
            if quantity.unit is not None:
                return quantity.unit, quantity.unit
    for name in reversed(names):
        words = [w for w in plain_text(name).words if w.isalpha() and w not in _BIN_WORDS]
        words = [w for w in words if read_number((w,), 0) is None]
        if words:
            return words[-1], canonical_unit(words[-1])
    return None, None


def _edges(name: str, unit: str | None) -> tuple[float, float] | None:
    if plain_text(name).plain in ("none", "zero", "never"):
        return 0.0, math.nextafter(0.0, 1.0)
    found = amounts(name, unit)
    if not found:
        return None
    low = found[0].low
    if (
        low == 0.0
        and dimension(found[0].unit or unit) == "temperature"
        and found[0].value > 0.0 == low != found[0].high
    ):
        low = -math.inf if _BELOW.search(name.lower()) else low  # it can be colder than zero
    if math.isinf(found[0].high) and _STRICT.search(name.lower()) and not _OR_MORE.search(name.lower()):
        low = math.nextafter(low, math.inf)  # "more than 10" leaves the 10 to the bin below
    return low, found[0].high


def bins_from_options(names: Sequence[str]) -> tuple[Option, ...] | None:
    """Read "0-12 years|12-65 years|65+ years" as half-open bins, or None if the texts are not all amounts.

    Gaps between bins written for whole numbers ("0-12", "13-17") are closed upwards.
    """
    if len(names) < 2 or not all(map(_is_bin, names)):
        return None
    unit = _question_unit(names)[1]
    edges = [_edges(name, unit) for name in names]
    if any(edge is None for edge in edges):
        return None
    known = [edge for edge in edges if edge is not None]
    order = sorted(range(len(names)), key=lambda i: known[i])
    low, high = [edge[0] for edge in known], [edge[1] for edge in known]
    for here, after in itertools.pairwise(order):
        if high[here] == low[here] and low[after] == low[here]:
            low[after] = math.nextafter(low[here], math.inf)
        if high[here] < low[after] or high[here] > low[after] > low[here]:
            high[here] = low[after]
    last = order[-1]
    if math.isfinite(high[last]):
        high[last] = math.nextafter(high[last], math.inf)
    return tuple(
        Option(name, name, (), lo if math.isfinite(lo) else None, hi if math.isfinite(hi) else None)
        for name, lo, hi in zip(names, low, high, strict=True)
    )


_ASKED_IN = re.compile(r"\b(?:in|how many) ([a-z]{3,})\b")
_SHARE = re.compile(r"\bpercent(?:age)?\b|%")


def _unit_asked(text: str) -> str | None:
    """The unit that the question itself names: "in grams", "how many litres", "how old"."""
    lowered = text.lower()
    if re.search(r"\b(?:how old|age|aged)\b", lowered):
        return "year"
    if _SHARE.search(lowered):
        return "percent"
    named = (unit_named(word) for word in _ASKED_IN.findall(lowered))
    wanted = ("mass", "length", "volume", "time")
    return next((unit for unit in named if dimension(unit) in wanted and unit not in ("kilometer", "mile")), None)


def number_question(identity: str, text: str, names: Sequence[str]) -> PendingQuestion | None:
    """A number question from option texts, with the unit they are written in; None if they are no bins."""
    bins = bins_from_options(names)
    if bins is None:
        return None
    written, canonical = _question_unit(names)
    if written is None:
        canonical = _unit_asked(text)
    return PendingQuestion(identity, text, "number", bins, canonical or written)


def _edge_arrays(options: Sequence[Option]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low = np.array([-math.inf if o.low is None else o.low for o in options])
    high = np.array([math.inf if o.high is None else o.high for o in options])
    return low, high


def plausible_unit(quantity: Quantity, options: Sequence[Option], unit: str | None, said: bool) -> Quantity:
    """Rescale a bare "1.62" to the 162 cm it must mean where the bins are far away from it."""
    low, high = _edge_arrays(options)
    finite = np.concatenate([low[np.isfinite(low)], high[np.isfinite(high)]])
    finite = finite[finite > 0]
    if said or not finite.size or quantity.value == int(quantity.value):
        return quantity
    scale = {"centimeter": 100.0, "gram": 1000.0, "milliliter": 1000.0, "millimeter": 1000.0}.get(unit or "", 1.0)
    if scale > 1 and quantity.value < finite.min() / 20:
        return replace(quantity, value=quantity.value * scale, low=quantity.low * scale, high=quantity.high * scale)
    return quantity


def _normal_cdf(x: NDArray[np.float64], mean: float, spread: float) -> NDArray[np.float64]:
    return np.array([0.5 * (1 + math.erf((v - mean) / (spread * math.sqrt(2)))) for v in x])


def bin_mass(quantity: Quantity, options: Sequence[Option]) -> NDArray[np.float64]:
    """Probability that the amount lies in each bin, `[n]`; all zero where it lies in none.

    Exact: an indicator. Approximate: normal with a standard deviation of 4 % of the value. A range: uniform.
    Open above: exponential with a mean of a fifth of its edge.
    """
    low, high = _edge_arrays(options)
    if quantity.low == 0.0 and quantity.high > 1e-9 and quantity.value < quantity.high:
        quantity = replace(quantity, low=-math.inf)  # "20 km at most" is nearer to 20 than to none
    if math.isinf(quantity.high) or math.isinf(quantity.low):
        return _open_mass(quantity, low, high)
    if quantity.high - quantity.low > 1e-9:
        width = quantity.high - quantity.low
        return np.clip(np.minimum(high, quantity.high) - np.maximum(low, quantity.low), 0.0, None) / width
    inside = ((low <= quantity.value) & (quantity.value < high)).astype(np.float64)
    if not quantity.approximate or abs(quantity.value) < 1e-9:
        return inside
    spread = 0.04 * abs(quantity.value)
    blurred = _normal_cdf(high, quantity.value, spread) - _normal_cdf(low, quantity.value, spread)
    return 0.5 * inside + 0.5 * np.clip(blurred, 0.0, 1.0)


def _open_mass(quantity: Quantity, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    upward = math.isinf(quantity.high)
    edge = quantity.low if upward else quantity.high
    scale = max(abs(edge) / 5, 1e-9)
    lo, hi = (low, high) if upward else (-high, -low)
    edge = edge if upward else -edge
    start = np.clip((np.maximum(lo, edge) - edge) / scale, 0.0, 700.0)
    stop = np.clip((np.maximum(hi, edge) - edge) / scale, 0.0, 700.0)
    return np.exp(-start) - np.exp(-stop)
