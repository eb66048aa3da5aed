"""What holds now, of a message that tells beside it what held before: "last time a large one, today a small one".

Words of time only. What was so until lately, a week or a month ago, may well matter still, and so may a habit that is
broken today: they are left where they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .plain_words import plain_text

__all__ = ["as_of_now", "no_longer_so"]

_BEFORE = (
    # "last year", "it used to be a balcony", "years back"
    r"last (?:time|year|season|summer|winter|spring|autumn)|used to|years? ago|years back|"
    # "previously", "before that"; not "before it starts"
    r"previously|formerly|back then|in the past|before (?:it|that|this)\b(?! (?:starts?|goes|gets))"
)
"""What was so long before."""
_HABIT = r"normally|usually|always|as a rule|most of the time|otherwise"
_NOW = r"now|nowadays|these days|today|tonight|this (?:time|year|season)|at the moment|currently|at present|no longer"
_NOT_NOW = r"any ?more|now|today|tonight|this time|these days|at the moment|currently"
_THEN = re.compile(rf"\b(?:{_BEFORE})\b", re.IGNORECASE)
_IS_NOW = re.compile(rf"\b(?:{_NOW})\b", re.IGNORECASE)
_BETWEEN = re.compile(
    # "a large one, today a small one", "a large one - today a small one"; not "2,5 m"
    r"\s*[,;.!?\u2013\u2014]+\s+|\s+-+\s+|"
    # "large but today small"
    r"\s+(?:but|and)\s+",
    re.IGNORECASE,
)
"""What stands between two clauses."""
_JOINED = re.compile(r"^(?:but|and)\s+", re.IGNORECASE)
_NO_LONGER = re.compile(
    # "I used to take the small one but not today", "normally the large one, not this time"
    rf"\b(?:{_BEFORE}|{_HABIT})\b.*\bnot (?:{_NOT_NOW})\b"
)
_LOST_SINCE = re.compile(
    # "on two hooks. well, one of them came off"; not "on two hooks, well above the floor"
    r"\w(?: [,.;:!-])? (?:well|though|although|except(?: that)?|only)(?: ,)? (?:\w+ ){1,7}?"
    r"(?:rotted|snapped|collapsed|broke|fell|gave way|came (?:off|down|loose)|"
    # "two legs, although the back one is missing"
    r"(?:is|are|has|have|was) (?:\w+ )?"
    r"(?:gone|missing|broken|loose|fallen|collapsed|come (?:off|down|loose)|given way))\b"
)
"""What is said and then told to be lost in part: "on two posts. well, one of them fell in the storm"."""
_IDLE = frozenset(
    "now nowadays these days today tonight this time year season at the moment currently present no longer not it is "
    "that s i am so but and then just only".split()
)
"""Words that tell nothing but when."""


@lru_cache(maxsize=4096)
def as_of_now(text: str) -> str:
    """The clauses that tell what holds now, where others tell what held long before; else the text as it is.

    >>> as_of_now("last time I had a large one, today small"), as_of_now("it was large last time")
    ('today small', 'it was large last time')
    """
    parts = [part for part in _BETWEEN.split(text[:600]) if re.search(r"\w", part)]
    now = [part for part in parts if _IS_NOW.search(part) and not _THEN.search(part)]
    then = [part for part in parts if _THEN.search(part) and not _IS_NOW.search(part)]
    tells = any(not _IDLE.issuperset(plain_text(part).words) for part in now)
    return _JOINED.sub("", ", ".join(part for part in parts if part not in then)) if then and tells else text


def no_longer_so(text: str) -> bool:
    """Whether what a text names is said to hold no longer, or only in part: "I used to, but not today"."""
    plain = plain_text(text).plain
    return _NO_LONGER.search(plain) is not None or _LOST_SINCE.search(plain) is not None
