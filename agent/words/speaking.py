"""The sentences of a message that say what is wanted, beside those about the dialogue itself or to the agent.

And whether a text says outright that somebody wants something.
"""

from __future__ import annotations

import re

from .persons import KIN
from .signs import SpeechAct
from .speech_acts import speech_acts

__all__ = ["SPEAKS", "speaking", "wants_something"]

SPEAKS: frozenset[SpeechAct] = frozenset({"inform", "reply", "change_subject", "correct"})
"""Speech acts of a message that may say what is wanted; others are about the dialogue itself."""

_SENTENCE = re.compile(r"(?<=[.!?;\]>])\s+|\s*,\s+(?=(?:what|why|how|when|where|who|which)\b)", re.IGNORECASE)
_WANTS = re.compile(
    # "and now I", "so my little son now", "what we really"
    r"^\W*(?:(?:and|but|so|now|then|instead|ok|okay|well|please|what)[ ,]+)*"
    rf"(?:i|we|he|she|they|(?:my|our|his|her) (?:\w+ )?{KIN})"
    r"(?: (?:now|only|just|really|actually|rather|also|instead))*"
    # "want to know how far it is", "needs the length of a year"; not "want it", "wants the other one"
    r"(?: (?:want|wants|need|needs|would like|am asking|is asking|are asking|wonder|wonders|was wondering)|'d like)\b"
    r"(?! (?:it|this|that|them|those|these|one|none|no|not|the other|another)\b)(?: [\w']+){2,}",
    re.IGNORECASE,
)
"""Who says what somebody wants."""


def wants_something(text: str) -> bool:
    """Whether a text says what somebody wants, in more than the name of it.

    >>> wants_something("my son now wants to know how far it is"), wants_something("I want the red one")
    (True, True)
    >>> wants_something("we use water"), wants_something("I need it"), wants_something("he is 4")
    (False, False, False)
    """
    return _WANTS.match(text.replace("\u2019", "'")) is not None


def speaking(text: str) -> str:
    """The sentences of a message that say what is wanted, beside others about the dialogue or to the agent."""
    parts = _SENTENCE.split(text)
    acts = [speech_acts(part) for part in parts]
    own = [part for part, does in zip(parts, acts, strict=True) if does & SPEAKS and "injection" not in does]
    return " ".join(own) if len(parts) > 1 else ""
