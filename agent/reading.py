"""Reading text into evidence with a sentence encoder, in one batched call of the model.

The head says what a message asks for; `replies` says what it answers; rules say what it does. How much a message
that answers a question also says about the intent is the probability that it is no answer at all.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..beliefs.domain import OTHER
from ..beliefs.model import Model
from .asking import facet_question
from .encoder import Encoder
from .head import Head, fit_head
from .heard import Captured, Cost, Heard, Utterance
from .questions import NOT_AN_ANSWER, ReplyReading
from .replies import read_facts, read_reply, speech_acts

__all__ = ["EncoderReader", "Memo"]

SPEAKS = {"inform", "reply", "change_subject", "correct"}
"""Speech acts of a message that may say what is wanted; others are about the dialogue itself."""


class Memo:
    """An encoder that remembers: what the turn embedded in its one call is not embedded again."""

    def __init__(self, encoder: Encoder, most: int = 4096) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.floating]] = {}
        self._most = most
        self.calls = 0

    def encode(self, texts: Sequence[str], /) -> NDArray[np.floating]:
        """Unit vectors, ``[n, d]``; unknown texts go to the model in one call."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            if len(self._known) + len(new) > self._most:
                self._known.clear()
                new = list(dict.fromkeys(texts))
            self.calls += 1
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


class EncoderReader:
    """The default reader of one domain."""

    def __init__(self, model: Model, encoder: Encoder) -> None:
        self.model = model
        self.memo = Memo(encoder)
        self.head = fit_domain_head(model, self.memo)
        self._questions = {q.id: facet_question(model.domain, q.id) for q in model.questions}
        self._facet = {q.id: model.facets[q.facet].id for q in model.questions}

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        started, before = time.perf_counter(), self.memo.calls
        vectors = self.memo.encode([u.text for u in utterances]) if utterances else np.empty((0, 0))
        wanted = self.head.log_likelihood(vectors) if utterances else np.empty((0, 0))
        heard = [self._hear(u, row) for u, row in zip(utterances, wanted, strict=True)]
        seconds = (time.perf_counter() - started) / max(1, len(heard))
        cost = Cost(calls=self.memo.calls - before, texts=1, seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def _hear(self, utterance: Utterance, wanted: NDArray[np.floating]) -> Heard:
        acts = speech_acts(utterance.text)
        asked = utterance.pending or (utterance.recent if "correct" in acts else None)
        reply = read_reply(utterance.text, asked, encoder=self.memo) if asked else None
        share = np.exp(reply.log_likelihood[NOT_AN_ANSWER]) if reply else 1.0
        others = [q for name, q in self._questions.items() if asked is None or name != asked.id]
        facts = read_facts(utterance.text, others, encoder=self.memo)
        speaks = bool(acts & SPEAKS) or not acts
        return Heard(
            text=utterance.text,
            source=utterance.source,
            intents=self._intents(wanted, float(share)) if speaks and share > 0.05 else None,
            question=asked.id if asked else None,
            reply=dict(reply.log_likelihood) if reply else {},
            facts={self._facet[name]: _values(found) for name, found in facts.items()},
            captured=self._captured([*facts.values(), *([reply] if reply else [])]),
            acts=tuple(sorted(acts | (reply.acts if reply else frozenset()))),
        )

    def _intents(self, wanted: NDArray[np.floating], share: float) -> tuple[float, ...]:
        """Log-likelihoods in the model's order, weakened where the message may be a mere reply."""
        return tuple(float(x) * share for x in wanted)

    def _captured(self, readings: Sequence[ReplyReading]) -> dict[str, Captured]:
        return {
            self._facet[name]: Captured(amount=float(q.value), unit=q.unit or "")
            for found in readings
            for name, q in found.captured.items()
            if name in self._facet
        }


def fit_domain_head(model: Model, encoder: Memo) -> Head:
    """Fit the head on the domain's own examples; `other` is its last column."""
    known = [key for key in model.intents if key != OTHER]
    texts, labels = [], []
    for position, key in enumerate(known):
        intent = model.domain.intents[key]
        phrases = intent.examples or tuple(p for p in (intent.name, intent.description) if p)
        texts += phrases
        labels += [position] * len(phrases)
    return fit_head(encoder.encode(texts), np.array(labels), len(known))


def _values(found: ReplyReading) -> Mapping[str, float]:
    special = {"unsure", "withheld", NOT_AN_ANSWER}
    return {name: ll for name, ll in found.log_likelihood.items() if name not in special}
