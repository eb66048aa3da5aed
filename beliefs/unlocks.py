"""Ways out of a refusal: the minimal sets of answers that would make a withheld response admissible.

Each set says who can give it and how probable that is. An answer of the user counts only as far as the answer model
lets it: where those who hide the truth say the same, it does not suffice, and only an attestation by the operator
does. Ids come with names; sentences are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from .answers import attestation, contrast, read_answer
from .arbitration import Arbiter
from .belief import Belief, Reading
from .domain import OTHER
from .limits import SLACK
from .model import INTENT, AskModel, Model
from .names import Named, names_of
from .values import Joints, joint

__all__ = ["Unlock", "unlocks"]

MOST_FACETS = 5
"""Facets that are tried for a way out: those that matter most."""
LARGEST_SET = 3
LEAST_PROBABLE = 1e-3
LEAST_LOG_P = float(np.log(LEAST_PROBABLE))
MOST_UNLOCKS = 6


@dataclass(frozen=True)
class Unlock:
    """Answers that together would make the blocked response admissible."""

    answers: tuple[tuple[Named, Named], ...]
    """Facet (or the intent) and value."""
    probability: float
    """That these answers would be given, as far as is believed."""
    who: Literal["user", "operator"]
    """Who can give them so that they suffice; ``operator`` where a user's word does not."""


@dataclass(frozen=True, eq=False)
class _Lever:
    """Something that an answer could settle."""

    facet: int | None
    """None for the intent."""
    values: tuple[int, ...]
    by_user: tuple[Reading, ...] | None
    """Evidence of each value when the user says it; None where the user was asked already."""
    attested: tuple[Reading, ...] | None
    """Evidence of each value when the operator vouches for it; None where the domain lets no operator do so."""


Key = frozenset[tuple[int, int]]
"""A set of answers: lever and value."""


def unlocks(rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str]) -> list[Unlock]:
    """The minimal sets of answers that would make a withheld response admissible, the smallest first."""
    levers = _levers(rules, belief, blocked, asked)
    found: dict[Key, Unlock] = {}
    for size in range(1, min(LARGEST_SET, len(levers)) + 1):
        for who in ("user", "operator"):
            # What takes an operator is no smaller way out for the user, who may do without one.
            smaller = [key for key, unlock in found.items() if who == "operator" or unlock.who == "user"]
            for chosen in combinations(range(len(levers)), size):
                start = _Partial(belief, 0.0, frozenset())
                for end in _sufficient(rules, start, blocked, [(c, levers[c]) for c in chosen], who, smaller):
                    named = _named(rules.values.model, levers, end.key)
                    found[end.key] = Unlock(named, float(np.exp(end.log_p)), who)
    return sorted(found.values(), key=_smallest_first)[:MOST_UNLOCKS]


def _smallest_first(unlock: Unlock) -> tuple[int, bool, float]:
    return len(unlock.answers), unlock.who == "operator", -unlock.probability


@dataclass(frozen=True, eq=False)
class _Partial:
    """Some answers, and the belief after them."""

    belief: Belief
    log_p: float
    key: Key


def _sufficient(
    rules: Arbiter, at: _Partial, blocked: int, rest: list[tuple[int, _Lever]], who: str, smaller: list[Key]
) -> Iterator[_Partial]:
    """Answers about the levers in ``rest`` that, with those given, make the response admissible."""
    if any(key <= at.key for key in smaller):
        return
    if not rest:
        if _admits(rules, at.belief, blocked):
            yield at
        return
    place, lever = rest[0]
    side = lever.by_user if who == "user" else lever.attested
    for value, reading in zip(lever.values, side or (), strict=side is not None):
        after = at.belief.update(reading)
        log_p = at.log_p + float(after.log_evidence)
        if log_p >= LEAST_LOG_P:
            yield from _sufficient(
                rules, _Partial(after, log_p, at.key | {(place, value)}), blocked, rest[1:], who, smaller
            )


def _admits(rules: Arbiter, belief: Belief, response: int) -> bool:
    joints = Joints(belief)
    return all(
        tailing.of(response, joints) <= bound.at_most + SLACK
        for bound, tailing in zip(rules.bounds, rules.tailings, strict=True)
    )


def _levers(rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str]) -> list[_Lever]:
    """What the response's limits depend on: facets, and the intent where the readings differ."""
    model = rules.values.model
    facets = sorted({f for bound in rules.bounds for f in rules.values.group_of(blocked, bound.objective)[0].facets})
    levers = [_facet_lever(model, facet, asked) for facet in _heaviest(rules, belief, blocked, facets)]
    members = [i for i, p in belief.top(model.domain.budget.menu) if i != OTHER and p > LEAST_PROBABLE]
    if len(members) > 1:
        menu = contrast(model, members)
        said = tuple(read_answer(model, menu, {model.intents[m]: 0.0}) for m in menu.members)
        levers.append(_Lever(None, menu.members, None if menu.id in asked else said, None))
    return levers


def _heaviest(rules: Arbiter, belief: Belief, blocked: int, facets: list[int]) -> list[int]:
    """The facets that matter most: knowing one of their values would take away most of the loss beyond the limits."""
    if len(facets) <= MOST_FACETS:
        return facets

    def left(facet: int) -> float:
        space = rules.values.model.facets[facet]
        known = [belief.update(attestation(rules.values.model, space.id, value)) for value in space.values]
        return min(_beyond(rules, after, blocked) for after in known if float(after.log_evidence) >= LEAST_LOG_P)

    return sorted(sorted(facets, key=left)[:MOST_FACETS])


def _beyond(rules: Arbiter, belief: Belief, blocked: int) -> float:
    """Expected loss beyond the limits."""
    found = [(bound.at_most, *rules.values.group_of(blocked, bound.objective)) for bound in rules.bounds]
    return sum(float(joint(belief, g.facets) @ np.maximum(-g.table[:, c] - most, 0.0)) for most, g, c in found)


def _facet_lever(model: Model, facet: int, asked: frozenset[str]) -> _Lever:
    space = model.facets[facet]
    question = next((q for q in model.questions if q.facet == facet), None)
    mine = {q.id for q in model.questions if q.facet == facet}
    vouched = "operator" in model.domain.facets[space.id].attest
    open_: AskModel | None = None if question is None or mine & asked else question
    return _Lever(
        facet,
        tuple(range(len(space.values))),
        None if open_ is None else tuple(read_answer(model, open_, {value: 0.0}) for value in space.values),
        tuple(attestation(model, space.id, value) for value in space.values) if vouched else None,
    )


def _named(model: Model, levers: list[_Lever], key: Key) -> tuple[tuple[Named, Named], ...]:
    names = names_of(model)
    found: list[tuple[Named, Named]] = []
    for place, value in sorted(key):
        facet = levers[place].facet
        if facet is None:
            found.append((Named(INTENT, "what you want"), names.intents[value]))
        else:
            found.append((names.facets[facet], names.values[facet][value]))
    return tuple(found)
