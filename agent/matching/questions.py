"""What was asked and how a reply to it was understood: the types that the reply reader speaks in.

It knows nothing about how text is read (see `replies`) nor about the domain: whoever asks builds a
`PendingQuestion` from its own facets and turns the `ReplyReading` into evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..amounts.quantity import Quantity
from ..words.signs import SpeechAct

__all__ = [
    "NOT_AN_ANSWER",
    "SPECIAL_OUTCOMES",
    "UNSURE",
    "WITHHELD",
    "Option",
    "PendingQuestion",
    "QuestionKind",
    "ReplyReading",
    "TextEncoder",
    "dealt",
    "sure_of",
]

QuestionKind = Literal["yesno", "choice", "number"]

UNSURE = "unsure"
WITHHELD = "withheld"
NOT_AN_ANSWER = "other"
SPECIAL_OUTCOMES = (UNSURE, WITHHELD, NOT_AN_ANSWER)


class TextEncoder(Protocol):
    """Anything that turns texts into unit vectors `[n, d]`."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.floating]:
        """Embed each text as one unit vector: `[n, d]`."""
        ...


@dataclass(frozen=True)
class Option:
    """One possible answer; for a number question the half-open bin `[low, high)`."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    low: float | None = None
    """Lower edge in the question's unit, included; None reads as minus infinity."""
    high: float | None = None
    """Upper edge in the question's unit, excluded; None reads as infinity."""
    examples: tuple[str, ...] = ()
    """Whole replies that give this answer, compared by meaning where names are compared by words."""
    replies: tuple[str, ...] = ()
    """More of them, that may give it to this question alone."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called."""
        return (self.name, *self.synonyms)

    @property
    def ways(self) -> tuple[str, ...]:
        """What it is called, and whole replies that give it whatever was asked."""
        return (*self.names, *self.examples)


@dataclass(frozen=True)
class PendingQuestion:
    """A question that was put to the user, with its possible answers in the order they were shown.

    A yes/no question has two options; the affirmative one is that named "yes" (or first, if none is).
    """

    id: str
    text: str
    kind: QuestionKind
    options: tuple[Option, ...]
    unit: str | None = None
    several: bool = False
    """Several options may hold at once: naming two of them supports both instead of neither."""
    about: str = ""
    """What the domain calls the fact that is asked for."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """All that a reply to it may come to: the options, and that it is none of them."""
        return (*(option.id for option in self.options), *SPECIAL_OUTCOMES)

    def place(self, outcome: str) -> int | None:
        """The place of the option with that id; None where the outcome is none of them."""
        return next((place for place, option in enumerate(self.options) if option.id == outcome), None)

    def option(self, outcome: str) -> Option | None:
        """The option with that id; None where the outcome is none of them."""
        place = self.place(outcome)
        return None if place is None else self.options[place]


@dataclass(frozen=True)
class ReplyReading:
    """What a reply says about one question: soft evidence, never -inf."""

    question: str
    """Id of the question that was read."""
    log_likelihood: Mapping[str, float]
    """`log L(outcome)` over the option ids, "unsure", "withheld" and "other", normalised to sum to one."""
    captured: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    """The exact amounts that were said, by question id, in the question's unit."""
    acts: frozenset[SpeechAct] = frozenset()
    """What the user was doing by writing this."""
    confidence: float = 0.0
    """Probability that the most likely outcome is what the user meant, calibrated on the reply bank."""

    @property
    def best(self) -> str:
        """The most likely outcome."""
        return max(self.log_likelihood, key=self.log_likelihood.__getitem__)


def dealt(outcomes: Collection[str], told: Collection[str], sure: float) -> dict[str, float]:
    """Log-likelihoods of outcomes: those that are ``told`` have ``sure`` between them, all others what is left of one.

    >>> {name: round(ll, 2) for name, ll in dealt(("tea", "milk", "other"), {"tea"}, 0.9).items()}
    {'tea': -0.11, 'milk': -3.0, 'other': -3.0}
    """
    same = float(np.log(sure / len(told)))
    rest = float(np.log((1 - sure) / (len(outcomes) - len(told))))
    return {name: same if name in told else rest for name in outcomes}


def sure_of(
    question: PendingQuestion, told: Collection[str], sure: float, amount: Quantity | None = None
) -> ReplyReading:
    """The reading of words that tell of some outcomes alike, and of the ``amount`` if one was said."""
    captured = {} if amount is None else {question.id: amount}
    shares = dealt(question.outcomes, told, sure)
    return ReplyReading(question.id, shares, captured, frozenset({"reply"}), sure / len(told))
