"""A reply that names several options: the one it settles on, or that it is not one alone.

"I thought it was the tap but it's the pipe" is the pipe, "the card stayed at home, so cash" is cash; "both the tap and
the pipe" is neither alone. Lexical only: it knows when the words of `set_apart` matter, and no domain. What names its
options any other way is for the reader to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..words.plain_words import plain_text
from .options import match_options
from .ordered import in_degrees
from .questions import NOT_AN_ANSWER, UNSURE, PendingQuestion, ReplyReading, sure_of
from .set_apart import (
    ABOUT_TAKING,
    ABOUT_TROUBLE,
    AGAINST,
    AT_TIMES,
    BESIDE_NAMES,
    BESIDE_ONE_NAME,
    CHANGED_TO,
    EITHER,
    FINE,
    HAS_NO_LONGER,
    IS,
    LAST_TIME,
    NOT_YET,
    NOW,
    RELATIVE,
    SUPPOSED,
    THEY,
    USUALLY,
    WAS,
)

__all__ = ["settles_on", "torn", "two_at_once"]

SURE = 0.93
"""Probability that the option is meant that the others are set apart from."""
ALONE = 4
"""Words up to which a clause is but a name."""
NEITHER = 0.36
"""Probability that a reply which names several at once is no answer; they share the most of the rest."""
TORN = 0.49
"""Most that is believed of one of several named options where nothing sets the others apart: not enough to settle."""
_PARTS = re.compile(
    r"(?<= )(?P<mark>[,.;:!\u2013\u2014-]|but|and|because|though|although|while|whereas|so|therefore|hence)(?= )"
)


@dataclass(frozen=True)
class _Clause:
    words: str
    mark: str
    """What stands before it."""
    named: tuple[int, ...]


def _clauses(plain: str, question: PendingQuestion) -> list[_Clause]:
    """The clauses that have words, each with the options that it names and does not deny."""
    pieces = _PARTS.split(f" {plain} ")
    pairs = zip(["", *pieces[1::2]], pieces[::2], strict=True)
    found: list[_Clause] = []
    mark = ""
    for sign, piece in pairs:
        mark = sign if sign.isalpha() else mark if mark.isalpha() else sign
        words = plain_text(piece).bare
        if words:
            found.append(_Clause(words, mark, tuple(match_options(words, question.options).fully)))
            mark = ""
    return found


def settles_on(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reading of a reply that names several options and says of all but one that it is not that one.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "What drips?", "choice", tuple(Option(name, name) for name in ("tap", "pipe")))
    >>> settles_on("we thought it was the tap, but it's the pipe", menu).best
    'pipe'
    """
    read = plain_text(text)
    if question.kind != "choice" or read.asks:
        return None
    changed = _changed_to(read.plain, question)
    if changed is not None:
        return sure_of(question, {changed}, SURE)
    clauses = _clauses(read.plain, question)
    naming = [clause for clause in clauses if clause.named]
    if any(len(clause.named) > 1 for clause in naming) or len({clause.named for clause in naming}) < 2:
        return None
    if _concludes(naming[-1], question) or _ends_alone(clauses, naming, question):
        meant = [naming[-1]]
    else:
        meant = [
            one for one in naming if not _set_apart(one, [other for other in naming if other is not one], question)
        ]
    if len({clause.named for clause in meant}) != 1 or not (_bare(meant[-1], question) or _troubled(naming, question)):
        return None
    return sure_of(question, {question.options[meant[-1].named[0]].id}, SURE)


def _changed_to(plain: str, question: PendingQuestion) -> str | None:
    """The option that somebody went over to from another one: "pro, then we downgraded to basic"."""
    found = CHANGED_TO.search(plain)
    if found is None or NOT_YET.search(plain[: found.end()]):
        return None
    before = match_options(plain[: found.start(1)], question.options).fully
    after = match_options(found[1], question.options).fully
    rest = match_options(plain[found.end() :], question.options).fully
    once = len(before) == len(after) == 1 and before[0] != after[0] and {*rest} <= {*after}
    return question.options[after[0]].id if once else None


def _bare(clause: _Clause, question: PendingQuestion) -> bool:
    """Whether a clause says next to nothing but a name."""
    option = question.options[clause.named[0]]
    names = {word for name in (question.text, *option.names) for word in plain_text(name).words}
    return BESIDE_ONE_NAME.issuperset({*clause.words.split()} - names)


def _concludes(clause: _Clause, question: PendingQuestion) -> bool:
    """Whether a clause only says what it is, in the light of what was said before: "so the pipe"."""
    return clause.mark in ("so", "therefore", "hence") and _bare(clause, question)


def _ends_alone(clauses: Sequence[_Clause], naming: Sequence[_Clause], question: PendingQuestion) -> bool:
    """Whether a reply comes down to a name by itself, after something was told of the others: "tuna is off, ham".

    Not where several may hold, as with medicines, nor where it is a matter of degree: "severe on the stairs, mild".
    """
    told = [clause for clause in naming if clause.named != naming[-1].named]
    told = [one for place, one in enumerate(told) if not (place and one.mark == "and")]  # goes on with the one before
    if (
        clauses[-1] is not naming[-1]
        or naming[-1].mark in ("and", "")
        or question.several
        or ABOUT_TAKING.search(question.text.lower())
        or in_degrees(question)
    ):
        return False
    alone = _bare(naming[-1], question) and len(naming[-1].words.split()) <= ALONE
    return alone and all(not _bare(one, question) and AT_TIMES.search(one.words) is None for one in told)


def _set_apart(clause: _Clause, others: Sequence[_Clause], question: PendingQuestion) -> bool:
    """Whether a clause names what is not meant, beside others that may name what is."""
    said = clause.words
    if any(rule.search(said) for rule in (SUPPOSED, AGAINST, HAS_NO_LONGER)):
        return True
    if WAS.search(said) and any(NOW.search(one.words) and IS.search(one.words) for one in others):
        return True
    lasts = ABOUT_TAKING.search(question.text.lower()) is not None
    if not lasts and NOW.search(said) is None and (LAST_TIME.search(said) or USUALLY.search(said)):
        return True
    if RELATIVE.search(said) and any(THEY.search(one.words) or _bare(one, question) for one in others):
        return True
    return FINE.search(said) is not None and ABOUT_TROUBLE.search(question.text.lower()) is not None


def _troubled(naming: Sequence[_Clause], question: PendingQuestion) -> bool:
    """Whether all but one of the clauses say that something is fine, where it is asked what is not."""
    fine = sum(FINE.search(clause.words) is not None for clause in naming)
    return fine == len(naming) - 1 and ABOUT_TROUBLE.search(question.text.lower()) is not None


def two_at_once(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reading of a reply that names two options or more at once and says nothing else: it speaks for each of them.

    It picks none, so that it is no answer, or an undecided one where it leaves the choice: "the tap or the pipe".
    """
    read = plain_text(text)
    if question.kind != "choice" or question.several or read.asks:
        return None
    match = match_options(read, question.options)
    own = [question.options[place] for place in match.fully]
    names = {word for option in own for name in option.names for word in plain_text(name).words}
    if len(own) < 2 or match.denied.max() > 0 or not BESIDE_NAMES.issuperset({*read.words} - names):
        return None
    outcome = UNSURE if EITHER.search(read.bare) else NOT_AN_ANSWER
    return _told(question, {outcome: NEITHER, **{option.id: (SURE - NEITHER) / len(own) for option in own}})


def torn(text: str, question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that names several options in ways that nobody here understands: none is much likelier.

    Which of them is meant hangs on the rest of the words, of which a reader that weighs likeness knows little.
    """
    if question.kind != "choice" or question.several:
        return reply
    match = match_options(text, question.options)
    named = [question.options[place].id for place in match.fully]
    if len(named) < 2 or reply.best not in named or match.denied.max() > 0 or reply.confidence <= TORN:
        return reply
    share = float(np.exp(np.logaddexp.reduce([reply.log_likelihood[name] for name in named])))
    left = min(TORN - 0.02, (share - TORN) / (len(named) - 1))
    told = {name: left if name in named else float(np.exp(ll)) for name, ll in reply.log_likelihood.items()}
    told[reply.best] = TORN
    told[UNSURE] += max(0.0, 1 - sum(told.values()))
    total = sum(told.values())
    logs = {name: float(np.log(p / total)) for name, p in told.items()}
    return replace(reply, log_likelihood=logs, confidence=TORN / total)


def _told(question: PendingQuestion, shares: dict[str, float]) -> ReplyReading:
    """The reading in which some outcomes have shares, and all others what is left of one."""
    names = question.outcomes
    rest = (1 - sum(shares.values())) / (len(names) - len(shares))
    told = {name: float(np.log(shares.get(name, rest))) for name in names}
    return ReplyReading(question.id, told, {}, frozenset({"reply"}), max(shares.values()))
