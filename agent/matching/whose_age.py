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

_PARTS = re.compile(r" ?[,;:&/+()?!]+ ?| [.-]+ | (?:and|but|while|whereas) ")
_ONE_OF_THEM = re.compile(
    # "one is 40", "the other one 9"
    r"\b(?:the )?(?:one(?: of us)?(?= is\b)|other(?: one)?)\b(?: is)?|"
    # "three of us", "the two of us are"
    r"\b(?:the )?(?:both|all|\w+) of us\b(?: are)?"
)
"""What is no age before one."""
_FIGURE = re.compile(r"\b[1-9]\d*(?:\.\d+)?\b")
_COUNTED = r"(?:kids|children|parents|twins|\w+s of)\b"
_AGE = re.compile(rf"(?:(?!years?\b|yrs?\b|months?\b)[^\d ]+ )*{_FIGURE.pattern}(?! {_COUNTED})(?: [^\d ]+)*")
"""One figure, and no unit before it: "year 1" is no age, and neither is "2 kids"."""
_BESIDE = re.compile(
    rf"(?:i|we|he|she|they|me|mine|us|my|our|his|her|their|the|a|an|is|are|am|{KIN}|(?:{KIN})'s|man|woman|adult|"
    r"oh|well|yes|it|about|around|already|aged?|also|other|little|old|young|big|"
    r"years?|yrs?|yo|y|o|months?|mths?|weeks?|wks?|respectively|too|now|please|thanks|[-'.])"
)
"""Words beside somebody's age; any other makes a figure something else: "and weigh 80"."""
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
    who = company([*history, text], doing=bool(ASKS_YOU.search(plain_text(question.text).bare)))
    meant = read if who == "together" else meant_part(read, question.text)
    ages = _ages(meant.plain)
    if len({_bin(age, question) for age in ages}) > 1:
        return True
    own = [part for part in ages if _OWN.search(part)]
    return bool(own) and len(own) == len(ages) and who in ("another", "together") and not _ALIKE.search(read.plain)


def _ages(plain: str) -> list[str]:
    """The parts of a text of which each is somebody's age; months after years are of the same one."""
    found: list[str] = []
    for part in _PARTS.split(f"{_in_figures(_ONE_OF_THEM.sub(' , ', plain))} "):
        said = part.strip()
        if not _AGE.fullmatch(said) or not all(_BESIDE.fullmatch(word) for word in _FIGURE.sub("", said).split()):
            continue
        if not (found and said[0].isdigit() and not _SMALLER.isdisjoint(said.split())):
            found.append(said)
    return found


def _in_figures(plain: str) -> str:
    """A plain text with its numbers in figures, each as one word: "a hundred and two", "two and a half"."""
    tokens, kept, i = plain.split(), list[str](), 0
    while i < len(tokens):
        number = read_number(tokens, i)
        kept.append(tokens[i] if number is None else f"{number.value:g}")
        i = i + 1 if number is None else max(number.end, i + 1)
    return " ".join(kept)


def _bin(part: str, question: PendingQuestion) -> int:
    """The bin that an age is in, -1 where it is in none."""
    unit = canonical_unit(question.unit) or None
    said = amounts(part, unit, asked=question.text)
    mass = bin_mass(said[0], question.options) if said else None
    return int(mass.argmax()) if mass is not None and mass.max() > 0 else -1
