"""What somebody said, in the terms of the domain: plain JSON, made of log-likelihoods.

Knows what a statement holds, and neither who made it, nor when, nor what it says about the hidden state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..arrays import FLOOR
from ..language.reserved import OWN_VALUES

__all__ = ["Statement", "answered", "attested", "claimed", "picked", "said", "weighed"]

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Statement(BaseModel):
    """What was said, in the terms of the domain; made by `answered`, `picked`, `claimed`, `attested`, `said`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["answer", "pick", "claim", "attest", "said", "weigh"]
    question: str = ""
    """Id of the question that was answered, if the domain has one."""
    members: tuple[str, ...] = ()
    """Of a pick: the intents that were offered."""
    facet: str = ""
    """Of a claim, an attestation or a choice."""
    outcomes: dict[str, Finite] = Field(default_factory=dict[str, float])
    """Log-likelihood per outcome; an outcome not named is impossible."""
    intents: tuple[Finite, ...] = ()
    """Of a message: log-likelihood per intent in the model's order."""
    same: str = ""
    """Messages with the same mark say the same."""


def answered(question: str, outcomes: Mapping[str, float]) -> Statement:
    """An answer to a question about a facet: log-likelihood per outcome."""
    return Statement(kind="answer", question=question, outcomes=_possible(outcomes))


def picked(members: Sequence[str], outcomes: Mapping[str, float], question: str = "") -> Statement:
    """An answer to "which of these do you mean?"; ``question`` is its id if the domain declares it."""
    return Statement(kind="pick", members=tuple(members), question=question, outcomes=_possible(outcomes))


def claimed(facet: str, outcomes: Mapping[str, float]) -> Statement:
    """A fact that was told without being asked: log-likelihood per value."""
    return Statement(kind="claim", facet=facet, outcomes=_possible(outcomes))


def attested(facet: str, value: str) -> Statement:
    """A fact that somebody vouches for."""
    return Statement(kind="attest", facet=facet, outcomes={value: 0.0})


def weighed(likelihoods: Mapping[str, float]) -> Statement:
    """A choice between two responses, as what it tells of the user's own values: log-likelihood per profile."""
    return Statement(
        kind="weigh", facet=OWN_VALUES, outcomes={name: max(float(x), FLOOR) for name, x in likelihoods.items()}
    )


def said(intents: Iterable[float], same: str = "") -> Statement:
    """A message that speaks for some intents: log-likelihood per intent in the model's order."""
    return Statement(kind="said", intents=tuple(max(float(x), FLOOR) for x in intents), same=same)


def _possible(outcomes: Mapping[str, float]) -> dict[str, float]:
    """Without impossible outcomes: JSON has no minus infinity."""
    return {name: float(x) for name, x in outcomes.items() if x != -np.inf}
