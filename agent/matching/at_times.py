"""What is so at times, under a condition or in the main alone: "dry unless it rains", "only boxes for now".

That matters where answers exclude each other: where there are two, or the one is that there is nothing but. What is
taken on some days is taken, but a room that is dry on some days is not dry. It knows words of time and condition, and
no domain.
"""

from __future__ import annotations

import re

from ..words.corrections import corrected
from ..words.plain_words import plain_text
from ..words.slips import PAST
from .option_facts import only_denies
from .options import NAMED_IN_PART, match_options
from .questions import Option, PendingQuestion

__all__ = ["excludes_others", "only_at_times"]

FEW_WORDS = 5
"""Words of a clause that tells nothing but when."""

_SEASON = r"(?:summer|winter|spring|autumn)"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"

_CONDITION = re.compile(
    r"\b(?:"
    # "dry unless it rains"; not "unless I am mistaken"
    r"unless (?!i am (?:mistaken|wrong)\b)\w+|"
    # "dry as long as the pump works"; not "as long as I can remember"
    r"(?:as|so) long as (?!possible\b|(?:i|we) (?:can remember|have|live)\b)[a-z]+ \w+|"
    r"provided (?:that )?\w+|on condition that|"
    # "dry when it is not raining"; not "if I am not mistaken", "if you do not mind"
    r"(?:when|whenever|while|if) (?!you\b)(?:\w+ ){1,3}?(?:is|are|does|do|has|have) not\b(?! (?:mistaken|wrong|too)\b)|"
    # "dry if you shut the window"; not "if I remember rightly", "if you must know"
    r"if (?:you|we|they|one|somebody|someone) "
    r"(?!(?:must|like|want|mean|count|ask|know|please|will|can|could|may|have|prefer|think|insist|say|need|are|do)\b)\w+|"
    # "dry except when we hose it down", "apart from on market days"
    r"(?:except|save|apart from|bar|but not|only not)(?: for)? (?:when|if|on|after|during|while|in (?:the|a|an)\b)|"
    # "on both walls, except that the left one fell down"
    r"(?:except|save|only|but for the fact) that (?:the|my|our|his|her|its|one|it|he|she|they|there|we|i)\b|"
    # "dry once the roof is done"
    r"once (?:the|it|he|she|they|we|my|our) (?:\w+ ){0,3}?(?:is|are|has|have)\b|"
    # "boxes until the loft is done"; not "until last week", "until the van hit it"
    rf"(?:until|till) (?!(?:last|yesterday|recently|now|today)\b|{PAST})"
    r"(?:the|my|our|his|her|it|he|she|they|we|i|somebody|someone) \w+"
    r")"
)
"""A condition on what is said to be so, wherever it stands."""

_EXCEPTED = re.compile(
    r"^(?:only|just|it is only|that is only) (?:when|if|on|after|while) (?:the|we|i|he|she|they|it|our|my)\b"
)
"""How a clause begins that tells when it is not so: "dry, only when we hose it down there is water"."""

_AT_TIMES = re.compile(
    r"\b(?:"
    # "usually dry", "dry most of the year"
    r"usually|normally|generally|as a rule|most of the (?:time|year|day|week)|most (?:days|nights|weeks|months)|"
    r"nine times out of ten|"
    # "dry in fine weather", "dry on good days"
    r"in (?:good|dry|fine|nice|warm) weather|on (?:a )?(?:good|dry|fine|sunny|warm) days?|"
    # "dry in summer", "dry in August"; not "in the winter garden"
    rf"(?:in|during) (?:the )?{_SEASON}(?:time)?\b(?! (?:garden|house|room|kitchen|hut)\b)|"
    rf"in {_MONTH}\b|by day|at night|"
    # "only boxes for now"
    r"for now|for the (?:moment|time being|present)|to begin with|at first"
    r")\b"
)
"""Some of the time and no more."""

_IN_THE_MAIN = re.compile(
    # "mostly books", "books in the main"
    r"\b(?:mostly|mainly|largely|primarily|chiefly|predominantly|in the main|for the most part|"
    # "nearly always dry"
    r"(?:nearly|almost) (?:always|only))\b"
)
"""Most of it and not all."""

_ALWAYS = re.compile(
    # "dry all year round, even in winter", "dry in summer and winter"
    rf"\b(?:all (?:year|the time)|always|even|both|{_SEASON} (?:and|or|as well as) (?:in )?(?:the )?{_SEASON})\b"
)
"""At all times, whichever are named beside it."""

_ONLY = re.compile(r"\b(?:only|just|nothing but)\b")
_WISH = re.compile(r"\b(?:would you|like|want|prefer|choose|order|wish|when|how often|which day|what time|what day)\b")
_CLAUSE = re.compile(r" [,.;:!?] | (?:but|and|because|though|so(?! long\b)|since) ")


def only_at_times(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a text says that the option ``best`` holds at times, under a condition or in the main alone.

    >>> asked = PendingQuestion("ask", "Is it dry or wet?", "choice", (Option("dry", "dry"), Option("wet", "wet")))
    >>> only_at_times("dry unless it rains", asked, "dry"), only_at_times("dry, if you must know", asked, "dry")
    (True, False)
    """
    place = question.place(best)
    if place is None or question.kind != "choice" or _WISH.search(plain_text(question.text).bare):
        return False
    apart = [n for n, option in enumerate(question.options) if excludes_others(option)]
    if place not in apart and (apart or len(question.options) > 2):
        return False
    said = plain_text(corrected(text)).plain
    clauses = [part.strip() for part in _CLAUSE.split(f" {said} ") if part.strip(" .,;:!?")]
    if clauses and _ONLY.match(clauses[0]):  # "only records, jazz mostly": which records
        clauses = [clauses[0], *(part for part in clauses[1:] if _IN_THE_MAIN.search(part) is None)]
    return any(_open(part, question, place, always=_ALWAYS.search(said) is not None) for part in clauses)


def _open(part: str, question: PendingQuestion, place: int, *, always: bool) -> bool:
    """Whether a clause leaves the option at ``place`` open; "dry except in winter" does so to "dry", not to "wet"."""
    named = match_options(part, question.options).named
    if named[place] < NAMED_IN_PART and _EXCEPTED.match(part) is not None:
        return True
    if named.max() > named[place]:
        return False
    about = len(part.split()) <= FEW_WORDS or bool(named[place] >= NAMED_IN_PART)
    sometimes = about and not always and _AT_TIMES.search(part) is not None
    return sometimes or _CONDITION.search(part) is not None or _IN_THE_MAIN.search(part) is not None


def excludes_others(option: Option) -> bool:
    """Whether an option says that there is nothing else: "only things", "none"."""
    return only_denies(option.name) or _ONLY.search(option.name.lower()) is not None
