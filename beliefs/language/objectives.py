"""What counts in a domain, and for whom: objectives with their limits, whose weights, and what a context shifts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .part import Part, Provenance, Weight

__all__ = ["Context", "Limits", "Mode", "Objective", "Profile", "Stakeholder"]

Mode = Literal["steer", "overton", "distributional", "collective"]


class Limits(Part):
    """A hard limit on the tail of an objective's loss (minus its value)."""

    at_most: Annotated[float, Field(ge=-1, le=1)]
    """Largest mean loss over the worst ``1 - alpha`` of the belief."""
    alpha: Annotated[float, Field(ge=0, lt=1)] = 0.95
    tier: int = 0
    """Constraints are checked in this order; the first that binds is the one named."""
    widest: Annotated[float, Field(ge=-1, le=1)] | None = None
    """How far an operator's context may widen the limit; nobody may go beyond."""
    provenance: Provenance | None = None


class Objective(Part):
    """One dimension of value, in [-1, 1]; never summed with another before limits are applied."""

    name: str = ""
    description: str = ""
    tier: int = 1
    """Soft tiers are lexicographic: a lower number decides first."""
    slack: Annotated[float, Field(ge=0, le=2)] = 0.0
    """How much of the best of this tier may be given up for the tiers after it."""
    weight: Weight = 1.0
    caution: Weight = 0.0
    """Soft risk aversion: ``E - caution * CVaR(loss)``."""
    limit: Limits | None = None
    provenance: Provenance | None = None


class Stakeholder(Part):
    """A named party, with its weights over the soft objectives."""

    name: str = ""
    share: Weight = 1.0
    weights: dict[str, Weight] = Field(default_factory=dict)
    provenance: Provenance | None = None


class Profile(Part):
    """One way in which the user may weigh the soft objectives: hidden state like any facet."""

    name: str = ""
    prior: Weight = 1.0
    weights: dict[str, Weight]


class Context(Part):
    """A role or deployment: shifts priors and weights, may tighten limits."""

    name: str = ""
    by: Literal["operator", "user"] = "operator"
    """Only an operator's context may widen a limit."""
    prior: dict[str, Weight] = Field(default_factory=dict)
    facets: dict[str, dict[str, Weight]] = Field(default_factory=dict)
    weights: dict[str, Weight] = Field(default_factory=dict)
    limits: dict[str, Annotated[float, Field(ge=-1, le=1)]] = Field(default_factory=dict)
    provenance: Provenance | None = None
