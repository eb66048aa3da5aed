"""What was taken or done already, and what is over: "I had two at nine", "some last week", "I stopped them".

Words of time and of taking only. Who asks how often something may be taken has taken nothing, and who took it last
week takes it no longer.
"""

from __future__ import annotations

import re

from .plain_words import plain_text, stem

__all__ = ["is_over", "tells_as_much", "without_wanted"]

_OVER = re.compile(
    # "paracetamol last week", "three months ago"
    r"\b(?:last (?:week|month)|(?:weeks?|months?) ago|"
    # "I stopped the warfarin", "not any more"
    r"stopped|finished|came off|gave up|no longer|not any ?more|"
    # "once, never again", "the doctor offered me some", "I have had it before"
    r"never again|offered|suggested|before$)\b",
    re.IGNORECASE,
)
"""What was so, or might have been."""
_TAKEN = re.compile(
    # "I took one", "she has had some", "they gave him two", "been taking them"
    r"\b(?:took|taken|had|gave|given|used|drank|swallowed|been taking|been on|"
    # "I usually take two", "he gets one in the morning"; not "I want to take one"
    r"(?:i|he|she|we|they) (?:\w+ )?(?:take|takes|get|gets|use|uses))\b",
    re.IGNORECASE,
)
_ABOUT_TAKING = re.compile(r"\b(?:tak(?:e|es|ing)|using|on any)\b", re.IGNORECASE)
_WANTED = re.compile(
    # "one for the heart, and now she wants ibuprofen with it"; not "she wants to stop the drops"
    r"[\s,.;!-]+(?:(?:and|but|so|plus)\s+)?(?:now|today)\s+(?:i|he|she|we|they|my \w+)"
    r"(?:['\u2019]d| would)?(?:\s+also)?\s+"
    r"(?:wants?|needs?|likes?|hopes?|asks?|is asking|am asking|are asking)\s+(?!to (?:stop|come off))[^.;!?]*",
    re.IGNORECASE,
)
"""What somebody wants now beside what they have."""
_SINCE = re.compile(r"\b(?:since|ago|already)\b", re.IGNORECASE)
_SO_FAR = re.compile(
    # "four since breakfast", "one an hour ago", "two already", "the last one was at four"
    r"\b(?:since|ago|already|so far|today|this (?:morning|afternoon|evening)|last (?:one|\w+ was)|on)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    # "I had two, how many more", "can I have another", "what dose may she have"
    r"\b(?:how|can|may|could|should|shall|what|when|which|is it)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_WHEN = frozenset(
    "since breakfast lunch dinner morning evening today yesterday night hour hours already nine four have been taking "
    "took taken this that with after them some more last".split()
)
"""Words of time and of taking, which do not say what was taken."""


def is_over(clause: str) -> bool:
    """Whether a clause tells of something that is over.

    >>> is_over("I stopped the drops"), is_over("two drops this morning")
    (True, False)
    """
    return _OVER.search(clause) is not None


def tells_as_much(clause: str, way: str) -> bool:
    """Whether a clause tells that something was taken, before it asks, where the ``way`` that it is like does.

    >>> tells_as_much("how often may pills be taken", "I took pills at nine"), tells_as_much("had pills", "took pills")
    (False, True)
    """
    if _TAKEN.search(way) is None and _SINCE.search(way) is None:
        return True
    told = _ASKS.sub("", clause)
    taken = _TAKEN.search(told) or _SO_FAR.search(told)
    return taken is not None and not is_over(told.strip(" ,.;")) and not _named(told).isdisjoint(_named(way))


def without_wanted(text: str, asked: str) -> str:
    """A reply without what somebody wants now beside what they take, where it was ``asked`` what they take.

    >>> without_wanted("one for the heart, and now she wants ibuprofen with it", "Do they take anything else?")
    'one for the heart'
    """
    rest = _WANTED.sub("", text) if _ABOUT_TAKING.search(asked) else text
    return rest if re.search(r"\w", rest) else text


def _named(text: str) -> frozenset[str]:
    """Stems of the words that say what was taken."""
    return frozenset(stem(word) for word in plain_text(text).words if len(word) > 3 and word not in _ONLY_WHEN)
