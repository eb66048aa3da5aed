"""Values: what every response is worth on every objective, as arrays over just the facets its cases name.

A response's cases for one objective are a table over the intent and the facets that those cases mention; tables
over the same facets are stacked, so one matrix product gives all of their expectations, and small tables are folded
into larger ones that name their facets, too. What a case list leaves open is worth 0. Layout: the joint of a facet
set ``(a, b, ...)`` is flattened from ``[V_a, V_b, ..., I]``, the intent last: J states. Responses R, objectives O,
pairs of both P; any leading batch axes on beliefs.
Nothing is summed across objectives here, and nothing is known of limits or weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .belief import Belief
from .domain import Case, Condition
from .errors import DomainTooLarge
from .model import Model
from .problem import Array
from .tails import Tails

__all__ = [
    "MOST_STATES",
    "Group",
    "Indices",
    "Joints",
    "TailGroup",
    "Tailing",
    "Values",
    "compile_values",
    "condition_table",
    "joint",
]

MOST_STATES = 2_000_000
"""Largest table of one response's cases: beyond it the domain names too many facets at once."""

FOLDED = 8192
"""Entries that folding one table into a larger one may add: about what one product fewer saves."""

Indices = NDArray[np.intp]


class Joints:
    """The joints of one belief over the facet sets that were asked for, and what follows from them, each made once."""

    def __init__(self, belief: Belief) -> None:
        """Start with none."""
        self.belief = belief
        self._known: dict[tuple[int, ...], Array] = {}
        self._made: dict[object, Array] = {}

    @staticmethod
    def of(belief: Belief | Joints) -> Joints:
        """Wrap a belief, unless it is wrapped already."""
        return belief if isinstance(belief, Joints) else Joints(belief)

    def once(self, key: object, make: Callable[[Joints], Array]) -> Array:
        """What follows from the belief by ``key``, made when it is first asked for; nobody may write into it."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make(self)
        return found

    def __call__(self, facets: tuple[int, ...]) -> Array:
        """Probabilities over ``facets x intent``, ``[..., J]``; see `joint`."""
        found = self._product(facets)
        return found.reshape(*found.shape[:-2], -1)

    def _product(self, facets: tuple[int, ...]) -> Array:
        """``[..., J / I, I]``; each set is the set without its last facet, times that facet."""
        if facets not in self._known:
            if not facets:
                self._known[facets] = self.belief.intents[..., None, :]
            else:
                before = self._product(facets[:-1])
                product = before[..., :, None, :] * np.exp(self.belief.log_conditional(facets[-1]))[..., None, :, :]
                self._known[facets] = product.reshape(*product.shape[:-3], -1, product.shape[-1])
        return self._known[facets]


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
class TailGroup:
    """The part of a `Tailing` that lives on one facet set."""

    facets: tuple[int, ...]
    responses: Indices
    tails: Tails


@dataclass(frozen=True, eq=False)
class Tailing:
    """CVaR of one objective's loss, compiled for one tail level."""

    groups: tuple[TailGroup, ...]
    base: Array
    """Loss of each response, as far as it is the same in every state, ``[R]``."""

    def __call__(self, belief: Belief | Joints) -> Array:
        """``CVaR_alpha(loss | r, b)`` of every response, ``[..., R]``: exact, on the whole belief."""
        return Joints.of(belief).once(self, self._found)

    def of(self, response: int, joints: Joints) -> float:
        """The same of one response alone (no batch axis)."""
        for group in self.groups:
            at = np.flatnonzero(group.responses == response)
            if len(at):
                return float(group.tails(joints(group.facets))[int(at[0])])
        return float(self.base[response])

    def _found(self, joints: Joints) -> Array:
        parts = [group.tails(joints(group.facets)) for group in self.groups]
        shape = np.broadcast_shapes(joints.belief.log_intents.shape[:-1], *(part.shape[:-1] for part in parts))
        out = np.empty((*shape, len(self.base)))
        out[...] = self.base
        for group, part in zip(self.groups, parts, strict=True):
            out[..., group.responses] = part
        return out


@dataclass(frozen=True, eq=False)
class Values:
    """The compiled values of a model."""

    model: Model
    responses: tuple[str, ...]
    objectives: tuple[str, ...]
    groups: tuple[Group, ...]

    @cached_property
    def facets(self) -> tuple[int, ...]:
        """Positions of the facets that matter to some value."""
        return tuple(sorted({facet for group in self.groups for facet in group.facets}))

    @cached_property
    def best(self) -> Array:
        """Largest value that any response reaches in any state, per objective, ``[O]``."""
        out = np.full(len(self.objectives), -1.0)
        for group in self.groups:
            np.maximum.at(out, group.objectives, group.table.max(axis=0))
        return out

    @cached_property
    def worst_loss(self) -> Array:
        """Largest loss of each response in any state, ``[R, O]``."""
        out = np.empty((len(self.responses), len(self.objectives)))
        for group in self.groups:
            out[group.responses, group.objectives] = -group.table.min(axis=0)
        return out

    @cached_property
    def folded(self) -> tuple[Group, ...]:
        """The same tables in fewer groups: for arithmetic; what a value depends on is what `groups` say."""
        kept: list[Group] = []
        for group in sorted(self.groups, key=lambda group: -len(group.table)):
            wider = [place for place, other in enumerate(kept) if _folds(group, other)]
            if wider:
                kept[wider[-1]] = _fold(self.model, group, kept[wider[-1]])
            else:
                kept.append(group)
        return tuple(kept)

    @cached_property
    def _places(self) -> Indices:
        """Which column of the folded tables, one after another, is each pair, ``[R O]``."""
        found = np.empty((len(self.responses), len(self.objectives)), dtype=np.intp)
        columns = 0
        for group in self.folded:
            found[group.responses, group.objectives] = columns + np.arange(len(group.responses))
            columns += len(group.responses)
        return found.reshape(-1)

    def expected(self, belief: Belief | Joints) -> Array:
        """``E_b[value]`` of every response on every objective, ``[..., R, O]``."""
        return Joints.of(belief).once(self, self._expected)

    def _expected(self, joints: Joints) -> Array:
        parts = [joints(group.facets) @ group.table for group in self.folded]
        batch = np.broadcast_shapes(*(part.shape[:-1] for part in parts))
        if any(part.shape[:-1] != batch for part in parts):
            parts = [np.broadcast_to(part, (*batch, part.shape[-1])) for part in parts]
        found = np.concatenate(parts, axis=-1).take(self._places, axis=-1)
        return found.reshape(*batch, len(self.responses), len(self.objectives))

    def tailing(self, objective: int, alpha: float) -> Tailing:
        """Compile the tails of one objective's loss."""
        groups: list[TailGroup] = []
        base = np.zeros(len(self.responses))
        for group in self.folded:
            mine = np.flatnonzero(group.objectives == objective)
            base[group.responses[mine]] = 0.0 - group.table[0, mine]
            varied = mine[np.ptp(group.table[:, mine], axis=0) > 0]
            if len(varied):
                losses = np.ascontiguousarray(-group.table[:, varied].T)
                groups.append(TailGroup(group.facets, group.responses[varied], Tails.of(losses, alpha)))
        return Tailing(tuple(groups), base)

    def at(self, values: Indices, intents: Indices) -> Array:
        """Vectors in single states, ``[R, O, N]``.

        ``values [K, N]`` holds each state's value position for every facet (only the facets that matter are read),
        ``intents [N]`` its intent.
        """
        out = np.empty((len(self.responses), len(self.objectives), len(intents)))
        for group in self.groups:
            row = np.zeros(len(intents), dtype=np.intp)
            for facet in group.facets:
                row = row * len(self.model.facets[facet].values) + values[facet]
            row = row * len(self.model.intents) + intents
            out[group.responses, group.objectives] = group.table[row].T
        return out


def joint(belief: Belief, facets: Sequence[int]) -> Array:
    """Probabilities over ``facets x intent``, flattened, intent last: ``[..., J]``."""
    return Joints(belief)(tuple(facets))


def condition_table(model: Model, condition: Condition | None, facets: Sequence[int]) -> NDArray[np.bool_]:
    """Where a condition holds, over ``facets x intent``: ``[V_a, V_b, ..., I]``."""
    shape = [len(model.facets[facet].values) for facet in facets] + [len(model.intents)]
    holds = np.broadcast_to(model.intent_mask(condition) > 0, shape).copy()
    for facet, mask in model.facet_masks(condition).items():
        axis = list(facets).index(facet)
        holds &= (mask > 0).reshape([-1 if a == axis else 1 for a in range(len(shape))])
    return holds


def compile_values(model: Model) -> Values:
    """Compile every response's cases."""
    responses, objectives = tuple(model.domain.responses), tuple(model.domain.objectives)
    found: dict[tuple[int, ...], list[tuple[int, int, Array]]] = {}
    for r, response in enumerate(model.domain.responses.values()):
        for o, objective in enumerate(objectives):
            cases = response.values.get(objective, ())
            facets = _named(model, cases)
            found.setdefault(facets, []).append((r, o, _table(model, cases, facets)))
    return Values(model, responses, objectives, tuple(_group(facets, pairs) for facets, pairs in found.items()))


def _named(model: Model, cases: Sequence[Case]) -> tuple[int, ...]:
    named = {facet for case in cases if case.when is not None for facet in case.when.facets}
    facets = tuple(sorted(model.facet_index[model.facet(name).id] for name in named))
    states = len(model.intents) * int(np.prod([len(model.facets[facet].values) for facet in facets], dtype=np.float64))
    if states > MOST_STATES:
        names = ", ".join(model.facets[facet].id for facet in facets)
        raise DomainTooLarge(
            f"the cases of one response name {len(facets)} facets at once ({names}): {states:,} states",
            hint=f"name fewer facets in one list of cases; {MOST_STATES:,} states are the most",
        )
    return facets


def _table(model: Model, cases: Sequence[Case], facets: tuple[int, ...]) -> Array:
    """First match wins: written from the last case to the first."""
    shape = [len(model.facets[facet].values) for facet in facets] + [len(model.intents)]
    table = np.zeros(shape)
    for case in reversed(cases):
        table[condition_table(model, case.when, facets)] = case.value
    return table.reshape(-1)


def _group(facets: tuple[int, ...], pairs: list[tuple[int, int, Array]]) -> Group:
    return Group(
        facets=facets,
        responses=np.array([r for r, _, _ in pairs], dtype=np.intp),
        objectives=np.array([o for _, o, _ in pairs], dtype=np.intp),
        table=np.ascontiguousarray(np.stack([table for _, _, table in pairs], axis=1)),
    )


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
