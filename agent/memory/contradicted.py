"""What the user says otherwise than somebody settled who may: a person at the desk, or the host.

Their word outranks the user's, so the user's changes no belief. It must not vanish for all that: the user is told, and
what could break a limit or calls for a person is for a person. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...beliefs.belief.evidence import VOUCHING, Evidence
from ...beliefs.belief.model import Model
from ...beliefs.belief.statements import claimed
from ...beliefs.deciding.choice import Stance
from ...beliefs.refusing.stakes import graver
from ..state.dialogue import DialogueState
from ..state.heard import Heard
from ..state.mind import Mind, fact_key, ledger_of
from ..state.settled import clearly_says
from .either import shares_of

__all__ = ["contradicted"]

CLEARLY = 0.8
"""Share of all other values from which what was settled is contradicted."""

HELD = 0.5
"""Least share of a value that is told beside others, as a part of the greatest share."""


def contradicted(mind: Mind, state: DialogueState, heard: Heard) -> dict[str, bool]:
    """Settled facets of which a user clearly tells another value, and whether that one is graver."""
    if heard.source != "user":
        return {}
    settled = {item.key: item for item in ledger_of(state) if item.source in VOUCHING}
    found: dict[str, bool] = {}
    for facet, outcomes in _told(mind.model, heard).items():
        item = settled.get(fact_key(facet))
        others = [] if item is None else _otherwise(mind.model, facet, item, outcomes)
        if item is not None and others:
            found[facet] = any(_is_graver(mind, state, facet, other, _value(item)) for other in others)
    return found


def _told(model: Model, heard: Heard) -> dict[str, Mapping[str, float]]:
    """What a message tells of each facet, the answer to the question before what nobody asked for."""
    told: dict[str, Mapping[str, float]] = dict(heard.facts)
    if heard.question in model.question_index and clearly_says(heard.reply):
        told[model.facets[model.question(heard.question).facet].id] = heard.reply
    return told


def _otherwise(model: Model, facet: str, item: Evidence, outcomes: Mapping[str, float]) -> list[str]:
    """The values that are told in the place of the one that was settled; none where it is not clear."""
    names = model.facet(facet).values
    shares = shares_of(item.model_copy(update={"statement": claimed(facet, dict(outcomes)), "meta": {}}), names)
    if float(shares.sum()) - float(shares[names.index(_value(item))]) < CLEARLY:
        return []
    return [names[place] for place in np.flatnonzero(shares >= HELD * shares.max())]


def _value(item: Evidence) -> str:
    return max(item.statement.outcomes, key=item.statement.outcomes.__getitem__)


def _is_graver(mind: Mind, state: DialogueState, facet: str, one: str, other: str) -> bool:
    """Whether a value can break a limit that another one keeps, or is one that calls for a person."""
    model, flags = mind.model, mind.domain.escalation.red_flags
    if any(one in (named := flag.facets.get(facet, ())) and other not in named for flag in flags):
        return True
    names, arbiter = model.facet(facet).values, mind.policy.rules(Stance(state["context"])).arbiter
    return graver(arbiter, model.facet_index[facet], names.index(one), names.index(other))
