"""What a context makes probable before anything is said: its own priors in place of the domain's.

Limits and weights of a context are in `limits`; who may open a context is not this module's affair.
"""

from __future__ import annotations

import numpy as np

from ..arrays import safe_log
from ..errors import UnknownName
from ..language.reserved import OWN_VALUES
from .belief import Belief, prior_belief
from .model import Model

__all__ = ["before", "prior_in"]


def prior_in(model: Model, context: str | None) -> Belief:
    """The prior in a context: its weights of intents and its distributions over facets replace the domain's.

    A facet that the context speaks about has that distribution whatever is wanted. The user's own values are not a
    role's to tell.
    """
    prior = prior_belief(model)
    if context is None:
        return prior
    if context not in model.domain.contexts:
        raise UnknownName("context", context, model.domain.contexts)
    given = model.domain.contexts[context]
    weights = np.array([given.prior.get(key, model.domain.intents[key].prior) for key in model.intents])
    changed = {
        model.facet_index[name]: safe_log(_distribution(model, name, values))[:, None]
        for name, values in given.facets.items()
        if name != OWN_VALUES
    }
    if weights.sum() <= 0:
        weights = model.prior
    return Belief(model, safe_log(weights / weights.sum()), prior.shared, changed=changed)


def before(belief: Belief, context: str | None) -> Belief:
    """What was believed before anything was heard: where a belief does not tell, the prior in the context."""
    return prior_in(belief.model, context) if belief.origin is None else belief.origin.prior


def _distribution(model: Model, facet: str, values: dict[str, float]) -> np.ndarray:
    raw = np.array([values.get(value, 0.0) for value in model.facet(facet).values], dtype=np.float64)
    return raw / raw.sum() if raw.sum() > 0 else np.full(len(raw), 1 / len(raw))
