"""Who speaks of their standing and not of what was asked: "I'm his cousin", "I know the owner", "ask anyone".

It knows words alone: whether a question is about persons, so that such words answer it, is for the caller to see.
"""

from __future__ import annotations

import re

from .persons import KIN
from .plain_words import plain_text

__all__ = ["about_persons", "claims_standing"]

_ONE_OF_US = rf"(?:{KIN}s?|pals?|mates?|budd(?:y|ies)|regulars?|customers?|guests?|members?|owners?|boss|manager|staff)"
_WHOSE = (
    r"(?:(?:a|an|the|my|our|his|her|their|your|one of|\w+'s|good|old|best|dear|close|loyal|long|time|very|"
    r"such|-|most|faithful|personal|also) )*"
)
_CLAIM = re.compile(
    # "I'm his cousin", "we are old customers", "Luigi is a good friend"; not "I am with a friend"
    rf"\b(?:i am|we are|\w+ (?:is|are)|\w+'s) {_WHOSE}{_ONE_OF_US}\b"
    r"(?!')(?! (?:who|that|does|do|says|wants|likes|has|is)\b)|"
    # "I know Luigi", "I know the owner personally"; not "I know what I want"
    r"\b(?:i|we) (?:really |personally |all )?know (?:the |your |our )?"
    r"(?!what|that|how|which|where|when|why|if|it|nothing|i|we|you|this|of|about|only|not)\w+"
    r"(?: (?:personally|well|very well|too|\w+ for (?:years|ages)|for (?:years|ages)))?(?= *(?:$|[,.;:!?]|and\b))|"
    # "he knows me", "the boss knows what I have", "you know who I am"
    r"(?<!\bi )(?<!\bwe )\bknows? (?:me|us|what (?:i|we) (?:have|want|like|take|get)|who (?:i am|we are))\b|"
    # "ask anyone", "ask the chef"
    r"(?:^|[,.;:!?] )(?:just )?ask (?:anyone|anybody|around|the \w+|your \w+|him|her|them)(?= *(?:$|[,.;:!?]))|"
    # "I've been a customer for ten years", "we've been coming here since May"
    r"\bbeen (?:a|an|your|coming|eating|going|buying|here|with) (?:\w+ ){0,4}?(?:years|ages|decades|since)\b"
)
"""What is said of the speaker's standing."""
_PERSONS = re.compile(
    rf"\b(?:i|me|my|we|us|our|you|your|he|she|him|her|who|whom|whose|people|persons?|somebody|someone|anyone|nobody|"
    rf"{_ONE_OF_US})\b"
)


def claims_standing(text: str) -> bool:
    """Whether a message speaks of who its writer is, or knows, to the people here.

    >>> claims_standing("I'm his cousin, on the house like always"), claims_standing("I know what I want")
    (True, False)
    """
    return _CLAIM.search(plain_text(text).plain) is not None


def about_persons(text: str) -> bool:
    """Whether words speak of a person: then a claim of standing may answer a question that holds them."""
    return _PERSONS.search(plain_text(text).plain) is not None
