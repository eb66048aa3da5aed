"""Limits and weights in force: the domain's own, moved by a context as far as that may move them.

A context may tighten a limit; only an operator's may widen one, and only up to the domain's own bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..belief.model import Model
from ..errors import UnknownName
from ..language.objectives import Context

__all__ = ["Bound", "bounds", "weight_vector"]


@dataclass(frozen=True)
class Bound:
    """One hard limit in force."""

    objective: int
    alpha: float
    at_most: float
    tier: int
    context: str | None = None
    """The context that set this bound, when it is not the domain's own."""


def bounds(model: Model, context: str | None = None) -> tuple[Bound, ...]:
    """The limits in force, by tier; a context may tighten, only an operator's may widen, up to ``widest``."""
    given = _context(model, context)
    found: list[Bound] = []
    for o, (name, objective) in enumerate(model.domain.objectives.items()):
        limit = objective.limit
        if limit is None:
            continue
        at_most = limit.at_most
        asked = given.limits.get(name, at_most) if given else at_most
        widest = limit.widest if limit.widest is not None and given and given.by == "operator" else at_most
        at_most = min(asked, max(widest, at_most))
        setter = context if at_most != limit.at_most else None
        found.append(Bound(o, limit.alpha, at_most, limit.tier, setter))
    return tuple(sorted(found, key=lambda bound: bound.tier))


def weight_vector(model: Model, context: str | None = None, weights: Mapping[str, float] | None = None) -> Array:
    """Weights over the objectives, ``[O]``: the user's own, else the context's over the domain's."""
    objectives = model.domain.objectives
    for name in weights or {}:
        if name not in objectives:
            raise UnknownName("objective", name, objectives)
    if any(not (np.isfinite(w) and w >= 0) for w in (weights or {}).values()):
        raise ValueError(f"weights must be finite and not negative: {dict(weights or {})}")
    if weights:
        return np.array([weights.get(name, 0.0) for name in objectives], dtype=np.float64)
    given = _context(model, context)
    shifted = given.weights if given else {}
    return np.array([shifted.get(name, o.weight) for name, o in objectives.items()], dtype=np.float64)


def _context(model: Model, context: str | None) -> Context | None:
    if context is None:
        return None
    if context not in model.domain.contexts:
        raise UnknownName("context", context, model.domain.contexts)
    return model.domain.contexts[context]
