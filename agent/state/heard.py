"""What one message says, before anybody believes it: plain data between the readers and the turn.

A reader fills it in; `turn` turns it into evidence. It holds no domain knowledge, and it is plain JSON all the
way, so that it can stand in a graph's state and in an audit record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from math import inf
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from ...beliefs.language.part import Source
from ..matching.questions import PendingQuestion

__all__ = ["Captured", "Cost", "Heard", "Plain", "Reader", "Told", "Utterance", "mark_of"]


class Plain(BaseModel):
    """Base of the plain records: frozen, strict."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Captured(Plain):
    """The amount behind a facet's bin, in the facet's own unit."""

    amount: float | None = None
    """What was said, or what is typical of a range; None where an end of it is open: "12 kg at most"."""
    unit: str = ""
    said: str = ""
    """The user's own words for it."""
    low: float | None = None
    high: float | None = None
    """The ends of a range, where a range was said and they are not open."""

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The range that was said, infinite where it is open."""
        if self.low is None and self.high is None:
            return None
        return -inf if self.low is None else self.low, inf if self.high is None else self.high


class Cost(Plain):
    """What reading took."""

    calls: int = 0
    texts: int = 0
    seconds: float = 0.0


class Heard(Plain):
    """One message, read."""

    text: str
    mark: str = ""
    """Equal for messages that say the same; worked out from the text where it is empty."""
    source: Source = "user"
    intents: tuple[float, ...] | None = None
    """Log-likelihood per intent in the order of the compiled domain; None says nothing about the intent."""
    question: str | None = None
    """Id of the question that `reply` answers: the pending one, or the last one when it is put right."""
    reply: Mapping[str, float] = {}
    """Log-likelihood per outcome of that question, `other` among them when it may be no answer at all."""
    facts: Mapping[str, Mapping[str, float]] = {}
    """Facts that were told without being asked: facet -> log-likelihood per value."""
    hints: Mapping[str, tuple[str, ...]] = {}
    """What the words may tell besides, too vaguely to be a fact: facet -> values. Believed by nobody, asked about."""
    captured: Mapping[str, Captured] = {}
    """Amounts by facet."""
    acts: tuple[str, ...] = ()
    """Speech acts, sorted."""
    requests: tuple[str, ...] = ()
    """Intents, when the message asks for several things that all hold, or one beside a reply; served in this order."""
    taken_back: tuple[str, ...] = ()
    """Facets of which what was told before no longer stands."""
    later: tuple[Heard, ...] = ()
    """The other things that it wants, of several that it names: each is taken in when the one before was served."""
    puts_right: bool | None = None
    """Whether its words take something back; worked out from the text where it is None."""
    describes: bool | None = None
    """Whether its words tell of something at length; worked out from the text where it is None."""
    cost: Cost = Cost()


class Told(Plain):
    """What the user told of a facet, as it stands."""

    facet: str
    value: str
    """The value that it most likely is."""
    amount: float | None = None
    """In the facet's own unit."""
    said: str = ""
    """The message that told it, if it told nothing else."""


class Utterance(Plain):
    """What a reader is given: a message and what it may be answering."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    text: str
    pending: PendingQuestion | None = None
    recent: PendingQuestion | None = None
    """The question that was answered last: "no, I meant 12" puts that answer right."""
    history: tuple[str, ...] = ()
    """Earlier messages of the same user in this request, oldest first."""
    served: bool = False
    """An earlier request was served, and nothing has been wanted since."""
    parting: bool = False
    """The user was asked last whether there is anything else."""
    told: tuple[Told, ...] = ()
    """What was told before and still stands; a message may take it back."""
    source: Source = "user"


class Reader(Protocol):
    """Turns messages into evidence; several sessions' messages may share one call of the model."""

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        ...


def mark_of(text: str) -> str:
    """Equal for messages that say the same in the same words, whatever their case and spacing."""
    return blake2b(" ".join(text.casefold().split()).encode(), digest_size=8).hexdigest()
