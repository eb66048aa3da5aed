"""Whether every value of a facet can be believed at all.

A prior of 0 stays 0 whatever is said or attested. Where a limit or a red flag depends on the value, that would switch
it off without a word, so it is an error; elsewhere it is a warning. A value is written with 0, or is left out of
probabilities that sum to one already. It knows no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..belief.model import Model
from ..errors import Flaw
from ..language.reserved import OWN_VALUES
from ..values.limits import bounds
from ..values.tails import SLACK
from ..values.values import compile_values

__all__ = ["check_possible"]

NOTHING = 1e-9
"""A probability up to this is what rounding leaves of a sum, and no number that anybody wrote."""

HINT = "give it a small probability, such as 0.01; values that are left out share what is left of 1"


def check_possible(model: Model) -> Iterator[Flaw]:
    """Yield a flaw for every value that nothing can make probable."""
    grave: dict[str, dict[str, str]] = {}
    for path, facet, distribution in _distributions(model):
        impossible = [value for value, p in distribution.items() if p <= NOTHING]
        if impossible and facet not in grave:
            grave[facet] = {**_limiting(model, facet), **_flagged(model, facet)}
        for value in impossible:
            said = f"the probability of {value!r} is 0, so nothing that is said or attested can raise it"
            if value in grave[facet]:
                yield Flaw(f"{path}.{value}", f"{said}, and {grave[facet][value]}", HINT)
            else:
                yield Flaw(f"{path}.{value}", said, HINT, severity="warning")


def _distributions(model: Model) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Path, facet and probabilities of all values, where some were written; a prior that no intent has is idle."""
    for key, facet in model.domain.facets.items():
        if key == OWN_VALUES:
            continue
        if not set(model.intents) <= set(facet.prior_given):
            yield f"facets.{key}.prior", key, facet.prior
        for intent, given in facet.prior_given.items():
            yield f"facets.{key}.prior_given.{intent}", key, given
    for key, context in model.domain.contexts.items():
        for facet, given in context.facets.items():
            yield f"contexts.{key}.facets.{facet}", facet, given


def _flagged(model: Model, facet: str) -> dict[str, str]:
    """Values of a facet that a red flag names, and that in words."""
    flags = model.domain.escalation.red_flags
    return {value: "a red flag names it" for flag in flags for value in flag.facets.get(facet, ())}


def _limiting(model: Model, facet: str) -> dict[str, str]:
    """Values of a facet that bring a response beyond a limit that another value keeps, and that in words."""
    if all(objective.limit is None for objective in model.domain.objectives.values()):
        return {}
    position, space = model.facet_index[facet], model.facet(facet)
    breaks = np.zeros(len(space.values), dtype=np.bool_)
    in_force = {bound for context in (None, *model.domain.contexts) for bound in bounds(model, context)}
    for group in compile_values(model).groups:
        if position not in group.facets:
            continue
        axis = group.facets.index(position)
        shape = [*(len(model.facets[f].values) for f in group.facets), -1]
        for bound in in_force:
            kept = -group.table[:, group.objectives == bound.objective] <= bound.at_most + SLACK
            kept = np.moveaxis(kept.reshape(shape), axis, 0)
            breaks |= (~kept & kept.any(axis=0)).any(axis=tuple(range(1, kept.ndim)))
    return {value: "a limit depends on it" for value, grave in zip(space.values, breaks, strict=True) if grave}
