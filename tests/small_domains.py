"""Two domains that people can check by hand: a shop in ten lines, and a lab with a limit."""

from __future__ import annotations

import numpy as np
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.language.domain import Domain

__all__ = ["heard", "lab", "shop"]


def shop(**more: object) -> Model:
    """Only intents with examples: everything else is a default."""
    intents = {name: [name] for name in ("reset-password", "refund", "track-parcel", "change-address", "invoice")}
    return compile_domain(Domain.model_validate({"name": "shop", "intents": intents, **more}))


def lab(**more: object) -> Model:
    """A synthesis route is withheld from whoever may mean harm; those who do say that it is for research."""
    purpose = {
        "name": "the purpose",
        "values": {"research": {}, "harm": {"name": "to hurt somebody"}},
        "prior": {"research": 0.97, "harm": 0.03},
        "prior_given": {"synthesis-route": {"research": 0.85, "harm": 0.15}},
        "candor_given": {"synthesis-route": 0.9},
        "guise": {"research": 1.0},
    }
    route = {
        "name": "the full route",
        "for": ["synthesis-route"],
        "values": {"safety": [{"when": {"purpose": "harm"}, "value": -1.0}, 0]},
    }
    domain: dict[str, object] = {
        "name": "lab",
        "intents": {"synthesis-route": {}, "safety-sheet": {}, "disposal": {}},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
        "facets": {"purpose": purpose},
        "responses": {"route": route},
    }
    return compile_domain(Domain.model_validate({**domain, **more}))


def heard(model: Model, otherwise: float = -6.0, **likelihood: float) -> Belief:
    """The prior after a message: log-likelihoods of the intents that are named (``_`` for ``-``)."""
    said = np.full(len(model.intents), otherwise)
    for name, value in likelihood.items():
        said[model.intent_index[name.replace("_", "-")]] = value
    return prior_belief(model).update(Reading(intents=said))
