"""Ways out of a refusal: the minimal sets of answers that would make a withheld response admissible.

Each set says who can give which answer and how probable that is. An answer of the user counts only as far as the
answer model lets it: where those who hide the truth say the same, it does not suffice, and only an attestation by the
operator does; what no operator may vouch for, the wish above all, takes the user beside the operator. Ids come with
names; sentences are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

import numpy as np

from ..belief.belief import Belief
from ..belief.joints import Joints
from ..belief.model import Model
from ..belief.names import Named, names_of
from ..belief.untold import told_instead, told_of, untold
from ..language.reserved import INTENT
from ..values.arbitration import Arbiter
from ..values.tails import SLACK
from .levers import LEAST_PROBABLE, Lever, Side, levers

__all__ = ["Unlock", "unlocks"]

LARGEST_SET = 3
MOST_TRIED = 2000
"""Sets of answers that are tried, the smallest first; a refusal has to be told at once."""
MOST_STATES = 5_000_000
"""States that may be weighed for all of them: a limit that hangs on much leaves time for fewer sets."""
LEAST_TRIED = 32
LEAST_LOG_P = float(np.log(LEAST_PROBABLE))
MOST_UNLOCKS = 6


@dataclass(frozen=True)
class Unlock:
    """Answers that together would make the blocked response admissible."""

    answers: tuple[tuple[Named, Named], ...]
    """Facet (or the intent) and value."""
    probability: float
    """That these answers would be given, as far as is believed."""
    who: Literal["user", "operator", "both"]
    """Who can give them so that they suffice: ``operator`` where a user's word does not, ``both`` if it takes two."""
    by: tuple[Side, ...]
    """Who gives each of the answers."""


Key = frozenset[tuple[int, int, Side]]
"""A set of answers: lever, value and who gives it."""


def unlocks(
    rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str], also: Sequence[Belief] = ()
) -> list[Unlock]:
    """The minimal sets of answers that would make a withheld response admissible, the smallest first.

    At beliefs ``also``, if there are any, it has to be so, too.
    """
    found: dict[Key, Unlock] = {}
    tried = levers(rules, belief, blocked, asked)
    for end in islice(_sets(belief, tried, found), _most(rules, blocked)):
        if _admits(rules, end.belief, blocked) and all(
            _admits(rules, _after(other, tried, end.key), blocked) for other in also
        ):
            found[end.key] = _unlock(rules.values.model, tried, end)
    return sorted(found.values(), key=_smallest_first)[:MOST_UNLOCKS]


def _most(rules: Arbiter, blocked: int) -> int:
    """How many sets may be tried."""
    groups = [rules.values.group_of(blocked, bound.objective)[0] for bound in rules.bounds]
    return max(LEAST_TRIED, min(MOST_TRIED, MOST_STATES // sum(len(group.table) for group in groups)))


def _smallest_first(unlock: Unlock) -> tuple[int, int, float]:
    return len(unlock.answers), unlock.by.count("operator"), -unlock.probability


@dataclass(frozen=True, eq=False)
class _Partial:
    """Some answers, and the belief after them."""

    belief: Belief
    """With the answers in the place of what the user has said of the same things."""
    now: Belief
    """With the answers on top of all that was said: what tells how probable they are."""
    log_p: float = 0.0
    key: Key = frozenset()


def _sets(belief: Belief, tried: list[Lever], found: Collection[Key]) -> Iterator[_Partial]:
    """Sets of answers that contain none of those that were ``found`` to suffice so far.

    The smallest come first, and of those of one size what asks least of an operator.
    """
    told, starts = told_of(belief), dict[frozenset[int], Belief]()
    for size in range(1, min(LARGEST_SET, len(tried)) + 1):
        for vouched in range(size + 1):
            for chosen in combinations(enumerate(tried), size):
                about = told.intersection(lever.facet for _, lever in chosen if lever.facet is not None)
                if about not in starts:
                    starts[about] = untold(belief, about)
                start = _Partial(starts[about], belief)
                for operators in combinations(range(size), vouched):
                    sides: list[Side] = ["operator" if n in operators else "user" for n in range(size)]
                    yield from _given(start, list(zip(chosen, sides, strict=True)), found)


def _given(at: _Partial, rest: list[tuple[tuple[int, Lever], Side]], found: Collection[Key]) -> Iterator[_Partial]:
    """All probable answers about the levers in ``rest``, each by whom it says, on top of those given."""
    if any(key <= _granting(at.key) for key in found):
        return
    if not rest:
        yield at
        return
    (place, lever), side = rest[0]
    for value, reading in lever.evidence[side].items():
        after = at.belief.update(reading)
        now = after if at.now is at.belief else at.now.update(reading)
        log_p = at.log_p + float(now.log_evidence)
        if log_p >= LEAST_LOG_P:
            key: Key = frozenset({*at.key, (place, value, side)})
            yield from _given(_Partial(after, now, log_p, key), rest[1:], found)


def _granting(key: Key) -> Key:
    """What is at least as easy to have: what an operator vouches for, the user may say.

    What takes an operator is no smaller way out for the user, who may do without one.
    """
    said: Key = frozenset((place, value, "user") for place, value, _ in key)
    return key | said


def _after(belief: Belief, tried: list[Lever], key: Key) -> Belief:
    """Another belief with the answers of a set in the place of what the user has said of the same things."""
    about = {facet for place, _, _ in key if (facet := tried[place].facet) is not None}
    return told_instead(belief, about, [tried[place].evidence[side][value] for place, value, side in sorted(key)])


def _admits(rules: Arbiter, belief: Belief, response: int) -> bool:
    joints = Joints(belief)
    return all(
        tailing.of(response, joints) <= bound.at_most + SLACK
        for bound, tailing in zip(rules.bounds, rules.tailings, strict=True)
    )


def _unlock(model: Model, tried: list[Lever], end: _Partial) -> Unlock:
    names = names_of(model)
    answers: list[tuple[Named, Named]] = []
    by: list[Side] = []
    for place, value, side in sorted(end.key):
        facet = tried[place].facet
        by.append(side)
        if facet is None:
            answers.append((Named(INTENT, "what you want"), names.intents[value]))
        else:
            answers.append((names.facets[facet], names.values[facet][value]))
    who = by[0] if len(set(by)) == 1 else "both"
    return Unlock(tuple(answers), float(np.exp(end.log_p)), who, tuple(by))
