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
from .encoder import Encoder, Vectors
from .ensemble import Examples
from .head import Head, fit_cached_head
from .heard import Captured, Cost, Heard, Utterance
from .questions import NOT_AN_ANSWER, ReplyReading
from .replies import read_facts, read_reply, speech_acts
from .segments import Several, segments, several

__all__ = ["EncoderReader", "Memo"]

LEAST_SHARE = 0.05
"""Least probability of not being an answer at which a reply is read for what it asks, too."""

SPEAKS = {"inform", "reply", "change_subject", "correct"}
"""Speech acts of a message that may say what is wanted; others are about the dialogue itself."""


class Memo:
    """An encoder that remembers: what the turn embedded in its one call is not embedded again."""

    def __init__(self, encoder: Encoder, most: int = 4096) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self._most = most
        self.calls = 0

    @property
    def fingerprint(self) -> str:
        """The model's own: what is fitted on its vectors holds for these too."""
        return self._encoder.fingerprint

    def encode(self, texts: Sequence[str], /) -> Vectors:
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
        self._outside = len(model.intents) - 1
        self._questions = {q.id: facet_question(model.domain, q.id) for q in model.questions}
        self._facet = {q.id: model.facets[q.facet].id for q in model.questions}

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        if not utterances:
            return []
        started, before = time.perf_counter(), self.memo.calls
        parts = [segments(u.text) for u in utterances]
        texts = [u.text for u in utterances] + [part for row in parts for part in row]
        scores = self.head.log_likelihood(self.memo.encode(texts), texts)
        whole, rest = scores[: len(utterances)], iter(scores[len(utterances) :])
        compound = [several(np.array([next(rest) for _ in row]), self._outside) if row else None for row in parts]
        heard = [self._hear(u, row, more) for u, row, more in zip(utterances, whole, compound, strict=True)]
        seconds = (time.perf_counter() - started) / len(heard)
        cost = Cost(calls=self.memo.calls - before, texts=len(texts), seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def _hear(self, utterance: Utterance, wanted: NDArray[np.floating], compound: Several | None) -> Heard:
        acts = speech_acts(utterance.text)
        asked = utterance.pending or (utterance.recent if "correct" in acts else None)
        reply = read_reply(utterance.text, asked, encoder=self.memo) if asked else None
        share = float(np.exp(reply.log_likelihood[NOT_AN_ANSWER])) if reply else 1.0
        others = [q for name, q in self._questions.items() if asked is None or name != asked.id]
        facts = read_facts(utterance.text, others, encoder=self.memo)
        speaks = (bool(acts & SPEAKS) or not acts) and share > LEAST_SHARE
        asks = compound if speaks and share > 0.5 else None
        return Heard(
            text=utterance.text,
            source=utterance.source,
            intents=self._intents(asks.log_likelihood if asks else wanted, share) if speaks else None,
            question=asked.id if asked else None,
            reply=dict(reply.log_likelihood) if reply else {},
            facts={self._facet[name]: _values(found) for name, found in facts.items()},
            captured=self._captured([*facts.values(), *([reply] if reply else [])]),
            acts=tuple(sorted({*acts, *(reply.acts if reply else ())})),
            requests=tuple(self.model.intents[i] for i in asks.intents) if asks else (),
        )

    def _intents(self, wanted: NDArray[np.floating], share: float) -> tuple[float, ...]:
        """Log-likelihoods weakened where the message may be a mere reply."""
        return tuple(float(x) * share for x in wanted)

    def _captured(self, readings: Sequence[ReplyReading]) -> dict[str, Captured]:
        return {
            self._facet[name]: Captured(amount=float(q.value), unit=q.unit or "")
            for found in readings
            for name, q in found.captured.items()
            if name in self._facet
        }


def fit_domain_head(model: Model, encoder: Memo) -> Head:
    """Fit the head on the domain's own examples; intents come in the model's order, and `other` is its last column."""
    known = [model.domain.intents[key] for key in model.intents if key != OTHER]
    texts = [phrase for intent in known for phrase in intent.examples]
    labels = [position for position, intent in enumerate(known) for _ in intent.examples]
    described = [". ".join(part for part in (intent.name, intent.description) if part) for intent in known]
    vectors = encoder.encode([*texts, *described])
    count = len(texts)
    descriptions = Examples(vectors[count:], np.arange(len(known)), len(known), tuple(described))
    return fit_cached_head(
        vectors[:count],
        np.array(labels, dtype=np.int64),
        len(known),
        texts=texts,
        descriptions=descriptions,
        others=_known_others(model, encoder),
    )


def _known_others(model: Model, encoder: Memo) -> Examples | None:
    """Examples that the domain itself gives of what is out of scope."""
    phrases = model.domain.intents[OTHER].examples
    if not phrases:
        return None
    return Examples(encoder.encode(phrases), np.zeros(len(phrases), dtype=np.int64), 1, phrases)


def _values(found: ReplyReading) -> Mapping[str, float]:
    special = {"unsure", "withheld", NOT_AN_ANSWER}
    return {name: ll for name, ll in found.log_likelihood.items() if name not in special}
