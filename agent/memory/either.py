"""That one of several values is meant, each as surely as it was heard, whatever was expected before.

A likelihood of a half each would leave the rarer of two told values as rare as it was: who may be allergic to pollen
or to penicillin would pass for somebody with hay fever. So what was expected is divided out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from ...beliefs.belief.evidence import Evidence
from ...beliefs.belief.statements import claimed
from ..state.dialogue import DialogueState
from ..state.mind import Mind, belief_of, fact_key

__all__ = ["Array", "either", "expected", "shares_of"]

Array = NDArray[np.floating]

SHARES = "shares"
"""Where one of several is meant: how surely each."""

RAREST = 1e-6
"""Least probability that is divided out."""


def either(
    mind: Mind, state: DialogueState, facet: int, now: Evidence, shares: Array, meta: Mapping[str, JsonValue]
) -> Evidence:
    """Evidence that leaves each value of a facet as likely as ``shares`` say."""
    space = mind.model.facets[facet]
    likely = shares / expected(mind, state, facet)
    told = dict(zip(space.values, np.log(likely / likely.max()).tolist(), strict=True))
    heard: dict[str, JsonValue] = dict(zip(space.values, shares.tolist(), strict=True))
    return now.model_copy(update={"statement": claimed(space.id, told), "meta": {**meta, SHARES: heard}})


def expected(mind: Mind, state: DialogueState, facet: int) -> Array:
    """How likely each value of a facet is by all else than what was said of it."""
    key = fact_key(mind.model.facets[facet].id)
    others = [item for item in state["ledger"] if item["key"] != key]
    return np.maximum(belief_of(mind, {**state, "ledger": others}).facet(facet), RAREST)


def shares_of(item: Evidence, names: Sequence[str]) -> Array:
    """How likely each value is by what was said alone; nothing for what is no value."""
    heard = item.meta.get(SHARES)
    likely = heard if isinstance(heard, Mapping) else {k: np.exp(v) for k, v in item.statement.outcomes.items()}
    found = np.array([likely.get(name, 0.0) for name in names], dtype=np.float64)
    return found / max(float(found.sum()), 1e-300)
