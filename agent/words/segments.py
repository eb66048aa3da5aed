"""Messages of several parts: where they may be split, and whether the parts ask for different things.

Knows punctuation and joining words, and what a head says of each part; nothing of dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ASKED",
    "CLEAR",
    "FEWEST_WORDS",
    "QUESTION",
    "SENTENCE",
    "WH",
    "Beside",
    "Several",
    "asked_beside",
    "asks",
    "each_beside",
    "least_shares",
    "segments",
    "several",
]

_JOINTS = re.compile(
    # after a full stop: "how far is it. how big is it", or at "how far is it, and also how big is it"
    r"(?<=[.!?;])\s+|\s*[,;]?\s+(?:and also|and then|also|and|plus|besides|another thing)[,:]?\s+",
    re.I,
)
"""Where a message may fall into several requests."""
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
WH = r"what'?s?|how'?s?|when|where'?s?|who'?s?|which|why"
QUESTION = re.compile(
    # "so how far is it", "also can you"
    r"^(?:(?:and|but|so|then|also|please)[ ,]+)*"
    rf"(?:{WH}|can|could|do|does|is|are|will|would|should|may|"
    # "please book me a table", "cancel it"
    r"tell|show|send|give|book|order|block|cancel|help|find|explain|check|bring|put|deliver|raise)\b",
    re.IGNORECASE,
)
"""How a part begins that asks for something by itself."""
_OUTRIGHT = (
    # "just tell me", "you only need to give me"
    r"(?:you )?(?:just|only|simply) (?:need to |have to )?(?:tell|give|show) (?:me|us)|"
    # "all I want to know is", "what I really need is", "my only question is"
    r"(?:all|what) (?:i|we) (?:really |actually |just )?(?:want|need)(?: to know)? is|"
    r"(?:the|my|our) (?:only |real |actual )?question is"
)
"""What leads on to the one thing that is asked."""
_ASKED_OUTRIGHT = re.compile(rf"^\W*(?:(?:and|but|so|ok)[ ,]+)*(?:{_OUTRIGHT})\b", re.IGNORECASE)
_WORDS_THAT_ASK = r"(?:what|how|when|where|who|which|why|can|could|do|does|is|are|will|so)"
_BREAKS = re.compile(
    # after a full stop or a bracket: "it is big. really"; before what asks: "big, how far is it", "big but is it"
    rf"(?<=[.!?;:\]])\s+|\s*,\s+(?={_WORDS_THAT_ASK}\b)|\s+(?:and|but|so)\s+(?={_WORDS_THAT_ASK}\b)|"
    # "I'll do the rest, you just tell me how far", "it bends, all I want to know is how far"
    rf"\s*,\s+(?=(?:{_OUTRIGHT})\b)",
    re.IGNORECASE,
)
"""Where a part may begin that asks."""
_QUESTIONS = re.compile(
    # "ok, so how far is it", "got me wondering, how far is it"
    r"^\W*(?:(?:and|but|so|then|also|please|ok|now|oh|wait|anyway|just|tell me|got me wondering|i wonder|wondering|"
    # "by the way, how far is it"
    r"by the way|btw|(?:a |one )?quick question|one more thing)[ ,:]+)*"
    # "you just tell me how far", "all I want to know is how far"
    rf"(?:{_OUTRIGHT}|"
    # "how far is it", "show me the other"
    rf"{WH}|can|could|do|does|is|are|will|would|should|may|"
    r"tell|show|give|explain)\b",
    re.IGNORECASE,
)
"""How a part begins that asks, beside one that tells a story."""
_POINTS = re.compile(r"\b(?:those|these|them|this|that)\b(?! (?:is|was|many|much)\b)", re.IGNORECASE)
"""What points at something told: "how do I keep those"; not "that is fine"."""
_TO_ONESELF = re.compile(r"(?:(?:oh|no|wait),? )*what am i (?:saying|doing|talking about|on about|thinking)\b", re.I)
_GOES_ON = re.compile(
    # "the machine took it and won't give it back", "nothing came, not in dollars and not in euros"
    r"^(?:(?:and|but|so|yet|just|still|then) )*(?:not|nor|neither|never|keeps?|kept|"
    r"(?:will|did|does|has|was|can|could|would) not|cannot|"
    r"(?:wo|did|does|has|was|ca|could|would)n['\u2019]?t)\b(?!.*\?$)",
    re.IGNORECASE,
)
"""How a part begins that has no subject of its own, and goes on about what was said before it."""
FEWEST_WORDS = 3
"""A part with fewer words says too little to be a request of its own."""
MOST_SEGMENTS = 4
CLEAR, ASKED = 0.95, 0.8
"""A part speaks for an intent when that has at least this share of its likelihood, `other` included.

Less is enough where it asks for something: what only states may be about the request beside it ("pounds or euros").
"""


@dataclass(frozen=True)
class Several:
    """Several requests in one message."""

    intents: tuple[int, ...]
    """Positions, in the order in which they were said."""
    log_likelihood: NDArray[np.float64]
    """Of the message as a whole, ``[I]``: any of the parts explains it."""


@dataclass(frozen=True)
class Beside:
    """A message that asks or wants one thing and tells something besides."""

    question: str
    story: str
    asks: bool = True
    """Whether it is the one part that asks; else any sentence may be what the message is about."""

    @property
    def points(self) -> bool:
        """Whether the part points at what the story tells, and says little without it: "how do I keep those"."""
        return _POINTS.search(self.question) is not None

    @property
    def outright(self) -> bool:
        """Whether the part is said to be all that is asked: "you just tell me how far", "all I want to know is"."""
        return _ASKED_OUTRIGHT.match(self.question) is not None


def asked_beside(text: str) -> Beside | None:
    """The one part of a message that asks, and the rest; None where all of it asks, nothing does, or several parts do.

    >>> asked_beside("my son says you'd be killed at once on Mercury. how far off is it anyway").question
    'how far off is it anyway'
    """
    parts = [part.strip(" ,;:") for part in _BREAKS.split(text) if part.strip(" ,;:")]
    asking = [part for part in parts if _is_question(part)]
    if len(asking) != 1 or len(parts) < 2:
        return None
    return Beside(asking[0], " ".join(part for part in parts if part is not asking[0]))


def each_beside(text: str) -> tuple[Beside, ...]:
    """The one part that asks, beside the rest; where there is none, each sentence beside the others.

    >>> [one.question for one in each_beside("My mother is here for a week. A big one with ham for the two of us.")]
    ['My mother is here for a week.', 'A big one with ham for the two of us.']
    """
    asked = asked_beside(text)
    if asked is not None:
        return (asked,)
    parts = [part for part in SENTENCE.split(text) if len(part.split()) >= FEWEST_WORDS]
    if not 1 < len(parts) <= MOST_SEGMENTS:
        return ()
    return tuple(Beside(part, " ".join(other for other in parts if other is not part), False) for part in parts)


def asks(text: str) -> bool:
    """Whether a part of a text asks for something.

    >>> asks("the pump says psi, how do I turn that into bar"), asks("nothing, she is well")
    (True, False)
    """
    return any(_is_question(part.strip(" ,;:")) for part in _BREAKS.split(text))


def _is_question(part: str) -> bool:
    asked = (_QUESTIONS.match(part) or part.endswith("?")) and len(part.split()) >= FEWEST_WORDS
    return bool(asked) and _TO_ONESELF.match(part) is None


def segments(text: str) -> tuple[str, ...]:
    """Parts of a message that might be requests of their own; none when there are fewer than two."""
    parts = [part.strip(" ,;") for part in _JOINTS.split(text)]
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS and not _GOES_ON.match(part)]
    return tuple(parts[:MOST_SEGMENTS]) if len(parts) > 1 else ()


def least_shares(parts: Sequence[str]) -> NDArray[np.float64]:
    """The least share of its likelihood with which each part speaks for an intent, ``[S]``."""
    asks = [bool(QUESTION.match(part)) or part.endswith("?") for part in parts]
    return np.where(asks, ASKED, CLEAR)


def several(
    log_likelihood: NDArray[np.floating], outside: int, least: float | NDArray[np.floating] = CLEAR
) -> Several | None:
    """Decide from the parts' log-likelihoods ``[S, I]`` whether two or more different intents are asked for."""
    shares = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    shares = shares / shares.sum(axis=1, keepdims=True)
    best = shares.argmax(axis=1)
    clear = (shares.max(axis=1) >= least) & (best != outside)
    found = tuple(dict.fromkeys(int(i) for i in best[clear]))
    if len(found) < 2:
        return None
    joint = np.logaddexp.reduce(np.asarray(log_likelihood, dtype=np.float64)[clear], axis=0) - np.log(clear.sum())
    return Several(found, joint)
