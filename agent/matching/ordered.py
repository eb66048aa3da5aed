"""Options in an order, and replies that point along it: "the longest", "as early as you can", "worse than mild".

The order is by weekday, by clock, by amount or by degree, whichever all options have; where they have none, nothing is
said. It knows no option by itself: that is for `options`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from ..amounts.dates import WEEKDAYS
from ..amounts.quantities import amounts
from ..amounts.units import dimension
from ..words.plain_words import PlainText, plain_text
from .questions import PendingQuestion, ReplyReading, sure_of
from .scales import degree_of

__all__ = ["beyond", "furthest", "in_degrees"]

SURE = 0.93
"""Probability that the option at the end of an order is meant by who points at that end."""
Kind = Literal["when", "amount", "degree"]
_CLOCK = re.compile(r"\D*(\d{1,2})[:.](\d\d)\D*|\D*(\d{1,2}) ?(am|pm)\D*")
_ENDS: dict[Kind, tuple[str, str]] = {
    "when": ("earliest|soonest|early|soon|earlier|sooner", "latest|late|later"),
    "amount": (
        # "the shortest", "the minimum", "the smaller", "as little as possible"
        "shortest|smallest|least|lowest|lightest|fewest|minimum|min|shorter|smaller|lower|lighter|less|"
        "short|small|little",
        # "the longest", "the maximum", "the bigger", "as much as I can have"
        "longest|biggest|largest|most|highest|heaviest|maximum|max|longer|bigger|larger|higher|heavier|more|"
        "long|big|large|much",
    ),
    "degree": (
        # "the mildest one", "the weaker", "as mild as possible"
        "smallest|least|mildest|lowest|weakest|slightest|smaller|milder|lower|weaker|small|little|mild|better",
        # "the strongest you have", "the stronger", "as strong as possible"
        "biggest|largest|worst|most|severest|strongest|highest|greatest|bigger|larger|worse|stronger|greater|higher|"
        "more|big|large|strong|bad",
    ),
}
"""Words for the low and for the high end of each order."""
_BESIDE = (
    # "the longest one", "the earliest available", "the biggest there is", "the soonest you can"
    r"(?:one|option|choice|possible|available|there is|you have|you have got|you can|you do|"
    # "the biggest of them", "the longest of the three", "the shortest please"
    r"of (?:them|these|those|the (?:two|three|lot))|please|thanks|that|"
    # "the biggest size", "the earliest slot", "the latest train I can get"
    r"size|time|slot|train|day|date|i can get|i can have|will do)"
)
"""What may follow the word for an end."""
_LEAD = (
    # "I would like the longest", "just give me the biggest", "then we will take your shortest"
    r"(?:(?:i|we|would|will|want|need|take|like|have|prefer|go|for|give|me|us|make|it|is|just|then|um|well|oh|"
    r"your|to|can) )*"
)
"""What may come before it."""
_MORE, _LESS = (
    "more|worse|bigger|larger|longer|stronger|higher|greater|heavier|later|above|over|beyond",
    "less|smaller|shorter|milder|weaker|lower|lighter|earlier|better|below|under",
)


@lru_cache(maxsize=1024)
def _order(names: tuple[str, ...]) -> tuple[Kind, tuple[float, ...]] | None:
    """What the options are ordered by, and the place of each."""
    read = [plain_text(name) for name in names]
    days = [[WEEKDAYS.index(word) for word in text.words if word in WEEKDAYS] for text in read]
    if all(len(found) == 1 for found in days):
        return "when", tuple(float(found[0]) for found in days)
    clock = [_CLOCK.fullmatch(name.lower()) for name in names]
    if all(clock):
        return "when", tuple(map(_hour, filter(None, clock)))
    spans = [amounts(text, "day") for text in read]
    sizes = spans if all(spans) else [amounts(text) for text in read]
    if all(sizes) and len({dimension(found[0].unit) for found in sizes}) == 1 and sizes[0][0].unit is not None:
        return "amount", tuple(found[0].value for found in sizes)
    levels = _filled([degree_of(text) for text in read])
    return None if levels is None else ("degree", levels)


def _hour(found: re.Match[str]) -> float:
    if found[1]:
        return int(found[1]) + int(found[2]) / 60
    return int(found[3]) % 12 + 12.0 * (found[4] == "pm")


def _filled(levels: Sequence[float | None]) -> tuple[float, ...] | None:
    """Levels in the order shown, an unknown one between its neighbours; None where they do not rise or fall."""
    told = [level for level in levels if level is not None]
    unknown = [place for place, level in enumerate(levels) if level is None]
    if len(told) < 2 or any(place in (0, len(levels) - 1) for place in unknown) or len(unknown) > 1:
        return None
    full = [
        (float(levels[i - 1] or 0) + float(levels[i + 1] or 0)) / 2 if level is None else level
        for i, level in enumerate(levels)
    ]
    steps = [after - before for before, after in pairwise(full)]
    rises = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return tuple(full) if len(set(full)) == len(full) and (rises or not unknown) else None


def in_degrees(question: PendingQuestion) -> bool:
    """Whether the options are more or less of one thing: mild, moderate, severe."""
    order = _order(tuple(option.name for option in question.options))
    return order is not None and order[0] == "degree"


def furthest(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reading of a reply that asks for one end of the order and says nothing else.

    >>> from .questions import Option
    >>> days = tuple(Option(name, name) for name in ("Friday", "Monday"))
    >>> furthest("the earliest you have", PendingQuestion("ask", "Which day?", "choice", days)).best
    'Monday'
    """
    order = _order(tuple(option.name for option in question.options)) if question.kind == "choice" else None
    read = plain_text(text)
    if order is None or read.asks:
        return None
    kind, places = order
    for words, best in zip(_ENDS[kind], (int(np.argmin(places)), int(np.argmax(places))), strict=True):
        if _points(read.bare, words, two=len(places) == 2):
            return sure_of(question, [question.options[best].id], SURE)
    return None


def _points(said: str, words: str, *, two: bool) -> bool:
    """Whether a reply is "the longest one", "as long as possible" or, of two, "the longer"."""
    most = "|".join(word for word in words.split("|") if word.endswith(("est", "st", "min", "max", "mum")))
    more = "|".join(word for word in words.split("|") if word.endswith(("er", "re", "ss", "rse")))
    plain = "|".join(word for word in words.split("|") if not re.fullmatch(rf"{most}|{more}", word))
    forms = [rf"(?:the |your )?(?:very )?(?:{most})", rf"as (?:{plain}) as"]
    forms += [rf"the (?:{more})"] if two else []
    return re.fullmatch(rf"{_LEAD}(?:{'|'.join(forms)})(?: {_BESIDE})*", said) is not None


def beyond(read: PlainText, question: PendingQuestion, named: Sequence[int]) -> frozenset[int]:
    """The places of the options on the side of the one ``named`` that a comparison points to: "worse than mild".

    Nothing where the options lie in no order or no comparison is made.
    """
    order = _order(tuple(option.name for option in question.options))
    said = read.bare
    more = re.search(rf"\b(?:{_MORE}) (?:than )?\b", said) is not None
    less = re.search(rf"\b(?:{_LESS}) (?:than )?\b", said) is not None
    if order is None or len(named) != 1 or more == less:
        return frozenset()
    places = np.array(order[1])
    there = places > places[named[0]] if more else places < places[named[0]]
    return frozenset(np.flatnonzero(there).tolist())
