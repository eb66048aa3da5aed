"""What an answer takes for granted: what is wanted, and the facts that it would be another answer without.

A fact is named as it would have to be for the answer to be the right one, which need not be what is most probable:
"we keep 15 % of opened goods" assumes that they were opened. What would change neither the choice nor what it is worth
is no assumption, but for facts that the words of the answer need.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from .belief import Reading
from .names import names_of
from .rationale import Share
from .record import Case, assumed_intent, served, was_told

__all__ = ["SETTLED", "assumptions", "guesses"]

SETTLED = 0.95
"""A facet whose most probable value is at least this probable is no assumption, nor is one that was told."""

POSSIBLE = 0.01
"""Least probability of a value that is tried out."""

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
            value = max(right, key=lambda one: float(p[one]), default=top)
            found.append(Share(names.values[facet][value], float(p[value]), names.facets[facet]))
    return tuple(found)


def guesses(case: Case, response: int, assumed: Collection[Share], unread: Collection[str]) -> bool:
    """Whether the words of a response need what was told twice in words that nobody could read."""
    needs = list(case.rules.values.model.domain.responses.values())[response].needs
    return any(share.facet is not None and share.facet.id in needs and share.facet.id in unread for share in assumed)


def _used(case: Case, response: int) -> tuple[set[int], set[int]]:
    """Facets that the words of a response need, and those on which its values depend."""
    values = case.rules.values
    needs = list(values.model.domain.responses.values())[response].needs
    weighed = {facet for group in values.groups if response in group.responses for facet in group.facets}
    return {values.model.facet_index[name] for name in needs}, weighed


def _tried(case: Case, response: int, facet: int) -> dict[int, tuple[bool, float]]:
    """By value of a facet: whether the response would be chosen with it, and what it would be worth."""
    p = case.belief.facet(facet)
    found: dict[int, tuple[bool, float]] = {}
    for value in (int(v) for v in np.argsort(-p, kind="stable")[:MOST_TRIED] if p[v] >= POSSIBLE):
        certain = np.full((len(p), 1), -np.inf)
        certain[value] = 0.0
        verdict = case.rules.judge(case.belief.update(Reading(facets={facet: certain})))
        found[value] = (verdict.chosen == response, float(verdict.scores[response]))
    return found
