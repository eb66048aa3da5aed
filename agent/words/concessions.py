"""What is conceded after an answer: the smoke of "nothing nasty. mind you, it smokes", the drip of "dry, but it drips".

A plain answer counts for more than any words beside it, so what is granted after it is lost where it is not read by
itself. It knows words that concede, and neither what they concede nor what that means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .plain_words import plain_text

__all__ = ["Concession", "all_it_is", "conceded"]

FEWEST_WORDS = 3
"""Words that something conceded takes at least: "but thanks" grants nothing."""
_ANSWER = r"^(?P<answer>(?:(?! (?:though|although|but)\b)[^.;:!?]){1,80}?)"
_DENIAL = re.compile(
    # "no", "well, nope", "not really", "nothing nasty", "none of that"
    r"^(?:(?:well|oh|er|um) ,? ?)*(?:no|nope|nah|nay|never|none|nothing|not)\b"
)
_CONCEDES = (
    # "mind you, it smokes", "though it does smoke", "but it smokes", "well, it does eat through the sink"
    r"mind you|mind|though|although|but|well|still|having said that|that said|then again|"
    # "granted, it gets hot", "I admit it stings", "to be fair it smells"
    r"granted|admittedly|to be fair|i (?:must |have to |do )?admit(?: that)?|even so|all the same"
)
_BEFORE = re.compile(rf"{_ANSWER}(?: ?[.,;:!]| )(?: and| or| ,)* (?:{_CONCEDES})\b[ ,]+(?P<what>\S.*)$")
_AFTER = re.compile(rf"{_ANSWER} ?[.,;:!] (?P<what>[^.;!?]+?) ,? ?(?:mind you|mind|though|admittedly|granted)$")
_BESIDE = re.compile(rf"{_ANSWER} ?[.;!] (?P<what>\S.*)$")
_DENIED_AGAIN = re.compile(
    # "i say no. did a test and ..."
    r"^[ .,;:!]*(?:(?:(?:(?:i|we) (?:say|said|mean|would say|told them)|well|like|as) )*"
    r"(?:no|nope|nah|not really) ?[.,;:!]+ )+"
)
"""What grants nothing before what does."""
_HAVE = r"(?:(?:i|we|he|she|it|they|there) )?(?:have|has|had|am|is|are|was|were|take|takes|took)"
_DENIED = (
    r"(?:no|nope|nah|nay|never|none|nothing|not)\b(?! at all| of (?:those|these|them|that))"
    r"[^.;:!?]{0,40}?(?<!\bnot) (?:[-.,;:!]+ )?"
)
_ONLY = re.compile(
    # "no, just a stent", "no wine, only beer", "not really, I only had one"; not "not just him"
    rf"^(?:(?:well|oh|er|um|,) )*(?:{_DENIED})?(?:but )?(?:(?:i|we|he|she|it|they) )?(?:{_HAVE} )?"
    rf"(?:only|just|merely|simply)(?: {_HAVE})? (?P<what>[^.;!?]+)$|"
    # "not any more, I had a bypass"
    r"^(?:(?:no|well|oh|,) )*not (?:any ?more|really|exactly|as such) [-.,;:] (?P<then>[^.;!?]+)$|"
    # "peroxide only"
    r"^(?P<first>[^.,;:!?]{1,40}) only$"
)
"""What there is and no more, after a denial or alone."""


@dataclass(frozen=True)
class Concession:
    """What was said after an answer."""

    what: str
    marked: bool
    """Whether a word says that it is conceded; else it merely stands in a sentence of its own after a denial."""


def conceded(text: str) -> Concession | None:
    """What is granted after an answer, if anything is.

    >>> conceded("nothing nasty. mind you, it does smoke a bit")
    Concession(what='it does smoke a bit', marked=True)
    >>> conceded("no, but thanks") is None
    True
    """
    plain = plain_text(text).plain.strip(" .,;!")
    for rule, marked in ((_BEFORE, True), (_AFTER, True), (_BESIDE, False)):
        found = rule.search(plain)
        what = "" if found is None else _DENIED_AGAIN.sub("", found["what"]).strip(" .,;!")
        if len(what.split()) >= FEWEST_WORDS and (marked or _DENIAL.match(plain)):
            return Concession(what, marked)
    return None


def all_it_is(text: str) -> str | None:
    """What a text says is all there is, which may be just what was asked about: the stent of "no, just a stent".

    >>> all_it_is("no, just a stent"), all_it_is("not really, a few beers"), all_it_is("no, I am just here")
    ('a stent', 'a few beers', 'here')
    >>> all_it_is("no") is all_it_is("not just him") is None
    True
    """
    found = _ONLY.search(plain_text(text).plain.strip(" .,;!"))
    return None if found is None else (found["what"] or found["then"] or found["first"]).strip(" ,")
