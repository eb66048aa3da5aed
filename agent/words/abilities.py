"""What somebody cannot do, told to a question about trouble doing it: "he can't breathe" to "trouble breathing?".

Such a reply denies with every word and is a yes. It knows words for trouble, for being able and for doing well, and
neither what is done nor any domain.
"""

from __future__ import annotations

import re

from .plain_words import PlainText, plain_text, stem

__all__ = ["trouble_told"]

_TROUBLE = r"(?:troubles?|difficult(?:y|ies)|problems?|issues?|bother|hard time|struggl(?:e|es|ing)|unable)"
_ASKED = re.compile(
    # "trouble breathing", "problems with walking", "a hard time getting up"
    rf"\b{_TROUBLE} (?:(?:with|in|when|while) )?(?P<doing>\w{{2,}}ing)\b|"
    # "struggling to breathe", "hard for her to walk", "unable to eat"
    rf"\b(?:{_TROUBLE}|hard|difficult)(?: for \w+)? to (?P<do>\w+)\b"
)
"""A question about trouble doing something."""
_NOT = (
    # "he cannot", "has stopped", "we were unable to", "barely"
    r"(?:not|never|unable to|stopped|stops|barely|hardly|scarcely|"
    r"no longer|too \w+ to|struggl(?:es|ed|ing) (?:to|with)|fight(?:s|ing) to|gasp(?:s|ing) to|hard(?: for \w+)? to)"
)
_UNABLE = re.compile(rf"\b{_NOT} (?:(?:really|even|quite|seem to|able to|be|properly) ){{0,2}}(?P<done>\w+)")
_WELL = "fine|ok|okay|alright|well|normally|normal|properly|freely|easily|happily|great|good|as usual|as always"
_ABLE = re.compile(
    # "he breathes fine", "she can walk", "they are eating as always"
    rf"\b(?:can|still) (?P<can>\w+)\b|\b(?P<done>\w+) (?:(?:just|very|quite|perfectly|really) )?(?:{_WELL})\b"
)
_NONE = re.compile(rf"\b(?:no|not any|without|without any|any|not (?:have|having)) (?:\w+ )?{_TROUBLE}\b")
"""What denies all trouble: "no trouble, he can breathe"."""
_TURNS = re.compile(
    # "not breathing badly"; "I don't know if he can breathe"
    r"\b(?:badly|worse|know|sure|if|whether|but|except|unless|though)\b"
)
"""What makes more of it than one of the two."""


def trouble_told(reply: PlainText, question: str) -> float:
    """+1 where the reply tells of trouble doing what is asked, -1 where of doing it well, 0 where of neither.

    >>> from .plain_words import plain_text
    >>> asked = "Does he have trouble breathing?"
    >>> [trouble_told(plain_text(said), asked) for said in ("he can't breathe", "he breathes fine", "he has a dog")]
    [1.0, -1.0, 0.0]
    """
    asked = {stem(found["doing"] or found["do"]) for found in _ASKED.finditer(plain_text(question).bare)}
    said = reply.bare
    if not asked or _TURNS.search(said):
        return 0.0
    if _NONE.search(said):
        return -1.0
    if any(stem(found["done"]) in asked for found in _UNABLE.finditer(said)):
        return 1.0
    return -1.0 if any(stem(found["can"] or found["done"]) in asked for found in _ABLE.finditer(said)) else 0.0
