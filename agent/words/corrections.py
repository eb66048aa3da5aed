"""What is left of a reply that puts an earlier one right: "no wait, at one end" says "at one end".

It knows when the words of ``slips`` take something back, and nothing of what is said instead.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .all_but import THOUGHT_AGAIN
from .plain_words import plain_text, stem
from .slips import (
    ADDED,
    AFTER_ALL,
    BACK,
    LEAD,
    MARKERS,
    NO_LONGER,
    NOT_ABOUT,
    NOT_SO,
    NOT_SO_AFTER_ALL,
    OTHER_FIGURE,
    SAID_ANEW,
    TRAIL,
)

__all__ = ["contrasted", "corrected", "corrects_itself", "denies_itself", "echoes", "said_anew"]

FEWEST_WORDS = 3
"""Words of something that is told, where the rest only says that it comes late."""


@lru_cache(maxsize=4096)
def corrected(text: str) -> str:
    """The text without what was taken back and without the words that take it back; whole where nothing is left."""
    rest = _without_added(TRAIL.sub("", OTHER_FIGURE.sub(r"\g<now>\g<unit>", text)))
    rest = text = rest if re.search(r"\w", rest) else text
    again = THOUGHT_AGAIN.match(text[:300]) or NO_LONGER.match(text[:300])
    backs = (found.end() for pattern in (BACK, AFTER_ALL) for found in pattern.finditer(text))
    until = [again.end() if again else 0, _denied_until(text), *backs]
    rest = text[max(until) :]
    for _ in range(2):
        lead = LEAD.match(rest)
        if lead is None or not re.search(r"\w", rest[lead.end() :]):
            break
        rest = rest[lead.end() :]
    return rest if re.search(r"\w", rest) else text


def _without_added(text: str) -> str:
    """The text without words that only say that the rest comes late; "the name, I forgot" stays whole."""
    rest = ADDED.sub("", text)
    return rest if len(rest.split()) >= FEWEST_WORDS or text.endswith(rest) else text


def contrasted(text: str) -> str:
    """What a wish is set against another one as, as it is said last; any other text as it is.

    >>> contrasted("it's not about my PIN, it's about a refund"), contrasted("I can't log in, please help")
    ("it's about a refund", "I can't log in, please help")
    """
    found = NOT_ABOUT.match(text[:300])
    return text if found is None else text[found.end() :]


def said_anew(text: str) -> str:
    """How it is in fact, where a text denies something and then says that; else nothing.

    >>> said_anew("It never came. That is, my daughter has it."), said_anew("That is my card")
    ('my daughter has it.', '')
    """
    found = SAID_ANEW.search(text)
    return "" if found is None else text[found.end() :]


def denies_itself(text: str) -> bool:
    """Whether a message denies a word that it said itself.

    >>> denies_itself("it came twice. well no, not twice, but late"), denies_itself("it came late, well, not today")
    (True, False)
    """
    return _denied_until(text) > 0


def _denied_until(text: str) -> int:
    """Where a text goes on after it has denied a word of its own; 0 if it never does."""
    ends = [
        found.end()
        for rule in (NOT_SO, NOT_SO_AFTER_ALL)
        for found in rule.finditer(text)
        if found[1].lower() in re.findall(r"\w+", text[: found.start()].lower())
    ]
    return max(ends, default=0)


def corrects_itself(text: str) -> bool:
    """Whether a message says something and takes it back: then it is no word on what was said before it.

    >>> corrects_itself("no. oh hang on, I had a cold remedy"), corrects_itself("no, I meant 12")
    (True, False)
    """
    rest = corrected(text)
    before = text.removesuffix(rest) if rest != text else ""
    words = [word for word in re.findall(r"[\w']+", before.lower()) if word not in MARKERS]
    return bool(words) or bool(re.match(r"\W*(?:yes|no|nope|yeah|none|nothing)\s*[.!;]", before, re.IGNORECASE))


_IN_ANY_QUESTION = frozenset(
    "what which when where will would could should does have that this there these those with from they them your "
    "person people more only much many some anything something else other about than into like "
    "just been were long".split()
)


def echoes(text: str, earlier: str, pending: str) -> bool:
    """Whether a message says words of the question before again, and none of the open one.

    >>> echoes("sorry, she does take something", "Do they take anything?", "Is there a rash?")
    True
    """
    said = _wordy(text)
    return not said.isdisjoint(_wordy(earlier)) and said.isdisjoint(_wordy(pending))


def _wordy(text: str) -> frozenset[str]:
    """Stems of the words that a question is about, and not of those that every question has."""
    return frozenset(stem(word) for word in plain_text(text).words if len(word) > 3 and word not in _IN_ANY_QUESTION)
