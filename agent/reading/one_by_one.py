"""Messages that name several things of which each is wanted: read one by one, the later ones kept for later.

"How far are Mars and Venus?" is read as if "how far are Mars?" had been asked, and then "how far are Venus?". Which
facts are such things is for the domain to say. It knows no model: a reader hands in how messages are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...beliefs.belief.model import Model
from ...beliefs.language.domain import Facet
from ..matching.named_together import NamedTogether
from ..state.heard import Heard, Utterance
from .asking import facet_question
from .wishes import requests_in

__all__ = ["OneByOne"]

Read = Callable[[Sequence[Utterance]], list[Heard]]


class OneByOne:
    """Reads the messages of one domain."""

    def __init__(self, model: Model) -> None:
        each = {q.id for q in model.questions if _facet(model, q.facet).each}
        questions = {q.id: facet_question(model.domain, q.id) for q in model.questions}
        others = [question for name, question in questions.items() if name not in each]
        self._named = NamedTogether([questions[name] for name in each], others)

    def read(self, utterances: Sequence[Utterance], read: Read) -> list[Heard]:
        """Read each message, in one call for all that they name."""
        rows = [self._apart(utterance) for utterance in utterances]
        heard = iter(read([one for row in rows for one in row]))
        return [_as_one(utterance, [next(heard) for _ in row]) for utterance, row in zip(utterances, rows, strict=True)]

    def _apart(self, said: Utterance) -> list[Utterance]:
        """A message, or what would be said of each thing that it names."""
        row = self._named.row(said.text) if said.source == "user" else None
        if row is None:
            return [said]
        names = row.names
        first = row.alone(names[0])
        brief = said.pending is not None or bool(requests_in(said.text))  # what else is said is said once
        kept = {"pending": None, "recent": None, "served": True, "history": (*said.history, first)}
        texts = [f"and {name}" if brief else row.alone(name) for name in names[1:]]
        others = [said.model_copy(update={**kept, "text": text}) for text in texts]
        return [said.model_copy(update={"text": first}), *others]


def _facet(model: Model, position: int) -> Facet:
    return model.domain.facets[model.facets[position].id]


def _as_one(said: Utterance, heard: Sequence[Heard]) -> Heard:
    """What was heard of the first thing, and of the others later."""
    first, *others = heard
    return first.model_copy(update={"text": said.text, "later": tuple(others)}) if others else first
