"""Reading text into evidence with a sentence encoder, in one batched call of the model.

The head says what a message asks for; `replies` says what it answers; rules say what it does. A message that says
an earlier one again, in whatever words, gets its mark, so that it is not twice the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..beliefs.domain import OTHER
from ..beliefs.model import Model
from .encoder import Encoder, Vectors
from .ensemble import Examples
from .facts import speaks_about
from .head import Head, fit_cached_head
from .heard import Cost, Heard, Utterance
from .hearing import mark_of
from .listening import Listener, Spoken, picked_option
from .plain_words import plain_text
from .replies import read_facts, read_reply
from .reply_views import texts_compared
from .segments import segments, several

__all__ = ["EncoderReader", "Memo", "fit_domain_head"]

SAME = 0.93
"""Cosine from which two messages of one user count as the same said again."""
MOST_REMEMBERED = 8
"""Earlier messages that a repetition is looked for in."""


class Memo:
    """An encoder that remembers: what the turn embedded in its one call is not embedded again."""

    def __init__(self, encoder: Encoder, most: int = 4096) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self._most = most
        self.calls = 0

    @property
    def inner(self) -> Encoder:
        """The encoder itself, for what needs more of it than vectors."""
        return self._encoder

    @property
    def fingerprint(self) -> str:
        """The model's own: what is fitted on its vectors holds for these too."""
        return self._encoder.fingerprint

    def fresh(self) -> Memo:
        """One of the same encoder that remembers nothing."""
        return Memo(self._encoder, self._most)

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
        self._listener = Listener(model)
        self._outside = len(model.intents) - 1

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        if not utterances:
            return []
        started, before = time.perf_counter(), self.memo.calls
        spoken = [self._listener.spoken(u) for u in utterances]
        parts = [segments(one.wish or one.utterance.text) for one in spoken]
        texts = [one.wish or one.utterance.text for one in spoken] + [part for row in parts for part in row]
        self.memo.encode([*texts, *(text for one in spoken for text in self._beside(one))])
        scores = self.head.log_likelihood(self.memo.encode(texts), texts)
        whole, rest = scores[: len(utterances)], iter(scores[len(utterances) :])
        compound = [several(np.array([next(rest) for _ in row]), self._outside) if row else None for row in parts]
        heard = [
            self._listener.heard(self._answered(one), wanted, more)
            for one, wanted, more in zip(spoken, whole, compound, strict=True)
        ]
        seconds = (time.perf_counter() - started) / len(heard)
        cost = Cost(calls=self.memo.calls - before, texts=len(texts), seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def _beside(self, spoken: Spoken) -> list[str]:
        """Texts that will be compared with the message: embedded in the same call."""
        text, asked = spoken.utterance.text, spoken.asked
        pairs = [(text, asked)] if asked is not None else []
        pieces = [(speaks_about(text, other), other) for other in self._listener.others(spoken)]
        pairs += [(piece, other) for piece, other in pieces if piece is not None]
        compared = texts_compared([plain_text(piece).raw for piece, _ in pairs], [question for _, question in pairs])
        return [*compared, *spoken.utterance.history[-MOST_REMEMBERED:]]

    def _answered(self, spoken: Spoken) -> Spoken:
        """The message with its reply, the facts it tells, and which earlier one it repeats."""
        text = spoken.utterance.text
        asked = spoken.asked
        reply = (picked_option(text, asked) or read_reply(text, asked, encoder=self.memo)) if asked else None
        facts = read_facts(text, self._listener.others(spoken), encoder=self.memo)
        return replace(spoken, reply=reply, facts=facts, mark=self._mark(spoken.utterance))

    def _mark(self, utterance: Utterance) -> str:
        """The mark of the earliest message that says the same in about the same words; else the message's own."""
        earlier = utterance.history[-MOST_REMEMBERED:]
        if not earlier:
            return ""
        alike = self.memo.encode(earlier) @ self.memo.encode([utterance.text])[0] >= SAME
        return mark_of(earlier[int(alike.argmax())]) if alike.any() else ""


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
