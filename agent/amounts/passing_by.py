"""A figure that goes past what was asked for: a time that is left where one that has passed is asked for, a rate.

"Due in two weeks" is no second week, and "12,000 a year" is not what a car has done so far. It finds no numbers itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .quantity import Mention
from .units import dimension

__all__ = ["asks_ahead", "asks_when", "goes_past", "since_then"]

_TO_COME = re.compile(
    # "how long until the exam", "how many weeks are left", "how soon"
    r"\b(?:until|till|left|remaining|to go|before|how soon|in how many)\b|"
    # "when do you fly", "on what date is it", "which day is it for"; not "when did you fly"
    r"^(?:and |so )?(?:(?:on )?(?:what|which) (?:day|date)|(?:for )?when) "
    r"(?:do|does|will|would|is|are|am|shall|should)\b"
)
"""Questions for what is left."""
_PASSED = re.compile(r"\b(?:ago|since|passed|last|did|was|were|has|have|had)\b")
"""Questions for what has passed, or of something that has."""
_AGO = re.compile(r"\b(?:ago|since|passed)\b")
"""Questions for how long ago something was."""
_WHEN = re.compile(r"^(?:and |so )?(?:on (?:what|which) day|when) (?:did|was|were|has|have)\b|\bhow long ago\b")
"""Questions for the time that something happened."""
_THEN = re.compile(
    # "two days ago", "two weeks or so ago", "3 days back"
    r"^(?:or so )?(?:ago|back|earlier)\b"
)
"""Words after how long ago something was."""
_ON_THAT_DAY = re.compile(r"\b(?:yesterday|today|this|last)\b")
_SO_FAR = re.compile(
    # "how far has it been driven", "how much have you saved"; not "how much do you have to spend"
    r"\b(?:has|have)\b(?! to\b).*\b(?:done|driven|run|ridden|flown|covered|made|used|saved|been|taken)\b"
)
"""Questions for what has come together so far."""
_DUE = re.compile(
    # "due in about two weeks", "expected within two weeks", "another two weeks"
    r"\b(?:due|expected|left|only|just|another) (?:date )?(?:is |are )?(?:in|within)(?: \w+)? $|\banother $|"
    # "I will be there in two weeks", "we are about to move in two weeks"
    r"\b(?:due|will|going to|planned|planning|about to)\b.* (?:in|within)(?: about| around)? $"
)
"""Words before a time that is left."""
_LEFT = re.compile(
    # "two weeks to go", "two weeks from now", "two weeks before my birthday"
    r"^(?:\w+ )??(?:to go|left|remaining|from now|until|till|"
    r"before (?:(?:the|my|her|his|our|its|i|we|she|he|it) ){1,2})\b"
)
"""Words after one."""
_IN = re.compile(r"\bin(?: about| around| only| just)? $")
"""Words before a time to come."""
_WAS = re.compile(r"^(?:ago|earlier|since|old|of age)\b(?! (?:then|now)\b)")
"""Words after a time that has passed, and after an age."""
_A_RATE = re.compile(
    # "12000 km a year", "20 euros per month"
    r"^(?:\w+ )??(?:a|an|per|each|every|/) (?:hour|day|week|month|year|annum)\b"
)


def asks_ahead(asked: str) -> bool:
    """Whether a question asks for a time to come: "When do you fly?", "How long until the exam?"."""
    return bool(_TO_COME.search(_words(asked)))


def asks_when(asked: str) -> bool:
    """Whether a question asks for the time of something that has happened: "When did it start?", "How long ago?"."""
    return bool(_WHEN.search(_words(asked)))


def since_then(tokens: Sequence[str], found: Sequence[Mention], asked: str) -> list[Mention]:
    """The amounts of a reply to when something happened, without how long anything lasted where it says when.

    "We were away for 12 days and got back 2 days ago" was 2 days ago.
    """
    if not asks_when(asked):
        return list(found)
    told = [m for m in found if _tells_when(tokens, m)]
    return told or list(found)


def _tells_when(tokens: Sequence[str], mention: Mention) -> bool:
    after = " ".join(tokens[mention.end : mention.end + 3])
    said = " ".join(tokens[mention.start : mention.end])
    return bool(_THEN.match(after) or _THEN.search(said.split(" ", 1)[-1]) or _ON_THAT_DAY.search(said))


def _words(asked: str) -> str:
    return " ".join(re.findall(r"[a-z]+", asked.lower()))


def goes_past(tokens: Sequence[str], mention: Mention, asked: str) -> bool:
    """Whether an amount says what is left, or how much it is at a time, and the question asks what it is by now."""
    if not asked:
        return False
    before = " ".join([*tokens[max(0, mention.start - 8) : mention.start], ""])
    after = " ".join(tokens[mention.end : mention.end + 5])
    if dimension(mention.quantity.unit) == "time":
        if asks_ahead(asked):
            return bool(_WAS.match(after)) and not _PASSED.search(_words(asked))
        coming = _IN.search(before) and _AGO.search(_words(asked))
        return bool(coming or _DUE.search(before) or _LEFT.match(after))
    return bool(_SO_FAR.search(_words(asked)) and _A_RATE.match(after))
