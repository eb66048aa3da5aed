"""Models of any size, made without a file: every conditional differs from intent to intent."""

from __future__ import annotations

import numpy as np
from edgewise.beliefs.belief.model import AskModel, FacetSpace, Model
from edgewise.beliefs.language.domain import Domain

__all__ = ["answer_tables", "facet_model"]


def answer_tables(intents: int, questions: int, answers: int, seed: int = 0) -> np.ndarray:
    """``P(a|i)`` of questions about the intent, ``[Q, A, I]``."""
    rng = np.random.default_rng(seed)
    raw = rng.random((questions, answers, intents)) + 0.05
    raw /= raw.sum(axis=1, keepdims=True)
    return raw


def facet_model(intents: int, questions: int, values: int, *, candid: bool = True, seed: int = 0) -> Model:
    """One question a facet; ``candid`` is False when candor differs from intent to intent."""
    rng = np.random.default_rng(seed)
    names = tuple(f"v{v}" for v in range(values))
    ids = [f"i{i}" for i in range(intents)]
    prior = rng.random(intents) + 0.05
    asks = tuple(
        AskModel(
            id=f"q{k}",
            facet=k,
            cost=0.05,
            reliability=0.95,
            unsure=np.broadcast_to(np.float64(0.05), intents),
            withheld=np.broadcast_to(np.float64(0.02), intents),
            candor=np.broadcast_to(np.float64(1.0), intents) if candid else 0.5 + 0.5 * rng.random(intents),
            guise=np.broadcast_to(np.full((values, 1), 1.0 / values), (values, intents)),
        )
        for k in range(questions)
    )
    return Model(
        domain=Domain.model_validate({"name": "size", "intents": {"only": {}}}),
        intents=tuple(ids),
        prior=prior / prior.sum(),
        facets=tuple(FacetSpace(f"f{k}", names, k * values) for k in range(questions)),
        values=answer_tables(intents, questions, values, seed).reshape(-1, intents),
        questions=asks,
    )
