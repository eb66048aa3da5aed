"""What is said of both and then taken back for one: "on both sides: the left is in the wall, the right is free".

Who tells the two apart says of neither what was said of both, and "both hold, but the right one fell" says it of one.
Where the two are said to be alike ("both sides: a post left and a post right"), nothing is taken back. And who says of
some things one and of others another ("half are red, half are white", "the big one is, the small ones aren't") gives no
one answer for all. It knows words for two of a kind and for portions, and no domain.
"""

from __future__ import annotations

import re

from ..words.corrections import corrected
from ..words.plain_words import plain_text, stem
from .option_places import NAMED_FULLY
from .options import match_options
from .questions import PendingQuestion

__all__ = ["in_portions", "told_apart"]

_KIND = r"(?: (?:one|end|side|half|of (?:them|these|those|the two)))?"
_WHOLE = re.compile(
    # "on both sides: ...", "at each end, except ..."
    r"(?P<whole>[^:;,.!?]*\b(?:both|each|either|left and right)\b[^:;,.!?]*?) "
    r"(?P<mark>[:;,.!\u2013\u2014-]|but|except|only)(?: |$)(?P<apart>.*)"
)
"""What is said of two, and what follows."""
_TWO = re.compile(
    # "the left end is in the wall and the right end is free", "one is on a post, the other hangs in the air"
    rf"\b(?:left|first|upper|front|one(?! of (?!them|these|those|the two)\b)){_KIND}\b(?P<a>.+?)"
    rf"\b(?:right|second|lower|back|other){_KIND}\b(?P<b>.+)"
)
_BUT_ONE = re.compile(
    # "but the right one fell", "except that on the left it is loose"
    r"^(?:[,.:;-] )?(?:(?:but|except|only|though|although|and yet)(?: for)?(?: that)? )+"
    r"(?:it is |(?:on|at) )?the (?:left|right|first|second|other|upper|lower|front|back)\b"
)
_SMALL = frozenset(
    "a an the it is are was has in on at of to and but while by one end side its there rests lies sits stands".split()
)
_PORTION = (
    # "half of them", "most", "two", "the rest", "the small ones"; not "the old one" that was so once, nor "some people"
    r"(?:half|some|most|many|a few|one|two|three|four|part|the rest|the others?|the remaining \w+)"
    r"(?: of (?:them|those|it))?"
    r"|the (?:big|bigger|small|smaller|large|larger|little|left|right|upper|lower|other)(?: ones?)?"
)
_PORTIONS = re.compile(
    rf"(?:^|[ ,.;:])(?P<one>(?:{_PORTION}) (?P<a>[^,;.]+?)) ?(?:,|;|\band\b|\bbut\b|-|\bwhile\b|(?= (?:half|some) ))"
    rf" ?(?:and |but |while )?(?P<other>(?:{_PORTION}) (?P<b>.+))"
)
"""Things of which some are one and some another."""
_IS = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will)(?P<no> not)?\b")


def in_portions(text: str, question: PendingQuestion) -> bool:
    """Whether a reply gives one answer for some things and another one for others.

    >>> from .questions import Option
    >>> inks = PendingQuestion("ask", "Which ink?", "choice", (Option("red", "red"), Option("blue", "blue")))
    >>> in_portions("most are red, one is blue", inks), in_portions("most people take red, I take blue", inks)
    (True, False)
    """
    found = _PORTIONS.search(plain_text(corrected(text)).plain) if not question.several else None
    if found is None:
        return False
    if question.kind == "yesno":
        one, other = _IS.match(found["a"]), _IS.match(found["b"])
        return one is not None and other is not None and (one["no"] is None) != (other["no"] is None)
    if question.kind != "choice":
        return False
    first, second = (match_options(found[part], question.options).fully for part in ("one", "other"))
    return len(first) == len(second) == 1 and first != second


def told_apart(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a text says the option ``best`` of both of two, and then tells the two apart.

    >>> from .questions import Option
    >>> ends = (Option("two", "both ends"), Option("one", "one end"))
    >>> hung = PendingQuestion("ask", "How does it hang?", "choice", ends)
    >>> told_apart("by both ends: the left end has a hook and the right end is free", hung, "two")
    True
    >>> told_apart("by both ends: a hook on the left end and a hook on the right end", hung, "two")
    False
    """
    place = question.place(best)
    found = _WHOLE.search(plain_text(corrected(text)).plain) if question.kind == "choice" else None
    if place is None or found is None or match_options(found["whole"], question.options).named[place] < NAMED_FULLY:
        return False
    if _BUT_ONE.match(f"{found['mark']} {found['apart']}") is not None:
        return True
    two = _TWO.search(found["apart"])
    one, other = (_says(two["a"]), _says(two["b"])) if two is not None else (frozenset[str](), frozenset[str]())
    return bool(one) and bool(other) and one.isdisjoint(other)


def _says(part: str) -> frozenset[str]:
    """Stems of what is said of one of the two."""
    return frozenset(stem(word) for word in plain_text(part).words if word not in _SMALL)
