"""A size that is told by a thing: "as big as a door", where there are small ones, large ones and others.

How big that is, nobody but the writer knows, so that it is no plain "big": it may be a size that there is none of. "As
big as possible" and "as big as last time" name no thing. It knows words of size, and no domain.
"""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .options import match_options, remainder_option
from .questions import PendingQuestion

__all__ = ["sized_by_a_thing", "without_its_like"]

_NO_OTHER = r"(?!(?:last|usual|normal|other|first|previous)\b)"
_LIKE_A_THING = re.compile(
    # "big as a door", "as long as my arm"; not "as long as my brother pays", "as big as the last one"
    r"\b(?:big|large|huge|wide|tall|high|small|tiny|little|short|long) as (?:an?|my|our|your) "
    rf"{_NO_OTHER}(?P<thing>\w+(?: \w+)?)(?= *(?:$|[.,;:!?-]|and\b|please\b|for\b))|"
    # "the size of a cartwheel"
    rf"\bsize of (?:an?|my|our|your) {_NO_OTHER}(?P<same>\w+(?: \w+)?)"
)


def sized_by_a_thing(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a size that was taken for the option ``best`` is told by a thing, and there are other sizes, too.

    >>> from .questions import Option
    >>> options = (Option("small", "small"), Option("large", "large", ("big",)), Option("else", "another size"))
    >>> size = PendingQuestion("ask", "Small or large?", "choice", options)
    >>> sized_by_a_thing("one as big as a door", size, "large"), sized_by_a_thing("a big one", size, "large")
    (True, False)
    """
    rest = remainder_option(question.options) if question.kind == "choice" else None
    if rest is None or best == question.options[rest].id:
        return False
    plain = plain_text(text).plain
    found = _LIKE_A_THING.search(plain)
    if found is None or match_options(found["thing"] or found["same"], question.options).spoken_of:
        return False
    return not match_options(_LIKE_A_THING.sub(" ", plain), question.options).fully


def without_its_like(text: str, question: PendingQuestion) -> str:
    """The text without the thing that it compares a size with, where another word in it names the size.

    >>> from .questions import Option
    >>> options = (Option("large", "large", ("big",)), Option("else", "another size", ("huge",)))
    >>> size = PendingQuestion("ask", "Large?", "choice", options)
    >>> without_its_like("huge, big as a door", size), without_its_like("big as a door", size)
    ('huge ,', 'big as a door')
    """
    plain = plain_text(text).plain
    rest = _LIKE_A_THING.sub("", plain).strip()
    return rest if rest != plain and match_options(rest, question.options).fully else text
