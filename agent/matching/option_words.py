"""The words of an option and of a reply as they are compared: abbreviations in full, "Tuesday's fine" as "Tuesday".

It compares nothing: that is for `options`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..words.plain_words import plain_text, stem
from ..words.small_words import SMALL_WORDS
from .questions import Option

__all__ = ["NEGATIVE", "POLITE", "SHORT", "STOP", "content_of", "off_the_clock", "phrases_of", "told_plainly"]

STOP = SMALL_WORDS | frozenset(
    "to am but one ones please really like want as up out off than then here what which who whom into if im s t "
    "take go going make more".split()
)
POLITE = frozenset({"a", "an", "the", "please", "thanks", "pls"})
"""What may stand beside a name and says nothing of it."""
NEGATIVE = frozenset("not no without non free never".split())
_NOUGHTS = re.compile(r"^0+(?=\d)")
_AFTER_IS = frozenset(
    "is fine ok okay good great best better worse perfect alright right not no too out broken gone "
    "dead here down closed open full empty sold only just so always never very really it enough bad what where".split()
)
"""What follows an "is", and hardly a thing that belongs to somebody."""
_TIMES = frozenset("hour hours minute minutes past".split())
_HOUR = r"(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HALF_TIME = re.compile(
    # "half an hour", "half past seven"
    r"\bhalf(?= (?:an? )?(?:hours?|minutes?|past)\b|"
    # "half eight"; not "half four cheeses", but "at half four"
    rf" {_HOUR}$)|(?P<at>\b(?:at|by|around|about|till|until|from|before|after) )half(?= {_HOUR}\b)"
)
"""A half that only tells a time."""
SHORT = {
    "xs": "extra small", "s": "small", "m": "medium", "l": "large", "xl": "extra large", "xxl": "double extra large",
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thurs": "thursday",
    "fri": "friday", "sat": "saturday", "sun": "sunday", "jan": "january", "feb": "february", "mar": "march",
    "apr": "april", "jun": "june", "jul": "july", "aug": "august", "sep": "september", "sept": "september",
    "oct": "october", "nov": "november", "dec": "december", "am": "morning", "pm": "afternoon", "y": "yes", "n": "no",
}  # fmt: skip
"""Options that are abbreviations, in full."""


@lru_cache(maxsize=4096)
def phrases_of(option: Option) -> tuple[tuple[str, ...], ...]:
    """The option's name and synonyms as words, with and without what stands in parentheses."""
    texts = list(option.names)
    texts += [re.sub(r"\([^)]*\)", "", t) for t in texts if "(" in t]
    texts += [m for t in texts for m in re.findall(r"\(([^)]{2,})\)", t)]
    texts += [SHORT[t.strip(". ").lower()] for t in texts if t.strip(". ").lower() in SHORT]
    texts += [part for t in texts if "/" in t for part in t.split("/") if len(part.strip()) > 1]
    rows = [told_plainly(plain_text(t).words) for t in texts]
    return tuple(dict.fromkeys(row for row in rows if row))


def told_plainly(words: Sequence[str]) -> tuple[str, ...]:
    """The words without the "'s" that is an "is" and without noughts before a figure: "Tuesday's fine", "09:15".

    "Tuesday's paper" belongs to Tuesday and stays as it is.
    """
    after = [*words[1:], "is"][: len(words)]
    return tuple(
        _NOUGHTS.sub("", word.removesuffix("'s") if following in _AFTER_IS else word)
        for word, following in zip(words, after, strict=True)
    )


def content_of(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that say something."""
    kept = {stem(w) for w in words if w not in STOP and w not in NEGATIVE}
    return frozenset(kept or {stem(w) for w in words})


def off_the_clock(words: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """The words, as many, with no "half" that only tells a time; it stays where options, of such ``names``, do so.

    >>> off_the_clock(("salami", "in", "half", "an", "hour"), frozenset({"half", "salami"}))
    ('salami', 'in', 'a', 'an', 'hour')
    """
    if "half" not in words or not names.isdisjoint(_TIMES):
        return words
    return tuple(_HALF_TIME.sub(lambda found: f"{found['at'] or ''}a", " ".join(words)).split(" "))
