"""Random small domains, with everything that the answer model knows."""

from __future__ import annotations

import numpy as np
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.language.domain import Domain
from hypothesis import strategies as st

__all__ = ["models", "random_model"]


def models() -> st.SearchStrategy[Model]:
    """Models of random domains; a seed shrinks better than a thousand numbers."""
    return st.integers(0, 2**32 - 1).map(random_model)


def random_model(seed: int) -> Model:
    rng = np.random.default_rng(seed)
    intents = [f"i{n}" for n in range(rng.integers(1, 5))]
    facets = {f"f{n}": _facet(rng, intents) for n in range(min(3, rng.integers(0, 9)))}
    questions = {
        f"q{n}": _question(rng, intents, str(rng.choice(list(facets)))) for n in range(rng.integers(0, 4)) if facets
    }
    return compile_domain(
        Domain.model_validate(
            {
                "name": "random",
                "intents": {intent: {"prior": float(rng.random() + 0.1)} for intent in intents},
                "facets": facets,
                "questions": questions,
            }
        )
    )


def _facet(rng: np.random.Generator, intents: list[str]) -> dict[str, object]:
    values = [f"v{n}" for n in range(rng.integers(1, 5))]
    facet: dict[str, object] = {"values": values, "prior": _weights(rng, values)}
    facet["candor"] = float(rng.choice([1.0, rng.random()]))
    if rng.random() < 0.5:
        facet["guise"] = _weights(rng, values)
    for key in ("prior_given", "guise_given"):
        if rng.random() < 0.4:
            facet[key] = {intent: _weights(rng, values) for intent in _some(rng, intents)}
    if rng.random() < 0.4:
        facet["candor_given"] = {intent: float(rng.random()) for intent in _some(rng, intents)}
    return facet


def _question(rng: np.random.Generator, intents: list[str], about: str) -> dict[str, object]:
    question: dict[str, object] = {
        "about": about,
        "reliability": float(rng.choice([1.0, 1 - 0.5 * rng.random()])),
        "unsure": float(rng.choice([0.0, 0.3 * rng.random()])),
        "withheld": float(rng.choice([0.0, 0.3 * rng.random()])),
    }
    for key in ("unsure_given", "withheld_given"):
        if rng.random() < 0.4:
            question[key] = {intent: float(0.3 * rng.random()) for intent in _some(rng, intents)}
    return question


def _weights(rng: np.random.Generator, values: list[str]) -> dict[str, float]:
    weights = {value: float(rng.random() + 0.02) for value in values}
    if len(values) > 1 and rng.random() < 0.3:
        weights[values[0]] = 0.0
    return weights


def _some(rng: np.random.Generator, intents: list[str]) -> list[str]:
    return [intent for intent in intents if rng.random() < 0.6] or intents[:1]
