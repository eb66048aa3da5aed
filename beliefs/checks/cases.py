"""Whether every case, question and response of a domain can come about.

Exact wherever the states that matter can be enumerated; where they are too many, nothing is claimed.
Needs a domain whose names are all known.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array
from ..belief.model import Model, compile_domain
from ..errors import DomainTooLarge, Flaw
from ..language.defaults import HELPFULNESS
from ..language.domain import Case, Condition, Domain, Question, Response
from ..language.reserved import OTHER
from ..values.admissibility import Barred, Counterexample, prove_admissible, prove_reachable
from ..values.values import MOST_STATES, condition_table
from .possible import check_possible
from .reach import check_reach

__all__ = ["check_cases"]

Table = NDArray[np.bool_]

MOST_CELLS = 20_000_000
"""Most (state, case) or (response, response, intent) cells that are looked at in one check."""

MOST_AXES = 30
"""An array has no more axes than about this many facets and the intent."""
MOST_BELIEFS = 100_000_000
"""Most conditional probabilities that a belief may hold: 0.8 GB."""


def check_cases(domain: Domain) -> Iterator[Flaw]:
    """Yield a flaw for everything that can never happen, and for limits that cannot be kept."""
    cells = len(domain.intents) * sum(len(facet.values) for facet in domain.facets.values())
    if cells > MOST_BELIEFS:
        message = f"{len(domain.intents):,} intents by all values of all facets are {cells:,} numbers"
        yield Flaw("facets", message, f"{MOST_BELIEFS:,} are the most: split the domain")
        return
    if _is_plain(domain):
        return
    model = compile_domain(domain)
    for key, question in domain.questions.items():
        yield from _question(model, f"questions.{key}", question)
    for key, response in domain.responses.items():
        for objective, cases in response.values.items():
            yield from _shadowed(model, f"responses.{key}.values.{objective}", cases)
    for position, flag in enumerate(domain.escalation.red_flags):
        if not flag.intent and not flag.facets:
            message = "a red flag without a condition sends every dialogue to a person"
            yield Flaw(f"escalation.red_flags.{position}", message, "name an intent or a facet, or remove it")
    crowded = list(_crowded(model, domain.responses))
    yield from crowded or _values(model, domain.responses)


def _is_plain(domain: Domain) -> bool:
    """Whether there is nothing to look at: no cases, no limits and no probabilities of facts."""
    limited = any(objective.limit for objective in domain.objectives.values())
    weighed = any(facet.prior or facet.prior_given for facet in domain.facets.values()) or domain.contexts
    return not (domain.questions or domain.responses or domain.escalation.red_flags or limited or weighed)


def _crowded(model: Model, responses: Mapping[str, Response]) -> Iterator[Flaw]:
    """Lists of cases that name so many facets that their states cannot be enumerated."""
    for key, response in responses.items():
        for objective, cases in response.values.items():
            facets = _facets(model, [case.when for case in cases])
            if _states(model, facets) > MOST_STATES:
                names = ", ".join(model.facets[k].id for k in facets)
                message = f"the cases name too many facets at once: {names}"
                yield Flaw(f"responses.{key}.values.{objective}", message, "name fewer facets in one list of cases")


def _shadowed(model: Model, path: str, cases: Sequence[Case]) -> Iterator[Flaw]:
    """First match wins: a case is unreachable when those before it hold wherever it does."""
    conditions = [case.when for case in cases]
    facets = _facets(model, conditions)
    if len(cases) < 2 or _states(model, facets) * len(cases) > MOST_CELLS:
        return
    covered = np.zeros([*(len(model.facets[k].values) for k in facets), len(model.intents)], dtype=np.bool_)
    tables: list[Table] = []
    for position, condition in enumerate(conditions):
        holds = condition_table(model, condition, facets)
        if holds.any() and not (holds & ~covered).any():
            yield Flaw(f"{path}.{position}", _why(holds, tables), "move it up, or remove it: the first match wins")
        covered |= holds
        tables.append(holds)


def _why(holds: Table, before: Sequence[Table]) -> str:
    """Which earlier case takes all of this one's states."""
    alone = next((k for k, table in enumerate(before) if not (holds & ~table).any()), None)
    if alone is None:
        return "this case is never reached: the cases above it together cover it"
    return f"this case is never reached: case {alone + 1} above it covers it"


def _question(model: Model, path: str, question: Question) -> Iterator[Flaw]:
    facets = _facets(model, [question.only_if, question.unless])
    if question.only_if is not None and question.about in question.only_if.facets:
        message = f"this is asked only once {question.about!r} is known, and it asks about {question.about!r}"
        yield Flaw(f"{path}.only_if", message, "remove it from the condition", severity="warning")
    if question.unless is None or _states(model, facets) > MOST_CELLS:
        return
    applies = condition_table(model, question.only_if, facets) & ~condition_table(model, question.unless, facets)
    if not applies.any():
        message = "this question never applies: `unless` holds wherever `only_if` does"
        yield Flaw(f"{path}.unless", message, "loosen one of the two conditions")


def _facets(model: Model, conditions: Sequence[Condition | None]) -> list[int]:
    named = {facet for condition in conditions if condition is not None for facet in condition.facets}
    return sorted(model.facet_index[facet] for facet in named)


def _states(model: Model, facets: Sequence[int]) -> float:
    """How many states to enumerate: floats, since a product of many facets would wrap around."""
    if len(facets) > MOST_AXES:
        return math.inf
    return float(np.prod([float(len(model.facets[k].values)) for k in facets])) * len(model.intents)


def _values(model: Model, written: Collection[str]) -> Iterator[Flaw]:
    """Flaws that only the values of all responses show together."""
    if written:
        yield from _dominated(model, written)
        yield from _unserved(model)
    if any(objective.limit for objective in model.domain.objectives.values()):
        try:
            found = prove_admissible(model)
        except DomainTooLarge as error:  # the default refusal names the facets of all answers together
            yield Flaw("responses", error.message, error.hint)
            return
        if found is not None:
            yield _inadmissible(found)
            return
        barred = prove_reachable(model)
        if barred is not None:
            yield _barred(barred, written)
            return
        yield from check_reach(model)
    yield from check_possible(model)


def _inadmissible(found: Counterexample) -> Flaw:
    hint = (
        "add a response that keeps every limit in every state, such as an escalation with `values`, or widen the limit"
    )
    return Flaw(_limit_path(found.objective, found.context), str(found), hint)


def _barred(found: Barred, written: Collection[str]) -> Flaw:
    """Where the escalation is written, or else the limit."""
    if found.response in written:
        path = f"responses.{found.response}.values.{found.objective}"
    else:
        path = _limit_path(found.objective, found.context)
    return Flaw(path, str(found), found.hint)


def _limit_path(objective: str, context: str | None) -> str:
    return f"contexts.{context}.limits.{objective}" if context else f"objectives.{objective}.limit"


def _dominated(model: Model, written: Collection[str]) -> Iterator[Flaw]:
    """A response is never chosen when another is as good in every state on every objective, and better somewhere."""
    worth = _worth(model)
    if worth is None:
        return
    best = worth.max(axis=0)
    alone = (worth == best).sum(axis=0) == 1
    for r, (key, response) in enumerate(model.domain.responses.items()):
        if key not in written or ((worth[r] == best) & alone).any():
            continue
        better = (worth >= worth[r]).all(axis=(1, 2)) & (worth > worth[r]).any(axis=(1, 2))
        if better.any():
            other = list(model.domain.responses)[int(np.flatnonzero(better)[0])]
            message = f"nobody can reach this response: {other!r} is as good or better in every state"
            hint = "say with `for` or `values` when it is the better one, or remove it"
            severity = "warning" if response.kind == "escalate" else "error"
            yield Flaw(f"responses.{key}", message, hint, severity=severity)


def _unserved(model: Model) -> Iterator[Flaw]:
    """Values with which nothing helps somebody, where something does with most of the others: an answer is missing."""
    worth = _worth(model)
    if worth is None or HELPFULNESS not in model.domain.objectives:
        return
    flagged = [flag.facets for flag in model.domain.escalation.red_flags]
    facets = _facets(model, _named(model))
    best = worth[:, list(model.domain.objectives).index(HELPFULNESS)].max(axis=0)
    best = best.reshape(*(len(model.facets[k].values) for k in facets), -1)
    for axis, facet in enumerate(model.facets[k] for k in facets):
        helped = np.moveaxis(best, axis, 0).reshape(len(facet.values), -1, len(model.intents)).max(axis=1) > 0
        for at, intent in enumerate(model.intents):
            left = [value for value, served in zip(facet.values, helped[:, at], strict=True) if not served]
            for value in left if intent != OTHER and 2 * len(left) < len(facet.values) else ():
                if not any(value in flag.get(facet.id, ()) for flag in flagged):
                    message = f"with {value!r} no response is worth more than 0 for who wants {intent!r}"
                    hint = "write an answer or a refusal that is, or an escalation `for` it, where one is missing"
                    yield Flaw(f"facets.{facet.id}.values.{value}", message, hint, severity="warning")


def _worth(model: Model) -> Array | None:
    """Value of every response, ``[R, O, J]`` over the states of all facets that any case names."""
    responses, objectives = model.domain.responses.values(), model.domain.objectives
    facets = _facets(model, _named(model))
    if _states(model, facets) * len(responses) * len(objectives) > MOST_CELLS:
        return None
    worth = [[_table(model, response.values.get(o, ()), facets) for o in objectives] for response in responses]
    return np.array(worth)


def _named(model: Model) -> list[Condition | None]:
    """The conditions of all cases."""
    responses = model.domain.responses.values()
    return [case.when for response in responses for cases in response.values.values() for case in cases]


def _table(model: Model, cases: Sequence[Case], facets: Sequence[int]) -> Array:
    table = np.zeros([*(len(model.facets[k].values) for k in facets), len(model.intents)])
    for case in reversed(cases):
        table[condition_table(model, case.when, facets)] = case.value
    return table.reshape(-1)
