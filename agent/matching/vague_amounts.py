"""Amounts said without a number: "next door", "forever", "the longest", "money is no object", "fully charged".

Common usage in a table: what the question asks about, how people say it, and which end of the bins they mean. It is
looked at only where no amount was said. It knows nothing of units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..amounts.number_words import read_number
from ..words.plain_words import PlainText, plain_text
from .questions import Option, PendingQuestion

__all__ = ["times_a_day", "vague_bin"]

_LEAST, _MOST = -math.inf, math.inf

_HOW_OLD = r"\b(?:old|age|aged)\b"
_HOW_OLD_A_THING = r"\b(?:car|house|building|flat|machine|roof|device|phone|laptop|boiler)\b"
_HOW_FAR = r"\b(?:far|distance)\b"
_HOW_LONG = r"\bhow long\b|\bsince when\b|\bwhen did\b"
_HOW_OFTEN = r"\bhow often\b|\bhow many times\b|\bhow frequently\b"
_MONEY = r"\b(?:spend|pay|earn|budget|income|price|cost|salary|rent|owe|debts?|savings|worth)\b"
_HOW_FULL = r"\b(?:percent|percentage|battery|full|charged?)\b|%"
_HOW_WARM = r"\btemperature|\bhow (?:warm|hot|cold)\b"
_HOW_MANY = r"\bhow many\b"
_ANYTHING = r"(?s)"

_I_WANT_THE = r"^(?:i want |i would like |give me |make it |for )?(?:the |as )?"
_ONE_PLEASE = (
    # "the longest one", "the largest of them", "the cheapest you have"
    r"\b(?: (?:one|of (?:them|those|these)|possible|available|option|you (?:have|got|offer)|there is|bracket|term|"
    # "the longest please", "the cheapest because I am broke"
    r"amount))?(?: (?:please|possible|keeps?|because|so|it|if|thanks)\b.*)?$"
)
"""What may follow "the longest" or "the cheapest" in a reply that says no more than that."""


class _Row(NamedTuple):
    asked: str
    """What the question asks about."""
    said: str
    """How people say it."""
    value: float
    """The amount in the unit of the bins, or which end of them."""


_TABLE: tuple[_Row, ...] = (
    # "she goes to kindergarten"
    _Row(_HOW_OLD, r"\b(?:kindergarten|nursery|pre ?school|day ?care|playgroup)\b", 4.0),
    # "he is in third grade"
    _Row(_HOW_OLD, r"\b(?:primary|elementary|junior) school\b|\b(?:first|second|third|fourth) grade\b", 8.0),
    # "she's in high school"
    _Row(_HOW_OLD, r"\b(?:secondary|high|middle) school\b|\bsixth form\b", 15.0),
    # "he's at uni", "I'm a student"
    _Row(
        _HOW_OLD,
        r"\b(?:university|college|undergraduate|uni)\b|^(?:i am |he is |she is )?an? student$",
        20.0,
    ),
    # "she draws her pension", "a great grandmother"
    _Row(_HOW_OLD, r"\b(?:pension|old age home|nursing home|great grand\w+)\b", 75.0),
    # "it's brand new"
    _Row(_HOW_OLD_A_THING, r"\b(?:brand new|just bought|new one|bought it new last)\b", _LEAST),
    # "a vintage one", "from the seventies"
    _Row(
        _HOW_OLD_A_THING,
        r"\b(?:vintage|antique|ancient|from the (?:fif|six|seven|eigh)ties|victorian|mediaeval|medieval)\b",
        _MOST,
    ),
    _Row(
        _HOW_FAR,
        # "next door", "just around the corner", "across the street", "on my doorstep", "we live in the same building"
        r"\b(?:next door|round the corner|around the corner|across the (?:street|road)|down the (?:street|road)|"
        r"walking distance|(?:on|at) my doorstep|same (?:street|building|house)|stone'?s throw|upstairs|downstairs|"
        # "I work from home", "five minutes on foot", "very close"
        r"(?:work|working) from home|minutes? (?:on foot|walk|by foot)|right here|very (?:close|near)|"
        r"really (?:close|near))\b",
        _LEAST,
    ),
    # "on the other side of town", "two hours by train", "pretty far"
    _Row(
        _HOW_FAR,
        r"\b(?:other side of|another (?:country|city|continent)|abroad|hours (?:by|of|away|drive|on)|miles away|"
        r"(?:very|really|pretty) far|long way)\b",
        _MOST,
    ),
    # "I just got here", "it's my first day", "right now"
    _Row(
        _HOW_LONG,
        r"\b(?:just (?:now|started|began|got|arrived|put|moved|joined|noticed|opened|turned|switched)|only just|"
        r"a moment ago|(?:my|the|our) first day|seconds ago|this very (?:minute|moment)|right now|started today|"
        r"not long at all)\b",
        _LEAST,
    ),
    # "an eternity", "donkey's years", "all my life", "as long as I can remember", "since I was a child"
    _Row(
        _HOW_LONG,
        r"\b(?:forever|eternity|ages|all my life|my whole life|as long as i (?:can )?(?:remember|think|live)|"
        r"since (?:i was )?(?:birth|born|a child|childhood|a kid)|donkey'?s years|time immemorial|very long)\b",
        _MOST,
    ),
    # "all the time", "every single night", "around the clock"
    _Row(
        _HOW_OFTEN,
        r"\b(?:constantly|all the time|non ?stop|every (?:single )?(?:day|hour|time|morning|night|evening)|countless|"
        r"loads|tons|daily|around the clock|continuously|endlessly)\b",
        _MOST,
    ),
    # "hardly ever", "once in a blue moon"
    _Row(_HOW_OFTEN, r"\b(?:hardly|barely|rarely|seldom|once in a blue moon|never (?:before|since))\b", _LEAST),
    # "money is no object", "the sky is the limit", "whatever it takes", "a fortune"
    _Row(
        _MONEY,
        r"\b(?:money|price|cost|budget) (?:is|does) (?:no|not an?|not) (?:object|issue|problem|matter)\b|"
        r"\bsky is the limit\b|\bwhatever it (?:takes|costs)\b|\bno (?:upper )?limit\b|\bunlimited\b|\bmillions\b|"
        r"\ba fortune\b",
        _MOST,
    ),
    # "as cheap as possible", "on a shoestring", "not a penny", "very little"
    _Row(
        _MONEY,
        r"\b(?:as (?:cheap|little|low) as|next to nothing|shoestring|tight budget|broke|unemployed|"
        r"not a (?:penny|cent)|penniless|peanuts)\b|^nothing\b|\bvery little\b",
        _LEAST,
    ),
    # "fully charged", "it is full"
    _Row(_HOW_FULL, r"\b(?:fully|completely full|^full$|topped up|all of it|maxed)\b|^(?:it is )?full$", 100.0),
    # "about half", "half left"
    _Row(_HOW_FULL, r"^(?:about |roughly |around |maybe )?half(?: full| of it| charged| left)?$", 50.0),
    # "nearly empty", "it's dying"
    _Row(
        _HOW_FULL,
        r"\b(?:nearly|almost|about|practically) (?:dead|empty|flat|gone|nothing)\b|\b(?:dying|in the red|empty|flat)\b",
        2.0,
    ),
    # "at room temperature"
    _Row(_HOW_WARM, r"\broom temperature\b", 20.0),
    # "ice cold"
    _Row(_HOW_WARM, r"\b(?:freezing|ice cold|frozen|arctic)\b", _LEAST),
    # "it's boiling in here"
    _Row(_HOW_WARM, r"\b(?:boiling|scorching|sauna|baking|sweltering|tropical)\b", _MOST),
    # "I was parking"
    _Row(r"\b(?:speed|fast)\b", r"\b(?:walking pace|crawling|parking|standing still|stationary|snail)\b", _LEAST),
    # "teetotal", "I never smoked", "I gave it up", "they are all gone", "sold out"
    _Row(
        r"\bhow many\b|\bhow much\b|\bhow often\b",
        r"\b(?:teetotal|not a drop|never (?:touch|touched|tried|had|smoke|drink)\w*|gave (?:it |them )?up|given up|"
        r"quit|all gone|(?:is|are) empty|run out|none left|sold out)\b",
        _LEAST,
    ),
    # "a hat-trick"
    _Row(_HOW_MANY, r"\bhat ?trick\b", 3.0),
    # "a handful"
    _Row(_HOW_MANY, r"\b(?:a )?handful\b", 5.0),
    # "dozens", "too many to count", "a whole crowd"
    _Row(
        _HOW_MANY,
        r"\b(?:countless|loads|tons|hundreds|thousands|dozens|too many to count|a (?:huge |whole )?crowd)\b",
        _MOST,
    ),
    # "up to my knees"
    _Row(r"\bhow (?:deep|high)\b", r"\b(?:ankles?|knees?|shins?)\b", 0.4),
    # "over my head", "I can't touch the bottom"
    _Row(r"\bhow deep\b", r"\b(?:over my head|can not (?:stand|touch the bottom)|neck)\b", 1.8),
    # "just a studio"
    _Row(r"\brooms?\b", r"\bstudio\b|\bbedsit\b", 1.0),
    # "the longest", "give me the biggest one", "the max please"; not "the most I ever paid"
    _Row(
        _ANYTHING,
        _I_WANT_THE + r"(?:longest|largest|biggest|highest|heaviest|tallest|oldest|most|max|maximum|top|dearest|"
        r"longer one|bigger one|larger one|higher one)" + _ONE_PLEASE,
        _MOST,
    ),
    # "the cheapest possible", "the smaller one", "the minimum you offer"
    _Row(
        _ANYTHING,
        _I_WANT_THE + r"(?:shortest|smallest|lowest|lightest|least|fewest|min|minimum|cheapest|youngest|shorter one|"
        r"smaller one|lower one|lower|shorter|smaller)" + _ONE_PLEASE,
        _LEAST,
    ),
    # "the bigger the better"
    _Row(_ANYTHING, r"\bthe (?:longer|bigger|more|higher|larger) the better\b", _MOST),
    # "the cheaper the better"
    _Row(_ANYTHING, r"\bthe (?:shorter|smaller|less|lower|fewer|cheaper) the better\b", _LEAST),
)

_A_DAY: tuple[tuple[str, float], ...] = (
    (
        # "with every meal", "breakfast, lunch and dinner", "every eight hours", "morning, noon and night"
        r"\b(?:with|at|after|before|over) (?:each|every|all) meals?\b|\bbreakfast ,? ?(?:and )?lunch\b|"
        r"\bevery eight hours\b|\bmorning ,? ?noon\b",
        3.0,
    ),
    (
        # "morning and night", "every twelve hours", "with breakfast and dinner"
        r"\bmorning (?:and|&) (?:evening|night|at night)\b|\bevery (?:twelve|12) hours\b|"
        r"\bbreakfast and (?:dinner|supper)\b",
        2.0,
    ),
    (
        # "just at bedtime", "every morning", "with breakfast"
        r"\b(?:at|before|just at) (?:bed ?time|bed)\b|\b(?:every|each) (?:morning|night|evening|day)\b|"
        r"^(?:just |only )?(?:in the (?:morning|evening)|at night|with breakfast|at noon|daily)\b",
        1.0,
    ),
)
"""Times a day, where the bins are such."""
_DAILY = re.compile(r"\b(?:how often|how many times|how frequently)\b.*\b(?:(?:a|per|each|every|one) day|daily)\b")
_EVERY_HOURS = re.compile(
    # "every six hours", "each 4 to 6 hrs", "every hour", "hourly"
    r"\b(?:every|each) (?:single )?(?P<n>(?:\w+)(?: (?:to|or|-) \w+)?)?? ?(?:hours?|hrs?|h)\b|\b(?P<hourly>hourly)\b"
)
_EVERY_DAYS = re.compile(
    # "every other day", "every third night"
    r"\bevery (?:other|second|two|2|third|three|3) (?:days?|mornings?|nights?|evenings?)\b"
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...]:
    return tuple((re.compile(asked), re.compile(said), value) for asked, said, value in _TABLE)


def vague_bin(read: PlainText, question: PendingQuestion) -> int | None:
    """The bin that is meant where no amount was said, None if none clearly is."""
    asked, said = plain_text(question.text).bare, read.bare
    for about, words, value in _compiled():
        if about.search(asked) and words.search(said):
            return _bin_of(value, question.options)
    return None


def times_a_day(read: PlainText, question: PendingQuestion) -> int | None:
    """The bin of times a day that meals, bedtimes and hours between come to, None where such were not asked."""
    in_days = sum("day" in option.name for option in question.options) >= 2
    if not in_days and _DAILY.search(plain_text(question.text).bare) is None:
        return None
    value = _every_hours(read)
    if value is None:
        value = next((value for pattern, value in _A_DAY if re.search(pattern, read.plain)), None)
    return None if value is None else _bin_of(value, question.options)


def _every_hours(read: PlainText) -> float | None:
    """How many times a day "every eight hours", "every two to three hours" and "every other day" are."""
    if _EVERY_DAYS.search(read.plain):
        return 0.5
    found = _EVERY_HOURS.search(read.plain)
    if found is None:
        return None
    if found["hourly"] or not found["n"]:
        return 24.0
    hours = [
        2.0 if word in ("other", "second") else number.value if (number := read_number((word,), 0)) else 0.0
        for word in re.findall(r"\w+", found["n"])
        if word not in ("to", "or")
    ]
    return 24.0 * len(hours) / sum(hours) if hours and all(hour > 0 for hour in hours) else None


def _bin_of(value: float, options: Sequence[Option]) -> int | None:
    low = [-math.inf if o.low is None else o.low for o in options]
    high = [math.inf if o.high is None else o.high for o in options]
    if math.isinf(value):
        return low.index(min(low)) if value < 0 else high.index(max(high))
    return next((i for i in range(len(options)) if low[i] <= value < high[i]), None)
