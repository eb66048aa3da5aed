"""Who decided the values, limits and weights of a domain, and which of them nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .domain import Case, Domain, Response
from .part import Provenance

__all__ = ["Decided", "decisions", "told"]


@dataclass(frozen=True)
class Decided:
    """One number that somebody chose."""

    path: str
    kind: Literal["value", "limit", "weight"]
    what: str
    """The choice, in words."""
    by: Provenance | None


def decisions(domain: Domain) -> tuple[Decided, ...]:
    """Everything in a domain that weighs one good against another, in its order."""
    return (*_objectives(domain), *_values(domain), *_weights(domain))


def told(provenance: Provenance | None) -> str:
    """Who decided, by which process, when and for whom, in one line."""
    if provenance is None:
        return "nobody is named"
    speaks = f"for {provenance.speaks_for}" if provenance.speaks_for else ""
    return ", ".join(part for part in (provenance.who, provenance.process, provenance.when, speaks) if part)


def _objectives(domain: Domain) -> Iterator[Decided]:
    for key, objective in domain.objectives.items():
        path = f"objectives.{key}"
        weight = f"weight {objective.weight:g} in tier {objective.tier}"
        yield Decided(path, "weight", weight, objective.provenance)
        if objective.limit is not None:
            limit = objective.limit
            what = f"mean loss at most {limit.at_most:g} over the worst {1 - limit.alpha:.4g} of the belief"
            yield Decided(f"{path}.limit", "limit", what, limit.provenance or objective.provenance)


def _values(domain: Domain) -> Iterator[Decided]:
    for key, response in domain.responses.items():
        for objective, cases in response.values.items():
            for position, case in enumerate(cases):
                yield _case(f"responses.{key}.values.{objective}.{position}", response, case)


def _case(path: str, response: Response, case: Case) -> Decided:
    """A case's value; the response speaks for a case that names nobody."""
    when = case.when
    if when is None or not (when.intent or when.facets):
        return Decided(path, "value", f"{case.value:+g} otherwise", case.provenance or response.provenance)
    named = {**({"intent": when.intent} if when.intent else {}), **when.facets}
    condition = " and ".join(f"{name} is {' or '.join(values)}" for name, values in named.items())
    return Decided(path, "value", f"{case.value:+g} when {condition}", case.provenance or response.provenance)


def _weights(domain: Domain) -> Iterator[Decided]:
    for key, party in domain.stakeholders.items():
        what = f"share {party.share:g}, weights {_listed(party.weights)}"
        yield Decided(f"stakeholders.{key}", "weight", what, party.provenance)
    for key, context in domain.contexts.items():
        if context.weights:
            yield Decided(f"contexts.{key}.weights", "weight", _listed(context.weights), context.provenance)
        for objective, limit in context.limits.items():
            what = f"mean loss at most {limit:g}"
            yield Decided(f"contexts.{key}.limits.{objective}", "limit", what, context.provenance)


def _listed(weights: dict[str, float]) -> str:
    return ", ".join(f"{name} {weight:g}" for name, weight in weights.items()) or "as the domain says"
