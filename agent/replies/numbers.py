"""What a reply says for the outcomes of a question about a number: amounts, things counted up, vague words.

It fills in features (see `sheet`) and weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ..amounts.counting import counted
from ..amounts.ordinals import birthdays_read, ordinals_read
from ..amounts.other_counts import without_other_counts
from ..amounts.quantities import amounts
from ..amounts.quantity import Quantity
from ..amounts.units import canonical_unit, dimension
from ..matching.bins import bin_mass, plausible_unit
from ..matching.options import match_options
from ..matching.questions import PendingQuestion
from ..matching.vague_amounts import times_a_day, vague_bin
from ..words.corrections import corrected
from ..words.persons import asks_age, meant_part
from ..words.plain_words import PlainText, plain_text
from .sheet import Sheet

__all__ = ["amount_said", "put_number"]

_VAGUE = re.compile(
    # "pretty old", "not that far", "too many of them"
    r"\b(?:too|very|quite|pretty|so|really|rather|fairly|not (?:that|very|too)|as) (?:\w+ )?"
    r"(?:much|many|long|short|old|young|tall|"
    r"big|small|far|close|near|high|low|fast|slow|heavy|light|little|few|often)\b|"
    # "loads", "just a bit"; not "a bit of blood in it"
    r"^(?:\w+ )?(?:lots?|loads|plenty|enough|far|near|"
    r"normal|average|high|low|a bit|some|much|many)(?: \w+)?$|\benough\b|"
    # "I do not own a thermometer"
    r"\bnot (?:have|own|got) (?:a|any|the) \w+$"
)
"""What tells something of an amount and gives none."""
_HOW_MUCH = re.compile(r"\bhow much\b|\b(?:income|salary|budget|price|rent|weight|height|pressure|percentage)\b")
"""Questions for an amount and not for how many things there are."""
_NOT_ONE = re.compile(
    # "not a single seizure", "not even one"
    r"\bnot (?:a single|even) (?:one|\w+)$|^not one\b|\bnot a single\b|"
    # "I never had one"; not "I never counted them"
    r"\bnever (?!checked|tested|measured|asked|looked|counted|weighed|thought|noticed)\w+ (?:one|any|it|them)\b"
)
"""None of the things that were to be counted."""
_PACK = re.compile(r"\b(?:packs?|packets?)\b")
_ABOUT_AGE = re.compile(r"\b(?:age|aged|how old)\b")
_SPAN = (
    r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|several) "
    r"(?:hours?|days?|weeks?|months?|years?)"
)
"""So much time: "3.5 hours", "a few weeks"."""
_NO_AGE = re.compile(
    # "two weeks ago"; not "born two weeks ago"
    rf"(?<!born )(?<!delivered )\b{_SPAN} ago\b|"
    # "for almost 3 days"; not "for over 40 years old"
    rf"\b(?:for|since|past|last|over) (?:(?:the|about|almost|nearly|over|past|last) )*{_SPAN}\b(?! old)|"
    # "seven months pregnant"
    rf"\b{_SPAN} (?:pregnant|along|gone|into the pregnancy|overdue)\b|"
    # a temperature: "39.5"; not "39.5 years"
    r"(?<![\d.,])(?:3[4-9]|4[0-3])[.,][1-9]\b(?! (?:years?|weeks?|months?))|"
    # "since last night"; not "born this morning"
    r"(?<!born )\b(?:this|last) (?:morning|afternoon|evening|night|week)\b|"
    # "a fever of 39 degrees"
    r"\b(?:3[4-9]|4[0-3]) (?:degrees?|celsius|c|fever)\b"
)
"""How long something lasts, or was ago, and a temperature are no age."""
_THOUSANDS = re.compile(r"[\d.,]+ ?k")
_ON_THE_CLOCK = re.compile(
    r"\b(?:mileage|odometer|on the clock|(?:has|have) (?:\w+ ){1,3}(?:done|driven|run|covered))\b"
)
"""Where "92k" is no 92 km."""
_ASKS_A_TIME = re.compile(
    r"\b(?:nights?|days?|weeks?|months?|years?|hours?|minutes?|seconds?|old|age|long|time|when|often)\b"
)
_NOTHING = re.compile(r"^(?:none|nothing|zero|nil|nought|not any)\b")


def amount_said(text: str, question: PendingQuestion, *, now: date | None = None) -> bool:
    """Whether the parsers alone find an amount that answers a number question."""
    return question.kind == "number" and _number(plain_text(corrected(text)), question, now) is not None


def put_number(sheet: Sheet, read: PlainText, question: PendingQuestion, now: date | None) -> Quantity | None:
    """Enter what speaks for each bin of a number question; the amount that was said comes back."""
    said = _number(read, question, now)
    mass = np.zeros(sheet.n) if said is None else bin_mass(said, question.options)
    meant = times_a_day(read, question)
    if meant is None and mass.sum() <= 1e-9:
        meant = vague_bin(read, question)
    if meant is not None:
        said, mass = None, np.where(np.arange(sheet.n) == meant, 0.85, 0.03)
    elif said is None:
        _put_wordless(sheet, read, question)
        return None
    elif mass.sum() <= 1e-9:
        sheet.put("other_unfit_number", -1, 1.0)
        return said
    sheet.put("number_any", slice(0, sheet.n), 1.0)
    sheet.put("number_mass", slice(0, sheet.n), np.log(np.maximum(mass, 1e-3)))
    return said


def _number(read: PlainText, question: PendingQuestion, now: date | None) -> Quantity | None:
    """The amount that answers a number question, in its unit."""
    unit = canonical_unit(question.unit) or None
    placed = ordinals_read(without_other_counts(read.plain, question.text), question.text)
    placed = birthdays_read(placed) if asks_age(question.text) else placed
    read = read if placed == read.plain else plain_text(placed)
    read = plain_text(_NOT_ONE.sub(" , ", read.plain)) if dimension(unit) else read  # "never had one" is no month
    found = amounts(_of_age(meant_part(read, question.text), question), unit, now=now, asked=question.text)
    if unit is None and not _ASKS_A_TIME.search(question.text.lower()):
        found = [q for q in found if dimension(q.unit) != "time"]  # "three nights" is no answer to how many people
    total = _total(read, question, found) if dimension(unit) is None else None
    if total is None and not found and _NOTHING.match(read.plain):
        total = 0.0
    if total is not None:
        return Quantity(total, question.unit, total, total, text=read.plain)
    if not found:
        return None
    fit = [q for q in found if bin_mass(q, question.options).max() > 0] or found
    best = next((q for q in fit if q.exact), fit[0])
    if unit == "kilometer" and _THOUSANDS.fullmatch(best.text) and _ON_THE_CLOCK.search(question.text.lower()):
        best = replace(best, value=1e3 * best.value, low=1e3 * best.low, high=1e3 * best.high)
    if unit == "percent" and best.value < 1 and "half" in best.text:
        best = replace(best, value=100 * best.value, low=100 * best.low, high=100 * best.high)
    said = unit is not None and any(w.isalpha() for w in best.text.split()[-1:])
    return plausible_unit(best, question.options, unit, said)


def _of_age(read: PlainText, question: PendingQuestion) -> PlainText:
    """The text without how long something lasts, or was ago, and without a temperature, where an age is asked for."""
    if canonical_unit(question.unit) != "year" or not _ABOUT_AGE.search(question.text.lower()):
        return read
    rest = _NO_AGE.sub(" , ", read.plain)
    return read if rest == read.plain else plain_text(rest)


def _total(read: PlainText, question: PendingQuestion, found: Sequence[Quantity]) -> float | None:
    """How many things are counted up where things are asked for, None where one amount was said or none."""
    asked = question.text.lower()
    if _NOT_ONE.search(read.bare):
        return 0.0
    packs = _PACK.search(read.plain) if "cigarettes" in asked else None
    if packs is not None:
        return 20.0 * (found[0].value if found else 1.0)
    total = counted(read.plain.split())
    if total and _HOW_MUCH.search(asked):
        return None  # "a matter for me and my landlord" is no amount of rent
    least = min((q.value for q in found), default=-1.0)
    return total if total is not None and (len(found) != 1 or least < total) else None


def _put_wordless(sheet: Sheet, read: PlainText, question: PendingQuestion) -> None:
    """What speaks for an outcome where a number question got no amount."""
    match = match_options(read, question.options)
    words_only = match.named * (not any(c.isdigit() for c in read.plain))
    sheet.put("number_words", slice(0, sheet.n), words_only + match.placed * (match.placed >= 1.0))
    silent = float(words_only.max() < 0.5 and match.placed.max() < 1.0)
    for i, name in enumerate(("unsure", "withheld", "other")):
        sheet.put(f"number_wordless_{name}", sheet.n + i, silent)
    sheet.put("number_vague", sheet.n, float(bool(_VAGUE.search(read.bare))))
