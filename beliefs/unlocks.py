"""Ways out of a refusal: the minimal sets of answers that would make a withheld response admissible.

Each set says who can give it and how probable that is. An answer of the user counts only as far as the answer model
lets it: where those who hide the truth say the same, it does not suffice, and only an attestation by the operator
does. Ids come with names; sentences are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

import numpy as np

from .arbitration import Arbiter
from .belief import Belief
from .levers import LEAST_PROBABLE, Lever, levers
from .limits import SLACK
from .model import INTENT, Model
from .names import Named, names_of
from .values import Joints

__all__ = ["Unlock", "unlocks"]

LARGEST_SET = 3
MOST_TRIED = 2000
"""Sets of answers that are tried, the smallest first; a refusal has to be told at once."""
MOST_STATES = 5_000_000
"""States that may be weighed for all of them: a limit that hangs on much leaves time for fewer sets."""
LEAST_TRIED = 32

_SIDES: tuple[Literal["user", "operator"], ...] = ("user", "operator")
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


Key = frozenset[tuple[int, int]]
"""A set of answers: lever and value."""


def unlocks(rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str]) -> list[Unlock]:
    """The minimal sets of answers that would make a withheld response admissible, the smallest first."""
    found: dict[Key, Unlock] = {}
    tried = levers(rules, belief, blocked, asked)
    for end in islice(_sets(belief, tried, found), _most(rules, blocked)):
        if _admits(rules, end.belief, blocked):
            named = _named(rules.values.model, tried, end.key)
            found[end.key] = Unlock(named, float(np.exp(end.log_p)), end.who)
    return sorted(found.values(), key=_smallest_first)[:MOST_UNLOCKS]


def _most(rules: Arbiter, blocked: int) -> int:
    """How many sets may be tried."""
    groups = [rules.values.group_of(blocked, bound.objective)[0] for bound in rules.bounds]
    return max(LEAST_TRIED, min(MOST_TRIED, MOST_STATES // sum(len(group.table) for group in groups)))


def _smallest_first(unlock: Unlock) -> tuple[int, bool, float]:
    return len(unlock.answers), unlock.who == "operator", -unlock.probability


@dataclass(frozen=True, eq=False)
class _Partial:
    """Some answers, and the belief after them."""

    belief: Belief
    who: Literal["user", "operator"]
    log_p: float = 0.0
    key: Key = frozenset()


def _sets(belief: Belief, tried: list[Lever], found: Mapping[Key, Unlock]) -> Iterator[_Partial]:
    """Sets of answers, the smallest first, that contain none of those that were ``found`` to suffice so far."""
    for size in range(1, min(LARGEST_SET, len(tried)) + 1):
        for who in _SIDES:
            # What takes an operator is no smaller way out for the user, who may do without one.
            smaller = [key for key, unlock in found.items() if who == "operator" or unlock.who == "user"]
            for chosen in combinations(enumerate(tried), size):
                yield from _given(_Partial(belief, who), list(chosen), smaller)


def _given(at: _Partial, rest: list[tuple[int, Lever]], smaller: list[Key]) -> Iterator[_Partial]:
    """All probable answers about the levers in ``rest``, on top of those given."""
    if any(key <= at.key for key in smaller):
        return
    if not rest:
        yield at
        return
    place, lever = rest[0]
    side = lever.by_user if at.who == "user" else lever.attested
    for value, reading in zip(lever.values, side or (), strict=side is not None):
        after = at.belief.update(reading)
        log_p = at.log_p + float(after.log_evidence)
        if log_p >= LEAST_LOG_P:
            yield from _given(_Partial(after, at.who, log_p, at.key | {(place, value)}), rest[1:], smaller)


def _admits(rules: Arbiter, belief: Belief, response: int) -> bool:
    joints = Joints(belief)
    return all(
        tailing.of(response, joints) <= bound.at_most + SLACK
        for bound, tailing in zip(rules.bounds, rules.tailings, strict=True)
    )


def _named(model: Model, tried: list[Lever], key: Key) -> tuple[tuple[Named, Named], ...]:
    names = names_of(model)
    found: list[tuple[Named, Named]] = []
    for place, value in sorted(key):
        facet = tried[place].facet
        if facet is None:
            found.append((Named(INTENT, "what you want"), names.intents[value]))
        else:
            found.append((names.facets[facet], names.values[facet][value]))
    return tuple(found)
