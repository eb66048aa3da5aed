"""Messages of several parts: where they may be split, whether the parts ask for different things, what one drops.

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
    "Beside",
    "Several",
    "asked_beside",
    "asks",
    "drops",
    "each_beside",
    "least_shares",
    "moved_on",
    "segments",
    "several",
]

_JOINTS = re.compile(
    # after a full stop: "how far is it. how big is it", or at "how far is it, and also how big is it"
    r"(?<=[.!?;])\s+|\s*[,;]?\s+(?:and also|and then|also|and|plus|besides|another thing)[,:]?\s+",
    re.I,
)
"""Where a message may fall into several requests."""
_FILLER = (
    r"(?:(?:ok(?:ay)?|oh|ah|hm+|no|nah|nope|naw|yeah|well|actually|hold on|hang on|wait|sorry|thanks|cheers|please|"
    r"alright|right|so|anyway|um+|uh+|erm?|you know what|on second thoughts?)[ ,.!]*)*"
)
_REGRETS = (
    # "that was silly, forget it", "it's a bad idea, forget it"
    r"(?:(?:that|it|this)(?:'s| is| was|s) (?:\w+ )?(?:horrible|awful|terrible|silly|stupid|daft|nonsense|rubbish|"
    r"wrong|mean|mad|cruel|unfair|a (?:bad|silly|daft|stupid|terrible|mad) idea)"
    # "I'm talking nonsense, forget it", "what am I saying! forget it"
    r"|(?:i am |i'm |im )?(?:what am i saying|being silly|talking (?:nonsense|rubbish)))[ ,.!;\u2013\u2014-]+"
)
"""What somebody says who wishes that they had not said it."""
_TO_ONESELF = re.compile(r"(?:(?:oh|no|wait),? )*what am i (?:saying|doing|talking about|on about|thinking)\b", re.I)
_HOW_IT_STAYS = (
    "to|with|for|at|by|on|in|out|off|up|down|over|under|behind|outside|inside|next|here|there|where|as|alone|be|"
    "open|closed|shut|ajar|blank|empty|free|running|locked|unlocked|unattended"
)
"""What is left so stays so, and is not dropped: "leave the door open", "leave that to me"."""
_THING = (
    # "the shelf", "my last question"; not "the door open"
    rf"(?:the|my|its|his|her|their|this|that) (?!(?:{_HOW_IT_STAYS})\b)\w+(?: (?!(?:{_HOW_IT_STAYS})\b)\w+)?"
)
_WHAT = rf"(?:it|that|this|all that|{_THING}|what i (?:said|asked))"
_STOP_ASKING = (
    # "never mind", "never mind about the oven"
    rf"(?:never ?mind|nvm)(?: (?:about )?{_WHAT})?"
    # "forget I asked", "just ignore that I ever brought it up"
    r"|(?:just |please |let'?s )?(?:forget|ignore)(?: that)? (?:i|we) (?:ever )?"
    r"(?:said|asked|mentioned|wrote|brought)(?: (?:it|that|this|anything|any of (?:it|that)))?(?: up)?"
    # "leave the shelf", "cancel my order", "forget about me"; "drop that", "skip it", "skip the why"
    rf"|(?:just )?(?:forget|leave|scrap|ignore|cancel|park)(?: about)? (?:me|{_WHAT})"
    rf"|(?:just )?(?:drop|skip|ditch|bin)(?: about)? (?:me|it|that|this|all that|(?P<part>{_THING}))"
    # "that can wait", "it doesn't matter", "don't bother with it"
    r"|(?:that|this|it) can wait|(?:it|that) (?:does not|doesn'?t) matter(?: any ?more)?"
    r"|don'?t bother(?: with (?:it|that))?"
    # "enough of that", "enough about planets", "that's enough questions for today"; not "enough planets to count"
    r"|(?:that'?s |that is )?enough (?:of|about|with) (?:that|this|it|those|all that|the \w+|\w+s)"
    r"|(?:that'?s |that is )?enough \w+s(?= for (?:now|today)|[,.;:!]|$)"
    # "I've changed my mind"
    r"|i(?:'ve| have|ve)? changed my mind"
)
_DROPS = re.compile(
    rf"^\W*{_FILLER}(?:{_REGRETS})?{_FILLER}(?:{_STOP_ASKING})(?: for now| then| please| actually)?"
    # "leave that, and show me the other", "leave that what's the time", "leave that"; not "leave the
    # window open for me"
    r"(?:[,.;:!?\u2013\u2014-]+\s*(?:and |but )?"
    r"|\s+(?=what'?s?|how'?s?|when|where'?s?|who'?s?|which|can|could|do|does|is|are|will|i )|$)",
    re.IGNORECASE,
)
"""A message that begins by dropping what went before."""
_DROPS_LATER = re.compile(
    # "is it far? so never mind. how big is it", "is it far - forget about it! is it big"; not "is it far? never mind."
    r"[,.;!?\u2013\u2014-]\s+(?:(?:so|just|please|ok|anyway)\s+)?"
    r"(?:never ?mind|nvm|forget (?:(?:all )?about )?(?:it|all that))"
    r"\s*[.!;\u2013\u2014]+\s+(?=\w)",
    re.IGNORECASE,
)
"""A sentence that drops what went before within the same message."""
_TAKEN_BACK = re.compile(
    rf"^\W*{_FILLER}(?:(?:scratch|strike) (?:it|that|all that|this)|change of plans?|"
    # "sod the shelf", "don't worry about the shelf", "no more shelf questions"
    rf"(?P<thing>(?:sod|screw|stuff|bugger|blow|don'?t worry about) {_THING}|no more (?:\w+ )?questions(?: about \w+)?|"
    # "we won't need the shelf any more", "I've decided against a shelf"; not "I don't want the shelf to sag"
    r"(?:i|we) (?:do not|don'?t|won'?t|will not|no longer) (?:be )?(?:need|want|do|doing|needing) (?:\w+ ){1,3}?"
    r"(?:any ?more|any longer|after all)|"
    r"(?:i|we)(?:'ve| have)? decided against (?:the|a|an|my|our|that|it)(?: \w+)?))\b"
    r"(?:[,.;:!\u2013\u2014 -]+|$)",
    re.IGNORECASE,
)
"""What also puts an answer right, or says what is not to be thought of: it drops a request only where one follows."""
_IN_ITS_PLACE = re.compile(
    # "can I have olives", "could you add ham"; not "could you set up a lesson"
    r"^(?:and |but |please )*(?:can|could|may|might|would|will) (?:i|we|you) (?:please )?"
    r"(?:have|get|add|put|make it|do it|swap|use|give|double)\b|"
    # "I'd like ham", "do you have ham instead"; not "I want to know"
    r"^(?:i (?:want|would like|need)|i'd like) (?!to\b)|\b(?:instead|extra|in its place)\b",
    re.IGNORECASE,
)
"""What asks for something in place of a part that is left out: "skip the onions, can I have olives"."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_WH = r"what'?s?|how'?s?|when|where'?s?|who'?s?|which|why"
_ASKS = re.compile(
    # "ok sorry, and now tell me when", "rather, how big"
    rf"^\W*{_FILLER}(?:(?:now|and|but|rather|instead|tell me)[ ,]+)*"
    # "how's the weather", "can you help", "I'd like a taxi"
    rf"(?:{_WH}|can|could|do|does|is|are|will|would|should|may|might|"
    r"i (?:need|want|have|would|just)|i'd|i've|my|there)\b",
    re.IGNORECASE,
)
"""How a sentence begins that asks for something or tells what it is about, after something was dropped."""
_QUESTION = re.compile(
    # "so how far is it", "also can you"
    r"^(?:(?:and|but|so|then|also|please)[ ,]+)*"
    rf"(?:{_WH}|can|could|do|does|is|are|will|would|should|may|"
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
    rf"{_WH}|can|could|do|does|is|are|will|would|should|may|"
    r"tell|show|give|explain)\b",
    re.IGNORECASE,
)
"""How a part begins that asks, beside one that tells a story."""
_POINTS = re.compile(r"\b(?:those|these|them|this|that)\b(?! (?:is|was|many|much)\b)", re.IGNORECASE)
"""What points at something told: "how do I keep those"; not "that is fine"."""
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
    parts = [part for part in _SENTENCE.split(text) if len(part.split()) >= FEWEST_WORDS]
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
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    return tuple(parts[:MOST_SEGMENTS]) if len(parts) > 1 else ()


def drops(text: str) -> bool:
    """Whether a message takes back what was asked before: "never mind", "leave that, ..."."""
    found = _DROPS.match(text[:300])
    return found is not None and (found["part"] is None or moved_on(text) is not None)


def moved_on(text: str) -> str | None:
    """What a message asks for after it dropped what went before ("never mind. when are you open"); else None.

    A message that drops something and asks for nothing is no new request.
    """
    dropped, taken = _DROPS.match(text[:300]), _TAKEN_BACK.match(text[:300])
    later = None if dropped or taken else _DROPS_LATER.search(text[:600])
    found = dropped or taken or later
    parts = _SENTENCE.split(text[found.end() :].strip()) if found else []
    begins = _QUESTION if taken and not dropped else _ASKS
    asking = [i for i, part in enumerate(parts) if begins.match(part) or part.endswith("?")]
    rest = " ".join(parts[0 if later else asking[0] :]) if asking else ""
    thing = dropped["part"] if dropped else taken and taken["thing"]
    if thing and _IN_ITS_PLACE.search(rest):
        return None
    return rest if len(rest.split()) >= FEWEST_WORDS else None


def least_shares(parts: Sequence[str]) -> NDArray[np.float64]:
    """The least share of its likelihood with which each part speaks for an intent, ``[S]``."""
    asks = [bool(_QUESTION.match(part)) or part.endswith("?") for part in parts]
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
