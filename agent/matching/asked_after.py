"""A thing that somebody asks after and tells nothing of: "do you use henna?", "what about henna?".

Who is asked for an allergy and asks whether there is henna in it has not said that they have one; they have not said
that they have none, either. Only what is asked of the agent or of the thing itself counts as that: "can I take it with
warfarin?" tells of warfarin. It knows words, and of a question only whether it asks what somebody has.
"""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .options import match_options
from .questions import PendingQuestion

__all__ = ["asked_after", "asks_of_one"]

_WHAT_THEY_HAVE = re.compile(
    # "do you have any allergies", "does she take anything else", "is anybody allergic to it"
    r"\b(?:do|does|did|have|has|had|are|is|was|were) "
    r"(?:you|he|she|they|anybody|anyone|somebody|the (?:patient|person|guest|customer|client|child)|your \w+)\b|"
    # "any allergies?"
    r"^any\b"
)
"""A question about what somebody has or does."""
_LEAD = r"^(?:(?:ok|okay|oh|and|but|so|well|hi|hello|sorry|please|then|,|-) )*"
_ASKS_AFTER = re.compile(
    # "do you use henna", "does your dye contain ammonia", "would you have something fragrance free"
    rf"{_LEAD}(?:do|does|did|will|would|can|could) (?:you|your \w+(?: \w+)?|it|that|this|those|these) (?:\w+ )?"
    r"(?:use|have|sell|offer|stock|work with|contain|include|carry|make|keep|got)\b|"
    # "is there ammonia in it", "is there any henna?"; not "is there a problem with henna"
    rf"{_LEAD}(?:is|are) there (?:any |some )?\w+"
    r"(?: (?:in (?:it|that|this|there|them|those|your \w+)|there))? ?(?:[?.]|$)|"
    # "is henna in it"
    rf"{_LEAD}(?:is|are) (?:\w+ ){{1,2}}in (?:it|that|this|there|them|those|your)\b"
)
_WHAT_ABOUT = re.compile(
    # "what about henna"; not "what about the henna that I had", "what about my warfarin"
    rf"{_LEAD}(?:what|how) about (?!(?:the|my|our|his|her|their|this|that|these|those)\b)"
)
_OF_ONE = re.compile(
    # "is yew poisonous", "how tall does the yew get"; not "is the yew possible", "how about the yew"
    rf"{_LEAD}(?:is|are|does|do|has|have|will|why|how (?!about|come|if)\w+)\b"
    r"(?!.*\b(?:ok|okay|fine|alright|possible|available|allowed|good)\b)"
)
"""Asking something of what is named."""
_THEIR_OWN = re.compile(r"\b(?:i|me|my|mine|we|us|our|he|him|his|she|her|they|their|allerg\w+|if|when)\b")
"""Who speaks of somebody may tell what they have: "do you have something for her allergy to henna?"."""
_WHY_THEY_ASK = re.compile(
    # "do you use henna? I'm allergic", "last time I got a rash"
    r"\b(?:(?:i am|i'm|is|am|are|he's|she's|get|gets|got) (?:\w+ )?(?:allergic|ill|sick)|allerg(?:y|ies)|rash|react)\b",
    re.IGNORECASE,
)
"""Who says why they ask may well have it."""
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")


def asked_after(text: str, question: PendingQuestion, *, reply: bool = False) -> bool:
    """Whether a text names what a question of fact asks about only to ask after it.

    "What about henna?" does so as a ``reply`` alone; anywhere else it may well be what somebody has.

    >>> from .questions import Option
    >>> options = (Option("none", "none"), Option("henna", "henna"), Option("nuts", "nuts"))
    >>> asked = PendingQuestion("ask", "Do you have any allergies - henna, nuts?", "choice", options)
    >>> asked_after("what about henna?", asked), asked_after("can I come with my henna allergy?", asked)
    (False, False)
    >>> asked_after("what about henna?", asked, reply=True), asked_after("is there henna in it?", asked)
    (True, True)
    """
    if question.kind != "choice" or _WHAT_THEY_HAVE.search(plain_text(question.text).bare) is None:
        return False
    if _WHY_THEY_ASK.search(text):
        return False
    naming = [part for part in _SENTENCES.split(text) if match_options(part, question.options).spoken_of]
    return bool(naming) and all(_asks_after(plain_text(part).plain, reply) for part in naming)


def asks_of_one(text: str, question: PendingQuestion) -> bool:
    """Whether a reply asks something of an option, and chooses none: "is yew poisonous?".

    >>> from .questions import Option
    >>> options = (Option("yew", "a yew hedge"), Option("box", "a box hedge"))
    >>> hedges = PendingQuestion("rather", "Which would you rather have?", "choice", options)
    >>> asks_of_one("is yew poisonous?", hedges), asks_of_one("is the yew possible?", hedges)
    (True, False)
    """
    read = plain_text(text)
    if not read.asks or _OF_ONE.match(read.plain) is None or _THEIR_OWN.search(read.plain) is not None:
        return False
    return bool(match_options(read, question.options).named.max() > 0)


def _asks_after(plain: str, reply: bool) -> bool:
    asks = _ASKS_AFTER.match(plain) is not None or (reply and _WHAT_ABOUT.match(plain) is not None)
    return asks and _THEIR_OWN.search(plain) is None
