"""An age that leaves open whose it is: "40 and 9", or "I'm 40" of somebody who asks for their son.

One age decides what is right for one person. Where two are told that do not come to the same, or the writer's own where
somebody else's is needed, none is taken for granted. It knows no domain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..amounts.number_words import read_number
from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit
from ..words.company import company
from ..words.corrections import corrected
from ..words.persons import ASKS_YOU, KIN, asks_age, meant_part
from ..words.plain_words import plain_text
from .bins import bin_mass
from .questions import PendingQuestion

__all__ = ["whose_age"]

_PARTS = re.compile(r" ?[,;:&/+()?!]+ ?| [.-]+ | (?:and|but|while|whereas|plus) ")
_ONE_OF_THEM = re.compile(
    # "one is 40", "the other one 9"
    r"^(?:the )?(?:one(?: of us)?(?= is\b)|other(?: one)?)\b(?: is)?|"
    # "three of us", "the two of us are"
    r"\b(?:the )?(?:both|all|\w+) of us\b"
)
"""What is no age at the beginning of a part."""
_BESIDE = re.compile(
    rf"(?:i|we|he|she|they|me|mine|us|my|our|his|her|their|the|a|an|is|are|am|{KIN}|(?:{KIN})'s|man|woman|adult|"
    r"oh|well|so|yes|it|that|just|only|about|around|already|aged?|also|other|little|old|young|big|"
    r"years?|yrs?|yo|y|o|months?|mths?|weeks?|wks?|respectively|too|now|please|thanks|[-'.])"
)
"""Words beside somebody's age; any other makes a figure something else: "and weigh 80"."""
_COUNTED = re.compile(r"(?:kids|children|sons|daughters|friends|adults|babies|men|women|people|boys|girls)\b")
"""Who is but counted: "2 kids"."""
_OWN = re.compile(r"^(?:\w+ )?(?:i am|me|mine is)\b|\b(?:me|myself)$")
_SMALLER = frozenset("months month mths weeks week wks".split())
_ALIKE = re.compile(r"\b(?:same|both|twins?|older|younger|likewise|too|as well|so (?:is|are)|we)\b")
"""What tells of somebody else's age, too."""


def whose_age(text: str, question: PendingQuestion, history: Sequence[str] = ()) -> bool:
    """Whether a reply to a question for an age leaves open whose age is meant.

    Args:
        text: The reply.
        question: What was asked.
        history: Earlier messages of the same user, oldest first.

    >>> from .questions import Option
    >>> bins = (Option("child", "child", low=0, high=14), Option("adult", "adult", low=14, high=99))
    >>> asked = PendingQuestion("ask", "How old are you?", "number", bins, "years")
    >>> whose_age("40 and 9", asked), whose_age("40", asked), whose_age("40 and 41", asked)
    (True, False, False)
    """
    if question.kind != "number" or not asks_age(question.text):
        return False
    read = plain_text(corrected(text))
    who = company([*history, text], doing=bool(ASKS_YOU.search(" ".join(plain_text(question.text).words))))
    meant = read if who == "together" else meant_part(read, question.text)
    ages = _ages(meant.plain)
    if len({_bin(age, question) for age in ages}) > 1:
        return True
    own = [part for part in ages if _OWN.search(part)]
    return bool(own) and len(own) == len(ages) and who in ("another", "together") and not _ALIKE.search(read.plain)


def _ages(plain: str) -> list[str]:
    """The parts of a text of which each is somebody's age; months after years are of the same one."""
    found: list[str] = []
    for part in _PARTS.split(f"{plain} "):
        said = " ".join(_ONE_OF_THEM.sub(" ", part).split())
        if not _is_age(said):
            continue
        if not (found and said[0].isdigit() and not _SMALLER.isdisjoint(said.split())):
            found.append(said)
    return found


def _is_age(part: str) -> bool:
    """Whether words are one figure, and whose age it is."""
    tokens = part.split()
    numbers = [(i, n) for i in range(len(tokens)) if (n := read_number(tokens, i)) is not None]
    if not numbers:
        return False
    start, end = numbers[0][0], numbers[0][1].end
    rest = [*tokens[:start], *tokens[end:]]
    once = all(i < end for i, _ in numbers)
    return once and not _COUNTED.match(" ".join(tokens[end:])) and all(_BESIDE.fullmatch(word) for word in rest)


def _bin(part: str, question: PendingQuestion) -> int:
    """The bin that an age is in, -1 where it is in none."""
    unit = canonical_unit(question.unit) or None
    said = amounts(part, unit, asked=question.text)
    mass = bin_mass(said[0], question.options) if said else None
    return int(mass.argmax()) if mass is not None and mass.max() > 0 else -1
