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

from ..arrays import Array, Indices, Mask
from ..belief.belief import Belief
from ..belief.joints import Joints
from ..belief.model import Model
from ..errors import DomainTooLarge
from ..language.domain import Case, Condition
from .folding import Folded, Group, fold
from .tails import Tails

__all__ = ["MOST_STATES", "TailGroup", "Tailing", "Values", "compile_values", "condition_table"]

MOST_STATES = 2_000_000
"""Largest table of one response's cases: beyond it the domain names too many facets at once."""

Rows = Callable[[tuple[int, ...], Indices, Indices], Indices]


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

    def over(self, rows: Rows, values: Indices, intents: Indices, losses: Array) -> Tails | None:
        """The same for a belief over single states: see `Values.at`, whose ``losses [R, N]`` these are.

        None where the losses are too varied for what is compiled here to help.
        """
        if any(group.tails.order is not None for group in self.groups):
            return None
        floor, worst = self.base.copy(), self.base.copy()
        events = [group.tails.events.take(rows(group.facets, values, intents), axis=0) for group in self.groups]
        steps = np.zeros((sum(event.shape[1] for event in events), len(self.base)))
        at = 0
        for group, event in zip(self.groups, events, strict=True):
            floor[group.responses], worst[group.responses] = group.tails.floor, group.tails.worst
            steps[at : at + event.shape[1], group.responses] = group.tails.steps
            at += event.shape[1]
        alpha = self.groups[0].tails.alpha if self.groups else 0.0
        return Tails(alpha, floor, worst, np.concatenate([np.zeros((len(intents), 0)), *events], axis=1), steps, losses)

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
    def matters(self) -> Mask:
        """Whether what any response is worth depends on a facet where an intent is meant, ``[K, I]``."""
        return self.varying(None)

    def varying(self, counts: Mask | None) -> Mask:
        """Whether the worth of responses that count where an intent is meant, ``[R, I]``, depends on a facet."""
        out = np.zeros((len(self.model.facets), len(self.model.intents)), dtype=np.bool_)
        for group in (group for group in self.groups if group.facets):
            table = self._by_facet(group)
            here = True if counts is None else counts[group.responses].T
            for axis, facet in enumerate(group.facets):
                varies = (table != table.take([0], axis)).any(axis=tuple(range(len(group.facets))))
                out[facet] |= (varies & here).any(axis=1)
        return out

    def _by_facet(self, group: Group) -> Array:
        """A group's table with an axis for each of its facets, then intents and pairs."""
        sizes = [len(self.model.facets[facet].values) for facet in group.facets]
        return group.table.reshape(*sizes, len(self.model.intents), -1)

    @cached_property
    def spans(self) -> tuple[Array, Array]:
        """Least and largest value of every response where an intent is meant, each ``[R, O, I]``."""
        low = np.empty((len(self.responses), len(self.objectives), len(self.model.intents)))
        high = np.empty_like(low)
        for group in self.groups:
            table, facets = self._by_facet(group), tuple(range(len(group.facets)))
            low[group.responses, group.objectives] = table.min(axis=facets).T
            high[group.responses, group.objectives] = table.max(axis=facets).T
        return low, high

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
    def folded(self) -> tuple[Folded, ...]:
        """The same tables in fewer groups: for arithmetic; what a value depends on is what `groups` say."""
        return fold(self.model, self.groups)

    @cached_property
    def _places(self) -> Indices:
        """Which column of the folded tables, one after another, is each pair, ``[R O]``."""
        found = np.empty((len(self.responses), len(self.objectives)), dtype=np.intp)
        columns = 0
        for group in self.folded:
            found[group.responses, group.objectives] = columns + group.column
            columns += group.table.shape[1]
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
            base[group.responses[mine]] = 0.0 - group.table[0, group.column[mine]]
            varied = mine[np.ptp(group.table, axis=0)[group.column[mine]] > 0]
            if len(varied):
                losses = np.ascontiguousarray(-group.table[:, group.column[varied]].T)
                groups.append(TailGroup(group.facets, group.responses[varied], Tails.of(losses, alpha)))
        return Tailing(tuple(groups), base)

    def at(self, values: Indices, intents: Indices) -> Array:
        """Vectors in single states, ``[R, O, N]``.

        ``values [K, N]`` holds each state's value position for every facet (only the facets that matter are read),
        ``intents [N]`` its intent.
        """
        out = np.empty((len(self.responses), len(self.objectives), len(intents)))
        for group in self.folded:
            row = self.rows(group.facets, values, intents)
            out[group.responses, group.objectives] = group.table.T.take(row, axis=1)[group.column]
        return out

    def group_of(self, response: int, objective: int) -> tuple[Group, int]:
        """The group that holds what a response is worth on an objective, and its column there."""
        for group in self.groups:
            at = np.flatnonzero((group.responses == response) & (group.objectives == objective))
            if len(at):
                return group, int(at[0])
        raise AssertionError("every response has a table for every objective")

    def rows(self, facets: tuple[int, ...], values: Indices, intents: Indices) -> Indices:
        """Which row of a joint over ``facets x intent`` each state is, ``[N]``."""
        row = np.zeros(len(intents), dtype=np.intp)
        for facet in facets:
            row = row * len(self.model.facets[facet].values) + values[facet]
        return row * len(self.model.intents) + intents


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
