"""What would be believed had the user said nothing of some facets: what a new answer about them starts from.

Evidence about one thing has one key, so what somebody answers stands in the place of what they said before. A belief
that does not tell what it was folded from cannot be taken apart, and is taken as it is.
"""

from __future__ import annotations

from collections.abc import Collection

from ..language.part import Source
from .belief import Belief, focused
from .ledger import facet_of, posterior

__all__ = ["told_of", "untold"]

REPLACED: tuple[Source, ...] = ("user", "tool")
"""Whose word gives way to an answer of the user's."""


def told_of(belief: Belief) -> frozenset[int]:
    """Positions of the facets of which the user, or a tool, has said something."""
    if belief.origin is None:
        return frozenset()
    places = belief.model.facet_index
    spoken = {facet_of(belief.model, item) for item in belief.origin.ledger if item.source in REPLACED}
    return frozenset(places[name] for name in spoken if name)


def untold(belief: Belief, facets: Collection[int]) -> Belief:
    """The belief without what the user, or a tool, has said of some facets; all else stays as it is."""
    origin, model = belief.origin, belief.model
    names = {model.facets[facet].id for facet in facets}
    if origin is None or not names:
        return belief
    kept = [item for item in origin.ledger if item.source not in REPLACED or facet_of(model, item) not in names]
    found = posterior(origin.prior, kept, rate=origin.rate, turn=origin.turn)
    return focused(found, origin.focus[0], origin.focus) if origin.focus else found
