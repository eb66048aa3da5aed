"""What a message may do, and the signs of it: ways to say something, each with how strongly it says so.

The tables of signs are by subject: ``withholding``, ``not_knowing``, ``wanting_a_person``, ``ordering_about`` and
``about_the_talk``. They are searched for in plain words without marks ("don't you?" is "do not you"). It knows no
words itself save those that tables share, and does not know how signs are weighed: that is ``speech_acts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["EMPHASIS", "Sign", "Signs", "SpeechAct", "sign", "signs"]

SpeechAct = Literal[
    "acknowledge",
    "another_person",
    "another_thing",
    "beyond",
    "bye",
    "change_subject",
    "contest",
    "correct",
    "drop",
    "explain_belief",
    "greet",
    "human",
    "inform",
    "injection",
    "just_answer",
    "no_preference",
    "repeat",
    "quoted",
    "reject",
    "reply",
    "reset",
    "same_again",
    "take_back",
    "thanks",
    "unfit",
    "unsure",
    "wait",
    "what_it_does",
    "what_speaks",
    "why",
    "withheld",
]

EMPHASIS = (
    "(?:really |actually |quite |even |honestly |entirely |100 |too |so |very |completely |totally |absolutely "
    "|exactly |all that |particularly |that |fully |overly |at all |just |simply |right now |for certain |still )*"
)
"""What may stand between "not" and what is denied: "not really all that sure"."""


@dataclass(frozen=True)
class Sign:
    """A sign that a message does something."""

    strength: float
    """How strong a sign it is, in (0, 1]."""
    pattern: str
    """A regular expression."""


@dataclass(frozen=True)
class Signs:
    """All signs of one act, in no order that matters."""

    act: SpeechAct
    found: tuple[Sign, ...]


def sign(strength: float, *ways: str) -> Sign:
    """A sign that is there in any of several ways to say it, each a regular expression.

    >>> sign(0.9, r"mind your own", r"nosy$").pattern
    'mind your own|nosy$'
    """
    return Sign(strength, "|".join(ways))


def signs(act: SpeechAct, *found: Sign) -> Signs:
    """The signs of one act."""
    return Signs(act, found)
