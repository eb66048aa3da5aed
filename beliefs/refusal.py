"""A refusal that is computed: what binds, what would be safe instead, and what would change the decision.

For a response that a limit removes: the limit with its tail and the states in that tail, the best admissible
answer for what the user probably wants, and the minimal sets of answers that would make the response admissible.
Each set says who can give it. An answer of the user counts only as far as the answer model lets it: where those
who hide the truth say the same, it does not suffice, and only an attestation by the operator does.
Ids come with names; sentences are made elsewhere.
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
from .problem import Array
from .values import Group, Joints, joint
from .verdict import Verdict

__all__ = ["BindingState", "Refusal", "Unlock", "best_answer", "refusal", "withheld"]

MOST_FACETS = 5
"""Facets that are tried for a way out: those that matter most."""
LARGEST_SET = 3
LEAST_PROBABLE = 1e-3
LEAST_LOG_P = float(np.log(LEAST_PROBABLE))
MOST_UNLOCKS = 6
MOST_STATES = 5


@dataclass(frozen=True)
class BindingState:
    """A state in the tail that binds."""

    intent: Named
    facets: tuple[tuple[Named, Named], ...]
    """Facet and value; only those that the limit depends on."""
    probability: float
    loss: float


@dataclass(frozen=True)
class Unlock:
    """Answers that together would make the blocked response admissible."""

    answers: tuple[tuple[Named, Named], ...]
    """Facet (or the intent) and value."""
    probability: float
    """That these answers would be given, as far as is believed."""
    who: Literal["user", "operator"]
    """Who can give them so that they suffice; ``operator`` where a user's word does not."""


@dataclass(frozen=True)
class Refusal:
    """Why something is withheld, and what would change that."""

    blocked: Named
    limit: Named
    at_most: float
    alpha: float
    tail: float
    """``CVaR_alpha(loss)`` of the blocked response; more than ``at_most``."""
    states: tuple[BindingState, ...]
    """What binds, heaviest first."""
    alternative: Named | None
    """The best admissible answer for what the user probably wants."""
    unlocks: tuple[Unlock, ...]
    """The smallest sets first."""
    appeal: str


def withheld(rules: Arbiter, belief: Belief | Joints, verdict: Verdict) -> int | None:
    """What the user would be best served by if nothing limited counted, where a limit removes it."""
    if verdict.admissible.all():
        return None
    first = rules.wanted(verdict.tempered, rules.weighing(belief))
    return None if verdict.blocked_by(first) is None else first


def refusal(
    rules: Arbiter, belief: Belief, verdict: Verdict, blocked: int, asked: frozenset[str] = frozenset()
) -> Refusal:
    """Compute the refusal of an inadmissible response."""
    model = rules.values.model
    place = verdict.blocked_by(blocked) or 0
    bound = rules.bounds[place]
    return Refusal(
        blocked=names_of(model).responses[blocked],
        limit=names_of(model).objectives[bound.objective],
        at_most=bound.at_most,
        alpha=bound.alpha,
        tail=float(verdict.tails[place, blocked]),
        states=_binding(rules, belief, blocked, place),
        alternative=_alternative(rules, belief, verdict),
        unlocks=tuple(_unlocks(rules, belief, blocked, asked)),
        appeal=_appeal(rules, verdict),
    )


def _group_of(rules: Arbiter, response: int, objective: int) -> tuple[Group, int]:
    for group in rules.values.groups:
        at = np.flatnonzero((group.responses == response) & (group.objectives == objective))
        if len(at):
            return group, int(at[0])
    raise AssertionError("every response has a table for every objective")


def _binding(rules: Arbiter, belief: Belief, blocked: int, place: int) -> tuple[BindingState, ...]:
    """States whose loss is beyond the bound, by what they add to the tail; facets that change nothing are left out."""
    model, bound = rules.values.model, rules.bounds[place]
    group, column = _group_of(rules, blocked, bound.objective)
    shape = [len(model.facets[f].values) for f in group.facets] + [len(model.intents)]
    mass = joint(belief, group.facets).reshape(shape)
    loss = -group.table[:, column].reshape(shape)
    heavy = np.argsort(-(mass * np.maximum(loss - bound.at_most, 0.0)), axis=None, kind="stable")
    found: dict[tuple[int | None, ...], BindingState] = {}
    for state in heavy[: 8 * MOST_STATES]:
        at = tuple(int(v) for v in np.unravel_index(int(state), shape))
        if loss[at] <= bound.at_most or mass[at] <= 0 or len(found) == MOST_STATES:
            break
        key = _pattern(loss, at)
        if key not in found:
            found[key] = _binding_state(model, group, mass, loss, key, at)
    return tuple(sorted(found.values(), key=lambda state: -state.probability * (state.loss - bound.at_most)))


def _pattern(loss: Array, at: tuple[int, ...]) -> tuple[int | None, ...]:
    """The state with every facet that does not change its loss left open; the intent is always named."""
    key: list[int | None] = list(at)
    for axis in range(len(at) - 1):
        along = tuple(slice(None) if k is None or a == axis else k for a, k in enumerate(key))
        if np.ptp(loss[along]) == 0:
            key[axis] = None
    return tuple(key)


def _binding_state(
    model: Model, group: Group, mass: Array, loss: Array, key: tuple[int | None, ...], at: tuple[int, ...]
) -> BindingState:
    names = names_of(model)
    named = tuple(
        (names.facets[f], names.values[f][v]) for f, v in zip(group.facets, key[:-1], strict=True) if v is not None
    )
    covered = mass[tuple(slice(None) if k is None else k for k in key)]
    return BindingState(names.intents[at[-1]], named, float(covered.sum()), float(loss[at]))


def best_answer(rules: Arbiter, belief: Belief, verdict: Verdict) -> int | None:
    """The best admissible answer, judged where the user wants what they probably want.

    None where declining would serve that better: an answer to something else is no answer.
    """
    model = rules.values.model
    known = [i for i, intent in enumerate(model.intents) if intent != OTHER]
    probable = known[int(belief.intents[known].argmax())]
    certain = np.full(len(model.intents), -1e3)
    certain[probable] = 0.0
    focused = Belief(model, certain, belief.shared, changed=belief.changed)
    expected = rules.tempered(focused, rules.values.expected(focused))
    rank = rules.rank(expected, verdict.admissible, rules.weighing(focused))
    answers = np.where(rules.declines, -np.inf, rank)
    declined = np.where(rules.declines, rank, -np.inf).max()
    best = int(answers.argmax())
    return best if answers[best] > declined and np.isfinite(answers[best]) else None


def _alternative(rules: Arbiter, belief: Belief, verdict: Verdict) -> Named | None:
    best = best_answer(rules, belief, verdict)
    return None if best is None else names_of(rules.values.model).responses[best]


def _appeal(rules: Arbiter, verdict: Verdict) -> str:
    domain = rules.values.model.domain
    responses = list(domain.responses.values())
    stated = [r for r in (verdict.chosen, *range(len(responses))) if responses[r].appeal]
    return responses[stated[0]].appeal if stated else f"You can ask for {domain.escalation.to}."


@dataclass(frozen=True, eq=False)
class _Lever:
    """Something that an answer could settle."""

    facet: int | None
    """None for the intent."""
    values: tuple[int, ...]
    by_user: tuple[Reading, ...] | None
    """Evidence of each value when the user says it; None where the user was asked already."""
    attested: tuple[Reading, ...] | None
    """Evidence of each value when the operator vouches for it."""


Key = frozenset[tuple[int, int]]
"""A set of answers: lever and value."""


def _unlocks(rules: Arbiter, belief: Belief, blocked: int, asked: frozenset[str]) -> list[Unlock]:
    levers = _levers(rules, belief, blocked, asked)
    found: dict[Key, Unlock] = {}
    for size in range(1, min(LARGEST_SET, len(levers)) + 1):
        for who in ("user", "operator"):
            for chosen in combinations(range(len(levers)), size):
                start = _Partial(belief, 0.0, frozenset())
                for end in _sufficient(rules, start, blocked, [(c, levers[c]) for c in chosen], who, list(found)):
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
    facets = sorted({f for bound in rules.bounds for f in _group_of(rules, blocked, bound.objective)[0].facets})
    levers = [_facet_lever(model, facet, asked) for facet in facets[:MOST_FACETS]]
    members = [i for i, p in belief.top(model.domain.budget.menu) if i != OTHER and p > LEAST_PROBABLE]
    if len(members) > 1:
        menu = contrast(model, members)
        said = tuple(read_answer(model, menu, {model.intents[m]: 0.0}) for m in menu.members)
        levers.append(_Lever(None, menu.members, None if menu.id in asked else said, None))
    return levers


def _facet_lever(model: Model, facet: int, asked: frozenset[str]) -> _Lever:
    space = model.facets[facet]
    question = next((q for q in model.questions if q.facet == facet), None)
    mine = {q.id for q in model.questions if q.facet == facet}
    open_: AskModel | None = None if question is None or mine & asked else question
    return _Lever(
        facet,
        tuple(range(len(space.values))),
        None if open_ is None else tuple(read_answer(model, open_, {value: 0.0}) for value in space.values),
        tuple(attestation(model, space.id, value) for value in space.values),
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
