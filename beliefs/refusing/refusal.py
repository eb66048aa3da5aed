"""A refusal that is computed: what binds, what would be safe instead, and what would change the decision.

For a response that a limit removes: the limit with its tail and the states in that tail, the best admissible
answer for what the user probably wants, and what would change it, see `unlocks`. Ids come with names; sentences are
made elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..belief.belief import Belief
from ..belief.joints import Joints, joint
from ..belief.model import Model
from ..belief.names import Named, names_of
from ..language.placeholders import fill_anytime
from ..language.reserved import OTHER
from ..values.arbitration import Arbiter
from ..values.folding import Group
from ..values.verdict import Verdict
from .unlocks import Unlock, unlocks

__all__ = ["BindingState", "Refusal", "best_answer", "refusal", "withheld"]

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
    rules: Arbiter,
    belief: Belief,
    verdict: Verdict,
    blocked: int,
    asked: frozenset[str] = frozenset(),
    guards: Sequence[Belief] = (),
) -> Refusal:
    """Compute the refusal of an inadmissible response.

    Args:
        rules: What is in force.
        belief: With the request in focus, where several hold at once.
        verdict: That removed the response.
        blocked: The response.
        asked: Questions that were asked already.
        guards: Where every limit has to hold, too: what binds is told of the first of these that breaks one.
    """
    model = rules.values.model
    place = verdict.blocked_by(blocked) or 0
    bound = rules.bounds[place]
    held = next((guard for guard in guards if not rules.admissible(guard)[blocked]), belief)
    return Refusal(
        blocked=names_of(model).responses[blocked],
        limit=names_of(model).objectives[bound.objective],
        at_most=bound.at_most,
        alpha=bound.alpha,
        tail=float(verdict.tails[place, blocked]),
        states=_binding(rules, held, blocked, place),
        alternative=_alternative(rules, belief, verdict),
        unlocks=tuple(unlocks(rules, held, blocked, asked, (belief, *guards) if guards else ())),
        appeal=_appeal(rules, verdict),
    )


def _binding(rules: Arbiter, belief: Belief, blocked: int, place: int) -> tuple[BindingState, ...]:
    """States whose loss is beyond the bound, by what they add to the tail; facets that change nothing are left out."""
    model, bound = rules.values.model, rules.bounds[place]
    group, column = rules.values.group_of(blocked, bound.objective)
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
    to = domain.escalation.to
    return fill_anytime(responses[stated[0]].appeal, to) if stated else f"You can ask for {to}."
