"""What a reply tells by what it is like: the reading of a reply put right, and facts that nobody asked for.

A name counts before a likeness, a denial of everything gives way to what is told beside it, and else the last word
counts. How like a clause is, `likeness` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..amounts.number_words import read_number
from ..amounts.units import unit_named
from ..words.plain_words import plain_text
from ..words.polarity import polarity
from ..words.taken import is_over, tells_as_much
from .likeness import LEAD, Likeness, clauses, likened, ways_known
from .option_facts import only_assents, only_denies
from .options import match_options
from .picked import takes_neither
from .questions import PendingQuestion, ReplyReading, TextEncoder, dealt, sure_of
from .together import all_told, alone

__all__ = ["hinted", "told_by_likeness", "with_likeness"]

STRONGLY = 0.6
"""Cosine that counts against what a reader is sure of, or what another clause names."""
TOLD, TOLD_LEAD = 0.66, 0.25
"""The same for what nobody asked about."""
SURE, SURER = 0.9, 0.96
"""Probability of an answer that a reply is like, or strongly like."""
SOMEWHAT = 0.75
"""The same where a reader, in doubt, takes it for another answer."""
DOUBTED = 0.75
"""How sure a reader has to be of another one."""
NAMED_LATER = 0.6
"""Probability of what is named after a clause that is like something else."""
_ABOUT_AMOUNTS = frozenset(
    "a an and or so in of to at by the i he she it that this they is am are was be bit about around "
    "nearly almost just only over under well mean say not old next last now today point half turning turned oh like "
    "roughly less more than".split()
)
"""What may stand beside a figure that tells nothing but an amount."""

_STOPS = " \t\n.,;:!?"


def _said_last(found: Sequence[Likeness], question: PendingQuestion, text: str) -> Likeness:
    """What counts: a yes to whether there is any, something beside "only books", else what was said last."""
    some = [one for one in found if question.kind == "yesno" and one.option == "yes"]
    if found[-1].option in alone(question):
        beside = (one for one in found if _strongly(one) and one.option not in alone(question))
        some = [one for one in beside if not is_over(one.clause) and f"{one.clause}?" not in text]
    return max(some, key=lambda one: one.cosine) if some else found[-1]


def _in_other_words(found: Sequence[Likeness], question: PendingQuestion) -> set[str]:
    """Answers that clauses are like which do not name them: what is named, and over or not, is read as it is named."""
    own = (one for one in found if _strongly(one) and not is_over(one.clause))
    return {one.option for one in own if _beside_name(one.clause, one.option, question)}


def _strongly(one: Likeness) -> bool:
    """Whether a clause is like nothing else by far."""
    return one.cosine >= STRONGLY and one.lead >= TOLD_LEAD


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
    found = [] if _names_several(text, question) or takes_neither(text) else likened(text, question, encoder)
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
        later = reply.best not in alone(question) and _named_after(text, told, reply.best, question)
        return _either(reply, told) if later else _reading(question, told)
    if told.option == reply.best:
        own = _reading(question, told)
        return max(reply, own, key=_margin) if strong or reply.confidence < SURE else reply
    if question.kind == "yesno" and told.option == "no" and polarity(text).yes > 0:
        return reply
    if strong and (question.kind == "yesno" or _ends_with(text, told.clause)):
        return _reading(question, told)  # a sign in a clause of a no is one, and what is said last counts
    return _as_evidence(question, reply, told) if strong or reply.confidence < DOUBTED else reply


def _ends_with(text: str, clause: str) -> bool:
    return text.rstrip(_STOPS).endswith(clause.rstrip(_STOPS))


def _as_evidence(question: PendingQuestion, reply: ReplyReading, told: Likeness) -> ReplyReading:
    """A reading with a clause that is like another answer than the whole was taken for: where both are answers, both.

    "The treehouse, the grandchildren play up there" is like "firewood" in one clause, and of people in the other.
    """
    if reply.best not in {option.id for option in question.options}:
        return _reading(question, told)
    like = dealt(reply.log_likelihood, {told.option}, SURE if told.cosine >= STRONGLY else SOMEWHAT)
    both = {name: log + like[name] for name, log in reply.log_likelihood.items()}
    total = float(np.logaddexp.reduce(list(both.values())))
    found = {name: log - total for name, log in both.items()}
    return replace(reply, log_likelihood=found, confidence=float(np.exp(max(found.values()))))


def _margin(reply: ReplyReading) -> float:
    """How far the likeliest outcome of a reading is before the next, as a log ratio."""
    first, second, *_ = sorted(reply.log_likelihood.values(), reverse=True)
    return first - second


def _named_after(text: str, told: Likeness, named: str, question: PendingQuestion) -> bool:
    """Whether a reply goes on to name an option after the clause that is like another."""
    said = clauses(text)
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
    return question.kind == "choice" and len(match_options(text, question.options).fully) > 2


def _beside_name(clause: str, named: str, question: PendingQuestion) -> bool:
    """Whether a clause stands beside what names an option, and is not it."""
    return named not in {question.options[place].id for place in match_options(clause, question.options).fully}


@lru_cache(maxsize=4096)
def _only_amounts(clause: str) -> bool:
    """Whether a clause gives a figure, a unit or both and nothing else: "ten weeks" is like "eight weeks gone"."""
    words = plain_text(clause).words
    beside = [w for i, w in enumerate(words) if read_number(words, i) is None and unit_named(w) is None]
    return len(beside) < len(words) and _ABOUT_AMOUNTS.issuperset(beside)


def told_by_likeness(text: str, question: PendingQuestion, found: Sequence[Likeness]) -> ReplyReading | None:
    """What a text tells of a question that nobody asked, where one clause is very like a whole reply to it.

    ``found`` is what its clauses are like. Names of answers do not count here: "is paracetamol alright" is like
    "another paracetamol". What a domain calls a yes does, in more words than one: "there was some blood" is like
    "there is blood".
    """
    whole = {way for option in question.options for way in option.examples if not only_assents(way)}
    if question.kind == "yesno":
        whole |= {way for o in question.options if o.id == "yes" for way in o.synonyms if len(way.split()) > 1}
    alike = [one for one in found if one.cosine >= TOLD and one.lead >= TOLD_LEAD and one.way in whole]
    alike = [one for one in alike if tells_as_much(one.clause, one.way) and not _only_amounts(one.clause)]
    if not alike:
        return None
    told = _said_last(alike, question, text)
    name = next(option.name for option in question.options if option.id == told.option)
    return None if only_denies(name) else _reading(question, told)


def hinted(
    found: Sequence[Likeness], asked: PendingQuestion | None = None, encoder: TextEncoder | None = None
) -> tuple[str, ...]:
    """The answers that clauses are somewhat like: too little to tell, enough to ask about.

    Not what is more like an answer to what was ``asked``: "it rests on the two" says what holds it, and not that
    somebody "sits on it".
    """
    alike = [one for one in found if not _only_amounts(one.clause) and tells_as_much(one.clause, one.way)]
    if asked is not None and encoder is not None:
        answers = ways_known(asked)
        alike = [one for one in alike if _most_like(one.clause, answers, encoder) < one.cosine]
    return tuple(dict.fromkeys(one.option for one in alike))


def _most_like(clause: str, ways: Sequence[str], encoder: TextEncoder) -> float:
    """The highest cosine of a clause with any of some texts."""
    vectors = np.asarray(encoder.encode([clause, *ways]), dtype=np.float64)
    return float((vectors[1:] @ vectors[0]).max(initial=-1.0))


def _reading(question: PendingQuestion, like: Likeness) -> ReplyReading:
    return sure_of(question, {like.option}, SURER if like.cosine >= STRONGLY and like.lead >= LEAD else SURE)
