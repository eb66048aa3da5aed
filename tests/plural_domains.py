"""Domains with several views that people can check by hand, and random ones."""

from __future__ import annotations

import numpy as np
from decisions_at_random import random_decisions, random_weights
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.language.domain import Domain

__all__ = ["about_care", "care", "plural_decisions"]

FREE = {"independence": 3.0, "safety": 0.5, "helpfulness": 1.0}
SAFE = {"independence": 0.5, "safety": 3.0, "helpfulness": 1.0}


def care(**more: object) -> Model:
    """How to care for an old mother: she wants to stay, her son wants her safe, her daughter wants both."""

    def option(name: str, independence: float, safety: float) -> dict[str, object]:
        worth = {"independence": independence, "safety": safety}
        cases = {key: [{"when": {"intent": "plan-care"}, "value": x}, -0.5] for key, x in worth.items()}
        return {"name": name, "for": "plan-care", "values": cases}

    domain: dict[str, object] = {
        "name": "care",
        "intents": {"plan-care": ["how do we care for mother"], "fees": ["what does it cost"]},
        "objectives": {"independence": {}, "safety": {}, "helpfulness": {}},
        "responses": {
            "home": option("help at home", 0.9, -0.1),
            "house": option("a place in a care home", -0.3, 0.9),
            "day": option("day care", 0.4, 0.4),
        },
        "stakeholders": {
            "mother": {"share": 0.5, "weights": {"independence": 3, "safety": 0.5}},
            "son": {"share": 0.3, "weights": {"safety": 3, "independence": 0.5}},
            "daughter": {"share": 0.2, "weights": {"safety": 1, "independence": 1}},
        },
        "profiles": {
            "free": {"name": "independence first", "weights": FREE},
            "safe": {"name": "safety first", "weights": SAFE},
        },
    }
    return compile_domain(Domain.model_validate({**domain, **more}))


def about_care(model: Model) -> Belief:
    """It is clear what is wanted."""
    said = np.full(len(model.intents), -7.0)
    said[0] = 0.0
    return prior_belief(model).update(Reading(intents=said))


def plural_decisions(seed: int) -> Model:
    """A random domain with stakeholders and profiles."""
    base, rng = random_decisions(seed), np.random.default_rng(seed)
    parties = {
        f"party{n}": {"share": float(rng.random() + 0.05), "weights": _some(base, seed + n)}
        for n in range(rng.integers(2, 5))
    }
    profiles = {
        f"profile{n}": {"prior": float(rng.random() + 0.05), "weights": _some(base, seed + 100 + n)}
        for n in range(rng.integers(2, 4))
    }
    plain = base.domain.model_dump(by_alias=True)
    return compile_domain(Domain.model_validate({**plain, "stakeholders": parties, "profiles": profiles}))


def _some(model: Model, seed: int) -> dict[str, float]:
    return {name: w + 0.01 for name, w in random_weights(model, seed).items()}
