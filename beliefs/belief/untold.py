"""What would be believed had the user said nothing of some facets: what a new answer about them starts from.

Evidence about one thing has one key, so what somebody answers stands in the place of what they said before. A belief
that does not tell what it was folded from cannot be taken apart, and is taken as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..language.part import Source
from .belief import Belief, Reading, focused
from .ledger import facet_of, posterior

__all__ = ["told_instead", "told_of", "untold"]

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
    return told_instead(belief, facets) if facets else belief


def told_instead(belief: Belief, facets: Collection[int], said: Iterable[Reading] = ()) -> Belief:
    """The belief had this been ``said`` in the place of what the user, or a tool, has said of some facets.

    A request that is in focus is so after all that was heard, as in every turn.
    """
    origin, model = belief.origin, belief.model
    if origin is not None and (facets or origin.focus):
        names = {model.facets[facet].id for facet in facets}
        kept = [item for item in origin.ledger if item.source not in REPLACED or facet_of(model, item) not in names]
        belief = posterior(origin.prior, kept, rate=origin.rate, turn=origin.turn)
    for reading in said:
        belief = belief.update(reading)
    return focused(belief, origin.focus[0], origin.focus) if origin and origin.focus else belief
