"""Clauses that are like an example the domain gives of one answer, and less like those of others.

"She doesn't know what day it is" is like "he has no idea where he is", and in no word like "confusion". Sentences are
compared by meaning and clause by clause, so that what is added last is heard too: "boxes. now and then I climb up
there". Who denies, asks or supposes something tells nothing by it. Only questions with examples are read so. What
follows from it is for `told_alike`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..words.corrections import corrected
from ..words.plain_words import plain_text
from ..words.run_on import parted
from .option_facts import only_denies
from .questions import PendingQuestion, TextEncoder

__all__ = ["LEAD", "Likeness", "clauses", "likened", "texts_likened", "ways_known"]

ALIKE, LEAD = 0.5, 0.15
"""Least cosine with an example, and how far those of every other answer have to be behind."""
MOST_CLAUSES = 6
LEADS_ON = re.compile(
    # "only when I paint I stand on it", "every time he eats he coughs up"
    r"^(?:(?:only|just|except|but|and|well)\s+)*(?:when|whenever|(?:every|each) time|as soon as)\s+(?:[\w']+\s+){1,6}?"
    r"(?=(?:i|he|she|we|they)\s+[a-z]{2,}\s+\w)|"
    # "no he gasps for air", "no just there's blood", "only that he gasps"
    r"^(?:no|nope|nah|well|oh|and|but)\s+(?=(?:i|he|she|we|they|it|there|my|his|her)\b)|"
    r"^(?:no|nope|nah)\s+(?:only|just)\s+(?:that\s+)?(?=(?:i|he|she|we|they|there)(?:'?s)?\b)|"
    r"^(?:only|just)(?: that)?\s+",
    re.IGNORECASE,
)
"""What leads on to a clause and is no part of what it tells."""
ASSURES = re.compile(
    # "I'm sure", "she is absolutely certain of that", "I have checked twice", "he told you"
    r"(?:(?:i|we|she|he|they) (?:am |are |is |have |do |did |had )?(?:\w+ly )?"
    r"(?:sure|certain|positive|checked|asked|promise|swear|know|said so|told you|think so)"
    r"(?: (?:of|about) (?:that|it)| it| that| again| twice)?|"
    # "of course", "to be honest", "as I said"
    r"obviously|honestly|clearly|definitely|certainly|absolutely|of course|to be (?:honest|clear|fair)|as i said)"
)
"""What says only how sure the rest is."""
LONG_WORD = 5
"""Letters from which a word alone is a clause."""

_CLAUSE = re.compile(
    # "boxes. now and then I climb up", "boxes - and I climb", "fine except that I climb"
    r"[.,;:!?\u2013\u2014]+\s+|\s+[-\u2013\u2014]+\s+|\s+(?:and|but|though|although|because|so|except|apart from)\s+",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|never|without|none|nor|neither|nothing|nobody|cannot)\b")
_NONE_OF_IT = re.compile(
    # "no spots", "there are no spots", "he has no rash", "without spots"; not "no idea", "the spots do not fade"
    r"^(?:(?:and|or|but|well|also|there is|there are|(?:i|he|she|it|we|they) (?:has|have)) )*"
    r"(?:no|neither|nor|without|not any)\b(?! (?:idea|clue|way|one)\b)"
)
"""Who says that there is none of something."""
_NOT_NOTHING = re.compile(
    # "not nothing", "not exactly without"
    r"\bnot (?:exactly )?(?:nothing|none|without|nobody)\b"
)
"""A denial of a denial."""
_SUPPOSED = re.compile(
    # "what if it breaks", "suppose it breaks"
    r"^(?:what )?(?:if|in case|suppose|imagine)\b|"
    # "how do I know", "is it broken", "which are the best"
    r"^(?:how|what|why|which|is|are|do|does|did|has|have|can|could|should|would|will|may) "
    r"(?:i|you|we|he|she|they|it|there|this|that|the|a|is|are|do|does|did|can|should|many|much)\b|"
    # "it broke years ago", "he used to climb", "I would have climbed"
    r"\b(?:years? ago|last year|used to|as a child|back then|in the past|would have)\b"
)
"""What asks, supposes, or was so once."""


@dataclass(frozen=True)
class Likeness:
    """The answer that a clause is like."""

    option: str
    cosine: float
    clause: str
    lead: float
    """How far the examples of every other answer are behind."""
    way: str = ""
    """The way to give the answer that it is most like."""


@lru_cache(maxsize=1024)
def clauses(text: str) -> tuple[str, ...]:
    """The text and its clauses, none that asks or supposes."""
    rest = corrected(text).strip()
    parts = [one.strip(" .,;:!?") for part in _CLAUSE.split(rest) for one in parted(part)]
    parts = [part for part in parts if len(part.split()) > 1 or len(part) >= LONG_WORD][:MOST_CLAUSES]
    bare = [LEADS_ON.sub("", part) for part in parts]
    both = zip(bare, parts, strict=True)  # side by side: what was said last stays last
    parts = [one for less, part in both for one in ((less, part) if len(less.split()) > 1 else (part,))]
    whole = [] if len(parts) > 1 and len(rest.split()) > 12 else [rest]
    plain = {part: plain_text(part).plain for part in (*whole, *parts)}
    kept = [part for part, said in plain.items() if not _SUPPOSED.search(said) and not ASSURES.fullmatch(said)]
    return () if rest.endswith("?") and len(parts) < 2 else tuple(kept)


@lru_cache(maxsize=256)
def _examples(question: PendingQuestion) -> tuple[tuple[int, str], ...]:
    """Position of an answer, and a way to give it; nothing where the domain has no examples."""
    if not any(option.examples for option in question.options):
        return ()
    ways = [(i, way) for i, o in enumerate(question.options) for way in o.ways]
    return tuple(ways)


def ways_known(question: PendingQuestion) -> list[str]:
    """The ways to give the question's answers that clauses are compared with."""
    return [way for _, way in _examples(question)]


def texts_likened(text: str, question: PendingQuestion) -> list[str]:
    """Every text whose vector `likened` looks at, so that a caller can have all embedded in one call."""
    known = _examples(question)
    return [*clauses(text), *(way for _, way in known)] if known and clauses(text) else []


@lru_cache(maxsize=8192)
def _denies(text: str) -> Literal["nothing", "all of it", "some of it"]:
    """What a text denies: nothing, that there is any of something, or what is said of it."""
    plain = _NOT_NOTHING.sub("", plain_text(text).plain)
    if _NONE_OF_IT.search(plain):
        return "all of it"
    return "some of it" if _DENIED.search(plain) else "nothing"


def likened(text: str, question: PendingQuestion, encoder: TextEncoder) -> list[Likeness]:
    """What the clauses of a reply are like, in the order in which they were said."""
    said, known = clauses(text), _examples(question)
    if not said or not known:
        return []
    vectors = np.asarray(encoder.encode([*said, *(way for _, way in known)]), dtype=np.float64)
    cosines = vectors[: len(said)] @ vectors[len(said) :].T
    same = np.array([[_comparable(clause, way) for _, way in known] for clause in said])
    alike = np.where(same, cosines, 0.0)
    found = [_like(clause, row, known, question) for clause, row in zip(said, alike, strict=True)]
    return [one for one in found if one is not None]


def _comparable(clause: str, way: str) -> bool:
    """Whether both deny or neither does; a bare "nothing" is not like "nothing under the other end"."""
    return _denies(clause) == _denies(way) and only_denies(clause) <= only_denies(way)


def _like(
    clause: str, alike: NDArray[np.float64], known: Sequence[tuple[int, str]], question: PendingQuestion
) -> Likeness | None:
    """The answer that a clause is like, from its cosines with every way to give one, ``[ways]``."""
    owner = np.array([i for i, _ in known])
    best = np.array([alike[owner == i].max() for i in range(len(question.options))])
    first, second = np.argsort(best)[::-1][:2]
    lead = float(best[first] - best[second])
    if best[first] < ALIKE or lead < LEAD:
        return None
    way = known[int(np.argmax(np.where(owner == first, alike, -1.0)))][1]
    return Likeness(question.options[int(first)].id, float(best[first]), clause, lead, way)
