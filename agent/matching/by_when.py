"""A day to a question whether something is to be by another one: "by Friday" says no to "do you need it by tomorrow?".

It counts days from today. Who says yes or no besides, denies, or is asked what was, is left to other rules.
"""

from __future__ import annotations

import re
from datetime import date

from ..amounts.dates import WEEKDAYS
from ..amounts.quantities import amounts
from ..words.plain_words import PlainText, plain_text
from ..words.polarity import polarity

__all__ = ["day_told"]

_DAY = rf"(?:today|tonight|tomorrow|the day after tomorrow|the weekend|next week|{'|'.join(WEEKDAYS)})"
_ASKS_A_DAY = re.compile(
    # "do you need it by tomorrow", "is it for Friday", "will you come today"; not "will you stay until Friday"
    rf"\b(?P<how>by|before|on|for) (?:this |next )?(?P<day>{_DAY})\b|\b(?P<bare>today|tomorrow)$"
)
_WAS = re.compile(r"\b(?:did|was|were|has|have been|had|since)\b")
_COUNTED = "In how many days?"
_NEEDS = r"(?:i|we) (?:only )?(?:need|want|would like) (?:it|them)(?: back)?"
_SAYS_A_DAY = re.compile(
    # "by Friday", "I need it on Friday", "in three days"; not "since Friday", "not before Friday"
    rf"^(?:(?:well|oh|um|hm+|maybe|only|just|rather|i think|{_NEEDS}|it (?:is|can be)|by|on|for|this|next|in) )*"
    rf"(?P<day>{_DAY}|(?:\w+ ){{1,2}}(?:days|weeks)(?: time)?)"
    # "Friday will do", "Friday morning at the latest"
    r"(?: (?:please|thanks|(?:will|would) do|(?:is|would be) (?:fine|ok|okay|good|great|enough|(?:early|soon) enough)|"
    r"at the latest|morning|afternoon|evening|night|or so|maybe|i think))*$"
)


def day_told(reply: str | PlainText, question: str, *, now: date | None = None) -> float:
    """+1 where a reply names a day that says yes to a question for one, -1 where it is a later one, 0 elsewhere."""
    asked = plain_text(question).bare
    read = plain_text(reply) if isinstance(reply, str) else reply
    wanted, said = _ASKS_A_DAY.search(asked), _SAYS_A_DAY.match(read.bare)
    if wanted is None or said is None or _WAS.search(asked) or polarity(read).explicit:
        return 0.0
    limit, told = _days(wanted["day"] or wanted["bare"], now), _days(f"in {said['day']}", now)
    if limit is None or told is None:
        return 0.0
    how = wanted["how"] or "by"
    fits = told == limit if how in ("on", "for") else told < limit if how == "before" else told <= limit
    return 1.0 if fits else -1.0


def _days(day: str, now: date | None) -> float | None:
    """How many days from today a day is."""
    found = amounts(day, "day", now=now, asked=_COUNTED)
    return found[0].low if found else None
