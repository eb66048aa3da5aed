"""What an answer takes for granted: what is wanted, and the facts that it would be another answer without.

A fact is named as it would have to be for the answer to be the right one, which need not be what is most probable:
"we keep 15 % of opened goods" assumes that they were opened. What would change neither the choice nor what it is worth
is no assumption, but for facts that the words of the answer need.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from ..arrays import Array
from ..belief.belief import Belief, Reading
from ..belief.names import MANY, Named, Names, any_of, names_of
from ..language.placeholders import names_in
from .rationale import Share
from .record import Case, assumed_intent, served, was_told

__all__ = ["SETTLED", "assumptions", "guesses"]

SETTLED = 0.95
"""A facet whose most probable value is at least this probable is no assumption, nor is one that was told."""

POSSIBLE = 0.01
"""Least probability of a value that is tried out."""

AS_LIKELY = 0.02
"""Values whose probabilities are no further apart are as likely."""

SAME = 0.01
"""Difference in worth that is none."""

MOST_TRIED = 12
"""Values of one facet that are tried out, the most probable ones."""


def assumptions(case: Case, response: int, sure: float) -> tuple[Share, ...]:
    """What is served, if it is less than ``sure``; facets that the answer depends on and that are not settled."""
    names, found, wanted = names_of(case.rules.values.model), list[Share](), served(case, response)
    if sum(share.probability for share in wanted) < sure:
        found.append(assumed_intent(wanted))
    needed, weighed = _used(case, response)
    for facet in sorted(needed | weighed):
        p = case.belief.facet(facet)
        top = int(p.argmax())
        if p[top] >= SETTLED or was_told(case, facet, top):
            continue
        tried = _tried(case, response, facet)
        right = [value for value, (chosen, _) in tried.items() if chosen]
        worths = [worth for _, worth in tried.values()]
        if facet in needed or len(right) < len(tried) or max(worths) - min(worths) > SAME:
            alone = facet in needed or facet in _filled(case, response) or not right
            best = [max(right, key=lambda one: float(p[one]), default=top)] if alone else _best(tried, right, p)
            found.append(_share(names, facet, best, p))
    return tuple(found)


def guesses(case: Case, response: int, assumed: Collection[Share], unread: Collection[str]) -> bool:
    """Whether the words of a response need what was told twice in words that nobody could read."""
    needs = list(case.rules.values.model.domain.responses.values())[response].needs
    return any(share.facet is not None and share.facet.id in needs and share.facet.id in unread for share in assumed)


def _best(tried: Mapping[int, tuple[bool, float]], right: Sequence[int], p: Array) -> list[int]:
    """The value that the answer is right for, with all that it is as right for; of those as likely the best served."""
    likely = [value for value in right if p[value] >= max(p[right]) - AS_LIKELY]
    worth = max(tried[value][1] for value in likely)
    best = sorted(value for value in right if abs(tried[value][1] - worth) <= SAME)
    told = len(best) <= MANY or len(best) == len(p) - 1
    return best if told else [max(likely, key=lambda value: tried[value][1])]


def _share(names: Names, facet: int, values: Sequence[int], p: Array) -> Share:
    """That one of some values is so, as an assumption; their ids stand together as those of intents do."""
    every = names.values[facet]
    of = Named("|".join(every[value].id for value in values), any_of([value.name for value in every], values))
    return Share(of, float(p[list(values)].sum()), names.facets[facet])


def _filled(case: Case, response: int) -> set[int]:
    """Facets that the words of a response are filled with: one value each."""
    model = case.rules.values.model
    named = names_in(list(model.domain.responses.values())[response].text)
    return {model.facet_index[name] for name in named if name in model.facet_index}


def _used(case: Case, response: int) -> tuple[set[int], set[int]]:
    """Facets that the words of a response need, and those on which its values depend."""
    values = case.rules.values
    needs = list(values.model.domain.responses.values())[response].needs
    weighed = {facet for group in values.groups if response in group.responses for facet in group.facets}
    return {values.model.facet_index[name] for name in needs}, weighed


def _tried(case: Case, response: int, facet: int) -> dict[int, tuple[bool, float]]:
    """By value of a facet: whether the response would be chosen with it, and what it would be worth.

    The worth is that with what was told taken as true: a doubt about that is none about this facet.
    """
    p, granted = case.belief.facet(facet), _granted(case, response, facet)
    found: dict[int, tuple[bool, float]] = {}
    for value in (int(v) for v in np.argsort(-p, kind="stable")[:MOST_TRIED] if p[v] >= POSSIBLE):
        reading = Reading(facets={facet: _certain(p, value)})
        guards = [guard.update(reading) for guard in case.guards]
        verdict, after = case.rules.judge(case.belief.update(reading), also=guards), granted.update(reading)
        same = granted is case.belief or not np.isfinite(after.log_evidence)
        worth = verdict if same else case.rules.judge(after)
        found[value] = (verdict.chosen == response, float(worth.scores[response]))
    return found


def _granted(case: Case, response: int, facet: int) -> Belief:
    """The belief if what was told of the other facets that a response depends on, or is settled, were certain."""
    told: dict[int, Array] = {}
    for other in _used(case, response)[1] - {facet}:
        p = case.belief.facet(other)
        top = int(p.argmax())
        if p[top] >= SETTLED or was_told(case, other, top):
            told[other] = _certain(p, top)
    after = case.belief.update(Reading(facets=told)) if told else case.belief
    return after if np.isfinite(after.log_evidence) else case.belief


def _certain(p: Array, value: int) -> Array:
    """A reading that leaves one value of a facet, ``[V, 1]``."""
    return np.where(np.arange(len(p)) == value, 0.0, -np.inf)[:, None]
