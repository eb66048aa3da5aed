"""Intents read by a language model, for `evaluate intents --reader lm`: what a fitted head is for the encoder.

The training messages become the examples of a domain: a few stand in the prompt, and others, which the model is not
shown, set the threshold and the price of a question. Everything else is `intent_measures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...agent.intents.out_of_scope import OutsideModel
from ...agent.models.encoder_network import Vectors
from ...agent.models.language_model import LanguageModel
from ...agent.reading.lm_reading import EXAMPLES, LMReader
from ...beliefs.belief.model import compile_domain
from ...beliefs.language.domain import Domain
from .intent_data import Messages
from .intent_measures import FittedReading, spoken

__all__ = ["fit_lm_reading"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

MOST_HELD_OUT = 200
REJECTED = 0.05
"""Share of held-out messages of the training file that the threshold turns down."""


@dataclass(frozen=True, eq=False)
class _LMHead:
    """The language model in a head's place; vectors do not matter to it."""

    reader: LMReader
    held_out: NDArray[np.float32]
    reference: NDArray[np.float32]
    tested: Labels
    outside: OutsideModel

    def log_likelihood(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Log-likelihoods over the intents, and of none of them, ``[n, I + 1]``."""
        return self.reader.log_likelihood(texts or ())

    def log_posterior(self, vectors: Vectors, texts: Sequence[str] | None = None) -> Array:
        """Log probabilities of the intents, one of them meant, ``[n, I]``."""
        return _posterior(self.log_likelihood(vectors, texts))


def fit_lm_reading(lm: LanguageModel, inside: Messages, seed: int) -> FittedReading:
    """Prepare a language model to read the intents of labelled messages."""
    names = tuple(sorted(set(inside.labels)))
    index = {name: i for i, name in enumerate(names)}
    labels = np.array([index[label] for label in inside.labels], dtype=np.int64)
    rows = [np.flatnonzero(labels == i) for i in range(len(names))]
    reader = LMReader(compile_domain(_domain(names, [[inside.texts[r] for r in own] for own in rows])), lm)
    spare = np.concatenate([own[EXAMPLES:] for own in rows])
    tested: Labels = np.sort(np.random.default_rng(seed).permutation(spare)[:MOST_HELD_OUT])
    likelihood = reader.log_likelihood([inside.texts[int(r)] for r in tested.tolist()])
    held_out = np.full((len(labels), len(names)), -np.log(len(names)), dtype=np.float32)
    if len(tested):
        held_out[tested] = _posterior(likelihood)
    threshold = float(np.quantile(likelihood[:, -1], 1 - REJECTED)) if len(tested) else 0.0
    outside = OutsideModel(np.zeros(0), np.ones(0), np.zeros(1), threshold, None)
    return FittedReading(_LMHead(reader, held_out, held_out, tested, outside), names, labels)


def _domain(names: Sequence[str], examples: Sequence[Sequence[str]]) -> Domain:
    intents = {
        f"intent-{i}": {"name": spoken(name), "examples": list(own)}
        for i, (name, own) in enumerate(zip(names, examples, strict=True))
    }
    return Domain.model_validate({"name": "messages", "intents": intents})


def _posterior(likelihood: Array) -> Array:
    inside = likelihood[:, :-1]
    return inside - np.logaddexp.reduce(inside, axis=1, keepdims=True)
