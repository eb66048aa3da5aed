"""What a message does, apart from what it says: asks why, declines, wants a person, changes the subject.

The signs of each act have a strength in (0, 1]; here they are looked for, and some set aside where others stand beside
them. It knows no question: whether "agent" names an option or asks for a person is for the caller to weigh. Text that
orders the agent about is only named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .about_the_talk import (
    BYE,
    CHANGE_SUBJECT,
    CONTEST,
    CORRECT,
    EXPLAIN_BELIEF,
    GREET,
    JUST_ANSWER,
    REPEAT,
    RESET,
    THANKS,
    WHY,
)
from .not_knowing import NO_PREFERENCE, UNSURE
from .ordering_about import INJECTION, TAGGED
from .plain_words import PlainText, plain_text
from .signs import SpeechAct
from .wanting_a_person import HUMAN, NO_PERSON, VISITS, WHAT_SPEAKS
from .withholding import WITHHELD

__all__ = ["INFORMS", "MAY_REPLY", "act_strengths", "speech_acts"]

INFORMS: frozenset[SpeechAct] = frozenset({"inform"})
"""A message that tells something, and does nothing else that is known here."""
MAY_REPLY: frozenset[SpeechAct] = frozenset({"inform", "reply"})
"""The same of one that may be a reply."""

_RULES: tuple[tuple[SpeechAct, float, str], ...] = tuple(
    (signs.act, sign.strength, sign.pattern)
    for signs in (
        WITHHELD,
        UNSURE,
        NO_PREFERENCE,
        WHY,
        HUMAN,
        INJECTION,
        CHANGE_SUBJECT,
        GREET,
        THANKS,
        BYE,
        RESET,
        REPEAT,
        JUST_ANSWER,
        EXPLAIN_BELIEF,
        CONTEST,
        CORRECT,
    )
    for sign in signs.found
)
_COMPILED: tuple[tuple[SpeechAct, float, re.Pattern[str]], ...] = tuple(
    (act, strength, re.compile(pattern)) for act, strength, pattern in _RULES
)
_SO_MANY = re.compile(
    # "for 3 persons", "four people"; not "one person to talk to"
    r"\b(?:for (?:1|one)|\d*[2-9]|\d+\d|two|three|four|five|six|seven|eight|nine|ten|twelve|several) (?:more )?"
    r"(?:persons?|people|humans|adults|agents|representatives|managers)\b"
)
"""How many persons there are, none of whom is asked for."""
_NOT_WHY = re.compile(
    # "why not", "why wouldn't I"
    r"\bwhy (?:not|would not i|would i not|the heck not|would i)\b"
)
"""What asks why and is an answer."""
_WANDERS = re.compile(
    # "grandpa doesn't know where he is", "she does not remember her own birthday"; not "I don't know what day it is"
    r"\b(?!i\b|we\b|you\b)\w+ (?:do|does|did) not (?:\w+ )?(?:know|recall|remember) "
    r"(?:me\b|us\b|(?:his|her|their) own\b|where (?:he|she|they)\b|who (?:he|she|they|i|we)\b|"
    r"what (?:year|day|month|time)\b)"
)
"""What somebody else does not know is no doubt of the speaker: it tells how that person is."""
_ABOUT_THE_QUESTION = re.compile(
    # "which one would you recommend"
    r"\b(?:what|which)(?: one)? (?:do|would|should|can) (?:you|i) "
    r"(?:recommend|suggest|think|advise|pick|choose|take|get|prefer)\b|"
    # "sorry, what's a thermocouple", "what is the difference between them"
    r"^(?:but |and |sorry )?what(?: is| are) (?:that|an? [\w ]{2,25}|the difference.*)$|"
    # "where do I find that", "how can I check", "what does it look like"
    r"^where (?:is|do i find|can i find) (?:that|it|this)\b|"
    r"\bhow (?:can|do|would|should) i (?:tell|know|check|find out|measure)\b|"
    r"\bwhat does (?:that|it) (?:mean|look like)\b|\bwhich is better\b"
)
"""A question about the question at hand, which is no other subject."""


@lru_cache(maxsize=4096)
def _strengths(plain: str, words: tuple[str, ...]) -> Mapping[SpeechAct, float]:
    bare = " ".join(words)
    wanted = _SO_MANY.sub("|", NO_PERSON.sub("|", WHAT_SPEAKS.sub("|", bare)))
    found: dict[SpeechAct, float] = {}
    for act, strength, pattern in _COMPILED:
        if found.get(act, 0.0) < strength and pattern.search(wanted if act == "human" else bare):
            found[act] = strength
    if _ABOUT_THE_QUESTION.search(bare):
        found.pop("change_subject", None)
        found["unsure"] = max(found.get("unsure", 0.0), 0.9)
    if _NOT_WHY.search(bare):
        found.pop("why", None)
    if _WANDERS.search(bare):
        found.pop("unsure", None)
    if VISITS.search(bare):
        found.pop("human", None)
    if TAGGED.search(plain):
        found["injection"] = 1.0
    if plain and not bare and "?" in plain:
        found["unsure"] = 0.8
    return found


def act_strengths(text: str | PlainText) -> Mapping[SpeechAct, float]:
    """How strongly the words are those of each act, in (0, 1]; acts without a sign are left out."""
    read = plain_text(text) if isinstance(text, str) else text
    return _strengths(read.plain, read.words)


_TOLD: tuple[SpeechAct, ...] = (
    "greet",
    "thanks",
    "bye",
    "reset",
    "repeat",
    "why",
    "human",
    "explain_belief",
    "contest",
    "withheld",
    "just_answer",
    "injection",
    "correct",
    "unsure",
)
"""Acts that count where nothing is pending."""
_EMPTY: tuple[SpeechAct, ...] = ("greet", "thanks", "bye", "repeat", "reset", "human", "why", "explain_belief")
"""Acts that say nothing beyond themselves."""


def speech_acts(text: str) -> frozenset[SpeechAct]:
    """What a message does when nothing is pending: control acts if it has their form, else it informs."""
    read = plain_text(text)
    strengths = act_strengths(read)
    if not read.words and not strengths:
        return frozenset()
    acts: list[SpeechAct] = [act for act in _TOLD if act in strengths]
    if not any(act in _EMPTY for act in acts):
        acts.append("inform")
    return frozenset(acts)
