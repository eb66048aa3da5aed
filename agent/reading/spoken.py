"""One message on its way from words to what was heard: what it does, what it may answer, and what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..matching.not_so import without_repute
from ..matching.questions import PendingQuestion, ReplyReading
from ..state.heard import Utterance
from ..words.signs import SpeechAct
from ..words.taken import without_wanted
from ..words.then_and_now import as_of_now

__all__ = ["Spoken"]


@dataclass(frozen=True, eq=False)
class Spoken:
    """One message and what was made of it so far."""

    utterance: Utterance
    acts: frozenset[SpeechAct]
    asked: PendingQuestion | None
    """The question that it may answer."""
    wish: str = ""
    """The part that says what is wanted, where another part only drops what went before."""
    rest: str | None = None
    """What is left where another part takes something back; None where nothing does."""
    gone: frozenset[str] = frozenset()
    """Facets of which what was told is taken back."""
    reply: ReplyReading | None = None
    facts: Mapping[str, ReplyReading] = field(default_factory=dict[str, ReplyReading])
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By question, values that the words may tell of."""
    mark: str = ""

    @property
    def telling(self) -> str:
        """What of the message tells anything: what it takes back does not, nor what held before."""
        return as_of_now(self.utterance.text if self.rest is None else self.rest)

    @property
    def answering(self) -> str:
        """What of it may answer the question: neither what something only counts as, nor what is wanted besides."""
        question = self.asked.text if self.asked is not None else ""
        return without_wanted(without_repute(self.telling, question), question)
