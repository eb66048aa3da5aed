"""Whether a message answers the question at all, or says what answers another one or asks for something.

`weighing` judges by the words alone. A domain knows more: the ways to answer this question, and what else people say
in it. What is nearer to the latter is hardly an answer, whichever answer it would be. Knows vectors, and no domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from ..amounts.spans import passing_time
from ..matching.options import match_options
from ..matching.questions import NOT_AN_ANSWER, PendingQuestion, ReplyReading, TextEncoder
from ..words.polarity import polarity
from ..words.segments import asks

__all__ = ["Elsewhere", "ways_to_answer"]

Array = NDArray[np.floating]

READ, WAY, RIVAL, OFFSET = 0.31, -15.1, 9.5, 0.96
"""Weights in the log odds of no answer: log odds as read, cosine of the nearest way to answer, and of anything else.

Fitted on 7,864 readings: 2,484 replies and 2,770 other messages, put to questions of seven domains with many phrases
and with few. One message in seven is taken to be no answer, a share chosen on these figures, which hold one domain out
at a time: other messages taken for an answer .45 to .68 before, .23 to .32 with it; replies read as none .045 and .024
with many phrases, .052 and .073 with few; read right .712 and .725 with many, .690 and .682 with few.
"""
ALIKE = 0.75
"""Cosine with something else from which a mere day or time is no amount: "are you open on Sunday".

Amounts without a figure ("born on Sunday", "since yesterday") came up to .58, wishes in other words from .83.
"""
_LEAST = 1e-4


def ways_to_answer(question: PendingQuestion) -> list[str]:
    """Every text that answers a question."""
    return [way for o in question.options for way in (*o.ways, *o.replies)]


class Elsewhere:
    """What is said in a domain beside the answers to one of its questions."""

    def __init__(self, wishes: Iterable[str], questions: Sequence[PendingQuestion]) -> None:
        """Take examples of wishes, and all questions."""
        self._wishes = tuple(wishes)
        self._questions = tuple(questions)
        self._known: dict[str, tuple[Array, Array]] = {}

    def weighed(self, text: str, question: PendingQuestion, reply: ReplyReading, encoder: TextEncoder) -> ReplyReading:
        """A reading of a reply with the probability that it is no answer as the domain has it.

        Which answer it is stays as it was read. What names one, or says yes or no in as many words, is one; so is an
        amount, but a mere day or time in what asks something or is much like what is said elsewhere.
        """
        if not all(passing_time(said.text) for said in reply.captured.values()):
            return reply
        if not text.strip() or polarity(text).explicit:
            return reply
        if match_options(text, question.options).fully:
            return reply
        ways, others = self._vectors(question, encoder)
        if not len(ways) or not len(others):
            return reply
        vector = encoder.encode([text])[0]
        if question.kind == "number" and not asks(text) and float((others @ vector).max()) < ALIKE:
            return reply
        odds = _logit(exp(reply.log_likelihood[NOT_AN_ANSWER]))
        odds = READ * odds + WAY * float((ways @ vector).max()) + RIVAL * float((others @ vector).max()) + OFFSET
        shares = _with_share(reply.log_likelihood, 1 / (1 + exp(-odds)))
        return replace(reply, log_likelihood=shares, confidence=exp(max(shares.values())))

    def _vectors(self, question: PendingQuestion, encoder: TextEncoder) -> tuple[Array, Array]:
        """Vectors of the ways to answer a question, and of all else."""
        if question.id not in self._known:
            own = dict.fromkeys(ways_to_answer(question))
            all_ways = (way for other in self._questions for way in ways_to_answer(other))
            others = [text for text in dict.fromkeys([*self._wishes, *all_ways]) if text not in own]
            self._known[question.id] = (_encoded([*own], encoder), _encoded(others, encoder))
        return self._known[question.id]


def _encoded(texts: Sequence[str], encoder: TextEncoder) -> Array:
    return encoder.encode(texts) if texts else np.zeros((0, 1))


def _logit(share: float) -> float:
    kept = min(max(share, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))


def _with_share(shares: Mapping[str, float], none: float) -> dict[str, float]:
    """Log-shares of which that of no answer is ``none``; the rest keep their proportions."""
    kept = min(max(none, _LEAST), 1 - _LEAST)
    answers = log(1 - kept) - log(sum(exp(ll) for name, ll in shares.items() if name != NOT_AN_ANSWER))
    return {name: log(kept) if name == NOT_AN_ANSWER else ll + answers for name, ll in shares.items()}
