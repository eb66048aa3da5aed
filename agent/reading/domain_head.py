"""The head of one domain, fitted on its own examples, descriptions and what it says is out of scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...beliefs.belief.model import Model
from ...beliefs.language.domain import Intent
from ...beliefs.language.reserved import OTHER
from ..intents.ensemble import Examples
from ..intents.head import Head, fit_cached_head
from ..models.memo import Memo

__all__ = ["fit_domain_head", "texts_fitted"]

SHARPER, BY_HAND = 4 / 3, 40
"""How much surer of a message than of a held-out example, where there are so few examples an intent or fewer.

Examples written by hand are chosen to differ: without one of them there is a hole where it was, so held-out ones are
read worse than what people write. Where there are more, they are taken for a sample of that.
"""


def fit_domain_head(model: Model, encoder: Memo) -> Head:
    """Fit the head on the domain's own examples; intents come in the model's order, and `other` is its last column."""
    known = _known(model)
    texts = [phrase for intent in known for phrase in intent.examples]
    labels = [position for position, intent in enumerate(known) for _ in intent.examples]
    described = _described(known)
    vectors = encoder.encode([*texts, *described])
    count = len(texts)
    descriptions = Examples(vectors[count:], np.arange(len(known)), len(known), tuple(described))
    head = fit_cached_head(
        vectors[:count],
        np.array(labels, dtype=np.int64),
        len(known),
        texts=texts,
        descriptions=descriptions,
        others=_known_others(model, encoder),
    )
    return replace(head, sharpness=SHARPER if count <= BY_HAND * len(known) else 1.0)


def texts_fitted(model: Model) -> list[str]:
    """Every text whose vector `fit_domain_head` looks at."""
    known = _known(model)
    texts = [phrase for intent in known for phrase in intent.examples]
    return [*texts, *_described(known), *model.domain.intents[OTHER].examples]


def _known(model: Model) -> list[Intent]:
    return [model.domain.intents[key] for key in model.intents if key != OTHER]


def _described(intents: Sequence[Intent]) -> list[str]:
    return [". ".join(part for part in (intent.name, intent.description) if part) for intent in intents]


def _known_others(model: Model, encoder: Memo) -> Examples | None:
    """Examples that the domain itself gives of what is out of scope."""
    phrases = model.domain.intents[OTHER].examples
    if not phrases:
        return None
    return Examples(encoder.encode(phrases), np.zeros(len(phrases), dtype=np.int64), 1, phrases)
