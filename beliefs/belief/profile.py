"""A user's profile: what somebody wanted before, as a mild prior over what they want now.

Dirichlet counts over intents, halved every `half_life` days. The profile is the user's own: it can be seen,
corrected, forgotten, switched off, or set aside for a while to explore. How much it may say is capped, a share of the
domain's own prior always stays, and it speaks of intents alone: no facet, no limit, no weight. Pure: days are given
as numbers, and every change is a new profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..arrays import Array, safe_log, surprisal
from .belief import Belief
from .model import Model

__all__ = [
    "UserProfile",
    "corrected",
    "decayed",
    "forgotten",
    "narrowing",
    "observed",
    "profile_weights",
    "profiled",
]

Count = Annotated[float, Field(ge=0, allow_inf_nan=False)]

OWN = 5.0
"""The domain's own prior counts as this many dialogues."""


class UserProfile(BaseModel):
    """Plain JSON; small enough for a person to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counts: dict[str, Count] = Field(default_factory=dict[str, float])
    """How often each intent turned out to be meant, as of `day`."""
    day: Annotated[float, Field(allow_inf_nan=False)] = 0.0
    """When the counts were last brought up to date, in days."""
    enabled: bool = True
    half_life: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 30.0
    """Days after which an observation counts half."""
    cap: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 20.0
    """Most dialogues that the profile may stand for; the domain's own prior stands for five."""
    explore: Annotated[float, Field(ge=0, le=1)] = 0.1
    """Share of the domain's own prior that always stays; 1 sets the profile aside."""


def decayed(profile: UserProfile, day: float) -> UserProfile:
    """Return the profile as of a later day; an earlier one changes nothing."""
    elapsed = max(day - profile.day, 0.0)
    factor = 0.5 ** (elapsed / profile.half_life)
    counts = {intent: count * factor for intent, count in profile.counts.items()}
    return profile.model_copy(update={"counts": counts, "day": max(day, profile.day)})


def observed(profile: UserProfile, outcome: Mapping[str, float], day: float) -> UserProfile:
    """Count one dialogue: ``outcome`` is the belief over intents at its end. Switched off, nothing is counted."""
    if not profile.enabled:
        return profile
    now = decayed(profile, day)
    counts = dict(now.counts)
    for intent, p in outcome.items():
        counts[intent] = counts.get(intent, 0.0) + p
    return now.model_copy(update={"counts": counts})


def corrected(profile: UserProfile, intent: str, count: float) -> UserProfile:
    """Set one count to what the user says; zero forgets the intent."""
    return UserProfile.model_validate({**profile.model_dump(), "counts": {**profile.counts, intent: count}})


def forgotten(profile: UserProfile) -> UserProfile:
    """Forget all that was counted; the settings stay."""
    return profile.model_copy(update={"counts": {}})


def profile_weights(model: Model, profile: UserProfile, day: float) -> Array:
    """Prior over intents that the profile and the domain agree on, ``[I]``.

    ``alpha_i = OWN prior_i + min(1, cap/n) n_i`` with ``n = sum n_i``, normalised; then a share `explore` of
    the domain's own prior. An intent that the domain gives no probability gets none.
    """
    if not profile.enabled:
        return model.prior
    counts = _counts(model, decayed(profile, day))
    total = counts.sum()
    alpha = OWN * model.prior + counts * min(1.0, profile.cap / total if total > 0 else 1.0)
    return (1 - profile.explore) * alpha / alpha.sum() + profile.explore * model.prior


def profiled(prior: Belief, profile: UserProfile, day: float) -> Belief:
    """Return the prior belief with its intents sharpened by the profile; facets are untouched.

    What a context did to the prior stays: the profile enters as a ratio to the domain's own prior.
    """
    if not profile.enabled:
        return prior
    ratio = safe_log(profile_weights(prior.model, profile, day)) - _log_or_zero(prior.model.prior)
    raw = prior.log_intents + np.where(prior.model.prior > 0, ratio, 0.0)
    total = np.logaddexp.reduce(raw, axis=-1, keepdims=True)
    return Belief(prior.model, raw - total, prior.shared, prior.log_evidence, prior.changed)


def narrowing(before: Array, after: Array) -> float:
    """How far a distribution has narrowed: the share of its effective number of intents that is gone.

    ``1 - exp(H(after) - H(before))``: 0 when as wide as before, towards 1 when locked in, below 0 when wider.
    """
    return float(1 - np.exp(surprisal(after).sum() - surprisal(before).sum()))


def _counts(model: Model, profile: UserProfile) -> Array:
    """Counts by the model's intents; of an intent that the domain no longer has, nothing is left."""
    counts = np.array([profile.counts.get(intent, 0.0) for intent in model.intents])
    return np.where(model.prior > 0, counts, 0.0)


def _log_or_zero(p: Array) -> Array:
    return np.where(p > 0, safe_log(p), 0.0)
