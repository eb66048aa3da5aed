"""Whether the numbers of a domain can be what they are called.

Weights (priors of intents and profiles, shares, weights of objectives) are relative and need only not all be zero.
Probabilities (anything over the values of a facet) sum to one; values that are left out share what is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from ..errors import Flaw
from ..language.defaults import HELPFULNESS
from ..language.domain import Domain, Facet, Question, Value
from ..language.objectives import Context, Objective
from ..language.reserved import OTHER

__all__ = ["TOLERANCE", "check_numbers"]

TOLERANCE = 1e-6
"""How far a sum of probabilities may be from one."""


def check_numbers(domain: Domain) -> Iterator[Flaw]:
    """Yield a flaw for every number that cannot be meant."""
    yield from _intents(domain)
    for key, facet in domain.facets.items():
        yield from _facet(f"facets.{key}", facet)
    for key, question in domain.questions.items():
        yield from _question(domain, f"questions.{key}", question)
    for key, objective in domain.objectives.items():
        yield from _objective(f"objectives.{key}", objective)
    for key, context in domain.contexts.items():
        yield from _context(domain, f"contexts.{key}", context)
    yield from _weights(domain)


def _intents(domain: Domain) -> Iterator[Flaw]:
    if not set(domain.intents) - {OTHER}:
        yield Flaw("intents", "there is no intent", "name one, with a few things that people say who have it")
    elif not any(intent.prior for intent in domain.intents.values()):
        yield Flaw("intents", "every prior is 0", "give one of them a prior")
    else:
        for key, intent in domain.intents.items():
            if intent.prior == 0:
                message = "the prior is 0, so nothing that a user says can raise it"
                yield Flaw(f"intents.{key}.prior", message, "write a small number", severity="warning")


def _facet(path: str, facet: Facet) -> Iterator[Flaw]:
    if not facet.values:
        hint = (
            "write `bins: {low: [0, 10], high: [10, 20]}`" if facet.kind == "number" else "write `values: [one, two]`"
        )
        yield Flaw(f"{path}.values", "the facet has no values", hint)
        return
    if len(facet.values) == 1:
        hint = "add the other values, or remove the facet"
        yield Flaw(f"{path}.values", "the facet has one value: there is nothing to learn", hint, severity="warning")
    yield from _bins(path, facet)
    yield from _several(path, facet)
    for name, distribution in _distributions(facet):
        yield from _distribution(f"{path}.{name}", distribution, facet.values)


def _distributions(facet: Facet) -> Iterator[tuple[str, Mapping[str, float]]]:
    yield "prior", facet.prior
    yield "guise", facet.guise
    for intent, distribution in facet.prior_given.items():
        yield f"prior_given.{intent}", distribution
    for intent, distribution in facet.guise_given.items():
        yield f"guise_given.{intent}", distribution


def _distribution(path: str, given: Mapping[str, float], values: Iterable[str]) -> Iterator[Flaw]:
    """Probabilities of all values sum to one; those of some of them to no more."""
    if not given or not set(given) <= set(values):
        return
    total = math.fsum(given.values())
    missing = set(values) - set(given)
    if missing and total > 1 + TOLERANCE:
        hint = f"lower them; {', '.join(sorted(missing))} would have what is left of 1"
        yield Flaw(path, f"the probabilities sum to {total:.6g}, more than 1", hint)
    elif not missing and abs(total - 1) > TOLERANCE:
        scaled = (
            ", ".join(f"{value}: {p / total:.4g}" for value, p in given.items()) if total else "no value is possible"
        )
        left = ", ".join(list(given)[:-1])
        hint = f"scaled to one: {scaled}; or give only {left}: the last has what is left" if total else scaled
        yield Flaw(path, f"the probabilities sum to {total:.6g}, not 1", hint)


def _several(path: str, facet: Facet) -> Iterator[Flaw]:
    if facet.several and facet.kind != "choice":
        which = "a number has one value at a time" if facet.kind == "number" else "yes and no cannot hold at once"
        yield Flaw(f"{path}.several", which, "remove `several`")
    if facet.each and facet.kind != "choice":
        yield Flaw(f"{path}.each", "only of a choice may each value be a wish of its own", "remove `each`")
    if facet.each and facet.several:
        told = "values that hold at once are one wish, and those of `each` are several"
        yield Flaw(f"{path}.each", told, "remove `each`, or `several`")


def _bins(path: str, facet: Facet) -> Iterator[Flaw]:
    edged = [key for key, value in facet.values.items() if value.low is not None or value.high is not None]
    if facet.kind != "number":
        for key in edged:
            yield Flaw(f"{path}.values.{key}", "only a number has bins", "add `kind: number`")
        if facet.unit:
            yield Flaw(f"{path}.unit", "only a number has a unit", "give it `bins`, or remove the unit")
        return
    for key in facet.values:
        if key not in edged:
            yield Flaw(f"{path}.values.{key}", "this value of a number has no bin", "write [low, high]")
    spans = {key: _span(value) for key, value in facet.values.items() if key in edged}
    for key, (low, high) in spans.items():
        if not low < high:
            message = f"the bin from {low:g} to {high:g} holds no number"
            yield Flaw(f"{path}.values.{key}", message, "write the lower edge first; bins are low <= x < high")
    if all(low < high for low, high in spans.values()):
        yield from _order(path, spans)


def _span(value: Value) -> tuple[float, float]:
    return (-math.inf if value.low is None else value.low, math.inf if value.high is None else value.high)


def _order(path: str, spans: Mapping[str, tuple[float, float]]) -> Iterator[Flaw]:
    """Neighbours meet: no overlap, no gap, in order."""
    ordered = sorted(spans, key=lambda key: spans[key])
    if ordered != list(spans):
        yield Flaw(f"{path}.values", "the bins are not in order", f"write them as {', '.join(ordered)}")
    for before, after in pairwise(ordered):
        high, low = spans[before][1], spans[after][0]
        where = f"{path}.values.{after}"
        if low < high:
            hint = f"a bin is low <= x < high: start {after!r} at {high:g}, or end {before!r} at {low:g}"
            yield Flaw(where, f"the bins of {before} and {after} overlap: both hold {low:g}", hint)
        elif low > high:
            hint = f"start {after!r} at {high:g}, or add a bin [{high:g}, {low:g}]"
            yield Flaw(where, f"no bin holds numbers from {high:g} to {low:g}", hint)


def _question(domain: Domain, path: str, question: Question) -> Iterator[Flaw]:
    for intent in ("", *question.unsure_given, *question.withheld_given):
        unsure = question.unsure_given.get(intent, question.unsure)
        withheld = question.withheld_given.get(intent, question.withheld)
        if unsure + withheld > 1:
            which = f" for {intent!r}" if intent else ""
            message = f"`unsure` {unsure:g} and `withheld` {withheld:g} are more than 1 together{which}"
            yield Flaw(f"{path}.unsure", message, "lower one of them")
    facet = domain.facets.get(question.about)
    if facet is not None and len(facet.values) > 1 and question.reliability <= 1 / len(facet.values):
        message = f"a reliability of {question.reliability:g} is no better than chance among {len(facet.values)} values"
        yield Flaw(f"{path}.reliability", message, "raise it, or remove the question", severity="warning")


def _objective(path: str, objective: Objective) -> Iterator[Flaw]:
    limit = objective.limit
    if limit is None:
        return
    if limit.widest is not None and limit.widest < limit.at_most:
        message = f"`widest` {limit.widest:g} is tighter than `at_most` {limit.at_most:g}"
        yield Flaw(f"{path}.limit.widest", message, f"write {limit.at_most:g} or more, or remove it")
    if limit.at_most >= 1:
        yield Flaw(f"{path}.limit.at_most", "a loss is never more than 1, so this never binds", severity="warning")


def _context(domain: Domain, path: str, context: Context) -> Iterator[Flaw]:
    known = {key: intent.prior for key, intent in domain.intents.items() if key != OTHER}
    left = {**known, **{key: weight for key, weight in context.prior.items() if key in known}}
    if any(known.values()) and not any(left.values()):
        yield Flaw(f"{path}.prior", "every prior is 0: in this context nothing is wanted", "give one of them a prior")
    for key, distribution in context.facets.items():
        if key in domain.facets:
            yield from _distribution(f"{path}.facets.{key}", distribution, domain.facets[key].values)
    for key, asked in context.limits.items():
        objective = domain.objectives.get(key)
        if objective is not None:
            yield from _limit(f"{path}.limits.{key}", context, key, objective, asked)


def _limit(path: str, context: Context, key: str, objective: Objective, asked: float) -> Iterator[Flaw]:
    """An operator may widen a limit up to its own bound; a user may only tighten it."""
    limit = objective.limit
    if limit is None:
        yield Flaw(path, f"the objective {key!r} has no limit", f"add `objectives.{key}.limit`, or remove this")
        return
    widest = limit.at_most if limit.widest is None else limit.widest
    if asked > limit.at_most and context.by == "user":
        hint = f"write {limit.at_most:g} or less; only a context `by: operator` may widen a limit"
        yield Flaw(path, f"a user's context widens the limit from {limit.at_most:g} to {asked:g}", hint)
    elif asked > widest:
        hint = f"write {widest:g} or less, or set `objectives.{key}.limit.widest`"
        yield Flaw(path, f"{asked:g} is wider than the domain allows", hint)


def _weights(domain: Domain) -> Iterator[Flaw]:
    groups: dict[str, Mapping[str, float]] = {
        **{f"stakeholders.{key}.weights": party.weights for key, party in domain.stakeholders.items()},
        **{f"profiles.{key}.weights": profile.weights for key, profile in domain.profiles.items()},
    }
    for path, weights in groups.items():
        if weights and not any(weights.values()):
            yield Flaw(path, "every weight is 0", "give one of them a weight")
    contexts = {f"contexts.{key}.weights": context.weights for key, context in domain.contexts.items()}
    limits = {key for key, o in domain.objectives.items() if o.limit is not None and o.weight == 0}
    for path, weights in {**groups, **contexts}.items():
        for key in limits & set(weights):
            message = f"{key!r} is a limit only (its weight is 0) and is not weighed against anything"
            yield Flaw(f"{path}.{key}", message, f"remove it, or give `objectives.{key}` a weight")
    if domain.stakeholders and not any(party.share for party in domain.stakeholders.values()):
        yield Flaw("stakeholders", "every share is 0", "give one of them a share")
    if domain.profiles and not any(profile.prior for profile in domain.profiles.values()):
        yield Flaw("profiles", "every prior is 0", "give one of them a prior")
    if domain.objectives and not any(o.weight for o in domain.objectives.values()):
        hint = f"give one of them a weight, or add `{HELPFULNESS}: {{}}`"
        yield Flaw("objectives", "every weight is 0: nothing tells two responses apart", hint)
    yield from _mode(domain)


def _mode(domain: Domain) -> Iterator[Flaw]:
    if domain.mode in {"distributional", "collective"} and len(domain.stakeholders) < 2:
        hint = "name two `stakeholders` or more, or write `mode: steer`"
        yield Flaw("mode", f"mode {domain.mode!r} needs stakeholders", hint)
