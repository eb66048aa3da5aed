"""What an answer could settle about a response that a limit removes: facets and the intent, with what promises most.

A response may hang on many facets with many values, and sets of answers multiply: what matters most is picked here,
by the loss beyond the limits that knowing a value would leave. Knows nothing of sets of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Array
from ..belief.answers import attestation, contrast, read_answer
from ..belief.belief import Belief, Reading
from ..belief.joints import joint
from ..belief.model import Model
from ..language.reserved import OTHER
from ..values.arbitration import Arbiter

__all__ = ["LEAST_PROBABLE", "MOST_FACETS", "MOST_VALUES", "Lever", "Side", "levers", "loss_left"]

Side = Literal["user", "operator"]
"""Who gives an answer."""

MOST_FACETS = 5
"""Facets that are tried for a way out: those that matter most."""
MOST_VALUES = 6
"""Values of a facet that are tried: those that promise most."""
LEAST_PROBABLE = 1e-3
"""An answer that is less probable is no way out worth naming."""


@dataclass(frozen=True, eq=False)
class Lever:
    """Something that an answer could settle."""

    facet: int | None
    """None for the intent."""
    values: tuple[int, ...]
    evidence: Mapping[Side, Mapping[int, Reading]]
    """Evidence of each value when this side gives it: none of the user's where they were asked already, none of the
    operator's where the domain lets no operator vouch for it."""


def levers(rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str]) -> list[Lever]:
    """What the response's limits depend on: facets, and the intent where the readings differ."""
    model = rules.values.model
    facets = sorted({f for bound in rules.bounds for f in rules.values.group_of(blocked, bound.objective)[0].facets})
    left = loss_left(rules, belief, blocked, facets)
    heaviest = sorted(sorted(facets, key=lambda facet: left[facet].min())[:MOST_FACETS])
    found = [_facet_lever(model, facet, _promising(belief, facet, left[facet]), asked) for facet in heaviest]
    members = [i for i, p in belief.top(model.domain.budget.menu) if i != OTHER and p > LEAST_PROBABLE]
    if len(members) > 1:
        menu = contrast(model, members)
        said = {m: read_answer(model, menu, {model.intents[m]: 0.0}) for m in menu.members if menu.id not in asked}
        found.append(Lever(None, menu.members, {"user": said, "operator": {}}))
    return found


def loss_left(rules: Arbiter, belief: Belief, blocked: int, facets: list[int]) -> dict[int, Array]:
    """Expected loss beyond the limits if a facet's value were known, ``[V]``; infinite where it is too improbable.

        left_k(v) = sum_i b(i) b_k(v|i) E[beyond | v, i] / b_k(v)

    Exact for all values at once, since the facets are independent given the intent: nothing is updated for it.
    """
    space, over = rules.values.model.facets, _beyond(rules, belief, blocked)
    found: dict[int, Array] = {}
    for facet in facets:
        total = np.zeros(len(space[facet].values))
        for held, mass in over:
            rest = mass.sum(axis=tuple(axis for axis, other in enumerate(held) if other != facet))
            total += rest.sum(axis=-1) if facet in held else belief.conditional(facet) @ rest
        p = belief.facet(facet)
        found[facet] = np.where(p >= LEAST_PROBABLE, total / np.maximum(p, LEAST_PROBABLE), np.inf)
    return found


def _beyond(rules: Arbiter, belief: Belief, blocked: int) -> list[tuple[tuple[int, ...], Array]]:
    """Of each limit: the facets that it depends on, and the loss beyond it times its probability, ``[V_a, ..., I]``."""
    model = rules.values.model
    found: list[tuple[tuple[int, ...], Array]] = []
    for bound in rules.bounds:
        group, column = rules.values.group_of(blocked, bound.objective)
        over = joint(belief, group.facets) * np.maximum(-group.table[:, column] - bound.at_most, 0.0)
        shape = [len(model.facets[facet].values) for facet in group.facets]
        found.append((group.facets, over.reshape(*shape, len(model.intents))))
    return found


def _promising(belief: Belief, facet: int, left: Array) -> tuple[int, ...]:
    """The values that are worth trying: some that would leave least, however rare, then what can be hoped for.

    What can be hoped for is the loss that a value would take away, times its probability.
    """
    if len(left) <= MOST_VALUES:
        return tuple(range(len(left)))
    p, known = belief.facet(facet), np.isfinite(left)
    whole = float(p[known] @ left[known])
    hope = np.where(known, p * (whole - np.where(known, left, whole)), -np.inf)
    least = np.lexsort((-p, left))[: MOST_VALUES // 2].tolist()
    rest = [value for value in np.argsort(-hope, kind="stable").tolist() if value not in least]
    return (*least, *rest[: MOST_VALUES - len(least)])


def _facet_lever(model: Model, facet: int, values: tuple[int, ...], asked: frozenset[str]) -> Lever:
    space = model.facets[facet]
    names = {value: space.values[value] for value in values}
    about = [question for question in model.questions if question.facet == facet]
    open_ = about[:1] if asked.isdisjoint(question.id for question in about) else []
    vouched = names if "operator" in model.domain.facets[space.id].attest else {}
    said = {v: read_answer(model, question, {name: 0.0}) for question in open_ for v, name in names.items()}
    return Lever(
        facet, values, {"user": said, "operator": {v: attestation(model, space.id, vouched[v]) for v in vouched}}
    )
