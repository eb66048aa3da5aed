"""A reply in words of its own that is like an example the domain gives of one answer, and less like those of others.

"She doesn't know what day it is" is like "he has no idea where he is", and in no word like "confusion". Sentences are
compared by meaning and clause by clause, so that what is added last is heard too: "boxes. now and then I climb up
there". Who denies, asks or supposes something tells nothing by it. Only questions with examples are read so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..amounts.number_words import read_number
from ..amounts.units import unit_named
from ..words.corrections import corrected
from ..words.plain_words import plain_text
from ..words.polarity import polarity
from ..words.run_on import parted
from ..words.taken import is_over, tells_as_much
from .at_times import excludes_others
from .facts import only_denies
from .options import match_options
from .questions import SPECIAL_OUTCOMES, PendingQuestion, ReplyReading, TextEncoder
from .together import all_told

__all__ = ["Likeness", "likened", "texts_likened", "told_by_likeness", "with_likeness"]

ALIKE, LEAD = 0.5, 0.15
"""Least cosine with an example, and how far those of every other answer have to be behind."""
STRONGLY = 0.6
"""Cosine that counts against what a reader is sure of, or what another clause names."""
TOLD, TOLD_LEAD = 0.66, 0.25
"""The same for what nobody asked about."""
SURE, SURER = 0.9, 0.96
"""Probability of an answer that a reply is like, or strongly like."""
DOUBTED = 0.75
"""How sure a reader has to be of another one."""
NAMED_LATER = 0.6
"""Probability of what is named after a clause that is like something else."""
BY_NAME = 0.9
"""How fully a clause has to name another option to speak for that one."""
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
_ABOUT_AMOUNTS = frozenset(
    "a an and or so in of to at by the i he she it that this they is am are was be bit about around "
    "nearly almost just only over under well mean say not old next last now today point half turning turned oh like "
    "roughly less more than".split()
)
"""What may stand beside a figure that tells nothing but an amount."""


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
def _clauses(text: str) -> tuple[str, ...]:
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
    ways = [(i, way) for i, o in enumerate(question.options) for way in (o.name, *o.synonyms, *o.examples)]
    return tuple(ways)


def texts_likened(text: str, question: PendingQuestion) -> list[str]:
    """Every text whose vector `likened` looks at, so that a caller can have all embedded in one call."""
    known = _examples(question)
    return [*_clauses(text), *(way for _, way in known)] if known and _clauses(text) else []


@lru_cache(maxsize=8192)
def _denies(text: str) -> Literal["nothing", "all of it", "some of it"]:
    """What a text denies: nothing, that there is any of something, or what is said of it."""
    plain = _NOT_NOTHING.sub("", plain_text(text).plain)
    if _NONE_OF_IT.search(plain):
        return "all of it"
    return "some of it" if _DENIED.search(plain) else "nothing"


def likened(text: str, question: PendingQuestion, encoder: TextEncoder) -> list[Likeness]:
    """What the clauses of a reply are like, in the order in which they were said."""
    said, known = _clauses(text), _examples(question)
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


def _said_last(found: Sequence[Likeness], question: PendingQuestion, text: str) -> Likeness:
    """What counts: a yes to whether there is any, something beside "only books", else what was said last."""
    some = [one for one in found if question.kind == "yesno" and one.option == "yes"]
    if found[-1].option in _alone(question):
        beside = (one for one in found if _strongly(one) and one.option not in _alone(question))
        some = [one for one in beside if not is_over(one.clause) and f"{one.clause}?" not in text]
    return max(some, key=lambda one: one.cosine) if some else found[-1]


def _in_other_words(found: Sequence[Likeness], question: PendingQuestion) -> set[str]:
    """Answers that clauses are like which do not name them: what is named, and over or not, is read as it is named."""
    own = (one for one in found if _strongly(one) and not is_over(one.clause))
    return {one.option for one in own if _beside_name(one.clause, one.option, question)}


def _strongly(one: Likeness) -> bool:
    """Whether a clause is like nothing else by far."""
    return one.cosine >= STRONGLY and one.lead >= TOLD_LEAD


@lru_cache(maxsize=256)
def _alone(question: PendingQuestion) -> frozenset[str]:
    """Answers of a choice that say that there is nothing else."""
    return frozenset(o.id for o in question.options if question.kind == "choice" and excludes_others(o))


def with_likeness(
    text: str, question: PendingQuestion, reply: ReplyReading, encoder: TextEncoder, *, by_name: bool
) -> ReplyReading:
    """A reading of a reply, put right by what the reply is like.

    Args:
        text: The reply.
        question: What was asked.
        reply: How it was read.
        encoder: A sentence encoder.
        by_name: The reply names an option in words of the domain.
    """
    found = [] if _names_several(text, question) else likened(text, question, encoder)
    if not found:
        return reply
    several = all_told(question, reply, _in_other_words(found, question))
    if several is not None:
        return several
    told = _said_last(found, question, text)
    strong = told.cosine >= STRONGLY
    if by_name:
        if told.option == reply.best or not strong or not _beside_name(told.clause, reply.best, question):
            return reply
        later = reply.best not in _alone(question) and _named_after(text, told, reply.best, question)
        return _either(reply, told) if later else _reading(question, told)
    if told.option == reply.best:
        own = _reading(question, told)
        return max(reply, own, key=_margin) if strong or reply.confidence < SURE else reply
    if question.kind == "yesno" and told.option == "no" and polarity(text).yes > 0:
        return reply
    return _reading(question, told) if strong or reply.confidence < DOUBTED else reply


def _margin(reply: ReplyReading) -> float:
    """How far the likeliest outcome of a reading is before the next, as a log ratio."""
    first, second, *_ = sorted(reply.log_likelihood.values(), reverse=True)
    return first - second


def _named_after(text: str, told: Likeness, named: str, question: PendingQuestion) -> bool:
    """Whether a reply goes on to name an option after the clause that is like another."""
    said = _clauses(text)
    return any(not _beside_name(clause, named, question) for clause in said[said.index(told.clause) + 1 :])


def _either(reply: ReplyReading, told: Likeness) -> ReplyReading:
    """A reading of a reply that is like one answer and names another later on: one of the two, rather the later."""
    names = list(reply.log_likelihood)
    shares = {reply.best: NAMED_LATER, told.option: SURE - NAMED_LATER}
    rest = (1 - SURE) / (len(names) - len(shares))
    found = {name: float(np.log(shares.get(name, rest))) for name in names}
    return replace(reply, log_likelihood=found, confidence=NAMED_LATER)


def _names_several(text: str, question: PendingQuestion) -> bool:
    """Whether a reply lists options, three or more in so many words: then it is like none of them alone."""
    return question.kind == "choice" and int((match_options(text, question.options).named >= BY_NAME).sum()) > 2


def _beside_name(clause: str, named: str, question: PendingQuestion) -> bool:
    """Whether a clause stands beside what names an option, and is not it."""
    match = match_options(clause, question.options)
    return all(o.id != named or match.named[i] < BY_NAME for i, o in enumerate(question.options))


@lru_cache(maxsize=4096)
def _only_amounts(clause: str) -> bool:
    """Whether a clause gives a figure, a unit or both and nothing else: "ten weeks" is like "eight weeks gone"."""
    words = plain_text(clause).words
    beside = [w for i, w in enumerate(words) if read_number(words, i) is None and unit_named(w) is None]
    return len(beside) < len(words) and _ABOUT_AMOUNTS.issuperset(beside)


def told_by_likeness(text: str, question: PendingQuestion, encoder: TextEncoder) -> ReplyReading | None:
    """What a text tells of a question that nobody asked, where one clause is very like a whole reply to it.

    Names of answers do not count here: "is paracetamol alright" is like "another paracetamol". What a domain calls a
    yes does, in more words than one: "there was some blood" is like "there is blood".
    """
    whole = {example for option in question.options for example in option.examples}
    if question.kind == "yesno":
        whole |= {way for o in question.options if o.id == "yes" for way in o.synonyms if len(way.split()) > 1}
    alike = [one for one in likened(text, question, encoder) if one.cosine >= TOLD and one.lead >= TOLD_LEAD]
    found = [
        one
        for one in alike
        if one.way in whole and tells_as_much(one.clause, one.way) and not _only_amounts(one.clause)
    ]
    if not found:
        return None
    told = _said_last(found, question, text)
    name = next(option.name for option in question.options if option.id == told.option)
    return None if only_denies(name) else _reading(question, told)


def _reading(question: PendingQuestion, like: Likeness) -> ReplyReading:
    sure = SURER if like.cosine >= STRONGLY and like.lead >= LEAD else SURE
    act: Literal["reply"] = "reply"
    names = [*(o.id for o in question.options), *SPECIAL_OUTCOMES]
    rest = float(np.log((1 - sure) / (len(names) - 1)))
    told = {name: float(np.log(sure)) if name == like.option else rest for name in names}
    return ReplyReading(question.id, told, {}, frozenset({act}), sure)
