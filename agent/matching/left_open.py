"""A denial that leaves something open: "not unless he drinks", "nothing too toxic", "not impossible", "no... maybe".

Such a reply is no plain no to whether there is any of what was asked about, so it is read as leaning to neither and
asked about again. It knows which ways to deny in part (``half_denials``) matter for which question, and no domain; what
a domain gives as an example of an answer, word for word, is that answer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit, dimension
from ..words.corrections import corrected
from ..words.plain_words import PlainText, close_spelling, plain_text, stem
from ..words.then_and_now import no_longer_so
from .half_denials import (
    ALL_SAVE,
    ASIDE,
    CONDITION,
    DEGREE,
    DOUBLE,
    EXPLAINED,
    HOPES,
    LESSER,
    MAYBE,
    NEVER_BEFORE,
    NO_AND_YES,
    NO_OF_ANY,
    NO_SUCH,
    NOBODY_BUT,
    NOT_WITHOUT,
    NOTHING,
    NOTHING_MORE,
    PARTLY,
    SAID_YES,
    SIGN,
    SIMILE,
    SINCE,
    THE_OTHERS,
    TOO,
)
from .leaning import topic
from .one_denied import one_denied
from .option_facts import only_denies
from .options import NAMED_IN_PART, match_options
from .questions import NOT_AN_ANSWER, UNSURE, Option, PendingQuestion, ReplyReading

__all__ = ["denies", "given_as", "leaves_open", "of_fact", "of_wish", "unsettled"]

_WISHES = re.compile(
    # not "did you have any pain"
    r"\b(?!(?:do|did) (?:you|i|we|it|one) have\b)"
    # "would you like a coffee", "shall we still send it"
    r"(?:would|do|did|should|shall|may|can|could|will) (?:you|i|we|it|one) (?:still |also |rather )?"
    r"(?:like|want|prefer|need|add|send|book|order|keep|go|"
    # "can I have one"; not "could you have been bitten"
    r"have(?! (?:been|had|got|come|gone|taken|\w{2,}(?:ed|en|wn))\b))"
    r"\b"
)
"""Who is asked for a wish may put conditions on it."""
_DONE = re.compile(r"^(?:\w+ )?(?:have|has|had|did) (?:you|he|she|they|it|the|your)\b")
"""Whether something was done: "not yet" is a plain no to that."""
_SOME = re.compile(r"\b(?:any|anything|anyone|anybody|ever|something|someone)\b|\bor could\b")
"""Whether there is any."""
_A_LIST = re.compile(r"\b(?:any|one|some) of (?:these|those|the following)\b")
_EACH = re.compile(
    # "30 kg on the first, 300 on the second", "the left one is 12 and the right one 14"
    r"\b(?:first|one|former|left|upper|older|elder|bigger|top)\b.*"
    r"\b(?:second|other|another|latter|right|lower|younger|smaller|bottom)\b"
)
"""Two of a kind, told apart."""
_IN_ALL = re.compile(r"\b(?:total|altogether|together|sum|combined|in all|overall)\b")
_NOT_SO = re.compile(
    # "they do not fade", "it is not harmless"; not "no fading"
    r"\b(?:do|does|did|is|are|was|were|will|would|can|could|has|have) not \w+"
)
_DENYING = frozenset({"no", "none", "not", "nothing", "nobody", "never", "without"})
"""Words in names that deny by themselves: "nothing dangerous"."""
_OF_ALL = re.compile(r"\b(?:none|nothing|nobody|at all|any(?:thing)?(?! more\b)|all|whatsoever|the others?)\b")
"""What denies more than was named: "no cats, no animals at all"."""
_HARDLY, _LIKELY, _EITHER = 0.15, 0.4, 0.275
"""Probability left to a no that leaves it open, to a yes there, and to each where a yes does: none settles it."""


@lru_cache(maxsize=1024)
def given_as(question: PendingQuestion, best: str) -> frozenset[tuple[str, ...]]:
    """Replies that the domain itself gives for an answer, as words."""
    own = question.option(best)
    return frozenset(plain_text(way).words for way in own.ways) if own else frozenset()


@lru_cache(maxsize=1024)
def _asked_about(question: PendingQuestion) -> frozenset[str]:
    named = [question.text, question.about, *(name for o in question.options for name in o.synonyms)]
    return frozenset(stem(word) for text in named for word in plain_text(text).words if len(word) > 2)


@lru_cache(maxsize=1024)
def _vocabulary(question: PendingQuestion, denial: str) -> frozenset[str]:
    """Stems of all words that a domain has for a question and its answers; of examples of a denial, none."""
    ways = [way for o in question.options for way in (o.names if o.id == denial else o.ways)]
    return frozenset(
        stem(w) for text in (question.text, question.about, *ways) for w in plain_text(text).words if len(w) > 2
    )


def of_wish(question: PendingQuestion) -> bool:
    """Whether a question asks for a wish."""
    return _WISHES.search(plain_text(question.text).bare) is not None


def of_fact(question: PendingQuestion) -> bool:
    """Whether a question asks what is so: not for a wish or an amount, and not whether something was done."""
    asked = plain_text(question.text).bare
    return question.kind in ("yesno", "choice") and not of_wish(question) and not _DONE.search(asked)


def denies(question: PendingQuestion, best: str) -> bool:
    """Whether an answer denies that there is any of what was asked about."""
    option = question.option(best)
    return best == "no" if question.kind == "yesno" else option is not None and only_denies(option.name)


def leaves_open(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a reply that was read as the answer ``best``, a denial, leaves open that it is not so.

    >>> from .questions import Option
    >>> asked = PendingQuestion("ask", "Is anything toxic in it?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    >>> leaves_open("not unless you heat it", asked, "no"), leaves_open("no, not at all", asked, "no")
    (True, False)
    """
    read = plain_text(corrected(text))
    said, plain = read.bare, read.plain.strip(" .,;!")
    if read.words in given_as(question, best) or of_wish(question):
        return False
    if question.kind == "yesno":
        return best == "no" and _open_to_any(said, plain, question)
    if question.kind == "number" and _of_each(said, question):
        return True
    option = question.option(best)
    if question.kind == "choice" and _some_denied(plain, question, best):
        return True
    if option is None or not only_denies(option.name):
        if question.kind == "choice" and (no_longer_so(plain) or _but_somebody(said, question, best)):
            return True
        return _denied(read, question, best)
    return question.kind == "choice" and _open_to_some(said, plain, question)


def _of_each(said: str, question: PendingQuestion) -> bool:
    """Whether a reply gives two amounts, one for each of two things: "30 kg on the first, 300 on the second"."""
    if _EACH.search(said) is None or _IN_ALL.search(said) is not None:
        return False
    unit = canonical_unit(question.unit)
    told = [q for q in amounts(said) if q.unit is None or dimension(q.unit) == dimension(unit)]
    return len({q.value for q in told}) > 1


def _but_somebody(said: str, question: PendingQuestion, best: str) -> bool:
    """Whether nobody is said to do something but one, who is no other name of ``best``: "nobody but the painter"."""
    found = NOBODY_BUT.search(said)
    named = match_options(found["one"], question.options).named if found is not None else None
    return named is not None and all(o.id != best or named[n] < NAMED_IN_PART for n, o in enumerate(question.options))


def _denied(read: PlainText, question: PendingQuestion, best: str) -> bool:
    """Whether a reply names but denies what it was taken for: "not an adult"."""
    place = question.place(best)
    match = match_options(read, question.options)
    denied = place is not None and bool(match.denied[place] >= 0.5 > match.named.max() and match.placed.max() < 0.5)
    more = question.kind == "number" and "than" in read.words  # "more than three months" denies no months
    return denied and not more


def _some_denied(plain: str, question: PendingQuestion, best: str) -> bool:
    """Whether a reply that was taken for none of several denies but some by name: "no cats", of cats, dogs and hens."""
    none = [n for n, option in enumerate(question.options) if only_denies(option.name)]
    match = match_options(plain, question.options)
    others = [n for n in range(len(question.options)) if n not in none]
    denied = [n for n in others if match.denied[n] >= NAMED_IN_PART]
    taken = best in {question.options[n].id for n in (*none, *denied)}
    named = max(float(match.named.max()), float(match.placed.max())) >= NAMED_IN_PART
    return bool(none and taken) and 0 < len(denied) < len(others) and not named and not _OF_ALL.search(plain)


def _open_to_any(said: str, plain: str, question: PendingQuestion) -> bool:
    """Whether a no leaves a yes open."""
    asked = plain_text(question.text).bare
    if one_denied(plain, question) or _denies_the_no(said, plain, question):
        return True
    if _DONE.search(asked):
        return False
    if any(
        rule.search(said) for rule in (CONDITION, DOUBLE, MAYBE, HOPES, SIGN, SIMILE, EXPLAINED)
    ) or _of_something_else(plain, question):
        return True
    lesser = LESSER.search(said)
    if lesser and topic(lesser[0].split()).isdisjoint(topic(asked.split())):
        return True  # not where it is asked whether it is a serious one
    if not _SOME.search(asked):
        return False
    if ASIDE.search(plain):
        return True
    if THE_OTHERS.search(said) or (not _A_LIST.search(asked) and ALL_SAVE.search(said)):
        return True
    mixed = NO_AND_YES.search(said) is not None and re.search(r"\bno\b.*\bno\b", said) is not None
    return bool(
        mixed or PARTLY.search(said) or TOO.search(said) or NEVER_BEFORE.search(said) or _of_degree(said, question)
    )


def _denies_the_no(said: str, plain: str, question: PendingQuestion) -> bool:
    """Whether a reply denies a name of the no: "the dots do not go away", where those that go away are harmless."""
    place = question.place("no")
    if place is None or _NOT_SO.search(said) is None:
        return False
    return bool(match_options(plain, _without_denials(question, place)).denied[place] >= NAMED_IN_PART)


@lru_cache(maxsize=1024)
def _without_denials(question: PendingQuestion, place: int) -> tuple[Option, ...]:
    """The options, one of them without the names that themselves deny: "nothing dangerous"."""
    own = question.options[place]
    names = tuple(name for name in own.names if _DENYING.isdisjoint(plain_text(name).words))
    return tuple(replace(o, name="", synonyms=names) if o is own else o for o in question.options)


def _of_degree(said: str, question: PendingQuestion) -> bool:
    """Whether a reply denies but a high degree of what was asked about."""
    about = _asked_about(question)
    named = [word for found in DEGREE.finditer(said) for word in " ".join(filter(None, found.groups())).split()]
    return any(close_spelling(stem(word), known) for word in named for known in about)


def _of_something_else(plain: str, question: PendingQuestion) -> bool:
    """Whether a reply denies something of which a domain that gives examples says nothing: "no allergies"."""
    found = NO_SUCH.search(plain)
    if found is None or not any(option.examples for option in question.options):
        return False
    best = next((o.id for o in question.options if o.id == "no" or only_denies(o.name)), "")
    words = [stem(word) for word in found["what"].split() if word not in NO_OF_ANY and len(word) > 2]
    known = _vocabulary(question, best)
    return bool(words) and not any(close_spelling(word, other) for word in words for other in known)


def _open_to_some(said: str, plain: str, question: PendingQuestion) -> bool:
    """Whether a "nothing" is nothing of one kind alone, or no nothing at all."""
    rules = (CONDITION, DOUBLE, MAYBE, SAID_YES, NOT_WITHOUT, SINCE, EXPLAINED, THE_OTHERS)
    if any(rule.search(said) for rule in rules) or ASIDE.search(plain) or _of_something_else(plain, question):
        return True
    found = NOTHING.search(said)
    return found is not None and found["what"] not in NOTHING_MORE


def unsettled(question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that leaves the answer open: it settles nothing, and speaks a little for a yes.

    A yes that is taken back, "it burns, but it's only a little", speaks for no more than a no does.
    """
    others = [o.id for o in question.options if o.id != reply.best]
    taken, left = (_EITHER, _EITHER) if (question.kind, reply.best) == ("yesno", "yes") else (_HARDLY, _LIKELY)
    shares = {reply.best: taken, UNSURE: 0.3, NOT_AN_ANSWER: 0.1, **{name: left / len(others) for name in others}}
    names = list(reply.log_likelihood)
    told = {name: shares.get(name, 0.05) for name in names}
    total = sum(told.values())
    logs = {name: float(np.log(share / total)) for name, share in told.items()}
    return replace(reply, log_likelihood=logs, captured={}, confidence=float(np.exp(max(logs.values()))))
