"""Options that lie on a scale (mild to severe, never to daily, morning to evening) and words that lie on it too.

Three scales are known: intensity (0 to 1), how often (times a week) and time of day (hours). A scale is used
only where most options are found on it. It knows nothing about names: that is `options`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..amounts.number_words import read_number
from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..amounts.units import unit_named
from ..words.plain_words import PlainText, plain_text
from .scale_words import EARLIER, EVERY, HOUR_PHRASES, HOURS, LEVEL, OFTEN, OFTEN_PHRASES, OPTION_LEVEL

__all__ = ["degree_of", "scale_mass"]


def _intensity(read: PlainText, table: dict[str, float]) -> float | None:
    """Level in [0, 1]; "8/10" and "8 out of 10" count too."""
    bare = " ".join(read.plain.split())
    out_of = re.search(r"\b(\d+(?:\.\d+)?|\w+) ?(?:/|out of|of) ?(10|ten|5|five|100)\b", bare)
    if out_of:
        top = {"10": 10.0, "ten": 10.0, "5": 5.0, "five": 5.0, "100": 100.0}[out_of.group(2)]
        number = read_number((out_of.group(1),), 0)
        if number is not None and 0 <= number.value <= top:
            return (number.value - 0.5) / top
    levels: list[float] = []
    for i, word in enumerate(read.words):
        if word in table:
            denied = "not" in read.words[max(0, i - 2) : i]
            levels.append(1 - table[word] if denied else table[word])
    return sum(levels) / len(levels) if levels else None


def _often(read: PlainText) -> float | None:
    """Times a week."""
    words, bare = read.words, read.bare
    for pattern, rate in OFTEN_PHRASES:
        if re.search(pattern, bare):
            return rate
    for i in range(len(words)):
        number = read_number(words, i)
        if number is None:
            continue
        rest = words[number.end : number.end + 4]
        link = [j for j, w in enumerate(rest) if w in ("a", "per", "each", "every", "in", "the")]
        if link and link[0] + 1 < len(rest) and rest[link[0] + 1].removesuffix("s") in EVERY:
            return number.value * EVERY[rest[link[0] + 1].removesuffix("s")]
        if i and words[i - 1] == "every" and rest and rest[0].removesuffix("s") in EVERY:
            return EVERY[rest[0].removesuffix("s")] / max(number.value, 1e-9)
    every = re.search(r"\b(?:every|each|per) (?:single )?(\w+)", bare)
    if every and every.group(1) in EVERY:
        return EVERY[every.group(1)]
    several = re.search(r"\b(?:several|few|many|multiple) times (?:a|per|each|every) (\w+)", bare)
    if several and several.group(1) in EVERY:
        return 4.0 * EVERY[several.group(1)]
    if bare in ("zero times", "0 times", "none", "zero", "not at all"):
        return 0.0
    rates = [OFTEN[w] for w in words if w in OFTEN]
    return rates[0] if rates else None


def _hour(read: PlainText) -> tuple[float, float] | None:
    bare = read.bare
    clock = re.search(r"\b(\d{1,2})(?: ?[:.h] ?([0-5]\d))? ?(a ?\.? ?m|p ?\.? ?m|o'clock|uhr)?\b", read.plain)
    if clock and (clock.group(2) or clock.group(3)) and int(clock.group(1)) <= 24:
        hour = float(clock.group(1)) + float(clock.group(2) or 0) / 60
        suffix = (clock.group(3) or "").replace(" ", "").replace(".", "")
        hour += 12 * (suffix == "pm" and hour < 12) - 12 * (suffix == "am" and hour >= 12)
        hour += 12 * (suffix not in ("am", "pm") and hour < 7)
        return hour, hour
    spoken = re.search(r"\b(half past |quarter (?:past|to) )?(\w+) (?:o'clock )?(am|pm|a m|p m)\b", bare)
    number = read_number((spoken.group(2),), 0) if spoken else None
    if spoken and number is not None:
        hour = number.value + 12 * (spoken.group(3)[0] == "p" and number.value < 12)
        return hour, hour
    for pattern, hours in HOUR_PHRASES:
        if re.search(pattern, bare):
            return hours
    for word in sorted(read.words, key=lambda w: w in ("early", "late", "breakfast", "dinner")):
        hours = HOURS.get(word) or HOURS.get(word.removesuffix("s"))
        if hours:
            return hours
    return None


def _closeness(said: float, options: Sequence[float | None], width: float) -> NDArray[np.float64]:
    """Soft nearest option: a Gaussian kernel, normalised; options off the scale get nothing."""
    far = np.array([math.inf if o is None else ((said - o) / width) ** 2 / 2 for o in options])
    kernel = np.exp(-(far - far.min()))
    return kernel / kernel.sum()


def _on_scale(
    reply: PlainText, names: Sequence[PlainText], read: Callable[[PlainText], float | None], width: float
) -> NDArray[np.float64] | None:
    places = [read(name) for name in names]
    known = [p for p in places if p is not None]
    if len(known) < max(2, len(names) - 1) or len({round(p, 6) for p in known}) < len(known):
        return None
    said = read(reply)
    return None if said is None else _closeness(said, places, width)


def _span_mass(said: Quantity, spans: Sequence[Quantity | None]) -> NDArray[np.float64]:
    """Closeness in log time of a duration to options that are durations ("yesterday", "over a week")."""
    value = math.log(max(said.value, 0.01))
    score = np.zeros(len(spans))
    for i, span in enumerate(spans):
        if span is None:
            continue
        low = math.log(max(span.low, 0.01))
        high = math.log(max(span.high, 0.02)) if math.isfinite(span.high) else math.inf
        outside = max(low - value, value - high, 0.0)
        score[i] = math.exp(-outside / 0.25) * (1.0 if math.isfinite(span.high) else 0.9)
    total = score.sum()
    return score / total if total > 1e-6 else score


def _durations(reply: PlainText, names: Sequence[PlainText]) -> NDArray[np.float64] | None:
    spans = _with_rest([next(iter(amounts(name, "day")), None) for name in names], names)
    timed = [
        s is not None and (not n.words or _timely(n) or not EARLIER.isdisjoint(n.words))
        for s, n in zip(spans, names, strict=True)
    ]
    if sum(timed) < max(2, len(names) - 1):
        return None
    said = amounts(reply, "day")
    return _span_mass(said[0], spans) if said and (_timely(reply)) else None


def _with_rest(spans: Sequence[Quantity | None], names: Sequence[PlainText]) -> list[Quantity | None]:
    """Let "longer ago" and "earlier" begin where the other options end."""
    ends = [span.high for span in spans if span is not None]
    if not ends or not math.isfinite(max(ends)):
        return list(spans)
    rest = Quantity(1.5 * max(ends), "day", max(ends), math.inf)
    later = [not EARLIER.isdisjoint(name.words) for name in names]
    return [rest if span is None and late else span for span, late in zip(spans, later, strict=True)]


def _timely(read: PlainText) -> bool:
    """Whether a time is meant, not a bare figure."""
    return any(
        unit_named(w, "day") in ("second", "minute", "hour", "day", "week", "month", "year", "fortnight")
        or w.endswith("day")
        or w in ("ages", "night", "morning", "breakfast", "lunch", "now", "since", "evening")
        for w in read.words
        if len(w) > 2
    )


def _hours(reply: PlainText, names: Sequence[PlainText]) -> NDArray[np.float64] | None:
    slots = [_hour(name) for name in names]
    if sum(s is not None for s in slots) < max(2, len(names) - 1):
        return None
    said = _hour(reply)
    if said is None:
        return None
    middle = sum(said) / 2
    if middle < 5 and any("night" in name.words for name in names):
        middle += 22.5 - middle  # the small hours belong to the night
    far = np.array([math.inf if s is None else max(s[0] - middle, middle - s[1] + 1e-6, 0.0) for s in slots])
    kernel = np.exp(-far / 0.5)
    return kernel / kernel.sum() if kernel.sum() > 1e-9 else None


def scale_mass(reply: str | PlainText, names: Sequence[str]) -> NDArray[np.float64] | None:
    """Share of the reply's meaning on each option `[n]`, None where options or reply lie on no known scale."""
    read = plain_text(reply) if isinstance(reply, str) else reply
    plain = [plain_text(name) for name in names]
    rates = _on_scale(read, plain, lambda t: _log_rate(_often(t)), 0.3)
    if rates is not None:
        return rates
    for mass in (_hours(read, plain), _durations(read, plain)):
        if mass is not None:
            return mass
    said = _intensity(read, LEVEL)
    places = [_intensity(name, OPTION_LEVEL) for name in plain]
    known = [p for p in places if p is not None]
    if said is None or len(known) < max(2, len(names) - 1) or len(set(known)) < len(known):
        return None
    return _closeness(said, places, 0.15)


def degree_of(name: PlainText) -> float | None:
    """How much of something the name of an option stands for, from 0 to 1; None where it says nothing of it."""
    return _intensity(name, OPTION_LEVEL)


def _log_rate(rate: float | None) -> float | None:
    return None if rate is None else math.log(rate + 0.02)
