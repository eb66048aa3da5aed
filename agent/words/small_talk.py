"""Messages that only pass the time of day or ask what speaks here: "are you a robot?", "how are you?".

The one is asked at any time, and so is how somebody is; other courtesies count where nothing is being asked (as a
reply, "nothing else, thanks" is an answer). It knows words alone.
"""

from __future__ import annotations

import re

from .courtesy import courtesies
from .plain_words import plain_text
from .signs import SpeechAct
from .wanting_a_person import WHAT_SPEAKS

__all__ = ["asks_what_speaks", "small_talk"]

_SENTENCE = re.compile(r"\s*[.!?,;]+\s*")
_GREETS = re.compile(
    # "hello there", "hi and how are you"
    r"(?:(?:hi|hello|hey)(?: there)?(?: and)?(?: how are you)?|"
    # "and how are you today"
    r"(?:(?:and|so|well|ok) )*how (?:are|is) (?:you|it going|things)(?: (?:doing|going|today|keeping))*)"
)
"""A greeting that answers nothing, whatever was asked."""


def small_talk(text: str, *, answering: bool) -> frozenset[SpeechAct]:
    """What a message does that is nothing but small talk; nothing where any sentence of it is something else.

    Args:
        text: The message.
        answering: A question is open: only what answers none counts.
    """
    parts = _sentences(text)
    rest = [part for part in parts if WHAT_SPEAKS.fullmatch(part) is None]
    asks: frozenset[SpeechAct] = frozenset({"what_speaks"} if len(rest) < len(parts) else ())
    if asks and not rest:
        return asks
    if asks or not answering:
        polite = courtesies(" ".join(rest) if asks else text)
        return asks | polite if polite else frozenset()
    return frozenset({"greet"}) if rest and all(map(_GREETS.fullmatch, rest)) else frozenset()


def asks_what_speaks(text: str) -> bool:
    """Whether a sentence of a message asks what speaks here."""
    return any(map(WHAT_SPEAKS.fullmatch, _sentences(text)))


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(plain_text(text).plain) if part]
