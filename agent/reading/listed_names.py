"""Options that are names, as the "Moon" of "how far is the Moon?": what a message says of those that are listed or not.

Puts the slots that a domain's examples have for names (see `matching.strangers`) to use. Knows no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...beliefs.belief.model import Model
from ..matching.picked import picked_option
from ..matching.questions import PendingQuestion, ReplyReading
from ..matching.strangers import slots_of
from .spoken import Spoken

__all__ = ["ListedNames"]


class ListedNames:
    """The names that a domain's questions list."""

    def __init__(self, model: Model, questions: Mapping[str, PendingQuestion]) -> None:
        phrases = (phrase for intent in model.domain.intents.values() for phrase in intent.examples)
        self._slots = slots_of(phrases, questions.values())

    def strangers(self, text: str, others: Sequence[PendingQuestion]) -> dict[str, ReplyReading]:
        """Questions about names of which the text says one that is not listed."""
        asked = {question.id for question in others}
        named = {slot.question.id: (slot, slot.named_by(text)) for slot in self._slots if slot.question.id in asked}
        found = {name: picked_option(rest, slot.question) for name, (slot, rest) in named.items() if rest is not None}
        return {name: reading for name, reading in found.items() if reading is not None}

    def unnamed(self, text: str, question: PendingQuestion) -> str:
        """The text without what only looks like a name ("a moon" is no Moon), describes one, or says from where."""
        for slot in self._slots:
            own = slot.question.id == question.id
            text = slot.without_sorts(slot.undescribed(slot.without_origin(text)) if own else text)
        return text

    def landmarks(self, spoken: Spoken) -> frozenset[str]:
        """Questions whose options the message names only to say where something is."""
        text, asked = spoken.telling, spoken.asked.id if spoken.asked is not None else None
        near = (s for s in self._slots if s.only_near(text, reply=s.question.id == asked))
        return frozenset(slot.question.id for slot in near)
