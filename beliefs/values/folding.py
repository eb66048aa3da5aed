"""Tables of values over facet sets, and the same tables in fewer, larger ones: fewer products a decision.

What a value depends on is what a `Group` names; a `Folded` may stand over more facets than that and is for
arithmetic alone. Layout as in `joints`. Responses, objectives and pairs of both P; distinct columns U.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Array, Indices
from ..belief.model import Model

__all__ = ["Folded", "Group", "fold"]


FOLDED = 8192
"""Entries that folding one table into a larger one may add: about what one product fewer saves."""


@dataclass(frozen=True, eq=False)
class Group:
    """All (response, objective) pairs whose cases name the same facets."""

    facets: tuple[int, ...]
    responses: Indices
    """``[P]``."""
    objectives: Indices
    """``[P]``."""
    table: Array
    """``[J, P]``."""


@dataclass(frozen=True, eq=False)
class Folded:
    """Groups for arithmetic: over the facets of the widest of them, equal columns kept once."""

    facets: tuple[int, ...]
    responses: Indices
    """``[P]``."""
    objectives: Indices
    """``[P]``."""
    column: Indices
    """Which column is each pair's, ``[P]``."""
    table: Array
    """``[J, U]``."""

    @classmethod
    def of(cls, group: Group) -> Folded:
        """Keep equal columns once: many responses have the same cases."""
        places: dict[bytes, int] = {}
        keys = [np.ascontiguousarray(column).tobytes() for column in group.table.T]
        column = np.array([places.setdefault(key, len(places)) for key in keys], dtype=np.intp)
        first = np.unique(column, return_index=True)[1]
        table = np.ascontiguousarray(group.table[:, first])
        return cls(group.facets, group.responses, group.objectives, column, table)


def fold(model: Model, groups: tuple[Group, ...]) -> tuple[Folded, ...]:
    """Fold small groups into larger ones that name their facets, too."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda group: -len(group.table)):
        wider = [place for place, other in enumerate(kept) if _folds(group, other)]
        if wider:
            kept[wider[-1]] = _fold(model, group, kept[wider[-1]])
        else:
            kept.append(group)
    return tuple(Folded.of(group) for group in kept)


def _folds(group: Group, wider: Group) -> bool:
    """Whether a group may be folded into another that names its facets, too."""
    added = (len(wider.table) - len(group.table)) * len(group.responses)
    return set(group.facets) <= set(wider.facets) and added <= FOLDED


def _fold(model: Model, group: Group, wider: Group) -> Group:
    """Both groups over the facets of the wider one."""
    sizes = [len(model.facets[facet].values) for facet in wider.facets]
    own = [size if facet in group.facets else 1 for facet, size in zip(wider.facets, sizes, strict=True)]
    pairs = (len(model.intents), len(group.responses))
    spread = np.broadcast_to(group.table.reshape(*own, *pairs), (*sizes, *pairs)).reshape(-1, len(group.responses))
    return Group(
        wider.facets,
        np.concatenate([wider.responses, group.responses]),
        np.concatenate([wider.objectives, group.objectives]),
        np.ascontiguousarray(np.concatenate([wider.table, spread], axis=1)),
    )
