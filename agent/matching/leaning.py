"""How far a reply assents to one question: what the question asks may turn what the words mean.

"I would" says no to "would you mind?", "never" says yes to "is it your first time?". It knows kinds of questions,
and no domain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..words.plain_words import PlainText, plain_text, stem
from ..words.polarity import PLAIN, Polarity, polarity
from ..words.praise import praise_told
from ..words.small_words import SMALL_WORDS
from ..words.valence import state_told, trouble_told
from .offers import offer_told
from .yes_by_amount import day_told, fever_told

__all__ = ["KNOWING", "echoed", "leaning", "state_denied", "topic"]

TOLD = 4.0
"""Evidence in what only amounts to a yes or a no."""
_LITTLE = SMALL_WORDS | frozenset(
    "am should may might shall us to he she they still currently already ever yet now right not no yes only too "
    "well".split()
)
"""Words that do not say what is spoken about."""
_GONE = frozenset(
    map(
        stem,
        "expired expire expires ran lapsed broken dead gone empty closed ended finished cancelled missing stuck failed "
        "down died sold stolen thrown blocked refused rejected passenger declined unplugged offline "
        "disconnected".split(),
    )
)
"""Stems of words for an end or a failure: "mine expired"."""
_BEFORE = frozenset({"before", "already", "ever", "previously"})
_NOT_FIRST = frozenset("second 2nd third 3rd fourth 4th fifth another again already before twice many several".split())


def topic(words: Sequence[str]) -> frozenset[str]:
    """Stems of the words that say what is spoken about."""
    return frozenset(stem(word) for word in words if word not in _LITTLE and len(word) > 2)


def echoed(reply: PlainText, question: str) -> float:
    """Share of the question's own content words that the reply takes up, in [0, 1]."""
    asked = topic(plain_text(question).words)
    return len(asked & topic(reply.words)) / len(asked) if asked else 0.0


def state_denied(reply: PlainText, question: str) -> float:
    """-1 where the reply tells of an end or a failure that the question did not ask about, else 0."""
    asked = topic(plain_text(question).words)
    words = frozenset(reply.words)
    told = frozenset(map(stem, words)) & _GONE
    told_first = not words.isdisjoint(("first", "new"))
    asked_words = plain_text(question).words
    if ("first" in asked_words and words & _NOT_FIRST) or (told_first and not _BEFORE.isdisjoint(asked_words)):
        return -1.0
    return -1.0 if told and not told & asked and not asked & _GONE else 0.0


KNOWING = re.compile(r"^(?:\w+ )?(?:do|did|would) you (?:happen to )?(?:know|remember|recall)\b")
"""Questions to which not knowing is an answer."""
_MINDING = re.compile(r"\b(?:do|would) you (?:really )?mind\b")
"""Questions to which a yes is a no: "would you mind waiting?"."""
_SAYS_YES = re.compile(r"^(?:well |oh |actually )?(?:yes|i do\b|i would\b|very much)")
_FIRST_TIME = re.compile(
    r"\bfirst (?:visit|time|appointment|pregnancy|child|trip|order|booking|stay|day|car|attempt)\b"
)
_NEVER_BEFORE = re.compile(r"\b(?:never|not) (?:\w+ ){0,4}(?:before|here|yet|been)\b|^never$|\bnot a regular\b")
"""A no that says yes to "is it your first time?": "never been here before"."""
_ASKS_YOU = re.compile(r"^(?:\w+ )?(?:are|were|do|did|have|will|can) you\b")
_DEED = re.compile(r"^(?:have|has|did|had) (?:you|he|she|they|it|the \w+|your \w+) (?:already |yet )?(?P<done>\w+)")
"""Questions whether something was done: "have you already told them?"."""
_TO_DO = re.compile(
    # "no, but I will", "not yet, they are about to"
    r"(?:(?:no|well|oh|sorry|not yet|i|we|he|she|they|that|it|is|am|are|but|ok|okay) )*"
    # "will do", "on it", "still have to"
    r"(?:will(?: do)?|(?:am |are |is )?(?:going|about) to|on it|on my to do list|doing|right away|"
    r"(?:still )?(?:have|need|got) to|yet to|to be done)"
    # "will do it right now", "on it tomorrow", "I have to do that first thing"
    r"(?: (?:do|does|it|that|this|them|so|now|right|away|later|soon|today|tonight|tomorrow|then|"
    r"in a (?:minute|moment|bit|second)|next \w+|first thing))*"
)
"""Who says that they will has not yet."""
_OF_ONESELF = frozenset(
    "had taken been got felt eaten drunk used smoked seen noticed lost gained tried ever given".split()
)
"""What one has done or had that nobody else can do in one's place."""
_ONLY = re.compile(
    r"(?:(?:well|oh|no|yes) )*(?:only|just)(?: (?:the|some|a|an|a bit of|a little))* (?P<what>\w+(?: \w+)?)"
)
"""Who names one thing alone: "just the smoke"."""
_NOT_HERE = re.compile(
    # "not in the kitchen itself but outside", "not upstairs but outside"
    r"^(?:(?:well|oh|no) )*not (?P<where>(?:in|on|at|from) (?:(?:the|my|our|this) )?\w+|"
    r"inside|outside|in here|here|indoors|outdoors|upstairs|downstairs)(?: itself)? "
    # "not here but only on the stairs"
    r"but (?:only |just |maybe )?"
    r"(?:in|on|at|from|near|by|under|behind|outside|inside|indoors|outdoors|upstairs|downstairs|there)\b"
)
"""Who says where it is not, and where it is."""
_ANOTHER = re.compile(
    r"^(?:no )?(?:but )?(?:(?:my|our|his|her|the) )(?:\w+ ){1,2}"
    r"(?:does|do|is|has|was|did|were|had|will|can)(?: that| it)?$"
)
"""Somebody else does: "no, but my wife does"."""


def _anyone_does(asked: str) -> bool:
    """Whether a question is about a deed that somebody else may have done as well: "Have you turned it off?"."""
    deed = _DEED.match(asked)
    return deed is not None and deed["done"] not in _OF_ONESELF


def _only_one(said: str, asked: str) -> bool:
    """Whether a reply is that there is only one of the things that are asked for: "just smoke" of smoke or flames."""
    found = _ONLY.fullmatch(said)
    what = topic(found["what"].split()) if found else frozenset[str]()
    return " or " in asked and bool(what) and what < topic(asked.split())


def _elsewhere(said: str, asked: str) -> bool:
    """Whether a reply says where it is, after where it is not: "not inside, but on the stairs" of a noise."""
    found = _NOT_HERE.search(said)
    return found is not None and not (set(found["where"].split()) - _LITTLE) & set(asked.split())


def leaning(read: PlainText, question: str, *, unknown: bool = False, now: date | None = None) -> Polarity:
    """How far the words assent to or deny this question, where it turns what they mean.

    Args:
        read: the reply.
        question: what was asked.
        unknown: the reply says that its author does not know.
        now: today, where a day is told.
    """
    lean = polarity(read)
    asked, said = plain_text(question).bare, read.bare
    if KNOWING.search(asked) and unknown and lean.yes <= lean.no:
        return Polarity(0.0, max(lean.no, 4.0), lean.explicit, True)
    if _MINDING.search(asked) and lean.yes > lean.no and not _SAYS_YES.search(said):
        return Polarity(lean.no, lean.yes, lean.explicit, lean.negated)
    if _FIRST_TIME.search(asked) and lean.no > lean.yes and _NEVER_BEFORE.search(said):
        return Polarity(max(lean.no, 3.0), 0.0, False, False)
    if _DEED.match(asked) and _TO_DO.fullmatch(said):
        return Polarity(0.0, PLAIN, True, True)
    if _only_one(said, asked) or _elsewhere(said, asked):
        return Polarity(PLAIN, 0.0, True)
    if _ASKS_YOU.search(asked) and _ANOTHER.search(said) and lean.yes <= 0.0 and not _anyone_does(asked):
        return Polarity(0.0, max(lean.no, 3.0), lean.explicit, True)
    told = trouble_told(read, question) or state_told(read, question) or fever_told(read, question)
    told = told or day_told(read, question, now=now)
    if told:
        return Polarity(PLAIN, 0.0, True) if told > 0 else Polarity(0.0, PLAIN, True, True)
    told = 0.0 if lean.explicit else praise_told(read, question) or offer_told(read, question)
    if told:
        return Polarity(TOLD, 0.0) if told > 0 else Polarity(0.0, TOLD, negated=True)
    return lean
